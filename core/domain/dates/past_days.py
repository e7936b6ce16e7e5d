"""A day that is over or not yet over, as people say it: ``yesterday``, ``Friday``, ``23 Nov``, ``3 days ago``.

The words are those of due dates, looked at from the other side: a part that is missing is that of the last such day,
never of one to come. ``today`` is a parameter.
"""

import re
from datetime import date, datetime, time, timedelta

from core.domain.dates.due_dates import DueReading, Order, read_due
from core.domain.dates.zones import clock_time, day_in, instant_of, instants_of, zone_or_utc
from core.errors import BadInput

_AGO = re.compile(r"(.{1,30}?(?:day|week|fortnight)s?) ago")
_LAST = re.compile(r"(?:on |last |this )+")
_TO_COME = "“{}” is still to come. Type the day it happened, such as “yesterday” or 2026-11-23."
# How far back the last such day is looked for: a weekday, a day of the month, a day of the year, 29 February.
_STEPS = (7, 31, 365, 366, 4 * 366, 8 * 366)


def read_past_day(text: str, today: date, order: Order | None = None) -> DueReading:
    """What the words can mean, seen from ``today``, none of it to come; BadInput with a sentence when that is nothing.

    Two days only where the order of numbers is not known.
    """
    message = " ".join(text.split()).lower()
    if found := _AGO.fullmatch(message):
        days = read_due(found[1], today, order).days
        return DueReading(tuple(sorted(today - (day - today) for day in days)))
    phrase = _LAST.sub("", message, count=1) if _LAST.match(message) else text
    reading = read_due(phrase, today, order)
    past = sorted({_last_such(phrase, day, today, order) or day for day in reading.days})
    over = [day for day in past if day <= today]
    if not over:
        raise BadInput(_TO_COME.format(" ".join(text.split())[:30]))
    return DueReading(tuple(over), by_order=reading.by_order and len(over) > 1)


def past_moment(day: date | None, at: time | None, zone: str, now: datetime) -> datetime | None:
    """When something happened, aware; None when neither part was given. A time alone is the last such time.

    Raises BadInput for a day without a time, for a moment to come, and for one that clocks skip.
    """
    if at is None:
        if day is not None:
            raise BadInput("A time belongs to the day: about when was it? Or leave both empty until somebody knows.")
        return None
    if day is not None:
        moment = instant_of(datetime.combine(day, at), zone, near=now)
        if moment > now:
            raise BadInput(f"{clock_time(moment, zone_or_utc(zone))} on that day is still to come. Check day and time.")
        return moment
    today = day_in(zone, now)
    walls = [datetime.combine(today - timedelta(days=back), at) for back in range(3)]
    return max(item for wall in walls for item in instants_of(wall, zone_or_utc(zone)) if item <= now)


def _last_such(text: str, day: date, today: date, order: Order | None) -> date | None:
    """The last day the words name, seen from ever earlier; None for a day that is fixed, or counted from today."""
    if day <= today or _is_counted(text, day, today, order):
        return None
    for step in _STEPS:
        earlier = [item for item in _seen_from(text, today - timedelta(days=step), order) if item <= today]
        # Of 4/12 and 12/4, each has a last such day of its own.
        own = [item for item in earlier if (item.month, item.day) == (day.month, day.day)] or earlier
        if own:
            return own[-1]
    return None


def _is_counted(text: str, day: date, today: date, order: Order | None) -> bool:
    """“Tomorrow” and “in two weeks” move with the day they are said on."""
    before = today - timedelta(days=1)
    return day - timedelta(days=1) in _seen_from(text, before, order)


def _seen_from(text: str, day: date, order: Order | None) -> tuple[date, ...]:
    try:
        return read_due(text, day, order).days
    except BadInput:
        return ()
