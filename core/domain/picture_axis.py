"""The time axis of the incident picture: from instants to places, and where the axis names a time.

Steps are those of a clock and a calendar (five minutes, six hours, a week), and are counted on the wall of
the postmortem's zone, so that a tick says ``06:00`` on both sides of a clock change. Units are the picture's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from core.domain.picture_words import width_of

TICK_SIZE: Final = 12.0
_GAP: Final = 26.0
_DAY: Final = 86_400
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
        local = in_zone(at, self.zone)
        clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        return clock if self.one_day else f"{self._day(local)} {clock}"

    def ticks(self, width: float) -> tuple[Tick, ...]:
        """As many as can be read without touching each other; none if the axis is shorter than a second."""
        seconds = (self.end - self.begin).total_seconds()
        for step in _STEPS:
            room = (self.right - self.left) * step / seconds
            if room >= width_of(self._widest(step), TICK_SIZE) + _GAP:
                return tuple(_apart(self._ticks(step, width)))
        return ()

    def _ticks(self, step: int, width: float) -> Iterator[tuple[Tick, float]]:
        for wall in _walls(in_zone(self.begin, self.zone).replace(tzinfo=None), step):
            at = _instant(wall, self.zone)
            if at is None or at < self.begin:
                continue
            if at > self.end:
                return
            label = self._label(wall, step)
            half = width_of(label, TICK_SIZE) / 2
            x = self.x(at)
            yield Tick(x, round(min(max(x, half), width - half), 2), label), half

    def _label(self, wall: datetime, step: int) -> str:
        if step >= _DAY or (wall.time() == time.min and not self.one_day):
            return self._day(wall)
        return f"{wall:%H:%M:%S}" if step < 60 else f"{wall:%H:%M}"

    def _widest(self, step: int) -> str:
        if step < 60:
            return "00:00:00"
        return self._day(self.end) if step >= _DAY or not self.one_day else "00:00"

    def _day(self, day: datetime) -> str:
        words = f"{day.day} {_MONTHS[day.month - 1]}"
        return words if self.begin.year == self.end.year else f"{words} {day.year}"


def in_zone(at: datetime, zone: tzinfo) -> datetime:
    """The time on the wall; in UTC at the very ends of the calendar, where a zone's offset leaves it."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at.astimezone(UTC)


def _walls(begin: datetime, step: int) -> Iterator[datetime]:
    """Times on the wall that are whole multiples of the step, from just before ``begin`` on."""
    if step < _DAY:
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


def _instant(wall: datetime, zone: tzinfo) -> datetime | None:
    """When the wall shows this; None for what no wall shows, when clocks go forward."""
    try:
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        return at if at.astimezone(zone).replace(tzinfo=None) == wall else None
    except OverflowError:
        return None


def _apart(ticks: Iterator[tuple[Tick, float]]) -> Iterator[Tick]:
    """Leaves out the words of a tick that would touch the ones before it."""
    free = float("-inf")
    for tick, half in ticks:
        if tick.label_x - half >= free:
            free = tick.label_x + half + _GAP / 3
            yield tick
        else:
            yield replace(tick, label="")
