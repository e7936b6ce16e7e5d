"""The length of the meeting: chosen in the lobby by the facilitator, changed in the menu while it runs."""

from datetime import timedelta

from core.domain.clock.lengths import minutes_in, plan_of_minutes
from core.domain.clock.state import DEFAULT_ITEMS, Finish, Start
from core.domain.clock.steps import Place
from core.domain.postmortem import SectionId
from core.services import access, postmortems
from core.services.meetings import meeting_clock, plans
from core.services.reviews import lifecycle
from core.store import meetings
from tests.services.meetings.test_plans import TEN
from tests.support.pages import Tab, assert_whole, guest_of, press, toasts, words


def a_room(tab: Tab) -> str:
    return postmortems.create(tab.app, "Checkout was down", by=tab.visitor)


def test_the_facilitator_chooses_a_length_and_start_says_it(tab: Tab) -> None:
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    (control,) = session.segmented_control
    assert [str(option) for option in control.options] == ["10", "20", "30", "45"]
    control.set_value(45).run()
    assert_whole(session)
    assert meeting_clock.view(tab.app, pm_id).meeting.plan == plan_of_minutes(45)
    assert "45 minutes" in words(session)
    assert any(button.label == "Start the 45 minutes" for button in session.button)


def test_the_minutes_of_each_section_make_a_plan_of_ones_own(tab: Tab) -> None:
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    timeline = next(item for item in session.number_input if item.label == "Timeline, minutes")
    assert timeline.value == 4.0
    timeline.set_value(7.5)
    press(session, "Use these minutes")
    assert_whole(session)
    meeting = meeting_clock.view(tab.app, pm_id).meeting
    assert {item.section: item.seconds for item in meeting.plan}[SectionId.TIMELINE] == 450
    assert minutes_in(meeting.plan) == 23.5
    assert "23.5 minutes" in words(session)
    assert "Own" in [str(option) for option in session.segmented_control[0].options]


def test_others_read_the_length_and_cannot_change_it(tab: Tab) -> None:
    pm_id = a_room(tab)
    session = guest_of(tab.app, pm_id).open("room", pm=pm_id)
    assert_whole(session)
    assert "20 minutes" in words(session)
    assert not session.segmented_control
    assert not session.number_input


def test_two_who_choose_at_once_change_it_once_and_the_second_is_told(tab: Tab) -> None:
    pm_id = a_room(tab)
    session = tab.open("room", pm=pm_id)
    me = access.member(tab.app, tab.visitor, pm_id)
    meeting_clock.change_plan(tab.app, pm_id, me, TEN, seen=0)
    session.segmented_control[0].set_value(30).run()
    assert meeting_clock.view(tab.app, pm_id).meeting.plan == plan_of_minutes(10)
    assert toasts(session)


def test_the_minutes_may_change_while_the_meeting_runs(tab: Tab) -> None:
    """What a section has used stays used; only what is left changes."""
    pm_id = a_room(tab)
    me = access.member(tab.app, tab.visitor, pm_id)
    meeting_clock.run_command(tab.app, pm_id, me, Start(seen=0))
    session = tab.open("room", pm=pm_id)
    press(session, "Minutes of each section")
    actions = next(item for item in session.number_input if item.label.startswith("Action items"))
    actions.set_value(8.0)
    press(session, "Use these minutes")
    assert_whole(session)
    meeting = meeting_clock.view(tab.app, pm_id).meeting
    assert meeting.status == "running"
    assert {item.section: item.seconds for item in meeting.plan}[SectionId.ACTIONS] == 480


def test_the_lobby_offers_what_the_last_meetings_took(tab: Tab) -> None:
    pm_id = a_room(tab)
    past = [plan_of_minutes(30)] * 3
    used: list[dict[Place, float]] = [{item.section: float(item.seconds) for item in plan} for plan in past]
    assert "As your last meetings" not in words(tab.open("room", pm=pm_id))
    for seconds in used:
        _held(tab, seconds)
    session = tab.open("room", pm=pm_id)
    press(session, "As your last meetings: 30 minutes")
    assert_whole(session)
    assert meeting_clock.view(tab.app, pm_id).meeting.plan == plan_of_minutes(30)
    assert not [button for button in session.button if button.label.startswith("As your last")]


def _held(tab: Tab, used: dict[Place, float]) -> None:
    """A finished meeting whose sections took so long."""
    pm_id = a_room(tab)
    with tab.app.db.write() as tx:
        meeting = meetings.load_meeting(tx, pm_id)
        assert meeting is not None
        over = {"status": "finished", "used": used, "section": SectionId.FOLLOW_UP, "version": 1}
        changes = over | {"started_at": tx.now() - timedelta(hours=1), "finished_at": tx.now()}
        meetings.save_meeting(tx, pm_id, type(meeting).model_validate({**dict(meeting), **changes}), 0)


def test_settings_keep_a_plan_for_new_meetings(tab: Tab) -> None:
    session = tab.open("settings")
    assert_whole(session)
    length = next(item for item in session.radio if item.label.startswith("A new meeting takes"))
    assert length.label == "A new meeting takes 20 minutes"
    length.set_value(30).run()
    assert_whole(session)
    assert plans.team_plan(tab.app) == plan_of_minutes(30)
    assert meeting_clock.view(tab.app, a_room(tab)).meeting.plan == plan_of_minutes(30)
    timeline = next(item for item in session.number_input if item.label == "Timeline, minutes")
    timeline.set_value(9.0)
    press(session, "Use these minutes")
    assert_whole(session)
    assert minutes_in(plans.team_plan(tab.app)) == 33
    assert "A new meeting takes 33 minutes" in [item.label for item in session.radio]


def test_a_review_has_no_length_to_choose(tab: Tab) -> None:
    """Its steps follow its actions."""
    pm_id = a_room(tab)
    _held_now(tab, pm_id)
    lifecycle.open_review(tab.app, pm_id, tab.visitor)
    session = tab.open("room", pm=pm_id)
    assert_whole(session)
    assert not session.segmented_control
    assert meeting_clock.view(tab.app, pm_id).meeting.plan != DEFAULT_ITEMS


def _held_now(tab: Tab, pm_id: str) -> None:
    me = access.member(tab.app, tab.visitor, pm_id)
    meeting_clock.run_command(tab.app, pm_id, me, Start(seen=0))
    meeting_clock.run_command(tab.app, pm_id, me, Finish(seen=1))
