"""The shared screen: one component and nothing private. What it shows of other incidents: test_overdue_opening."""

from core.services import access, postmortems
from tests.support.pages import Tab, assert_whole, words


def test_present_is_one_component_with_the_code_and_nothing_private(tab: Tab) -> None:
    """The shared screen shows the meeting: no link with a token, no control, no menu."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    session = tab.open("present", pm=pm_id)
    assert_whole(session)
    mounted = {item.proto.component_name: item.proto for item in session.get("bidi_component")}
    assert set(mounted) == {"debrief_present", "debrief_signal"}, "the second one draws nothing"
    data = mounted["debrief_present"].json or mounted["debrief_present"].mixed.json
    links = access.links(tab.app, pm_id, "http://localhost:8501")
    assert links.code_shown
    assert links.code_shown in data
    assert "&t=" not in data
    assert not session.button
    assert words(session).strip() == ""
