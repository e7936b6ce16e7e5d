"""What owners are told: theirs and nobody else's, once, in hours that suit, and nothing that may not be told."""

from datetime import UTC, datetime, time, timedelta

import pytest

from core.domain.webhook.events import Event
from core.domain.webhook.hours import Hours
from core.services import postmortems
from core.services.access import closing
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.mail import addresses, telling
from core.services.nudges import team_times
from tests.services.mail.owners import confirmed, owned, waiting
from tests.support.apps import BEGIN, Opener, TestClock, open_room
from tests.support.edits import add_row
from tests.support.smtp import SmtpServer


@pytest.fixture
def app(database_url: str, open_test_app: Opener, smtp: SmtpServer) -> App:
    """With a mail server and a public address."""
    return open_test_app(database_url, **smtp.settings)


def subjects(app: App) -> list[str]:
    return [letter.subject for letter in waiting(app)]


def test_an_owner_is_told_of_theirs(app: App) -> None:
    """Overdue and due within two days, under whatever spelling of the name; not those of others."""
    confirmed(app)
    owned(app, -1, 2, 9, owner=" MIRA")
    owned(app, -1, owner="Ben", title="Something of Ben's")
    assert telling.tell(app) == 2
    assert subjects(app) == ["1 action item of yours is overdue", "1 action item of yours is due within two days"]
    assert not any("Ben" in letter.text for letter in waiting(app))
    assert telling.tell(app) == 0


def test_each_person_is_told_once(app: App) -> None:
    """What one was told of another is told of as well; a webhook's notices do not count."""
    confirmed(app)
    owned(app, -1)
    telling.tell(app)
    confirmed(app, "Ben", "ben@example.org")
    owned(app, -1, owner="Ben")
    assert telling.tell(app) == 1


def test_only_what_was_ticked(app: App) -> None:
    """Each event has a tick of its own."""
    confirmed(app, events=(Event.DUE_SOON,))
    owned(app, -1, 1)
    assert telling.tell(app) == 1
    assert subjects(app) == ["1 action item of yours is due within two days"]


def test_an_owner_is_invited_to_a_review(app: App, clock: TestClock) -> None:
    """Of what they still owe something of, once; not when nothing of theirs is open."""
    confirmed(app, events=(Event.REVIEW_DUE,))
    confirmed(app, "Ben", "ben@example.org", (Event.REVIEW_DUE,))
    first, second = owned(app, 60), owned(app, 60, title="Done already")
    follow_up.mark_done(app, second, "a0", "https://tickets.example.org/7", None)
    clock.tick(days=15)
    assert telling.tell(app) == 1
    (letter,) = waiting(app)
    assert letter.subject == "A review waits for you"
    assert letter.about == (first,)
    assert f"https://debrief.example.org/summary?pm={first}" in letter.text
    assert telling.tell(app) == 0


def test_in_quiet_hours_nothing_is_sent(app: App, clock: TestClock) -> None:
    """In the morning one mail, on the team's clocks."""
    team_times.set_times(app, "Europe/Berlin", 3, Hours(time(20), time(8)), None)
    confirmed(app)
    owned(app, -1, 1)
    clock.now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert telling.tell(app) == 2
    assert waiting(app) == []
    clock.now = datetime(2026, 11, 24, 6, 59, tzinfo=UTC)
    assert telling.release(app) == 0
    clock.tick(minutes=1)
    assert telling.release(app) == 1
    assert subjects(app) == ["What waited for you in Debrief"]
    assert "1 action item is overdue:" in waiting(app)[0].text


def test_once_a_day_is_each_owners_own_choice(app: App, clock: TestClock) -> None:
    """At nine; the other is told at once."""
    confirmed(app, daily=True)
    confirmed(app, "Ben", "ben@example.org")
    owned(app, -1)
    owned(app, -1, owner="Ben")
    clock.now = datetime(2026, 11, 24, 7, tzinfo=UTC)
    telling.tell(app)
    assert len(waiting(app)) == 1
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert telling.release(app) == 1


def test_what_was_done_in_the_night_is_not_nagged_about(app: App, clock: TestClock) -> None:
    """Nor is a mail sent that has nothing in it."""
    confirmed(app, daily=True)
    pm_id = owned(app, -1)
    telling.tell(app)
    follow_up.mark_done(app, pm_id, "a0", "https://tickets.example.org/7", None)
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert telling.release(app) == 0
    assert waiting(app) == []


def test_whoever_stopped_meanwhile_gets_nothing(app: App, clock: TestClock) -> None:
    """Also of what was held."""
    stop = confirmed(app, daily=True)
    owned(app, -1)
    telling.tell(app)
    addresses.stop(app, stop)
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert telling.release(app) == 0


def test_what_is_closed_or_in_the_trash_is_in_no_mail(app: App, clock: TestClock) -> None:
    """Not even to an owner in it: a name proves nobody's identity."""
    confirmed(app, daily=True)
    room = open_room(app, "The Zanzibar keys were stolen")
    row = add_row("actions", "a", "Rotate", "V", owner="Mira", due=BEGIN.date() - timedelta(days=1))
    document_store.edit(app, room.pm_id, row, None)
    with app.db.write() as tx:
        tx.sql("UPDATE postmortem SET promised = true")
    assert telling.tell(app) == 1  # before it was closed
    closing.close(app, room.pm_id, [], room.maker)
    clock.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert telling.release(app) == 0
    clock.tick(days=20)
    postmortems.trash(app, owned(app, -1), None)
    assert telling.tell(app) == 0
    assert waiting(app) == []


def test_closing_calls_back_what_waits(app: App) -> None:
    """A mail that names it leaves the queue with it."""
    confirmed(app)
    room = open_room(app, "The Zanzibar keys were stolen")
    row = add_row("actions", "a", "Rotate", "V", owner="Mira", due=BEGIN.date() - timedelta(days=1))
    document_store.edit(app, room.pm_id, row, None)
    with app.db.write() as tx:
        tx.sql("UPDATE postmortem SET promised = true")
    telling.tell(app)
    assert len(waiting(app)) == 1
    closing.close(app, room.pm_id, [], room.maker)
    assert waiting(app) == []


def test_without_a_mail_server_nothing_is_marked_as_told(
    database_url: str, open_test_app: Opener, smtp: SmtpServer
) -> None:
    """Whoever sets it again is told then."""
    app = open_test_app(database_url, **smtp.settings)
    confirmed(app)
    owned(app, -1)
    without = open_test_app(database_url)
    assert telling.tell(without) == 0
    assert telling.tell(app) == 1
