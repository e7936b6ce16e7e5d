"""A moment as it stands in a line, taken apart. Here is only its shape; ``stamp_scanner`` finds it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.timeline.stamps.written_clock import WrittenClock
from core.domain.timeline.stamps.written_day import WrittenDay
from core.domain.timeline.stamps.zone_words import WrittenZone


@dataclass(slots=True)
class Stamp:
    """What was found from ``start`` to ``end``. ``instant`` is there for counted seconds, ``since_start`` for "T+5"."""

    start: int
    end: int
    day: WrittenDay | None = None
    clock: WrittenClock | None = None
    zone: WrittenZone | None = None
    until: WrittenClock | None = None
    until_day: WrittenDay | None = None
    approx: bool = False
    instant: datetime | None = None
    since_start: timedelta | None = None
    ago: timedelta | None = None
    bracketed: bool = False
    second_zone: bool = False

    @property
    def timed(self) -> bool:
        return bool(self.clock or self.instant or self.since_start is not None or self.ago is not None)

    @property
    def problem(self) -> str:
        for part in (self.day, self.clock, self.until, self.until_day):
            if part and part.problem:
                return part.problem
        return ""
