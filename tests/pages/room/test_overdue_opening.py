"""The overdue action items at the opening of a sync, as the room and the shared screen show them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from core.domain.clock.state import Start
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from tests.support import edits
from tests.support.days import in_days
from tests.support.held import held
from tests.support.pages import Tab, assert_whole, given, guest_of, insider, press, words

SECRET = "Alert on the <b>payments</b> disk"


def late_elsewhere(tab: Tab, count: int = 1) -> None:
    pm_id = postmortems.create(tab.app, "Payments stood still", by=tab.again())
    for at in range(count):
        change = edits.add_row("actions", f"a{at}", SECRET, f"V{at}", owner="Ada", due=in_days(-9))
        document_store.edit(tab.app, pm_id, change, tab.visitor.id)
    held(tab.app, pm_id)


def a_room(tab: Tab) -> str:
    return postmortems.create(tab.app, "Checkout was down", by=tab.again())


def start(tab: Tab, pm_id: str) -> None:
    meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.again(), pm_id), Start(seen=0))


def on_screen(session: AppTest) -> Any:
    """What the shared screen's component was given of other incidents."""
    (data,) = [data for name, data in given(session) if name == "debrief_present"]
    return data["opening"]


def test_the_lobby_says_what_the_meeting_opens_with(tab: Tab) -> None:
    """Nobody is surprised by it; without anything late nothing is said."""
    pm_id = a_room(tab)
    assert "for half a minute" not in words(tab.open("room", pm=pm_id))
    late_elsewhere(tab)
    assert "One overdue action item opens the meeting for half a minute" in words(tab.open("room", pm=pm_id))


def test_start_shows_them_and_seen_goes_on(tab: Tab) -> None:
    """Beside the first section; one press and it is gone."""
    late_elsewhere(tab, 7)
    session = tab.open("room", pm=a_room(tab))
    press(session, "Start the twenty minutes")
    assert_whole(session)
    message = words(session)
    assert "7 action items are overdue" in message
    assert message.count("9 days late") == 3
    assert "and 4 more" in message
    assert "&lt;b&gt;payments" in message
    assert "<b>payments" not in message
    press(session, "Seen, go on")
    assert_whole(session)
    assert "overdue" not in words(session)


def test_a_guest_sees_them_only_when_they_are_shown(key_app: App) -> None:
    """Nothing of other incidents before; then the card without buttons and without links to what is closed to them."""
    chief = insider(key_app)
    late_elsewhere(chief)
    pm_id = a_room(chief)
    guest = guest_of(key_app, pm_id)
    start(chief, pm_id)
    session = guest.open("room", loopback=False, pm=pm_id)
    assert_whole(session)
    assert "payments" not in words(session)
    assert on_screen(guest.open("present", loopback=False, pm=pm_id)) is None
    lead = chief.open("room", loopback=False, pm=pm_id)
    press(lead, "Show to everybody")
    assert_whole(lead)
    assert "Show it once more" in words(lead)
    session = guest.open("room", loopback=False, pm=pm_id)
    message = words(session)
    assert "payments" in message
    assert "Seen, go on" not in message
    assert "follow_up" not in message
    shown = on_screen(guest.open("present", loopback=False, pm=pm_id))
    assert shown["total"] == 1
    assert shown["rows"] == [
        {"text": SECRET, "owner": "Ada", "late": "9 days late", "from": "Payments stood still"},
    ]
    soon = datetime.now(UTC) + timedelta(seconds=31)
    assert shown["until"] < soon.timestamp() * 1000


def test_a_guest_who_takes_over_still_sees_nothing_of_other_incidents(key_app: App) -> None:
    """Running a meeting is not being inside."""
    chief = insider(key_app)
    late_elsewhere(chief)
    pm_id = a_room(chief)
    guest = guest_of(key_app, pm_id)
    session = guest.open("room", loopback=False, pm=pm_id)
    press(session, "Facilitate too…")
    press(session, "Yes, facilitate too")
    assert "for half a minute" not in words(session)
    press(session, "Start the twenty minutes")
    assert_whole(session)
    assert "payments" not in words(session)
    assert "Show to everybody" not in words(session)
