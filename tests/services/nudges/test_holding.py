"""Quiet hours and digests: held, told after them in one message, read anew, and lost by no restart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from core.document.edit import set_title
from core.domain.webhook.events import Event
from core.domain.webhook.hours import Hours
from core.domain.webhook.shapes import Shape
from core.services import postmortems
from core.services.actions import follow_up, reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.nudges import incidents, team_times
from core.services.webhooks import subscriptions
from tests.services.nudges.telling import events, listening, queued
from tests.support.apps import BEGIN, Opener, TestClock, open_room
from tests.support.edits import add_row
from tests.support.held import held

NIGHT = Hours(time(22), time(7))
DAILY = Hours(daily=True)


def in_zone(app: App, zone: str) -> None:
    _, days, hours = team_times.current(app)
    team_times.set_times(app, zone, days, hours, None)


def at(clock: TestClock, text: str) -> None:
    clock.now = datetime.fromisoformat(text).replace(tzinfo=UTC)


def opened(app: App, *titles: str) -> list[str]:
    made = [postmortems.create(app, title) for title in titles]
    incidents.tell_news(app)
    return made


def overdue(app: App, title: str = "Disk full") -> str:
    room = open_room(app, title)
    row = add_row("actions", "a", "Watch the disk", "V", owner="Kim", due=BEGIN.date() - timedelta(days=1))
    document_store.edit(app, room.pm_id, row, None)
    held(app, room.pm_id)
    return room.pm_id


def test_what_happens_at_night_comes_in_the_morning_in_one_message(app: App, clock: TestClock) -> None:
    """On the team's clocks: seven in Berlin is six UTC in winter."""
    in_zone(app, "Europe/Berlin")
    listening(app, Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T21:00")
    opened(app, "First", "Second")
    assert queued(app) == []
    assert subscriptions.webhook_list(app, None)[0].held == 2
    at(clock, "2026-11-24T05:59")
    assert subscriptions.release(app) == 0
    at(clock, "2026-11-24T06:00")
    assert subscriptions.release(app) == 1
    (body,) = queued(app)
    assert (body["event"], body["count"]) == ("collected", 2)
    assert {part["postmortem"]["title"] for part in body["notices"]} == {"First", "Second"}
    assert subscriptions.release(app) == 0
    assert subscriptions.webhook_list(app, None)[0].held == 0


@pytest.mark.parametrize(
    ("night", "morning"), [("2026-03-28T22:30", "2026-03-29T05:00"), ("2026-10-24T21:30", "2026-10-25T06:00")]
)
def test_a_night_in_which_clocks_change(app: App, clock: TestClock, night: str, morning: str) -> None:
    """Seven on the wall, not nine hours later."""
    in_zone(app, "Europe/Berlin")
    listening(app, Event.OPENED, hours=NIGHT)
    at(clock, night)
    opened(app, "Disk full")
    at(clock, morning)
    clock.tick(minutes=-1)
    assert subscriptions.release(app) == 0
    clock.tick(minutes=1)
    assert subscriptions.release(app) == 1


def test_one_that_waited_alone_comes_as_itself(app: App, clock: TestClock) -> None:
    """With the id it had, and as its receiver understands it."""
    listening(app, Event.OPENED, hours=NIGHT, shape=Shape.SLACK)
    at(clock, "2026-11-23T23:00")
    opened(app, "Disk full")
    at(clock, "2026-11-24T07:00")
    subscriptions.release(app)
    assert queued(app)[0]["text"] == "Opened: Disk full"


def test_by_day_nothing_waits(app: App) -> None:
    """And what is quiet for one webhook is not for another."""
    listening(app, Event.OPENED, hours=NIGHT)
    opened(app, "Disk full")
    assert events(app) == ["opened"]


def test_once_a_day_at_nine(app: App, clock: TestClock) -> None:
    """All of a day, in one message, and no other before the next day."""
    listening(app, Event.OPENED, hours=DAILY)
    at(clock, "2026-11-23T10:00")
    opened(app, "First")
    clock.tick(hours=8)
    opened(app, "Second")
    at(clock, "2026-11-24T08:59")
    assert subscriptions.release(app) == 0
    clock.tick(minutes=1)
    assert subscriptions.release(app) == 1
    opened(app, "Third")
    clock.tick(hours=12)
    assert subscriptions.release(app) == 0
    clock.tick(hours=12)
    assert subscriptions.release(app) == 1
    assert events(app) == ["collected", "opened"]


def test_not_at_weekends(app: App, clock: TestClock) -> None:
    """From Saturday until Monday."""
    listening(app, Event.OPENED, hours=Hours(weekends=False))
    at(clock, "2026-11-21T12:00")
    opened(app, "Disk full")
    at(clock, "2026-11-22T23:59")
    assert subscriptions.release(app) == 0
    clock.tick(minutes=1)
    assert subscriptions.release(app) == 1


def test_an_action_that_was_done_in_the_night_is_not_nagged_about(app: App, clock: TestClock) -> None:
    """What waits is read anew when it is told."""
    listening(app, Event.OVERDUE, hours=NIGHT)
    first, _ = overdue(app, "First"), overdue(app, "Second")
    at(clock, "2026-11-23T23:00")
    assert reminders.notify_overdue(app) == 2
    follow_up.mark_done(app, first, "a", "https://tickets.example.org/7", None)
    at(clock, "2026-11-24T07:00")
    subscriptions.release(app)
    (body,) = queued(app)
    assert [item["postmortem"]["title"] for item in body["promises"]] == ["Second"]


@pytest.mark.parametrize("undo", [postmortems.trash, postmortems.purge])
def test_what_is_gone_meanwhile_is_not_told(app: App, clock: TestClock, undo: Callable[[App, str, None], None]) -> None:
    """Neither its title nor that it was; when nothing is left no message is sent."""
    listening(app, Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    (made,) = opened(app, "A mistake")
    postmortems.trash(app, made, None)
    if undo is not postmortems.trash:
        undo(app, made, None)
    at(clock, "2026-11-24T07:00")
    assert subscriptions.release(app) == 0
    assert queued(app) == []


def test_a_title_that_was_changed_meanwhile_is_the_one_that_is_told(app: App, clock: TestClock) -> None:
    """And nothing that people typed is kept beside the postmortem."""
    listening(app, Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    (made,) = opened(app, "Ada broke it")
    with app.db.read() as tx:
        assert "Ada broke it" not in "".join(row.content for row in tx.sql("SELECT content FROM held_notice"))
    document_store.edit(app, made, set_title("The disk was full"), None)
    at(clock, "2026-11-24T07:00")
    subscriptions.release(app)
    assert queued(app)[0]["postmortem"]["title"] == "The disk was full"


def test_hours_that_are_changed_count_at_once(app: App, clock: TestClock) -> None:
    """Also for what waits already."""
    made = listening(app, Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    opened(app, "Disk full")
    subscriptions.change(app, made, shape=Shape.JSON, events=(Event.OPENED,), by=None, hours=Hours())
    assert subscriptions.release(app) == 1


def test_switching_off_calls_off_what_is_held(app: App, clock: TestClock) -> None:
    """Weeks later nobody wants it."""
    made = listening(app, Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    opened(app, "Disk full")
    subscriptions.set_active(app, made, on=False, by=None)
    subscriptions.set_active(app, made, on=True, by=None)
    at(clock, "2026-11-24T07:00")
    assert subscriptions.release(app) == 0


def test_a_server_that_was_down_in_the_morning_does_not_tell_at_night(app: App, clock: TestClock) -> None:
    """What should have come on Tuesday morning comes on Wednesday morning, not on Tuesday night."""
    listening(app, Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    opened(app, "Disk full")
    at(clock, "2026-11-24T23:30")
    assert subscriptions.release(app) == 0
    at(clock, "2026-11-25T07:00")
    assert subscriptions.release(app) == 1


def test_two_servers_release_once(database_url: str, open_test_app: Opener, clock: TestClock) -> None:
    """Whoever takes it first."""
    servers = [open_test_app(database_url) for _ in range(2)]
    listening(servers[0], Event.OPENED, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    opened(servers[0], "Disk full")
    at(clock, "2026-11-24T07:00")
    assert sorted(subscriptions.release(server) for server in servers) == [0, 1]


def test_a_digest_that_is_asked_for_is_not_held(app: App, clock: TestClock) -> None:
    """Cron has hours of its own."""
    listening(app, Event.OVERDUE, hours=NIGHT)
    overdue(app)
    at(clock, "2026-11-23T23:00")
    assert len(reminders.notify_digest(app, reminders.digest(app))) == 1


def test_links_are_those_of_the_address_that_is_set(app: App, clock: TestClock) -> None:
    """Also of what waited."""
    public = replace(app, settings=app.settings.model_copy(update={"url": "https://d.example"}))
    listening(app, hours=NIGHT)
    at(clock, "2026-11-23T23:00")
    (made,) = opened(public, "Disk full")
    at(clock, "2026-11-24T07:00")
    subscriptions.release(public)
    assert queued(app)[0]["postmortem"]["link"] == f"https://d.example/summary?pm={made}"
