"""A network that lets pages through and no WebSockets: the page says so, and goes on when they come through."""

import re
from collections.abc import Callable

from playwright.sync_api import WebSocketRoute, expect

from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting

_NOTE = re.compile("may block WebSockets")
_AFTER_MS = 13_000  # on the page's own clock; an empty page waits for twelve seconds


def test_an_empty_page_says_what_may_be_in_the_way(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """After some seconds, and no longer than it is empty."""
    guest = laptop(f"{meeting.server.url}/live/health")
    blocked = True

    def decide(socket: WebSocketRoute) -> None:
        if blocked:
            socket.close(code=1011)
        else:
            socket.connect_to_server()

    guest.page.route_web_socket(re.compile("/_stcore/stream"), decide)
    guest.page.clock.install()
    guest.page.goto(meeting.server.url)
    expect(guest.page.get_by_test_id("stAppSkeleton")).to_be_visible(timeout=PATIENCE)
    note = guest.page.get_by_role("alert").filter(has_text=_NOTE)
    expect(note).to_have_count(0)
    guest.page.clock.fast_forward(_AFTER_MS)
    expect(note).to_be_visible(timeout=PATIENCE)
    blocked = False
    expect(guest.page.get_by_text("What happened, in a few words")).to_be_visible(timeout=2 * PATIENCE)
    expect(note).to_have_count(0, timeout=PATIENCE)


def test_a_page_that_is_drawn_says_nothing(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Also when it has been open for longer than an empty one waits."""
    guest = laptop(f"{meeting.server.url}/live/health")
    guest.page.clock.install()
    guest.page.goto(meeting.links.participant)
    guest.come_in()
    guest.page.locator("[data-section-view]").wait_for()
    guest.page.clock.fast_forward(_AFTER_MS)
    guest.page.wait_for_timeout(500)
    expect(guest.page.get_by_text(_NOTE)).to_have_count(0)
