"""What people say in a review, on both databases: one wins visibly, and no sentence is dropped by anything."""

import itertools
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from core.document import edit
from core.domain.clock.state import Finish, Reopen, Start
from core.domain.review import LONGEST, WouldRecur
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.reviews import answers, lifecycle, review_queries
from core.store import action_log
from core.store.people.visitors import Visitor
from tests.services.reviews.test_lifecycle import add_action, give
from tests.support.apps import Rings, Room, TestClock, open_room, visitor_of

SOON = date(2026, 12, 20)


@pytest.fixture
def walking(app: App, clock: TestClock) -> Room:
    """A review that has just started, of two action items with a date and one without."""
    room = open_room(app)
    add_action(app, room, "a1", "Alert on disk use", date(2026, 12, 1))
    add_action(app, room, "a2", "Move the log to a volume of its own", date(2026, 12, 9))
    add_action(app, room, "a3", "Practise the failover", None, owner="")
    give(app, room, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    clock.tick(days=14)
    lifecycle.open_review(app, room.pm_id, room.maker)
    give(app, room, lambda seen: Start(seen=seen))
    clock.tick(seconds=10)
    return room


@pytest.fixture
def ben(app: App, walking: Room) -> Visitor:
    return access.rename(app, visitor_of(app, walking.participant), "Ben")


def stands(app: App, room: Room, number: int = 0) -> tuple[str, str, date | None]:
    item = review_queries.review_view(app, room.pm_id).actions[number]
    return item.state, item.explanation, item.due


def written(app: App, room: Room, action_id: str) -> date | None:
    rows = postmortems.summary(app, room.pm_id).postmortem.actions
    return next(row.due for row in rows if row.id == action_id)


# An action


def test_done_is_one_press_and_its_evidence_comes_after(app: App, walking: Room, rings: Rings) -> None:
    """Nobody who knows that it is done is held up by a field."""
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", walking.maker)
    assert stands(app, walking)[:2] == ("done", "")
    assert (
        answers.save_answer_text(app, walking.pm_id, "a1", "", "https://wiki/alert", walking.maker)
        == "https://wiki/alert"
    )
    assert stands(app, walking)[:2] == ("done", "https://wiki/alert")
    assert "record" in rings.topics()
    with app.db.read() as tx:
        assert [line.state for line in action_log.progress(tx, walking.pm_id, "a1")] == ["done"]


def test_not_yet_takes_a_new_date_which_stands_in_the_postmortem(app: App, walking: Room) -> None:
    """A reason is welcome and not asked for."""
    answers.save_answer(app, walking.pm_id, "a1", "moved", "open", walking.maker, due=SOON)
    assert stands(app, walking) == ("moved", "", SOON)
    assert written(app, walking, "a1") == SOON
    answers.save_answer_text(app, walking.pm_id, "a1", "", "Hardware came late", walking.maker)
    answers.save_answer(app, walking.pm_id, "a1", "moved", "moved", walking.maker, due=SOON + timedelta(days=1))
    assert stands(app, walking) == ("moved", "Hardware came late", SOON + timedelta(days=1))


def test_an_action_without_a_date_gets_its_first_one(app: App, walking: Room) -> None:
    """Not yet is an answer for it too."""
    answers.save_answer(app, walking.pm_id, "a3", "moved", "open", walking.maker, due=SOON)
    assert stands(app, walking, 2) == ("moved", "", SOON)
    answers.save_answer(app, walking.pm_id, "a3", "open", "moved", walking.maker)
    assert stands(app, walking, 2) == ("open", "", None)
    assert written(app, walking, "a3") is None


@pytest.mark.parametrize("due", [None, date(2026, 12, 6), date(2026, 12, 1)])
def test_a_day_that_is_over_or_missing_is_refused(app: App, walking: Room, due: date | None) -> None:
    """With a sentence; nothing is kept of it."""
    with pytest.raises(BadInput):
        answers.save_answer(app, walking.pm_id, "a1", "moved", "open", walking.maker, due=due)
    assert stands(app, walking)[0] == "open"


def test_the_day_it_was_due_on_is_no_new_one(app: App, walking: Room) -> None:
    """Else nothing would have been decided."""
    with pytest.raises(BadInput, match="new day"):
        answers.save_answer(app, walking.pm_id, "a2", "moved", "open", walking.maker, due=date(2026, 12, 9))


def test_a_day_is_over_when_it_is_over_where_the_postmortem_is(app: App, walking: Room, clock: TestClock) -> None:
    """In Honolulu it is still the day before."""
    document_store.edit(app, walking.pm_id, edit.set_fact("zone", "Pacific/Honolulu"), None)
    clock.now = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
    answers.save_answer(app, walking.pm_id, "a1", "moved", "open", walking.maker, due=date(2026, 12, 7))
    assert stands(app, walking)[0] == "moved"


def test_dropped_needs_a_reason(app: App, walking: Room) -> None:
    """With one it is a decision, which can be put in better words and not emptied."""
    with pytest.raises(BadInput, match="why it is dropped"):
        answers.save_answer(app, walking.pm_id, "a1", "dropped", "open", walking.maker, text="  ")
    answers.save_answer(app, walking.pm_id, "a1", "dropped", "open", walking.maker, text="The cluster")
    answers.save_answer_text(app, walking.pm_id, "a1", "The cluster", "The cluster is gone", walking.maker)
    with pytest.raises(BadInput):
        answers.save_answer_text(app, walking.pm_id, "a1", "The cluster is gone", "", walking.maker)
    assert stands(app, walking)[:2] == ("dropped", "The cluster is gone")


def test_an_answer_is_corrected_and_taken_back_without_a_trace_in_the_date(app: App, walking: Room) -> None:
    """From each of them to each other one, and back to none: the due date is the first one again."""
    ways = ["done", "moved", "dropped", "done", "dropped", "moved", "done", "open", "moved", "open", "dropped", "open"]
    before = "open"
    for became in ways:
        due = SOON if became == "moved" else None
        answers.save_answer(app, walking.pm_id, "a1", became, before, walking.maker, text="why", due=due)  # type: ignore[arg-type]
        assert stands(app, walking)[0] == became
        assert written(app, walking, "a1") == (SOON if became == "moved" else date(2026, 12, 1))
        before = became
    with app.db.read() as tx:
        assert action_log.progress(tx, walking.pm_id, "a1") == []


def test_what_was_said_before_the_review_is_not_taken_back(app: App, walking: Room, clock: TestClock) -> None:
    """Its history is older than this meeting."""
    give(app, walking, lambda seen: Finish(seen=seen))
    clock.tick(hours=1)
    follow_up.move(app, walking.pm_id, "a1", SOON, "a week late", walking.maker)
    clock.tick(hours=1)
    lifecycle.open_review(app, walking.pm_id, walking.maker)
    give(app, walking, lambda seen: Start(seen=seen))
    clock.tick(seconds=5)
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", walking.maker)
    answers.save_answer(app, walking.pm_id, "a1", "open", "done", walking.maker)
    with app.db.read() as tx:
        assert [line.note for line in action_log.progress(tx, walking.pm_id, "a1")] == ["a week late"]


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(app: App, walking: Room, ben: Visitor) -> None:
    """Who won, what they said, and that it can be chosen again; the same answer is no quarrel."""
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", ben)
    with pytest.raises(Conflict, match="Ben answered “done” a moment before you"):
        answers.save_answer(app, walking.pm_id, "a1", "dropped", "open", walking.maker, text="not needed")
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", walking.maker)
    answers.save_answer(app, walking.pm_id, "a1", "dropped", "done", walking.maker, text="not needed")
    assert stands(app, walking)[:2] == ("dropped", "not needed")


def test_the_same_moment_on_two_threads(app: App, walking: Room, ben: Visitor) -> None:
    """Exactly one is stored, and exactly one is told."""
    messages: list[str] = []
    gate = threading.Barrier(2)

    def press(became: str, by: Visitor) -> None:
        gate.wait()
        try:
            answers.save_answer(app, walking.pm_id, "a1", became, "open", by, text="why")  # type: ignore[arg-type]
        except Conflict as error:
            messages.append(error.sentence)

    both = [threading.Thread(target=press, args=item) for item in (("done", ben), ("dropped", walking.maker))]
    for item in both:
        item.start()
    for item in both:
        item.join()
    assert len(messages) == 1
    with app.db.read() as tx:
        assert len(action_log.progress(tx, walking.pm_id, "a1")) == 1


def test_two_sentences_at_once_both_stand(app: App, walking: Room, ben: Visitor) -> None:
    """Of evidence as of everything that is written here."""
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", ben)
    answers.save_answer_text(app, walking.pm_id, "a1", "", "Paged on Tuesday", ben)
    now = answers.save_answer_text(app, walking.pm_id, "a1", "", "https://wiki/alert", walking.maker)
    assert now == "Paged on Tuesday / https://wiki/alert"


def test_words_without_an_answer_are_refused(app: App, walking: Room) -> None:
    """What would they belong to?"""
    with pytest.raises(Conflict, match="Choose an answer first"):
        answers.save_answer_text(app, walking.pm_id, "a1", "", "https://wiki/alert", walking.maker)
    with pytest.raises(NotFound):
        answers.save_answer(app, walking.pm_id, "gone", "done", "open", walking.maker)


def test_a_space_at_the_end_is_the_beginning_of_the_next_word(app: App, walking: Room) -> None:
    """It is sent at a pause; taken away, the words on both sides of the pause would be glued together."""
    assert answers.save_because(app, walking.pm_id, "", "The graph of ", walking.maker) == "The graph of "
    answers.save_note(app, walking.pm_id, "", "a line\n", walking.maker)
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", walking.maker)
    assert answers.save_answer_text(app, walking.pm_id, "a1", "", "seen ", walking.maker) == "seen "
    give(app, walking, lambda seen: Finish(seen=seen))
    (note,) = review_queries.notes(app, walking.pm_id)
    assert (note.because, note.note, note.actions[0].explanation) == ("The graph of", "a line", "seen")


# The question and the note


@pytest.mark.parametrize("order", list(itertools.permutations(("choose", "because", "finish"))))
def test_finish_drops_no_answer_whatever_the_order(
    app: App, walking: Room, ben: Visitor, order: tuple[str, ...]
) -> None:
    """It was typed and on its way, and somebody finished: the note of the review has it."""
    deeds: dict[str, Callable[[], object]] = {
        "choose": lambda: answers.save_would_recur(app, walking.pm_id, WouldRecur.LESS, None, ben),
        "because": lambda: answers.save_because(app, walking.pm_id, "", "The alert is there now", ben),
        "finish": lambda: give(app, walking, lambda seen: Finish(seen=seen)),
    }
    for name in order:
        deeds[name]()
    (note,) = review_queries.notes(app, walking.pm_id)
    assert (note.again, note.because) == (WouldRecur.LESS, "The alert is there now")


def test_finish_drops_no_action_either(app: App, walking: Room, clock: TestClock) -> None:
    """What was on its way stands in the note, of that action and of no other."""
    give(app, walking, lambda seen: Finish(seen=seen))
    clock.tick(seconds=2)
    follow_up.mark_done(app, walking.pm_id, "a2", "on another page", walking.maker)
    answers.save_answer(app, walking.pm_id, "a1", "done", "open", walking.maker)
    answers.save_answer_text(app, walking.pm_id, "a1", "", "https://wiki/alert", walking.maker)
    (note,) = review_queries.notes(app, walking.pm_id)
    assert [(action.state, action.explanation) for action in note.actions[:2]] == [
        ("done", "https://wiki/alert"),
        ("open", ""),
    ]


def test_after_the_end_nobody_takes_back_what_another_page_said(app: App, walking: Room, clock: TestClock) -> None:
    """Follow-up has gone on: a late answer is told so."""
    give(app, walking, lambda seen: Finish(seen=seen))
    clock.tick(hours=2)
    follow_up.mark_done(app, walking.pm_id, "a1", "seen at noon", walking.maker)
    with pytest.raises(Conflict, match="answered “done”"):
        answers.save_answer(app, walking.pm_id, "a1", "dropped", "open", walking.maker, text="late")
    with app.db.read() as tx:
        assert [line.evidence for line in action_log.progress(tx, walking.pm_id, "a1")] == ["seen at noon"]


def test_a_day_after_the_end_it_is_over(app: App, walking: Room, clock: TestClock) -> None:
    """Whoever wants to change it then opens it again."""
    give(app, walking, lambda seen: Finish(seen=seen))
    clock.tick(days=1)
    answers.save_because(app, walking.pm_id, "", "just in time", walking.maker)
    clock.tick(seconds=1)
    with pytest.raises(Conflict, match="over"):
        answers.save_would_recur(app, walking.pm_id, WouldRecur.NO, None, walking.maker)
    give(app, walking, lambda seen: Reopen(seen=seen))
    answers.save_would_recur(app, walking.pm_id, WouldRecur.NO, None, walking.maker)


def test_nobody_answers_over_an_answer_they_did_not_see(app: App, walking: Room, ben: Visitor) -> None:
    """The second one is told; the sentence stays whoever chooses what."""
    answers.save_would_recur(app, walking.pm_id, WouldRecur.NO, None, ben)
    answers.save_because(app, walking.pm_id, "", "The alert is there", ben)
    with pytest.raises(Conflict, match="“No” a moment before you"):
        answers.save_would_recur(app, walking.pm_id, WouldRecur.YES, None, walking.maker)
    answers.save_would_recur(app, walking.pm_id, WouldRecur.YES, WouldRecur.NO, walking.maker)
    answers.save_would_recur(app, walking.pm_id, WouldRecur.YES, WouldRecur.NO, ben)
    found = review_queries.review_view(app, walking.pm_id).answer
    assert (found.again, found.because) == (WouldRecur.YES, "The alert is there")
    answers.save_would_recur(app, walking.pm_id, None, WouldRecur.YES, ben)
    assert review_queries.review_view(app, walking.pm_id).answer.because == "The alert is there"


def test_lines_of_the_note_stand_side_by_side(app: App, walking: Room, ben: Visitor) -> None:
    """However many write at once."""
    answers.save_note(app, walking.pm_id, "", "Look at the export in January", walking.maker)
    answers.save_note(app, walking.pm_id, "", "Ask the storage team", ben)
    assert review_queries.review_view(app, walking.pm_id).note == "Look at the export in January\nAsk the storage team"


def test_what_is_too_long_is_refused_and_what_is_there_stays(app: App, walking: Room) -> None:
    """With the sentence that says how long it may be."""
    answers.save_note(app, walking.pm_id, "", "x" * LONGEST, walking.maker)
    with pytest.raises(BadInput, match="too long"):
        answers.save_note(app, walking.pm_id, "", "y", walking.maker)
    assert review_queries.review_view(app, walking.pm_id).note == "x" * LONGEST


def test_before_the_start_there_is_nothing_to_answer(app: App, walking: Room) -> None:
    """And without a review neither."""
    give(app, walking, lambda seen: Finish(seen=seen))
    lifecycle.open_review(app, walking.pm_id, walking.maker)
    with pytest.raises(Conflict, match="not started"):
        answers.save_would_recur(app, walking.pm_id, WouldRecur.NO, None, walking.maker)
    other = open_room(app, "Another one")
    with pytest.raises(Conflict, match="no review"):
        answers.save_would_recur(app, other.pm_id, WouldRecur.NO, None, other.maker)


def test_a_reader_says_nothing_in_a_review(locked_app: App) -> None:
    """Neither an answer nor a sentence."""
    app = locked_app
    room = open_room(app)
    add_action(app, room, "a1", "Alert on disk use", date(2026, 12, 1))
    give(app, room, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    lifecycle.open_review(app, room.pm_id, room.maker)
    give(app, room, lambda seen: Start(seen=seen))
    cleo = visitor_of(app, room.viewer)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: answers.save_answer(app, room.pm_id, "a1", "done", "open", cleo),
        lambda: answers.save_answer_text(app, room.pm_id, "a1", "", "x", cleo),
        lambda: answers.save_would_recur(app, room.pm_id, WouldRecur.NO, None, cleo),
        lambda: answers.save_because(app, room.pm_id, "", "x", cleo),
        lambda: answers.save_note(app, room.pm_id, "", "x", cleo),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert meeting_clock.view(app, room.pm_id).meeting.status == "running"
