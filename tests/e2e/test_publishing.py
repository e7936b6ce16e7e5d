"""The loop's last mile, in browsers: finish, publish, read as somebody of the company, edit later, withdraw, restore.

The server needs its key here, so that a reader's browser has nothing but the link.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from core.services import access
from core.services.documents import document_store
from core.services.publishing import publications
from tests.support import edits
from tests.support.browsers import PATIENCE, PHONE, Laptop
from tests.support.held import held
from tests.support.rooms import Meeting, started
from tests.support.server import Server

Open = Callable[..., Laptop]
WHAT = "summary.what_happened"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One with a key."""
    running = Server(tmp_path_factory.mktemp("keyed"), {"DEBRIEF_ACCESS": "key"}).start()
    yield running
    running.stop()


def summary_of(person: Laptop, meeting: Meeting) -> None:
    person.page.goto(f"{meeting.server.url}/summary?pm={meeting.id}")
    person.page.get_by_role("radiogroup", name="How much to show").wait_for()


def show(person: Laptop, name: str) -> None:
    person.page.get_by_role("radio", name=name).click()


def published(meeting: Meeting) -> str:
    """Publishes behind the browsers' backs. Returns the link."""
    with meeting.server.app() as app:
        publications.publish(app, meeting.id, None)
        return publications.link(app, meeting.id, meeting.server.url)


def test_a_finished_meeting_is_published_read_edited_and_withdrawn(meeting: Meeting, laptop: Open) -> None:
    """One whole life of a publication, with a reader who has nothing but the link."""
    lead = laptop(meeting.links.facilitator)
    started(meeting, lead)
    lead.prose(WHAT).click()
    lead.page.keyboard.type("The primary lost its data directory.")
    lead.saved()
    lead.choose("Finish…")
    lead.press("Finish now")
    lead.page.get_by_role("link", name="Read the summary").wait_for()

    summary_of(lead, meeting)
    expect(lead.page.locator(".chip", has_text="Meeting held")).to_be_visible()
    lead.press("Publish…")
    lead.press("Publish now")
    expect(lead.page.locator("h1 .chip", has_text="Published")).to_be_visible(timeout=PATIENCE)
    link = lead.page.locator("code", has_text="/live/enter#p=").first.inner_text().replace("\n", "")

    reader = laptop(link, viewport=PHONE)
    expect(reader.page).to_have_url(re.compile(r"/published\?pm="))
    expect(reader.page.get_by_text("lost its data directory")).to_be_visible(timeout=PATIENCE)
    assert reader.page.locator("a[href*='room?'], a[href*='follow_up'], a[href*='archive']").count() == 0
    for path in ("", f"room?pm={meeting.id}", f"summary?pm={meeting.id}", f"present?pm={meeting.id}", "archive"):
        reader.page.goto(f"{meeting.server.url}/{path}")
        expect(reader.page.get_by_role("alert").first).to_be_visible(timeout=PATIENCE)
        expect(reader.page.get_by_text("lost its data directory")).to_have_count(0)
    for path in (f"export/{meeting.id}.md", f"export/{meeting.id}.pdf"):
        assert reader.page.request.get(f"{meeting.server.url}/live/{path}").status == 403

    ana = laptop(meeting.links.participant)
    ana.prose(WHAT).click()
    ana.page.keyboard.press("Control+End")
    ana.page.keyboard.type(" It was restored from a snapshot.")
    ana.saved()
    ana.page.wait_for_timeout(600)  # the record follows within 250 ms
    reader.page.goto(link)
    expect(reader.page.get_by_text("restored from a snapshot")).to_be_visible(timeout=PATIENCE)
    expect(reader.page.get_by_text(re.compile("Edited after publishing by a guest"))).to_be_visible()

    summary_of(lead, meeting)
    lead.press("Withdraw…")
    lead.press("Withdraw it")
    expect(lead.page.locator("h1 .chip", has_text="Meeting held")).to_be_visible(timeout=PATIENCE)
    reader.page.reload()
    expect(reader.page.get_by_text("There is nothing to read here")).to_be_visible(timeout=PATIENCE)
    late = laptop(link)
    expect(late.page.get_by_role("alert")).to_contain_text("opens no meeting", timeout=PATIENCE)
    unknown = laptop(link.replace(f"p={meeting.id}", "p=0123456789abcdef"))
    expect(unknown.page.get_by_role("alert")).to_have_text(late.page.get_by_role("alert").inner_text())


def test_the_secret_of_the_link_stands_in_no_address_and_in_no_log(meeting: Meeting, laptop: Open) -> None:
    """It is posted; the page's address has the postmortem's id and nothing else."""
    link = published(meeting)
    secret = link.partition("&t=")[2]
    reader = laptop(link)
    expect(reader.page).to_have_url(re.compile(r"/published\?pm="))
    assert secret not in reader.page.url
    assert secret not in meeting.server.log
    assert reader.page.evaluate("history.length") <= 2


def test_a_version_is_brought_back_while_somebody_has_the_room_open(meeting: Meeting, laptop: Open) -> None:
    """Who was offline finds the unsent words beside the board; nothing of them is merged, nothing is lost."""
    ana, bo = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    for person in (ana, bo):
        person.prose(WHAT).wait_for()
    ana.prose(WHAT).click()
    ana.page.keyboard.type("First words.")
    ana.saved()
    with meeting.server.app() as app:
        document_store.compact_and_revise(app, meeting.id, "ten minutes of work")
    ana.page.keyboard.type(" Second words.")
    ana.saved()
    expect(bo.prose(WHAT)).to_contain_text("Second words", timeout=PATIENCE)
    bo.page.context.set_offline(True)
    bo.prose("summary.impact").click()
    bo.page.keyboard.type("Typed while away.")
    bo.page.wait_for_timeout(500)

    summary_of(ana, meeting)
    show(ana, "History")
    ana.page.get_by_text("Ten minutes of writing").first.wait_for()
    expect(ana.page.locator(".changes ins")).to_contain_text("Second words")
    ana.press("Bring it back…")
    ana.page.get_by_role("button", name="Bring it back", exact=True).click()
    ana.page.get_by_text("An earlier version was brought back").first.wait_for()

    bo.page.context.set_offline(False)
    expect(bo.page.get_by_text("restored to another version").first).to_be_visible(timeout=PATIENCE)
    bo.page.reload()
    expect(bo.prose(WHAT)).to_have_text("First words.", timeout=PATIENCE)
    kept = bo.page.get_by_role("region", name="Unsent words")
    expect(kept).to_contain_text("Typed while away.", timeout=PATIENCE)
    assert meeting.written().summary.what_happened == "First words."
    assert meeting.written().summary.impact == ""
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+End")
    bo.page.keyboard.type(" And on.")
    bo.saved()
    assert meeting.written().summary.what_happened == "First words. And on."


def test_somebody_of_the_workspace_finds_each_owners_own_list(meeting: Meeting, laptop: Open) -> None:
    """From the summary to the action items of one person, in one click."""
    with meeting.server.app() as app:
        row = edits.add_row("actions", "a1", "Page on-call at 90 %", "V", owner="Kim Ø")
        document_store.edit(app, meeting.id, row, None)
        held(app, meeting.id)
        inside = laptop(access.workspace_link(app, meeting.server.url))
    inside.page.get_by_role("heading", name="New postmortem").wait_for()
    summary_of(inside, meeting)
    inside.page.get_by_role("link", name="Kim Ø").click()
    expect(inside.page).to_have_url(re.compile(r"follow_up\?owner="))
    expect(inside.page.get_by_text("Page on-call at 90 %")).to_be_visible(timeout=PATIENCE)
