"""What is set on Settings in a real browser is kept: it stands there after a reload.

The tests of the pages send values as Streamlit's own test client does, which is not how a browser sends all of them.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browsers import PATIENCE, Laptop
from tests.support.server import Server

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]


class Number(NamedTuple):
    """A number field. ``button`` keeps it, with all others of its form; without one it counts when it is left."""

    label: str
    says: str
    button: str = ""


NUMBERS = (
    Number("P1, days", ""),
    Number("P2, days", ""),
    Number("P3, days", "Kept, for the whole team.", "Save days"),
    Number("Days without a meeting before it is told of", "Kept, for the whole team.", "Keep it"),
    Number("Keep the log for so many days", "Lines older than {} days are deleted."),
    Number("Keep the trash for so many days", "What is in the trash is deleted after {} days."),
)


def _settings(laptop: Open, server: Server) -> Page:
    page = laptop(f"{server.url}/settings").page
    expect(_number(page, "P1, days")).to_be_visible(timeout=2 * PATIENCE)
    return page


def _number(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=label, exact=True)


def _read_again(page: Page) -> None:
    page.reload()
    expect(_number(page, "P1, days")).to_be_visible(timeout=2 * PATIENCE)  # the longest of all pages


def test_numbers_are_kept(fresh_server: Server, laptop: Open) -> None:
    page = _settings(laptop, fresh_server)
    fields = page.get_by_test_id("stNumberInputField")
    expect(fields).to_have_count(len(NUMBERS), timeout=PATIENCE)
    labels = [field.get_attribute("aria-label") for field in fields.all()]
    assert sorted(map(str, labels)) == sorted(number.label for number in NUMBERS)
    wanted = {}
    for number in NUMBERS:
        field = _number(page, number.label)
        wanted[number.label] = str(int(field.input_value()) + 1)
        field.fill(wanted[number.label])
        field.press("Tab")
        if number.button:
            page.get_by_role("button", name=number.button, exact=True).click()
        if number.says:
            toast = page.get_by_test_id("stToast").filter(has_text=number.says.format(wanted[number.label]))
            expect(toast).to_be_visible(timeout=PATIENCE)
            expect(toast).to_have_count(0, timeout=PATIENCE)  # the next one may say the same
    _read_again(page)
    for label, value in wanted.items():
        expect(_number(page, label)).to_have_value(value, timeout=PATIENCE)


def test_a_slider_is_kept(fresh_server: Server, laptop: Open) -> None:
    page = _settings(laptop, fresh_server)
    slider = page.get_by_role("slider", name="Show hints from")
    before = int(slider.input_value())
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Back to")).to_be_visible(timeout=PATIENCE)
    moved = slider.input_value()
    assert int(moved) > before
    _read_again(page)
    expect(slider).to_have_value(moved, timeout=PATIENCE)
