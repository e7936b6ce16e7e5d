"""P23 in real browsers: the page says by itself when all is sent, and the summary is read by people."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from core.domain.clock.state import Finish
from core.services import access
from tests.support.browsers import PATIENCE, Laptop
from tests.support.network import Network, before
from tests.support.rooms import Meeting, started
from tests.support.server import Server

pytestmark = pytest.mark.e2e

WHAT = "summary.what_happened"
LATE = "[data-late-words]"


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    with before(server.port) as between:
        yield between


@pytest.mark.parametrize("how", ["swallow", "cut"])
def test_finish_while_one_laptop_is_offline(
    how: str, network: Network, meeting: Meeting, server: Server, laptop: Callable[..., Laptop]
) -> None:
    """The summary says that text may wait there; it arrives when the laptop is back, and the summary says that too."""
    with server.app() as app:
        link = access.links(app, meeting.id, network.url).participant
    lead, ana = laptop(meeting.links.facilitator), laptop(link)
    started(meeting, lead, ana)
    ana.prose(WHAT).click()
    ana.page.keyboard.type("Sent. ")
    ana.saved()
    getattr(network, how)()
    ana.page.keyboard.type("Typed in the tunnel.")
    meeting.command(lambda seen: Finish(seen=seen))
    summary = laptop(meeting.links.facilitator.replace("to=room", "to=summary"))
    _look_until(summary, re.compile("had no connection when the meeting finished"))
    network.heal()
    expect(lead.prose(WHAT)).to_have_text("Sent. Typed in the tunnel.", timeout=PATIENCE)
    ana.saved()
    _look_until(summary, re.compile("had unsent text when the meeting finished. It arrived"))
    assert meeting.written().summary.what_happened == "Sent. Typed in the tunnel."


def _look_until(summary: Laptop, text: re.Pattern[str]) -> None:
    """The page is read again, as people do, until it says this and nothing else."""
    for _ in range(10):
        summary.page.get_by_text("still missing").first.wait_for()
        found = summary.page.locator(LATE)
        if found.count() and text.search(found.inner_text()):
            expect(found.locator("p")).to_have_count(1)
            return
        summary.page.wait_for_timeout(1_000)
        summary.page.reload()
    raise AssertionError(f"the summary does not say {text.pattern}: {summary.page.locator(LATE).all_inner_texts()}")
