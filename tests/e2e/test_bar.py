"""The bar of the room: in sight wherever the page is scrolled to, uncovered, and what runs the meeting within reach."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.domain import template
from core.domain.clock.state import Finish, Jump, Start
from core.domain.postmortem import SectionId
from core.services import access
from core.services.documents import document_store
from core.services.reviews import lifecycle
from tests.support import edits
from tests.support.browsers import PATIENCE, PHONE, Laptop
from tests.support.rooms import Meeting, at_section, started

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
SMALL = {"width": 1366, "height": 650}
# Between a phone and a laptop: a tablet held upright, and a laptop's window at a zoom of 200 %.
TABLET, ZOOMED = {"width": 768, "height": 1024}, {"width": 720, "height": 450}
SIZES = [{"width": 1440, "height": 900}, SMALL, TABLET, ZOOMED, PHONE]
STEP = 90

# Each thing that is asked for must be in the window, and a click in its middle must reach it, through all shadow roots.
# Left and right edge of what is drawn in the clock's part of the bar.
BOXES = """(wanted) => {
  const bar = document.querySelector(".st-key-room-bar");
  const rootsIn = (root) => [...root.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)
    .flatMap((inner) => [inner, ...rootsIn(inner)]);
  const roots = rootsIn(bar);
  const boxes = {};
  for (const selector of wanted) for (const root of roots) {
    const r = root.querySelector(selector)?.getBoundingClientRect();
    if (r && r.width > 1) boxes[selector] = [r.left, r.right];
  }
  return boxes;
}"""
COVERED = """(wanted) => {
  const rootsIn = (root) => [root, ...[...root.querySelectorAll("*")].filter((e) => e.shadowRoot)
    .flatMap((e) => rootsIn(e.shadowRoot))];
  const roots = rootsIn(document);
  const found = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const drawn = (e) => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1; };
  const hit = (x, y) => {
    let at = document.elementFromPoint(x, y);
    while (at && at.shadowRoot) {
      const inner = at.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === at) break;
      at = inner;
    }
    return at;
  };
  const holds = (e, at) => { for (let n = at; n; n = n.parentNode || n.host) if (n === e) return true; return false; };
  const wrong = [];
  for (const [name, selector] of Object.entries(wanted)) {
    for (const e of found(selector).filter(drawn)) {
      const r = e.getBoundingClientRect();
      const [x, y] = [r.x + r.width / 2, r.y + r.height / 2];
      const inside = r.top >= -0.5 && r.bottom <= innerHeight + 0.5 && x > 0 && x < innerWidth;
      const at = inside ? hit(x, y) : null;
      if (!inside || !(holds(e, at) || holds(at, e) && e.contains(at))) {
        const where = inside ? "is covered by " + (at && (at.className || at.tagName)) : "is out of sight";
        wrong.push(`${name} ${where}`);
      }
    }
  }
  return wrong;
}"""

ALWAYS = {
    "the clock": '[role="timer"]',
    "the save badge": "[data-save-state] > i",
    "the banner": ".banner .follow",
    "the title": "h1.room",
    "Next": ".quick .next",
    "pause": ".quick .pause",
    "a minute more": ".quick .more",
    "the menu": ".st-key-more button",
}


@pytest.fixture
def review(meeting: Meeting) -> Meeting:
    """The same room with a review that runs, of more actions than fit a window."""
    with meeting.server.app() as app:
        for n in range(6):
            document_store.edit(app, meeting.id, edits.add_row("actions", f"a{n}", f"Action number {n}", f"M{n}"), None)
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    with meeting.server.app() as app:
        lifecycle.open_review(app, meeting.id, access.known_or_new_visitor(app, None)[0])
    meeting.command(lambda seen: Start(seen=seen))
    return meeting


# All steps in one call, each after the page has drawn what the scrolling changes.
THROUGH = f"""async ([main, wanted, step]) => {{
  const look = {COVERED.rstrip()};
  const bottom = main.scrollHeight - main.clientHeight;
  const wrong = [];
  for (let top = 0; ; top = Math.min(top + step, bottom)) {{
    main.scrollTo(0, top);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    wrong.push(...look(wanted).map((item) => `at ${{top}}: ${{item}}`));
    if (top >= bottom) break;
  }}
  main.scrollTo(0, 0);
  return wrong;
}}"""


def scrolled_through(page: Page, wanted: dict[str, str] = ALWAYS) -> list[str]:
    """What was out of sight or covered at any step from the page's upper end to its lower one."""
    main = page.get_by_test_id("stMain").element_handle()
    return [f"{page.viewport_size} {item}" for item in page.evaluate(THROUGH, [main, wanted, STEP])]


def at_each_size(laptop: Laptop) -> list[str]:
    wrong: list[str] = []
    for size in SIZES:
        laptop.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        laptop.page.wait_for_timeout(300)
        wrong += scrolled_through(laptop.page)
    return wrong


def test_clock_badge_banner_and_buttons_are_in_sight_wherever_a_page_is_scrolled_to(
    meeting: Meeting, laptop: Open
) -> None:
    """The room as facilitator, as participant who looks elsewhere and as viewer, before, in and after the meeting."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    reader = laptop(meeting.links.viewer)
    lead.page.locator("[data-section-view]").wait_for()
    wrong = at_each_size(lead)
    lead.page.set_viewport_size({"width": 1440, "height": 900})
    started(meeting, lead, ana)
    ana.page.locator('[data-section-link="actions"]').click()
    ana.page.locator(".banner .follow").wait_for()
    for item in (lead, ana, reader):
        wrong += at_each_size(item)
    expect(ana.page.locator(".banner .follow")).to_be_visible()
    lead.page.set_viewport_size({"width": 1366, "height": 650})
    lead.page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 160)")
    lead.press("Next: Timeline")
    at_section([lead, ana], "timeline")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", [320, 640, 641, 767, 834, 900, 901])
def test_the_bar_is_as_wide_as_the_window(meeting: Meeting, laptop: Open, width: int) -> None:
    """Whatever margins Streamlit gives to a page of that width: nothing of the bar is cut off."""
    lead = laptop(meeting.links.facilitator, viewport={"width": width, "height": 800})
    lead.page.locator("[data-section-view]").wait_for()
    box = lead.page.locator(".st-key-room-bar").bounding_box()
    assert box
    assert (round(box["x"]), round(box["width"])) == (0, width)
    expect(lead.page.locator(".st-key-more").get_by_role("button", name="More", exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [641, 700, 768, 834, 1024])
def test_beside_a_facilitators_buttons_nothing_of_the_bar_is_covered(
    meeting: Meeting, laptop: Open, width: int
) -> None:
    """On a tablet, also where the next section has the longest name: whatever is shown has its own place."""
    lead = laptop(meeting.links.facilitator, viewport={"width": width, "height": 900})
    started(meeting, lead)
    for section in ("Timeline", "Root cause"):
        lead.press(f"Next: {section}")
    lead.page.get_by_role("button", name="Next: Contributing factors").wait_for()
    boxes = lead.page.evaluate(BOXES, [".what", ".timer", ".plan", ".save"])
    assert set(boxes) >= {".timer", ".save"}
    first = lead.page.locator(".st-key-bar-quick button:visible").first.bounding_box()
    assert first is not None
    ends = [*(right for _, right in sorted(boxes.values())), first["x"]]
    starts = [*(left for left, _ in sorted(boxes.values())), first["x"]]
    assert all(end <= start + 0.5 for end, start in zip(ends, starts[1:], strict=False)), boxes


def test_the_code_and_the_lengths_are_in_one_line_on_a_tablet(meeting: Meeting, laptop: Open) -> None:
    """In the narrow panel beside the board, as on a laptop: a code in two lines is read as two."""
    page = laptop(meeting.links.facilitator, viewport={"width": 820, "height": 1100}).page
    page.get_by_text("How we talk here").wait_for()
    code = page.locator(".db .code")
    assert code.evaluate("e => [e.getClientRects().length, e.scrollWidth > e.parentElement.clientWidth]") == [1, False]
    lengths = page.locator("[class*=st-key-length-] button")
    expect(lengths).to_have_count(4)
    assert len(set(lengths.evaluate_all("all => all.map((each) => each.offsetTop)"))) == 1


def test_in_a_window_of_a_few_lines_there_is_room_to_write(meeting: Meeting, laptop: Open) -> None:
    """A laptop's window at a zoom of 400 %: bar and clock scroll away with the page, and cover no field."""
    lead = laptop(meeting.links.facilitator, viewport={"width": 360, "height": 225})
    started(meeting, lead)
    field = lead.prose("summary.what_happened")
    field.click()
    lead.page.keyboard.type("Orders stood still")
    expect(field).to_be_in_viewport(ratio=1)
    wanted = {"the field": '[data-field="summary.what_happened"] .cm-content'}
    assert lead.page.evaluate(COVERED, wanted) == []
    assert lead.page.evaluate(COVERED, {"the clock": '[role="timer"]'}) == ["the clock is out of sight"]
    lead.page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
    lead.page.get_by_role("button", name=re.compile("^Next: ")).scroll_into_view_if_needed()
    lead.press("Next: Timeline")
    at_section([lead], "timeline")


def test_a_review_keeps_its_clock_and_its_next_step_in_sight(review: Meeting, laptop: Open) -> None:
    """The room with a review in it has the same bar."""
    lead = laptop(review.links.facilitator)
    lead.page.get_by_role("button", name=re.compile("^Next: ")).wait_for()
    wrong = at_each_size(lead)
    assert not wrong, "\n".join(wrong)


# The buttons at the lower edge of a phone: pairs that overlap, and labels that do not fit their button.
CROWDED = """() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
  const dock = document.querySelector(".st-key-bar-quick");
  const buttons = all(dock).filter((e) => e.tagName === "BUTTON" && e.getBoundingClientRect().width > 1);
  const wrong = [];
  for (const [i, a] of buttons.entries()) {
    const label = all(a).find((e) => e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 20);
    if (label) wrong.push(`“${a.textContent}” is cut`);
    const r = a.getBoundingClientRect();
    if (r.left < 0 || r.right > innerWidth) wrong.push(`“${a.textContent}” leaves the window`);
    for (const b of buttons.slice(i + 1)) {
      const q = b.getBoundingClientRect();
      if (r.left < q.right - 1 && q.left < r.right - 1) wrong.push(`“${a.textContent}” and “${b.textContent}” overlap`);
    }
  }
  return wrong;
}"""


def test_the_buttons_on_a_phone_have_room_beside_each_other(meeting: Meeting, laptop: Open) -> None:
    """In each section, while it is paused: the longest name of a section, and Finish in the last one."""
    lead = laptop(meeting.links.facilitator, viewport=PHONE)
    started(meeting, lead)
    lead.press("Pause")
    expect(lead.page.get_by_role("button", name="Resume")).to_be_visible(timeout=PATIENCE)
    wrong: list[str] = []
    for part in (*template.SECTIONS[1:], None):
        wrong += lead.page.evaluate(CROWDED)
        if part is not None:
            lead.press(f"Next: {part.title}")
            at_section([lead], part.id.value)
    expect(lead.page.get_by_role("button", name="Finish the meeting")).to_be_visible(timeout=PATIENCE)
    wrong += lead.page.evaluate(CROWDED)
    assert not wrong, "\n".join(wrong)


def test_finish_stands_where_next_stood(meeting: Meeting, laptop: Open) -> None:
    """Whoever presses there once more, on a laptop or a phone, asks for the end and does not pause the meeting."""
    ana = laptop(meeting.links.facilitator)
    started(meeting, ana)
    meeting.command(lambda seen: Jump(seen=seen, section=SectionId.LESSONS))
    at_section([ana], "lessons")
    places: dict[int, tuple[float, float]] = {}
    for size in (SMALL, PHONE):
        ana.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        button = ana.page.get_by_role("button", name="Next: Follow-up")
        expect(button).to_be_visible()
        ana.page.wait_for_timeout(500)
        box = button.bounding_box()
        assert box is not None
        places[size["width"]] = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ana.press("Next: Follow-up")
    at_section([ana], "follow_up")
    for size in (SMALL, PHONE):
        ana.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        button = ana.page.get_by_role("button", name=re.compile("^Finish the meeting"))
        expect(button).to_be_visible(timeout=PATIENCE)
        ana.page.wait_for_timeout(500)
        box = button.bounding_box()
        assert box is not None
        x, y = places[size["width"]]
        assert box["x"] <= x <= box["x"] + box["width"], (size, box, x)
        assert box["y"] <= y <= box["y"] + box["height"], (size, box, y)
        if folder := os.environ.get("DEBRIEF_PICTURES"):
            ana.page.screenshot(path=str(Path(folder) / f"finish-{size['width']}.png"))


def test_the_other_pages_hide_nothing_that_stands_at_an_edge(meeting: Meeting, laptop: Open) -> None:
    """Present, the summary, Home and the archive: their clock and badge, where they have one, and the page's menu."""
    meeting.command(lambda seen: Start(seen=seen))
    base = meeting.server.url
    wanted = {**ALWAYS, "the page's menu": '[data-testid="stHeader"] a'}
    wrong = []
    person = laptop(meeting.links.present)
    person.timer().wait_for()
    for size in SIZES:
        person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        person.page.wait_for_timeout(200)
        wrong += person.page.evaluate(COVERED, {"the clock": '[role="timer"]'})
    for address in (f"summary?pm={meeting.id}", "", "archive", "follow_up", "settings"):
        person.page.goto(f"{base}/{address}")
        person.page.get_by_test_id("stMain").wait_for()
        person.page.wait_for_timeout(800)
        for size in SIZES:
            person.page.set_viewport_size({"width": size["width"], "height": size["height"]})
            person.page.wait_for_timeout(200)
            wrong += scrolled_through(person.page, wanted)
    assert not wrong, "\n".join(wrong)


def test_whatever_opens_from_the_bar_fits_the_window(meeting: Meeting, laptop: Open) -> None:
    """On a small laptop and a phone, at both ends of the page: the menu and each of its entries."""
    lead = laptop(meeting.links.facilitator)
    started(meeting, lead)
    laptop(meeting.links.participant).page.locator("[data-section-view]").wait_for()
    for size in (SMALL, PHONE):
        lead.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for top in (0, 400):
            lead.page.get_by_test_id("stMain").evaluate("(e, top) => e.scrollTo(0, top)", top)
            for entry in ("Title and time", "You are", "Finish…", "People"):
                lead.choose(entry)
                _fits(lead, lead.page.locator(".st-key-more-list"))
                lead.page.keyboard.press("Escape")
    lead.choose("Finish…")
    expect(lead.page.get_by_role("button", name="Finish now")).to_be_in_viewport(ratio=1)


def _fits(lead: Laptop, inner: Locator) -> None:
    """The whole box is in the window and no strip of one: at least 150 px high, or all of what is in it."""
    inner.wait_for()
    lead.page.wait_for_timeout(400)
    box = lead.page.get_by_test_id("stPopoverBody").bounding_box()
    size = lead.page.viewport_size
    assert box is not None
    assert size is not None
    assert 0 <= box["x"] <= size["width"] + 1 - box["width"], box
    assert 0 <= box["y"] <= size["height"] + 1 - box["height"], box
    assert box["height"] >= 150, box


def test_keys_run_the_meeting_and_a_letter_in_a_text_is_a_letter(meeting: Meeting, laptop: Open) -> None:
    """N, B, Space and +, once each however fast they come; none while somebody types, none for participants."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    lead.page.get_by_role("button", name="Pause").wait_for()
    lead.prose("summary.what_happened").click()
    lead.page.keyboard.type("nb +?n")
    expect(lead.prose("summary.what_happened")).to_have_text("nb +?n")
    _leave(lead)
    lead.page.keyboard.press("n")
    lead.page.keyboard.press("n")  # what stood on the screen was still the first section
    at_section([lead, ana], "timeline")
    lead.page.wait_for_timeout(1_500)
    assert lead.section() == "timeline"
    before = lead.seconds_left()
    lead.page.keyboard.press("+")
    expect(ana.page.locator('[data-section-link="timeline"] .nav-minutes')).to_have_text("5:00", timeout=PATIENCE)
    assert lead.seconds_left() > before
    lead.page.keyboard.press(" ")
    expect(ana.timer()).to_have_attribute("data-status", "paused", timeout=PATIENCE)
    expect(lead.page.get_by_role("button", name="Resume")).to_be_visible(timeout=PATIENCE)
    lead.page.keyboard.press(" ")
    expect(ana.timer()).to_have_attribute("data-status", "running", timeout=PATIENCE)
    lead.page.keyboard.press("b")
    at_section([lead, ana], "summary")
    for key in ("n", "b", " ", "+", "?"):
        ana.page.keyboard.press(key)
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    lead.page.wait_for_timeout(1_000)
    assert ana.section() == "summary"


def test_the_keys_are_listed_and_can_be_switched_off_for_good(meeting: Meeting, laptop: Open) -> None:
    """ "?" shows them; nothing moves behind the sheet; switched off they stay off after a reload."""
    lead = laptop(meeting.links.facilitator)
    started(meeting, lead)
    lead.page.get_by_role("button", name="Pause").wait_for()
    _leave(lead)
    lead.page.keyboard.press("?")
    sheet = lead.page.get_by_role("dialog", name="Keys that run the meeting")
    expect(sheet).to_be_visible()
    lead.page.keyboard.press("n")
    sheet.get_by_label("Use these keys in this browser").uncheck()
    lead.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    lead.page.keyboard.press("n")
    lead.page.reload()
    lead.page.get_by_role("button", name="Pause").wait_for()
    lead.page.keyboard.press("n")
    lead.page.wait_for_timeout(1_500)
    assert lead.section() == "summary"
    lead.choose(re.compile("^Keyboard"))
    expect(sheet).to_be_visible()
    sheet.get_by_label("Use these keys in this browser").check()
    lead.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def _leave(laptop: Laptop) -> None:
    """The keyboard leaves every field."""
    laptop.page.evaluate(
        """() => {
          let at = document.activeElement;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          at?.blur();
        }"""
    )


def test_letters_have_the_size_that_is_set_in_the_browser(meeting: Meeting, laptop: Open) -> None:
    """Twice as large: names of sections are whole, nothing is wider than the window, nothing covers the links."""
    lead = laptop(meeting.links.facilitator, viewport={"width": 1440, "height": 900})
    page = lead.page
    page.locator("[data-section-link]").first.wait_for()
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    expect(page.locator("html")).to_have_css("font-size", "32px")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 1440
    cut = "names => names.filter((name) => name.scrollWidth > name.clientWidth).length"
    assert page.locator(".nav-title").evaluate_all(cut) == 0
    for width, height in ((640, 400), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        link = page.locator('[data-section-link="summary"]').first
        expect(page.locator(".st-key-room-bar")).to_be_visible()
        link.scroll_into_view_if_needed()
        link.click(timeout=5_000)
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
