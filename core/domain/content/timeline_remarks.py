"""What is remarkable in the order of a timeline: long gaps between its rows, and kinds in an impossible order.

A gap is a question, because nobody wrote what happened meanwhile; an impossible order is a slip in one of two times.
The browser has the same in ``timeline_remarks.ts``; both are tested with ``tests/cases/timeline_remarks.json``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from core.domain.content.timeline import first, in_order
from core.domain.postmortem import TimelineKind, TimelineRow
from core.domain.template import label_of
from core.domain.template.sections import TIMELINE_KINDS

LONG_GAP: Final = timedelta(minutes=30)

# What cannot come before what.
_BEFORE: Final = (
    (TimelineKind.DETECTED, (TimelineKind.STARTED,)),
    (TimelineKind.RESPONDED, (TimelineKind.STARTED, TimelineKind.DETECTED)),
    (TimelineKind.MITIGATED, (TimelineKind.STARTED,)),
    (TimelineKind.RESOLVED, (TimelineKind.STARTED, TimelineKind.MITIGATED)),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Longer than ``LONG_GAP`` without a row, from ``begin`` to ``end``; ``row_id`` is the row that ends it."""

    row_id: str
    begin: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.begin


def long_gaps(rows: Iterable[TimelineRow]) -> tuple[Gap, ...]:
    """In order of time. After the first row that says Resolved a gap is no question any more."""
    rows = tuple(rows)
    end = first(rows, TimelineKind.RESOLVED)
    timed = [(row.id, row.at) for row in in_order(rows) if row.at is not None]
    gaps = (Gap(row_id, begin, at) for (_, begin), (row_id, at) in pairwise(timed) if at - begin > LONG_GAP)
    return tuple(gap for gap in gaps if end is None or end.at is None or gap.end <= end.at)


def impossible_orders(rows: Iterable[TimelineRow]) -> dict[str, tuple[TimelineKind, TimelineKind]]:
    """By the id of a row: its kind, and the kind that it is earlier than and cannot be."""
    firsts: dict[TimelineKind, tuple[str, datetime]] = {}
    for row in in_order(rows):
        if row.at is not None:
            firsts.setdefault(row.kind, (row.id, row.at))
    found: dict[str, tuple[TimelineKind, TimelineKind]] = {}
    for kind, earlier in _BEFORE:
        for other in earlier:
            if kind in firsts and other in firsts and firsts[kind][1] < firsts[other][1]:
                found.setdefault(firsts[kind][0], (kind, other))
    return found


def order_sentence(kind: TimelineKind, other: TimelineKind) -> str:
    """``Detected is earlier than Started. Check these two times.``"""
    return f"{label_of(TIMELINE_KINDS, kind)} is earlier than {label_of(TIMELINE_KINDS, other)}. Check these two times."
