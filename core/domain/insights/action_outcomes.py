"""What became of agreed action items, and how long the open ones have been waiting. Without owners."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from core.domain.actions.overdue import is_closed
from core.domain.dates.zones import day_in
from core.domain.insights.compared import before_words
from core.domain.insights.finding import FLOOR, Finding, Point, several, too_few
from core.domain.insights.periods import Period
from core.domain.insights.rows import AgreedAction

IN_TIME, AFTER, LATE, WAITING = "done in time", "done late", "overdue", "not due yet"
UNDATED, DROPPED = "open, no date", "dropped"
_ORDER: Final = (IN_TIME, AFTER, LATE, WAITING, UNDATED, DROPPED)
_MEANING: Final = {
    IN_TIME: "Done by its day, or without one",
    AFTER: "Done after its day",
    LATE: "Open, and its day is over",
    WAITING: "Open, and its day is still to come",
    UNDATED: "Open, and nobody said by when",
    DROPPED: "Dropped with a reason",
}
_AGES: Final = ((14, "under 2 weeks"), (56, "2 to 8 weeks"), (122, "2 to 4 months"), (None, "older"))
_OLD: Final = 56


def actions_kept(
    now: Sequence[AgreedAction], then: Sequence[AgreedAction], period: Period, at: datetime
) -> tuple[Finding, Finding]:
    """Of the incidents of the period: what became of their actions, and how old those are that are open at ``at``."""
    return _outcomes(now, then, period, at), _ages(now, at)


def outcome(row: AgreedAction, today: date) -> str:
    if row.state == "dropped":
        return DROPPED
    if is_closed(row.state):
        return AFTER if row.due is not None and row.closed is not None and row.closed > row.due else IN_TIME
    if row.due is None:
        return UNDATED
    return LATE if row.due < today else WAITING


def _outcomes(now: Sequence[AgreedAction], then: Sequence[AgreedAction], period: Period, at: datetime) -> Finding:
    if len(now) < FLOOR:
        return too_few("actions", "Action items", "shares", len(now), "agreed action item", "agreed action items")
    counts = _counts(now, at)
    expected = _expected(counts)
    return Finding(
        key="actions",
        title="Action items",
        sentence=_sentence(counts, len(now)),
        basis=f"{several(len(now), 'action item')} that the meetings agreed on",
        shape="shares",
        counted=len(now),
        points=tuple(
            Point(
                name, counts[name], f"{counts[name]:,}", strong=name in (IN_TIME, AFTER), warm=name in (LATE, UNDATED)
            )
            for name in _ORDER
            if counts[name]
        ),
        header=("What became of it", "Meaning", "Action items", "Share"),
        rows=tuple((name, _MEANING[name], f"{counts[name]:,}", f"{counts[name] / len(now):.0%}") for name in _ORDER),
        compared=_compared(_counts(then, at), period, expected),
        warm=expected >= FLOOR and counts[LATE] + counts[UNDATED] > _done(counts),
    )


def _sentence(counts: Counter[str], total: int) -> str:
    """How many are done of those that should be; and how many nobody can expect, because they have no date."""
    expected, undated = _expected(counts), counts[UNDATED]
    without = f"{undated:,} {'has' if undated == 1 else 'have'} no date"
    if expected >= FLOOR:
        done = f"{_done(counts):,} of {several(expected, 'action item')} whose day has come are done"
        return f"{done}; {without}." if undated else f"{done}."
    if undated > counts[WAITING]:
        return f"{undated:,} of {total:,} action items {'has' if undated == 1 else 'have'} no date."
    waiting = counts[WAITING]
    return f"{waiting:,} of {total:,} action items {'is' if waiting == 1 else 'are'} not due yet."


def _ages(now: Sequence[AgreedAction], at: datetime) -> Finding:
    today = _days(now, at)
    waiting = [(today[row.zone] - row.since).days for row in now if not is_closed(row.state)]
    if len(waiting) < FLOOR:
        return too_few("ages", "Open action items", "columns", len(waiting), "open action item", "open action items")
    counts = Counter(_age(days) for days in waiting)
    old = sum(days >= _OLD for days in waiting)
    if old:
        sentence = f"{several(old, 'open action item')} {'is' if old == 1 else 'are'} older than two months."
    else:
        sentence = "No open action item is older than two months."
    return Finding(
        key="ages",
        title="Open action items",
        sentence=sentence,
        basis=f"{several(len(waiting), 'open action item')}, by the time since the meeting agreed on it",
        shape="columns",
        counted=len(waiting),
        points=tuple(
            Point(label, counts[label], f"{counts[label]:,}", warm=days is None or days > _OLD) for days, label in _AGES
        ),
        header=("Age", "Open action items", "Share"),
        rows=tuple((label, f"{counts[label]:,}", f"{counts[label] / len(waiting):.0%}") for _, label in _AGES),
        warm=old > 0,
    )


def _age(days: int) -> str:
    return next(label for most, label in _AGES if most is None or days < most)


def _counts(rows: Sequence[AgreedAction], at: datetime) -> Counter[str]:
    today = _days(rows, at)
    return Counter(outcome(row, today[row.zone]) for row in rows)


def _days(rows: Sequence[AgreedAction], at: datetime) -> dict[str, date]:
    """The day it is in each zone."""
    return {zone: day_in(zone, at) for zone in {row.zone for row in rows}}


def _done(counts: Counter[str]) -> int:
    return counts[IN_TIME] + counts[AFTER]


def _expected(counts: Counter[str]) -> int:
    """Those that were to be done by now, or are. What was dropped with a reason is expected of nobody."""
    return _done(counts) + counts[LATE]


def _compared(then: Counter[str], period: Period, expected: int) -> str:
    if not period.before or expected < FLOOR:
        return ""
    number = _expected(then)
    if number < FLOOR:
        return before_words(period, number, "such action item")
    return f"Of those from {period.before} it is {_done(then):,} of {number:,}."
