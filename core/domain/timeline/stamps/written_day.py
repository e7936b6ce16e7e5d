"""A day as it is written: ISO, numbers in some order, names of months, week and ordinal dates, "Yesterday".

Parts that nobody wrote stay empty; which day is meant is for ``day_choice``.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.domain.timeline.stamps.calendar_words import (
    MONTH_OF,
    MONTHS,
    NEAR,
    NEAR_OF,
    WEEKDAY_OF,
    WEEKDAYS,
    alternation,
    folded,
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """Month and day, or two ``numbers`` whose order is open, or a day ``near`` the one of pasting, or a weekday,
    or the ``count`` of a day ("Day 2").

    ``year_first`` is the other reading of three short numbers: 26/11/18 may be 2026. ``problem`` is there when no
    calendar has such a day.
    """

    year: int | None = None
    month: int = 0
    day: int = 0
    numbers: tuple[int, int] | None = None
    near: int | None = None
    weekday: int | None = None
    problem: str = ""
    year_first: tuple[int, int, int] | None = None
    count: int | None = None


_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.‐‑])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)")
# "2026. 11. 18." and "18. 11. 2026", as Korean, Hungarian and Czech write them.
_SPACED = re.compile(r"(?P<year>20\d\d)\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})(?!\d)\.?")
_SPACED_LAST = re.compile(r"(?P<day>\d{1,2})\. (?P<month>\d{1,2})\. (?P<year>20\d\d)(?!\d)")
_COMPACT = re.compile(r"(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[T_ -]?\d{4,6}|[T_ -]\d\d:)")
_CHARACTERS = re.compile(r"(?:(?P<year>20\d\d) ?[年년] ?)?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]")
_WEEK = re.compile(r"(?P<year>20\d\d)-?W(?P<week>\d\d)-?(?P<day>[1-7])(?!\d)")
_ORDINAL = re.compile(r"(?P<year>20\d\d)-(?P<day>\d{3})(?!\d)")
# "10.1.2.3" is an address and "1.4.2" a version.
_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?:(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?!\d|:\d))?"
    r"(?!\d|\.\d(?!\d?:))\.?"
)
_MONTH = alternation(MONTHS)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[ \-/]?(?:of |de |di )?(?P<month>{_MONTH})\b\.?"
    r"(?:(?:,? |[-/]| de )(?P<year>(?:19|20)\d\d(?!\d)|"
    # "18 Nov 10 AM" and "18. Nov. 14.20 Uhr" go on with a time.
    r"'?\d\d(?=[ ,.\])]|$)(?!\.\d| ?(?:[aApP]\.?[mM]\b|Uhr\b|uur\b|[hH]\b|hrs\b))))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})\b\.?[ \-/]{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?!\d|:\d)"
    r"(?:(?:,? |[-/])(?P<year>(?:19|20)\d\d)(?!\d))?",
    re.IGNORECASE,
)
# "2026 Nov 18", "2026. november 18.", "2026-Nov-18".
_YEAR_MONTH = re.compile(
    rf"(?P<year>20\d\d)(?:\. |[ \-/])(?P<month>{_MONTH})\b\.?[ \-/](?P<day>\d{{1,2}})(?!\d|:\d)\.?", re.IGNORECASE
)
_NEAR = re.compile(rf"(?P<near>{alternation(NEAR)})\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?P<weekday>{alternation(WEEKDAYS)})\b\.?", re.IGNORECASE)
MALFORMED: Final = re.compile(
    r"(?<![\d.:/-])\d{3}-\d{1,2}-\d{1,2}(?![\d-])|(?<!\d)\d{5,}[-/]\d{1,2}[-/]\d{1,2}|\d{4}[-/]\d{4,}|\d{4}[-/]\d{1,2}[-/]\d{3,}"
)


def day_at(text: str, start: int) -> tuple[WrittenDay, int] | None:
    """The day that begins at ``start``, and where it ends. A weekday alone counts. None when there is none."""
    if text[start : start + 1].isdigit():
        return _numeric(text, start) or _day_name(text, start)
    if found := _MONTH_FIRST.match(text, start):
        return _named(found), found.end()
    if found := _NEAR.match(text, start):
        return WrittenDay(near=NEAR_OF[folded(found["near"])]), found.end()
    if found := _WEEKDAY.match(text, start):
        return WrittenDay(weekday=WEEKDAY_OF[folded(found["weekday"])]), found.end()
    return None


def weekday_at(text: str, start: int) -> tuple[int, int] | None:
    """The number of a weekday's name, Monday 0, and where it ends."""
    found = _WEEKDAY.match(text, start)
    return (WEEKDAY_OF[folded(found["weekday"])], found.end()) if found else None


def _numeric(text: str, start: int) -> tuple[WrittenDay, int] | None:
    if found := _YEAR_FIRST.match(text, start) or _COMPACT.match(text, start):
        return dated(int(found["year"]), int(found["month"]), int(found["day"])), found.end()
    if found := _SPACED.match(text, start) or _SPACED_LAST.match(text, start):
        return dated(int(found["year"]), int(found["month"]), int(found["day"])), found.end()
    if found := _YEAR_MONTH.match(text, start):
        return _named(found), found.end()
    if found := _WEEK.match(text, start):
        try:
            day = date.fromisocalendar(int(found["year"]), int(found["week"]), int(found["day"]))
        except ValueError:
            return WrittenDay(problem=f"There is no week {found['week']} in {found['year']}."), found.end()
        return WrittenDay(day.year, day.month, day.day), found.end()
    if found := _ORDINAL.match(text, start):
        return _of_ordinal(int(found["year"]), int(found["day"])), found.end()
    if found := _CHARACTERS.match(text, start):
        return dated(written_year(found["year"]), int(found["month"]), int(found["day"])), found.end()
    if (found := _NUMBERS.match(text, start)) and not _day_name(text, start):
        return _of_numbers(found), found.end()
    return None


def _of_ordinal(year: int, number: int) -> WrittenDay:
    try:
        day = date.fromordinal(date(year, 1, 1).toordinal() + number - 1)
    except ValueError:
        day = date(year + 1, 1, 1)
    if number < 1 or day.year != year:
        return WrittenDay(problem=f"{year} has no day {number}.")
    return WrittenDay(year, day.month, day.day)


def _of_numbers(found: re.Match[str]) -> WrittenDay:
    first, second = int(found["first"]), int(found["second"])
    year = written_year(found["year"])
    if found["mark"] == ".":
        return dated(year, second, first)
    if (first > 12 and second > 12) or not first or not second or max(first, second) > 31:
        return WrittenDay(problem=f"No calendar has {found[0]}.")
    last = found["year"]
    year_first = (2000 + first, second, int(last)) if last and len(last) == 2 and second <= 12 else None
    return WrittenDay(year, numbers=(first, second), year_first=year_first)


def _day_name(text: str, start: int) -> tuple[WrittenDay, int] | None:
    found = _DAY_FIRST.match(text, start)
    return (_named(found), found.end()) if found else None


def _named(found: re.Match[str]) -> WrittenDay:
    month = MONTH_OF[folded(found["month"])]
    return dated(written_year(found["year"]), month, int(found["day"]))


def written_year(text: str | None) -> int | None:
    """``26`` is 2026, nothing is None."""
    if not text:
        return None
    year = int(text.lstrip("'"))
    return year if year > 99 else 2000 + year


def dated(year: int | None, month: int, day: int) -> WrittenDay:
    """A day with a problem where no calendar has it; without a year 29 February is possible."""
    try:
        date(year or 2024, month, day)
    except ValueError:
        return WrittenDay(problem="No calendar has this day.")
    return WrittenDay(year, month, day)
