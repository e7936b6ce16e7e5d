"""Who is who in a room, in browsers: names, colours, who is counted, who is moved, who is missing."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from core.domain.postmortem import SectionId
from tests.support.browsers import PATIENCE, PHONE, Laptop
from tests.support.rooms import Meeting, at_section, started


def faces(laptop: Laptop) -> list[str]:
    """The colours of the people this screen shows."""
    shown = laptop.page.locator("[data-person] .face")
    return [str(item.evaluate("node => getComputedStyle(node).backgroundColor")) for item in shown.all()]


def test_three_people_are_three_colours_and_screens_and_second_tabs_are_nobody(
    meeting: Meeting, laptop: Callable[..., Laptop]
) -> None:
    """Present is no person, a second tab is the same one; whoever presses Next goes along, with what they typed."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    phone = laptop(meeting.links.participant, viewport=PHONE)
    started(meeting, lead, ana, phone)
    screen = laptop(meeting.links.present)
    screen.timer().wait_for()
    second = ana.page.context.new_page()
    second.goto(ana.page.url)
    second.locator("[data-section-view]").wait_for()
    for item in (lead, ana, phone):
        expect(item.page.locator("[data-person]")).to_have_count(3, timeout=PATIENCE)
    assert len(set(faces(ana))) == 3
    expect(screen.page.locator("[data-person]")).to_have_count(3, timeout=PATIENCE)
    # Next: the presser goes, another typist stays.
    for item, text in ((lead, "The disk was full"), (phone, "and nobody saw it")):
        item.prose("summary.what_happened").click()
        item.page.keyboard.type(text)
        # Who starts where somebody else is in the middle of a word parts it.
        expect(phone.prose("summary.what_happened")).to_contain_text(text, timeout=PATIENCE)
    lead.press("Next: Timeline")
    expect(lead.page.locator('[data-section-view="timeline"]')).to_be_visible(timeout=PATIENCE)
    expect(ana.page.locator('[data-section-view="timeline"]')).to_be_visible(timeout=PATIENCE)
    expect(phone.page.get_by_text("The group moved to Timeline")).to_be_visible(timeout=PATIENCE)
    # A look of my own is said to be mine, and ends with one press.
    ana.page.locator('[data-section-link="lessons"]').click()
    own = ana.page.get_by_text("You are looking at Lessons learned · the group is in Timeline")
    expect(own).to_be_visible()
    ana.press("Back to the group")
    expect(own).to_have_count(0)
    at_section([lead, ana, phone], "timeline")
    lead.saved()
    written = meeting.written().summary.what_happened
    assert "The disk was full" in written
    assert "and nobody saw it" in written


def test_who_i_am_on_the_way_in(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """A link asks for a name in one line and goes on by itself; who skipped it is asked once more, in nobody's way."""
    page = laptop(f"{meeting.server.url}/live/health").page
    page.goto(meeting.links.participant)
    page.get_by_label("Your name").fill("Mara")
    page.get_by_role("button", name="Join the meeting").click()
    ana = Laptop(page)
    page.locator("[data-section-view]").wait_for()
    expect(page.get_by_text("Mara (you)").first).to_be_attached()
    # Remembered: the same link leads straight in.
    page.goto(meeting.links.participant)
    page.locator("[data-section-view]").wait_for()
    expect(ana.page.get_by_role("form", name="Your name")).to_have_count(0)
    # Nothing typed, nothing pressed: in after a few seconds, and asked in the room.
    late = laptop(f"{meeting.server.url}/live/health").page
    late.goto(meeting.links.participant)
    expect(late.get_by_label("Your name")).to_be_visible()
    late.locator("[data-section-view]").wait_for(timeout=PATIENCE)
    offer = late.get_by_role("form", name="Your name")
    expect(offer).to_be_visible()
    with_caret = late.locator("[data-person] .face").first.inner_text()
    offer.get_by_role("textbox").fill("Kim Oh")
    offer.get_by_role("button", name="Save").click()
    expect(offer).to_have_count(0)
    expect(late.locator("[data-person] .face").first).to_have_text("KO")
    assert with_caret != "KO"
    expect(page.get_by_text("Kim Oh").first).to_be_attached()
    guest = laptop(meeting.links.participant)
    guest.page.get_by_role("form", name="Your name").get_by_role("button", name="Not now").click()
    guest.page.reload()
    guest.page.locator("[data-section-view]").wait_for()
    expect(guest.page.get_by_role("form", name="Your name")).to_have_count(0)
    people = next(line for line in meeting.markdown().splitlines() if "**People**" in line)
    assert "Mara, Kim Oh, a guest" in people


def test_a_facilitator_who_goes_is_missed_by_everybody(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """On a laptop, a phone and the shared screen, within five seconds; a reload is no absence; one press takes over."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    phone = laptop(meeting.links.participant, viewport=PHONE)
    started(meeting, lead, ana, phone)
    screen = laptop(meeting.links.present)
    screen.timer().wait_for()
    away = "The facilitator is away"
    # A reload must not flash: whatever was ever said stands in this list.
    ana.page.evaluate(
        """() => { window.flashes = []; const look = () => {
        const board = document.querySelectorAll('*');
        for (const node of board) if (node.shadowRoot?.querySelector('.missed')) window.flashes.push(Date.now());
        }; window.looking = setInterval(look, 200); }"""
    )
    lead.page.reload()
    lead.page.locator("[data-section-view]").wait_for()
    lead.page.wait_for_timeout(3000)
    assert ana.page.evaluate("() => { clearInterval(window.looking); return window.flashes.length }") == 0
    gone = time.monotonic()
    lead.page.close()
    ana.page.get_by_text(away).first.wait_for(timeout=PATIENCE)
    assert time.monotonic() - gone < 6  # five, and what a busy machine adds
    for item in (phone, screen):
        expect(item.page.get_by_text(re.compile(away, re.IGNORECASE)).first).to_be_visible(timeout=2000)
    # The menu has the same one press in the place of its question.
    ana.page.locator(".st-key-more").get_by_role("button", name="More", exact=True).click()
    expect(ana.page.locator(".extras .lead")).to_be_visible(timeout=PATIENCE)
    expect(ana.page.get_by_role("button", name="Facilitate too")).to_have_count(0)
    ana.page.keyboard.press("Escape")
    phone.page.get_by_role("button", name="Take over", exact=True).first.click()
    expect(ana.page.get_by_text(away)).to_have_count(0, timeout=PATIENCE)
    expect(phone.page.get_by_role("button", name="Next: Timeline")).to_be_attached(timeout=PATIENCE)


def test_skipping_is_the_facilitators_and_others_suggest_it(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """A suggestion is seen by those who decide; the group goes on, and no minute of the plan is lost."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    ana.press("Suggest to skip this section")
    expect(ana.page.get_by_role("button", name="Skip this section", exact=True)).to_have_count(0)
    suggestion = lead.page.locator(".skipped-note", has_text="suggests to skip this section")
    expect(suggestion).to_be_visible(timeout=PATIENCE)
    expect(lead.page.locator('[data-section-link="timeline"] .nav-minutes')).to_have_text("4:00")
    suggestion.get_by_role("button", name="Skip it").click()
    at_section([lead, ana], "timeline")
    for item in (lead, ana):
        expect(item.page.locator('[data-section-link="summary"]')).to_have_attribute("data-filled", "skipped")
        expect(item.page.locator('[data-section-link="timeline"] .nav-minutes')).not_to_have_text("4:00")
    lead.choose("Skip Timeline")
    at_section([lead, ana], "root_cause")
    assert meeting.written().skipped == {SectionId.SUMMARY, SectionId.TIMELINE}
