"""Which three: a silent vote on the actions in several browsers, the chosen first, the rest as ideas and back."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, WebSocket, expect

from core.domain.clock.state import Jump, Start
from core.domain.postmortem import ActionRow, Postmortem, SectionId
from tests.support.browsers import PATIENCE, PHONE, Laptop, themed
from tests.support.rooms import Meeting
from tests.support.server import Server

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
SMALL = {"width": 1366, "height": 650}
WORDS = {
    "alert": "Alert 30, 14 and 3 days before any gateway token ends",
    "renew": "Renew the token by a job, so that no mail has to be read",
    "runbook": "Write down how to swap a token in the print runbook",
    "gateway": "Give each depot a gateway of its own",
    "error": "Say “token ended” instead of a plain 401",
}


def picture(laptop: Laptop, name: str) -> None:
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        laptop.page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.fixture
def choosing(server: Server) -> Meeting:
    """A meeting that stands in the action items, with five of them."""
    actions = tuple(ActionRow(id=row_id, text=text, owner="Sam") for row_id, text in WORDS.items())
    meeting = Meeting.holding(server, Postmortem(title="No parcel labels in two depots", actions=actions))
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Jump(seen=seen, section=SectionId.ACTIONS))
    return meeting


def as_bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def row(person: Laptop, row_id: str) -> Locator:
    return person.page.locator(f'[data-field="actions"] [data-row="{row_id}"]')


def dot(person: Laptop, row_id: str) -> Locator:
    return row(person, row_id).locator("button.dot")


def give(person: Laptop, *row_ids: str) -> None:
    for row_id in row_ids:
        dot(person, row_id).click()
        expect(dot(person, row_id)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)


def order(person: Laptop) -> list[str]:
    rows = person.page.locator('[data-field="actions"] .rows > [data-row]')
    return [str(item.get_attribute("data-row")) for item in rows.all()]


def bar(person: Laptop) -> Locator:
    return person.page.locator(".choosing")


def test_three_are_chosen_by_silent_dots(choosing: Meeting, laptop: Open) -> None:
    """Everybody gives dots, on a phone too; others see a count; a reload keeps them; the facilitator reveals."""
    fay = laptop(choosing.links.facilitator, **themed("light", SMALL))
    bo = laptop(choosing.links.participant, **themed("dark", PHONE))
    ana = laptop(choosing.links.participant)
    screen = laptop(f"{choosing.server.url}/present?pm={choosing.id}")
    for person in (fay, bo, ana):
        row(person, "alert").wait_for()
    picture(fay, "vote-before")
    expect(dot(bo, "alert")).to_be_hidden()
    expect(bar(bo)).to_be_hidden()
    fay.press("Start a silent vote")
    expect(bar(bo)).to_contain_text("You have three dots to give.", timeout=PATIENCE)
    give(bo, "gateway", "alert")
    expect(bar(fay)).to_contain_text("1 of 3 has voted", timeout=PATIENCE)
    expect(dot(ana, "gateway")).to_have_attribute("aria-pressed", "false")
    give(ana, "gateway", "alert", "error")
    dot(ana, "error").click()
    expect(bar(ana)).to_contain_text("You have one dot left.", timeout=PATIENCE)
    give(ana, "runbook")
    expect(screen.page.locator(".vote")).to_contain_text("2 of 3 have voted", timeout=PATIENCE)
    picture(fay, "vote-open")
    picture(bo, "vote-phone")
    picture(screen, "vote-present-open")
    bo.page.reload()
    expect(dot(bo, "gateway")).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    expect(bar(bo)).to_contain_text("You have one dot left.")
    give(fay, "runbook", "gateway")
    fay.press("Reveal the dots")
    for person in (fay, bo, ana):
        expect(row(person, "gateway").locator(".dots-got")).to_contain_text("3 dots", timeout=PATIENCE)
        rows = person.page.locator('[data-field="actions"] .rows > [data-row]')
        expect(rows.nth(2)).to_have_attribute("data-row", "gateway", timeout=PATIENCE)
        assert order(person)[:3] == ["alert", "runbook", "gateway"]
    expect(row(ana, "alert").get_by_role("img", name="Chosen")).to_be_visible()
    expect(screen.page.locator(".vote li[data-chosen]")).to_have_count(3, timeout=PATIENCE)
    picture(fay, "vote-revealed")
    picture(bo, "vote-phone-revealed")
    picture(screen, "vote-present-revealed")
    fay.press(re.compile("^Move the other 2"))
    for person in (fay, bo):
        expect(row(person, "error")).to_have_count(0, timeout=PATIENCE)
        expect(person.page.locator(".ideas-aside")).to_contain_text("2 ideas")
    fay.page.locator(".ideas-aside summary").click()
    picture(fay, "vote-ideas")
    fay.page.get_by_role("button", name="Bring back: Say").click()
    expect(row(ana, "error")).to_be_visible(timeout=PATIENCE)
    fay.saved()
    written = choosing.written()
    assert [action.id for action in written.actions if action.chosen] == ["alert", "runbook", "gateway"]
    assert [action.id for action in written.set_aside] == ["renew"]
    assert written.set_aside[0].owner == "Sam"


def test_frames_of_other_browsers_hold_nothing_of_a_dot(choosing: Meeting, laptop: Open) -> None:
    """What a browser hears while the vote is open names no action that somebody else voted for."""
    fay = laptop(choosing.links.facilitator)
    bo = laptop(choosing.links.participant)
    row(bo, "alert").wait_for()
    fay.press("Start a silent vote")
    dot(bo, "alert").wait_for()
    heard: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        if "/live/ws/" in socket.url:
            socket.on("framereceived", lambda frame: heard.append(as_bytes(frame)))

    fay.page.on("websocket", listen)
    fay.page.reload()
    dot(fay, "alert").wait_for()
    heard.clear()
    give(bo, "gateway")
    expect(bar(fay)).to_contain_text("1 of 2 has voted", timeout=PATIENCE)
    assert heard
    assert not any(b"gateway" in frame for frame in heard)
