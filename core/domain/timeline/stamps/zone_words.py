"""Zones as they stand in a line: ``Z``, ``+01:00``, ``UTC-7``, ``PDT (UTC-7)``, ``CET``, ``Europe/Berlin``.

Here is what the characters can mean. Which of several meanings holds on a day is for ``zone_choice``. The same table
of letters is in ``zone_offsets.ts``, for single times typed in the room; ``tests/cases/zone_letters.json`` holds both.
"""

import re
from dataclasses import dataclass
from typing import Final

from core.domain.dates.zones import zone_named


@dataclass(frozen=True, slots=True)
class WrittenZone:
    """``minutes`` east of UTC where a number stands, ``letters`` in capitals, or an IANA ``name``."""

    minutes: int | None = None
    letters: str = ""
    name: str = ""


LETTERS: Final[dict[str, tuple[int, ...]]] = {
    **dict.fromkeys(("Z", "UTC", "GMT", "UT", "WET"), (0,)),
    **dict.fromkeys(("CET", "MEZ", "MET", "WAT", "WEST"), (60,)),
    **dict.fromkeys(("CEST", "MESZ", "MEST", "EET", "SAST", "CAT"), (120,)),
    **dict.fromkeys(("EEST", "MSK", "EAT", "TRT"), (180,)),
    **dict.fromkeys(("ICT", "WIB"), (420,)),
    **dict.fromkeys(("SGT", "HKT", "PHT", "AWST"), (480,)),
    **dict.fromkeys(("JST", "KST"), (540,)),
    **dict.fromkeys(("BRT", "ART", "ADT"), (-180,)),
    **dict.fromkeys(("CLT", "EDT"), (-240,)),
    **dict.fromkeys(("EST", "PET", "CDT"), (-300,)),
    **dict.fromkeys(("PDT", "MST"), (-420,)),
    **dict.fromkeys(("PST", "AKDT"), (-480,)),
    "MDT": (-360,),
    "AKST": (-540,),
    "HST": (-600,),
    "NST": (-210,),
    "NDT": (-150,),
    "GST": (240,),
    "PKT": (300,),
    "NPT": (345,),
    "ACST": (570,),
    "ACDT": (630,),
    "AEST": (600,),
    "AEDT": (660,),
    "NZST": (720,),
    "NZDT": (780,),
    "IST": (330, 60, 120),
    "BST": (60, 360, 660),
    "CST": (-360, 480, -300),
    "AST": (-240, 180),
}

# Where letters with one meaning are at home, to see whether they hold on a day.
HOMES: Final = {
    "CET": "Europe/Berlin",
    "MEZ": "Europe/Berlin",
    "MET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "MESZ": "Europe/Berlin",
    "MEST": "Europe/Berlin",
    "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon",
    "EET": "Europe/Athens",
    "EEST": "Europe/Athens",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CDT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "AKDT": "America/Anchorage",
    "ADT": "America/Halifax",
    "NST": "America/St_Johns",
    "NDT": "America/St_Johns",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "ACST": "Australia/Adelaide",
    "ACDT": "Australia/Adelaide",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
}

REGIONS: Final = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "EASTERN": "America/New_York",
    "CENTRAL": "America/Chicago",
    "MOUNTAIN": "America/Denver",
    "PACIFIC": "America/Los_Angeles",
}

# In lower case most letters are words of some language: "est", "ist", "met", "art".
_SMALL = "utc|gmt|pst|pdt|cet|cest|edt|mez|mesz|eest|aest|aedt|jst"
_NUMBER = r"(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?(?!\w|:\d)"
_NAME = r"Etc/GMT[+-]\d{1,2}|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2}(?![+\-\w/])"
ZONE: Final = re.compile(
    rf"(?:(?P<name>{_NAME})"
    rf"|(?P<from>(?:UTC|GMT|utc|gmt) ?)?{_NUMBER}"
    rf"|(?P<region>(?:ET|CT|MT|PT|Eastern|Central|Mountain|Pacific)(?: [Tt]ime)?)(?![\w'’])"
    r"|(?P<zulu>(?<=\d)z(?!\w))"
    rf"|(?P<letters>{'|'.join(sorted(LETTERS, key=len, reverse=True))}|{_SMALL})(?![\w'’]))"
)


def zone_home(letters: str) -> str | None:
    """The zone that letters with one meaning come from, to see whether they hold on a day."""
    return HOMES.get(letters)


def offsets_of(zone: WrittenZone) -> tuple[int, ...]:
    """Minutes east that a zone can be, without a day; none for a named zone."""
    return (zone.minutes,) if zone.minutes is not None else LETTERS.get(zone.letters, ())


def zone_at(text: str, start: int) -> tuple[WrittenZone, int] | None:
    """The zone that begins at ``start``, and where it ends. None when there is none."""
    found = ZONE.match(text, start)
    if found is None:
        return None
    if found["sign"]:
        hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
        if hours > 14 or not (found["from"] or found["minutes"] or _stands_alone(text, found)):
            return None
        return WrittenZone((-1 if found["sign"] != "+" else 1) * (hours * 60 + minutes)), found.end()
    if found["name"]:
        name = found["name"].rstrip("_")  # emphasis that ends behind it
        return (WrittenZone(name=name), found.start() + len(name)) if zone_named(name) else None
    if found["region"]:
        word = found["region"].split(" ")[0]
        # "10:02 PM Central services fail" says nothing about a zone.
        if word in ("Central", "Mountain") and " " not in found["region"]:
            return None
        return WrittenZone(name=REGIONS[word.upper()]), found.end()
    return WrittenZone(letters=(found["zulu"] or found["letters"]).upper()), found.end()


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """``10:02:03+02``, ``(+02)`` and a cell that is nothing else are offsets; "10:02 +3 replicas" adds three."""
    before, behind = (
        text[found.start() - 1 : found.start()] if found.start() else "",
        text[found.end() : found.end() + 1],
    )
    if before.isdigit():
        return len(found["hours"]) == 2
    return (not before and not behind) or (before in "([" and behind in ")]" and bool(before and behind))
