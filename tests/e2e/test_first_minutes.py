"""The first minutes of a stranger: from an empty address bar to words on the page, alone and as the second one in."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from core.services.access import workspace
from tests.support.browsers import PATIENCE, PHONE, Laptop, themed
from tests.support.server import Server

Open = Callable[..., Laptop]
WHAT = "summary.what_happened"
TITLE = "Checkout was down after lunch"


@pytest.fixture(scope="module")
def server_with_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("key"), {"DEBRIEF_ACCESS": "key"}).start()
    yield running
    running.stop()


def _new(person: Laptop, title: str = TITLE) -> None:
    person.page.get_by_label("What happened, in a few words").fill(title)
    person.page.get_by_text("P1 · Critical").first.click()
    person.press("Create postmortem")
    expect(person.page.locator("h1.room")).to_have_text(title, timeout=PATIENCE)


def _code_in(person: Laptop) -> str:
    return person.page.locator(".code").first.inner_text()


def _type_code(person: Laptop, code: str) -> None:
    field = person.page.get_by_label("The code on the shared screen")
    field.fill(code)
    person.press("Join the meeting")


def _is_quiet(page: Page) -> None:
    """No error, no trace of a program on the page."""
    expect(page.get_by_text(re.compile("Traceback|Exception|Error:"))).to_have_count(0)


def test_a_stranger_is_typing_after_one_form(server: Server, laptop: Open) -> None:
    """Home, one form, the room: what was said in the form stands there, and the first key arrives."""
    ana = laptop(server.url)
    expect(ana.page.get_by_text("Example").first).to_be_visible()  # nobody starts at an empty page
    _new(ana)
    assert "/room?pm=" in ana.page.url
    expect(ana.field("summary.severity").get_by_role("radio", name=re.compile("P1"))).to_be_checked()
    ana.prose(WHAT).click()
    ana.page.keyboard.type("Payments were refused for 20 minutes.")
    ana.saved()
    ana.page.reload()
    expect(ana.prose(WHAT)).to_have_text("Payments were refused for 20 minutes.")
    expect(ana.page.get_by_role("button", name="Start the twenty minutes")).to_be_visible()
    _is_quiet(ana.page)


def test_the_second_one_comes_in_with_the_code_that_was_read_out(server: Server, laptop: Open) -> None:
    """Another browser, on a phone: typed in lower case without the dash it opens the same room, as a participant."""
    ana = laptop(server.url)
    _new(ana)
    code = _code_in(ana)
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    bo = laptop(server.url, **themed("dark", PHONE))
    bo.page.get_by_role("link", name="Join with a code").click()
    _type_code(bo, code.lower().replace("-", " "))
    bo.page.wait_for_url("**/room?pm=*")
    bo.prose(WHAT).click()
    bo.page.keyboard.type("Here I am.")
    expect(ana.prose(WHAT)).to_have_text("Here I am.", timeout=PATIENCE)
    expect(bo.page.get_by_role("button", name="Start the twenty minutes")).to_have_count(0)
    expect(ana.page.get_by_role("list", name="People here", exact=True).locator("li")).to_have_count(
        2, timeout=PATIENCE
    )


def test_a_wrong_code_gets_a_sentence_and_another_try(server: Server, laptop: Open) -> None:
    """It says what to do, keeps what was typed, and the right code works at once."""
    ana = laptop(server.url)
    _new(ana)
    guest = laptop(f"{server.url}/live/enter")
    _type_code(guest, "AAAA-AAAA")
    alert = guest.page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text(re.compile(r"\w+ \w+.*\."))
    assert "/live/enter" in guest.page.url
    _is_quiet(guest.page)
    _type_code(guest, _code_in(ana))
    guest.page.wait_for_url("**/room?pm=*")


def _way_in(server: Server) -> str:
    """The link that `debrief key` prints."""
    with server.app() as app:
        return workspace.workspace_link(app, server.url)


def test_with_a_key_the_workspace_is_closed_and_the_printed_link_opens_it(
    server_with_key: Server, laptop: Open
) -> None:
    """Each page refuses with a sentence and a way on; the link of `debrief key` leads home, its key out of sight."""
    guest = laptop(server_with_key.url)
    for path in ("", "archive", "follow_up", "settings"):
        guest.page.goto(f"{server_with_key.url}/{path}")
        expect(guest.page.get_by_role("link", name="Join with a code")).to_be_visible(timeout=PATIENCE)
        expect(guest.page.get_by_label("What happened, in a few words")).to_have_count(0)
        expect(guest.page.get_by_role("link", name="Archive")).to_have_count(0)
        _is_quiet(guest.page)
    assert "`debrief key`" in server_with_key.log
    guest.page.goto(_way_in(server_with_key))
    expect(guest.page.get_by_role("heading", name="New postmortem")).to_be_visible(timeout=PATIENCE)
    assert "#k=" not in guest.page.url
    _new(guest)
    expect(guest.page.get_by_role("link", name="Archive")).to_be_visible()


def test_a_guest_of_one_meeting_sees_nothing_of_the_others(server_with_key: Server, laptop: Open) -> None:
    """The code opens one room. Its guest has no way to home, and a foreign room, summary or screen refuses kindly."""
    ana = laptop(_way_in(server_with_key))
    _new(ana, "A secret incident")
    secret = ana.page.url.split("pm=")[1]
    ana.page.goto(server_with_key.url)
    _new(ana, "The one to join")
    guest = laptop(f"{server_with_key.url}/live/enter")
    _type_code(guest, _code_in(ana))
    guest.page.wait_for_url("**/room?pm=*")
    guest.prose(WHAT).wait_for()
    expect(guest.page.get_by_role("link", name="Home")).to_have_count(0)
    for path in (f"room?pm={secret}", f"summary?pm={secret}", f"present?pm={secret}", "archive?q=secret"):
        guest.page.goto(f"{server_with_key.url}/{path}")
        expect(guest.page.get_by_role("link", name="Join with a code")).to_be_visible(timeout=PATIENCE)
        expect(guest.page.get_by_text("A secret incident")).to_have_count(0)
