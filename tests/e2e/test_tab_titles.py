"""The title of the browser's tab says which page it is, and of which incident: two tabs can be told apart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import TITLE, Meeting
from tests.support.server import Server

pytestmark = pytest.mark.e2e


def test_each_page_names_itself_and_its_incident(
    server: Server, meeting: Meeting, laptop: Callable[..., Laptop]
) -> None:
    """Home is Debrief itself; an address that leads nowhere names no incident."""
    page = laptop(server.url).page
    for address, title in (
        ("", "Debrief"),
        ("/archive", "Archive – Debrief"),
        ("/settings", "Settings – Debrief"),
        (f"/room?pm={meeting.id}", f"{TITLE} – Debrief"),
        (f"/summary?pm={meeting.id}", f"{TITLE} – Summary – Debrief"),
        ("/summary?pm=nothing", "Summary – Debrief"),
    ):
        page.goto(f"{server.url}{address}")
        expect(page).to_have_title(title, timeout=PATIENCE)
