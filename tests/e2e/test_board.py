"""The board in real browsers: several people write one page, with rows, typed values, undo and notes for later."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from core.document.load import load
from core.document.read import read
from core.domain.postmortem import Postmortem, SectionId, Severity
from core.services.documents import document_store
from tests.e2e.conftest import Meeting
from tests.support.browsers import PATIENCE, Laptop

WHAT, IMPACT = "summary.what_happened", "summary.impact"
Open = Callable[..., Laptop]


def _in(meeting: Meeting, laptop: Open, section: str = "summary", link: str = "participant") -> Laptop:
    person = laptop(getattr(meeting.links, link))
    _go(person, section)
    return person


def _go(person: Laptop, section: str) -> None:
    person.page.locator(f'[data-section-link="{section}"]').click()
    expect(person.page.locator(f'[data-section-view="{section}"]')).to_be_visible()


def _written(meeting: Meeting) -> Postmortem:
    with meeting.server.app() as app:
        return read(load(document_store.open_document(app, meeting.id).updates)).postmortem


def _rows(person: Laptop, field: str) -> Locator:
    return person.field(field).locator("[data-row]")


def _texts(person: Laptop, field: str) -> list[str]:
    return [text.strip() for text in _rows(person, field).locator(".cm-content").all_inner_texts()]


def _draft(person: Laptop, field: str) -> Locator:
    return person.field(field).locator("[data-draft]")


def _type(person: Laptop, text: str) -> None:
    person.page.keyboard.type(text)


def _add(person: Laptop, field: str, *texts: str) -> None:
    _draft(person, field).locator(".cm-content").click()
    for text in texts:
        _type(person, text)
        person.page.keyboard.press("Enter")
    expect(_rows(person, field).last).to_contain_text(texts[-1])


def test_two_people_write_in_one_field_and_see_each_other(meeting: Meeting, laptop: Open) -> None:
    """Words arrive as they are typed, a caret carries its owner's name, and the name never mixes with the words."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    ana.prose(WHAT).click()
    _type(ana, "The disk was full")
    expect(bo.prose(WHAT)).to_have_text("The disk was full")
    expect(bo.field(WHAT).locator(".caret .flag")).to_have_attribute("data-name", re.compile(r"Guest \w+"))
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+Home")
    _type(bo, "At 02:14. ")
    expect(ana.prose(WHAT)).to_have_text("At 02:14. The disk was full")
    _type(ana, "!")
    ana.saved()
    assert _written(meeting).summary.what_happened == "At 02:14. The disk was full!"


def test_a_caret_that_moves_keeps_its_elements_and_shows_its_name_anew(meeting: Meeting, laptop: Open) -> None:
    """Made again at each key of others, they were dear on the screens that it came to."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    ana.prose(WHAT).click()
    _type(ana, "a")
    caret = bo.field(WHAT).locator(".caret")
    caret.evaluate("caret => { caret.made = 'once' }")
    for text in ("ab", "abc"):
        fade = caret.locator(".flag").evaluate("flag => getComputedStyle(flag).animationName")
        ana.page.wait_for_timeout(1_100)  # whoever types on is named anew once a second
        _type(ana, text[-1])
        expect(bo.prose(WHAT)).to_have_text(text)
        assert caret.evaluate("caret => caret.made") == "once"
        assert caret.evaluate("caret => caret.nextSibling?.textContent ?? ''") == ""
        assert caret.locator(".flag").evaluate("flag => getComputedStyle(flag).animationName") != fade
    ana.page.keyboard.press("Enter")
    _type(ana, "d")
    expect(bo.field(WHAT).locator(".cm-line").last).to_have_text("d")
    expect(bo.field(WHAT).locator(".caret.at-end .flag")).to_have_attribute("data-name", re.compile(r"Guest \w+"))
    ana.page.keyboard.press("Home")
    expect(bo.field(WHAT).locator(".caret.at-end")).to_have_count(0)
    expect(caret).to_have_count(1)


def test_a_name_goes_in_one_step_and_no_frame_is_drawn_for_it_before(meeting: Meeting, laptop: Open) -> None:
    """A name that fades is drawn sixty times a second on every screen, for as long as it waits as well."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    ana.prose(WHAT).click()
    _type(ana, "a")
    flag = bo.field(WHAT).locator(".caret .flag")
    expect(flag).to_have_css("visibility", "visible")
    moving = "flag => flag.getAnimations().flatMap(one => one.effect.getKeyframes().flatMap(Object.keys))"
    assert set(flag.evaluate(moving)) - {"offset", "computedOffset", "easing", "composite"} == {"visibility"}
    expect(flag).to_have_css("visibility", "hidden")
    _type(ana, "b")
    expect(flag).to_have_css("visibility", "visible")


def test_undo_takes_back_my_words_and_nobody_elses(meeting: Meeting, laptop: Open) -> None:
    """Ctrl+Z and Ctrl+Shift+Z walk through my own changes only, whatever others wrote in between."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    bo.prose(IMPACT).click()
    _type(bo, "Theirs. ")
    expect(ana.prose(IMPACT)).to_have_text(re.compile("Theirs."))
    ana.prose(IMPACT).click()
    ana.page.keyboard.press("Control+End")
    _type(ana, "Mine.")
    expect(bo.prose(IMPACT)).to_have_text("Theirs. Mine.")
    for _ in range(4):
        ana.page.keyboard.press("Control+z")
    expect(bo.prose(IMPACT)).to_have_text(re.compile(r"^Theirs\.\s*$"))
    ana.page.keyboard.press("Control+Shift+z")
    expect(bo.prose(IMPACT)).to_have_text("Theirs. Mine.")


def test_a_time_is_typed_fast_and_a_row_stays_under_its_typist(meeting: Meeting, laptop: Open) -> None:
    """0258, Enter, words: one row, in the same node, in place while it is written and sorted afterwards."""
    ana, bo = _in(meeting, laptop, "timeline"), _in(meeting, laptop, "timeline")
    _add_moment(ana, "2345", "Second")
    draft = _draft(ana, "timeline").element_handle()
    assert draft is not None
    _type(ana, "23:10")
    ana.page.keyboard.press("Enter")
    _type(ana, "First")
    expect(_rows(bo, "timeline").nth(1)).to_contain_text("First")
    assert draft.evaluate("node => node.isConnected && node.dataset.row !== undefined && node.matches(':focus-within')")
    assert _texts(ana, "timeline")[-1] == "First"  # not moved while somebody is in it
    ana.page.keyboard.press("Enter")
    expect(_rows(ana, "timeline").last).to_contain_text("Second")
    expect(_draft(ana, "timeline").locator("[data-key=at]")).to_be_focused()
    ana.saved()
    assert [row.at.strftime("%d %H:%M") for row in _written(meeting).timeline if row.at][:1] == ["20 23:00"]


def _add_moment(person: Laptop, time: str, text: str) -> None:
    _draft(person, "timeline").locator("[data-key=at]").click()
    _type(person, time)
    person.page.keyboard.press("Enter")
    _type(person, text)
    person.page.keyboard.press("Enter")


def test_what_is_no_time_yet_stays_with_a_sentence(new_meeting: Callable[..., Meeting], laptop: Open) -> None:
    """Nothing typed is thrown away, a look elsewhere included; a date can be typed or chosen, in the meeting's zone."""
    meeting = new_meeting(zone="Europe/Berlin")
    ana = _in(meeting, laptop, "timeline")
    time = _draft(ana, "timeline").locator("[data-key=at]")
    time.click()
    _type(ana, "29:99")
    ana.page.keyboard.press("Tab")
    row = _rows(ana, "timeline").last
    expect(row.get_by_role("alert")).to_contain_text("29:99")
    ana.saved()
    assert _written(meeting).timeline[-1].at_text == "29:99"
    _go(ana, "factors")
    _go(ana, "timeline")
    time = _rows(ana, "timeline").last.locator("[data-key=at]")
    expect(time).to_have_value("29:99")
    time.fill("2026-11-22 2:58")
    time.press("Enter")
    _type(ana, "Two days on")
    expect(ana.field("timeline").get_by_role("alert")).to_have_count(0)
    ana.saved()
    at = _written(meeting).timeline[-1].at
    assert at is not None
    assert at.isoformat() == "2026-11-22T01:58:00+00:00"


def test_midnight_passes_between_two_rows(meeting: Meeting, laptop: Open) -> None:
    """A time in the night after a row in the evening belongs to the next day, and the day is shown."""
    ana = _in(meeting, laptop, "timeline")
    _add_moment(ana, "0012", "After midnight")
    expect(_rows(ana, "timeline").last).to_contain_text("Sat 21 Nov")
    ana.saved()
    at = _written(meeting).timeline[-1].at
    assert at is not None
    assert at.isoformat() == "2026-11-21T00:12:00+00:00"


def test_detection_response_and_resolution_are_computed_under_the_timeline(meeting: Meeting, laptop: Open) -> None:
    """The numbers follow the rows at once; what is missing or impossible is said in words."""
    ana, bo = _in(meeting, laptop, "timeline"), _in(meeting, laptop, "timeline")
    resolve, detect = (bo.page.locator(f'[data-measure="{name}"]') for name in ("resolve", "detect"))
    expect(resolve).to_contain_text("no “resolved” yet")
    _add_moment(ana, "2337", "All works again")
    _rows(ana, "timeline").last.locator("[data-key=kind]").select_option("resolved")
    expect(resolve).to_contain_text("37 min")
    _add_moment(ana, "22:50", "A customer calls")
    expect(_rows(ana, "timeline").first).to_contain_text("A customer calls")
    _rows(ana, "timeline").first.locator("[data-key=kind]").select_option("detected")
    expect(detect).to_contain_text("ends before it starts")
    _rows(ana, "timeline").last.locator("[data-key=star]").check()
    expect(_rows(bo, "timeline").last.locator("[data-key=star]")).to_be_checked()


def test_rows_are_added_moved_and_removed_by_keyboard(meeting: Meeting, laptop: Open) -> None:
    """Enter goes on, Alt and arrows move, Backspace in an empty row removes, and removing can be taken back."""
    ana, bo = _in(meeting, laptop, "factors"), _in(meeting, laptop, "factors")
    _add(ana, "factors", "one", "two", "three")
    ana.page.keyboard.press("Backspace")
    ana.page.keyboard.press("Alt+ArrowUp")
    _type(ana, "!")
    expect(_rows(bo, "factors").nth(1)).to_contain_text("three!")
    assert _texts(bo, "factors") == ["one", "three!", "two"]
    for _ in range(len("three!") + 1):
        ana.page.keyboard.press("Backspace")
    expect(_rows(bo, "factors")).to_have_count(2)
    _type(ana, "1")  # the focus went to the row before
    expect(_rows(bo, "factors").first).to_contain_text("one1")
    _rows(ana, "factors").last.hover()
    _rows(ana, "factors").last.get_by_role("button", name="Remove this row").click()
    expect(_rows(bo, "factors")).to_have_count(1)
    ana.page.get_by_role("button", name="Undo").click()
    expect(_rows(bo, "factors").last).to_contain_text("two")


def test_a_row_removed_under_its_typist_stays_while_it_is_written(meeting: Meeting, laptop: Open) -> None:
    """The words of somebody who is typing win over the one who tidies up."""
    ana, bo = _in(meeting, laptop, "factors"), _in(meeting, laptop, "factors")
    _draft(ana, "factors").locator(".cm-content").click()
    _type(ana, "half a tho")
    expect(_rows(bo, "factors")).to_have_count(1)
    _rows(bo, "factors").hover()
    _rows(bo, "factors").get_by_role("button", name="Remove this row").click()
    expect(_rows(bo, "factors")).to_have_count(0)
    expect(_rows(ana, "factors")).to_have_attribute("data-removed", "true")
    _type(ana, "ught")
    expect(_rows(bo, "factors")).to_contain_text("half a thought")


def test_typed_values_reach_everybody_and_the_document(meeting: Meeting, laptop: Open) -> None:
    """Severity, sets, minutes, a date, yes or no: native inputs on one shared document."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    guide = ana.field("summary.severity")
    expect(guide).to_contain_text("Customers cannot do what they came for")
    guide.get_by_role("radio", name=re.compile("P2")).check()
    expect(bo.field("summary.severity").get_by_role("radio", name=re.compile("P2"))).to_be_checked()
    services = ana.field("summary.services").locator("input")
    services.fill("orders-db, checkout")
    services.press("Enter")
    expect(bo.field("summary.services")).to_contain_text("checkout")
    bo.page.get_by_role("button", name="Remove checkout").click()
    ana.field("summary.duration").locator("input").fill("45")
    expect(bo.field("summary.duration").locator("input")).to_have_value("45")
    _go(ana, "follow_up")
    ana.field("follow_up.tracker").locator("input").fill("Mara")
    ana.field("follow_up.review_on").locator("input").fill("2026-12-07")
    ana.field("follow_up.meeting_needed").get_by_role("radio", name="No").check()
    _rows(ana, "follow_up.checklist").nth(1).locator("[data-key=done]").check()
    ana.saved()
    bo.saved()
    written = _written(meeting)
    assert (written.severity, written.services, written.duration_minutes) == (Severity.P2, ("orders-db",), 45)
    follow = written.follow_up
    assert (follow.tracker, str(follow.review_on), follow.meeting_needed) == ("Mara", "2026-12-07", False)
    assert follow.checklist[1].done


def test_an_action_says_what_it_needs_until_it_has_it(meeting: Meeting, laptop: Open) -> None:
    """Kindly, under the row, and no longer than needed."""
    ana = _in(meeting, laptop, "actions")
    _draft(ana, "actions").locator(".cm-content").click()
    _type(ana, "Page on-call at 90 %")
    row = _rows(ana, "actions").first
    expect(row).to_contain_text("Still needs an owner, a date and how we know it is done.")
    row.locator("[data-key=owner]").fill("Deniz")
    row.locator("[data-key=due]").fill("2026-12-01")
    row.locator("[data-key=kind]").select_option("detect")
    row.locator("[data-key=done_when]").fill("A test volume rings the phone.")
    expect(row).not_to_contain_text("Still needs")
    ana.saved()
    (action,) = _written(meeting).actions
    assert (action.owner, str(action.due), action.done_when) == (
        "Deniz",
        "2026-12-01",
        "A test volume rings the phone.",
    )


def test_topics_are_parked_and_ideas_become_actions(meeting: Meeting, laptop: Open) -> None:
    """From every section, with where it came up; one click makes the action, once."""
    ana = _in(meeting, laptop, "lessons")
    _add(ana, "parking", "Two dashboards?")
    _add(ana, "ideas", "Alert at 80 %")
    _rows(ana, "ideas").get_by_role("button", name="Make it an action").click()
    expect(_rows(ana, "ideas")).to_contain_text("An action now")
    ana.page.get_by_role("button", name="Go there").click()
    expect(_rows(ana, "actions")).to_contain_text("Alert at 80 %")
    ana.saved()
    written = _written(meeting)
    assert written.parking[0].section is SectionId.LESSONS
    assert [row.text for row in written.actions] == ["Alert at 80 %"]


def test_a_section_is_skipped_and_brought_back_with_one_click(meeting: Meeting, laptop: Open) -> None:
    """Everybody sees it, and nobody is asked for it any more."""
    ana, bo = _in(meeting, laptop, "factors"), _in(meeting, laptop, "factors")
    ana.press("Skip this section")
    expect(bo.page.locator('[data-section-link="factors"]')).to_have_attribute("data-filled", "skipped")
    ana.saved()
    assert SectionId.FACTORS in _written(meeting).skipped
    bo.press("Bring this section back")
    expect(ana.page.locator('[data-section-link="factors"]')).to_have_attribute("data-filled", "empty")


def test_a_huge_paste_is_refused_and_undo_still_works(meeting: Meeting, laptop: Open) -> None:
    """Ten megabytes get a sentence, nothing is sent, and Ctrl+Z takes back what was typed before."""
    ana = _in(meeting, laptop)
    ana.prose(WHAT).click()
    _type(ana, "Before.")
    ana.prose(WHAT).evaluate(
        """node => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "x".repeat(10_000_000));
          node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    expect(ana.page.get_by_text("too much to paste")).to_be_visible()
    ana.saved()
    assert _written(meeting).summary.what_happened == "Before."
    ana.page.keyboard.press("Control+z")
    expect(ana.prose(WHAT)).not_to_contain_text("Before.")


def test_the_pages_own_shortcuts_do_not_fire_while_somebody_types(meeting: Meeting, laptop: Open) -> None:
    """r reruns and c clears caches in Streamlit: neither happens, in text, in a row or in an input."""
    ana = _in(meeting, laptop)
    mounted = ana.field(WHAT).element_handle()
    ana.prose(WHAT).click()
    _type(ana, "rc rc")
    ana.field("summary.duration").locator("input").click()
    _type(ana, "rc")
    ana.page.locator("h2", has_text="What happened").evaluate("node => node.focus()")
    _type(ana, "rc")
    ana.page.wait_for_timeout(500)
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    assert mounted is not None
    assert mounted.evaluate("node => node.isConnected")


def test_a_viewer_reads_along_and_changes_nothing(meeting: Meeting, laptop: Open) -> None:
    """Live words, and no way to write any: no draft rows, no open inputs."""
    ana, reader = _in(meeting, laptop), _in(meeting, laptop, link="viewer")
    ana.prose(WHAT).click()
    _type(ana, "Seen live")
    text = reader.field(WHAT).locator(".cm-content")
    expect(text).to_have_text("Seen live")
    expect(text).to_have_attribute("contenteditable", "false")
    expect(reader.field("summary.severity").get_by_role("radio").first).to_be_disabled()
    _go(reader, "factors")
    expect(_draft(reader, "factors")).to_be_hidden()
    expect(reader.page.get_by_role("button", name="Skip this section")).to_be_hidden()


def test_somebody_who_types_is_not_moved_and_may_follow(meeting: Meeting, laptop: Open) -> None:
    """Next moves whoever is at rest; the typist gets a banner and goes when they want."""
    lead, ana, bo = _in(meeting, laptop, link="facilitator"), _in(meeting, laptop), _in(meeting, laptop)
    lead.press("Start the twenty minutes")
    expect(ana.timer()).to_have_attribute("data-section", "summary", timeout=PATIENCE)
    ana.prose(WHAT).click()
    _type(ana, "I am not d")
    lead.press("Next: Timeline")
    expect(bo.page.locator('[data-section-view="timeline"]')).to_be_visible(timeout=PATIENCE)
    expect(ana.page.get_by_text("The group moved to Timeline")).to_be_visible()
    _type(ana, "one yet.")
    expect(ana.prose(WHAT)).to_have_text("I am not done yet.")
    ana.press(re.compile("^Follow$"))
    expect(ana.page.locator('[data-section-view="timeline"]')).to_be_visible()
    _go(bo, "summary")
    expect(bo.prose(WHAT)).to_have_text("I am not done yet.")


def test_a_hint_is_for_its_typist_alone_and_can_be_used_or_dismissed(meeting: Meeting, laptop: Open) -> None:
    """A light underline after a pause; F8 opens it, Alt+Enter uses its words, Escape is remembered for everybody."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    ana.prose(IMPACT).click()
    _type(ana, "It was human error.")
    mark, card = ana.field(IMPACT).locator(".hint-mark"), ana.field(IMPACT).get_by_role("group", name="A hint")
    expect(mark).to_have_text("human error", timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    expect(card).to_contain_text("only you see this")
    ana.page.keyboard.press("Alt+Enter")
    expect(ana.prose(IMPACT)).not_to_contain_text("human error")
    ana.page.keyboard.press("Control+z")
    expect(mark).to_have_text("human error", timeout=PATIENCE)
    ana.page.keyboard.press("F8")
    ana.page.keyboard.press("Escape")
    expect(mark).to_have_count(0)
    ana.page.keyboard.press("Control+End")
    _type(ana, " Again.")
    bo.prose(IMPACT).click()
    bo.page.keyboard.press("Control+End")
    _type(bo, " It was carelessness. It was human error, they said.")
    expect(bo.field(IMPACT).locator(".hint-mark").first).to_be_visible(timeout=PATIENCE)
    expect(bo.field(IMPACT).locator(".hint-mark", has_text="human error")).to_have_count(0)
    expect(ana.field(IMPACT)).to_contain_text("they said.")
    expect(mark).to_have_count(0)


PAYLOADS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg/onload=window.hit=1>",
    "{{7*7}} ${7*7} [a](javascript:window.hit=1) :red[x]",
    "\u202eright to left \u0007 bell",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_type_is_never_code_on_the_board(meeting: Meeting, laptop: Open, payload: str) -> None:
    """Words stand as words in texts, rows, chips, inputs and notes, for the writer and for everybody else."""
    ana, bo = _in(meeting, laptop), _in(meeting, laptop)
    ana.prose(WHAT).click()
    ana.page.keyboard.insert_text(payload)
    chips = ana.field("summary.tags").locator("input")
    chips.fill(payload.replace(",", " "))
    chips.press("Enter")
    _go(ana, "actions")
    _draft(ana, "actions").locator(".cm-content").click()
    ana.page.keyboard.insert_text(payload)
    _rows(ana, "actions").locator("[data-key=owner]").fill(payload)
    _go(bo, "actions")
    expect(_rows(bo, "actions").locator("[data-key=owner]")).to_have_value(payload)
    ana.saved()
    assert _written(meeting).summary.what_happened == payload
    for person in (ana, bo):
        assert person.page.evaluate("window.hit") is None
        assert person.page.locator(".board script, .board img:not(.cm-widgetBuffer), .board svg").count() == 0


def test_a_help_opens_below_the_line_in_which_it_was_pressed(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """Neither the pressed words nor those beside them move, and a second press at the same place closes it."""
    ana = laptop(meeting.links.participant)
    words = [ana.page.get_by_text(text, exact=True).first for text in ("Questions to ask", "Example", "Look closer")]
    words[0].wait_for()
    before = [item.bounding_box() for item in words]
    help_text = ana.page.locator(".help li").first
    expect(help_text).to_be_hidden()
    words[0].click()
    expect(help_text).to_be_visible()
    assert [item.bounding_box() for item in words] == before
    box = help_text.bounding_box()
    assert box is not None
    assert all(place is not None and box["y"] >= place["y"] + place["height"] for place in before)
    words[0].click()
    expect(help_text).to_be_hidden()
