"""Days as spreadsheets count them: 46344.59 is an afternoon of 2026, in a cell whose format was lost on the way out.

Excel and its kin count days from the end of 1899, and old files of a Mac from 1904, so such a day is always marked.
"""

import re
from datetime import date, timedelta
from typing import Final

from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.written_clock import WrittenClock
from core.domain.timeline.stamps.written_day import WrittenDay

COUNTED_DAYS: Final = "a day counted by a spreadsheet"

_FIRST: Final = date(1899, 12, 30)
# From 2009 to 2064, so that a year, a port or an amount is none.
_DAYS: Final = re.compile(r"(?P<days>[4-5]\d{4})(?:[.,](?P<part>\d{1,15}))?")
_PART: Final = re.compile(r"0[.,](?P<part>\d{1,17})")


def is_serial(cell: str) -> bool:
    return _DAYS.fullmatch(cell) is not None


def spreadsheet_stamp(cell: str) -> Stamp | None:
    """A day, a part of a day, or both. None for anything else."""
    found = _DAYS.fullmatch(cell)
    part = found["part"] if found else _part_of(cell)
    if found is None and part is None:
        return None
    clock, days = _clock_of(part) if part else (None, 0)
    day = None
    if found:
        counted = _FIRST + timedelta(days=int(found["days"]) + days)
        day = WrittenDay(counted.year, counted.month, counted.day)
    return Stamp(0, len(cell), day=day, clock=clock)


def _part_of(cell: str) -> str | None:
    found = _PART.fullmatch(cell)
    return found["part"] if found else None


def _clock_of(part: str) -> tuple[WrittenClock, int]:
    """The time that a part of a day is, to the millisecond, and 1 where that is the next midnight."""
    milliseconds = round(float(f"0.{part}") * 86_400_000)
    days, milliseconds = divmod(milliseconds, 86_400_000)
    seconds, milli = divmod(milliseconds, 1000)
    hour, rest = divmod(seconds, 3600)
    return WrittenClock(hour, rest // 60, rest % 60, milli * 1000, precise=True), days
