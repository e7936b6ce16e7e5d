"""An offset that begins with a minus: ``10:02:03 -0500``, ``10:02:03-05``. The same sign joins the ends of a range.

Here is where it is an offset: behind a time with seconds or beside a day, or where four digits stand without a colon.
A plus is never a range, so ``zone_words`` reads those offsets, and ``UTC-5``.
"""

import re
from typing import Final

from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.zone_words import WrittenZone

_END = r"(?![\w:]|[.,/-]\d)"
_DIGITS = re.compile(rf" {{0,2}}[-−](?P<hours>\d\d)(?P<minutes>\d\d){_END}")
_COLON = re.compile(rf" {{0,2}}[-−](?P<hours>\d\d):(?P<minutes>\d\d){_END}")
_HOURS = re.compile(rf"[-−](?P<hours>\d\d)(?P<minutes>){_END}")
_WESTERNMOST: Final = 12
_MINUTES: Final = ("", "00", "30")


def west_offset(text: str, at: int, stamp: Stamp) -> tuple[WrittenZone, int] | None:
    """The offset at ``at``, right behind a time or the year after it, and where it ends. None when there is none."""
    clock = stamp.clock
    if clock is None or clock.weak or clock.half or stamp.zone or stamp.until:
        return None
    found = _DIGITS.match(text, at)
    if found is None and (clock.precise or _is_dated(text, at, stamp)):
        found = _COLON.match(text, at)
    if found is None and clock.precise:
        found = _HOURS.match(text, at)
    if found is None or int(found["hours"]) > _WESTERNMOST or found["minutes"] not in _MINUTES:
        return None
    return WrittenZone(-(int(found["hours"]) * 60 + int(found["minutes"] or 0))), found.end()


def _is_dated(text: str, at: int, stamp: Stamp) -> bool:
    """``2026-11-02 10:02 -05:00``; "2 Nov 10:02-11:00" and "2 Nov 10:02 - 11:00" are ranges."""
    glued = "T" in text[stamp.start : at]
    return stamp.day is not None and (glued or text[at : at + 1] == " ")
