"""Long gaps and impossible orders, the same ones that the board marks."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from core.domain.content.timeline_remarks import LONG_GAP, impossible_orders, long_gaps, order_sentence
from core.domain.dates.durations import duration_text
from core.domain.postmortem import TimelineKind, TimelineRow
from tests.support.cases import cases

TABLE: dict[str, Any] = cases("timeline_remarks")


def rows_of(case: dict[str, Any]) -> tuple[TimelineRow, ...]:
    return tuple(
        TimelineRow(
            id=row_id, at=datetime.fromisoformat(f"2026-11-02T{at}:00+00:00") if at else None, kind=TimelineKind(kind)
        )
        for row_id, at, kind in case["rows"]
    )


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["what"])
def test_gaps_and_orders_are_those_of_the_table(case: dict[str, Any]) -> None:
    """By the row that ends a gap, and by the row that is too early."""
    rows = rows_of(case)
    assert {gap.row_id: duration_text(gap.length) for gap in long_gaps(rows)} == case["gaps"]
    assert {row_id: order_sentence(*kinds) for row_id, kinds in impossible_orders(rows).items()} == case["orders"]


def test_the_threshold_is_the_boards() -> None:
    """Half an hour."""
    assert timedelta(minutes=TABLE["gap_minutes"]) == LONG_GAP
