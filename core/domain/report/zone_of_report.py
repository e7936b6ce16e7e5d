"""The zone that a report states for all its times, as a name that pages know."""

from collections.abc import Iterable
from typing import Final

from core.domain.dates.zones import zone_named
from core.domain.timeline.stamps.zone_statements import stated_zone
from core.domain.timeline.stamps.zone_words import LETTERS, WrittenZone, zone_home

_PLACES: Final = {
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "IST": "Asia/Kolkata",
    "BST": "Europe/London",
    "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong",
    "CST": "America/Chicago",
    "BRT": "America/Sao_Paulo",
    "MSK": "Europe/Moscow",
    "SAST": "Africa/Johannesburg",
    "TRT": "Europe/Istanbul",
}
_UNIVERSAL: Final = ("UTC", "Z", "UT", "GMT")


def zone_name(written: WrittenZone) -> str:
    """An IANA name; "" where no zone has just this offset."""
    if written.name:
        return written.name
    if written.letters in _UNIVERSAL and not written.minutes:
        return "UTC"
    if written.letters and (home := zone_home(written.letters) or _PLACES.get(written.letters)):
        return home
    minutes = written.minutes if written.minutes is not None else (LETTERS.get(written.letters) or (None,))[0]
    if minutes is None or minutes % 60:
        return ""
    hours = minutes // 60
    name = f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}" if hours else "UTC"
    return name if zone_named(name) else ""


def zone_of_report(lines: Iterable[str]) -> str:
    """The first zone that a line states for all times, "" for none."""
    for line in lines:
        if len(line) <= 160 and (written := stated_zone(line)) and (name := zone_name(written)):
            return name
    return ""
