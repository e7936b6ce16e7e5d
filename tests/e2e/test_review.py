"""The review two weeks later, in real browsers: the same room, the same clock, and a note in the end.

Time is moved by making what was held older: the meeting of a moment ago becomes one of two weeks ago.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from core.document import edit
from core.domain.clock import Finish, Start
from core.services import access, documents, reviews
from core.store.meetings import load_meeting, save_meeting
from tests.e2e.conftest import Meeting
from tests.e2e.test_accessibility import _problems, _settled
from tests.support.browsers import PATIENCE, PHONE, Laptop
from tests.support.rooms import at_section

Open = Callable[..., Laptop]
PROMISED = (
    ("a1", "Alert on disk use at 80 %", "Kim", -4),
    ("a2", "Move the log to a volume of its own", "Mara", -1),
    ("a3", "Retire the nightly export", "Jonas", 6),
)


def two_weeks_later(meeting: Meeting) -> None:
    """The meeting of this postmortem was held a fortnight ago, and its review is for today."""
    ago = timedelta(days=14)
    with meeting.server.app() as app:
        today = datetime.now(UTC).date()
        documents.edit(app, meeting.id, edit.set_fact("review_on", today), None)
        with app.db.write() as tx:
            held = load_meeting(tx, meeting.id)
            assert held is not None
            assert held.finished_at is not None
            assert held.started_at is not None
            older = {"started_at": held.started_at - ago, "finished_at": held.finished_at - ago}
            save_meeting(tx, meeting.id, held.model_copy(update=older), held.version)


@pytest.fixture
def promised(meeting: Meeting) -> Meeting:
    """A meeting that nobody has held yet, with three promises in it."""
    today = datetime.now(UTC).date()
    with meeting.server.app() as app:
        for action_id, words, owner, days in PROMISED:
            due = today + timedelta(days=days)
            change = edit.add_row("actions", action_id, words, f"M{action_id}", owner=owner, due=due)
            documents.edit(app, meeting.id, change, None)
    return meeting


@pytest.fixture
def opened(promised: Meeting) -> Meeting:
    """Held two weeks ago, and its review is open in the lobby."""
    promised.command(lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    two_weeks_later(promised)
    with promised.server.app() as app:
        somebody, _ = access.welcome(app, None)
        reviews.open_review(app, promised.id, somebody)
    return promised


def card(person: Laptop, action_id: str) -> Locator:
    return person.page.locator(f".st-key-walk-{action_id}")


def say(person: Laptop, action_id: str, choice: str, words: str, button: str) -> None:
    """What became of an action, in its card."""
    mine = card(person, action_id)
    mine.locator("label", has_text=choice).click()
    field = mine.get_by_role("textbox").last
    field.fill(words)
    mine.get_by_role("button", name=button).click()


def start(lead: Laptop, *others: Laptop) -> None:
    lead.press("Start the 5 minutes")
    at_section([lead, *others], "action.a1")


def step(lead: Laptop, to: str, *others: Laptop) -> None:
    lead.page.get_by_role("button", name=re.compile("^Next: ")).click()
    at_section([lead, *others], to)


def test_a_meeting_two_weeks_and_a_review(promised: Meeting, laptop: Open) -> None:
    """Home says it is due; done, moved and dropped one by one on two laptops; the summary tells what was found."""
    lead, ana = laptop(promised.links.facilitator), laptop(promised.links.participant)
    for each in (lead, ana):
        each.page.locator("[data-section-view]").wait_for()
    lead.press("Start the twenty minutes")
    at_section([lead, ana], "summary")
    lead.press("Finish…")
    lead.press("Finish now")
    lead.page.get_by_text("The meeting is over").wait_for()
    two_weeks_later(promised)

    lead.page.goto(f"{promised.server.url}/summary?pm={promised.id}")
    lead.press("Start the review")
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    ana.press("Show the review")
    screen = laptop(promised.links.present)
    expect(screen.page.get_by_role("heading", name="Two weeks on")).to_be_visible()
    start(lead, ana, screen)

    say(ana, "a1", "Done", "https://wiki.example/alert", "It is done")
    expect(screen.page.get_by_text("Done: https://wiki.example/alert")).to_be_visible()
    expect(screen.page.get_by_text("Kim · promised for")).to_be_visible()
    step(lead, "action.a2", ana, screen)
    say(lead, "a2", "Moved", "The volume came late", "Move it")
    expect(card(ana, "a2").get_by_text("The volume came late")).to_be_visible()
    step(lead, "action.a3", ana, screen)
    say(ana, "a3", "Dropped", "The export is read every Monday", "Drop it")
    expect(card(lead, "a3").get_by_text("dropped", exact=True)).to_be_visible()
    step(lead, "review.again", ana, screen)

    question = ana.page.locator(".st-key-review-again")
    question.locator("label", has_text="Not sure").click()
    question.get_by_role("textbox").fill("The alert is there, the volume is not")
    question.get_by_role("button", name="Save the answer").click()
    expect(screen.page.get_by_text("Not sure. The alert is there")).to_be_visible()
    step(lead, "review.note", ana, screen)
    lead.page.locator(".st-key-review-checklist label", has_text="affected were told").click()
    noted = ana.page.locator(".st-key-review-note")
    noted.get_by_role("textbox").fill("Look at the volume again in January")
    noted.get_by_role("button", name="Add it").click()
    expect(lead.page.get_by_text("Look at the volume again in January")).to_be_visible()

    lead.press("Finish the review…")
    expect(lead.page.get_by_text("Every action has its word")).to_be_visible()
    lead.press("Finish now")
    expect(screen.page.get_by_text("Thank you, everyone")).to_be_visible(timeout=PATIENCE)
    expect(screen.page.get_by_text("1 done, 1 moved, 1 dropped")).to_be_visible()

    ana.page.goto(promised.links.summary)
    body = ana.page.locator("body")
    for words in (
        "Would it happen again today?",
        "The alert is there",
        "1 done, 1 moved, 1 dropped",
        "again in January",
    ):
        expect(body).to_contain_text(words, timeout=PATIENCE)
    assert promised.markdown().count("The export is read every Monday") == 1
    assert [row.done for row in promised.written().follow_up.checklist if "told" in row.text] == [True]


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
    expect(late.page.get_by_role("heading", name="Alert on disk use at 80 %")).to_be_visible()


def test_nobody_is_moved_while_they_type(opened: Meeting, laptop: Open) -> None:
    """The group moves on, another action is closed, and the words under somebody's hands stay as they are."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    ana.page.get_by_text("Two weeks on").wait_for()
    start(lead, ana)
    card(ana, "a2").locator("label", has_text="Done").click()
    field = card(ana, "a2").get_by_role("textbox")
    field.click()
    ana.page.keyboard.type("The graph of ")
    step(lead, "action.a2", ana)
    say(lead, "a1", "Done", "Paged on Tuesday", "It is done")
    expect(card(ana, "a1").get_by_text("Paged on Tuesday")).to_be_visible()
    ana.page.keyboard.type("last week")
    expect(field).to_have_value("The graph of last week")
    expect(field).to_be_focused()


def test_two_facilitators_who_press_next_together_move_one_step(opened: Meeting, laptop: Open) -> None:
    """One is obeyed, the other one is told."""
    one, other = laptop(opened.links.facilitator), laptop(opened.links.facilitator)
    for each in (one, other):
        each.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    start(one, other)
    buttons = [each.page.get_by_role("button", name=re.compile("^Next: Move the log")) for each in (one, other)]
    for button in buttons:
        button.wait_for()
    for button in buttons:
        button.click(no_wait_after=True)
    at_section([one, other], "action.a2")
    one.page.wait_for_timeout(1500)
    assert {one.section(), other.section()} == {"action.a2"}


def test_the_review_has_no_serious_accessibility_problem(opened: Meeting, laptop: Open) -> None:
    """Lobby, running and over, on a laptop, a phone and the shared screen, in both themes."""
    lead, ana = laptop(opened.links.facilitator), laptop(opened.links.participant, viewport=PHONE)
    screen = laptop(opened.links.present)
    lead.page.get_by_role("button", name="Start the 5 minutes").wait_for()
    screen.page.get_by_role("heading", name="Two weeks on").wait_for()
    _settled(lead.page)
    problems = _problems(lead.page, "review, lobby") + _problems(screen.page, "review, shared lobby")
    start(lead, ana, screen)
    for choice in ("Done", "Moved", "Dropped"):
        card(ana, f"a{('Done', 'Moved', 'Dropped').index(choice) + 1}").locator("label", has_text=choice).click()
    card(ana, "a3").get_by_role("button", name="Drop it").wait_for()
    # Whatever lies under the small clock of a scrolled page is taken for its ground: it lets clicks through.
    ana.page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 0)")
    problems += _problems(ana.page, "review, forms on a phone") + _problems(screen.page, "review, shared, running")
    say(lead, "a1", "Done", "https://wiki.example/alert", "It is done")
    # Streamlit's own toasts have no name; they are gone after four seconds.
    lead.page.get_by_text("Kept.").wait_for()
    expect(lead.page.get_by_test_id("stToast")).to_have_count(0, timeout=PATIENCE)
    lead.press("Correct the note")
    lead.page.get_by_role("button", name="Save the note").wait_for()
    problems += _problems(lead.page, "review, correcting the note")
    lead.page.keyboard.press("Escape")
    lead.press("Finish…")
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
