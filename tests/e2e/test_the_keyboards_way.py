"""Each stop of the Tab key is in sight: it has a size, it is in the window, and no bar that stays covers it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.domain.guide.finished_example import finished_example
from core.services import postmortems
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop
from tests.support.incidents import LATER_TITLE, ZONE, earlier_postmortem, stored
from tests.support.rooms import Meeting
from tests.support.server import Server

pytestmark = pytest.mark.e2e

Open = Callable[..., Laptop]
TABLET = {"width": 700, "height": 900}
MOST = 150
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const said = at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.title || at.innerText || "";
  const bad = [];
  if (box.width < 2 || box.height < 2) bad.push("has no size");
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) bad.push("is outside");
  // Streamlit's page itself is a stop, so that arrow keys scroll it: bars lie over its edges, as they should.
  if (bad.length === 0 && at.tagName !== "MAIN") {
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
    let over = document.elementFromPoint(x, y);
    while (over?.shadowRoot?.elementFromPoint(x, y) && over.shadowRoot.elementFromPoint(x, y) !== over)
      over = over.shadowRoot.elementFromPoint(x, y);
    const above = (node) => node.assignedSlot || node.parentElement || node.getRootNode().host || null;
    const around = new Set();
    for (let n = at; n; n = above(n)) around.add(n);
    const path = [];
    for (let n = over; n && !around.has(n); n = above(n)) path.push(n);
    // What is inside the stop itself ends at it.
    if (!(path.length > 0 && above(path.at(-1)) === at))
      for (const n of path)
        if (/fixed|sticky/.test(getComputedStyle(n).position)) bad.push(`lies under ${n.tagName} ${n.className}`);
  }
  at.debriefStop ??= Math.random();
  return { id: at.debriefStop, what: `${at.tagName} ${said.slice(0, 40)}`, bad };
}"""


def way(page: Page) -> Iterator[dict[str, Any]]:
    """The stops of the Tab key from the page's beginning to its end, at most 150."""
    page.evaluate("document.activeElement?.blur()")
    seen = set()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["id"] in seen:
            return
        seen.add(stop["id"])
        yield stop
    raise AssertionError(f"more than {MOST} stops")


def in_sight(page: Page) -> list[str]:
    """What every stop is called. Raises AssertionError with those that nobody can see."""
    stops = list(way(page))
    assert not [(stop["what"], stop["bad"]) for stop in stops if stop["bad"]]
    return [stop["what"] for stop in stops]


@pytest.fixture
def agreed(server: Server) -> Meeting:
    """A postmortem with action items, so that the wall shows some."""
    return Meeting.holding(server, finished_example())


@pytest.mark.parametrize("window", [DESKTOP, TABLET, PHONE], ids=["laptop", "tablet", "phone"])
def test_each_stop_of_a_page_is_in_sight(server: Server, laptop: Open, window: dict[str, int]) -> None:
    """On a narrow page the list of pages is folded away, and its links are no stops until it is opened."""
    page = laptop(f"{server.url}/guide", viewport=window).page
    page.get_by_role("heading", name="Guide", exact=True).wait_for()
    page.locator("[data-testid=stTopNavLink], [data-testid=stExpandSidebarButton]").first.wait_for()
    page.locator("[data-testid=stSidebar][data-collapsed=false]").wait_for(state="detached")
    links = [name for name in in_sight(page) if name.startswith("A ") and name.endswith("Archive")]
    assert len(links) == (window == DESKTOP)
    if links:
        return
    page.get_by_test_id("stExpandSidebarButton").click()
    archive = page.get_by_test_id("stSidebarNavLink").filter(has_text="Archive")
    archive.focus()
    expect(archive).to_be_focused()


@pytest.mark.parametrize("path", ["follow_up?wall=1", "present"])
def test_a_screen_without_controls_has_no_hidden_ones(server: Server, agreed: Meeting, laptop: Open, path: str) -> None:
    """Nothing of Streamlit's header under it, and no timer that refreshes it."""
    page = laptop(agreed.links.present if path == "present" else f"{server.url}/{path}").page
    page.locator(".stage, .db.wall").first.wait_for()
    page.locator("[class*=st-key-tick-] iframe").wait_for(state="attached")
    names = in_sight(page)
    assert not [name for name in names if "home page" in name or "IFRAME" in name]


@pytest.fixture
def seen_before(server: Server) -> Iterator[Meeting]:
    """A room whose incident is like an earlier one; both in the trash when the test is over."""
    with server.app() as app:
        earlier = stored(app, earlier_postmortem())
        meeting = Meeting.of(app, server, postmortems.create(app, LATER_TITLE, zone=ZONE))
    yield meeting
    with server.app() as app:
        for pm_id in (earlier, meeting.id):
            postmortems.trash(app, pm_id, None)


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["laptop", "phone"])
def test_each_stop_of_the_room_is_in_sight(seen_before: Meeting, laptop: Open, window: dict[str, int]) -> None:
    """Also beside "Seen before?", which lies over the foot of a phone, and above the clock there."""
    page = laptop(seen_before.links.facilitator, viewport=window).page
    page.get_by_role("button", name="Seen before?").wait_for(timeout=PATIENCE)
    page.get_by_text("How we talk here").wait_for()
    names = in_sight(page)
    for name in ("Copy link", "Start the twenty minutes", "Two minutes to read first", "How we talk here"):
        assert any(name in stop for stop in names), (name, names)
    page.get_by_role("button", name="Put this away").click()
    assert not page.evaluate("document.documentElement.hasAttribute('data-seen-notice')")
