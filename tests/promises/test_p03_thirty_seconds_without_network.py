"""P3: half a minute without network is invisible to whoever writes.

One laptop's line is swallowed, or cut, while two people type into one sentence. The hole is shorter here than thirty
seconds, and longer than everything that waits: silence, the first attempts, Streamlit's own patience.
"""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from core.services import access
from tests.support.browsers import PATIENCE, Laptop
from tests.support.network import Network, before
from tests.support.rooms import Meeting, started
from tests.support.server import Server

pytestmark = [pytest.mark.e2e, pytest.mark.alone]

WHAT = "summary.what_happened"
HOLE_S = 10
# Promised are five seconds; a machine that runs five browsers on two cores gets some more.
HEALED_S = 10

# Each state of the badge with what was pending, as it changes. The two are always changed together.
WATCH_BADGE = """() => {
  const find = (root) => root.querySelector('[data-save-state]')
    ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && find(each.shadowRoot)).find(Boolean);
  const badge = find(document);
  window.badge = [];
  const note = () => window.badge.push([badge.dataset.saveState, Number(badge.dataset.pending)]);
  new MutationObserver(note).observe(badge, { attributes: true });
}"""


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    with before(server.port) as between:
        yield between


@pytest.mark.parametrize("how", ["swallow", "cut"])
def test_a_hole_in_the_network_is_invisible_to_whoever_writes(
    how: str, network: Network, meeting: Meeting, server: Server, laptop: Callable[..., Laptop]
) -> None:
    """Both go on writing, the badge says what is true, and soon after the hole both have the same words, once."""
    with server.app() as app:
        link = access.links(app, meeting.id, network.url).participant
    bo, ana = laptop(meeting.links.facilitator), laptop(link)
    started(meeting, bo, ana)
    ana.prose(WHAT).click()
    ana.page.keyboard.type("αβγ.")
    ana.saved()
    ana.page.keyboard.press("ArrowLeft")  # the caret stands before the full stop, and has to stay there
    field = ana.prose(WHAT).element_handle()
    ana.page.evaluate(WATCH_BADGE)

    getattr(network, how)()
    began = time.monotonic()
    ana.page.keyboard.type("δεζ")
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+Home")
    bo.page.keyboard.type("бгд ")
    badge = ana.page.locator("[data-save-state]").first
    expect(badge).to_have_attribute("data-save-state", "offline", timeout=HOLE_S * 1000)
    expect(badge).to_have_text(re.compile("Offline, 3 changes kept here"))
    while time.monotonic() - began < HOLE_S:
        ana.page.keyboard.type("η")
        ana.page.wait_for_timeout(1_000)
    typed = ana.prose(WHAT).text_content() or ""

    network.heal()
    healed = time.monotonic()
    ana.page.keyboard.type("θ")
    whole = "бгд " + typed[:-1] + "θ."
    expect(bo.prose(WHAT)).to_have_text(whole, timeout=PATIENCE)
    expect(ana.prose(WHAT)).to_have_text(whole, timeout=PATIENCE)
    assert time.monotonic() - healed < HEALED_S
    ana.saved()
    assert meeting.written().summary.what_happened == whole
    assert field.evaluate("node => node.isConnected && node.getRootNode().activeElement === node")
    ana.page.keyboard.type("ι")
    expect(bo.prose(WHAT)).to_have_text(whole[:-1] + "ι.", timeout=PATIENCE)
    message = ana.page.evaluate("window.badge")
    assert [state for state, pending in message if pending and state == "saved"] == []


def test_a_page_left_alone_in_the_hole_shows_the_right_time_all_along(
    network: Network, meeting: Meeting, server: Server, laptop: Callable[..., Laptop]
) -> None:
    """The clock counts on without the server, and what the group did meanwhile is there afterwards."""
    with server.app() as app:
        link = access.links(app, meeting.id, network.url).participant
    lead, ana = laptop(meeting.links.facilitator), laptop(link)
    started(meeting, lead, ana)
    network.swallow()
    ana.page.wait_for_timeout(6_000)
    assert abs(ana.seconds_left() - lead.seconds_left()) <= 1
    lead.press("Next: Timeline")
    expect(lead.timer()).to_have_attribute("data-section", "timeline", timeout=PATIENCE)
    assert ana.section() == "summary"
    network.heal()
    expect(ana.timer()).to_have_attribute("data-section", "timeline", timeout=PATIENCE)
    assert abs(ana.seconds_left() - lead.seconds_left()) <= 1
    expect(ana.page.locator('[data-section-view="timeline"]')).to_be_visible()


def test_a_page_that_died_in_the_hole_brings_its_words_when_it_is_back(
    network: Network, meeting: Meeting, server: Server, laptop: Callable[..., Laptop]
) -> None:
    """Closed while offline: the browser kept what was typed, shows it again and sends it, once."""
    with server.app() as app:
        link = access.links(app, meeting.id, network.url).participant
    ana, bo = laptop(link), laptop(meeting.links.participant)
    ana.prose(WHAT).click()
    ana.page.keyboard.type("Sent. ")
    ana.saved()
    network.cut()
    ana.page.keyboard.type("Not sent.")
    # The badge says what is on this browser's disk: that much survives, however the page ends.
    badge = ana.page.locator("[data-save-state]").first
    expect(badge).to_have_attribute("data-kept", str(len("Not sent.")))
    context = ana.page.context
    ana.page.close()
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+Home")
    bo.page.keyboard.type("Meanwhile. ")
    bo.saved()
    network.heal()
    back = Laptop(context.new_page())
    back.page.goto(f"{network.url}/room?pm={meeting.id}")
    for item in (back, bo):
        expect(item.prose(WHAT)).to_have_text("Meanwhile. Sent. Not sent.", timeout=PATIENCE)
    back.saved()
    assert meeting.written().summary.what_happened == "Meanwhile. Sent. Not sent."


def test_a_row_that_is_removed_meanwhile_comes_back_with_what_was_written_in_it(
    network: Network, meeting: Meeting, server: Server, laptop: Callable[..., Laptop]
) -> None:
    """Whoever removed it had not seen those words; and whoever wrote them looks at another section by now."""
    with server.app() as app:
        link = access.links(app, meeting.id, network.url).participant
    bo, ana = laptop(meeting.links.facilitator), laptop(link)
    for person in (bo, ana):
        person.page.locator('[data-section-link="factors"]').first.click()
    ana.field("factors").locator("[data-draft] .cm-content").click()
    ana.page.keyboard.type("No alert at 90 %")
    ana.saved()
    network.cut()
    ana.page.keyboard.type(", and nobody looked")
    ana.page.locator('[data-section-link="lessons"]').first.click()
    row = bo.field("factors").locator("[data-row]").first
    expect(row.locator(".cm-content")).to_have_text("No alert at 90 %")
    row.hover()
    row.get_by_role("button", name="Remove this row").click()
    expect(bo.field("factors").locator("[data-row]")).to_have_count(0)
    bo.saved()
    network.heal()
    expect(row.locator(".cm-content")).to_have_text("No alert at 90 %, and nobody looked", timeout=PATIENCE)
    ana.saved()
    assert [item.text for item in meeting.written().factors] == ["No alert at 90 %, and nobody looked"]
