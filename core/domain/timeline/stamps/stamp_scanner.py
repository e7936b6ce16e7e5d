"""A moment as it stands in a line, taken apart: day, time, zone, end of a range, "about".

The parts may stand in any usual order ("2026-11-02 10:02Z", "Mon Nov 2 10:02:03 UTC 2026", "10:02, 2 Nov"), with
brackets and emphasis around them. One pass from left to right, bounded by ``LONGEST``: time is linear in the line.
Not here: where in a line a moment may stand (``line_shapes``).
"""

import re
from dataclasses import replace
from typing import Final

from core.domain.timeline.stamps.counted import ABOUT, take_counted
from core.domain.timeline.stamps.offset_west import west_offset
from core.domain.timeline.stamps.stamp import Stamp
from core.domain.timeline.stamps.stamp_ranges import BETWEEN, same_elsewhere, take_range
from core.domain.timeline.stamps.written_clock import clock_at, led_clock_at, weak_clock_at
from core.domain.timeline.stamps.written_day import MALFORMED, WrittenDay, day_at, weekday_at
from core.domain.timeline.stamps.zone_words import WrittenZone, zone_at

LONGEST: Final = 120
"""Characters that one moment may take, its decoration and the end of a range included."""


# Documents put "@" before a date that they know as one: "@November 2, 2026 10:02 AM".
_OPENING = re.compile(r"(?:[\s\[(<{*_`~≈|\"“„']|:(?=\d{1,2}:\d\d:)|@(?=\d{4}-|[A-Z][a-z]{2,8} \d{1,2},? \d{4}))*")
# "2026/11/02(月) 10:02", "2 ноября 2026 г. в 10:02": what stands between a day and its time.
_GLUE = re.compile(
    r"(?:[(（][月火水木金土日월화수목금토일](?:曜日)?[)）]| (?:[гр]|r|m)\.)?"
    r"[\s,;\[(|*_`·•)\]]*(?:(?:T|t)(?=\d)|"
    r"(?:at|um|à|a las|alle ore|ore|alle|godz\.|om|às|kl\.?|the|den|le|@|gegen|klo|в|о|ve|v|saat)(?= )|"
    r"[-–—](?= ?[~\d])|::?(?= |\d\d:)|/(?= ))?[\s,;(\[|*`]*"
)
_FILLER = re.compile(
    r"(?:at|by|um|à|on|am|vom|kl\.?|klo|le|el|den|o|в|о|ve|v|saat|alle ore|alle|ore|a las|godz\.|om|às|um ca\.)"
    r"(?= +[\d~A-Za-z])[ ]*",
    re.IGNORECASE,
)
# Words that a time follows, so that "kl. 14.20" is one.
_LEADS = re.compile(r"(?:kl\.?|klo|alle|ore|om|um|godz\.|a las|às)[ ]*$")
_ISH = re.compile(r" ?-?ish\b")
_SPELLED = re.compile(r" \([A-Z][A-Za-z ]{5,40} Time\)")
_YEAR = re.compile(r"[ ,]{1,2}(20\d\d)(?=$|[\s\])*:,;|-])")
_JOINED = re.compile(r"[,(\[|]|on|am|le|den")


def scan_stamp(text: str, start: int = 0, *, weak: bool = False) -> Stamp | None:
    """The moment that begins at ``start``, decoration allowed before it. None when there is none.

    A day without a time is a stamp too. ``weak`` takes ``10.42`` and ``1402`` for times.
    """
    opening = _OPENING.match(text, start, start + 40)
    at = opening.end() if opening else start
    if at >= len(text):
        return None
    stamp = Stamp(start, at, bracketed="[" in text[start:at] or "(" in text[start:at] or "<" in text[start:at])
    if "~" in text[start:at] or "≈" in text[start:at]:
        stamp.approx = True
    if found := _FILLER.match(text, at) or BETWEEN.match(text, at):
        at = found.end()
    counted = take_counted(text, at, stamp)
    if counted:
        return counted
    end = _parts(text, at, stamp, weak=weak)
    if end is None:
        return None
    stamp.end = end
    return stamp


def _parts(text: str, at: int, stamp: Stamp, *, weak: bool) -> int | None:
    """Takes day, time and zone in any order. Returns where the last of them ends, None when there is none."""
    end: int | None = None
    limit = at + LONGEST
    glued = ""
    while at < min(len(text), limit):
        if found := ABOUT.match(text, at):
            if stamp.clock:
                break
            stamp.approx, at = True, found.end()
        after = _part(text, at, stamp, weak=weak, glued=glued)
        if after is None:
            break
        end = at = after
        if stamp.clock and (ish := _ISH.match(text, at)):
            stamp.approx, end, at = True, ish.end(), ish.end()
        if offset := west_offset(text, at, stamp):
            stamp.zone, at = offset
            end = at
        if stamp.clock and (later := take_range(text, at, stamp)):
            end = at = later
        if stamp.zone and (spelled := _SPELLED.match(text, at)):
            end = at = spelled.end()
        if stamp.zone and (again := same_elsewhere(text, at, stamp)):
            return again
        if (
            stamp.day
            and stamp.clock
            and stamp.day.year is None
            and not stamp.day.near
            and (year := _YEAR.match(text, at))
        ):
            stamp.day = _with_year(stamp.day, int(year[1]))
            end = at = year.end()
            if offset := west_offset(text, at, stamp):
                stamp.zone, at = offset
                end = at
        glue = _GLUE.match(text, at)
        glued, at = (glue[0], glue.end()) if glue else ("", at)
    if end is not None and stamp.day and not stamp.clock and stamp.day.weekday is not None and not stamp.day.month:
        return end if not text[end:].strip(" :*_#-–—,.") else None
    return end


def _with_year(day: WrittenDay, year: int) -> WrittenDay:
    return replace(day, year=year)


def _part(text: str, at: int, stamp: Stamp, *, weak: bool, glued: str) -> int | None:
    if stamp.clock is None:
        basic = stamp.day is not None and text[at - 1 : at] in ("T", "t", "_", " ", "-")
        if found := clock_at(text, at, basic=basic and stamp.day is not None and bool(stamp.day.year)):
            stamp.clock = found[0]
            return found[1]
        if _LEADS.search(text, max(0, at - 12), at) and (found := led_clock_at(text, at)):
            stamp.clock = found[0]
            return found[1]
    if (day := _day(text, at, stamp, weak=weak, glued=glued)) is not None:
        stamp.day = _with_weekday(day[0], stamp.day.weekday if stamp.day else None)
        return day[1]
    if stamp.day and stamp.clock is None and stamp.day.weekday is None and (name := weekday_at(text, at)):
        stamp.day = _with_weekday(stamp.day, name[0])
        return name[1]
    if weak and stamp.clock is None and (thin := weak_clock_at(text, at)):
        stamp.clock = thin[0]
        return thin[1]
    if (stamp.clock or text.startswith(("UTC", "GMT"), at)) and (zone := zone_at(text, at)):
        return _take_zone(stamp, zone)
    return None


def _day(text: str, at: int, stamp: Stamp, *, weak: bool, glued: str) -> tuple[WrittenDay, int] | None:
    known = stamp.day
    if known is not None and (known.month or known.numbers or known.near is not None):
        return None
    found = day_at(text, at)
    if found is None or MALFORMED.match(text, at) or (known is not None and found[0].weekday is not None):
        return None
    if weak and stamp.clock is None and not found[0].year and weak_clock_at(text, at):
        return None
    # Behind a time many words look like a day: "10:02 so we", "10:02 3/4 of the pods", "10:02 set 5 replicas".
    if stamp.clock and known is None and not found[0].year:
        joined = _JOINED.search(glued) is not None
        if found[0].weekday is not None:
            joined = joined or day_at(text, _skipped(text, found[1])) is not None
        if not joined:
            return None
    return found


def _skipped(text: str, at: int) -> int:
    glue = _GLUE.match(text, at)
    return glue.end() if glue else at


def _with_weekday(day: WrittenDay, weekday: int | None) -> WrittenDay:
    if weekday is None:
        return day
    return replace(day, weekday=weekday)


def _take_zone(stamp: Stamp, zone: tuple[WrittenZone, int]) -> int | None:
    """A number beats letters: "PDT (UTC-7)", "+0100 (CET)"."""
    known = stamp.zone
    if known is None:
        stamp.zone = zone[0]
        return zone[1]
    if stamp.second_zone:
        return None
    stamp.second_zone = True
    letters = known.letters or zone[0].letters
    minutes = known.minutes if known.minutes is not None else zone[0].minutes
    stamp.zone = WrittenZone(minutes, letters, known.name or zone[0].name)
    return zone[1]
