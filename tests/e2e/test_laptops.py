"""A laptop that is handed on has nothing of the test before: no clock, no route, no line that is cut."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsers import Desk
from tests.support.server import Server

pytestmark = pytest.mark.e2e

Change = Callable[[Page], object]
YEARS_AGO = 1_000_000_000_000


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    made = Desk(browser)
    yield made
    made.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.clock.install(time=YEARS_AGO / 1000),
        lambda page: page.clock.set_fixed_time(YEARS_AGO / 1000),
        lambda page: page.context.route("**/*", lambda route: route.abort()),
        lambda page: page.context.set_offline(True),
    ],
    ids=["a clock", "a clock that stands still", "a route", "no line"],
)
def test_what_a_test_changed_ends_with_it(server: Server, desk: Desk, change: Change) -> None:
    """Half of the laptops were used before; a clock of a minute ago would be somebody else's wrong laptop."""
    address = f"{server.url}/live/health"
    first = desk.laptop(address)
    change(first.page)
    desk.take_back(first, special=False)
    second = desk.laptop(address)
    assert second.page.evaluate("Date.now()") > YEARS_AGO * 1.5
    assert second.page.evaluate("fetch('/live/health').then((answer) => answer.status)") == 200
    desk.take_back(second, special=False)


def test_one_that_changed_nothing_is_used_again(server: Server, desk: Desk) -> None:
    """Its files are warm, and nothing that the page stored is left."""
    address = f"{server.url}/live/health"
    first = desk.laptop(address)
    first.page.evaluate("localStorage.setItem('kept', '1'); document.cookie = 'kept=1'")
    context = first.page.context
    desk.take_back(first, special=False)
    second = desk.laptop(address)
    assert second.page.context is context
    assert second.page.evaluate("[localStorage.getItem('kept'), document.cookie.includes('kept')]") == [None, False]
