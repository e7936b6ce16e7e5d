"""The length of a meeting in real browsers: chosen by one, read by the others at once, changed while it runs."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from core.domain.postmortem import SectionId
from core.services.meetings import meeting_clock
from tests.support.browsers import PATIENCE, PHONE, Laptop, picture, themed
from tests.support.rooms import Meeting, started

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]


def plan(meeting: Meeting) -> dict[object, int]:
    with meeting.server.app() as app:
        return {item.section: item.seconds for item in meeting_clock.view(app, meeting.id).meeting.plan}


def test_a_length_that_one_chooses_stands_on_every_screen(meeting: Meeting, laptop: Open) -> None:
    """The participant reads it without a reload, and the clock begins with it."""
    ana = laptop(meeting.links.facilitator)
    ben = laptop(meeting.links.participant, **themed("dark", PHONE))
    for person in (ana, ben):
        expect(person.page.get_by_text("20 minutes", exact=True)).to_be_visible(timeout=PATIENCE)
    ana.page.get_by_role("radio", name="30", exact=True).click()
    for person in (ana, ben):
        expect(person.page.get_by_text("30 minutes", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(ana.page.get_by_test_id("stToast")).to_have_count(0)
    picture(ana, "length-lobby")
    ben.page.get_by_text("30 minutes", exact=True).scroll_into_view_if_needed()
    picture(ben, "length-lobby-phone")
    expect(ana.page.get_by_role("button", name=re.compile("Start the 30 minutes"))).to_be_visible(timeout=PATIENCE)
    started(meeting, ana, ben)
    for person in (ana, ben):
        assert 170 <= person.seconds_left() <= 180


def test_the_facilitator_gives_a_later_section_more_minutes(meeting: Meeting, laptop: Open) -> None:
    """In the menu, while the meeting runs and the others write."""
    ana = laptop(meeting.links.facilitator, **themed("light", PHONE))
    ben = laptop(meeting.links.participant)
    started(meeting, ana, ben)
    ben.prose("summary.what_happened").click()
    ben.page.keyboard.type("Checkout answered 500")
    ana.page.get_by_role("button", name="More", exact=True).click()
    ana.page.get_by_role("button", name="Minutes of each section").click()
    minutes = ana.page.get_by_role("spinbutton", name="Action items, minutes")
    minutes.fill("6")
    minutes.press("Tab")
    picture(ana, "length-menu-phone")
    ana.page.get_by_role("button", name="Use these minutes").click()
    expect(ana.page.get_by_role("button", name="Use these minutes")).to_be_hidden(timeout=PATIENCE)
    assert plan(meeting)[SectionId.ACTIONS] == 360
    assert plan(meeting)[SectionId.TIMELINE] == 240
    ben.page.keyboard.type(" for ten minutes")
    ben.saved()
    expect(ben.prose("summary.what_happened")).to_contain_text("Checkout answered 500 for ten minutes")
