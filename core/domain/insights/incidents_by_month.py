"""How many incidents there were, by month (or quarter, or year) and severity."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from core.domain.insights.compared import before_words, change_words
from core.domain.insights.finding import FLOOR, Finding, Point, several, too_few
from core.domain.insights.periods import Period, bucket_of, buckets, step_for
from core.domain.insights.rows import Incident
from core.domain.postmortem import Severity

NO_SEVERITY: Final = "Not set"
_MONTHS: Final = 26
_KEY, _TITLE = "months", "Incidents"


def incidents_by_month(now: Sequence[Incident], then: Sequence[Incident], period: Period) -> Finding:
    if len(now) < FLOOR:
        return too_few(_KEY, _TITLE, "columns", len(now), "postmortem", "postmortems")
    step = step_for((row.day for row in now), period, _MONTHS)
    found = buckets((row.day for row in now), period, step)
    counts = Counter((bucket_of(row.day, step).key, row.severity or NO_SEVERITY) for row in now)
    severities = [*(severity.value for severity in Severity), NO_SEVERITY]
    present = [name for name in severities if any(severity == name for _, severity in counts)]
    totals = {bucket: sum(counts[bucket.key, name] for name in present) for bucket in found}
    most = max(totals.values())
    tops = [bucket.label for bucket, total in totals.items() if total == most]
    points = tuple(
        Point(bucket.label, counts[bucket.key, name], str(counts[bucket.key, name]), group=name)
        for bucket in found
        for name in present
    )
    rows = tuple(
        (bucket.label, *(str(counts[bucket.key, name]) for name in present), str(totals[bucket])) for bucket in found
    )
    return Finding(
        key=_KEY,
        title=_TITLE,
        sentence=_sentence(len(now), len(found), step, tops, most),
        basis=f"Every postmortem, by the {step} of its incident",
        shape="columns",
        counted=len(now),
        points=points,
        header=(step.capitalize(), *present, "Together"),
        rows=rows,
        compared=_compared(len(now), len(then), period),
    )


def _sentence(total: int, steps: int, step: str, tops: Sequence[str], most: int) -> str:
    head = several(total, "incident")
    if steps == 1:
        return f"{head} in one {step}."
    mean = (
        f"{head}, about {total / steps:.2g} a {step}" if total / steps < 10 else f"{head}, {total / steps:.0f} a {step}"
    )
    return f"{mean}; the most in {tops[0]}: {most}." if len(tops) == 1 else f"{mean}; never more than {most}."


def _compared(now: int, then: int, period: Period) -> str:
    if not period.before:
        return ""
    return before_words(period, then, "incident") if then < FLOOR else change_words(now, then, f"{then:,}", period)
