"""The time axis of the incident picture: from instants to places, and where the axis names a time.

Steps are those of a clock and a calendar (five minutes, six hours, a week), and are counted on the wall of
the postmortem's zone, so that a tick says ``06:00`` on both sides of a clock change. Units are the picture's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from core.domain.dates.zones import clock_time, in_zone, instants_of, offset_if_ambiguous
from core.domain.picture.label_width import width_of

TICK_SIZE: Final = 12.0
_GAP: Final = 26.0
_DAY: Final = 86_400
_BACK: Final = timedelta(hours=3)  # no clock went back further than that within a day
_STEPS: Final = (
    *(1, 2, 5, 10, 15, 30),
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3600 * hours for hours in (1, 2, 3, 6, 12)),
    *(_DAY * days for days in (1, 2, 7, 14, 28, 91, 182, 365, 730, 1825, 3650, 36_500, 365_000)),
)
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Tick:
    """``x`` on the axis, ``label_x`` the middle of its words; a tick may have none."""

    x: float
    label_x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """``begin`` before ``end``; ``left`` and ``right`` are their places."""

    begin: datetime
    end: datetime
    left: float
    right: float
    zone: tzinfo

    def x(self, at: datetime) -> float:
        share = (at - self.begin) / (self.end - self.begin)
        return round(self.left + (self.right - self.left) * share, 2)

    @property
    def one_day(self) -> bool:
        return in_zone(self.begin, self.zone).date() == in_zone(self.end, self.zone).date()

    def named(self, at: datetime) -> str:
        """``02:26``, with the day where the picture shows several, and the year where it shows several."""
        clock = clock_time(at, self.zone)
        return clock if self.one_day else f"{self._day(in_zone(at, self.zone))} {clock}"

    def ticks(self, width: float) -> tuple[Tick, ...]:
        """As many as can be read without touching each other; none if the axis is shorter than a second."""
        seconds = (self.end - self.begin).total_seconds()
        for step in _STEPS:
            room = (self.right - self.left) * step / seconds
            if room >= width_of(self._widest(step), TICK_SIZE) + _GAP:
                return tuple(_apart(self._ticks(step, width)))
        return ()

    def _ticks(self, step: int, width: float) -> Iterator[tuple[Tick, float]]:
        for at, wall in self._whole(step):
            label = self._label(wall, step, offset_if_ambiguous(at, self.zone))
            half = width_of(label, TICK_SIZE) / 2
            x = self.x(at)
            yield Tick(x, round(min(max(x, half), width - half), 2), label), half

    def _whole(self, step: int) -> list[tuple[datetime, datetime]]:
        """Moments of the axis at which the wall shows a whole multiple of the step, both where it does so twice."""
        found: list[tuple[datetime, datetime]] = []
        for wall in _walls(in_zone(self.begin, self.zone).replace(tzinfo=None), step):
            instants = instants_of(wall, self.zone)
            if instants and instants[0] > self.end:
                break
            found += [(at, wall) for at in instants if self.begin <= at <= self.end]
        return sorted(found)

    def _label(self, wall: datetime, step: int, offset: str) -> str:
        if step >= _DAY or (wall.time() == time.min and not self.one_day):
            return self._day(wall)
        clock = f"{wall:%H:%M:%S}" if step < 60 else f"{wall:%H:%M}"
        return f"{clock} {offset}".rstrip()

    def _widest(self, step: int) -> str:
        if step < 60:
            return "00:00:00"
        return self._day(self.end) if step >= _DAY or not self.one_day else "00:00"

    def _day(self, day: datetime) -> str:
        text = f"{day.day} {_MONTHS[day.month - 1]}"
        return text if self.begin.year == self.end.year else f"{text} {day.year}"


def _walls(begin: datetime, step: int) -> Iterator[datetime]:
    """Times on the wall that are whole multiples of the step, from just before ``begin`` on."""
    if step < _DAY:
        begin = begin - _BACK if begin.toordinal() > 1 else begin
        midnight = datetime.combine(begin.date(), time.min)
        wall = midnight + timedelta(seconds=(begin - midnight).seconds // step * step)
    else:
        days = step // _DAY
        wall = datetime.fromordinal((begin.toordinal() - 1) // days * days + 1)  # the calendar began on a Monday
    while True:
        yield wall
        try:
            wall += timedelta(seconds=step)
        except OverflowError:
            return


def _apart(ticks: Iterator[tuple[Tick, float]]) -> Iterator[Tick]:
    """Leaves out the words of a tick that would touch the ones before it."""
    free = float("-inf")
    for tick, half in ticks:
        if tick.label_x - half >= free:
            free = tick.label_x + half + _GAP / 3
            yield tick
        else:
            yield replace(tick, label="")
