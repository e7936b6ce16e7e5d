"""The link of an action in real browsers: pasted, shown, opened; and an action opened as an issue in a tracker.

The tracker is a server of the test on this computer; nothing leaves it.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from core.domain.postmortem import ActionRow, Postmortem
from core.domain.tracker.kinds import Tracker, team_tracker
from core.services.tracker.team import set_tracker
from tests.e2e.conftest import Meeting
from tests.support.browsers import PATIENCE, Laptop
from tests.support.server import Server

Open = Callable[..., Laptop]
ISSUE = "https://github.com/acme/shop/issues/123"


@dataclass
class FakeTracker:
    """A form for a new issue, as Gitea has it, and what it was asked."""

    url: str
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def tracker() -> Iterator[FakeTracker]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>New issue</title><h1>New issue</h1>")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = FakeTracker(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield fake
    server.shutdown()
    thread.join()
    server.server_close()


def meeting_with(server: Server, *rows: ActionRow) -> Meeting:
    return Meeting.holding(server, Postmortem(title="Orders stood still", actions=rows))


def at_actions(meeting: Meeting, laptop: Open, link: str = "participant") -> Laptop:
    person = laptop(getattr(meeting.links, link))
    person.page.locator('[data-section-link="actions"]').click()
    expect(person.page.locator('[data-section-view="actions"]')).to_be_visible()
    return person


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            let input = document.activeElement;
            while (input.shadowRoot?.activeElement) input = input.shadowRoot.activeElement;
            input.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, composed: true}));
            document.execCommand("insertText", false, text);
        }""",
        text,
    )


def test_a_pasted_link_is_a_label_on_every_screen(server: Server, laptop: Open) -> None:
    """It opens in a new tab that knows nothing of this one; what is no address is told and leads nowhere."""
    meeting = meeting_with(server, ActionRow(id="a1", text="Page on-call", owner="Mara"))
    ada, ben = at_actions(meeting, laptop), at_actions(meeting, laptop)
    box = ada.page.locator('[data-row="a1"] .link-box')
    box.locator("input").focus()
    paste(ada.page, "javascript:alert(1)")
    expect(box.locator(".link-problem")).to_contain_text("beginning with https://")
    expect(box.locator("a.link-open")).to_be_hidden()
    expect(box.locator("input")).to_have_value("javascript:alert(1)")
    box.locator("input").fill(ISSUE)
    expect(box.locator(".link-problem")).to_be_hidden()
    ada.page.keyboard.press("Tab")
    for person in (ada, ben):
        link = person.page.locator('[data-row="a1"] a.link-open')
        expect(link).to_have_text("acme/shop#123", timeout=PATIENCE)
        expect(link).to_have_attribute("href", ISSUE)
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        expect(link).to_have_attribute("target", "_blank")
    expect(ada.page.locator("[data-save-state]").first).to_have_attribute("data-save-state", "saved", timeout=PATIENCE)
    assert meeting.written().actions[0].link == ISSUE
    summary = ada.page.context.new_page()
    summary.goto(f"{server.url}/summary?pm={meeting.id}")
    expect(summary.get_by_role("link", name="acme/shop#123").first).to_have_attribute("href", ISSUE, timeout=PATIENCE)


def test_an_action_is_opened_as_an_issue(server: Server, laptop: Open, tracker: FakeTracker) -> None:
    """The tracker's form comes filled in, without our address or a cookie; then its link is pasted."""
    with server.app() as app:
        set_tracker(app, team_tracker(Tracker.GITEA, f"{tracker.url}/acme/shop"), None)
    meeting = meeting_with(server, ActionRow(id="a1", text="Page on-call at 90 % & ring", done_when="It rings"))
    ada = at_actions(meeting, laptop)
    row = ada.page.locator('[data-row="a1"]')
    with ada.page.expect_popup() as opening:
        row.get_by_role("link", name="Open as issue in Gitea or Forgejo").click()
    form = opening.value
    form.wait_for_load_state()
    expect(form.get_by_role("heading", name="New issue")).to_be_visible()
    path, headers = next(item for item in tracker.asked if "new" in item[0])
    parts = urlsplit(path)
    values = parse_qs(parts.query)
    assert parts.path == "/acme/shop/issues/new"
    assert values["title"] == ["Page on-call at 90 % & ring"]
    assert "It rings" in values["body"][0]
    assert "referer" not in headers
    assert form.evaluate("window.opener") is None
    row.get_by_role("button", name="Copy the text").click()
    expect(ada.page.get_by_text("The text of the issue is copied.")).to_be_visible()
    row.locator(".link-box input").fill(f"{tracker.url}/acme/shop/issues/7")
    ada.page.keyboard.press("Tab")
    expect(row.locator("a.link-open")).to_contain_text("acme/shop#7")
    expect(row.get_by_role("link", name="Open as issue")).to_be_hidden()


def test_a_tracker_that_is_down_blocks_nothing(server: Server, laptop: Open, tracker: FakeTracker) -> None:
    """Nothing of ours calls it: the room opens, types and saves, and only the new tab shows an error."""
    with server.app() as app:
        set_tracker(app, team_tracker(Tracker.GITEA, "http://127.0.0.1:9/acme/shop"), None)
    meeting = meeting_with(server, ActionRow(id="a1", text="Page on-call"))
    ada = at_actions(meeting, laptop)
    with ada.page.expect_popup():
        ada.page.locator('[data-row="a1"]').get_by_role("link", name="Open as issue").click()
    ada.page.locator('[data-row="a1"] [data-key="owner"]').fill("Mara")
    ada.page.keyboard.press("Tab")
    expect(ada.page.locator("[data-save-state]").first).to_have_attribute("data-save-state", "saved", timeout=PATIENCE)
    assert meeting.written().actions[0].owner == "Mara"
    assert tracker.asked == []


def test_whoever_reads_along_opens_links_and_no_issues(server: Server, laptop: Open, tracker: FakeTracker) -> None:
    """A viewer has the label and not the field."""
    with server.app() as app:
        set_tracker(app, team_tracker(Tracker.GITEA, f"{tracker.url}/acme/shop"), None)
    meeting = meeting_with(server, ActionRow(id="a1", text="Page", link=ISSUE), ActionRow(id="a2", text="Quota"))
    cleo = at_actions(meeting, laptop, "viewer")
    expect(cleo.page.locator('[data-row="a1"] a.link-open')).to_have_text("acme/shop#123")
    expect(cleo.page.locator('[data-row="a2"] .issue-new')).to_have_count(0)
