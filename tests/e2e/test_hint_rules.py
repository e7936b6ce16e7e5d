"""A team and its hints, in browsers: three times "not helpful", rules of their own, what is left before the end.

How a single hint feels stands in ``test_hints``; who may see one, in ``tests/promises/test_hints_are_private``.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.domain.clock.state import Start
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting

WHAT = "summary.what_happened"
Open = Callable[..., Laptop]
HEROES = """\
[[rule]]
id = "no-night-owls"
category = "judgement"
message = "Owls hide the tool that was missing."
question = "Which tool would have made this night ordinary?"
patterns = ["[night owl]"]
flag = ["Ann is a night owl."]
pass = ["The job runs at night."]
"""


@pytest.fixture
def ana(meeting: Meeting, laptop: Open) -> Laptop:
    return laptop(meeting.links.participant)


def _say(person: Laptop, text: str) -> None:
    person.prose(WHAT).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(text)


def _marks(person: Laptop) -> Locator:
    return person.page.locator(".hint-mark")


def _wave_away(person: Laptop, phrase: str, button: str) -> None:
    """Writes a sentence with the phrase, and answers its hint with one of the buttons."""
    _say(person, f"It was {phrase}. ")
    mark = _marks(person).filter(has_text=phrase)
    expect(mark).to_be_visible(timeout=PATIENCE)
    mark.hover()
    with person.page.expect_response("**/dismiss"):
        person.page.locator(".hint-card").get_by_role("button", name=button).click()
    expect(mark).to_have_count(0)


def _settings(meeting: Meeting, laptop: Open) -> Page:
    """The settings page, at its hints."""
    page = laptop(f"{meeting.server.url}/settings").page
    expect(page.get_by_role("heading", name="Hints", exact=True)).to_be_visible(timeout=PATIENCE)
    return page


def test_a_card_says_what_kind_of_words_these_are(ana: Laptop) -> None:
    """In the words of the guide, which the card leads to."""
    _say(ana, "It was human error.")
    expect(_marks(ana)).to_be_visible(timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    expect(ana.page.locator(".hint-card .about")).to_have_text("“Human error” as the cause")


def test_three_times_not_helpful_mutes_a_rule_for_the_team_and_says_so(
    meeting: Meeting, ana: Laptop, laptop: Open
) -> None:
    """In the room at once, on Settings with the way back, and the rule is silent for the next one who types."""
    message = ana.page.get_by_text("silent for the whole team")
    for phrase in ("human mistake", "pilot error"):
        _wave_away(ana, phrase, "Not helpful")
        expect(message).to_have_count(0)
    _wave_away(ana, "operator mistake", "Not helpful")
    expect(message.first).to_be_visible(timeout=PATIENCE)
    bo = laptop(meeting.links.participant)
    with bo.page.expect_response("**/live/hints/*"):
        _say(bo, "It was plain user error.")
    expect(_marks(bo).filter(has_text="user error")).to_have_count(0)
    page = _settings(meeting, laptop)
    expect(page.get_by_text("3 times it did not help")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("3 times it did not help")).to_have_count(0, timeout=PATIENCE)
    with bo.page.expect_response("**/live/hints/*"):
        _say(bo, " Then plain user error again.")
    expect(_marks(bo).filter(has_text="user error").first).to_be_visible(timeout=PATIENCE)


def test_what_is_no_blame_stands_on_settings_without_a_name(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """The phrase and its field, for whoever tunes the rules."""
    _wave_away(ana, "carelessness", "Not blame")
    page = _settings(meeting, laptop)
    expect(page.get_by_text("“carelessness”")).to_be_visible(timeout=PATIENCE)
    listed = page.get_by_role("listitem").filter(has_text="carelessness")
    expect(listed).to_contain_text("What happened, in one sentence")
    expect(listed).not_to_contain_text("Guest")


def test_a_rule_of_the_team_is_written_on_settings_and_heard_in_the_room(
    meeting: Meeting, ana: Laptop, laptop: Open
) -> None:
    """A bad text is refused with its line and stays; a good one speaks to the next sentence that is typed."""
    page = _settings(meeting, laptop)
    editor = page.get_by_label("Rules, in TOML")
    editor.fill(HEROES.replace("judgement", "sin"))
    page.get_by_role("button", name="Use these rules").click()
    refusal = page.get_by_role("alert").filter(has_text=re.compile(r"line \d"))
    expect(refusal).to_contain_text("Nothing has changed", timeout=PATIENCE)
    expect(editor).to_have_value(re.compile('category = "sin"'))
    with ana.page.expect_response("**/live/hints/*"):
        _say(ana, "Ann is a night owl. ")
    expect(_marks(ana)).to_have_count(0)
    editor.fill(HEROES)
    page.get_by_role("button", name="Use these rules").click()
    expect(page.get_by_text("These rules are in use")).to_be_visible(timeout=PATIENCE)
    _say(ana, "Bo is a night owl. ")
    expect(_marks(ana).first).to_have_text("night owl", timeout=PATIENCE)
    _marks(ana).first.hover()
    expect(ana.page.locator(".hint-card")).to_contain_text("Owls hide the tool that was missing.")


def test_before_the_end_the_facilitator_sees_what_is_left_and_nobody_else(
    meeting: Meeting, ana: Laptop, laptop: Open
) -> None:
    """One number, and a drawer with the words, a question and a rewrite; it does not know who wrote them."""
    meeting.command(lambda seen: Start(seen=seen))
    _say(ana, "It was human error. ")
    expect(_marks(ana)).to_be_visible(timeout=PATIENCE)
    ana.saved()
    ana.page.wait_for_timeout(1_000)  # the record follows the document within a moment
    lead = laptop(meeting.links.facilitator)
    lead.choose(re.compile("Another look"))
    expect(lead.page.get_by_text("1 phrase worth another look")).to_be_visible(timeout=PATIENCE)
    drawer = lead.page.get_by_test_id("stPopoverBody")
    expect(drawer).to_contain_text("“human error”", timeout=PATIENCE)
    expect(drawer).to_contain_text("What would have made the right action the easy one?")
    expect(drawer).to_contain_text("Perhaps:")
    expect(drawer).not_to_contain_text("Guest")
    expect(ana.page.get_by_text("worth another look")).to_have_count(0)


def test_finish_tells_of_phrases_that_were_written_since(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """Opened before the end, it counts what is left at that moment."""
    meeting.command(lambda seen: Start(seen=seen))
    lead = laptop(meeting.links.facilitator)
    expect(lead.page.get_by_role("button", name=re.compile("^Next: "))).to_be_visible(timeout=PATIENCE)
    _say(ana, "It was human error. Nobody checked the alert.")
    expect(_marks(ana).first).to_be_visible(timeout=PATIENCE)
    ana.saved()
    lead.page.wait_for_timeout(1_000)  # the record follows the document within a moment
    lead.choose(re.compile("^Finish"))
    drawer = lead.page.get_by_test_id("stPopoverBody")
    expect(drawer).to_contain_text("2 phrases are worth another look", timeout=PATIENCE)


def test_a_team_s_tuning_is_taken_along_as_a_file(meeting: Meeting, laptop: Open, tmp_path: Path) -> None:
    """Exported, changed in an editor, and imported in the browser: the page and the room use it at once."""
    page = _settings(meeting, laptop)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    file = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert file["debrief_hints"] == 1
    path = tmp_path / "tuned.json"
    path.write_text(json.dumps({**file, "threshold": 0.7, "tuning": {"no-such-rule": {"silent": "off"}}}))
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Use this file").click()
    expect(page.get_by_text("In use now:")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("no-such-rule")).to_be_visible()
    expect(page.get_by_role("slider")).to_have_value("70")
    path.write_text("{")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Use this file").click()
    expect(page.get_by_text("This file is no JSON.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Back to 60%").click()
    expect(page.get_by_role("slider")).to_have_value("60", timeout=PATIENCE)
