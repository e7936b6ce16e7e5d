"""Addresses: set inside, confirmed by their reader, stopped with one click, deleted with a person, seen by nobody."""

from datetime import timedelta

import pytest

from core.domain.webhook.events import Event
from core.errors import BadInput, NotFound, TooMany, WorkspaceLocked
from core.services import postmortems
from core.services.app import App
from core.services.exchange import exports
from core.services.exchange.formats import FORMATS
from core.services.mail import addresses, telling
from core.services.mail.addresses import EVENTS
from core.store.nudges import recipients as store
from tests.services.mail.owners import MIRA, confirmed, log, owned, token_in, waiting
from tests.support.apps import BEGIN, Opener, TestClock, insider, newcomer
from tests.support.smtp import SmtpServer


@pytest.fixture
def app(database_url: str, open_test_app: Opener, smtp: SmtpServer) -> App:
    """With a mail server and a public address."""
    return open_test_app(database_url, **smtp.settings)


def state(app: App) -> str:
    return addresses.addresses(app, None)[0].state


def test_a_new_address_is_asked_for_a_confirmation(app: App) -> None:
    """One mail with a link, to that address, and nothing else before it was opened."""
    owned(app, -1)
    seen = addresses.set_address(app, " Mira ", MIRA, EVENTS, None)
    assert (seen.name, seen.address, seen.state) == ("Mira", "m…@example.org", "asked")
    assert telling.tell(app) == 0
    (letter,) = waiting(app)
    assert letter.subject == "Confirm your address for Debrief"
    assert addresses.confirm(app, token_in(letter, "confirm")) == "m…@example.org"
    assert state(app) == "confirmed"
    assert telling.tell(app) == 1


def test_opening_the_link_changes_nothing(app: App) -> None:
    """Programs that look at mail open every link in it."""
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    token = token_in(waiting(app)[0], "confirm")
    assert addresses.shown_for(app, "confirm", token) == "m…@example.org"
    assert state(app) == "asked"


def test_the_link_holds_for_a_week(app: App, clock: TestClock) -> None:
    """An old mail that somebody finds opens nothing."""
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    token = token_in(waiting(app)[0], "confirm")
    clock.tick(days=7, seconds=1)
    with pytest.raises(NotFound):
        addresses.confirm(app, token)
    assert state(app) == "asked"


@pytest.mark.parametrize(
    "token", ["", "x", "1", "1.", ".abc", "1.aaaaaaaaaaaaaaaaaaaaaaaaaa", "99999.x", "9" * 99, "\u0661.x", "1.\ud800"]
)
def test_a_token_that_was_not_given_opens_nothing(app: App, token: str) -> None:
    """One answer for all of them."""
    confirmed(app)
    for ask in (addresses.confirm, addresses.stop):
        with pytest.raises(NotFound, match="opens nothing any more"):
            ask(app, token)
    assert state(app) == "confirmed"


def test_a_link_does_only_what_it_is_for(app: App) -> None:
    """That of a confirmation stops nothing, and that of another person neither."""
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    token = token_in(waiting(app)[0], "confirm")
    stop = confirmed(app, "Ben", "ben@example.org")
    with pytest.raises(NotFound):
        addresses.stop(app, token)
    with pytest.raises(NotFound):
        addresses.confirm(app, stop)
    with pytest.raises(NotFound):
        addresses.stop(app, f"1.{stop.partition('.')[2]}")


def test_one_click_stops_all_mail(app: App) -> None:
    """What waited is called off; doing it twice changes nothing; the old confirmation does not bring it back."""
    addresses.set_address(app, "Mira", MIRA, EVENTS, None)
    confirm = token_in(waiting(app)[0], "confirm")
    addresses.confirm(app, confirm)
    owned(app, -1)
    telling.tell(app)
    stop = token_in(waiting(app)[-1], "stop")
    assert [addresses.stop(app, stop), addresses.stop(app, stop)] == ["m…@example.org"] * 2
    assert state(app) == "stopped"
    assert log(app)[-1].status == "called off"
    with pytest.raises(NotFound):
        addresses.confirm(app, confirm)
    owned(app, -2)
    assert telling.tell(app) == 0


def test_another_address_is_asked_anew_and_the_old_links_end(app: App) -> None:
    """Also where the same one is set again after a stop."""
    stop = confirmed(app)
    addresses.set_address(app, "mira", "mira@other.example", EVENTS, None)
    assert state(app) == "asked"
    with pytest.raises(NotFound):
        addresses.stop(app, stop)
    assert len(addresses.addresses(app, None)) == 1


def test_what_somebody_is_told_of_can_be_changed_without_asking_again(app: App) -> None:
    """The address stays, and so does its confirmation."""
    confirmed(app)
    for typed in ("", MIRA):
        seen = addresses.set_address(app, "Mira", typed, (Event.OVERDUE,), None, daily=True)
        assert (seen.state, seen.events, seen.daily) == ("confirmed", (Event.OVERDUE,), True)
    assert waiting(app) == []


@pytest.mark.parametrize(
    ("name", "address", "events"),
    [
        ("", MIRA, EVENTS),
        (" \u200b ", MIRA, EVENTS),
        ("x" * 81, MIRA, EVENTS),
        ("Mira", "", EVENTS),
        ("Mira", "mira", EVENTS),
        ("Mira", f"{MIRA}\r\nBcc: x@example.org", EVENTS),
        ("Mira", MIRA, ()),
        ("Mira", MIRA, (Event.OPENED,)),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    app: App, name: str, address: str, events: tuple[Event, ...]
) -> None:
    """And nothing of it is kept or sent."""
    with pytest.raises(BadInput):
        addresses.set_address(app, name, address, events, None)
    assert addresses.addresses(app, None) == []
    assert waiting(app) == []


@pytest.mark.parametrize("missing", [{"url": None}, {"smtp_host": ""}])
def test_without_a_server_or_an_address_nobody_is_asked(
    sqlite_url: str, open_test_app: Opener, smtp: SmtpServer, missing: dict[str, object]
) -> None:
    """It says who can change that."""
    app = open_test_app(sqlite_url, **{**smtp.settings, **missing})
    with pytest.raises(BadInput):
        addresses.set_address(app, "Mira", MIRA, EVENTS, None)


def test_strangers_set_see_and_remove_nothing(sqlite_url: str, open_test_app: Opener, smtp: SmtpServer) -> None:
    """A guest's code opens one meeting."""
    app = open_test_app(sqlite_url, access="key", **smtp.settings)
    guest = newcomer(app)
    confirmed(app)
    for ask in (
        lambda: addresses.addresses(app, guest),
        lambda: addresses.set_address(app, "Mira", "evil@example.org", EVENTS, guest),
        lambda: addresses.remove(app, "Mira", guest),
    ):
        with pytest.raises(WorkspaceLocked):
            ask()
    assert state(app) == "confirmed"
    assert addresses.addresses(app, insider(app))[0].address == "m…@example.org"


def test_nobody_is_bothered_by_mails_that_ask(app: App, clock: TestClock) -> None:
    """Three to one address in an hour, for whatever names and with whatever is removed between; thirty in all."""
    for number in range(3):
        addresses.set_address(app, f"Name {number}", MIRA, EVENTS, None)
        addresses.forget_address(app, f"Name {number}")
    with pytest.raises(TooMany):
        addresses.set_address(app, "Name 9", MIRA.upper(), EVENTS, None)
    for number in range(27):
        addresses.set_address(app, f"Other {number}", f"other{number}@example.org", EVENTS, None)
    with pytest.raises(TooMany):
        addresses.set_address(app, "One more", "more@example.org", EVENTS, None)
    clock.tick(hours=1, seconds=1)
    addresses.set_address(app, "Name 9", MIRA, EVENTS, None)


def test_a_person_is_forgotten_with_everything(app: App) -> None:
    """In whatever spelling: the address, what waits, what was sent, and what they were told of."""
    confirmed(app)
    owned(app, -1)
    telling.tell(app)
    assert addresses.forget_address(app, "  MIRA ")
    assert not addresses.forget_address(app, "Mira")
    with app.db.read() as tx:
        for table in ("mail_recipient", "mail_delivery", "held_notice"):
            assert tx.sql(f"SELECT count(*) FROM {table}").scalar() == 0  # noqa: S608 - the names above
        assert tx.sql("SELECT count(*) FROM told WHERE channel <> ''").scalar() == 0


def test_removing_what_is_not_there_says_so(app: App) -> None:
    """Two people press at once."""
    confirmed(app)
    addresses.remove(app, "Mira", None)
    with pytest.raises(NotFound):
        addresses.remove(app, "Mira", None)


def test_no_export_and_no_repr_holds_an_address(app: App) -> None:
    """Every format of a postmortem whose owner gave one."""
    confirmed(app)
    pm_id = owned(app, -1)
    postmortems.set_meeting_at(app, pm_id, BEGIN, None)
    for fmt in FORMATS:
        assert MIRA.encode() not in exports.export(app, pm_id, fmt).data
    assert MIRA.encode() not in exports.all_actions_csv(app).data
    with app.db.read() as tx:
        assert MIRA not in repr(store.recipients(tx))
    assert MIRA not in repr(addresses.addresses(app, None))


def test_there_is_room_for_so_many_and_no_more(app: App, monkeypatch: pytest.MonkeyPatch, clock: TestClock) -> None:
    """Whoever may type addresses may not fill the database."""
    monkeypatch.setattr(addresses, "MOST", 2)
    for number in range(2):
        addresses.set_address(app, f"Name {number}", f"a{number}@example.org", EVENTS, None)
        clock.now += timedelta(minutes=1)
    with pytest.raises(TooMany):
        addresses.set_address(app, "Name 2", "a2@example.org", EVENTS, None)
