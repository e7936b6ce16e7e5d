"""Moments, days and times of day as the pages show them, in a given zone."""

from datetime import datetime, time, tzinfo

from core.domain.dates.date_text import day_text, short_day_text
from core.domain.dates.zones import clock_time, in_zone, zone_named, zone_or_utc
from core.errors import BadInput

__all__ = ["day_text", "local_moment_text", "moment_text", "time_of_day_text", "time_text"]


def moment_text(at: datetime, zone: str) -> str:
    """``Mon 23 Nov, 14:00``, with the year when it is not this one. Raises BadInput for a zone that is not known."""
    known = _zone(zone)
    day = in_zone(at, known).date()
    this_year = day.year == datetime.now(known).year
    return f"{short_day_text(day) if this_year else day_text(day)}, {time_text(at, zone)}"


def local_moment_text(at: datetime, zone: str, other: str) -> str:
    """``Mon 23 Nov, 14:00 Berlin time``: the place is named where the clocks of ``zone`` and ``other`` differ.

    On pages of one postmortem ``zone`` is its own and ``other`` the reader's; in lists of several it is the reverse.
    An unknown zone counts as UTC.
    """
    here = zone if zone_named(zone) else "UTC"
    there = in_zone(at, zone_or_utc(other)).replace(tzinfo=None)
    same = in_zone(at, zone_or_utc(here)).replace(tzinfo=None) == there
    return moment_text(at, here) if same else f"{moment_text(at, here)} {_place(here)}"


def time_text(at: datetime, zone: str) -> str:
    """``14:00``, to the minute, with its offset in the hour that comes twice."""
    return clock_time(at.replace(second=0, microsecond=0), _zone(zone))


def time_of_day_text(at: time) -> str:
    """``14:05``, with the seconds where they were given."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _place(zone: str) -> str:
    return "UTC" if zone in ("UTC", "Etc/UTC") else f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def _zone(name: str) -> tzinfo:
    found = zone_named(name)
    if found is None:
        raise BadInput("This time zone is not known here. Choose one from the list.")
    return found
