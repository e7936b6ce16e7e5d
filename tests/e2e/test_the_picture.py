"""The picture in the README is a running meeting, and it can be taken again: ``make picture``."""

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting

ROWS = (
    ("0214", "The orders database has no disk space left; writes begin to fail"),
    ("0226", "First customer writes to support. No alert: the one at 90 % went with the old dashboard"),
    ("0231", "On-call opens the runbook; it still names the old host"),
    ("0251", "Old exports are deleted, writes work again"),
)


def test_the_room_can_be_shown(
    new_meeting: Callable[..., Meeting], laptop: Callable[..., Laptop], tmp_path: Path
) -> None:
    """Three people in the timeline, the clock running; nobody has to imagine what Debrief looks like."""
    meeting = new_meeting(title="Shop could not take orders: database disk full")
    facilitator = laptop(meeting.links.facilitator)
    others = [laptop(meeting.links.participant) for _ in range(2)]
    for each in [facilitator, *others]:
        each.prose("summary.what_happened").wait_for()
    facilitator.press("Start the twenty minutes")
    facilitator.press("Next: Timeline")
    writer = others[0]
    writer.field("timeline").locator("[data-draft] [data-key=at]").first.click(timeout=PATIENCE)
    for time, words in ROWS:
        writer.page.keyboard.type(time)
        writer.page.keyboard.press("Enter")
        writer.page.keyboard.type(words)
        writer.page.keyboard.press("Enter")
    expect(facilitator.page.get_by_text(ROWS[-1][1])).to_be_visible(timeout=PATIENCE)
    facilitator.page.wait_for_timeout(1000)
    target = Path(os.environ.get("DEBRIEF_PICTURE", tmp_path / "room.png"))
    facilitator.page.screenshot(path=target)
    assert target.stat().st_size > 20_000
