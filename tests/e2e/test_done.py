"""“I'm done”: a count on every screen, a question for the facilitator alone, and nobody's name."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browsers import PATIENCE, PHONE, Laptop, picture, themed
from tests.support.rooms import Meeting, at_section, started

pytestmark = pytest.mark.e2e
Open = Callable[..., Laptop]
SMALL = {"width": 1366, "height": 650}


def done(person: Laptop) -> Locator:
    return person.page.locator("button.done")


def count(person: Laptop) -> Locator:
    return person.page.locator(".bar .done-count")


def test_when_most_are_done_the_facilitator_alone_is_asked(meeting: Meeting, laptop: Open) -> None:
    """Two participants say so; the facilitator reads the question, the others the count; Next begins anew."""
    fay = laptop(meeting.links.facilitator, **themed("light", SMALL))
    ana = laptop(meeting.links.participant)
    bo = laptop(meeting.links.participant, **themed("dark", PHONE))
    started(meeting, fay, ana, bo)
    expect(done(fay)).to_be_hidden()
    done(ana).click()
    for person in (fay, ana, bo):
        expect(count(person)).to_have_text("1 of 2 done", timeout=PATIENCE)
    done(bo).click()
    expect(count(fay)).to_have_text("2 of 2 done. Move on?", timeout=PATIENCE)
    expect(count(ana)).to_have_text("2 of 2 done")
    picture(fay, "done-facilitator")
    picture(bo, "done-phone")
    ana.page.reload()
    expect(done(ana)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    expect(count(ana)).to_have_text("2 of 2 done", timeout=PATIENCE)
    fay.press("Next: Timeline")
    at_section([fay, ana, bo], "timeline")
    for person in (fay, ana, bo):
        expect(count(person)).to_have_text("", timeout=PATIENCE)
    expect(done(ana)).to_have_attribute("aria-pressed", "false")


def test_the_shared_screen_shows_the_count_and_a_phone_the_question(meeting: Meeting, laptop: Open) -> None:
    """Nothing of the bar of a phone is pushed out of sight by the question."""
    fay = laptop(meeting.links.facilitator, **themed("dark", PHONE))
    ana = laptop(meeting.links.participant)
    started(meeting, fay, ana)
    done(ana).click()
    expect(count(fay)).to_have_text("1 of 1 done. Move on?", timeout=PATIENCE)
    expect(count(fay)).to_be_in_viewport(ratio=1)
    picture(fay, "done-facilitator-phone")
    done(ana).click()
    fay.page.goto(f"{meeting.server.url}/present?pm={meeting.id}")
    expect(fay.page.locator(".stage .ends")).to_be_visible(timeout=PATIENCE)
    done(ana).click()
    expect(fay.page.locator(".stage .ends")).to_contain_text("1 of 1 done", timeout=PATIENCE)
    picture(fay, "done-present")


def test_in_a_tab_that_was_duplicated_a_person_still_says_one_thing(meeting: Meeting, laptop: Open) -> None:
    """The copy has the storage of the first tab. Taken back in one of them, it is taken back in both, and counted."""
    fay, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, fay, ana)
    done(ana).click()
    with ana.page.expect_popup() as opened:
        ana.page.evaluate("() => window.open(location.href)")
    copy = Laptop(opened.value)
    expect(done(copy)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    expect(count(fay)).to_have_text("1 of 1 done. Move on?", timeout=PATIENCE)
    done(copy).click()
    expect(done(ana)).to_have_attribute("aria-pressed", "false", timeout=PATIENCE)
    expect(count(fay)).to_have_text("", timeout=PATIENCE)
    done(ana).click()
    expect(done(copy)).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    expect(count(fay)).to_have_text("1 of 1 done. Move on?", timeout=PATIENCE)
