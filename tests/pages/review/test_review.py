"""The review on the pages: how it starts, how it is walked, what it leaves, and what a reader may not do."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from core.document import edit
from core.domain.clock.state import Command, Finish, Start
from core.domain.clock.steps import step_of
from core.domain.review import Answer, ReviewedAction, ReviewNote, WouldRecur
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.reviews import answers, lifecycle
from core.services.reviews.review_state import ReviewState
from pages.parts.review import review_html
from tests.support import edits
from tests.support.days import in_days
from tests.support.pages import Tab, assert_whole, press, words
from tests.support.payloads import PAYLOADS


def give(tab: Tab, pm_id: str, *makes: Callable[[int], Command]) -> None:
    me = access.member(tab.app, tab.visitor, pm_id)
    for make in makes:
        meeting_clock.run_command(tab.app, pm_id, me, make(meeting_clock.view(tab.app, pm_id).meeting.version))


@pytest.fixture
def held(tab: Tab) -> str:
    """A meeting that is over, with two action items; its review is due."""
    pm_id = postmortems.create(tab.app, "Checkout was down", by=tab.visitor)
    for number, due in ((1, date(2026, 1, 2)), (2, None)):
        change = edits.add_row("actions", f"a{number}", f"Action number {number}", f"M{number}", owner="Kim", due=due)
        document_store.edit(tab.app, pm_id, change, None)
    document_store.edit(tab.app, pm_id, edit.set_fact("review_on", date(2026, 1, 14)), None)
    give(tab, pm_id, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    return pm_id


@pytest.fixture
def walking(tab: Tab, held: str) -> str:
    lifecycle.open_review(tab.app, held, tab.visitor)
    give(tab, held, lambda seen: Start(seen=seen))
    return held


# The way in


def test_home_says_which_review_is_due_and_opens_it(tab: Tab, held: str) -> None:
    """One press, and the room holds the review."""
    session = tab.open()
    assert_whole(session)
    assert "Time to look back" in words(session)
    session = press(session, "Start the review")
    assert meeting_clock.view(tab.app, held).meeting.kind == "review"
    assert "Join the review" in words(tab.open())


def test_home_is_silent_when_nothing_is_due(tab: Tab) -> None:
    """Nobody is reminded of nothing."""
    assert "look back" not in words(tab.open())


def test_the_summary_offers_the_review_when_its_day_has_come_and_earlier(tab: Tab, held: str) -> None:
    """By hand it may begin any day after the meeting; while it runs one joins it."""
    assert "The review is due" in words(tab.open("summary", pm=held))
    document_store.edit(tab.app, held, edit.set_fact("review_on", in_days(20)), None)
    session = tab.open("summary", pm=held)
    assert "or whenever you are ready" in words(session)
    press(session, "Start the review")
    assert "Join the review" in words(tab.open("summary", pm=held))


def test_a_draft_offers_no_review(tab: Tab) -> None:
    """There is nothing to look back at."""
    pm_id = postmortems.create(tab.app, "Mail stood still", by=tab.visitor)
    session = tab.open("summary", pm=pm_id)
    assert_whole(session)
    assert "Start the review" not in words(session)


def test_follow_up_offers_the_review_of_the_incident_it_is_about(tab: Tab, held: str) -> None:
    """In the list of one incident, when it is due."""
    assert "Start the review" in words(tab.open("follow_up", pm=held))
    assert "Start the review" not in words(tab.open("follow_up"))


def test_two_who_start_it_get_one_review(tab: Tab, new_tab: Callable[[], Tab], held: str) -> None:
    """The second one, whose page is older, comes into the first one's."""
    ben = new_tab()
    late = ben.open("summary", pm=held)
    tab.use()
    lifecycle.open_review(tab.app, held, tab.visitor)
    ben.use()
    assert_whole(press(late, "Start the review"))
    assert len(meeting_clock.view(tab.app, held).facilitators) == 1


# In the room


def test_the_room_holds_the_review_instead_of_the_sections(tab: Tab, held: str) -> None:
    """The lobby has its button, the actions, and a way back."""
    lifecycle.open_review(tab.app, held, tab.visitor)
    session = tab.open("room", pm=held)
    assert_whole(session)
    message = words(session)
    assert "Start the 5 minutes" in message
    assert "Call the review off" in message
    session = press(session, "Call the review off")
    assert meeting_clock.view(tab.app, held).meeting.kind == "sync"


def test_starting(tab: Tab, held: str) -> None:
    """The first action is the first step."""
    lifecycle.open_review(tab.app, held, tab.visitor)
    session = press(tab.open("room", pm=held), "Start the 5 minutes")
    assert_whole(session)
    assert meeting_clock.view(tab.app, held).meeting.section == step_of("a1")
    assert meeting_clock.view(tab.app, held).meeting.status == "running"


def test_the_facilitator_is_told_before_the_end_what_is_open(tab: Tab, walking: str) -> None:
    """It can stay so, and the question can be answered afterwards too."""
    session = tab.open("room", pm=walking)
    assert_whole(session)
    looked = meeting_clock.view(tab.app, walking).review
    assert looked is not None
    message = review_html.still_open(looked)
    assert "No word yet about “Action number 1”" in message
    assert "It can be answered afterwards too" in message
    answers.save_would_recur(tab.app, walking, WouldRecur.YES, None, tab.visitor)
    looked = meeting_clock.view(tab.app, walking).review
    assert looked is not None
    assert "nobody said why" in review_html.still_open(looked)


def test_the_end_of_a_review(tab: Tab, walking: str) -> None:
    """The panel thanks and leads to the summary, which tells what was found; the room has its sections again."""
    answers.save_would_recur(tab.app, walking, WouldRecur.NO, None, tab.visitor)
    answers.save_because(tab.app, walking, "", "It alerts at 80 %", tab.visitor)
    answers.save_note(tab.app, walking, "", "Look again in January", tab.visitor)
    follow_up.mark_done(tab.app, walking, "a1", "https://wiki/alert", tab.visitor)
    give(tab, walking, lambda seen: Finish(seen=seen))
    session = tab.open("room", pm=walking)
    assert_whole(session)
    assert "The review is over" in words(session)
    assert "Reopen the review" in words(session)
    message = words(tab.open("summary", pm=walking))
    for part in ("It alerts at 80 %", "Look again in January", "1 done, 1 still open"):
        assert part in message, part
    assert "look back" not in words(tab.open())


# Words


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= ({"class", "href", "rel", "target"} if tag == "a" else {"class"}), attrs
        assert all((value or "").startswith(("http://", "https://")) for name, value in attrs if name == "href")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_say_in_a_review_is_never_code(payload: str) -> None:
    """P13 for every piece of its pages: only our own tags, whatever was typed."""
    item = ReviewedAction(
        action_id="a", text=payload, owner=payload, done_when=payload, explanation=payload, state="done", in_review=True
    )
    answer = Answer(again=WouldRecur.YES, because=payload)
    looked = ReviewState(1, (item, item.model_copy(update={"in_review": False, "state": "open"})), answer, payload)
    note = ReviewNote(
        at=datetime(2026, 12, 7, tzinfo=UTC),
        by=payload,
        again=WouldRecur.NO,
        because=payload,
        note=payload,
        actions=(item,),
    )
    for html in (
        review_html.note_html(payload),
        review_html.still_open(looked),
        review_html.findings(note, "UTC"),
    ):
        assert Tags(html).seen <= {"div", "span", "b", "p", "ul", "li", "br", "a"}
