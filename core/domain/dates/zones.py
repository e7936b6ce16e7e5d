"""Time zones: one set of rules for everything on the server, and the names that every browser knows too.

The rules are those of the ``tzdata`` package; ``core/__init__`` sets that before anything can make a zone. Here are
names, days and wall clocks in a zone, and how they are written; ``datetime.ts`` is the same for browsers. Not here:
which moment somebody meant, and the present moment, which is a parameter.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from core.domain.dates.date_text import day_text
from core.errors import BadInput

_LONGEST: Final = 64
_KEPT: Final = 1024  # more than there are; what somebody makes up is not kept for ever
# In the list of the computer, but of no place: no browser should be told them.
_NO_PLACES: Final = frozenset({"Factory", "localtime", "posixrules"})


@lru_cache(_KEPT)
def zone_named(name: str) -> tzinfo | None:
    """The zone of an IANA name as it is spelled there, or None."""
    if len(name) > _LONGEST or name in _NO_PLACES:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Not found, not a name at all, or a path that this system would not open.
        return None


def zone_or_utc(name: str) -> tzinfo:
    return zone_named(name) or ZoneInfo("UTC")


@cache
def offered_zones() -> tuple[str, ...]:
    """What a list offers: places, and UTC. Short old names (``GB``, ``EST``) are understood but not offered."""
    return tuple(sorted(name for name in available_timezones() - _NO_PLACES if "/" in name or name == "UTC"))


def in_zone(at: datetime, zone: tzinfo) -> datetime:
    """The time on the wall; in UTC at the very ends of the calendar, where a zone's offset leaves it."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at.astimezone(UTC)


def day_in(zone: str, at: datetime) -> date:
    """The day it is in this zone; that of UTC when the name means nothing."""
    return in_zone(at, zone_or_utc(zone)).date()


def instants_of(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """When the wall shows this naive time, in UTC, the earlier first: twice in the hour that comes twice, else once.

    None at all for what no wall shows when clocks go forward, and at the very ends of the calendar.
    """
    try:
        item = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
        return tuple(sorted(at for at in item if at.astimezone(zone).replace(tzinfo=None) == wall))
    except OverflowError:
        return ()


def is_ambiguous(at: datetime, zone: tzinfo) -> bool:
    """Whether the wall shows the same time at another moment too, because clocks went back."""
    local = in_zone(at, zone)
    return len(instants_of(local.replace(tzinfo=None), zone)) > 1


def offset_of(at: datetime, zone: tzinfo) -> str:
    """``+01:00``, ``-05:30``: how far the wall is from UTC at this moment."""
    offset = in_zone(at, zone).utcoffset() or timedelta()
    minutes = round(abs(offset) / timedelta(minutes=1))
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def offset_if_ambiguous(at: datetime, zone: tzinfo) -> str:
    """The offset where the wall alone would not say which of two hours is meant, else nothing."""
    return offset_of(at, zone) if is_ambiguous(at, zone) else ""


def clock_time(at: datetime, zone: tzinfo) -> str:
    """``02:10``, ``02:10:31`` where somebody gave the seconds, ``02:10 +01:00`` where it comes twice."""
    local = in_zone(at, zone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{clock} {offset_if_ambiguous(at, zone)}".rstrip()


def date_and_time(at: datetime, zone: tzinfo) -> str:
    """``2026-10-25 02:10``, as every file and every surface without room for words tells a moment."""
    return f"{in_zone(at, zone).date().isoformat()} {clock_time(at, zone)}"


def instant_of(wall: datetime, zone: str, near: datetime | None = None) -> datetime:
    """When the wall showed this naive time, in UTC. Of two moments the earlier, or the one closest to ``near``.

    Raises BadInput for a zone that is not known and for a time that clocks skip, with a sentence.
    """
    found = zone_named(zone)
    if found is None:
        raise BadInput(f"“{zone[:40]}” is no time zone that is known here. Use a name such as Europe/Berlin.")
    moments = instants_of(wall, found)
    if not moments:
        raise BadInput(f"Clocks skip {wall:%H:%M} on {day_text(wall.date())} in {zone}. Choose another time.")
    return moments[0] if near is None else min(moments, key=lambda at: abs(at - near))
