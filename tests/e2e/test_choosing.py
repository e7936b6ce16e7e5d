"""Which three: a silent vote on the actions in several browsers, the chosen first, the rest as ideas and back."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, WebSocket, expect

from core.domain.clock.state import Jump, Start
from core.domain.postmortem import ActionRow, Postmortem, SectionId
from tests.support.browsers import PATIENCE, PHONE, Laptop, picture, themed
from tests.support.rooms import Meeting
from tests.support.server import Server

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
AXE = Axe()
SMALL = {"width": 1366, "height": 650}
WORDS = {
    "alert": "Alert 30, 14 and 3 days before any gateway token ends",
    "renew": "Renew the token by a job, so that no mail has to be read",
    "runbook": "Write down how to swap a token in the print runbook",
    "gateway": "Give each depot a gateway of its own",
    "error": "Say “token ended” instead of a plain 401",
}


@pytest.fixture
def choosing(server: Server) -> Meeting:
    return with_actions(server)


def with_actions(server: Server) -> Meeting:
    """A meeting that stands in the action items, with five of them."""
    actions = tuple(ActionRow(id=row_id, text=text, owner="Sam") for row_id, text in WORDS.items())
    meeting = Meeting.holding(server, Postmortem(title="No parcel labels in two depots", actions=actions))
    meeting.command(lambda seen: Start(seen=seen), lambda seen: Jump(seen=seen, section=SectionId.ACTIONS))
    return meeting


def problems(page: Page, where: str) -> list[str]:
    """What axe calls serious or critical, as the page is now."""
    found = [rule for rule in AXE.run(page).response["violations"] if rule["impact"] in ("serious", "critical")]
    return [f"{where}: {rule['id']}: {str(node['html'])[:160]}" for rule in found for node in rule["nodes"]]


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


def test_a_tie_is_the_facilitators_and_everything_can_be_read_by_everybody(choosing: Meeting, laptop: Open) -> None:
    """On a phone the facilitator runs the vote, picks and moves the rest; axe finds nothing; 1280 by 720 is enough."""
    fay = laptop(choosing.links.facilitator, **themed("light", PHONE))
    ana = laptop(choosing.links.participant, **themed("dark", SMALL))
    screen = laptop(f"{choosing.server.url}/present?pm={choosing.id}", **themed("dark", {"width": 1280, "height": 720}))
    row(fay, "alert").wait_for()
    fay.press("Start a silent vote")
    expect(dot(ana, "alert")).to_be_visible(timeout=PATIENCE)  # what is hidden takes no focus
    dot(ana, "alert").focus()
    ana.page.keyboard.press("Enter")
    expect(dot(ana, "alert")).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    expect(dot(ana, "alert")).to_be_focused()
    give(ana, "renew", "gateway")
    give(fay, "alert", "runbook", "renew")
    assert not problems(fay.page, "open vote on a phone")
    assert not problems(ana.page, "open vote")
    picture(fay, "vote-phone-facilitator")
    picture(ana, "vote-dark")
    fay.press("Reveal the dots")
    expect(bar(ana)).to_contain_text("Two have the same number of dots for one place", timeout=PATIENCE)
    expect(screen.page.locator(".vote .tie")).to_have_count(2, timeout=PATIENCE)
    picture(screen, "vote-present-tie")
    assert not problems(screen.page, "shared screen")
    row(fay, "runbook").get_by_role("button", name="Chosen: Write down").click()
    expect(row(fay, "runbook").locator("button.star")).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    row(fay, "error").get_by_role("button", name="Chosen: Say").click()
    expect(fay.page.locator(".toast")).to_contain_text("Three are chosen already", timeout=PATIENCE)
    expect(screen.page.locator(".vote .tie")).to_have_count(0, timeout=PATIENCE)
    expect(screen.page.locator(".vote li").last).to_be_in_viewport(ratio=1)
    picture(screen, "vote-present-small")
    fay.press(re.compile("^Move the other 2"))
    fay.page.get_by_text("Undo").click()
    expect(row(ana, "gateway")).to_be_visible(timeout=PATIENCE)
    fay.press(re.compile("^Move the other 2"))
    ana.page.locator(".ideas-aside summary").click()
    assert not problems(ana.page, "ideas")
    picture(ana, "vote-ideas-dark")
    fay.page.locator(".ideas-aside summary").click()
    picture(fay, "vote-ideas-phone")


def test_a_server_that_is_killed_in_a_vote_loses_no_dot(fresh_server: Server, laptop: Open) -> None:
    """The dots are in the database before they are shown as given."""
    meeting = with_actions(fresh_server)
    fay, bo = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    row(fay, "alert").wait_for()
    fay.press("Start a silent vote")
    give(bo, "gateway", "error")
    fresh_server.kill()
    fresh_server.start()
    expect(bar(fay)).to_contain_text("1 of 2 has voted", timeout=2 * PATIENCE)
    expect(dot(bo, "gateway")).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    give(bo, "alert")
    fay.press("Reveal the dots")
    for chosen in ("alert", "gateway", "error"):
        expect(row(bo, chosen).get_by_role("img", name="Chosen")).to_be_visible(timeout=PATIENCE)


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
