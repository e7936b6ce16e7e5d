"""Hints and actions as a person meets them: by keyboard, by mouse, on a phone, in every kind of field.

What deserves a hint is tested with the engine, who may see one in tests/promises. Here is how it feels to get one.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Request, expect

from core.domain.clock.state import Next, Start
from core.services.actions.due_dates import day_order
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop
from tests.support.rooms import Meeting

WHAT, IMPACT = "summary.what_happened", "summary.impact"
BLAME = "human error"
Open = Callable[..., Laptop]


@pytest.fixture
def ana(meeting: Meeting, laptop: Open) -> Laptop:
    return laptop(meeting.links.participant)


def _go(person: Laptop, section: str) -> None:
    person.page.locator(f'[data-section-link="{section}"]').click()
    expect(person.page.locator(f'[data-section-view="{section}"]')).to_be_visible()


def _say(person: Laptop, text: str, field: str = WHAT) -> None:
    person.prose(field).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(text)


# For each mark that appears: milliseconds since the last key, and whether its sentence had no end then.
NOTE_PAUSES = """(text) => {
  window.pauses = [];
  let typed = 0;
  addEventListener("beforeinput", () => { typed = performance.now(); }, true);
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const elements = added.filter((node) => node.nodeType === 1);
    for (const mark of elements.filter((node) => node.matches(".hint-mark") || node.querySelector(".hint-mark")))
      window.pauses.push([performance.now() - typed, !mark.closest(".cm-line").textContent.trimEnd().endsWith(".")]);
  }).observe(text, { childList: true, subtree: true });
}"""


def _marks(person: Laptop) -> Locator:
    return person.page.locator(".hint-mark")


def _card(person: Laptop) -> Locator:
    return person.page.get_by_role("group", name="A hint, only for you")


def _box(of: Locator) -> FloatRect:
    box = of.bounding_box()
    assert box is not None
    return box


def _apart(a: FloatRect, b: FloatRect) -> bool:
    beside = a["x"] >= b["x"] + b["width"] or b["x"] >= a["x"] + a["width"]
    return beside or a["y"] >= b["y"] + b["height"] or b["y"] >= a["y"] + a["height"]


@contextmanager
def _told(person: Laptop, tail: str) -> Iterator[dict[str, str]]:
    """What the server is told at ``…/hints/<pm>/<tail>`` meanwhile."""
    heard: dict[str, str] = {}

    def is_it(request: Request) -> bool:
        return request.url.endswith(f"/{tail}")

    with person.page.expect_request(is_it) as query:
        yield heard
    heard.update(json.loads(query.value.post_data or "{}"))


def test_nothing_of_the_field_below_shines_through_the_card(ana: Laptop) -> None:
    """Other texts hang under it, in a prose section and in a list; each point of the card shows the card."""
    _go(ana, "lessons")
    for below in ("lessons.went_wrong", "lessons.differently"):
        _say(ana, "Words of the field below, long enough to reach under the card. " * 3, below)
    _say(ana, "It was human error. ", "lessons.went_right")
    expect(_card_by_key(ana)).to_be_visible(timeout=PATIENCE)
    assert _shines_through(ana) == []


def _card_by_key(person: Laptop) -> Locator:
    expect(_marks(person).first).to_be_visible(timeout=PATIENCE)
    person.page.keyboard.press("Alt+h")
    return _card(person)


def _shines_through(person: Laptop) -> list[str]:
    """What a grid of points over the card hits that is not the card's own."""
    found: list[str] = _card(person).evaluate(
        """card => {
          const box = card.getBoundingClientRect(), root = card.getRootNode(), strange = new Set();
          for (let x = box.left + 4; x < box.right - 4; x += 8)
            for (let y = box.top + 4; y < Math.min(box.bottom, innerHeight) - 4; y += 4) {
              const at = root.elementFromPoint(x, y);
              if (at && !card.contains(at)) strange.add(at.className || at.tagName);
            }
          return [...strange];
        }"""
    )
    return found


def test_a_rewrite_is_taken_without_the_mouse(meeting: Meeting, ana: Laptop) -> None:
    """Alt+H opens, Alt+Enter writes, Ctrl+Z takes it back; the rule's success is told, not whose it was."""
    _say(ana, "It was human error. Then we looked.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("Alt+h")
    rewrite = _card(ana).locator(".swap span").first.inner_text()
    with _told(ana, "accept") as message:
        ana.page.keyboard.press("Alt+Enter")
    assert set(message) == {"field", "rule"}
    assert message["field"] == WHAT
    expect(ana.prose(WHAT)).to_have_text(f"It was {rewrite}. Then we looked.")
    expect(ana.prose(WHAT)).to_be_focused()
    expect(_card(ana)).to_have_count(0)
    ana.saved()
    assert meeting.written().summary.what_happened == f"It was {rewrite}. Then we looked."
    ana.page.keyboard.press("Control+z")
    expect(ana.prose(WHAT)).to_have_text("It was human error. Then we looked.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_card_shows_the_clause_that_was_read(meeting: Meeting, laptop: Open, size: dict[str, int]) -> None:
    """One line that does not leave the card, also for a long clause; markup in it is shown as it was typed."""
    person = laptop(meeting.links.participant, viewport=size)
    _say(person, "After a long evening on the bridge we simply did not check <b>the</b> graph of the new queue at all.")
    card = _card_by_key(person)
    line = card.locator(".because")
    expect(line).to_contain_text("because “we simply did not check")
    assert _box(line)["x"] + _box(line)["width"] <= _box(card)["x"] + _box(card)["width"]
    expect(card.locator(".because b")).to_have_count(0)
    person.page.wait_for_timeout(300)
    dock = person.page.evaluate(
        "parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--debrief-dock'))"
    )
    assert _box(card)["y"] + _box(card)["height"] <= size["height"] - dock, "the clock below covers the card"


def test_everything_on_the_card_is_reached_by_tab(ana: Laptop) -> None:
    """The rewrites, the ways out and the guide, in this order; a choice puts the caret back into the text."""
    _say(ana, "It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    expect(ana.prose(WHAT)).to_be_focused()
    names = []
    for _ in range(_card(ana).locator("button, a").count()):
        ana.page.keyboard.press("Tab")
        names.append(_card(ana).locator(":focus").inner_text().split("\n")[0].strip())
    swaps = _card(ana).locator(".swap span").all_inner_texts()
    assert [name.removesuffix("Alt Enter") for name in names[: len(swaps)]] == swaps
    assert [name.removesuffix("Esc") for name in names[len(swaps) :]] == [
        *("Not blame", "Not helpful", "It is a quote", "Why, in the guide"),
    ]
    ana.page.keyboard.press("Shift+Tab")
    ana.page.keyboard.press("Shift+Tab")
    with _told(ana, "dismiss") as message:
        ana.page.keyboard.press("Enter")
    assert (message["phrase"], message["reason"]) == (BLAME, "not_helpful")
    expect(_marks(ana)).to_have_count(0)
    expect(ana.prose(WHAT)).to_be_focused()


def test_the_guide_opens_beside_the_meeting(ana: Laptop) -> None:
    """In a tab of its own, at the place that explains the hint; the meeting stays."""
    _say(ana, "It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    with ana.page.context.expect_page() as opened:
        _card(ana).get_by_role("link", name="guide").click()
    assert "/guide" in opened.value.url
    expect(ana.prose(WHAT)).to_have_text("It was human error.")


def test_a_dismissal_survives_a_reload_and_holds_for_the_next_person(
    meeting: Meeting, ana: Laptop, laptop: Open
) -> None:
    """Escape says that it is no blame: for these words in this field, for everybody and for good."""
    _say(ana, "It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    with _told(ana, "dismiss") as message:
        ana.page.keyboard.press("Escape")
    assert (message["field"], message["phrase"], message["reason"]) == (WHAT, BLAME, "not_blame")
    expect(_marks(ana)).to_have_count(0)
    ana.saved()
    ana.page.reload()
    bo = laptop(meeting.links.participant)
    for person in (ana, bo):
        with person.page.expect_response("**/live/hints/*"):
            _say(person, " Human  error, they said. It was carelessness.")
        expect(_marks(person).first).to_be_visible(timeout=PATIENCE)
        expect(_marks(person).filter(has_text=re.compile(BLAME, re.IGNORECASE))).to_have_count(0)
    with bo.page.expect_response("**/live/hints/*"):
        _say(bo, "It was human error.", IMPACT)
    expect(bo.field(IMPACT).locator(".hint-mark")).to_have_text([BLAME], timeout=PATIENCE)


@pytest.mark.parametrize("before", ["🚨 ", "👨‍👩‍👧‍👦🇩🇪👍🏽 ", "我们在看。𠮷 ", "שלום e\u0301 "])
def test_the_underline_covers_exactly_the_words(ana: Laptop, before: str) -> None:
    """Whatever stands in front of them, also when it is put there afterwards."""
    ana.prose(WHAT).click()
    ana.page.keyboard.insert_text(before)
    ana.page.keyboard.type("It was human error. ")
    ana.page.keyboard.insert_text(before)
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("Control+Home")
    ana.page.keyboard.insert_text(before)
    expect(ana.prose(WHAT)).to_have_text(f"{before}{before}It was human error. {before}".rstrip())
    expect(_marks(ana)).to_have_text([BLAME])
    ana.page.keyboard.press("F8")
    ana.page.keyboard.press("Alt+Enter")
    expect(ana.prose(WHAT)).to_have_text(
        re.compile(rf"^{before}{before}It was (?!human error)[^.]+\. {before.strip()}")
    )


def test_a_hint_follows_its_words_while_somebody_else_writes(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """The mark and the open card move along; the words of the other are not looked at."""
    bo = laptop(meeting.links.participant)
    _say(ana, "It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+Home")
    bo.page.keyboard.insert_text("🚨 It was carelessness. ")
    expect(ana.prose(WHAT)).to_have_text("🚨 It was carelessness. It was human error.")
    expect(_marks(ana)).to_have_text([BLAME])
    expect(_card(ana)).to_be_visible()
    expect(_marks(bo)).to_have_text(["carelessness"], timeout=PATIENCE)


def test_nobody_is_interrupted_and_one_card_is_open_at_a_time(ana: Laptop) -> None:
    """No mark in a sentence that is being written; the next card closes the one before, and so does typing."""
    ana.prose(WHAT).evaluate(NOTE_PAUSES)
    _say(ana, "It was human error")
    ana.page.keyboard.type(" so" * 6, delay=80)
    ana.page.keyboard.type(".")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    pauses = ana.page.evaluate("window.pauses")
    assert pauses
    # On a slow machine the browser is handed a key so late that there was a pause before it.
    assert all(pause >= (1_200 if unfinished else 250) - 20 for pause, unfinished in pauses), pauses
    _say(ana, "It was carelessness.", IMPACT)
    expect(_marks(ana)).to_have_count(2, timeout=PATIENCE)
    _marks(ana).first.hover()
    expect(ana.field(WHAT).locator(".hint-card")).to_be_visible()
    expect(ana.prose(IMPACT)).to_be_focused()
    ana.page.keyboard.press("Alt+h")
    expect(_card(ana)).to_have_count(1)
    ana.page.keyboard.press("Alt+h")
    expect(_card(ana)).to_have_count(1)
    ana.page.keyboard.press("Control+End")
    _marks(ana).last.hover()
    expect(_card(ana)).to_have_count(1)
    ana.page.keyboard.type(" ")
    expect(_card(ana)).to_have_count(0)


def test_a_card_never_covers_the_line_that_is_typed_in(ana: Laptop) -> None:
    """With the caret in any line of a long text, a card opened by the mouse stands elsewhere."""
    _say(ana, "It was human error. " + "The replica was promoted and writes came back after a while. " * 6)
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    text = _box(ana.prose(WHAT))
    line = _box(_marks(ana))["height"] * 1.25
    lines = int(text["height"] / line)
    assert lines > 3
    for at in range(lines):
        middle = (at + 0.5) * text["height"] / lines
        ana.prose(WHAT).click(position={"x": 4, "y": middle})
        _marks(ana).hover()
        expect(_card(ana)).to_be_visible()
        typed_in: FloatRect = {"x": text["x"], "y": text["y"] + middle - 8, "width": text["width"], "height": 16}
        assert _apart(_box(_card(ana)), typed_in), f"line {at} of {lines}"
        ana.page.mouse.move(5, 5)
        expect(_card(ana)).to_have_count(0)


def test_an_open_card_does_not_cover_the_way_to_the_group(meeting: Meeting, laptop: Open) -> None:
    """On a low window there is room above the words only, until the strip with its button stands there."""
    ana = laptop(f"{meeting.server.url}/room?pm={meeting.id}", viewport={"width": 1366, "height": 650})
    meeting.command(lambda seen: Start(seen=seen))
    expect(ana.page.locator('[data-section-view="summary"]')).to_be_visible(timeout=PATIENCE)
    _say(ana, "A rule of the firewall took all processors of the proxies in two regions. It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    _marks(ana).hover()
    expect(_card(ana)).to_be_visible()
    assert _box(_card(ana))["y"] < _box(_marks(ana))["y"], "there is room under the words"
    meeting.command(lambda seen: Next(seen=seen))
    follow = ana.page.get_by_role("button", name="Follow", exact=True)
    expect(follow).to_be_visible(timeout=PATIENCE)
    ana.page.wait_for_timeout(300)  # the card is placed in the frame after the strip; far from the mouse, it closes
    assert _card(ana).count() == 0 or _apart(_box(_card(ana)), _box(follow))
    follow.click()
    expect(ana.page.locator('[data-section-view="timeline"]')).to_be_visible(timeout=PATIENCE)


def test_on_a_phone_the_card_stands_under_the_line_and_hides_nothing(meeting: Meeting, laptop: Open) -> None:
    """The text makes room and closes again; the card is as wide as the text, never wider than the screen."""
    ana = laptop(meeting.links.participant, viewport=PHONE, has_touch=True)
    ana.prose(WHAT).tap()
    ana.page.keyboard.type("It was human error. " + "The replica was promoted and writes came back. " * 3)
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    height = _box(ana.prose(WHAT))["height"]
    _marks(ana).tap()
    expect(_card(ana)).to_be_visible()
    expect(ana.field(WHAT).locator(".hint-gap")).to_have_count(1)
    card, mark, text = _box(_card(ana)), _box(_marks(ana)), _box(ana.prose(WHAT))
    assert mark["y"] + mark["height"] <= card["y"] <= mark["y"] + mark["height"] + 16
    assert text["height"] >= height + card["height"]
    assert (text["x"] - 1, card["x"] + card["width"] <= text["x"] + text["width"] + 1) == (card["x"] - 1, True)
    assert card["x"] + card["width"] <= PHONE["width"]
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    _card(ana).get_by_role("button", name="It is a quote").tap()
    expect(_card(ana)).to_have_count(0)
    expect(ana.field(WHAT).locator(".hint-gap")).to_have_count(0)
    assert _box(ana.prose(WHAT))["height"] == pytest.approx(height, abs=2)


def test_hints_can_be_heard(ana: Laptop) -> None:
    """A polite word that there is one, the mark says what it is about, the card has a name and axe finds nothing."""
    voice = ana.page.locator(".hint-voice")
    expect(voice).to_have_attribute("aria-live", "polite", timeout=PATIENCE)
    _say(ana, "It was human error.")
    expect(voice).to_have_text(re.compile("^1 hint"), timeout=PATIENCE)
    described = _marks(ana).get_attribute("aria-describedby")
    message = ana.page.locator(f"#{described}").text_content() or ""
    assert message.startswith("Hint: ")
    ana.page.keyboard.press("Alt+h")
    expect(voice).to_contain_text(message.removeprefix("Hint: "))
    expect(_card(ana)).to_contain_text(message.removeprefix("Hint: "))
    for theme in ("light", "dark"):
        ana.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        ana.page.wait_for_timeout(400)
        found = [
            item for item in Axe().run(ana.page).response["violations"] if item["impact"] in ("serious", "critical")
        ]
        assert not [(item["id"], [node["html"] for node in item["nodes"]]) for item in found], theme


# What an action needs


def _action(person: Laptop, text: str) -> Locator:
    _go(person, "actions")
    person.field("actions").locator("[data-draft] .cm-content").click()
    person.page.keyboard.type(text)
    return person.field("actions").locator("[data-row]").last


def test_the_test_of_an_action_gets_hints_like_any_text(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """Underlined where it stands, opened and answered by keyboard, changed for everybody."""
    row = _action(ana, "Page on-call at 90 % disk")
    test = row.locator("[data-key=done_when]")
    test.click()
    ana.page.keyboard.insert_text("🚨 ")
    ana.page.keyboard.type("It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    mark, field = _box(_marks(ana)), _box(test)
    assert not _apart(mark, field)
    ana.page.keyboard.press("Alt+h")
    expect(_card(ana)).to_be_visible()
    assert _apart(_box(_card(ana)), field)
    ana.page.keyboard.press("Alt+Enter")
    expect(test).to_have_value(re.compile(r"^🚨 It was (?!human error).+\.$"))
    expect(_marks(ana)).to_have_count(0)
    ana.saved()
    (action,) = meeting.written().actions
    assert action.done_when == test.input_value()
    _marks(ana).first.wait_for(state="detached")
    bo = laptop(meeting.links.participant)
    _go(bo, "actions")
    expect(bo.field("actions").locator("[data-key=done_when]").first).to_have_value(action.done_when)
    expect(_marks(bo)).to_have_count(0)


def test_an_action_tells_its_writer_alone_what_it_needs(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """One line, kindly, as it is typed; nobody else is reminded of it. A decision not to act is an answer."""
    bo = laptop(meeting.links.participant)
    _go(bo, "actions")
    row = _action(ana, "Improve monitoring.")
    line = row.locator(".row-tail")
    expect(line).to_have_text(
        "Still needs an end one can check, an owner, a date and how we know it is done.", timeout=PATIENCE
    )
    row.locator("[data-key=owner]").fill("Deniz")
    row.locator("[data-key=due]").fill("2026-12-01")
    expect(line).to_have_text("Still needs an end one can check and how we know it is done.")
    row.locator("[data-key=done_when]").fill("A test volume at 91 % rings the phone of whoever is on call.")
    expect(line).to_have_count(0)
    theirs = bo.field("actions").locator("[data-row]").first
    expect(theirs.locator("[data-key=owner]")).to_have_value("Deniz")
    expect(bo.page.locator(".row-tail")).to_have_count(0)
    row = _action(ana, "Won't do")
    expect(row).to_contain_text("Say why")
    ana.page.keyboard.type(", because the old host goes away in May.")
    expect(row).to_contain_text("That is an answer")
    expect(row).not_to_contain_text("Still needs")


def test_many_actions_are_asked_which_three_matter(ana: Laptop) -> None:
    """From six on, quietly; what was decided against is not counted."""
    question = ana.field("actions").locator(".beside-note")
    _action(ana, "one")
    for text in ("two", "three", "four", "five", "Won't do, because it is too rare"):
        ana.page.keyboard.press("Enter")
        ana.page.keyboard.type(text)
    expect(question).to_be_hidden()
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.type("six")
    expect(question).to_be_visible()
    expect(question).to_contain_text("Six actions. Which three matter most?")


# Dates as people say them


def test_a_date_is_read_as_it_is_typed(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """In two weeks: the day stands in the row and in the document, and what it was read from; Ctrl+Z takes it back."""
    bo = laptop(meeting.links.participant)
    _go(bo, "actions")
    row = _action(ana, "Page on-call at 90 % disk")
    due = row.locator("[data-key=due]")
    due.click()
    ana.page.keyboard.type("in two weeks")
    expect(row.locator(".due-note")).to_have_text(re.compile(r"^\w{3} \d+ \w{3,4} 20\d\d$"))
    ana.page.keyboard.press("Enter")
    expect(row.locator(".due-note")).to_have_text("from “in two weeks”")
    ana.saved()
    (action,) = meeting.written().actions
    assert action.due is not None
    assert action.due_text == "in two weeks"
    assert abs(action.due - (datetime.now(UTC).date() + timedelta(days=14))) <= timedelta(days=1)
    expect(row).to_contain_text("Still needs an owner and how we know it is done.")
    shown = f"{action.due:%a} {action.due.day} {action.due:%b} {action.due.year}"
    expect(due).to_have_value(shown)
    expect(bo.field("actions").locator("[data-row] [data-key=due]")).to_have_value(shown)
    ana.page.keyboard.press("Control+z")
    ana.page.keyboard.press("Tab")
    expect(bo.field("actions").locator("[data-row] [data-key=due]")).to_have_value("")


def test_what_is_no_date_stays_with_a_sentence(meeting: Meeting, ana: Laptop) -> None:
    """Nothing is guessed and nothing is lost; Escape gives up; the browser's own calendar is at hand."""
    row = _action(ana, "Page on-call at 90 % disk")
    due = row.locator("[data-key=due]")
    due.click()
    ana.page.keyboard.type("soonish")
    ana.page.keyboard.press("Enter")
    expect(row.locator(".due-problem")).to_contain_text("soonish")
    _go(ana, "factors")
    _go(ana, "actions")
    due = ana.field("actions").locator("[data-row] [data-key=due]")
    expect(due).to_have_value("soonish")
    due.click()
    ana.page.keyboard.press("Escape")
    expect(due).to_have_value("")
    due.fill("end of month")
    ana.page.keyboard.press("Tab")
    pick = ana.page.get_by_role("button", name="Due: choose a day")
    expect(pick).not_to_be_focused()  # words do all that a keyboard needs
    ana.saved()
    (action,) = meeting.written().actions
    assert action.due is not None
    assert (action.due + timedelta(days=1)).day == 1
    pick.click()  # the browser's own calendar
    ana.field("actions").locator('[data-row] [data-key="due.date"]').fill("2026-12-24")
    ana.saved()
    (action,) = meeting.written().actions
    assert (str(action.due), action.due_text) == ("2026-12-24", "")


def test_two_days_are_asked_once_for_the_whole_team(meeting: Meeting, ana: Laptop, laptop: Open) -> None:
    """4/12 is asked with two buttons; from then on it is read in that order, here and on other screens."""
    bo = laptop(meeting.links.participant)
    _go(bo, "actions")
    row = _action(ana, "Page on-call at 90 % disk")
    row.locator("[data-key=due]").fill("4/12")
    ana.page.keyboard.press("Tab")
    expect(row.locator(".due-problem")).to_have_text("“4/12”: which one?")
    ana.saved()
    assert [(action.due, action.due_text) for action in meeting.written().actions] == [(None, "4/12")]
    theirs = bo.field("actions").locator("[data-row]").first
    theirs.get_by_role("button", name="4 Dec", exact=True).click()
    expect(row.locator("[data-key=due]")).to_have_value(re.compile("4 Dec"))
    expect(row.locator(".due-note")).to_contain_text("from “4/12”")
    other = _action(ana, "Write down how to swap a token")
    other.locator("[data-key=due]").fill("5/11")
    ana.page.keyboard.press("Tab")
    expect(other.locator("[data-key=due]")).to_have_value(re.compile("5 Nov"))
    ana.saved()
    with meeting.server.app() as app:
        assert day_order(app) == "dmy"


def test_a_server_that_knows_less_is_no_trouble(meeting: Meeting, ana: Laptop) -> None:
    """Dates need no server at all, and rewrites are taken without the newer routes."""
    for tail in ("**/live/day-order/*", "**/live/due/*", "**/live/hints/*/accept"):
        ana.page.route(tail, lambda route: route.fulfill(status=404, body="Not Found"))
    row = _action(ana, "Page on-call at 90 % disk")
    due = row.locator("[data-key=due]")
    due.fill("2026-12-01")
    expect(row.locator(".due-problem")).to_have_count(0)
    _go(ana, "summary")
    _say(ana, "It was human error.")
    expect(_marks(ana)).to_have_text([BLAME], timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    ana.page.keyboard.press("Alt+Enter")
    expect(ana.prose(WHAT)).not_to_contain_text(BLAME)
    ana.saved()
    assert str(meeting.written().actions[0].due) == "2026-12-01"
