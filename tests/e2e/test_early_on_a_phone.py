"""A phone in a running meeting before Streamlit's page is there: the section of the others is in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from core.domain.clock.state import Next, Start
from tests.e2e.conftest import Meeting
from tests.e2e.test_before_streamlit import context, early
from tests.support.browsers import PATIENCE, Laptop

__all__ = ["context"]
PHONE = ViewportSize(width=390, height=844)
# The row of buttons ends where the dock begins.
ON_THE_DOCK = """(foot) => {
  const page = getComputedStyle(document.documentElement)
  const dock = parseFloat(page.getPropertyValue("--debrief-dock")) * parseFloat(page.fontSize)  // it is in rem
  return Math.abs(innerHeight - dock - foot.getBoundingClientRect().bottom) <= 1
}"""


@pytest.fixture
def joined(meeting: Meeting, laptop: Callable[..., Laptop], context: Callable[..., BrowserContext]) -> Page:
    """A phone whose page holds no Streamlit yet, in a meeting that has reached the quiet minute of the factors."""
    meeting.quiet()
    ben = laptop(meeting.links.participant)
    ben.page.locator("[data-section-view]").wait_for()
    meeting.command(
        lambda seen: Start(seen=seen),
        lambda seen: Next(seen=seen),
        lambda seen: Next(seen=seen),
        lambda seen: Next(seen=seen),
    )
    ben.page.locator(".quiet-foot").wait_for(timeout=PATIENCE)
    phone, _ = early(meeting, context(viewport=PHONE))
    phone.page.locator(".quiet-foot").wait_for(timeout=PATIENCE)
    return phone.page


def test_the_section_of_the_others_is_in_sight(joined: Page) -> None:
    """The strip of sections is longer than the screen, and begins with the first."""
    expect(joined.locator('[data-section-link="factors"]')).to_be_in_viewport(ratio=1)


def test_the_buttons_at_the_lower_edge_stand_on_the_dock(joined: Page) -> None:
    """Not above it over what people read."""
    foot = joined.locator(".quiet-foot").element_handle()
    joined.wait_for_function(ON_THE_DOCK, arg=foot, timeout=PATIENCE)
