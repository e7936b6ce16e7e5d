"""A closed postmortem in two browsers: whoever was not named loses it at once, asks, and is let in."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from core.services import access
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import TITLE, Meeting


def new_links(meeting: Meeting) -> access.JoinLinks:
    """As somebody inside would read them off the page."""
    with meeting.server.app() as app:
        return access.links(app.reading_for(access.UNRESTRICTED), meeting.id, meeting.server.url)


def test_closing_shuts_out_and_letting_in_lets_in(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    lead, other = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    other.page.locator("[data-section-view]").wait_for()
    lead.choose("Close to all but…")
    menu = lead.page.get_by_test_id("stPopoverBody")
    expect(menu.get_by_text("Only the people you choose")).to_be_visible(timeout=PATIENCE)
    menu.get_by_role("button", name="Clear all").click()
    menu.get_by_role("button", name="Close it").click()
    expect(lead.page.get_by_text("Closed: 1 person").first).to_be_visible(timeout=PATIENCE)
    # The other one is out of the room at once, and finds nothing of it anywhere.
    expect(other.page.get_by_text(re.compile("You are not in this meeting|no such postmortem")).first).to_be_visible(
        timeout=PATIENCE
    )
    for page in ("room", "present", "summary", "published"):
        other.page.goto(f"{meeting.server.url}/{page}?pm={meeting.id}")
        expect(
            other.page.get_by_text(re.compile("no such postmortem|not in this meeting|nothing to read"))
        ).to_be_visible(timeout=PATIENCE)
        expect(other.page.get_by_text(TITLE)).to_have_count(0)
    other.page.goto(meeting.server.url)
    expect(other.page.get_by_text("New postmortem").first).to_be_visible(timeout=PATIENCE)
    assert meeting.id not in other.page.content()
    # The link of before is dead; the one of now asks.
    other.page.goto(meeting.links.participant)
    expect(other.page.get_by_role("alert")).to_contain_text("opens no meeting", timeout=PATIENCE)
    lead.page.get_by_role("button", name="More", exact=True).first.wait_for()
    other.page.goto("about:blank")
    other.page.goto(new_links(meeting).participant)
    expect(other.page.get_by_role("status")).to_contain_text("Only people who were let in", timeout=PATIENCE)
    other.page.get_by_label("Your name").fill("Mara")
    other.press("Ask under this name")
    expect(lead.page.get_by_text(re.compile("asks to come in")).first).to_be_visible(timeout=PATIENCE)
    lead.press(re.compile("^Let in$"))
    expect(lead.page.get_by_text("Closed: 2 people").first).to_be_visible(timeout=PATIENCE)
    other.page.locator("[data-section-view]").wait_for(timeout=PATIENCE)
    # Opened again from the summary, it is everybody's.
    lead.page.goto(f"{meeting.server.url}/summary?pm={meeting.id}")
    lead.press(re.compile("Closed: 2 people"))
    lead.press(re.compile("Open again…"))
    lead.press("Open it for everybody")
    expect(lead.page.get_by_text("It is open for everybody again")).to_be_visible(timeout=PATIENCE)
