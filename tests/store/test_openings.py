"""What was done with the overdue action items at the opening of a meeting."""

from core.store import meetings, openings
from core.store.database.transaction import Transaction


def test_nothing_was_done_yet(tx: Transaction, pm: str) -> None:
    """A meeting begins with nothing shown and nobody gone on."""
    assert openings.latest(tx, pm) == {}


def test_the_last_time_of_each_counts(tx: Transaction, pm: str) -> None:
    """Shown twice is shown again; the two do not mix."""
    openings.note(tx, pm, openings.SHOWN, "ann")
    first = openings.latest(tx, pm)[openings.SHOWN]
    openings.note(tx, pm, openings.SHOWN, "ann")
    openings.note(tx, pm, openings.GONE_ON, "bo")
    found = openings.latest(tx, pm)
    assert set(found) == {openings.SHOWN, openings.GONE_ON}
    assert found[openings.SHOWN] >= first


def test_the_log_of_the_clock_does_not_hear_of_it(tx: Transaction, pm: str) -> None:
    """It is a log of its own."""
    openings.note(tx, pm, openings.SHOWN, "ann")
    assert meetings.events(tx, pm) == []
    assert [(event.name, event.by) for event in meetings.events(tx, pm, openings.KIND)] == [("shown", "ann")]
