"""The clock at rest and its log."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.clock.state import Finish, Meeting, Next, Start
from core.domain.clock.transitions import apply
from core.errors import Conflict
from core.store import meetings, postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_meeting_comes_back_as_it_was_saved(tx: Transaction, pm: str) -> None:
    """To the microsecond, with all it knows about time."""
    assert meetings.load_meeting(tx, pm) is None
    lobby = Meeting()
    meetings.save_meeting(tx, pm, lobby, None)
    running, _ = apply(lobby, Start(seen=0), NOON + timedelta(microseconds=1))
    moved, _ = apply(running, Next(seen=running.version), NOON + timedelta(seconds=90.5))
    meetings.save_meeting(tx, pm, running, lobby.version)
    meetings.save_meeting(tx, pm, moved, running.version)
    assert meetings.load_meeting(tx, pm) == moved


def test_the_second_of_two_who_saw_the_same_is_told(tx: Transaction, pm: str) -> None:
    """Two people press Next together: one step, and one of them hears of it."""
    lobby = Meeting()
    meetings.save_meeting(tx, pm, lobby, None)
    running, _ = apply(lobby, Start(seen=0), NOON)
    meetings.save_meeting(tx, pm, running, lobby.version)
    with pytest.raises(Conflict, match="a moment before you"):
        meetings.save_meeting(tx, pm, running, lobby.version)
    with pytest.raises(Conflict):
        meetings.save_meeting(tx, pm, lobby, None)
    assert meetings.load_meeting(tx, pm) == running


def test_commands_from_two_servers_make_one_step(database: Database) -> None:
    """Whatever the timing: exactly one of many that saw the same version gets through."""
    lobby = Meeting()
    running, _ = apply(lobby, Start(seen=0), NOON)
    with database.write() as tx:
        postmortems.create(tx, "pm", "One")
        meetings.save_meeting(tx, "pm", lobby, None)
    outcomes: list[str] = []

    def press() -> None:
        try:
            with database.write() as tx:
                meetings.save_meeting(tx, "pm", running, lobby.version)
            outcomes.append("moved")
        except Conflict:
            outcomes.append("told")

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved"] + ["told"] * 5


def test_the_review_is_a_meeting_of_its_own(tx: Transaction, pm: str) -> None:
    """The two weeks later do not touch the twenty minutes."""
    sync, review = Meeting(), Meeting(kind="review")
    started, _ = apply(review, Start(seen=0), NOON)
    meetings.save_meeting(tx, pm, sync, None)
    meetings.save_meeting(tx, pm, review, None)
    meetings.save_meeting(tx, pm, started, review.version)
    assert meetings.load_meeting(tx, pm) == sync
    assert meetings.load_meeting(tx, pm, "review") == started


def test_lists_know_how_far_the_meeting_is(tx: Transaction, pm: str) -> None:
    """None until the room was opened; the review does not count."""
    seen = []
    lobby = Meeting()
    running, _ = apply(lobby, Start(seen=0), NOON)
    finished, _ = apply(running, Finish(seen=running.version), NOON + timedelta(minutes=20))
    meetings.save_meeting(tx, pm, Meeting(kind="review"), None)
    seen.append(postmortems.list_(tx)[0].meeting_status)
    expected = None
    for meeting in (lobby, running, finished):
        meetings.save_meeting(tx, pm, meeting, expected)
        expected = meeting.version
        seen.append(postmortems.list_(tx)[0].meeting_status)
    assert seen == [None, "lobby", "running", "finished"]


def test_what_happened_is_kept_in_its_order(tx: Transaction, pm: str) -> None:
    """Who did what when, with all the event says."""
    running, started = apply(Meeting(), Start(seen=0), NOON)
    _, moved = apply(running, Next(seen=running.version), NOON + timedelta(seconds=90))
    meetings.append_events(tx, pm, started, by="ann")
    meetings.append_events(tx, pm, moved)
    meetings.append_events(tx, pm, ())
    stored = meetings.events(tx, pm)
    assert [event.name for event in stored] == [event.name for event in (*started, *moved)]
    assert [event.at for event in stored] == [event.at for event in (*started, *moved)]
    assert (stored[0].by, stored[-1].by) == ("ann", None)
    left = next(event for event in stored if event.name == "section_left")
    assert (left.data["section"], left.data["used"]) == ("summary", 90.0)
    assert meetings.events(tx, pm, "review") == []
