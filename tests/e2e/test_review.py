"""The review two weeks later, in real browsers: the same room, the same clock, and a note in the end.

Time is moved by making what was held older: the meeting of a moment ago becomes one of two weeks ago.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Route, expect

from core.document import edit
from core.domain.clock.state import Finish, Start
from core.services import access
from core.services.documents import document_store
from core.services.reviews import lifecycle, review_queries
from core.store.meetings import load_meeting, save_meeting
from tests.e2e.conftest import Meeting
from tests.e2e.test_accessibility import _problems, _settled
from tests.support import edits
from tests.support.browsers import DESKTOP, PATIENCE, PHONE, Laptop
from tests.support.rooms import at_section

Open = Callable[..., Laptop]
ACTIONS = (
    ("a1", "Alert on disk use at 80 %", "Kim", -4),
    ("a2", "Move the log to a volume of its own", "Mara", -1),
    ("a3", "Retire the nightly export", "Jonas", 6),
)


def two_weeks_later(meeting: Meeting) -> None:
    """The meeting of this postmortem was held a fortnight ago, and its review is for today."""
    ago = timedelta(days=14)
    with meeting.server.app() as app:
        today = datetime.now(UTC).date()
        document_store.edit(app, meeting.id, edit.set_fact("review_on", today), None)
        with app.db.write() as tx:
            held = load_meeting(tx, meeting.id)
            assert held is not None
            assert held.finished_at is not None
            assert held.started_at is not None
            older = {"started_at": held.started_at - ago, "finished_at": held.finished_at - ago}
            save_meeting(tx, meeting.id, held.model_copy(update=older), held.version)


@pytest.fixture
def prepared(meeting: Meeting) -> Meeting:
    """A meeting that nobody has held yet, with three action items in it."""
    today = datetime.now(UTC).date()
    with meeting.server.app() as app:
        for action_id, text, owner, days in ACTIONS:
            due = today + timedelta(days=days)
            change = edits.add_row("actions", action_id, text, f"M{action_id}", owner=owner, due=due)
            document_store.edit(app, meeting.id, change, None)
    return meeting


@pytest.fixture
def opened(prepared: Meeting) -> Meeting:
    """Held two weeks ago, and its review is open in the lobby."""
    prepared.command(lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    two_weeks_later(prepared)
    with prepared.server.app() as app:
        somebody, _ = access.known_or_new_visitor(app, None)
        lifecycle.open_review(app, prepared.id, somebody)
    return prepared


def answer(person: Laptop, name: str) -> None:
    """One of the three large answers."""
    person.page.locator(".review .answer", has_text=name).click()


def field(person: Laptop, name: str) -> Locator:
    return person.page.locator(f'[data-review-field="{name}"]')


def write(person: Laptop, name: str, text: str) -> None:
    """Typed, and on the server."""
    field(person, name).fill(text)
    field(person, name).press("Enter")
    expect(person.page.locator(".review .state[data-state=saved]").last).to_be_visible()


def headline(person: Laptop) -> Locator:
    return person.page.locator(".review h1")


def start(lead: Laptop, *others: Laptop) -> None:
    lead.press("Start the 5 minutes")
    at_section([lead, *others], "action.a1")


TO = {"action.a2": "Move the log", "action.a3": "Retire", "review.again": "Would it", "review.note": "Checklist"}


def step(lead: Laptop, to: str, *others: Laptop) -> None:
    """The button names where it leads, so it is not the one that was pressed before. Nobody presses it in the very
    milliseconds in which the page draws it: Streamlit 1.67 can lose such a click."""
    lead.page.get_by_role("button", name=re.compile(f"^Next: {TO[to]}")).wait_for()
    expect(lead.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    lead.press(re.compile(f"^Next: {TO[to]}"))
    at_section([lead, *others], to)


def test_a_meeting_two_weeks_and_a_review(prepared: Meeting, laptop: Open) -> None:
    """Home says it is due; done, moved and dropped one by one on two laptops; the summary tells what was found."""
    lead, ana = laptop(prepared.links.facilitator), laptop(prepared.links.participant)
    for item in (lead, ana):
        item.page.locator("[data-section-view]").wait_for()
    lead.press("Start the twenty minutes")
    at_section([lead, ana], "summary")
    lead.choose("Finish…")
    lead.press("Finish now")
    lead.page.get_by_text("The meeting is over").wait_for()
    two_weeks_later(prepared)

    lead.page.goto(f"{prepared.server.url}/summary?pm={prepared.id}")
    lead.press("Start the review")
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    ana.press("Show the review")
    screen = laptop(prepared.links.present)
    screen.page.get_by_role("heading", name="Two weeks on").wait_for()
    start(lead, ana, screen)

    expect(headline(ana)).to_have_text("Alert on disk use at 80 %")
    answer(ana, "Done")
    expect(screen.page.get_by_text("Done", exact=True)).to_be_visible()
    write(ana, "evidence", "https://wiki.example/alert")
    expect(screen.page.get_by_text("Done: https://wiki.example/alert")).to_be_visible()
    expect(field(lead, "evidence")).to_have_value("https://wiki.example/alert")
    expect(screen.page.get_by_text("Kim · due")).to_be_visible()
    step(lead, "action.a2", ana, screen)
    answer(lead, "Not yet")
    field(lead, "due").fill("in three weeks")
    field(lead, "due").press("Enter")
    expect(lead.page.get_by_text("Now due ", exact=False).first).to_be_visible()
    write(lead, "reason", "The volume came late")
    expect(field(ana, "reason")).to_have_value("The volume came late")
    step(lead, "action.a3", ana, screen)
    answer(ana, "Dropped")
    write(ana, "reason", "The export is read every Monday")
    expect(lead.page.get_by_role("button", name="Dropped")).to_have_attribute("aria-pressed", "true")
    expect(ana.page.locator(".review aside")).not_to_contain_text("Alert on disk use")
    step(lead, "review.again", ana, screen)

    answer(ana, "It would hurt less")
    write(ana, "because", "The alert is there, the volume is not")
    expect(screen.page.get_by_text("It would hurt less. The alert is there")).to_be_visible()
    step(lead, "review.note", ana, screen)
    lead.page.locator(".review .ticks label", has_text="affected were told").click()
    field(ana, "note").fill("Look at the volume again in January")
    expect(field(lead, "note")).to_have_value("Look at the volume again in January")

    lead.press("Finish the review…")
    expect(lead.page.get_by_text("Every action has its word")).to_be_visible()
    lead.press("Finish now")
    expect(screen.page.get_by_text("Thank you, everyone")).to_be_visible(timeout=PATIENCE)
    expect(screen.page.get_by_text("1 done, 1 moved to a new date, 1 dropped")).to_be_visible()

    ana.page.goto(prepared.links.summary)
    body = ana.page.locator("body")
    for text in (
        "Would it happen again today?",
        "The alert is there",
        "1 done, 1 moved to a new date, 1 dropped",
        "again in January",
    ):
        expect(body).to_contain_text(text, timeout=PATIENCE)
    assert prepared.markdown().count("The export is read every Monday") == 1
    assert [row.done for row in prepared.written().follow_up.checklist if "told" in row.text] == [True]


def test_home_leads_into_the_review_and_a_late_joiner_sees_the_same_time(opened: Meeting, laptop: Open) -> None:
    """Somebody of the team comes from Home a while after the start."""
    lead = laptop(opened.links.facilitator)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    start(lead)
    lead.page.wait_for_timeout(1500)
    late = laptop(opened.server.url)
    late.page.get_by_role("heading", name="Time to look back").wait_for()
    late.page.locator(f".st-key-review-{opened.id}").get_by_role("button", name="Join the review").click()
    at_section([late], "action.a1")
    assert abs(lead.seconds_left() - late.seconds_left()) <= 1
    expect(headline(late)).to_have_text("Alert on disk use at 80 %")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["laptop", "phone"])
def test_the_button_on_home_stays_beside_a_long_title(opened: Meeting, laptop: Open, screen: dict[str, int]) -> None:
    """Of several reviews that are due the buttons stand in one column, however long a title is."""
    with opened.server.app() as app:
        title = edit.set_title(
            "search-edge-cache-of-the-european-region answered with old pages until noon of the next day"
        )
        document_store.edit(app, opened.id, title, None)
    home = laptop(opened.server.url, viewport=screen).page
    shown = home.locator(f".st-key-review-{opened.id}").get_by_role("button")
    shown.wait_for()  # an open review stands before those that are only due
    words = home.locator(f'.st-key-list-reviews a[href$="pm={opened.id}"]').bounding_box()
    button = shown.bounding_box()
    assert words is not None
    assert button is not None
    assert words["y"] - 8 < button["y"] < words["y"] + words["height"] + 24
    assert button["x"] >= words["x"] + words["width"]
    assert button["x"] + button["width"] <= screen["width"]


def slow(person: Laptop, milliseconds: int) -> None:
    """The line of this laptop for everything but its open sockets."""
    wire = person.page.context.new_cdp_session(person.page)
    wire.send("Network.enable")
    line = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    wire.send("Network.emulateNetworkConditions", line)


def answered(meeting: Meeting) -> tuple[str, str]:
    """As the review's note has it."""
    with meeting.server.app() as app:
        (note,) = review_queries.notes(app, meeting.id)
    return str(note.again or ""), note.because


@pytest.mark.parametrize("latency", [0, 800])
def test_finish_never_drops_the_answer_that_somebody_is_typing(opened: Meeting, laptop: Open, latency: int) -> None:
    """P25: one finishes in the middle of another's sentence; who typed has pressed nothing, and everything is there.

    Then the same by one person alone, in the review after it: typed, and Finish pressed at once.
    """
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    headline(ana).wait_for()
    start(lead, ana)
    for to in ("action.a2", "action.a3", "review.again"):
        step(lead, to, ana)
    lead.choose("Finish…")
    lead.page.get_by_role("button", name="Finish now").wait_for()
    slow(ana, latency)
    answer(ana, "It would hurt less")
    field(ana, "because").click()
    ana.page.keyboard.type("We would be paged, ", delay=15)
    lead.page.get_by_role("button", name="Finish now").click(no_wait_after=True)
    ana.page.keyboard.type("but one gateway serves both", delay=30)
    expect(ana.page.locator(".review .state[data-state=saved]")).to_be_visible()
    expect(field(ana, "because")).to_have_value("We would be paged, but one gateway serves both")
    lead.page.get_by_text("The review is over").first.wait_for()
    assert answered(opened) == ("less", "We would be paged, but one gateway serves both")

    lead.choose("Reopen the review")
    lead.press("Resume")
    at_section([lead], "review.again")
    lead.choose("Finish…")
    lead.page.get_by_role("button", name="Finish now").wait_for()
    slow(lead, latency)
    field(lead, "because").fill("We would be paged")
    lead.page.get_by_role("button", name="Finish now").click()
    lead.page.get_by_text("The review is over").first.wait_for()
    expect(field(lead, "because")).to_have_value("We would be paged")
    for _ in range(50):
        if answered(opened) == ("less", "We would be paged"):
            break
        lead.page.wait_for_timeout(100)
    assert answered(opened) == ("less", "We would be paged")


def test_what_is_typed_survives_a_closed_tab_and_a_reload(opened: Meeting, laptop: Open) -> None:
    """Nobody waits for a badge before they leave; what cannot be read as a date stays in its field, marked."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    headline(ana).wait_for()
    start(lead, ana)
    answer(ana, "Not yet")
    field(ana, "due").fill("next sprint perhaps")
    field(ana, "due").press("Tab")
    expect(field(ana, "due")).to_have_attribute("aria-invalid", "true")
    ana.page.reload()
    answer(ana, "Not yet")
    expect(field(ana, "due")).to_have_value("next sprint perhaps")
    expect(field(ana, "due")).to_have_attribute("aria-invalid", "true")
    field(ana, "due").fill("in three weeks")
    ana.page.close()
    expect(lead.page.get_by_role("button", name="Not yet")).to_have_attribute("aria-pressed", "true")


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(opened: Meeting, laptop: Open) -> None:
    """What the second one typed is not lost, and they can choose again."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    headline(ana).wait_for()
    start(lead, ana)
    held: list[Route] = []
    ana.page.route("**/live/review/*", lambda request: held.append(request))
    answer(ana, "Dropped")
    field(ana, "reason").fill("Nobody needs it")
    field(ana, "reason").press("Enter")
    answer(lead, "Done")
    expect(lead.page.locator(".review [data-stored=true]")).to_have_text(re.compile("^Done"))
    while held:
        held.pop(0).continue_()
    ana.page.unroute("**/live/review/*")
    expect(ana.page.locator(".review .told")).to_contain_text("a moment before you. Choose again", timeout=PATIENCE)
    for item in (lead, ana):
        expect(item.page.get_by_role("button", name="Done")).to_have_attribute("aria-pressed", "true")
    answer(ana, "Dropped")
    expect(field(ana, "reason")).to_have_value("Nobody needs it")
    field(ana, "reason").press("Enter")
    expect(lead.page.get_by_role("button", name="Dropped")).to_have_attribute("aria-pressed", "true")
    lead.press("Take the answer back")
    expect(ana.page.locator('.review [aria-pressed="true"]')).to_have_count(0)


def test_nobody_is_moved_while_they_type(opened: Meeting, laptop: Open) -> None:
    """The group moves on, and the words under somebody's hands stay where they are until they follow."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    headline(ana).wait_for()
    start(lead, ana)
    answer(ana, "Done")
    mine = field(ana, "evidence")
    mine.click()
    ana.page.keyboard.type("The graph of ")
    step(lead, "action.a2")
    expect(ana.page.get_by_text("The group moved to")).to_be_visible()
    ana.page.keyboard.type("last week")
    expect(mine).to_have_value("The graph of last week")
    expect(mine).to_be_focused()
    ana.press("Follow")
    expect(headline(ana)).to_have_text("Move the log to a volume of its own")
    lead.choose("Back")
    expect(field(lead, "evidence")).to_have_value("The graph of last week")


@pytest.mark.parametrize("size", [{"width": 1366, "height": 650}, PHONE], ids=["laptop", "phone"])
def test_an_action_and_its_answers_fit_the_screen(opened: Meeting, laptop: Open, size: dict[str, int]) -> None:
    """Nobody scrolls to say that it is done."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant, viewport=size)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    headline(ana).wait_for()
    start(lead, ana)
    for button in ana.page.locator(".review .answer").all():
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size["height"]
    assert ana.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_two_facilitators_who_press_next_together_move_one_step(opened: Meeting, laptop: Open) -> None:
    """One is obeyed, the other one is told."""
    entry, other = laptop(opened.links.facilitator), laptop(opened.links.facilitator)
    for item in (entry, other):
        item.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    start(entry, other)
    buttons = [item.page.get_by_role("button", name=re.compile("^Next: Move the log")) for item in (entry, other)]
    pressed = [button.element_handle() for button in buttons]
    for button in pressed:
        button.evaluate("button => button.click()")  # at once: a click of Playwright's waits for what changes meanwhile
    at_section([entry, other], "action.a2")
    entry.page.wait_for_timeout(1500)
    assert {entry.section(), other.section()} == {"action.a2"}


def test_the_review_has_no_serious_accessibility_problem(opened: Meeting, laptop: Open) -> None:
    """Lobby, running and over, on a laptop, a phone and the shared screen, in both themes."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant, viewport=PHONE)
    screen = laptop(opened.links.present)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    screen.page.get_by_role("heading", name="Two weeks on").wait_for()
    _settled(lead.page)
    problems = _problems(lead.page, "review, lobby") + _problems(screen.page, "review, shared lobby")
    start(lead, ana, screen)
    for choice in ("Done", "Not yet", "Dropped"):
        answer(ana, choice)
        ana.page.locator(".review .words").last.wait_for()
        problems += _problems(ana.page, f"review, {choice} on a phone")
    answer(lead, "Done")
    problems += _problems(screen.page, "review, shared, running")
    write(lead, "evidence", "https://wiki.example/alert")
    problems += _problems(lead.page, "review, done")
    for to in ("action.a2", "action.a3", "review.again"):
        step(lead, to, ana)
    problems += _problems(ana.page, "review, the question")
    step(lead, "review.note", ana)
    problems += _problems(lead.page, "review, the note")
    lead.press(re.compile("^Finish"))
    lead.page.get_by_role("button", name="Finish now").wait_for()
    problems += _problems(lead.page, "review, about to finish")
    lead.press("Finish now")
    screen.page.get_by_text("Thank you, everyone").wait_for()
    problems += _problems(screen.page, "review, shared, over")
    lead.page.goto(f"{opened.server.url}/summary?pm={opened.id}")
    lead.page.get_by_role("heading", name="The review").first.wait_for()
    _settled(lead.page)
    problems += _problems(lead.page, "summary with a review")
    assert not problems
