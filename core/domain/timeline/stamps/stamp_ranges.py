"""What may follow a moment: the end of a range, or the same moment on the clock of another zone."""

import re
from typing import Final

from core.domain.timeline.stamps.counted import ABOUT
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.written_clock import WrittenClock, clock_at
from core.domain.timeline.stamps.written_day import day_at, weekday_at
from core.domain.timeline.stamps.zone_words import offsets_of, zone_at

BETWEEN: Final = re.compile(
    r"(?:between|from|von|zwischen|entre|desde|de|since|seit|depuis)(?= +\d{1,2}[:.h]\d\d)[ ]*", re.IGNORECASE
)
_AND = re.compile(r" (?:and|und|et|y)(?= +\d{1,2}[:.h]\d\d)", re.IGNORECASE)
# "<2026-11-02 Mon 10:00>--<2026-11-02 Mon 10:30>" of org-mode: each end has its own brackets.
_BRACKETED_TO = re.compile(r"[>\])] ?(?:-{1,2}|–|—|→|to|bis) ?[<\[(](?=\d)")
_TO = re.compile(r"\s*(?:[-–—~→]|-->?|to|bis|until|till|à|through|a)\s*(?=[\d~])", re.IGNORECASE)
_ALSO = re.compile(r" ?[/(|=] ?(?=\d)")


def same_elsewhere(text: str, at: int, stamp: Stamp) -> int | None:
    """The end of the same moment on the clock of another zone: "10:02 UTC / 11:02 CET", "10:02 UTC (2:02 AM PST)"."""
    joint = _ALSO.match(text, at)
    clock = clock_at(text, joint.end()) if joint else None
    if joint is None or clock is None or stamp.clock is None or stamp.zone is None:
        return None
    start = clock[1] + (text[clock[1] : clock[1] + 1] == " ")
    zone = zone_at(text, start)
    if zone is None:
        return None
    own = {_minutes_east(stamp.clock, minutes) for minutes in offsets_of(stamp.zone)}
    other = {_minutes_east(clock[0], minutes) for minutes in offsets_of(zone[0])}
    end = zone[1] + (text[zone[1] : zone[1] + 1] == ")" and "(" in joint[0])
    return end if own & other else None


def _minutes_east(clock: WrittenClock, minutes: int) -> int:
    return (clock.hour24 * 60 + clock.minute - minutes) % (24 * 60)


def take_range(text: str, at: int, stamp: Stamp) -> int | None:
    """The end of a range that begins with this clock: "13:30-13:45", "10:45 – 16:11 UTC"."""
    if stamp.until:
        return None
    found = (
        _TO.match(text, at)
        or _BRACKETED_TO.match(text, at)
        or (_AND.match(text, at) if BETWEEN.match(text, stamp.start) else None)
    )
    if found is None:
        return None
    start = found.end() + (text[found.end() : found.end() + 1] == " ")
    about = ABOUT.match(text, start)
    start = about.end() if about else start
    later_day = day_at(text, start)
    if later_day and later_day[0].weekday is None:
        start = later_day[1]
        start = _behind_day(text, start)
    else:
        later_day = None
    later = clock_at(text, start)
    if later is None or later[0].problem:
        return None
    dense = found[0] == "-" and stamp.clock is not None and (stamp.clock.precise or text[stamp.start : at].count("T"))
    if dense and not later[0].precise and stamp.day is not None:
        return None  # an offset: 2026-11-02T10:02-05:00
    stamp.until, stamp.until_day = later[0], later_day[0] if later_day else None
    if stamp.clock and later[0].half and not stamp.clock.half and stamp.clock.hour <= later[0].hour <= 12:
        stamp.clock = _halved(stamp.clock, later[0].half)
    return later[1]


def _behind_day(text: str, start: int) -> int:
    """Where the time begins behind a day, its weekday passed over."""
    name = weekday_at(text, start + 1) if text[start : start + 1] == " " else None
    start = name[1] if name else start
    while text[start : start + 1] in (" ", "T", ","):
        start += 1
    return start


def _halved(clock: WrittenClock, half: str) -> WrittenClock:
    return WrittenClock(clock.hour, clock.minute, clock.second, clock.micro, half, clock.precise, clock.weak)
