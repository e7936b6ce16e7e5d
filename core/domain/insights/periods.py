"""The period that is looked at, the one before it, and the months, quarters or years that a chart divides it into.

A period is written in the address as ``12m``, ``all``, ``2026``, ``2026-Q3``, ``2026-09`` or
``2026-03-01..2026-05-31``. Anything else means the last twelve months.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from core.domain.dates.date_text import day_text

LAST_YEAR: Final = "12m"
ALL: Final = "all"
_MOST_BUCKETS: Final = 26
_QUARTERS_OFFERED: Final = 8
_YEARS_OFFERED: Final = 5
_FIRST_YEAR, _LAST_YEAR = 1970, 9998
_YEAR = re.compile(r"[0-9]{4}")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")

Step = Literal["month", "quarter", "year"]


@dataclass(frozen=True)
class Period:
    """Both days belong to it; None: without an end on that side. ``before``: how the period before is called."""

    key: str
    label: str
    first: date | None = None
    last: date | None = None
    before: str = ""

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Bucket:
    key: str
    label: str


def period_of(text: str, today: date) -> Period:
    """The period that the text means."""
    if text == ALL:
        return Period(ALL, "All time")
    if _YEAR.fullmatch(text) and _is_year(int(text)):
        return _year(int(text))
    if (found := _QUARTER.fullmatch(text)) and _is_year(int(found[1])):
        return _quarter(int(found[1]), int(found[2]))
    if (found := _MONTH.fullmatch(text)) and _is_year(int(found[1])):
        return _month(int(found[1]), int(found[2]))
    if found := _DAYS.fullmatch(text):
        first, last = _day(found[1]), _day(found[2])
        if first and last and first <= last:
            return days_between(first, last)
    first = _year_earlier(today) + timedelta(days=1)
    return Period(LAST_YEAR, "Last 12 months", first, today, "the 12 months before")


def days_between(first: date, last: date) -> Period:
    """A period of chosen days."""
    length = (last - first).days + 1
    before = "the day before" if length == 1 else f"the {length} days before"
    return Period(f"{first}..{last}", f"{day_text(first)} to {day_text(last)}", first, last, before)


def period_before(period: Period) -> Period | None:
    """The one of the same length that ends where this one begins; None when this one has no beginning or end."""
    if period.first is None or period.last is None:
        return None
    if (found := _QUARTER.fullmatch(period.key)) is not None:
        year, number = int(found[1]), int(found[2])
        return _quarter(year, number - 1) if number > 1 else _quarter(year - 1, 4)
    if (found := _MONTH.fullmatch(period.key)) is not None:
        year, number = int(found[1]), int(found[2])
        return _month(year, number - 1) if number > 1 else _month(year - 1, 12)
    if _YEAR.fullmatch(period.key):
        return _year(period.first.year - 1)
    if period.first.year <= _FIRST_YEAR:
        return None
    last = period.first - timedelta(days=1)
    if period.key == LAST_YEAR:
        return Period("", period.before, _year_earlier(last) + timedelta(days=1), last)
    length = period.last - period.first
    return Period("", period.before, last - length, last) if last - date.min >= length else None


def offered_periods(today: date, earliest: date | None) -> tuple[Period, ...]:
    """What a list offers: the last twelve months, the latest quarters and years since ``earliest``, all time."""
    since = earliest or today
    quarters = [period_of(_quarter_key(today), today)]
    while len(quarters) < _QUARTERS_OFFERED and (quarters[-1].first or since) > since:
        earlier = period_before(quarters[-1])
        if earlier is None:
            break
        quarters.append(earlier)
    years = [_year(year) for year in range(today.year, max(today.year - _YEARS_OFFERED, since.year - 1), -1)]
    return (period_of(LAST_YEAR, today), *quarters, *years, Period(ALL, "All time"))


def step_for(days: Iterable[date], period: Period, months: int, quarters: int = _MOST_BUCKETS) -> Step:
    """Months while there are at most so many of them, then quarters, then years."""
    first, last = _span(tuple(days), period)
    length = (last - first).days
    if length <= months * 31:
        return "month"
    return "quarter" if length <= quarters * 91 else "year"


@lru_cache(maxsize=8192)  # thousands of incidents have a few hundred days
def bucket_of(day: date, step: Step) -> Bucket:
    """The month, quarter or year of a day. Keys sort by time; a label is a name and a year."""
    match step:
        case "month":
            return Bucket(f"{day.year:04}-{day.month:02}", f"{day:%b} {day.year}")
        case "quarter":
            number = (day.month + 2) // 3
            return Bucket(f"{day.year:04}-Q{number}", f"Q{number} {day.year}")
        case "year":
            return Bucket(f"{day.year:04}", f"{day.year}")


def buckets(days: Iterable[date], period: Period, step: Step) -> tuple[Bucket, ...]:
    """Every bucket of the period in order, also those in which nothing was; the latest ones when they are too many."""
    first, last = _span(tuple(days), period)
    found = [bucket_of(last, step)]
    day = last
    while len(found) < _MOST_BUCKETS and (start := _start_of(day, step)) > first:
        day = start - timedelta(days=1)
        found.append(bucket_of(day, step))
    return tuple(reversed(found))


def _span(days: tuple[date, ...], period: Period) -> tuple[date, date]:
    """From the first day that counts to the last: those of the period, or where it has none, those there are."""
    first = period.first or min(days, default=period.last or date(2000, 1, 1))
    last = period.last or max(days, default=first)
    return first, max(first, last)


def _start_of(day: date, step: Step) -> date:
    match step:
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "year":
            return date(day.year, 1, 1)


def _is_year(year: int) -> bool:
    return _FIRST_YEAR < year < _LAST_YEAR


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _is_year(day.year) else None


def _year_earlier(day: date) -> date:
    """The same day a year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _year(year: int) -> Period:
    return Period(f"{year}", f"{year}", date(year, 1, 1), date(year, 12, 31), "the year before")


def _quarter(year: int, number: int) -> Period:
    first, month = date(year, 3 * number - 2, 1), 3 * number
    last = date(year, month, monthrange(year, month)[1])
    return Period(f"{year}-Q{number}", f"Q{number} {year}", first, last, "the quarter before")


def _quarter_key(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _month(year: int, number: int) -> Period:
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    return Period(f"{year}-{number:02}", f"{first:%B} {year}", first, last, "the month before")
