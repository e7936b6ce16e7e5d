"""A phone in a running meeting before Streamlit's page is there: the section of the others is in sight."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize

from core.domain.clock.state import Next, Start
from tests.e2e.conftest import Meeting
from tests.e2e.test_before_streamlit import context, early
from tests.support.browsers import PATIENCE, Laptop

__all__ = ["context"]
PHONE = ViewportSize(width=390, height=844)
# Left and right edge of the chip, and of the strip in which it scrolls.
CHIP = """() => {
  const found = (root, wanted) => [...root.querySelectorAll(wanted),
    ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? found(one.shadowRoot, wanted) : []))]
  const chip = found(document, '[data-section-link="factors"]')[0]
  const edges = [chip, chip.parentElement].map((one) => one.getBoundingClientRect())
  return edges.flatMap(({ left, right }) => [left, right])
}"""
# How far above the dock the row of buttons ends that sticks to the lower edge.
GAP = """() => {
  const found = (root, wanted) => [...root.querySelectorAll(wanted),
    ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? found(one.shadowRoot, wanted) : []))]
  const foot = found(document, ".quiet-foot")[0]
  const page = getComputedStyle(document.documentElement)
  return innerHeight - parseFloat(page.getPropertyValue("--debrief-dock")) - foot.getBoundingClientRect().bottom
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
    joined.wait_for_timeout(500)
    left, right, begin, end = _numbers(joined.evaluate(CHIP))
    assert begin <= left < right <= end


def test_the_buttons_at_the_lower_edge_stand_on_the_dock(joined: Page) -> None:
    """Not above it over what people read."""
    assert abs(float(joined.evaluate(GAP))) <= 1


def _numbers(found: Any) -> list[float]:
    return [float(each) for each in found]
