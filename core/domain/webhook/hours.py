"""When something may be told: quiet hours, weekends, and “once a day at nine”, on the clocks of the team's zone.

A wall clock skips an hour and shows one twice; a time that is skipped is the moment clocks have gone forward to it.
Pure: the moment and the zone are parameters.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from core.domain.dates.zones import in_zone, instants_of

DAILY_AT: Final = time(9)
_SATURDAY: Final = 5
_DAYS_LOOKED_AT: Final = 8


@dataclass(frozen=True)
class Hours:
    """Quiet from one time of day until another, over midnight when the first is later; equal or None: never.

    ``weekends``: also on Saturdays and Sundays. ``daily``: at most once a day, at DAILY_AT.
    """

    quiet_from: time | None = None
    quiet_until: time | None = None
    weekends: bool = True
    daily: bool = False

    def is_quiet(self, wall: datetime) -> bool:
        """Whether nothing may be told when the wall shows this."""
        return self.is_weekend(wall) or self.in_quiet_hours(wall.time())

    def is_weekend(self, wall: datetime) -> bool:
        return not self.weekends and wall.weekday() >= _SATURDAY

    def in_quiet_hours(self, at: time) -> bool:
        begin, end = self.quiet_from, self.quiet_until
        if begin is None or end is None or begin == end:
            return False
        return begin <= at < end if begin < end else at >= begin or at < end


ALWAYS: Final = Hours()
"""No quiet hour, and every day."""


def may_tell(hours: Hours, zone: tzinfo, now: datetime) -> bool:
    """Whether it is no quiet hour and no free day now."""
    return not hours.is_quiet(_wall(now, zone))


def tell_at(hours: Hours, zone: tzinfo, at: datetime) -> datetime:
    """When something that happened ``at`` is told: at once, or at the first moment after it that suits."""
    if not hours.daily:
        return _not_quiet(hours, zone, at)
    day = _wall(at, zone).date()
    for later in range(_DAYS_LOOKED_AT):
        nine = _instant(datetime.combine(day + timedelta(days=later), DAILY_AT), zone)
        if nine > at and not hours.is_quiet(_wall(nine, zone)):
            return nine
    return _not_quiet(hours, zone, at)  # nine is a quiet hour on every day: as soon as it is over


def _not_quiet(hours: Hours, zone: tzinfo, at: datetime) -> datetime:
    """The first moment from ``at`` on that is neither quiet nor free."""
    for _ in range(2 * _DAYS_LOOKED_AT):
        wall = _wall(at, zone)
        if hours.is_weekend(wall):
            at = _after(at, datetime.combine(wall.date() + timedelta(days=1), time()), zone)
        elif hours.in_quiet_hours(wall.time()) and hours.quiet_until is not None:
            until = datetime.combine(wall.date(), hours.quiet_until)
            at = _after(at, until if until > wall else until + timedelta(days=1), zone)
        else:
            return at
    return at


def _after(at: datetime, wall: datetime, zone: tzinfo) -> datetime:
    """When the wall shows this, and never the same moment again, so that a search ends."""
    return max(_instant(wall, zone), at + timedelta(minutes=1))


def _instant(wall: datetime, zone: tzinfo) -> datetime:
    """The first moment when the wall shows this; for one that is skipped, that much after clocks went forward."""
    found = instants_of(wall, zone)
    return found[0] if found else wall.replace(tzinfo=zone).astimezone(UTC)


def _wall(at: datetime, zone: tzinfo) -> datetime:
    return in_zone(at, zone).replace(tzinfo=None)


def read_clock(text: str) -> time | None:
    """``22:00`` as it is stored; None for nothing, and for what is no time."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def written_clock(at: time | None) -> str:
    """As `read_clock` reads it; empty for None."""
    return "" if at is None else f"{at:%H:%M}"
