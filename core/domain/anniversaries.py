"""Which old postmortem Home brings back today: one whose day it is, or one whose action items are still open."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

MOST_YEARS: Final = 10
OLD_AFTER: Final = timedelta(days=30)
"""Open action items of younger incidents are on Follow-up, and in everybody's mind."""


@dataclass(frozen=True)
class Day:
    """A day that has an anniversary today, and the words for it."""

    day: date
    reason: str


def remembered_days(today: date) -> tuple[Day, ...]:
    """A year ago first, then two and more, then a month ago. On the last of a month also the days it does not have."""
    years = [
        Day(day, "A year ago today" if number == 1 else f"{number} years ago today")
        for number in range(1, MOST_YEARS + 1)
        for day in _same_day(today.year - number, today.month, today)
    ]
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return (*years, *(Day(day, "A month ago today") for day in _same_day(year, month, today)))


def first_of(days: Iterable[Day], found: Iterable[tuple[str, date]]) -> tuple[str, str] | None:
    """The id whose day comes first, and the words for it; of several of one day the first by id."""
    by_day: dict[date, str] = {}
    for pm_id, day in sorted(found):
        by_day.setdefault(day, pm_id)
    return next(((by_day[item.day], item.reason) for item in days if item.day in by_day), None)


def place_in_order(today: date) -> str:
    """Where among all ids the search for open action items begins: another place each day, the same for everybody."""
    return sha256(today.isoformat().encode()).hexdigest()


def _same_day(year: int, month: int, today: date) -> list[date]:
    """The same day of that month; 28 February also stands for the 29th when there is none this year, and so on."""
    if year < 1:
        return []
    there, here = monthrange(year, month)[1], monthrange(today.year, today.month)[1]
    days = [today.day] if today.day <= there else []
    if today.day == here and there > here:
        days.extend(range(here + 1, there + 1))
    return [date(year, month, day) for day in days]
