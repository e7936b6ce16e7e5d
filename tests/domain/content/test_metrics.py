"""Computed times: right when they can be told, and a sentence when they cannot."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from core.domain.content.metrics import Measure, times
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from tests.support.cases import cases
from tests.support.postmortems import example, postmortems

K = TimelineKind


def row(kind: TimelineKind, minute: int | None, row_id: str = "") -> TimelineRow:
    when = None if minute is None else datetime(2026, 3, 10, 2, 0, tzinfo=UTC) + timedelta(minutes=minute)
    return TimelineRow(id=row_id or f"{kind}{minute}", kind=kind, at=when, text="x")


def of(*rows: TimelineRow, duration: int | None = None) -> Postmortem:
    return Postmortem(timeline=rows, duration_minutes=duration)


def test_the_example_took_twelve_five_and_thirty_seven_minutes() -> None:
    """The three numbers are what a team would compute by hand."""
    computed = times(example())
    assert computed.detect.value == timedelta(minutes=12)
    assert computed.respond.value == timedelta(minutes=5)
    assert computed.resolve.value == computed.duration.value == timedelta(minutes=37)


def test_the_first_row_of_a_kind_counts_by_time_and_not_by_place() -> None:
    """A second alert does not make detection later, wherever it was typed."""
    pm = of(row(K.DETECTED, 30), row(K.DETECTED, 10), row(K.STARTED, 0), row(K.DETECTED, None))
    assert times(pm).detect.value == timedelta(minutes=10)


def test_a_missing_row_is_named() -> None:
    """The gap says which row to mark."""
    detect = times(of(row(K.STARTED, 0))).detect
    assert detect.value is None
    assert detect.problem == "No row with a time is marked Detected yet. Mark one in the timeline."
    both = times(Postmortem()).resolve.problem
    assert both
    assert "Started or Resolved" in both


def test_a_row_without_a_time_does_not_count() -> None:
    """A kind alone is no time."""
    assert times(of(row(K.STARTED, None), row(K.DETECTED, 3))).detect.value is None


def test_an_end_before_its_start_is_impossible_and_says_so() -> None:
    """A number that cannot be is never shown as a number."""
    detect = times(of(row(K.STARTED, 10), row(K.DETECTED, 5))).detect
    assert detect == Measure(None, "Detected is earlier than Started. Check these two times.")


def test_nothing_between_two_moments_is_zero_and_no_problem() -> None:
    """An alert in the same minute is detection in no time."""
    assert times(of(row(K.STARTED, 10), row(K.DETECTED, 10))).detect == Measure(timedelta(0))


def test_a_typed_duration_wins_and_changes_nothing_else() -> None:
    """The override is for the duration only."""
    computed = times(of(row(K.STARTED, 0), row(K.RESOLVED, 37), duration=60))
    assert computed.duration.value == timedelta(minutes=60)
    assert computed.resolve.value == timedelta(minutes=37)
    assert times(of(duration=0)).duration.value == timedelta(0)


@pytest.mark.parametrize("case", cases("metrics")["cases"])
def test_the_board_computes_the_same(case: dict[str, Any]) -> None:
    """``metrics.test.ts`` reads the same table."""
    rows = [row(TimelineKind(kind), minute, f"r{place}") for place, (kind, minute) in enumerate(case["rows"])]
    computed = times(of(*rows))
    for name in ("detect", "respond", "resolve"):
        measure: Measure = getattr(computed, name)
        expected = case[name]
        told = measure.problem if measure.value is None else measure.value // timedelta(minutes=1)
        assert told == expected, name


@given(postmortems())
def test_each_time_is_a_number_or_a_sentence_and_never_both(pm: Postmortem) -> None:
    """Whatever was typed, the page has something true to show."""
    computed = times(pm)
    for measure in (computed.detect, computed.respond, computed.resolve, computed.duration):
        assert (measure.value is None) != (measure.problem is None)
        assert measure.value is None or measure.value >= timedelta(0)
        assert measure.problem is None or measure.problem.endswith(".")
