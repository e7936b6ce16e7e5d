"""Due dates as people say them: ``2026-12-01``, ``4 Dec``, ``in two weeks``, ``by Friday``, ``mid January``.

A reader of our own, because a date that is guessed wrong is worse than one that is asked: words with one meaning
are read, words with two are asked, all others are refused with a sentence. A day without its month or year is the
next one that comes; the past is meant only where it is written. ``today`` is a parameter.

``core/live/editor/src/time/due_dates.ts`` reads the same in the browser; ``tests/cases/due_dates.json`` holds the two
together. Not here: reminding anybody.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from core.domain.dates.arithmetic import (
    day_of,
    days_later,
    following,
    last_day,
    months_later,
    nearest_weekday,
    next_such,
    working_days_later,
)
from core.domain.dates.due_periods import period
from core.domain.dates.due_vocabulary import MONTHS, NUMBERS, UNITS, WEEKDAYS, NormalisedText, normalised
from core.errors import BadInput

Order = Literal["dmy", "mdy"]

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/]|\. ?)([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_SPAN = re.compile(
    r"(?:in |within )?(?:a (?=couple))?([0-9]{1,3} ?|[a-z]+ (?:of )?)([a-z]+)(?: time)?(?: (?:from|after) (.+))?"
)
_DAY = re.compile(r"([0-9]{1,2})(st|nd|rd|th)?")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})\.?([a-z]{3,})")
_YEAR = re.compile(r"[0-9]{4}|[0-9]{2}")
_HALF_A_YEAR = 183
_SHORT = {
    "yesterday": -1,
    "today": 0,
    "now": 0,
    "tonight": 0,
    "end of day": 0,
    "close of business": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "fortnight": 14,
    "a fortnight": 14,
    "in a fortnight": 14,
    "next week": 7,
}


class DueReading(NamedTuple):
    """One day: that is what was said. Two days, the earlier first: either may be meant.

    ``by_order``: the two differ in which number is the day, so that knowing the team's way decides.
    """

    days: tuple[date, ...]
    by_order: bool = False


def parse_due(text: str, today: date, order: Order | None = None) -> date:
    """The day that was meant, seen from ``today``; BadInput with a sentence if that is not clear."""
    days = read_due(text, today, order).days
    if len(days) == 1:
        return days[0]
    item, other = (f"{day.day} {day:%b} {day.year}" for day in days)
    raise BadInput(f"“{text.strip()[:30]}” can be read in two ways: {item} or {other}. Type the one you mean.")


def read_due(text: str, today: date, order: Order | None = None) -> DueReading:
    """What the words can mean, seen from ``today``; BadInput with a sentence when they are no date.

    ``order`` is how the team writes numbers: with it ``4/12`` has one meaning.
    """
    message = normalised(text)
    if message is not None and not message.text:
        raise BadInput("The date is empty. Type a day such as 2026-12-01, “Friday” or “in two weeks”.")
    if message is not None and (found := _read(message, today, order)):
        return found
    raise BadInput(
        f"“{text.strip()[:30]}” is not a clear date. Try 2026-12-01, “Friday”, “in two weeks” or “end of month”."
    )


def _read(message: NormalisedText, today: date, order: Order | None) -> DueReading | None:
    if found := _numeric(message.text, today, order):
        return found
    for reader in _READERS:
        if days := reader(message, today):
            return DueReading(tuple(sorted(set(days))))
    return None


def _numeric(text: str, today: date, order: Order | None) -> DueReading | None:
    """``4.12.`` is the fourth of December; with slashes or dashes the team's order decides, or what is possible."""
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), found[4]
    ways = [(first, second, "dmy"), (second, first, "mdy")]
    possible = [way for way in ways if way[1] <= 12] or ways
    dotted = found[2].startswith(".")
    if dotted or not all(way[1] <= 12 for way in ways):
        possible = possible[:1]
    elif order:
        possible = [way for way in possible if way[2] == order]
    days = sorted({_dated(today, month, day, year) for day, month, _ in possible})
    return DueReading(tuple(days), by_order=len(days) > 1)


def _short(message: NormalisedText, today: date) -> tuple[date, ...]:
    return (days_later(today, _SHORT[message.text]),) if message.text in _SHORT else ()


def _year_first(message: NormalisedText, today: date) -> tuple[date, ...]:
    found = _YEAR_FIRST.fullmatch(message.text) or _COMPACT.fullmatch(message.text)
    return (day_of(int(found[1]), int(found[3]), int(found[4])),) if found else ()


def _calendar(message: NormalisedText, today: date) -> tuple[date, ...]:
    """``4 Dec``, ``Dec 4th``, ``Fri 4 Dec 2026``, ``the 30th``, ``Friday 4th``, ``the 5th of next month``."""
    texts = [word.rstrip(".") for word in message.text.split(" ") if word not in ("of", "the")]
    weekday = None
    for end in (0, -1):
        if weekday is None and len(texts) > 1 and texts[end] in WEEKDAYS:
            weekday = WEEKDAYS[texts.pop(end)]
    found = _day_in(texts, today, counted=weekday is not None)
    if found is None or weekday is None or found.weekday() == weekday:
        return () if found is None else (found,)
    return found, _as_named(found, weekday, today, dated=len(texts) == 3)


def _as_named(found: date, weekday: int, today: date, *, dated: bool) -> date:
    """The day that the weekday speaks for: that date just gone by, or the weekday beside the date."""
    year_ago = months_later(found, -12)
    if not dated and (found - today).days > _HALF_A_YEAR and year_ago.weekday() == weekday:
        return year_ago
    return nearest_weekday(found, weekday, today)


def _day_in(texts: list[str], today: date, *, counted: bool) -> date | None:
    if texts and (glued := _DAY_AND_MONTH.fullmatch(texts[0])) and glued[2] in MONTHS:
        texts = [glued[1], glued[2], *texts[1:]]
    day = _DAY.fullmatch(texts[0]) if texts else None
    if len(texts) == 1 and day and (counted or day[2]):
        return next_such(today, int(day[1]))
    if len(texts) == 2 and day and texts[1] == "month":
        return next_such(today, int(day[1]))
    if len(texts) == 3 and day and texts[1] in ("this", "next") and texts[2] == "month":
        target = months_later(today.replace(day=1), int(texts[1] == "next"))
        return day_of(target.year, target.month, int(day[1]))
    months = [word for word in texts if word in MONTHS]
    rest = [word for word in texts if word not in MONTHS]
    if len(months) != 1 or not 1 <= len(rest) <= 2 or (texts[-1:] == months[-1:] and len(texts) == 3):
        return None
    if len(rest) == 2 and len(rest[0]) == 4 and rest[0].isdigit():  # "24th" is as long
        rest.reverse()
    day = _DAY.fullmatch(rest[0])
    if not day or (len(rest) == 2 and not _YEAR.fullmatch(rest[1])):
        return None
    return _dated(today, MONTHS[months[0]], int(day[1]), rest[1] if len(rest) == 2 else None)


def _span(message: NormalisedText, today: date) -> tuple[date, ...]:
    """``in 3 days``, ``two weeks``, ``2w``, ``in a couple of weeks``, ``5 business days``, ``a week from Friday``."""
    text = message.text.replace("working day", "workday").replace("business day", "workday")
    found = _SPAN.fullmatch(text)
    if not found or found[2] not in UNITS:
        return ()
    number = found[1].removesuffix("of ").strip(" ")
    amount = int(number) if number.isdigit() else NUMBERS.get(number)
    start = _start(found[3], today)
    if amount is None or start is None:
        return ()
    match UNITS[found[2]]:
        case "day":
            return (days_later(start, amount),)
        case "week":
            return (days_later(start, 7 * amount),)
        case "month":
            return (months_later(start, amount),)
        case "year":
            return (months_later(start, 12 * amount),)
    return (working_days_later(start, amount),)


def _start(text: str | None, today: date) -> date | None:
    """The day that a span is counted from."""
    if text is None or text in ("now", "today"):
        return today
    for reader in (_short, _calendar, _weekday):
        days = reader(NormalisedText(text), today)
        if len(days) == 1:
            return days[0]
    return None


def _weekday(message: NormalisedText, today: date) -> tuple[date, ...]:
    """The next such day; ``next Friday`` may be the coming one or the one after it."""
    texts = message.text.split(" ")
    lead = texts.pop(0) if texts[0] in ("this", "next", "coming") else ""
    if lead == "next" and texts[:1] == ["week"] and len(texts) == 2:
        lead, texts = "", [texts[1], "next", "week"]
    if not texts or texts[0] not in WEEKDAYS:
        return ()
    wanted = WEEKDAYS[texts[0]]
    coming = days_later(today, following(today, wanted))
    is_today = wanted == today.weekday()
    if texts[1:] == ["next", "week"]:
        return (days_later(today, 7 - today.weekday() + wanted),)
    if texts[1:] == ["this", "week"]:
        return (days_later(today, wanted - today.weekday()),) if wanted >= today.weekday() else ()
    if texts[1:]:
        return ()
    if lead == "next":
        return (coming,) if is_today else (coming, days_later(coming, 7))
    if is_today and lead == "this":
        return (today,)
    return (today, coming) if is_today and message.timed else (coming,)


_READERS: tuple[Callable[[NormalisedText, date], tuple[date, ...]], ...] = (
    _short,
    _year_first,
    _calendar,
    _weekday,
    period,
    _span,
)


def _dated(today: date, month: int, day: int, year: str | None) -> date:
    """The day in that year (two digits: of this century), or the next time that it comes."""
    if year is not None:
        return day_of(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if (month, day) == (2, 29):
        return last_day(
            date(next(y for y in range(today.year, today.year + 9) if _leap(y) and date(y, 2, 29) >= today), 2, 1)
        )
    this_year = day_of(today.year, month, day)
    return this_year if this_year >= today else day_of(today.year + 1, month, day)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
