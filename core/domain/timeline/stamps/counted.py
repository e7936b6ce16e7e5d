"""Moments that are counted: seconds since 1970, "T+5min" from the start of the incident, "12 minutes ago"."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from core.domain.timeline.stamps.stamp import Stamp

ABOUT: Final = re.compile(
    r"(?:~|≈|±|(?:approx(?:imately|\.)?|around|about|ca\.?|circa|c\.|etwa|ungefähr|gegen|vers|environ|roughly|hacia|ab)"
    r"(?= ?\d| T))[ ]?",
    re.IGNORECASE,
)
_UNITS = "hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s"
_CLOCK = r"(?P<clock>\d{1,3}:\d\d(?::\d\d)?(?!\d|:\d))"
_EPOCH = re.compile(
    r"(?P<seconds>1[0-9]{9}|[2-3][0-9]{9})(?:(?P<dot>\.)(?P<fraction>\d{1,9})|(?P<more>\d{3}|\d{6}|\d{9}))?(?![\d.:-])"
)
_SINCE = re.compile(
    rf"[Tt] ?(?:(?P<sign>[+\-−–±]|=) ?(?:{_CLOCK}|"
    rf"(?P<parts>(?:\d{{1,5}} ?(?:{_UNITS}|d|days?)?(?![a-z]) ?){{1,4}}))|0\b)(?!\w)"
)
_PLUS = re.compile(rf"(?P<sign>[+\-−]) ?(?:{_CLOCK}|(?P<parts>(?:\d{{1,5}} ?(?:{_UNITS})(?![a-z]) ?){{1,3}}))(?!\w)")
_AGO = re.compile(rf"(?P<parts>(?:\d{{1,5}} ?(?:days?|d|{_UNITS}) ?){{1,3}}) ?ago\b")
_A_WHILE_AGO = re.compile(r"an? (?P<unit>minute|hour|day) ago\b", re.IGNORECASE)
_PART = re.compile(r"(\d{1,5}) ?([a-z]*)")
_UNIT: Final = {"d": 86400, "h": 3600, "m": 60, "s": 1, "": 60}


def take_counted(text: str, at: int, stamp: Stamp) -> Stamp | None:
    """Seconds since 1970, "T+5min", "12 minutes ago"."""
    if found := ABOUT.match(text, at):
        stamp.approx, at = True, found.end()
    if (found := _EPOCH.match(text, at)) and (len(text) == found.end() or not text[found.end()].isalnum()):
        seconds = int(found["seconds"])
        digits = (found["fraction"] or found["more"] or "")[:6].ljust(6, "0")
        stamp.instant = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=int(digits))
        stamp.end = found.end()
        return stamp
    if found := _SINCE.match(text, at) or _PLUS.match(text, at):
        stamp.since_start, stamp.end = _span(found), found.start() + len(found[0].rstrip())
        return stamp
    if found := _AGO.match(text, at):
        stamp.ago, stamp.end = length_of(found["parts"]), found.end()
        return stamp
    if found := _A_WHILE_AGO.match(text, at):
        stamp.ago, stamp.end = length_of(f"1 {found['unit']}"), found.end()
        return stamp
    return None


def _span(found: re.Match[str]) -> timedelta:
    if found["sign"] is None:
        return timedelta()
    if found["clock"]:
        numbers = [int(part) for part in found["clock"].split(":")]
        length = timedelta(hours=numbers[0], minutes=numbers[1], seconds=numbers[2] if len(numbers) > 2 else 0)
    else:
        length = length_of(found["parts"])
    return -length if found["sign"] in "-−–" else length


def length_of(text: str) -> timedelta:
    """How long "1h 20m" or "5 minutes" is; a number alone counts minutes."""
    return timedelta(seconds=sum(int(number) * _UNIT.get(unit[:1], 60) for number, unit in _PART.findall(text.lower())))
