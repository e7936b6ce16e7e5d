"""A closer look: what Debrief is unsure of, dotted, for who asks for it and for nobody else.

The team of these meetings wants to be very sure, so that usual blame is below its threshold; one rule of their own is
always sure. When a hint is unsure is tested with the engine.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from core.domain.blameless.thresholds import HIGHEST
from core.domain.clock.state import Start
from core.services.hints import hint_rules, hint_thresholds
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop, show_in
from tests.support.rooms import Meeting

WHAT = "summary.what_happened"
# Longer than the pause after which hints are asked for, and their way there and back.
A_WHILE_MS = 2_500
TEXT = "It was human error, and a night owl."
OWLS = """\
[[rule]]
id = "no-night-owls"
category = "judgement"
message = "Owls hide the tool that was missing."
question = "Which tool would have made this night ordinary?"
patterns = ["[night owl]"]
flag = ["Ann is a night owl."]
"""
Open = Callable[..., Laptop]


@pytest.fixture(autouse=True)
def _a_strict_team(meeting: Meeting) -> Iterator[None]:
    with meeting.server.app() as app:
        hint_thresholds.set_threshold(app, HIGHEST, None)
        hint_rules.set_team_rules(app, OWLS, None)
        yield
        hint_thresholds.set_threshold(app, None, None)
        hint_rules.set_team_rules(app, "", None)


@pytest.fixture
def ana(meeting: Meeting, laptop: Open) -> Laptop:
    return laptop(meeting.links.participant)


def _say(person: Laptop, text: str) -> None:
    person.prose(WHAT).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(text)


def _marks(person: Laptop) -> Locator:
    return person.page.locator(".hint-mark")


def _unsure(person: Laptop) -> Locator:
    return person.page.locator(".hint-mark.unsure")


def _button(person: Laptop) -> Locator:
    return person.page.get_by_role("button", name="Look closer")


def _picture(page: Page, name: str) -> None:
    """Kept for people to look at when DEBRIEF_PICTURES names a folder."""
    if folder := os.environ.get("DEBRIEF_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_what_is_unsure_stands_on_one_screen_and_only_after_asking(meeting: Meeting, laptop: Open) -> None:
    """Not before a press, not for the facilitator, on the shared screen, on the summary, nor in any count."""
    lead = laptop(meeting.links.facilitator)
    screen = laptop(meeting.links.present)
    ana = laptop(meeting.links.participant)
    meeting.command(lambda seen: Start(seen=seen))
    expect(screen.timer()).to_have_attribute("data-section", "summary", timeout=PATIENCE)
    _say(ana, "It was human error.")
    ana.page.wait_for_timeout(A_WHILE_MS)
    expect(_marks(ana)).to_have_count(0)
    _button(ana).click()
    expect(_button(ana)).to_have_attribute("aria-pressed", "true")
    expect(_unsure(ana)).to_have_text(["human error"], timeout=PATIENCE)
    expect(ana.page.locator(".closer-note")).to_contain_text("Only you see it")
    ana.saved()
    for other in (lead, screen):
        expect(other.page.get_by_text("It was human error.").first).to_be_visible(timeout=PATIENCE)
    _say(lead, " More of it.")
    lead.page.wait_for_timeout(A_WHILE_MS)
    for other in (lead, screen):
        expect(_marks(other)).to_have_count(0)
        expect(other.page.locator(".hint-card")).to_have_count(0)
    expect(_button(lead)).to_have_attribute("aria-pressed", "false")
    expect(_button(screen)).to_have_count(0)
    lead.choose(re.compile("^Finish"))
    expect(lead.page.get_by_test_id("stPopoverBody")).to_be_visible(timeout=PATIENCE)
    expect(lead.page.get_by_text(re.compile("another look", re.IGNORECASE))).to_have_count(0)
    reader = laptop(meeting.links.summary)
    expect(reader.page.get_by_text("It was human error.").first).to_be_visible(timeout=PATIENCE)
    expect(reader.page.locator(".hint-mark, .hint-card, .closer-note")).to_have_count(0)


def test_it_is_for_one_section_and_one_visit(ana: Laptop) -> None:
    """Another section and a reload begin without it; pressed again, the dots are gone and sure marks stay."""
    _say(ana, TEXT)
    expect(_marks(ana)).to_have_text(["night owl"], timeout=PATIENCE)
    _button(ana).click()
    expect(_marks(ana)).to_have_text(["human error", "night owl"], timeout=PATIENCE)
    _button(ana).click()
    expect(_marks(ana)).to_have_text(["night owl"])
    expect(ana.page.locator(".closer-note")).to_have_text("")
    _button(ana).click()
    ana.page.locator('[data-section-link="timeline"]').click()
    expect(ana.page.locator('[data-section-view="timeline"]')).to_be_visible()
    expect(_button(ana)).to_have_attribute("aria-pressed", "false")
    ana.page.locator('[data-section-link="summary"]').click()
    expect(_button(ana)).to_have_attribute("aria-pressed", "true")
    expect(_unsure(ana)).to_have_text(["human error"], timeout=PATIENCE)
    ana.saved()
    ana.page.reload()
    ana.prose(WHAT).wait_for()
    expect(_button(ana)).to_have_attribute("aria-pressed", "false")


def test_the_card_of_an_unsure_hint_works_by_key_and_counts_for_no_rule(meeting: Meeting, ana: Laptop) -> None:
    """It says that it is unsure and why it is there; rewriting and waving away do what they always do."""
    _say(ana, "It was human error.")
    ana.page.keyboard.press("Alt+Shift+h")
    expect(_unsure(ana)).to_have_text(["human error"], timeout=PATIENCE)
    expect(ana.page.locator(".hint-voice")).to_contain_text("1 unsure hint")
    ana.page.keyboard.press("Alt+h")
    card = ana.page.get_by_role("group", name="An unsure hint, only for you")
    expect(card).to_contain_text("Unsure: here because you look closer")
    expect(card.locator(".because")).to_have_text("because “It was human error”")
    rewrite = card.locator(".swap span").first.inner_text()
    with ana.page.expect_request("**/accept") as accepted:
        ana.page.keyboard.press("Alt+Enter")
    assert json.loads(accepted.value.post_data or "{}")["unsure"] is True
    expect(ana.prose(WHAT)).to_have_text(f"It was {rewrite}.")
    _say(ana, " Root cause: pilot error.")
    expect(_unsure(ana)).to_have_text(["pilot error"], timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    with ana.page.expect_response("**/dismiss"):
        ana.page.keyboard.press("Escape")
    expect(_marks(ana)).to_have_count(0)
    with meeting.server.app() as app:
        assert not any(rule.accepted or rule.dismissed for rule in hint_rules.team_rules(app).rules)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_dots_differ_from_waves_in_both_themes_and_axe_finds_nothing(
    meeting: Meeting, laptop: Open, size: dict[str, int]
) -> None:
    """By their shape, not by colour alone; nothing is wider than the screen."""
    ana = laptop(meeting.links.participant, viewport=size)
    _say(ana, TEXT)
    _button(ana).click()
    expect(_marks(ana)).to_have_count(2, timeout=PATIENCE)
    styles = [_marks(ana).nth(at).evaluate("mark => getComputedStyle(mark).textDecorationStyle") for at in (0, 1)]
    assert styles == ["dotted", "wavy"]
    ana.page.keyboard.press("F8")
    for theme in ("light", "dark"):
        show_in(ana.page, theme)
        _picture(ana.page, f"closer-{size['width']}-{theme}")
        found = [
            item for item in Axe().run(ana.page).response["violations"] if item["impact"] in ("serious", "critical")
        ]
        assert not [(item["id"], [node["html"] for node in item["nodes"]]) for item in found], theme
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
