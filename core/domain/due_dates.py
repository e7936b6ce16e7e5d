"""Due dates as people say them: ``2026-12-01``, ``in two weeks``, ``by Friday``, ``end of month``.

A small parser of our own, because a date that is guessed wrong is worse than one that is refused: what can
be read in two ways is refused with a sentence. ``today`` is a parameter. Not here: reminding anybody.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from core.errors import BadInput

_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    for word in words.split()
} | {"couple": 2}
# Spelled out: the calendar module names days in the language of the server.
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: index for index, long in enumerate(_DAYS) for name in (long, long[:3])}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: index for index, long in enumerate(_MONTH_NAMES.split(), 1) for name in (long, long[:3])} | {"sept": 9}
_LONGEST = 60
_FURTHEST_YEAR = 2200

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([a-z]+)\.?(?:,? (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")
_IN = re.compile(
    r"(?:in )?(?:a )?(\d{1,3}|[a-z]+)(?: of)? (day|week|month|year|weekday|working day)s?(?: from (?:now|today))?"
)
_WEEKDAY = re.compile(r"(this |next |coming )?([a-z]+)")
_END = re.compile(r"end of (?:the |this )?(next )?(week|month|quarter|year|day)")
_SHORT = {
    "today": 0,
    "now": 0,
    "tonight": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "a fortnight": 14,
    "in a fortnight": 14,
    "next week": 7,
    "a week from now": 7,
}
_LETTERS = {
    "eod": "end of day",
    "eow": "end of week",
    "eom": "end of month",
    "eoq": "end of quarter",
    "eoy": "end of year",
}


def parse_due(text: str, today: date) -> date:
    """The day that was meant, seen from ``today``; BadInput with a sentence if that is not clear."""
    said = " ".join(text[: 2 * _LONGEST].lower().split()).rstrip(".!")
    said = re.sub(r"^(?:(?:due|by|until|till|on|at) )?(?:the )?", "", said)
    said = _LETTERS.get(said, said)
    if not said:
        raise BadInput("The date is empty. Type a day such as 2026-12-01, “Friday” or “in two weeks”.")
    if len(said) <= _LONGEST:
        for read in _READERS:
            found = read(said, today)
            if found is not None:
                return found
    raise BadInput(
        f"“{text.strip()[:30]}” is not a clear date. Try 2026-12-01, “Friday”, “in two weeks” or “end of month”."
    )


def _short(said: str, today: date) -> date | None:
    return _later(today, _SHORT[said]) if said in _SHORT else None


def _iso(said: str, today: date) -> date | None:
    found = _ISO.fullmatch(said)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(said: str, today: date) -> date | None:
    """``1.12.2026`` is the first of December; with slashes or dashes only what can be read in one way."""
    found = _NUMERIC.fullmatch(said)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    raise BadInput(f"“{said}” can be read in two ways. Write the year first, like {year}-{second:02d}-{first:02d}.")


def _worded(said: str, today: date) -> date | None:
    """``1 December``, ``Dec 1st``, ``1 Dec 2027``; without a year, the next time that day comes."""
    found = _DAY_MONTH.fullmatch(said)
    if found and found[2] in _MONTHS:
        return _dated(today, _MONTHS[found[2]], int(found[1]), found[3])
    found = _MONTH_DAY.fullmatch(said)
    if found and found[1] in _MONTHS:
        return _dated(today, _MONTHS[found[1]], int(found[2]), found[3])
    return None


def _span(said: str, today: date) -> date | None:
    """``in 3 days``, ``two weeks``, ``in a month``, ``in a couple of weeks``."""
    found = _IN.fullmatch(said)
    if not found:
        return None
    amount = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1])
    if amount is None:
        return None
    match found[2]:
        case "day":
            return _later(today, amount)
        case "week":
            return _later(today, 7 * amount)
        case "month":
            return _months_later(today, amount)
        case "year":
            return _months_later(today, 12 * amount)
    return _working_days_later(today, amount)


def _weekday(said: str, today: date) -> date | None:
    """The next such day, never today itself; ``next Friday`` is the one in the week after this one."""
    found = _WEEKDAY.fullmatch(said)
    if not found or found[2] not in _WEEKDAYS:
        return None
    wanted = _WEEKDAYS[found[2]]
    if found[1] == "next ":
        return _later(today, 7 - today.weekday() + wanted)
    return _later(today, (wanted - today.weekday() - 1) % 7 + 1)


def _end(said: str, today: date) -> date | None:
    """The last day of a month, quarter or year; a week ends on its Friday, or on Sunday once Friday is over."""
    found = _END.fullmatch(said)
    if not found:
        return None
    more = 1 if found[1] else 0
    match found[2]:
        case "day":
            return _later(today, more)
        case "week":
            friday = _later(today, 4 - today.weekday() + 7 * more)
            return max(friday, _later(today, 6 - today.weekday())) if friday < today else friday
        case "month":
            return _last_day(_months_later(today.replace(day=1), more))
        case "quarter":
            to_go = (-today.month) % 3
            return _last_day(_months_later(today.replace(day=1), to_go + 3 * more))
    return _day(today.year + more, 12, 31)


_READERS: tuple[Callable[[str, date], date | None], ...] = (_short, _iso, _numeric, _worded, _span, _end, _weekday)


def _dated(today: date, month: int, day: int, year: str | None) -> date:
    if year is not None:
        return _day(int(year), month, day)
    if (month, day) == (2, 29):
        leap = next(y for y in range(today.year, today.year + 9) if calendar.isleap(y) and date(y, 2, 29) >= today)
        return date(leap, 2, 29)
    this_year = _day(today.year, month, day)
    return this_year if this_year >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    if not 1970 <= year <= _FURTHEST_YEAR:
        raise BadInput(f"The year {year} is out of reach. Choose a nearer date.")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInput(f"{year}-{month:02d}-{day:02d} is not in the calendar. Check day and month.") from None


def _later(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _months_later(today: date, months: int) -> date:
    """The same day some months on, or the last day of a month that is too short for it."""
    years, month = divmod(today.month - 1 + months, 12)
    year = today.year + years
    if year > _FURTHEST_YEAR:
        raise BadInput("That is too far away to be a promise. Choose a nearer date.")
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _working_days_later(today: date, amount: int) -> date:
    day = today
    while amount > 0:
        day = _later(day, 1)
        amount -= day.weekday() < calendar.SATURDAY
    return day
