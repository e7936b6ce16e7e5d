"""Morning or afternoon where nobody wrote it: neighbours that say AM or PM decide; a clock of twelve hours is asked.

Not here: days.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.timeline.model import ReadingContext
from core.domain.timeline.stamps.written_clock import WrittenClock

_HALF = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class HalfReading:
    """The clock as it is read. ``other``: the other half may be meant."""

    clock: WrittenClock
    other: WrittenClock | None = None
    inferred: bool = False


def halves_of(clocks: Sequence[WrittenClock], context: ReadingContext) -> list[HalfReading]:
    """One reading for each clock, in the order of the text. Noon and midnight say nothing of how others are written."""
    named = [HalfReading(clock) for clock in clocks if clock.fixed]
    if named:
        others = iter(halves_of([clock for clock in clocks if not clock.fixed], context))
        told = iter(named)
        return [next(told) if clock.fixed else next(others) for clock in clocks]
    if any(clock.half for clock in clocks):
        return _from_neighbours(clocks)
    if context.answers.get("half of the day") == "24" or not _looks_like_twelve(clocks):
        return [HalfReading(clock) for clock in clocks]
    return [HalfReading(clock, replace(clock, half="p" if clock.hour != 12 else "a")) for clock in clocks]


def _from_neighbours(clocks: Sequence[WrittenClock]) -> list[HalfReading]:
    whole_day = any(not clock.half and (clock.hour > 12 or clock.hour == 0) for clock in clocks)
    readings = []
    for place, clock in enumerate(clocks):
        if clock.contradicts:
            plain = replace(clock, half="")
            other = replace(clock, half="", hour=clock.hour % 12 if clock.half == "a" else 12)
            readings.append(HalfReading(plain, other))
        elif clock.half or whole_day:
            readings.append(HalfReading(clock))
        else:
            half = _half_beside(clocks, place)
            readings.append(
                HalfReading(replace(clock, half=half), replace(clock, half="ap"[half == "a"]), inferred=True)
            )
    return readings


def _half_beside(clocks: Sequence[WrittenClock], place: int) -> str:
    """The half that is nearest before the next clock that says so, or nearest behind the one before."""
    own = {half: _minutes(replace(clocks[place], half=half)) for half in "ap"}
    for later in clocks[place + 1 :]:
        if later.half:
            return min("ap", key=lambda half: (_minutes(later) - own[half]) % _DAY)
    earlier = next(clock for clock in reversed(clocks[:place]) if clock.half)
    return min("ap", key=lambda half: (own[half] - _minutes(earlier)) % _DAY)


def _minutes(clock: WrittenClock) -> int:
    return clock.hour24 * 60 + clock.minute


def _looks_like_twelve(clocks: Sequence[WrittenClock]) -> bool:
    """All hours from 1 to 12, and somewhere from the last of them back to the first."""
    if any(not 1 <= clock.hour <= 12 for clock in clocks):
        return False
    steps = itertools.pairwise(clocks)
    return any(first.hour >= 10 and second.hour <= 5 and first.hour - second.hour >= 6 for first, second in steps)
