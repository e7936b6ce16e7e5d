"""Laptops for the browser tests: a page with the words of a participant instead of selectors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.find_chromium import ARGS

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000  # ms; two cores with five browsers are slow at times


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    chromium_path: str,
) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium_path, "args": list(ARGS), "headless": True}


@dataclass(frozen=True)
class Laptop:
    """One person's browser, in a context of its own."""

    page: Page

    @classmethod
    def open(cls, browser: Browser, url: str, **context: Any) -> "Laptop":
        made = browser.new_context(**{"viewport": DESKTOP, **context})
        made.set_default_timeout(PATIENCE)
        page = made.new_page()
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


def themed(theme: str, size: Mapping[str, int]) -> dict[str, Any]:
    """Context options for a picture in a theme and a size."""
    return {"color_scheme": theme, "viewport": dict(size)}
