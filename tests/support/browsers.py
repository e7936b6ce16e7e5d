"""Laptops for the browser tests: a page with the words of a participant instead of selectors."""

import contextlib
import itertools
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, TimeoutError, expect

from tests.support.find_chromium import ARGS

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000  # ms; two cores with five browsers are slow at times
TRIES = 4
_OTHER_CLOCK = "'__pwClock' in globalThis"


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    chromium_path: str,
) -> dict[str, Any]:
    # One process for all pages of a server on one laptop: what one page compiled is there for the next.
    # A test is over before what V8 optimised for it pays: a fifth of the time of a page went into that.
    args = [*ARGS, "--process-per-site", "--js-flags=--no-maglev --no-turbofan"]
    return {**browser_type_launch_args, "executable_path": chromium_path, "args": args, "headless": True}


@dataclass(frozen=True)
class Laptop:
    """One person's browser, in a context of its own."""

    page: Page

    @classmethod
    def open(cls, browser: Browser, url: str, **context: Any) -> "Laptop":
        return cls.in_(_context(browser, **context), url)

    @classmethod
    def in_(cls, context: BrowserContext, url: str) -> "Laptop":
        page = context.new_page()
        page.goto(url)
        laptop = cls(page)
        if "/live/enter#m=" in url:
            laptop.come_in()
        if "/room?" in url:
            laptop.whole_page()
        return laptop

    def whole_page(self) -> None:
        """Wait until Streamlit's page is shown: a room can be typed in before, and then there are no buttons yet.

        Whoever has to say first who they are is on another page by then.
        """
        other = self.page.get_by_role("heading", name="Debrief", exact=True)
        self.page.locator("[data-testid=stApp]").or_(other).first.wait_for()

    def come_in(self, name: str = "") -> None:
        """Past the line that asks whoever comes by a link for their name, where it asks."""
        skip = self.page.get_by_role("button", name="Skip", exact=True)
        skip.or_(self.page.locator("[data-testid=stApp]")).first.wait_for()
        if not skip.is_visible():
            return
        if name:
            self.page.get_by_label("Your name").fill(name)
            self.press("Join the meeting")
        else:
            skip.click()
        self.whole_page()

    def field(self, field: str) -> Locator:
        return self.page.locator(f'[data-field="{field}"]').first

    def prose(self, field: str) -> Locator:
        return self.page.locator(f'[data-field="{field}"] .cm-content[contenteditable="true"]').first

    def timer(self) -> Locator:
        return self.page.get_by_role("timer").first

    def seconds_left(self) -> float:
        return float(self.timer().get_attribute("data-seconds-left") or "nan")

    def section(self) -> str:
        return self.timer().get_attribute("data-section") or ""

    def saved(self) -> None:
        """Wait until the badge says that everything typed here is durable."""
        expect(self.page.locator("[data-save-state]").first).to_have_attribute(
            "data-save-state", "saved", timeout=PATIENCE
        )

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def choose(self, name: str | re.Pattern[str]) -> None:
        """An entry of the room's menu "More", which is opened when it is not open yet."""
        more = self.page.locator(".st-key-more").get_by_role("button", name="More", exact=True)
        menu = self.page.get_by_test_id("stPopoverBody")
        entry, back = menu.get_by_role("button", name=name).first, menu.get_by_text("arrow_back").first
        more.wait_for()
        # It may be closing still after the entry of before, or show that entry in the list's place.
        for _ in range(TRIES - 1):
            with contextlib.suppress(TimeoutError):
                if more.get_attribute("aria-expanded") != "true":
                    more.click()
                entry.or_(back).first.wait_for(timeout=PATIENCE / TRIES)
                if not entry.is_visible():
                    back.click(timeout=PATIENCE / TRIES)
                return entry.click(timeout=PATIENCE / TRIES)
        entry.click()

    def close(self) -> None:
        self.page.context.close()


class Desk:
    """Laptops that are wiped between tests: no cookie, no storage and no page of the person before is left.

    Half of what a first look costs is fetching and compiling what is the same for everybody. So a laptop that is
    handed back keeps one empty page of its server open: the files of the pages stay warm behind it. The first laptops
    of a session are new, and so is each one that asks for a screen, a theme or a hand of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._spare: defaultdict[str, list[BrowserContext]] = defaultdict(list)

    def laptop(self, url: str, **context: Any) -> Laptop:
        spare = self._spare[_origin(url)]
        if context or not spare:
            return Laptop.open(self._browser, url, **context)
        return Laptop.in_(spare.pop(), url)

    def take_back(self, laptop: Laptop, *, special: bool) -> None:
        """Wiped, or closed when it is a special one, was at several servers, or cannot be wiped.

        A clock that a test installed belongs to all pages that a laptop will ever have, so such a one is closed, too.
        """
        context = laptop.page.context
        origins = {_origin(page.url) for page in context.pages} - {""}
        try:
            if special or len(origins) != 1 or laptop.page.evaluate(_OTHER_CLOCK):
                context.close()
            else:
                _wipe(context, *origins)
                self._spare[origins.pop()].append(context)
        except Error:
            with contextlib.suppress(Error):
                context.close()

    def close(self) -> None:
        for context in itertools.chain(*self._spare.values()):
            context.close()


def _context(browser: Browser, **more: Any) -> BrowserContext:
    made = browser.new_context(**{"viewport": DESKTOP, **more})
    made.set_default_timeout(PATIENCE)
    return made


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _wipe(context: BrowserContext, origin: str) -> None:
    warm = f"{origin}/live/health"
    kept = next((page for page in context.pages if page.url == warm), None)
    if kept is None:
        kept = context.new_page()
        kept.goto(warm)
    for page in context.pages:
        if page is not kept:
            page.close()
    context.clear_cookies()
    context.clear_permissions()
    context.unroute_all()
    context.set_offline(False)
    wire = context.new_cdp_session(kept)
    wire.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    wire.detach()


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Desk]:
    """Where the laptops of all tests come from."""
    made = Desk(browser)
    yield made
    made.close()


# Whether the page has taken a theme, and since when no colour in it changes: Streamlit sets it by script, and then
# colours fade. On a busy machine that takes longer than any fixed time.
_FADED = """(theme) => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app) {
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/[\\d.]+/g).map(Number);
    if ((red + green + blue < 384) !== (theme === "dark")) return false;
  }
  const colours = [];
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) {
      const { color, backgroundColor, borderTopColor } = getComputedStyle(each);
      colours.push(color, backgroundColor, borderTopColor);
      if (each.shadowRoot) look(each.shadowRoot);
    }
  };
  look(document);
  const [now, seen] = [performance.now(), colours.join()];
  if (globalThis.coloursSeen?.seen !== seen) globalThis.coloursSeen = { seen, since: now };
  return now - globalThis.coloursSeen.since >= 300;
}"""


def show_in(page: Page, theme: str) -> None:
    """The page in a theme, light or dark, without movement, when its colours have faded from the other one."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    page.wait_for_function(_FADED, arg=theme, polling=100, timeout=PATIENCE)


def themed(theme: str, size: Mapping[str, int]) -> dict[str, Any]:
    """Context options for a picture in a theme and a size."""
    return {"color_scheme": theme, "viewport": dict(size)}


def picture(laptop: Laptop, name: str) -> None:
    """Kept for people to look at when DEBRIEF_PICTURES names a folder."""
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        laptop.page.screenshot(path=str(Path(folder) / f"{name}.png"))
