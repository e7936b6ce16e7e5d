"""Which sections begin with a quiet minute: the facilitator's choice, in the lobby and in the menu."""

from core.domain.clock.state import Start
from core.domain.postmortem import SectionId
from core.domain.quiet_minute import SWITCHED_ON
from core.services import access, postmortems
from core.services.meetings import meeting_clock, quiet_minutes
from tests.support.pages import Tab, assert_whole, guest_of, press


def test_the_facilitator_switches_it_section_by_section(tab: Tab) -> None:
    """Three are on, actions may be; what somebody else chose meanwhile is shown."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    session = tab.open("room", pm=pm_id)
    boxes = {item.label: item.value for item in session.checkbox}
    assert boxes == {
        "Root cause": True,
        "Contributing factors": True,
        "Action items": False,
        "Lessons learned": True,
    }
    next(item for item in session.checkbox if item.label == "Lessons learned").uncheck().run()
    assert_whole(session)
    next(item for item in session.checkbox if item.label == "Action items").check().run()
    assert_whole(session)
    now = (SectionId.ROOT_CAUSE, SectionId.FACTORS, SectionId.ACTIONS)
    assert quiet_minutes.switched_on(tab.app, pm_id) == now
    quiet_minutes.switch(tab.app, access.member(tab.app, tab.visitor, pm_id), SectionId.ROOT_CAUSE, on=False)
    session.run()
    assert {item.label: item.value for item in session.checkbox}["Root cause"] is False


def test_it_is_in_the_menu_while_the_meeting_runs(tab: Tab) -> None:
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    me = access.member(tab.app, tab.visitor, pm_id)
    meeting_clock.run_command(tab.app, pm_id, me, Start(seen=0))
    session = tab.open("room", pm=pm_id)
    press(session, "Quiet minutes")
    assert_whole(session)
    assert [item.label for item in session.checkbox if item.value] == [
        "Root cause",
        "Contributing factors",
        "Lessons learned",
    ]


def test_others_cannot_switch_it(tab: Tab) -> None:
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    session = guest_of(tab.app, pm_id).open("room", pm=pm_id)
    assert_whole(session)
    assert not session.checkbox
    assert quiet_minutes.switched_on(tab.app, pm_id) == SWITCHED_ON
