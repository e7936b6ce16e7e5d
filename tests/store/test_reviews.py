"""Looks back at rest: one row each, and nobody's words written over."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.clock.state import Finish, Meeting, Start
from core.domain.clock.transitions import apply
from core.domain.review import new_review
from core.store import meetings, postmortems, reviews
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.postmortems import Record

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOW = datetime(2026, 12, 7, 9, tzinfo=UTC)  # nowhere on earth it is the 8th yet


def hold(tx: Transaction, pm_id: str, review_on: str | None, at: datetime = NOON) -> None:
    """A meeting that is over, and a record with this review day."""
    started, _ = apply(Meeting(), Start(seen=0), at)
    over, _ = apply(started, Finish(seen=1), at + timedelta(minutes=20))
    meetings.save_meeting(tx, pm_id, over, None)
    day = date.fromisoformat(review_on) if review_on else None
    postmortems.save_record(tx, pm_id, Record(postmortem_json="{}", title="Orders stood still", review_on=day), 1)


def due(tx: Transaction) -> list[str]:
    return [row.postmortem_id for row in reviews.review_candidates(tx, NOW, 50)]


def test_a_look_back_begins_empty_and_is_the_latest(tx: Transaction, pm: str) -> None:
    """Nothing is answered, noted or walked, and it is not over."""
    assert reviews.latest(tx, pm) is None
    first, second = reviews.begin(tx, pm, "ann"), reviews.begin(tx, pm, None)
    row = reviews.latest(tx, pm)
    assert row is not None
    assert (row.id, row.opened_by, row.finished_at) == (second, None, None)
    assert (row.again, row.because, row.note, row.actions_json) == ("", "", "", "[]")
    reviews.remove(tx, second)
    latest = reviews.latest(tx, pm)
    assert latest is not None
    assert latest.id == first


def test_only_what_is_over_is_told_the_oldest_first(tx: Transaction, pm: str) -> None:
    """Opened again, it is not over any more."""
    first, second = reviews.begin(tx, pm, None), reviews.begin(tx, pm, None)
    reviews.end(tx, second, NOON, "ann")
    reviews.end(tx, first, NOON + timedelta(days=1), "ann")
    assert [row.id for row in reviews.finished(tx, pm)] == [first, second]
    reviews.end(tx, first, None, None)
    assert [(row.id, row.finished_by) for row in reviews.finished(tx, pm)] == [(second, "ann")]


def test_an_answer_and_a_note_are_put(tx: Transaction, pm: str) -> None:
    """Each leaves the other alone."""
    made = reviews.begin(tx, pm, None)
    reviews.put_answer(tx, made, "less", "alert")
    reviews.put_note(tx, made, "one\ntwo")
    row = reviews.lock_review(tx, pm)
    assert row is not None
    assert (row.again, row.because, row.note) == ("less", "alert", "one\ntwo")


def test_lines_that_come_at_the_same_moment_all_stay(database: Database) -> None:
    """Eight people add one each to what they find: who takes the row to write in it is alone with it."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        reviews.begin(tx, "pm", None)

    def add(number: int) -> None:
        with database.write() as own:
            row = reviews.lock_review(own, "pm")
            assert row is not None
            reviews.put_note(own, row.id, f"{row.note}\nline {number}")

    people = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    with database.read() as tx:
        row = reviews.latest(tx, "pm")
    assert row is not None
    assert sorted(row.note.split("\n")[1:]) == [f"line {number}" for number in range(8)]


@pytest.mark.parametrize("text", ["\x00", "\ud800", "it's; DROP TABLE review", "😀 漢字", "%s {0}"])
def test_any_words_can_be_kept(tx: Transaction, pm: str, text: str) -> None:
    """What a database cannot hold becomes a sign that it can."""
    made = reviews.begin(tx, pm, None)
    reviews.put_note(tx, made, text)
    reviews.put_answer(tx, made, "no", text)
    reviews.save_reviewed_actions(tx, made, text)


@pytest.mark.parametrize(("day", "found"), [("2026-12-07", ["pm"]), ("2026-12-08", []), (None, ["pm"])])
def test_what_may_be_due_is_found_by_its_day(tx: Transaction, pm: str, day: str | None, found: list[str]) -> None:
    """Without a day the rules decide."""
    hold(tx, pm, day)
    assert due(tx) == found
    (row,) = reviews.review_candidates(tx, NOW + timedelta(hours=1), 50)
    assert (row.review_on, row.finished_at, row.status) == (day, "2026-11-23T12:20:00", None)


def test_examples_the_trash_and_what_was_never_held_are_not_due(tx: Transaction, pm: str) -> None:
    """Only meetings that are over."""
    postmortems.create(tx, "example", "An example", example=True)
    postmortems.create(tx, "thrown", "Thrown away")
    postmortems.create(tx, "lobby", "Not held")
    for pm_id in ("example", "thrown"):
        hold(tx, pm_id, "2026-12-01")
    postmortems.trash(tx, "thrown")
    meetings.save_meeting(tx, "lobby", Meeting(), None)
    assert due(tx) == []


def test_a_review_that_runs_is_found_whatever_its_day(tx: Transaction, pm: str) -> None:
    """It was opened by hand, earlier."""
    hold(tx, pm, "2027-01-01")
    assert due(tx) == []
    meetings.save_meeting(tx, pm, new_review([], 3), None)
    (row,) = reviews.review_candidates(tx, NOW, 50)
    assert row.status == "lobby"


def test_the_longest_waiting_stands_first_and_the_last_look_back_is_known(tx: Transaction, pm: str) -> None:
    """However many there are, no more than asked for."""
    hold(tx, pm, "2026-12-05")
    postmortems.create(tx, "older", "Mail stood still")
    hold(tx, "older", "2026-12-01")
    reviews.end(tx, reviews.begin(tx, "older", None), NOON, None)
    assert due(tx) == ["older", "pm"]
    first, second = reviews.review_candidates(tx, NOW, 50)
    assert (first.reviewed_at, second.reviewed_at) == (NOON, None)
    assert [row.postmortem_id for row in reviews.review_candidates(tx, NOW, 1)] == ["older"]


def test_many_that_are_due_hide_no_review_that_is_open(tx: Transaction, pm: str) -> None:
    """Whoever comes late finds it on Home, however many others wait."""
    hold(tx, pm, "2026-12-01")
    postmortems.create(tx, "opened", "Mail stood still")
    hold(tx, "opened", "2026-12-05")
    meetings.save_meeting(tx, "opened", new_review([], 3), None)
    assert [row.postmortem_id for row in reviews.review_candidates(tx, NOW, 1)] == ["opened"]


def test_what_was_held_long_ago_hides_no_review_that_is_due(tx: Transaction, pm: str) -> None:
    """Years of reviews stand before it by their days; one with a later day of its own is asked for again."""
    hold(tx, pm, "2026-12-05")
    for pm_id, day in (("first", "2026-11-30"), ("second", "2026-12-01"), ("again", "2026-12-06")):
        postmortems.create(tx, pm_id, "Mail stood still")
        hold(tx, pm_id, day)
        reviews.end(tx, reviews.begin(tx, pm_id, None), NOW - timedelta(days=3), None)
    assert [row.postmortem_id for row in reviews.review_candidates(tx, NOW, 2)] == [pm, "again"]
