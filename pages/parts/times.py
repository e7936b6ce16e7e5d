"""Instants as people read them: in a zone, with a date where the day matters. No rule of the clock lives here."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.errors import BadInput


def in_zone(at: datetime, zone: str) -> str:
    """'Mon 23 Nov, 14:00', with the year when it is not this one."""
    local = at.astimezone(_zone(zone))
    year = "" if local.year == datetime.now(_zone(zone)).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}"


def wall(at: datetime, zone: str) -> str:
    return f"{at.astimezone(_zone(zone)):%H:%M}"


def day(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b} {on.year}"


def local(at: datetime, zone: str) -> date:
    """The day it was there."""
    return at.astimezone(_zone(zone)).date()


def age(since: datetime, now: datetime) -> str:
    """'3 days', 'an hour', 'a few minutes': how long something has been waiting."""
    gone = max(now - since, timedelta(0))
    if gone < timedelta(minutes=50):
        return "a few minutes" if gone < timedelta(minutes=15) else "half an hour"
    if gone < timedelta(hours=36):
        hours = max(round(gone / timedelta(hours=1)), 1)
        return "an hour" if hours == 1 else f"{hours} hours"
    days = round(gone / timedelta(days=1))
    return f"{days} days" if days < 60 else f"{round(days / 30)} months"


def span(value: timedelta) -> str:
    """'37 min', '1 h 05 min', '2 d 3 h'."""
    minutes = round(value / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def clock(seconds: float) -> str:
    """'4:00' for a timebox."""
    whole = max(round(seconds), 0)
    return f"{whole // 60}:{whole % 60:02d}"


def instant(local: datetime | None, zone: str) -> datetime | None:
    """What somebody's wall clock showed, as an instant."""
    if local is None:
        return None
    return local.replace(tzinfo=_zone(zone)).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadInput("This time zone is not known here. Choose one from the list.") from None
