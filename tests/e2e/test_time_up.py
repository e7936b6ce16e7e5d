"""A section's time is over: the facilitator, on a phone too, gives two minutes or parks what is still open."""

import itertools
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from core.domain.clock.state import Adjust
from core.domain.postmortem import SectionId
from tests.support.browsers import PATIENCE, PHONE, Laptop, picture, themed
from tests.support.rooms import Meeting, at_section, started

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]


def test_two_minutes_more_or_the_topic_is_parked(meeting: Meeting, laptop: Open) -> None:
    """Only whoever facilitates is offered it; a parked topic is written down before the group moves on."""
    ana = laptop(meeting.links.facilitator)
    ben = laptop(meeting.links.participant, **themed("dark", PHONE))
    started(meeting, ana, ben)
    two = ana.page.get_by_role("button", name="+2 min")
    expect(two).to_be_hidden()
    meeting.command(lambda seen: Adjust(seconds=-120, seen=seen))
    expect(two).to_be_visible(timeout=PATIENCE)
    picture(ana, "time-up")
    expect(ben.page.get_by_role("button", name="Park it")).to_have_count(0)
    two.click()
    expect(two).to_be_hidden(timeout=PATIENCE)
    assert 100 <= ana.seconds_left() <= 120

    meeting.command(lambda seen: Adjust(seconds=-120, seen=seen))
    ana.page.get_by_role("button", name="Park it").click(timeout=PATIENCE)
    ana.page.keyboard.type("Who owns the failover runbook?")
    picture(ana, "time-up-parking")
    ana.page.keyboard.press("Enter")
    at_section([ana, ben], "timeline")
    ana.saved()
    (parked,) = meeting.written().parking
    assert (parked.text, parked.section) == ("Who owns the failover runbook?", SectionId.SUMMARY)
    expect(ana.page.get_by_role("button", name="Park it")).to_be_hidden()


def test_on_a_phone_the_choice_covers_nothing(meeting: Meeting, laptop: Open) -> None:
    """The digits, the button and the ones beside it each have their place."""
    ana = laptop(meeting.links.facilitator, **themed("dark", PHONE))
    started(meeting, ana)
    meeting.command(lambda seen: Adjust(seconds=-120, seen=seen))
    park = ana.page.get_by_role("button", name="Park it")
    expect(park).to_be_visible(timeout=PATIENCE)
    picture(ana, "time-up-phone")
    boxes = [ana.timer().bounding_box(), park.bounding_box()]
    boxes += [ana.page.locator(f".quick .{name}").bounding_box() for name in ("more", "pause", "next")]
    placed = [box for box in boxes if box is not None]
    assert len(placed) == 5
    for left, right in itertools.pairwise(placed):
        assert left["x"] + left["width"] <= right["x"]
    assert placed[-1]["x"] + placed[-1]["width"] <= 390
