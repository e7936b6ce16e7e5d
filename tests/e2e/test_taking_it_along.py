"""What people take along from a real browser: files from the summary, addresses from Settings that really open."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import vobject
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from core.domain.guide.finished_example import finished_example
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from tests.support.browsers import Laptop, show_in
from tests.support.files import words_of
from tests.support.rooms import Meeting
from tests.support.server import Server

Open = Callable[..., Laptop]


@pytest.fixture
def full(server: Server) -> Meeting:
    """A postmortem in which every field holds something."""
    return Meeting.holding(server, finished_example())


def assert_readable(page: Page, where: str) -> None:
    """Nothing that axe calls serious, in either theme."""
    for theme in ("light", "dark"):
        show_in(page, theme)
        found = [rule for rule in Axe().run(page).response["violations"] if rule["impact"] in ("serious", "critical")]
        assert not found, (where, theme, [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found])


@pytest.mark.parametrize(("button", "fmt"), [("PDF, to read and print", "pdf"), ("Word, to go on with", "docx")])
def test_a_click_on_the_summary_is_a_file(full: Meeting, server: Server, laptop: Open, button: str, fmt: str) -> None:
    """Under a name that says what it is, with every action item in it."""
    page = laptop(f"{server.url}/summary?pm={full.id}").page
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name=button).click()
    assert coming.value.suggested_filename.endswith(f".{fmt}")
    read = " ".join(words_of(Path(coming.value.path()).read_bytes(), fmt).split())
    for row in finished_example().actions:
        assert row.owner in read


def test_the_other_formats_and_the_message_are_a_click_away(full: Meeting, server: Server, laptop: Open) -> None:
    """And can be read and used by everybody once they are open."""
    page = laptop(f"{server.url}/summary?pm={full.id}").page
    page.get_by_text("Copy for Slack").click()
    expect(page.get_by_text(f"/summary?pm={full.id}")).to_be_visible()
    page.get_by_role("button", name="More formats").click()
    page.get_by_role("button", name="Actions as a table (CSV)").wait_for()
    assert_readable(page, "summary, formats open")
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="Actions as a table (CSV)").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_address_from_settings_opens_until_it_is_renewed(full: Meeting, server: Server, laptop: Open) -> None:
    """What stands on the page can be pasted into a calendar app; after one click it opens nothing."""
    page = laptop(f"{server.url}/settings").page
    page.get_by_text("The team: every open action item").click()
    page.get_by_text("The key", exact=True).click()
    address = page.get_by_text("/live/feed/team/").inner_text().strip()
    with server.app() as app:
        assert address == f"{server.url}/live/feed/team/{secret_links.key(app, Purpose.TEAM)}.ics"
    answer = httpx.get(address)
    (calendar,) = vobject.readComponents(answer.text)
    messages = [item.summary.value for item in calendar.vevent_list]  # the big calendars show nothing of to-dos
    assert any(finished_example().actions[0].text in item for item in messages), messages
    assert_readable(page, "settings, addresses open")
    page.get_by_role("button", name="Renew it").first.click()
    page.get_by_role("button", name="Yes, make a new one").click()
    expect(page.get_by_text(address)).to_have_count(0)
    assert httpx.get(address).status_code == 404
    assert address.rpartition("/")[2].removesuffix(".ics") not in server.log
