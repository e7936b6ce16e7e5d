"""How much time the sections of the meeting take, against what was planned."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from core.domain.dates.durations import clock_text
from core.domain.insights.compared import before_words
from core.domain.insights.finding import FLOOR, Finding, Point, too_few
from core.domain.insights.periods import Period
from core.domain.insights.rows import Incident
from core.domain.template import SECTIONS

_KEY, _TITLE, _NOTICED_S = "minutes", "Meeting minutes", 30


def meeting_minutes(now: Sequence[Incident], then: Sequence[Incident], period: Period) -> Finding:
    held = [row for row in now if row.minutes]
    if len(held) < FLOOR:
        return too_few(_KEY, _TITLE, "plan", len(held), "meeting that is over", "meetings that are over")
    used, planned = _by_section(held)
    names = {part.id.value: part.title for part in SECTIONS}
    # A section that few meetings had says as little as few meetings do.
    medians = {key: (median(planned[key]), median(used[key])) for key in names if len(used[key]) >= FLOOR}
    over = max(medians, key=lambda key: medians[key][1] - medians[key][0], default="")
    return Finding(
        key=_KEY,
        title=_TITLE,
        sentence=_sentence(names.get(over, ""), *medians.get(over, (0.0, 0.0))),
        basis=f"Median of {len(held):,} meetings; the line is the plan",
        shape="plan",
        counted=len(held),
        points=tuple(
            Point(names[key], took, clock_text(took), high=plan, warm=key == over and took - plan >= _NOTICED_S)
            for key, (plan, took) in medians.items()
        ),
        header=("Section", "Planned", "Used", "Difference", "Meetings"),
        rows=tuple(_row(names[key], used[key], medians.get(key)) for key in names if used[key]),
        compared=_compared(held, [row for row in then if row.minutes], period),
    )


def _by_section(held: Sequence[Incident]) -> tuple[defaultdict[str, list[float]], defaultdict[str, list[float]]]:
    """Seconds used and planned by section. A section that a meeting left out is not counted for it."""
    used: defaultdict[str, list[float]] = defaultdict(list)
    planned: defaultdict[str, list[float]] = defaultdict(list)
    for row in held:
        for item in row.minutes:
            if item.used > 0:
                used[item.section].append(item.used)
                planned[item.section].append(item.planned)
    return used, planned


def _sentence(title: str, planned: float, used: float) -> str:
    if not title:
        return "No section was held often enough to say."
    if used - planned >= _NOTICED_S:
        return f"{title} takes {clock_text(used - planned)} longer than planned, more than any other section."
    return "The sections keep to their time."


def _row(title: str, used: Sequence[float], found: tuple[float, float] | None) -> tuple[str, ...]:
    if found is None:
        return (title, "", "too few", "", str(len(used)))
    plan, took = found
    sign = "+" if took >= plan else "−"
    return (title, clock_text(plan), clock_text(took), f"{sign}{clock_text(abs(took - plan))}", f"{len(used):,}")


def _compared(now: Sequence[Incident], then: Sequence[Incident], period: Period) -> str:
    if not period.before:
        return ""
    if len(then) < FLOOR:
        return before_words(period, len(then), "such meeting")
    after, earlier = (median(sum(item.used for item in row.minutes) for row in rows) for rows in (now, then))
    return f"A whole meeting takes {clock_text(after)}; in {period.before} it took {clock_text(earlier)}."
