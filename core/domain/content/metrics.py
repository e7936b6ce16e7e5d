"""The times of an incident: to detect, to respond, to resolve, and how long it lasted.

Computed from the timeline, never typed, so that they cannot drift from it. A number that is missing or
impossible says so in a sentence that tells what to change. Not here: how a duration is drawn.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.domain.content.timeline import first
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow


@dataclass(frozen=True, slots=True)
class Measure:
    """A computed time, or a sentence on why there is none; never both."""

    value: timedelta | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """Detected - started, responded - detected, resolved - started; and what counts as the duration."""

    detect: Measure
    respond: Measure
    resolve: Measure
    duration: Measure


_WORDS = {
    TimelineKind.STARTED: "Started",
    TimelineKind.DETECTED: "Detected",
    TimelineKind.RESPONDED: "Responded",
    TimelineKind.RESOLVED: "Resolved",
}


def times(pm: Postmortem) -> Times:
    resolve = _between(pm.timeline, TimelineKind.STARTED, TimelineKind.RESOLVED)
    override = pm.duration_minutes
    return Times(
        detect=_between(pm.timeline, TimelineKind.STARTED, TimelineKind.DETECTED),
        respond=_between(pm.timeline, TimelineKind.DETECTED, TimelineKind.RESPONDED),
        resolve=resolve,
        duration=resolve if override is None else Measure(timedelta(minutes=override)),
    )


def _between(rows: tuple[TimelineRow, ...], begin: TimelineKind, end: TimelineKind) -> Measure:
    start, finish = first(rows, begin), first(rows, end)
    absent = [_WORDS[kind] for kind, row in ((begin, start), (end, finish)) if row is None]
    if absent:
        return Measure(None, f"No row with a time is marked {' or '.join(absent)} yet. Mark one in the timeline.")
    if start is None or finish is None or start.at is None or finish.at is None:
        raise AssertionError("first() returns rows that have a time")
    value = finish.at - start.at
    if value < timedelta(0):
        return Measure(None, f"{_WORDS[end]} is earlier than {_WORDS[begin]}. Check these two times.")
    return Measure(value)
