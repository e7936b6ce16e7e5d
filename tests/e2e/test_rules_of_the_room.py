"""The rules of the room in real browsers: nobody is yanked away, one honest clock, nothing lost, nothing in between.

Timeboxes are made short, so that the last minute and overtime come without waiting for them.
"""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from core.domain.postmortem import SectionId
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Frames, Meeting, at_section, started
from tests.support.server import Server

Open = Callable[..., Laptop]
WHAT, IMPACT = "summary.what_happened", "summary.impact"
FOLLOW = re.compile("^Follow$")
SHORT = (15, 240, 300, 120, 240, 120, 60)


def _view(person: Laptop, section: str) -> Locator:
    return person.page.locator(f'[data-section-view="{section}"]')


def _type(person: Laptop, text: str) -> None:
    person.page.keyboard.type(text)


def test_somebody_who_types_is_not_yanked_away(meeting: Meeting, laptop: Open) -> None:
    """Next moves who is at rest; the typist keeps field, caret and words, and follows with one click when done."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    ana.prose(WHAT).click()
    _type(ana, "The disk was")
    field = ana.prose(WHAT).element_handle()
    lead.press("Next: Timeline")
    _type(ana, " full at")
    at_section([ana], "timeline")
    _type(ana, " 23:00.")
    banner = ana.page.get_by_text("The group moved to Timeline")
    expect(banner).to_be_visible()
    assert field.evaluate("node => node.isConnected && node.getRootNode().activeElement === node")
    expect(ana.prose(WHAT)).to_have_text("The disk was full at 23:00.")
    ana.page.wait_for_timeout(5_000)  # longer than typing counts as unfinished
    expect(_view(ana, "summary")).to_be_visible()
    ana.press(FOLLOW)
    expect(_view(ana, "timeline")).to_be_visible()
    expect(banner).to_have_count(0)
    lead.press("Next: Root cause")
    expect(_view(ana, "root_cause")).to_be_visible(timeout=PATIENCE)


def test_a_half_composed_word_keeps_its_typist_in_place(meeting: Meeting, laptop: Open) -> None:
    """An input method that is still composing is unfinished typing, however long it takes."""
    lead, kana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, kana)
    kana.prose(WHAT).click()
    wire = kana.page.context.new_cdp_session(kana.page)
    wire.send("Input.imeSetComposition", {"text": "さー", "selectionStart": 2, "selectionEnd": 2})
    kana.page.wait_for_timeout(4_500)
    lead.press("Next: Timeline")
    at_section([kana], "timeline")
    expect(kana.page.get_by_text("The group moved to Timeline")).to_be_visible()
    expect(_view(kana, "summary")).to_be_visible()
    wire.send("Input.insertText", {"text": "サーバー"})
    expect(kana.prose(WHAT)).to_have_text("サーバー")
    kana.saved()
    assert meeting.written().summary.what_happened == "サーバー"


def test_whoever_looks_elsewhere_is_left_there(meeting: Meeting, laptop: Open) -> None:
    """A section that somebody chose stays in front of them when the group moves on."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    ana.page.locator('[data-section-link="lessons"]').click()
    lead.press("Next: Timeline")
    at_section([ana], "timeline")
    expect(_view(ana, "lessons")).to_be_visible()
    expect(ana.page.get_by_text("You are looking at Lessons learned · the group is in Timeline")).to_be_visible()


def test_a_late_joiner_and_a_reload_see_the_right_time(meeting: Meeting, laptop: Open) -> None:
    """The time comes from the meeting, not from when somebody's page was opened."""
    lead = laptop(meeting.links.facilitator)
    started(meeting, lead)
    lead.page.wait_for_timeout(3_000)
    late = laptop(meeting.links.participant)
    at_section([late], "summary")
    assert abs(late.seconds_left() - lead.seconds_left()) <= 1
    assert late.seconds_left() < 118
    late.page.reload()
    at_section([late], "summary")
    assert abs(late.seconds_left() - lead.seconds_left()) <= 1


def test_one_minute_and_overtime_are_said_in_words(meeting: Meeting, laptop: Open) -> None:
    """The last minute is a word and a colour; at 0:00 the clock goes on with a plus; nobody is moved by it."""
    meeting.plan(60 + 4, *SHORT[1:])
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    screen = laptop(meeting.links.present)
    started(meeting, lead, ana)
    expect(ana.page).to_have_title(re.compile(r"^1:0[0-4] Incident summary – Debrief$"))
    expect(ana.page.get_by_text("last minute for Incident summary").first).to_be_visible(timeout=PATIENCE)
    expect(ana.page.get_by_role("status").filter(has_text="One minute left for Incident summary.")).to_have_count(1)
    expect(screen.page.get_by_text("last minute for Incident summary").first).to_be_visible()
    calm = ana.page.locator(".told").first.evaluate("node => getComputedStyle(node).color")
    lead.choose("−1 min")
    for item in (lead, ana, screen):
        expect(item.page.locator('[data-phase="overtime"]').first).to_be_visible(timeout=PATIENCE)
        expect(item.timer()).to_have_text(re.compile(r"^\+0:\d\d$"))
    assert ana.page.locator(".told").first.evaluate("node => getComputedStyle(node).color") != calm
    expect(ana.page).to_have_title(re.compile(r"^\+0:\d\d Incident summary – Debrief$"))
    before = ana.seconds_left()
    ana.page.wait_for_timeout(3_000)
    assert before - 8 < ana.seconds_left() <= before - 2
    assert {item.section() for item in (lead, ana, screen)} == {"summary"}
    expect(ana.page.get_by_text("over time in Incident summary").first).to_be_visible()


def test_the_end_of_a_section_is_passed_without_a_stop(meeting: Meeting, laptop: Open) -> None:
    """0:01, 0:00, +0:01: each second stands on the clock, and all screens show the same."""
    meeting.plan(*SHORT)
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    seen = ana.page.evaluate(
        """() => new Promise((done) => {
          const find = (root) => root.querySelector('[role=timer]')
            ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && find(each.shadowRoot)).find(Boolean);
          const timer = find(document), seen = [];
          const note = () => {
            seen.push(timer.textContent);
            if (Number(timer.dataset.secondsLeft) <= -3) (watcher.disconnect(), done(seen));
          };
          const watcher = new MutationObserver(note);
          watcher.observe(timer, { attributes: true, attributeFilter: ["data-seconds-left"] });
        })"""
    )
    assert seen[seen.index("0:02") :] == ["0:02", "0:01", "0:00", "+0:01", "+0:02", "+0:03"]
    assert abs(lead.seconds_left() - ana.seconds_left()) <= 1


def test_a_pause_is_a_true_pause(meeting: Meeting, laptop: Open) -> None:
    """While it is paused no second passes, on any screen; typing goes on, and Resume goes on where it stood."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    lead.press("Pause")
    expect(ana.page.get_by_text("paused in Incident summary").first).to_be_visible(timeout=PATIENCE)
    expect(ana.page).to_have_title(re.compile("^Paused "))
    stood = (lead.seconds_left(), ana.seconds_left())
    assert abs(stood[0] - stood[1]) <= 0
    ana.prose(WHAT).click()
    _type(ana, "In the break.")
    ana.page.wait_for_timeout(3_000)
    assert (lead.seconds_left(), ana.seconds_left()) == stood
    ana.saved()
    lead.press("Resume")
    expect(ana.page.get_by_text("left for Incident summary").first).to_be_visible(timeout=PATIENCE)
    assert 0 <= stood[1] - ana.seconds_left() <= 4


def test_a_minute_more_comes_from_nowhere_or_from_a_section(meeting: Meeting, laptop: Open) -> None:
    """+1 minute is one minute on every screen; a borrowed one is taken from the lender that was chosen."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    lead.press("+1 min")
    expect(ana.page.locator('[data-section-link="summary"] .nav-minutes')).to_have_text("3:00", timeout=PATIENCE)
    assert 170 < ana.seconds_left() <= 180
    lead.choose("Borrow…")
    lead.page.get_by_text("1 min from Lessons learned").click()
    expect(ana.page.locator('[data-section-link="summary"] .nav-minutes')).to_have_text("4:00", timeout=PATIENCE)
    expect(ana.page.locator('[data-section-link="lessons"] .nav-minutes')).to_have_text("1:00")


def test_anybody_takes_over_in_one_click(meeting: Meeting, laptop: Open) -> None:
    """A meeting does not hang on one person: a participant takes over and presses Next."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    lead.close()
    expect(ana.page.get_by_role("button", name="Next: Timeline")).to_have_count(0)
    ana.press(re.compile("^Take over$"))
    ana.press("Next: Timeline")
    at_section([ana], "timeline")


def test_next_moves_one_section_however_often_it_is_pressed(meeting: Meeting, laptop: Open) -> None:
    """A double click moves once; of two facilitators who press together one moves the group, and one is told."""
    lead, other = laptop(meeting.links.facilitator), laptop(meeting.links.facilitator)
    started(meeting, lead, other)
    lead.page.get_by_role("button", name="Next: Timeline").dblclick()
    at_section([lead, other], "timeline")
    lead.page.wait_for_timeout(1_500)
    assert {lead.section(), other.section()} == {"timeline"}
    both = [item.page.get_by_role("button", name="Next: Root cause") for item in (lead, other)]
    pressed = [button.element_handle() for button in both]
    for button in pressed:
        button.evaluate("button => button.click()")  # at once: a click of Playwright's waits for what changes meanwhile
    at_section([lead, other], "root_cause")
    lead.page.wait_for_timeout(1_500)
    assert {lead.section(), other.section()} == {"root_cause"}


def test_a_change_of_the_meeting_closes_and_clears_nothing_beside_the_board(meeting: Meeting, laptop: Open) -> None:
    """Somebody comes in, somebody takes over: an open drawer stays open, and a half-typed name stays typed."""
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    lead.choose("Finish…")
    finish = lead.page.get_by_role("button", name="Finish now")
    finish.wait_for()
    laptop(meeting.links.participant).prose(WHAT).wait_for()
    lead.page.wait_for_timeout(1_000)
    expect(finish).to_be_visible()
    lead.page.keyboard.press("Escape")
    lead.choose("You are")
    name = lead.page.get_by_label("Your name, as the others see it")
    name.fill("Mar")
    ana.choose("Facilitate too…")
    ana.choose("Yes, facilitate too")
    expect(ana.page.get_by_role("button", name="Next: Timeline")).to_be_visible(timeout=PATIENCE)
    lead.page.wait_for_timeout(1_000)
    name.press("End")
    _type(lead, "a")
    expect(name).to_have_value("Mara")


def test_the_page_may_change_under_a_typist_and_the_words_go_on(meeting: Meeting, laptop: Open) -> None:
    """Evening turns the theme dark, a window is made small, somebody else writes: the caret and its word stay."""
    ana, bo = laptop(meeting.links.participant), laptop(meeting.links.participant)
    ana.prose(WHAT).click()
    _type(ana, "one ")
    ana.page.emulate_media(color_scheme="dark")
    _type(ana, "two ")
    ana.page.set_viewport_size({"width": 390, "height": 844})
    _type(ana, "three ")
    expect(bo.prose(WHAT)).to_have_text("one two three ")
    wire = ana.page.context.new_cdp_session(ana.page)
    bo.prose(WHAT).click()
    for at, half in enumerate(("s", "さ", "さーb", "さーば")):
        wire.send("Input.imeSetComposition", {"text": half, "selectionStart": len(half), "selectionEnd": len(half)})
        bo.page.keyboard.press("Control+Home")
        _type(bo, str(at))
    expect(ana.prose(WHAT)).to_contain_text("3")
    wire.send("Input.insertText", {"text": "サーバ"})
    _type(ana, "!")
    expect(bo.prose(WHAT)).to_have_text("3210one two three サーバ!", timeout=PATIENCE)
    ana.saved()
    assert meeting.written().summary.what_happened == "3210one two three サーバ!"


def test_undo_takes_back_only_mine_while_both_write_one_sentence(meeting: Meeting, laptop: Open) -> None:
    """Ctrl+Z in a field that somebody else writes in as well leaves their words alone."""
    ana, bo = laptop(meeting.links.participant), laptop(meeting.links.participant)
    ana.prose(WHAT).click()
    _type(ana, "disk")
    expect(bo.prose(WHAT)).to_have_text("disk")
    bo.prose(WHAT).click()
    bo.page.keyboard.press("Control+Home")
    _type(bo, "The ")
    expect(ana.prose(WHAT)).to_have_text("The disk")
    _type(ana, " full")
    expect(bo.prose(WHAT)).to_have_text("The disk full")
    bo.page.keyboard.press("Control+End")
    _type(bo, ".")
    expect(ana.prose(WHAT)).to_have_text("The disk full.")
    for _ in range(6):
        ana.page.keyboard.press("Control+z")
    expect(bo.prose(WHAT)).to_have_text("The .")
    for _ in range(6):
        ana.page.keyboard.press("Control+Shift+z")
    expect(bo.prose(WHAT)).to_have_text("The disk full.")


def test_a_server_killed_in_mid_sentence_comes_back_to_every_word(fresh_server: Server, laptop: Open) -> None:
    """Nothing is lost or doubled, nobody reloads: the badge says offline, then saved, and the clock is right."""
    meeting = Meeting.made(fresh_server)
    lead, ana = laptop(meeting.links.facilitator), laptop(meeting.links.participant)
    started(meeting, lead, ana)
    mounted = ana.prose(WHAT).element_handle()
    ana.prose(WHAT).click()
    _type(ana, "αβγδε")
    fresh_server.kill()
    began = time.monotonic()
    for letter in "ζηθικ":
        _type(ana, letter)
        ana.page.wait_for_timeout(100)
    badge = ana.page.locator("[data-save-state]").first
    expect(badge).to_have_attribute("data-save-state", "offline", timeout=PATIENCE)
    expect(badge).to_contain_text("kept here")
    fresh_server.start()
    _type(ana, "λμ")
    ana.saved()
    gone = time.monotonic() - began
    expect(lead.prose(WHAT)).to_have_text("αβγδεζηθικλμ", timeout=PATIENCE)
    assert mounted.evaluate("node => node.isConnected")
    assert ana.seconds_left() <= 120 - gone + 2
    assert meeting.written().summary.what_happened == "αβγδεζηθικλμ"


def test_typing_and_next_say_nothing_to_streamlit_and_a_pause_reruns_one_fragment(
    meeting: Meeting, laptop: Open
) -> None:
    """A participant's page sends no frame while somebody types or the group moves on, and one rerun's worth else."""
    lead = laptop(meeting.links.facilitator)
    ana = laptop("about:blank")
    page, frames = ana.page, Frames.of(ana.page)
    page.goto(meeting.links.participant)
    started(meeting, lead, ana)
    board = page.locator("[data-section-view]").element_handle()
    page.wait_for_timeout(1_500)
    frames.forget()
    ana.prose(WHAT).click()
    _type(ana, "Forty keys of an ordinary sentence here.")
    ana.saved()
    page.wait_for_timeout(800)
    assert (frames.sent, frames.heard) == ([], [])
    lead.press("Next: Timeline")
    at_section([ana], "timeline")
    page.wait_for_timeout(2_000)
    assert frames.reruns() == []
    lead.press("Pause")
    page.wait_for_timeout(2_000)
    assert len(frames.reruns()) <= 1
    assert all(frames.reruns()), "a rerun of the whole page"
    assert board.evaluate("node => node.getRootNode().host.isConnected")


def test_a_skipped_section_is_silent_on_the_summary(meeting: Meeting, laptop: Open) -> None:
    """What does not fit this incident is not missing."""
    ana = laptop(meeting.links.participant)
    reader = laptop(meeting.links.summary)
    missing = reader.page.locator("details", has_text="Contributing factors")
    expect(missing).to_have_count(1, timeout=PATIENCE)
    ana.page.locator('[data-section-link="factors"]').click()
    ana.press("Skip this section")
    ana.saved()
    ana.page.wait_for_timeout(600)  # the record follows within 250 ms
    reader.page.reload()
    reader.page.get_by_text("still missing").wait_for()
    expect(missing).to_have_count(0)
    assert SectionId.FACTORS in meeting.written().skipped
