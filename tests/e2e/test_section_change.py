"""Where a page stands when what is on it is exchanged: the new heading is in sight, clear of every bar.

On a phone the room's bar, a banner and the clock's dock cover parts of the window; each of them counts.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from core.domain import template
from core.domain.clock.state import Finish, Jump, Start
from core.domain.postmortem import SectionId
from core.services import access
from core.services.documents import document_store
from core.services.reviews import lifecycle
from tests.support import edits
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop
from tests.support.rooms import Meeting, at_section, started

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
ROWS = 24

# How far a heading is from being covered, in pixels: by the bar and a banner above it, by the clock below it.
ROOM = """(selector) => {
  const found = (root, wanted) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.matches(wanted)) return one;
      const inner = one.shadowRoot && found(one.shadowRoot, wanted);
      if (inner) return inner;
    }
    return null;
  };
  const box = found(document, selector).getBoundingClientRect();
  const bar = found(document, "[data-testid=stLayoutWrapper]:has(> .st-key-room-bar)").getBoundingClientRect();
  const banner = found(document, ".banner").getBoundingClientRect();
  const dock = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--debrief-dock")) || 0;
  const covered = banner.height > 0 ? Math.max(bar.bottom, banner.bottom) : bar.bottom;
  return { above: Math.round(box.top - covered), below: Math.round(innerHeight - dock - box.bottom) };
}"""


@pytest.fixture
def full(meeting: Meeting) -> Meeting:
    """Sections that are longer than a window: a timeline, actions, notes."""
    with meeting.server.app() as app:
        for field in ("timeline", "actions", "factors"):
            rows = [edits.add_row(field, f"{field}{n}", f"Step {n} of the queue", f"M{n:02}") for n in range(ROWS)]
            document_store.edit(app, meeting.id, edits.combined(*rows), None)
    return meeting


def scroll_to_the_end(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    main.evaluate("e => e.scrollTo(0, e.scrollHeight)")
    page.wait_for_timeout(200)
    assert main.evaluate("e => e.scrollTop") > 100, "a page that does not scroll covers nothing"


def clear(person: Laptop, section: str, heading: str = "[data-section-view] h2") -> dict[str, int]:
    """How much room the heading of this section has; asserts that there is some."""
    expect(person.page.locator(f'[data-section-view="{section}"]')).to_be_visible(timeout=PATIENCE)
    return in_the_clear(person, heading)


def in_the_clear(person: Laptop, heading: str) -> dict[str, int]:
    person.page.wait_for_timeout(300)
    room: dict[str, int] = person.page.evaluate(ROOM, heading)
    assert room["above"] >= 4, room
    assert room["below"] >= 0, room
    return room


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_whoever_follows_next_sees_the_heading_of_the_new_section(
    full: Meeting, laptop: Open, size: dict[str, int]
) -> None:
    """Far down in a long list when everybody moves on: the new question is below the bar and not under it."""
    lead, ana = laptop(full.links.facilitator), laptop(full.links.participant, viewport=size)
    started(full, lead, ana)
    lead.press("Next: Timeline")
    at_section([lead, ana], "timeline")
    for following in ("root_cause", "factors"):
        scroll_to_the_end(ana.page)
        lead.press(f"Next: {template.section(SectionId(following)).title}")
        at_section([lead, ana], following)
        clear(ana, following)


def test_a_section_chosen_by_hand_is_clear_of_the_banner_that_this_brings(full: Meeting, laptop: Open) -> None:
    """Looking elsewhere puts a banner below the bar; it covers no heading, and neither does going back."""
    lead, ana = laptop(full.links.facilitator), laptop(full.links.participant, viewport=PHONE)
    started(full, lead, ana)
    ana.page.locator('[data-section-link="timeline"]').click()
    scroll_to_the_end(ana.page)
    ana.page.locator('[data-section-link="factors"]').evaluate("e => e.click()")
    clear(ana, "factors")
    scroll_to_the_end(ana.page)
    ana.page.locator(".banner .follow").click()
    clear(ana, "summary")


def test_a_heading_in_sight_is_left_where_it_is(full: Meeting, laptop: Open) -> None:
    """Whoever is at the upper end of the page stays there: nothing jumps that need not."""
    lead, ana = laptop(full.links.facilitator), laptop(full.links.participant, viewport=PHONE)
    started(full, lead, ana)
    lead.press("Next: Timeline")
    at_section([lead, ana], "timeline")
    clear(ana, "timeline")
    assert ana.page.get_by_test_id("stMain").evaluate("e => e.scrollTop") == 0


def test_what_is_noted_for_later_stays_where_it_is_and_comes_from_the_section_that_is_shown(
    full: Meeting, laptop: Open
) -> None:
    """The same place to write in under every section; whoever sat in it keeps the keyboard on the board."""
    lead, ana = laptop(full.links.facilitator), laptop(full.links.participant)
    started(full, lead, ana)
    draft = ana.page.locator('[data-field="parking"] [data-draft] .cm-content')
    draft.click()
    before = draft.element_handle()
    lead.press("Next: Timeline")
    at_section([ana], "timeline")
    expect(ana.page.locator('[data-section-view="timeline"] h2')).to_be_focused(timeout=PATIENCE)
    assert draft.element_handle().evaluate("(node, known) => node === known", before)
    draft.click()
    ana.page.keyboard.type("Who owns the queue?")
    ana.saved()
    assert [(row.text, row.section) for row in full.written().parking] == [("Who owns the queue?", SectionId.TIMELINE)]


def test_the_shared_screen_on_a_phone_begins_a_section_at_its_beginning(full: Meeting, laptop: Open) -> None:
    """There the whole stage scrolls, below a clock that stays."""
    screen = laptop(full.links.present, viewport=PHONE)
    full.command(lambda seen: Start(seen=seen), lambda seen: Jump(seen=seen, section=SectionId.TIMELINE))
    at_section([screen], "timeline")
    stage = screen.page.locator(".stage")
    stage.locator(".content .row").nth(ROWS - 1).wait_for()
    stage.evaluate("e => e.scrollTo(0, e.scrollHeight)")
    assert stage.evaluate("e => e.scrollTop") > 100
    full.command(lambda seen: Jump(seen=seen, section=SectionId.ACTIONS))
    at_section([screen], "actions")
    screen.page.wait_for_timeout(300)
    assert stage.evaluate("e => e.scrollTop") == 0


def test_the_next_step_of_a_review_is_in_sight_too(full: Meeting, laptop: Open) -> None:
    """Scrolled to the list of what comes next when the group moves on."""
    full.command(lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    with full.server.app() as app:
        lifecycle.open_review(app, full.id, access.known_or_new_visitor(app, None)[0])
    full.command(lambda seen: Start(seen=seen))
    lead, ana = laptop(full.links.facilitator), laptop(full.links.participant, viewport=PHONE)
    title = ana.page.locator(".review h1")
    expect(title).to_be_visible(timeout=PATIENCE)
    before = title.inner_text()
    scroll_to_the_end(ana.page)
    lead.press(re.compile("^Next"))
    expect(title).not_to_have_text(before, timeout=PATIENCE)
    in_the_clear(ana, ".review h1")
