"""The zone that a report states for all its times, as a name that pages know."""

from collections.abc import Iterable
from typing import Final

from core.domain.dates.zones import zone_named
from core.domain.timeline.stamps.zone_statements import stated_zone, zone_in
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
_LONGEST: Final = 160
_TIMES_IN_JAPANESE: Final = ("全時刻", "時刻は", "時刻 (", "時刻（", "タイムゾーン", "日時 (", "日時（", "時間帯")
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
        if len(line) > _LONGEST:
            continue
        written = stated_zone(line)
        if written is None and any(sign in line for sign in _TIMES_IN_JAPANESE):
            written = zone_in(line)
        if written and (name := zone_name(written)):
            return name
    return ""


def zone_of_facts(values: Iterable[str]) -> str:
    """The zone that all facts with a zone are in, "" where there is none or several."""
    names = {zone_name(zone) for value in values if (zone := zone_in(value[:_LONGEST]))}
    return names.pop() if len(names) == 1 else ""
