"""P12, the browser's part: a huge paste gets a sentence, nothing of it is sent, and everything else stays as it was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, WebSocket, expect

from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting

pytestmark = pytest.mark.e2e

WHAT = "summary.what_happened"
TEN_MEGABYTES = 10 * 1024 * 1024
SENTENCE = "too much to paste"

PASTE = """(node, [letter, count]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", letter.repeat(count));
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def _paste(into: Locator, letter: str, count: int) -> None:
    into.evaluate(PASTE, [letter, count])


def _counted(laptop: Callable[..., Laptop], link: str) -> tuple[Laptop, list[int]]:
    """A laptop, and the size of each frame that it sends to the room."""
    person, sent = laptop("about:blank"), []

    def watch(line: WebSocket) -> None:
        if "/live/ws/" in line.url:
            line.on("framesent", lambda payload: sent.append(len(payload)))

    person.page.on("websocket", watch)
    person.page.goto(link)
    return person, sent


def test_ten_megabytes_are_refused_with_a_sentence_and_undo_is_intact(
    meeting: Meeting, laptop: Callable[..., Laptop]
) -> None:
    """In a text and in a row: what was there stays, the keyboard stays, and Ctrl+Z takes back what was typed."""
    ana, sent = _counted(laptop, meeting.links.participant)
    bo = laptop(meeting.links.participant)
    ana.prose(WHAT).click()
    ana.page.keyboard.type("Before.")
    ana.saved()
    sent.clear()
    _paste(ana.prose(WHAT), "x", TEN_MEGABYTES)
    toast = ana.page.get_by_text(SENTENCE)
    expect(toast).to_be_visible(timeout=PATIENCE)
    ana.page.wait_for_timeout(1_000)
    assert sum(sent) < 10_000, "nothing of it may travel"
    expect(ana.prose(WHAT)).to_have_text("Before.")
    ana.press("Close this message")
    ana.page.keyboard.type(" After.")
    expect(bo.prose(WHAT)).to_have_text("Before. After.", timeout=PATIENCE)
    for _ in range(3):
        ana.page.keyboard.press("Control+z")
    expect(bo.prose(WHAT)).not_to_contain_text("Before.", timeout=PATIENCE)

    ana.page.locator('[data-section-link="factors"]').click()
    row = ana.field("factors").locator("[data-draft] .cm-content")
    row.click()
    _paste(row, "漢", TEN_MEGABYTES // 3)
    expect(toast).to_be_visible(timeout=PATIENCE)
    expect(ana.field("factors").locator("[data-row]")).to_have_count(0)
    ana.saved()
    assert meeting.written().factors == ()


def test_a_large_paste_that_is_allowed_arrives_whole(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Ninety-nine kilobytes go through at once, a third helping does not: the field is full, and says so."""
    ana, bo = laptop(meeting.links.participant), laptop(meeting.links.participant)
    bo.prose(WHAT).wait_for()
    ana.prose(WHAT).click()
    for _ in range(2):
        _paste(ana.prose(WHAT), "word ", 19_800)
    _paste(ana.prose(WHAT), "word ", 19_800)
    expect(ana.page.get_by_text("This field is full")).to_be_visible(timeout=PATIENCE)
    ana.saved()
    assert meeting.written().summary.what_happened == "word " * 39_600
    bo.page.keyboard.press("End")
    ana.page.keyboard.type("!")
    ana.saved()
    assert meeting.written().summary.what_happened.endswith("word !")


def test_short_fields_refuse_politely_too(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """An owner, a service, a title: none of them takes ten megabytes, and none of them breaks the page."""
    ana, sent = _counted(laptop, meeting.links.participant)
    ana.prose(WHAT).wait_for()
    ana.saved()
    sent.clear()
    chips = ana.field("summary.services").locator("input")
    chips.fill("y" * 1_000_000)
    chips.press("Enter")
    ana.page.locator('[data-section-link="actions"]').click()
    ana.field("actions").locator("[data-draft] .cm-content").click()
    ana.page.keyboard.type("Alert earlier")
    owner = ana.field("actions").locator("[data-row] [data-key=owner]")
    owner.fill("z" * 1_000_000)
    owner.press("Enter")
    ana.saved()
    assert sum(sent) < 50_000
    written = meeting.written()
    assert len(written.actions[0].owner) <= 1_000
    assert all(len(service) <= 200 for service in written.services)
