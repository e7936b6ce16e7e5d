"""The quiet minute in three browsers: written alone, shown at once, and no key lost on the way."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from core.domain.clock.state import Next, Start
from tests.support.browsers import PATIENCE, PHONE, Laptop, themed
from tests.support.rooms import Meeting, at_section

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
SMALL = {"width": 1366, "height": 650}
TECHNICAL = "root_cause.technical"


def picture(laptop: Laptop, name: str) -> None:
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        laptop.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def card(person: Laptop) -> Locator:
    return person.page.locator(".quiet-card")


def line(person: Laptop, number: int = 1, field: str = TECHNICAL) -> Locator:
    return person.page.locator(f'[data-quiet-field="{field}"] textarea').nth(number - 1)


def kept(person: Laptop) -> None:
    expect(person.page.locator(".quiet-kept")).to_have_text("Kept for you alone", timeout=PATIENCE)


def rows(person: Laptop, field: str = TECHNICAL) -> Locator:
    return person.page.locator(f'[data-field="{field}"] .row[data-row] .cell-text')


def shown(person: Laptop, *texts: str) -> None:
    """These rows and no others, in whatever order."""
    expect(rows(person)).to_have_count(len(texts), timeout=PATIENCE)
    assert sorted(text.strip() for text in rows(person).all_inner_texts()) == sorted(texts)


@pytest.fixture
def quiet_room(meeting: Meeting, laptop: Open) -> tuple[Meeting, Laptop, Laptop, Laptop]:
    """Fay facilitates, Ana has a laptop and Bo a phone; the group has just come to the root cause."""
    meeting.quiet()
    fay = laptop(meeting.links.facilitator, **themed("light", SMALL))
    ana = laptop(meeting.links.participant)
    bo = laptop(meeting.links.participant, **themed("dark", PHONE))
    for person in (fay, ana, bo):
        person.page.locator("[data-section-view]").wait_for()
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Next(seen=seen), lambda seen: Next(seen=seen))
    at_section([fay, ana, bo], "root_cause")
    return meeting, fay, ana, bo


Room = tuple[Meeting, Laptop, Laptop, Laptop]


def test_people_write_alone_and_everything_is_revealed_at_once(quiet_room: Room) -> None:
    """Nobody sees another's line before; a reload keeps mine; the key pressed during the reveal is in its row."""
    meeting, fay, ana, bo = quiet_room
    for person in (fay, ana, bo):
        expect(card(person)).to_be_visible(timeout=PATIENCE)
        expect(rows(person).first).to_be_hidden()
    line(ana).fill("The volume had no limit")
    line(ana).press("Enter")
    line(ana, 2).type("Exports stay for ever")
    line(bo).fill("Nobody saw the graph")
    expect(line(ana, 2)).to_have_value("Exports stay for ever")
    kept(ana)
    kept(bo)
    expect(fay.page.locator(".quiet-counts")).to_have_text("2 have written · 0 of 2 done", timeout=PATIENCE)
    for person in (fay, bo):
        assert "volume had no limit" not in person.page.content()
        expect(person.page.get_by_text("The volume had no limit")).to_have_count(0)
    for name, person in (("facilitator", fay), ("laptop", ana), ("phone", bo)):
        picture(person, f"quiet-{name}")
    bo.page.reload()
    expect(line(bo)).to_have_value("Nobody saw the graph", timeout=PATIENCE)
    line(ana, 2).click()
    line(ana, 2).press("End")
    fay.press("Reveal now")
    for key in " and nobody looks":
        ana.page.keyboard.press(key)
        ana.page.wait_for_timeout(25)
    for person in (fay, ana, bo):
        shown(person, "The volume had no limit", "Exports stay for ever and nobody looks", "Nobody saw the graph")
        expect(card(person)).to_have_count(0)
    picture(fay, "quiet-revealed")
    written = [row.text for row in meeting.written().root_cause.technical]
    assert len(written) == 3
