"""How long it takes to detect, to respond and to resolve: the median, and the spread of the middle half."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from core.domain.dates.durations import duration_text
from core.domain.insights.compared import Spread, before_words, change_words, spread
from core.domain.insights.finding import FLOOR, Finding, Point, too_few
from core.domain.insights.periods import Period, bucket_of, buckets, step_for
from core.domain.insights.rows import Incident

_MONTHS: Final = 4
_ROWS: Final = 8
"""So many months, quarters or years a chart can show; the table has them all."""


@dataclass(frozen=True)
class _Time:
    key: str
    title: str
    happens: str
    basis: str


_TIMES: Final = (
    _Time("detect", "Time to detect", "are detected within {} of their start", "from started to detected"),
    _Time("respond", "Time to respond", "are answered within {} of being detected", "from detected to responded"),
    _Time("resolve", "Time to resolve", "are over within {} of their start", "from started to resolved"),
)


def response_times(now: Sequence[Incident], then: Sequence[Incident], period: Period) -> tuple[Finding, ...]:
    return tuple(_finding(time, now, then, period) for time in _TIMES)


def _finding(time: _Time, now: Sequence[Incident], then: Sequence[Incident], period: Period) -> Finding:
    known = [(row, float(value)) for row in now if (value := getattr(row, time.key)) is not None]
    if len(known) < FLOOR:
        noun = "postmortem with both times", "postmortems with both times"
        return too_few(time.key, time.title, "spread", len(known), *noun)
    whole = spread([value for _, value in known])
    by_step, step = _by_step([(row, value) for row, value in known], period)
    points = tuple(
        Point(label, found.middle, _shown(found.middle), low=found.low, high=found.high)
        for label, found in by_step
        if found is not None and found.counted >= FLOOR
    )
    if not points:
        label = period.label
        points = (Point(label, whole.middle, _shown(whole.middle), low=whole.low, high=whole.high),)
    rows = tuple(_row(label, found) for label, found in by_step)
    return Finding(
        key=time.key,
        title=time.title,
        sentence=f"Half of the incidents {time.happens.format(_within(whole.middle))}.",
        basis=f"Median and middle half, {time.basis}: {len(known):,} of {len(now):,} postmortems have both times",
        shape="spread",
        counted=len(known),
        points=points[-_ROWS:],
        header=(step.capitalize(), "Median", "Middle half", "Postmortems"),
        rows=(*rows, _row("Together", whole)),
        compared=_compared(time, whole, then, period),
    )


def _by_step(known: list[tuple[Incident, float]], period: Period) -> tuple[list[tuple[str, Spread | None]], str]:
    days = [row.day for row, _ in known]
    step = step_for(days, period, _MONTHS, quarters=_ROWS + 1)
    groups: defaultdict[str, list[float]] = defaultdict(list)
    for row, value in known:
        groups[bucket_of(row.day, step).key].append(value)
    found = buckets(days, period, step)
    return [(bucket.label, spread(groups[bucket.key]) if groups[bucket.key] else None) for bucket in found], step


def _row(label: str, found: Spread | None) -> tuple[str, ...]:
    if found is None:
        return (label, "", "", "0")
    if found.counted < FLOOR:
        return (label, "too few", "", str(found.counted))
    return (label, _shown(found.middle), f"{_shown(found.low)} to {_shown(found.high)}", f"{found.counted:,}")


def _compared(time: _Time, whole: Spread, then: Sequence[Incident], period: Period) -> str:
    if not period.before:
        return ""
    values = [float(value) for row in then if (value := getattr(row, time.key)) is not None]
    if len(values) < FLOOR:
        return before_words(period, len(values), "such postmortem")
    earlier = spread(values).middle
    return change_words(whole.middle, earlier, _shown(earlier), period)


def _within(seconds: float) -> str:
    return "a minute" if seconds < 60 else _shown(seconds)


def _shown(seconds: float) -> str:
    """Whole minutes from two minutes on, whole hours from two days on: more would pretend to be exact."""
    if seconds >= 2 * 86_400:
        seconds = round(seconds / 3600) * 3600
    elif seconds >= 120:
        seconds = round(seconds / 60) * 60
    return duration_text(timedelta(seconds=seconds))
