"""A press of the bar's buttons or of their keys counts, once, whatever is drawn anew in the same moment."""

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from core.domain.postmortem import SectionId
from tests.e2e.conftest import Meeting
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import at_section, started

pytestmark = pytest.mark.e2e
ORDER = [section.value for section in SectionId]
# Anything that rings "members": the bar and the panel of each facilitator are drawn anew.
NOISE = """(pm) => setInterval(() => fetch(new URL('live/lead/' + pm, document.baseURI),
  {method: 'POST', headers: {'content-type': 'application/json'}, body: '{}'}), 250)"""


def test_thirty_presses_of_next_move_thirty_sections(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """While another facilitator's browser has the bar drawn anew four times a second; and Back by its key as often."""
    lead, other = laptop(meeting.links.facilitator), laptop(meeting.links.facilitator)
    started(meeting, lead, other)
    other.page.evaluate(NOISE, meeting.id)
    for _ in range(5):
        for here, target in itertools.pairwise(ORDER):
            assert lead.section() == here
            lead.page.get_by_role("button", name="Next: ").click()
            at_section([lead], target)
        lead.page.evaluate("document.activeElement?.blur()")
        for target in reversed(ORDER[:-1]):
            lead.page.keyboard.press("b")
            at_section([lead], target)
    at_section([other], "summary")


def test_quick_presses_are_all_counted_and_a_double_click_is_one(
    meeting: Meeting, laptop: Callable[..., Laptop]
) -> None:
    """Six minutes for six presses that do not wait for the clock; Next and Pause take a double click for one."""
    lead, other = laptop(meeting.links.facilitator), laptop(meeting.links.facilitator)
    started(meeting, lead, other)
    minutes = [minute.page.locator('[data-section-link="summary"] .nav-minutes') for minute in (lead, other)]
    more = lead.page.get_by_role("button", name="+1 min", exact=True)
    more.wait_for()
    more.evaluate("button => { for (let n = 0; n < 6; n += 1) button.click(); }")
    for minute in minutes:
        expect(minute).to_have_text("8:00", timeout=PATIENCE)
    pause = lead.page.get_by_role("button", name="Pause", exact=True)
    pause.dblclick()
    expect(other.timer()).to_have_attribute("data-status", "paused", timeout=PATIENCE)
    lead.page.wait_for_timeout(800)
    expect(other.timer()).to_have_attribute("data-status", "paused")
    # What was pressed right after another press of one's own is not too old for it.
    lead.page.get_by_role("button", name="Resume", exact=True).evaluate(
        "button => { const quick = button.parentElement; button.click(); quick.querySelector('.more').click(); }"
    )
    expect(minutes[1]).to_have_text("9:00", timeout=PATIENCE)
    expect(other.timer()).to_have_attribute("data-status", "running", timeout=PATIENCE)
    lead.page.get_by_role("button", name="Next: Timeline").dblclick(delay=60)
    at_section([lead, other], "timeline")
    lead.page.wait_for_timeout(800)
    assert {lead.section(), other.section()} == {"timeline"}


def test_the_volume_of_the_sounds_is_kept_in_the_browser(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Set by keyboard, said to screen readers, and there after a reload; zero is off."""
    ana = laptop(meeting.links.facilitator)
    slider = ana.page.get_by_role("slider", name="Sound")
    ana.page.get_by_role("button", name="More", exact=True).click()
    expect(slider).to_be_visible(timeout=PATIENCE)
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "off")
    slider.press("ArrowRight")
    ana.page.reload()
    ana.page.locator("[data-section-view]").wait_for()
    ana.page.get_by_role("button", name="More", exact=True).click()
    expect(slider).to_have_attribute("aria-valuetext", "10 %", timeout=PATIENCE)
