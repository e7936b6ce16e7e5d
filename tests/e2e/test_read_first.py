"""Before the meeting: everybody reads what was prepared, and the facilitator sees how many have."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from core.services.meetings import meeting_clock
from tests.support.browsers import PATIENCE, PHONE, Laptop, picture, themed
from tests.support.rooms import Meeting, started

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]


def test_two_minutes_of_reading_count_who_has_read(meeting: Meeting, laptop: Open) -> None:
    """Asked for by one; counted down on every screen; said by a participant on a phone, also after a reload."""
    ana = laptop(meeting.links.facilitator)
    ben = laptop(meeting.links.participant, **themed("dark", PHONE))
    for person in (ana, ben):
        person.page.locator("[data-section-view]").wait_for()
    strip = ben.page.get_by_role("region", name="Read first")
    expect(strip).to_be_hidden()
    ana.page.get_by_role("button", name="Two minutes to read first").click()
    for person in (ana, ben):
        expect(person.page.get_by_role("region", name="Read first")).to_be_visible(timeout=PATIENCE)
        assert 60 < person.seconds_left() <= 120
    strip.get_by_role("button", name="I have read it").click()
    expect(ana.page.get_by_role("region", name="Read first")).to_contain_text("1 of 1 has read", timeout=PATIENCE)
    picture(ana, "read-first")
    picture(ben, "read-first-phone")
    ben.page.reload()
    expect(strip.get_by_role("button", name="Not yet after all")).to_be_visible(timeout=PATIENCE)
    expect(ana.page.get_by_role("button", name="Stop reading")).to_be_visible(timeout=PATIENCE)

    started(meeting, ana, ben)
    for person in (ana, ben):
        expect(person.page.get_by_role("region", name="Read first")).to_be_hidden(timeout=PATIENCE)
        assert 100 <= person.seconds_left() <= 120  # the first section has all of its time
    with meeting.server.app() as app:
        assert meeting_clock.view(app, meeting.id).meeting.reading_started_at is None
