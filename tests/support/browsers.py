"""Laptops for the browser tests: a page with the words of a participant instead of selectors."""

import contextlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tests.support.find_chromium import ARGS

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000  # ms; two cores with five browsers are slow at times


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    chromium_path: str,
) -> dict[str, Any]:
    # One process for all pages of a server on one laptop: what one page compiled is there for the next.
    args = [*ARGS, "--process-per-site"]
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
        return cls(page)

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
        """Wiped, or closed when it is a special one, was at several servers, or cannot be wiped."""
        context = laptop.page.context
        origins = {_origin(page.url) for page in context.pages} - {""}
        try:
            if special or len(origins) != 1:
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
    wire = context.new_cdp_session(kept)
    wire.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    wire.detach()


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Desk]:
    """Where the laptops of all tests come from."""
    made = Desk(browser)
    yield made
    made.close()


def themed(theme: str, size: Mapping[str, int]) -> dict[str, Any]:
    """Context options for a picture in a theme and a size."""
    return {"color_scheme": theme, "viewport": dict(size)}
