"""The quiet minute in three browsers: written alone, shown at once, and no key lost on the way."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from core.domain.clock.state import Next, Start
from core.domain.postmortem import SectionId
from tests.e2e.test_accessibility import _problems as problems
from tests.support.browsers import PATIENCE, PHONE, Laptop, picture, themed
from tests.support.rooms import Meeting, at_section
from tests.support.server import Server

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
SMALL = {"width": 1366, "height": 650}
TECHNICAL = "root_cause.technical"


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


Room = tuple[Meeting, Laptop, Laptop, Laptop]


def in_root_cause(meeting: Meeting, laptop: Open) -> Room:
    """Fay facilitates, Ana has a laptop and Bo a phone; the group has just come to the root cause."""
    meeting.quiet()
    fay = laptop(meeting.links.facilitator, **themed("light", SMALL))
    ana = laptop(meeting.links.participant)
    bo = laptop(meeting.links.participant, **themed("dark", PHONE))
    for person in (fay, ana, bo):
        person.page.locator("[data-section-view]").wait_for()
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Next(seen=seen), lambda seen: Next(seen=seen))
    at_section([fay, ana, bo], "root_cause")
    for person in (fay, ana, bo):
        expect(card(person)).to_be_visible(timeout=PATIENCE)
    return meeting, fay, ana, bo


@pytest.fixture
def quiet_room(meeting: Meeting, laptop: Open) -> Room:
    return in_root_cause(meeting, laptop)


def test_people_write_alone_and_everything_is_revealed_at_once(quiet_room: Room) -> None:
    """Nobody sees another's line before; a reload keeps mine; the key pressed during the reveal is in its row."""
    meeting, fay, ana, bo = quiet_room
    for person in (fay, ana, bo):
        expect(rows(person)).to_have_count(0)
    line(ana).fill("The volume had no limit")
    line(ana).press("Enter")
    line(ana, 2).type("Exports stay for ever")
    line(bo).fill("Nobody saw the graph")
    expect(line(ana, 2)).to_have_value("Exports stay for ever")
    kept(ana)
    kept(bo)
    expect(fay.page.locator(".quiet-counts")).to_have_text(
        "2 have written · 0 of 2 participants done", timeout=PATIENCE
    )
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


def test_a_server_killed_in_the_middle_of_it_loses_no_line(fresh_server: Server, laptop: Open) -> None:
    """What was stored is there, what was typed meanwhile follows, and when both are done it is revealed by itself."""
    meeting, fay, ana, bo = in_root_cause(Meeting.made(fresh_server), laptop)
    line(ana).fill("Stored before")
    line(bo).fill("From the phone")
    kept(ana)
    kept(bo)
    fresh_server.kill()
    line(ana).press("End")
    line(ana).press_sequentially(" and typed while it was gone", delay=20)
    expect(ana.page.locator(".quiet-kept")).to_have_text("Not stored yet. It stays here.", timeout=PATIENCE)
    fresh_server.start()
    kept(ana)
    for person in (ana, bo):
        expect(person.page.locator("[data-save-state]").first).to_have_attribute(
            "data-save-state", "saved", timeout=PATIENCE
        )
        person.page.locator(".quiet-done").click()
    for person in (fay, ana, bo):
        shown(person, "Stored before and typed while it was gone", "From the phone")
    assert len(meeting.written().root_cause.technical) == 2


def test_the_shared_screen_shows_counts_and_lessons_become_points(meeting: Meeting, laptop: Open) -> None:
    """Counts and a clock, no line; what the facilitator's own end of time reveals; axe finds nothing serious."""
    # A quiet minute takes half of a section that has a minute, so that its end is not waited for any longer.
    meeting.plan(*(60 if section is SectionId.LESSONS else 240 for section in SectionId))
    meeting, fay, ana, bo = in_root_cause(meeting, laptop)
    line(ana).fill("The volume had no limit")
    kept(ana)
    for person in (fay, bo):
        assert not problems(person.page, "quiet minute")
    screen = fay.page.context.new_page()
    screen.goto(f"{meeting.server.url}/present?pm={meeting.id}")
    panel = screen.locator(".quiet-screen")
    expect(panel).to_contain_text("1 has written · 0 of 2 participants done", timeout=PATIENCE)
    expect(panel).to_contain_text(re.compile(r"[0-9]:[0-9]{2}"))
    assert "volume had no limit" not in screen.content()
    expect(screen.locator(".stage .content")).to_be_hidden()
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        for name, size in (
            ("small", ViewportSize(width=1280, height=720)),
            ("phone", ViewportSize(width=390, height=844)),
        ):
            screen.set_viewport_size(size)
            screen.screenshot(path=str(Path(folder) / f"quiet-present-{name}.png"))
    fay.page.bring_to_front()
    fay.press("Next: Contributing factors")
    at_section([fay, ana, bo], "factors")
    for text in ("+30 s", "End it"):
        expect(fay.page.get_by_role("button", name=text, exact=True)).to_be_visible(timeout=PATIENCE)
    fay.press("End it")
    expect(card(ana)).to_have_count(0, timeout=PATIENCE)
    meeting.command(lambda seen: Next(seen=seen), lambda seen: Next(seen=seen))
    at_section([fay, ana, bo], "lessons")
    line(bo, field="lessons.lucky").fill("The replica had room")
    kept(bo)
    fay.page.get_by_label("Reveal at 0:00").check()
    picture(fay, "quiet-lessons")
    expect(ana.prose("lessons.lucky")).to_have_text("- The replica had room", timeout=75_000)
    expect(card(fay)).to_have_count(0, timeout=PATIENCE)
    written = meeting.written()
    assert [row.text for row in written.root_cause.technical] == ["The volume had no limit"]
    assert written.lessons.lucky == "- The replica had room"
