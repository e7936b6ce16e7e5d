"""Sentences and column heads that name the zone of all times: "All times in PST", "## Timeline (UTC)", "Time [CET]".

Not here: the zone beside a single time.
"""

import re

from core.domain.timeline.stamps.zone_words import ZONE, WrittenZone, zone_at

_ABOUT_TIMES = re.compile(
    r"\b(?:times?|timestamps?|timezone|time zone|tz|zeit(?:en|zone|angaben)?|uhrzeit(?:en)?|heures?|horas?|fuseau|"
    r"clock|"
    r"timeline|chronology|chronologie|zeitleiste|zeitverlauf|ablauf|cronologia|when|wann|start(?:ed)?|end(?:ed)?|begin|ende|"
    r"timestamp|ts|date|datum|hour)\b",
    re.IGNORECASE,
)
_TIMELINE = re.compile(
    r"[\s#*_=:\-]*(?:incident |the |detailed |event )?(?:timeline|chronology|chronologie|"
    r"zeitleiste|zeitlinie|zeitverlauf|ablauf|cronología|events|time line)"
    r"(?: of events)?[\s#*_=:.\-]*",
    re.IGNORECASE,
)
_START = re.compile(r"(?<![\w/+-])[A-Z+\-−u]")
_LONGEST = 160


def stated_zone(text: str) -> WrittenZone | None:
    """The zone that a line without a time of its own gives to all times. None when it names none."""
    zone = zone_in(text) if len(text) <= _LONGEST else None
    return zone if zone and _ABOUT_TIMES.search(text) else None


def zone_in(text: str) -> WrittenZone | None:
    """The first zone that a short text names; "PDT (UTC-7)" is one of letters and a number."""
    for place in _START.finditer(text, 0, _LONGEST):
        found = zone_at(text, place.start())
        if found is None or (found[0].minutes is not None and not _number_alone(text, place.start())):
            continue
        zone, end = found
        second = re.compile(r"\s?[(\[,=/]\s?").match(text, end)
        if second and (later := zone_at(text, second.end())) and ZONE.match(text, second.end()):
            minutes = later[0].minutes if zone.minutes is None else zone.minutes
            return WrittenZone(minutes, zone.letters or later[0].letters, zone.name or later[0].name)
        return zone
    return None


def _number_alone(text: str, start: int) -> bool:
    """``UTC+2`` and ``(+02:00)`` are zones, the dash in "2-3 hours" is none."""
    return text[start] in "UG" or (
        text[start - 1 : start] in ("", " ", "(", "[") and re.match(r"[+−-]\d\d:?\d\d", text[start:]) is not None
    )


def is_timeline_heading(text: str) -> bool:
    """A heading that says nothing but that a timeline follows."""
    return _TIMELINE.fullmatch(text) is not None
