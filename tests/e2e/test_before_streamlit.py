"""The room before Streamlit's page is there: it can be typed in, and later it is the same room in its place.

Streamlit's scripts are held back on their way, as a slow line does, and let go when the test says so.
"""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from core.services import access
from core.services.documents import document_store
from core.store.people import members
from tests.e2e.conftest import Meeting
from tests.support import edits
from tests.support.browsers import DESKTOP, PATIENCE, Laptop

WHAT, IMPACT = "summary.what_happened", "summary.impact"
STREAMLIT = "**/static/js/**"
STAGE = ".debrief-stage"
LOOKS = [
    pytest.param({"width": 390, "height": 844}, "dark", id="phone, dark"),
    pytest.param({"width": 1366, "height": 650}, "light", id="laptop"),
    pytest.param({"width": 1440, "height": 900}, "dark", id="screen, dark"),
]
MEASURES = """() => {
  const found = (root, wanted) => [...root.querySelectorAll(wanted),
    ...[...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? found(one.shadowRoot, wanted) : []))]
  const wanted = [".board", ".bar .what", ".section h2", '[data-field="summary.what_happened"]', ".sections"]
  return wanted.map((each) => found(document, each).slice(0, 1).map((one) => {
    const { left, top, width } = one.getBoundingClientRect()
    const { color, backgroundColor, fontFamily } = getComputedStyle(one)
    return [left, top, width, color, backgroundColor, fontFamily].map(String)
  }))
}"""


class Held:
    """Streamlit's scripts, until they are let go."""

    def __init__(self, page: Page) -> None:
        self._routes: list[Route] | None = []
        page.route(STREAMLIT, self._hold)

    def _hold(self, route: Route) -> None:
        if self._routes is None:
            route.continue_()
        else:
            self._routes.append(route)

    def let_go(self) -> None:
        routes, self._routes = self._routes or [], None
        for route in routes:
            route.continue_()


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    made: list[BrowserContext] = []

    def open_one(**more: Any) -> BrowserContext:
        size = ViewportSize(width=DESKTOP["width"], height=DESKTOP["height"])
        made.append(browser.new_context(**{"viewport": size, **more}))
        made[-1].set_default_timeout(PATIENCE)
        return made[-1]

    yield open_one
    for each in made:
        each.close()


def early(meeting: Meeting, context: BrowserContext, role: str = "participant") -> tuple[Laptop, Held]:
    """Somebody who is in the meeting opens its room again, and Streamlit's scripts do not come."""
    with meeting.server.app() as app:
        visitor, token = access.known_or_new_visitor(app, None)
        mac = getattr(meeting.links, role).split("&t=")[1].split("&")[0]
        entered = access.enter_link(app, visitor, meeting.id, role, mac)
    value = entered.token or token
    context.add_cookies([{"name": access.VISITOR_COOKIE, "value": value, "url": meeting.server.url}])
    page = context.new_page()
    held = Held(page)
    page.goto(f"{meeting.server.url}/room?pm={meeting.id}", wait_until="commit")
    return Laptop(page), held


def in_place(person: Laptop) -> None:
    """Streamlit's page is there, with the one board in it."""
    expect(person.page.locator(STAGE)).to_have_count(0, timeout=PATIENCE)
    expect(person.page.locator(f"[data-testid=stMain] [data-field='{WHAT}']")).to_have_count(1)
    expect(person.page.locator(".board")).to_have_count(1)


def shown(person: Laptop, text: str, field: str = WHAT) -> None:
    expect(person.prose(field)).to_have_text(text, timeout=PATIENCE)


def test_what_is_typed_before_goes_on_after(
    meeting: Meeting, context: Callable[..., BrowserContext], laptop: Callable[..., Laptop]
) -> None:
    """Text, caret, focus, selection and undo are where they were, and others have read it long before."""
    ben = laptop(meeting.links.participant)
    ben.prose(WHAT).wait_for()
    ana, held = early(meeting, context())
    ana.prose(WHAT).click()
    ana.page.keyboard.type("The disk was full.")
    shown(ben, "The disk was full.")
    expect(ana.page.locator("[data-testid=stMain]")).to_have_count(0)
    ben.prose(WHAT).click()
    ben.page.keyboard.press("Control+Home")
    ben.page.keyboard.type("BEN ")
    shown(ana, "BEN The disk was full.")
    for _ in range(5):
        ana.page.keyboard.press("ArrowLeft")
    held.let_go()
    in_place(ana)
    expect(ana.prose(WHAT)).to_be_focused()
    ana.page.keyboard.type("very ")
    shown(ben, "BEN The disk was very full.")
    for _ in range(4):
        ana.page.keyboard.press("Shift+ArrowRight")
    ana.page.keyboard.type("slow")
    shown(ben, "BEN The disk was very slow.")
    for _ in range(6):
        ana.page.keyboard.press("Control+z")
    shown(ben, "BEN")
    ana.saved()


def test_a_selection_is_kept(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    """The next key replaces what was selected before the page was there."""
    ana, held = early(meeting, context())
    ana.prose(WHAT).click()
    ana.page.keyboard.type("one two")
    for _ in range(3):
        ana.page.keyboard.press("Shift+ArrowLeft")
    held.let_go()
    in_place(ana)
    ana.page.keyboard.type("three")
    shown(ana, "one three")


def test_somebody_who_composes_is_not_moved(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    """An input method goes on in the same field; the move waits for its end."""
    ana, held = early(meeting, context())
    ana.prose(WHAT).click()
    wire = ana.page.context.new_cdp_session(ana.page)
    wire.send("Input.imeSetComposition", {"text": "さー", "selectionStart": 2, "selectionEnd": 2})
    held.let_go()
    ana.page.locator(f".st-key-board-{meeting.id}").wait_for(state="attached", timeout=PATIENCE)
    ana.page.wait_for_timeout(3_000)
    expect(ana.page.locator(STAGE)).to_have_count(1)
    wire.send("Input.insertText", {"text": "サーバー"})
    in_place(ana)
    shown(ana, "サーバー")
    ana.page.keyboard.type("!")
    shown(ana, "サーバー!")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_nothing_moves_and_nothing_changes_its_colour(
    meeting: Meeting, context: Callable[..., BrowserContext], size: dict[str, int], theme: str
) -> None:
    """The board stands where it stood, to the pixel, and looks as it looked."""
    ana, held = early(meeting, context(viewport=size, color_scheme=theme))
    # Scripts that do not come are not waited for: the page's typeface takes the place of the computer's.
    expect(ana.prose(WHAT)).to_have_css("font-family", re.compile("Source Sans"), timeout=PATIENCE)
    ana.page.evaluate("document.fonts.ready")
    ana.page.get_by_role("complementary", name="For later").wait_for()
    before = ana.page.evaluate(MEASURES)
    held.let_go()
    in_place(ana)
    assert ana.page.evaluate(MEASURES) == before
    ana.page.get_by_role("button", name="More", exact=True).wait_for()
    assert ana.page.evaluate(MEASURES) == before


def test_typefaces_come_behind_the_scripts_one_by_one(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    """Over a slow line they take as long as the scripts. Nothing here is in italics, so that one is not asked for."""
    asked: list[str] = []
    opened = context()
    opened.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].split("?")[0]))
    ana, held = early(meeting, opened)
    held.let_go()
    in_place(ana)
    ana.page.get_by_role("button", name="More", exact=True).wait_for()
    expect(ana.prose(WHAT)).to_have_css("font-family", re.compile("Source Sans"))
    typefaces = [name.split(".")[0] for name in asked if name.endswith(".woff2")]
    assert list(dict.fromkeys(typefaces)) == ["SourceSansVF-Upright", "MaterialSymbols-Rounded"]
    entry = next(nth for nth, name in enumerate(asked) if re.match(r"index\.\w+\.js", name))
    assert entry < next(nth for nth, name in enumerate(asked) if name.endswith(".woff2"))


def test_whoever_scrolled_reads_on_at_the_same_line(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    ana, held = early(meeting, context())
    ana.prose(IMPACT).click()
    ana.page.keyboard.type("Everybody. ")
    ana.page.mouse.move(600, 400)
    ana.page.mouse.wheel(0, 150)
    ana.page.wait_for_timeout(300)
    top = "(one) => Math.round(one.getBoundingClientRect().top)"
    before = ana.prose(IMPACT).evaluate(top)
    held.let_go()
    in_place(ana)
    assert abs(ana.prose(IMPACT).evaluate(top) - before) <= 1
    ana.page.keyboard.type("In Europe.")
    shown(ana, "Everybody. In Europe.", IMPACT)


def test_a_page_that_shows_no_board_takes_it_away(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    """Somebody is taken out while Streamlit starts: the refusal is shown, and what was typed before is kept."""
    ana, held = early(meeting, context())
    ana.prose(WHAT).click()
    ana.page.keyboard.type("Kept.")
    ana.saved()
    with meeting.server.app() as app:
        token = next(one["value"] for one in ana.page.context.cookies() if one["name"] == access.VISITOR_COOKIE)
        removed = access.visitor(app, token)
        assert removed is not None
        lead, _ = access.known_or_new_visitor(app, None)
        mac = meeting.links.facilitator.split("&t=")[1].split("&")[0]
        member = access.enter_link(app, lead, meeting.id, "facilitator", mac).member
        assert member is not None
        with app.db.write() as tx:
            members.remove(tx, meeting.id, removed.id)
        app.change_bus.publish("members", meeting.id)
    held.let_go()
    expect(ana.page.locator(STAGE)).to_have_count(0, timeout=PATIENCE)
    expect(ana.page.locator("[data-testid=stMain]")).to_be_visible()
    assert "Kept." in meeting.markdown()


def test_a_viewer_sees_it_and_cannot_write(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    with meeting.server.app() as app:
        document_store.edit(app, meeting.id, edits.set_text(WHAT, "The disk was full."), None)
    ana, held = early(meeting, context(), "viewer")
    text = ana.page.locator(f"[data-field='{WHAT}'] .cm-content")
    expect(text).to_have_text("The disk was full.")
    expect(text).to_have_attribute("contenteditable", "false")
    held.let_go()
    in_place(ana)
    expect(text).to_have_attribute("contenteditable", "false")


def test_streamlit_does_not_start_under_somebodys_hands(
    meeting: Meeting, context: Callable[..., BrowserContext]
) -> None:
    """Its scripts are there, and run at the first pause; after a while without one they run all the same."""
    ana, held = early(meeting, context())
    ana.prose(WHAT).click()
    held.let_go()
    waiting = ana.page.locator("script[type='module-later']")
    since = time.monotonic()
    while time.monotonic() - since < 4:
        ana.page.keyboard.press("a")
        ana.page.wait_for_timeout(150)
    expect(waiting).to_have_count(1)
    in_place(ana)
    expect(waiting).to_have_count(0)


def test_without_our_script_streamlit_starts_at_once(meeting: Meeting, context: Callable[..., BrowserContext]) -> None:
    """A room whose own script cannot be loaded is Streamlit's page, which says so in the board's place."""
    browser = context()
    browser.route("**/live/assets/room.*", lambda route: route.abort())
    ana, held = early(meeting, browser)
    held.let_go()
    expect(ana.page.get_by_text("This part of Debrief did not load.").first).to_be_visible(timeout=PATIENCE)
