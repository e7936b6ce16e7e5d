"""The shared screen: one component and nothing private. What it shows of other incidents: test_overdue_opening."""

import json

from core.services import access, postmortems
from tests.support.pages import Tab, assert_whole, given, words


def test_present_is_one_component_with_the_code_and_nothing_private(tab: Tab) -> None:
    """The shared screen shows the meeting: no link with a token, no control, no menu."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    session = tab.open("present", pm=pm_id)
    assert_whole(session)
    mounted = dict(given(session))
    assert set(mounted) == {"debrief_present", "debrief_screen_signal"}, "the second one draws nothing"
    data = json.dumps(mounted["debrief_present"])
    links = access.links(tab.app, pm_id, "http://localhost:8501")
    assert links.code_shown
    assert links.code_shown in data
    assert "&t=" not in data
    assert not session.button
    assert words(session).strip() == ""
