"""The pictures in the README are a meeting at work and what it leaves, and can be taken again: ``make picture``."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.domain.clock.state import Finish
from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import Postmortem
from core.services.meetings import meeting_clock
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting, at_section, started
from tests.support.server import Server

WIDE = {"viewport": {"width": 1440, "height": 900}}
TYPED = "The disk is found to be full. The runbook has no page for that"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go: ``docs/`` when they are taken for the README."""
    return Path(os.environ.get("DEBRIEF_PICTURES", tmp_path))


@pytest.fixture
def person(laptop: Callable[..., Laptop]) -> Callable[[str, str], Laptop]:
    """Somebody who comes by a link and gives a name."""

    def come(name: str, link: str) -> Laptop:
        made = laptop("about:blank", **WIDE)
        made.page.goto(link)
        made.come_in(name)
        return made

    return come


def _half_written() -> Postmortem:
    """The finished example as it stood in the middle of its timeline."""
    whole = finished_example()
    return Postmortem(
        title=whole.title,
        severity=whole.severity,
        zone=whole.zone,
        summary=whole.summary,
        services=whole.services,
        timeline=tuple(row for row in whole.timeline[2:] if row.kind != "other" or row.star)[:5],
    )


def _taken(laptop: Laptop, path: Path) -> None:
    laptop.page.mouse.move(2, 500)  # nothing is pointed at
    laptop.page.wait_for_timeout(1000)  # transitions are over
    laptop.page.screenshot(path=path)
    assert path.stat().st_size > 20_000


def test_the_room_and_the_shared_screen_can_be_shown(
    server: Server, person: Callable[[str, str], Laptop], laptop: Callable[..., Laptop], folder: Path
) -> None:
    """Four people in the timeline, the clock running; nobody has to imagine what a meeting looks like."""
    meeting = Meeting.holding(server, _half_written())
    facilitator = person("Mara", meeting.links.facilitator)
    others = [person(name, meeting.links.participant) for name in ("Deniz", "Jonas", "Priya")]
    started(meeting, facilitator, *others)
    facilitator.press("Next: Timeline")
    at_section([facilitator, *others], "timeline")
    writer = others[0]
    writer.field("timeline").locator("[data-draft] [data-key=at]").first.click(timeout=PATIENCE)
    for text in ("0235", TYPED):
        writer.page.keyboard.type(text)
        writer.page.keyboard.press("Enter")
    expect(facilitator.page.get_by_text(TYPED)).to_be_visible(timeout=PATIENCE)
    screen = laptop(meeting.links.present, **WIDE)
    expect(screen.page.get_by_text(TYPED)).to_be_visible(timeout=PATIENCE)
    title = facilitator.page.locator("h1.room")
    assert title.evaluate("e => e.scrollHeight <= e.clientHeight + 1 && e.scrollWidth <= e.clientWidth"), "it is cut"
    _taken(facilitator, folder / "room.png")
    _taken(screen, folder / "shared-screen.png")


def test_the_summary_can_be_shown(server: Server, person: Callable[[str, str], Laptop], folder: Path) -> None:
    """A postmortem after its meeting, at a glance."""
    meeting = Meeting.holding(server, finished_example())
    facilitator = person("Mara", meeting.links.facilitator)
    started(meeting, facilitator)
    with server.app() as app:
        view = meeting_clock.view(app, meeting.id)
        meeting_clock.run_command(app, meeting.id, view.facilitators[0], Finish(seen=view.meeting.version))
    facilitator.page.goto(f"{server.url}/summary?pm={meeting.id}")
    expect(facilitator.page.get_by_role("heading", name=finished_example().title)).to_be_visible(timeout=PATIENCE)
    expect(facilitator.page.get_by_text("Take it with you")).to_be_visible(timeout=PATIENCE)
    _taken(facilitator, folder / "summary.png")
