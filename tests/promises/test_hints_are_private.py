"""Rule 4 of the room: a hint is for whoever typed, on their own screen, and never for anybody else's eyes.

What makes a sentence worth a hint is tested with the engine. Here is who sees one, and when it is gone for good.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Request, expect

from core.domain.clock.state import Start
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting

pytestmark = pytest.mark.e2e

Open = Callable[..., Laptop]
WHAT = "summary.what_happened"
# Longer than the pause after which hints are asked for, and their way there and back.
A_WHILE_MS = 2_500


def _marks(person: Laptop) -> Locator:
    return person.page.locator(".hint-mark")


def _blame(person: Laptop, text: str) -> None:
    person.prose(WHAT).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(text)


def _listening(laptop: Open, link: str) -> tuple[Laptop, list[str]]:
    """A laptop, and what it asked or was told about hints."""
    person, message = laptop("about:blank"), list[str]()

    def asked(request: Request) -> None:
        if "/live/hints/" in request.url:
            message.append(request.post_data or "")

    person.page.on("request", asked)
    person.page.goto(link)
    person.page.locator("[data-section-view], .stage").first.wait_for()
    return person, message


def test_a_hint_stands_on_the_screen_of_who_typed_and_on_no_other(meeting: Meeting, laptop: Open) -> None:
    """Not before the facilitator, not on the shared screen, not on the summary; nobody else's browser even asks."""
    lead, lead_asked = _listening(laptop, meeting.links.facilitator)
    bo, bo_asked = _listening(laptop, meeting.links.participant)
    screen, screen_asked = _listening(laptop, meeting.links.present)
    meeting.command(lambda seen: Start(seen=seen))
    expect(screen.timer()).to_have_attribute("data-section", "summary", timeout=PATIENCE)
    _blame(bo, "Deniz was careless. It was human error.")
    expect(_marks(bo).first).to_be_visible(timeout=PATIENCE)
    for item in (lead, screen):
        expect(item.page.get_by_text("It was human error.").first).to_be_visible(timeout=PATIENCE)
    lead.prose(WHAT).click()
    lead.page.keyboard.press("Control+End")
    lead.page.wait_for_timeout(A_WHILE_MS)
    for item in (lead, screen):
        expect(_marks(item)).to_have_count(0)
        expect(item.page.locator(".hint-card")).to_have_count(0)
    assert bo_asked
    assert (lead_asked, screen_asked) == ([], [])
    bo.saved()
    reader = laptop(meeting.links.summary)
    expect(reader.page.get_by_text("It was human error.").first).to_be_visible(timeout=PATIENCE)
    expect(reader.page.locator(".hint-mark, .hint-card")).to_have_count(0)


def test_a_hint_names_nobody_and_says_who_sees_it(meeting: Meeting, laptop: Open) -> None:
    """Its words are about the system; the person in the sentence is not repeated."""
    bo, _ = _listening(laptop, meeting.links.participant)
    _blame(bo, "Deniz was careless.")
    expect(_marks(bo).first).to_be_visible(timeout=PATIENCE)
    bo.page.keyboard.press("F8")
    card = bo.page.locator(".hint-card")
    expect(card).to_contain_text("only you see this")
    expect(card.locator("b, p").first).not_to_contain_text("Deniz")


def test_after_a_reload_only_new_words_are_looked_at(meeting: Meeting, laptop: Open) -> None:
    """What was typed in an earlier visit is left in peace, until the same person types again."""
    bo, query = _listening(laptop, meeting.links.participant)
    _blame(bo, "It was human error.")
    expect(_marks(bo)).to_have_text(["human error"], timeout=PATIENCE)
    bo.saved()
    bo.page.reload()
    bo.prose(WHAT).wait_for()
    query.clear()
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+End")
    bo.page.wait_for_timeout(A_WHILE_MS)
    expect(_marks(bo)).to_have_count(0)
    assert query == []
    _blame(bo, " He was careless.")
    expect(_marks(bo).first).to_be_visible(timeout=PATIENCE)
    expect(_marks(bo).filter(has_text="human error")).to_have_count(0)


def test_what_one_person_dismissed_is_dismissed_for_everybody(meeting: Meeting, laptop: Open) -> None:
    """For this phrase in this field and for good: for others, and for a browser that comes back."""
    bo, _ = _listening(laptop, meeting.links.participant)
    lead, query = _listening(laptop, meeting.links.facilitator)
    _blame(bo, "It was human error.")
    expect(_marks(bo)).to_have_text(["human error"], timeout=PATIENCE)
    bo.page.keyboard.press("F8")
    with bo.page.expect_response("**/dismiss"):
        bo.page.keyboard.press("Escape")
    expect(_marks(bo)).to_have_count(0)
    lead.prose(WHAT).click()
    with lead.page.expect_response("**/live/hints/*"):
        _blame(lead, " They said human error.")
    lead.page.wait_for_timeout(500)
    assert query
    expect(_marks(lead)).to_have_count(0)
    lead.page.reload()
    lead.prose(WHAT).wait_for()
    with lead.page.expect_response("**/live/hints/*"):
        _blame(lead, " And once more: human error.")
    lead.page.wait_for_timeout(500)
    expect(_marks(lead)).to_have_count(0)


def test_a_hint_never_stands_in_the_way(meeting: Meeting, laptop: Open) -> None:
    """Typing goes on through an open card, and the words are stored as they were typed."""
    bo, _ = _listening(laptop, meeting.links.participant)
    _blame(bo, "It was human error.")
    expect(_marks(bo)).to_have_text(["human error"], timeout=PATIENCE)
    bo.page.keyboard.press("F8")
    expect(bo.page.locator(".hint-card")).to_be_visible()
    bo.page.keyboard.press("Control+End")
    bo.page.keyboard.type(" And we went on.")
    bo.saved()
    assert meeting.written().summary.what_happened == "It was human error. And we went on."
