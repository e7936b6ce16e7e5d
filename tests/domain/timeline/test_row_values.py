"""What becomes of an event: its words with notes, and a guess at its kind."""

from datetime import UTC, datetime
from itertools import count

import pytest

from core.domain.postmortem import TimelineKind
from core.domain.timeline import TimelineEvent
from core.domain.timeline.kind_guess import guessed_kinds
from core.domain.timeline.row_values import row_text, timeline_rows
from tests.domain.timeline.reading import only, read


def event(text: str, minute: int = 0) -> TimelineEvent:
    return TimelineEvent(datetime(2026, 11, 2, 10, minute, tzinfo=UTC), "", text, 1)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("10:02 mail late", "mail late"),
        ("10:02-10:20 mail late", "mail late (until 10:20)"),
        ("23:50-00:20 mail late", "mail late (until 2026-11-03 00:20)"),
        ("~10:02 mail late", "mail late (time approximate)"),
        ("10:02 IST mail late", "mail late (check the time: IST is the name of several zones)"),
        ("~10:02-10:20 mail late", "mail late (until 10:20; time approximate)"),
    ],
)
def test_what_has_no_column_stands_in_the_words(line: str, text: str) -> None:
    """An end, "about" and a doubt are in every export, so that nobody takes them for certain."""
    assert row_text(only(read(line))) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alert fires for the queue", TimelineKind.DETECTED),
        ("Gwen is paged", TimelineKind.DETECTED),
        ("Acknowledged by Uma", TimelineKind.RESPONDED),
        ("Rolled back to 4.1", TimelineKind.MITIGATED),
        ("Everything back to normal", TimelineKind.RESOLVED),
        ("Deploy of 4.2", TimelineKind.STARTED),
        ("Lunch", TimelineKind.OTHER),
        ("It is not resolved", TimelineKind.OTHER),
        ("Restart did not bring us back to normal", TimelineKind.OTHER),
    ],
)
def test_a_kind_is_guessed_from_words(text: str, kind: TimelineKind) -> None:
    """Not from a word that is denied."""
    assert guessed_kinds([event(text)]) == [kind]


def test_only_the_first_row_of_a_kind_is_guessed() -> None:
    """In time, whatever the order of the lines; a start after the first alert is no start."""
    events = [event("second alert", 5), event("first alert", 1), event("deploy of the fix", 9)]
    assert guessed_kinds(events) == [TimelineKind.OTHER, TimelineKind.DETECTED, TimelineKind.OTHER]


def test_rows_keep_their_order_and_get_the_ids_that_are_given() -> None:
    """Who and instant come along."""
    numbers = count()
    reading = read("gwen [10:02 AM]\nmail late\nola [10:20 AM]\nworker added")
    rows = timeline_rows(reading.events, lambda: f"t_{next(numbers)}")
    assert [(row.id, row.who, row.text) for row in rows] == [
        ("t_0", "gwen", "mail late"),
        ("t_1", "ola", "worker added"),
    ]
    assert rows[0].at == datetime(2026, 11, 2, 10, 2, tzinfo=UTC)
