"""A time in which something is due: ``end of month``, ``mid January``, ``early next week``, ``Q1``, ``by March``.

Not here: single days (``due_dates``).
"""

import re
from datetime import date

from core.domain.dates.arithmetic import day_of as _day_of
from core.domain.dates.arithmetic import days_later, last_day, months_later
from core.domain.dates.due_vocabulary import EDGES, MONTHS, NormalisedText

_QUARTER = re.compile(r"q([1-4])")
_YEAR = re.compile(r"[0-9]{4}")
_IN_MONTH = {"start": 1, "early": 5, "mid": 15, "late": 25}
_IN_WEEK = {"start": 0, "early": 0, "mid": 2, "late": 4, "end": 4}


def period(message: NormalisedText, today: date) -> tuple[date, ...]:
    """The day in a period that was meant: its end, or the part of it that was named. Empty when none was."""
    texts = [word for word in message.text.split(" ") if word not in ("of", "the")]
    edge = EDGES[texts.pop(0)] if texts and texts[0] in EDGES else ""
    selection = texts.pop(0) if texts and texts[0] in ("this", "next") else ""
    if texts[:1] == ["in"] and not edge and not selection:
        texts.pop(0)
    if not texts:
        return ()
    if len(texts) == 1 and texts[0] in ("day", "week", "month", "quarter", "year"):
        return _unit(edge, selection, texts[0], today)
    if selection:
        return ()
    if edge and len(texts) == 1 and _YEAR.fullmatch(texts[0]):
        return _points(edge, _day_of(int(texts[0]), 1, 1), 12)
    year = _year_of(texts)
    if len(texts) != 1:
        return ()
    quarter = _QUARTER.fullmatch(texts[0])
    if quarter:
        return _named(edge, message.by, 3 * int(quarter[1]) - 2, 3, year, today)
    return _named(edge, message.by, MONTHS[texts[0]], 1, year, today) if texts[0] in MONTHS else ()


def _year_of(texts: list[str]) -> int | None:
    """The year beside another word, taken out."""
    for end in (-1, 0):
        if len(texts) == 2 and _YEAR.fullmatch(texts[end]):
            return int(texts.pop(end))
    return None


def _named(edge: str, by: bool, month: int, months: int, year: int | None, today: date) -> tuple[date, ...]:
    """In a month or quarter of the calendar. ``by March`` may be its first day or its last."""
    first = _day_of(today.year if year is None else year, month, 1)
    points = _points(edge or "end", first, months)
    if year is None and points and points[0] < today:
        first = _day_of(today.year + 1, month, 1)
        points = _points(edge or "end", first, months)
    return (first, *points) if by and not edge and (year is not None or first >= today) else points


def _unit(edge: str, selection: str, unit: str, today: date) -> tuple[date, ...]:
    more = int(selection == "next")
    if not edge:
        if not selection or unit == "day":
            return ()
        if more and unit in ("month", "week"):
            return (months_later(today, 1) if unit == "month" else days_later(today, 7),)
        if more and unit == "year":
            return ()
        edge = "end"
    if unit == "day":
        return (days_later(today, more),) if edge == "end" else ()
    if unit == "week":
        return (_in_week(edge, more, today),)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = today.replace(day=1)
    first = months_later(first, -((first.month - 1) % months))
    points = _points(edge, months_later(first, more * months), months)
    return _points(edge, months_later(first, months), months) if points and points[0] < today else points


def _in_week(edge: str, more: int, today: date) -> date:
    """A week ends on its Friday, or on Sunday once Friday is over."""
    monday = days_later(today, 7 * more - today.weekday())
    found = days_later(monday, _IN_WEEK[edge])
    if found >= today:
        return found
    return days_later(monday, 6) if edge == "end" else days_later(found, 7)


def _points(edge: str, first: date, months: int) -> tuple[date, ...]:
    """The day at that edge of the months that begin with ``first``; empty where the edge says too little."""
    if edge == "end":
        return (last_day(months_later(first, months - 1)),)
    if edge == "start":
        return (first,)
    if months == 1:
        return (first.replace(day=_IN_MONTH[edge]),)
    if edge != "mid":
        return ()
    return (days_later(months_later(first, months // 2), 14 if months == 3 else -1),)
