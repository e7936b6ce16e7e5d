"""The room's right column: the lobby, the controls, taking over, and what the browser's components are given."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from core.document import edit
from core.domain import template
from core.domain.clock.state import Back, Finish, Next, Pause, Start
from core.domain.clock.steps import Place
from core.domain.postmortem import SectionId
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.postmortems import summary_view
from pages.parts.frame import components
from tests.support.pages import Tab, assert_whole, errors, given, guest_of, insider, press, toasts, words


def a_room(tab: Tab, title: str = "Checkout was down") -> str:
    return postmortems.create(tab.app, title, by=tab.visitor)


def start(tab: Tab, pm_id: str, *then: type[Next] | type[Pause] | type[Finish]) -> None:
    me = access.member(tab.app, tab.visitor, pm_id)
    meeting_clock.run_command(tab.app, pm_id, me, Start(seen=0))
    for seen, command in enumerate(then, start=1):
        meeting_clock.run_command(tab.app, pm_id, me, command(seen=seen))


def give(tab: Tab, pm_id: str, command: type[Next] | type[Back]) -> None:
    """A command that comes from elsewhere, such as from the buttons that the browser draws."""
    seen = meeting_clock.view(tab.app, pm_id).meeting.version
    meeting_clock.run_command(tab.app, pm_id, access.member(tab.app, tab.visitor, pm_id), command(seen=seen))


def section_now(app: App, pm_id: str) -> Place | None:
    return meeting_clock.view(app, pm_id).meeting.section


def test_the_lobby_tells_how_to_come_in(tab: Tab) -> None:
    """Code, link, QR code, who is here, the ground rules, how much is prepared."""
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    assert_whole(session)
    links = access.links(tab.app, pm_id, "http://localhost:8501")
    message = words(session)
    assert links.code_shown
    assert links.code_shown in message
    assert any(item.value == links.participant for item in session.code)
    assert session.image
    assert tab.visitor.name in message
    assert "Systems, not suspects" in message
    assert "filled in" in message
    assert "make serve" in message


def test_start_begins_with_the_first_section(tab: Tab) -> None:
    """One press, and the buttons of the meeting are there."""
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    press(session, "Start the twenty minutes")
    assert_whole(session)
    assert section_now(tab.app, pm_id) == SectionId.SUMMARY
    assert has_buttons(session)
    assert "Start the twenty minutes" not in words(session)


def test_back_walks_the_sections(tab: Tab) -> None:
    """It names where it leads; at the first section there is no Back."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    assert tab.open("room", pm=pm_id).button(key="do-back-summary").disabled
    give(tab, pm_id, Next)
    session = press(tab.open("room", pm=pm_id), "Back to Incident summary")
    assert section_now(tab.app, pm_id) == SectionId.SUMMARY
    assert_whole(session)


def test_a_minute_less_and_a_borrowed_one(tab: Tab) -> None:
    """Time is taken and borrowed in the open; the protected section stands last and says so."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    session = tab.open("room", pm=pm_id)
    press(session, "−1 min")
    borrow = session.menu_button(key="menu-borrow")
    assert borrow.options[-1] == "1 min from Action items (protected)"
    borrow.click(SectionId.LESSONS).run()
    assert_whole(session)
    assert meeting_clock.view(tab.app, pm_id).meeting.adjustments == {SectionId.SUMMARY: 0, SectionId.LESSONS: -60}


def test_a_jump_leads_to_any_section(tab: Tab) -> None:
    """The menu holds every section but the one the group is in."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    session = tab.open("room", pm=pm_id)
    jump = session.menu_button(key="menu-jump")
    assert len(jump.options) == len(template.SECTIONS) - 1
    jump.click(SectionId.LESSONS).run()
    assert section_now(tab.app, pm_id) == SectionId.LESSONS


def test_a_button_that_saw_an_older_meeting_moves_nothing(tab: Tab, new_tab: Callable[[], Tab]) -> None:
    """Two people press Back together: one step, and the second is told."""
    pm_id = a_room(tab)
    start(tab, pm_id, Next, Next)
    session = tab.open("room", pm=pm_id)
    give(tab, pm_id, Back)
    press(session, "Back to Timeline")
    assert section_now(tab.app, pm_id) == SectionId.TIMELINE
    assert any("a moment before you" in toast for toast in toasts(session))
    assert "Back to Incident summary" in words(session)


def test_finish_says_what_is_open_and_locks_nothing(tab: Tab) -> None:
    """The list is looked up when somebody opens it; afterwards the summary is one click away."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    session = tab.open("room", pm=pm_id)
    assert "Finish now" not in words(session)
    press(session, "Finish…")
    assert "Say in one sentence what happened." in words(session)
    assert "more</p>" in words(session)
    press(session, "Finish now")
    assert_whole(session)
    assert "The meeting is over" in words(session)
    assert "Read the summary" in words(session)
    press(session, "Reopen the meeting")
    assert meeting_clock.view(tab.app, pm_id).meeting.status == "paused"


def test_a_finish_by_mistake_is_undone_by_whoever_may_finish(tab: Tab) -> None:
    """For ten minutes; the others have no such button, and later there is only Reopen."""
    pm_id = a_room(tab)
    start(tab, pm_id, Finish)
    session = tab.open("room", pm=pm_id)
    press(session, "Not over yet: go on")
    assert_whole(session)
    assert meeting_clock.view(tab.app, pm_id).meeting.status == "running"
    assert "The meeting is over" not in words(session)


def test_in_the_last_section_finish_is_the_next_step(tab: Tab) -> None:
    """There is no Next that leads nowhere."""
    pm_id = a_room(tab)
    start(tab, pm_id, *[Next] * (len(template.SECTIONS) - 1))
    session = tab.open("room", pm=pm_id)
    assert_whole(session)
    assert session.get_by_key("finish") is not None


def test_a_participant_sees_who_facilitates_and_may_take_over(tab: Tab, new_tab: Callable[[], Tab]) -> None:
    """No control of the clock, but one click to become its keeper."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    other = new_tab()
    session = other.open("room", pm=pm_id)
    assert_whole(session)
    message = words(session)
    assert tab.visitor.name in message
    assert not has_buttons(session)
    press(session, "Facilitate too…")
    press(session, "Yes, facilitate too")
    assert_whole(session)
    assert "You facilitate now." in toasts(session)
    assert has_buttons(session)


def test_a_kept_lead_leaves_nothing_to_press_for_the_others(tab: Tab, new_tab: Callable[[], Tab]) -> None:
    """They read who keeps it; let go of, it can be shared again."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    lead = tab.open("room", pm=pm_id)
    press(lead, "Keep the lead")
    assert_whole(lead)
    other = new_tab().open("room", pm=pm_id)
    assert "keeps the lead" in words(other)
    assert "Facilitate too" not in words(other)
    press(lead, "Let others facilitate too")
    assert not meeting_clock.view(tab.app, pm_id).meeting.lead_kept


def test_handing_over_and_removing(tab: Tab, new_tab: Callable[[], Tab]) -> None:
    """A facilitator passes the clock on, or takes somebody out; that renews the code."""
    pm_id = a_room(tab)
    heir, stranger = new_tab(), new_tab()
    for person in (heir, stranger):
        access.join_from_workspace(tab.app, person.visitor, pm_id)
    session = tab.open("room", pm=pm_id)
    code = access.links(tab.app, pm_id, "http://d").code
    press(session, "People")
    session.button(key=f"remove-{stranger.visitor.id}").click().run()
    assert_whole(session)
    assert access.links(tab.app, pm_id, "http://d").code != code
    assert len(access.people(tab.app, pm_id)) == 2
    session.button(key=f"hand-{heir.visitor.id}").click().run()
    assert_whole(session)
    roles = {person.visitor_id: person.role for person in access.people(tab.app, pm_id)}
    assert roles[heir.visitor.id] == "facilitator"
    assert "Facilitate too…" in words(session)


def test_the_name_is_changed_beside_the_panel(tab: Tab) -> None:
    """My own name, in a form that no change of the meeting can clear."""
    session = tab.open("room", pm=a_room(tab))
    press(session, f"You are {tab.visitor.name}")
    session.text_input[0].set_value("Ada")
    press(session, "Save")
    assert_whole(session)
    assert tab.again().name == "Ada"
    session.text_input[0].set_value("\u202e")
    press(session, "Save")
    assert "control character" in toasts(session)[0]
    assert tab.again().name == "Ada"


def test_title_and_time_are_set_in_the_room(tab: Tab) -> None:
    """A better title and a meeting time in words, with its invite, without leaving the room."""
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    press(session, "Title and time")
    session.text_input(key="me-title").set_value("Checkout and search were down")
    press(session, "Save the title")
    assert_whole(session)
    assert summary_view.recorded(tab.app, pm_id)[0].title == "Checkout and search were down"
    press(session, "Set the time")
    assert "Choose a day and a time." in toasts(session)
    session.text_input(key="me-day").set_value("sometime")
    session.text_input(key="me-time").set_value("2pm")
    press(session, "Set the time")
    assert "not a clear date" in toasts(session)[0]
    assert session.text_input(key="me-day").value == "sometime"
    session.text_input(key="me-day").set_value("tomorrow")
    press(session, "Set the time")
    assert_whole(session)
    assert f'href="live/export/{pm_id}.ics"' in words(session)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert summary_view.recorded(tab.app, pm_id)[0].meeting_at == datetime.combine(tomorrow, time(14), UTC)


def test_a_title_and_a_time_of_somebody_else_are_not_undone_unseen(tab: Tab) -> None:
    """The form was open before they changed: it shows theirs, keeps mine, and asks which it shall be."""
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    press(session, "Title and time")
    document_store.edit(tab.app, pm_id, edit.set_title("Theirs & more"), None)
    session.text_input(key="me-title").set_value("Mine")
    press(session, "Save the title")
    assert "Somebody changed it meanwhile" in toasts(session)[0]
    assert summary_view.recorded(tab.app, pm_id)[0].title == "Theirs & more"
    assert "It is now <b>Theirs &amp; more</b>" in words(session)
    assert session.text_input(key="me-title").value == "Mine"
    press(session, "Use mine instead")
    assert summary_view.recorded(tab.app, pm_id)[0].title == "Mine"
    assert "Changed by somebody else" not in words(session)

    theirs = datetime(2030, 1, 2, 9, 0, tzinfo=UTC)
    document_store.edit(tab.app, pm_id, edit.set_meeting_at(theirs), None)
    session.text_input(key="me-day").set_value("2030-03-04")
    session.text_input(key="me-time").set_value("10:00")
    press(session, "Set the time")
    assert summary_view.recorded(tab.app, pm_id)[0].meeting_at == theirs
    press(session, "Keep theirs")
    assert session.text_input(key="me-day").value == "Wed 2 Jan 2030"
    assert session.text_input(key="me-time").value == "09:00"
    assert summary_view.recorded(tab.app, pm_id)[0].meeting_at == theirs


def test_the_board_and_the_clock_get_the_same_data_all_the_meeting(tab: Tab) -> None:
    """Other data would make Streamlit call the component again; nothing that changes in a meeting is in it.

    The signal alone is told what the panel draws: in the lobby the version too, because the plan may change there.
    """
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    steady = ("debrief_clock", "debrief_buttons", "debrief_extras", "debrief_board", "debrief_signal")
    before = [item for item in mounted(session) if item["name"] in steady]
    assert tuple(item["name"] for item in before) == steady
    assert before[-1]["data"]["drawn"] == {"kind": "sync", "phase": "before", "version": 0, "role": "facilitator"}
    press(session, "Start the twenty minutes")
    started = [item for item in mounted(session) if item["name"] in steady]
    assert started[:-1] == before[:-1]
    assert started[-1]["data"]["drawn"] == {"kind": "sync", "phase": "meeting", "version": None, "role": "facilitator"}
    give(tab, pm_id, Next)
    session.run()
    assert [item for item in mounted(session) if item["name"] in steady] == started
    board = before[3]["data"]
    assert [item["id"] for item in board["sections"]] == [part.id.value for part in template.SECTIONS]
    assert board["readonly"] is False
    assert board["socket"] == f"live/ws/{pm_id}"
    assert {item["value"] for item in board["severity"]} == {"P1", "P2", "P3"}


def test_a_viewer_reads_and_gets_no_way_to_let_others_write(key_app: App) -> None:
    """Their board is read-only, and no code stands on their page."""
    chief = insider(key_app)
    pm_id = postmortems.create(key_app, "Checkout was down", by=chief.again())
    viewer = Tab(key_app)
    link = access.links(key_app, pm_id, "http://d").viewer
    mac = link.partition("&t=")[2].partition("&")[0]
    entered = access.enter_link(key_app, viewer.visitor, pm_id, "viewer", mac)
    viewer.token = entered.token or viewer.token
    session = viewer.open("room", loopback=False, pm=pm_id)
    assert_whole(session)
    assert mounted(session)[2]["data"]["readonly"] is True
    assert not session.code
    for nothing in ("Take over", "Facilitate too…", "Start the twenty minutes", "Title and time"):
        assert nothing not in words(session)


def test_somebody_removed_is_told_in_the_open_room(key_app: App) -> None:
    """The panel's next rerun says so; the page does not break."""
    chief = insider(key_app)
    pm_id = postmortems.create(key_app, "Checkout was down", by=chief.again())
    guest = guest_of(key_app, pm_id)
    session = guest.open("room", loopback=False, pm=pm_id)
    access.remove(key_app, access.member(key_app, chief.again(), pm_id), pm_id, guest.visitor.id)
    session.run()
    assert not session.exception
    assert errors(session)


def test_while_the_line_is_down_a_slow_tick_reads_the_meeting(tab: Tab) -> None:
    """Only then, and in a fragment that holds no input."""
    pm_id = a_room(tab)
    start(tab, pm_id)
    session = tab.open("room", pm=pm_id)
    assert "interrupted" not in words(session)
    session.session_state[f"down-{pm_id}"] = True
    session.run()
    assert_whole(session)
    assert "The live line to the server is interrupted" in words(session)
    assert "Incident summary" in words(session)


def test_the_loader_fetches_the_bundle_by_an_absolute_address() -> None:
    """The loader runs from a blob, and a string without a newline would be taken for a file's name."""
    assert "\n" in components._LOADER
    assert "document.baseURI" in components._LOADER
    assert components.script_path("board").startswith("live/assets/room.")


def has_buttons(session: AppTest) -> bool:
    """Next, Pause and a minute more are a component of the browser."""
    return "debrief_buttons" in [item["name"] for item in mounted(session)]


def mounted(session: AppTest) -> list[Mapping[str, Any]]:
    """The browser components of the page: name and data."""
    return [{"name": name, "data": data} for name, data in given(session)]
