"""A time of day as it is written: ``10:02``, ``5 PM``, ``17:14pm``, ``10h42``, ``12.03 Uhr``, ``1402Z``.

Not here: half of the day where none is written (``half_day``), zones.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WrittenClock:
    """``hour`` as written, 0 to 24; ``half`` is "a", "p" or empty. ``problem``: no clock shows this.

    ``weak``: digits that are a time only where all other lines begin so as well (``10.42``, ``1402``).
    """

    hour: int
    minute: int
    second: int = 0
    micro: int = 0
    half: str = ""
    precise: bool = False
    weak: bool = False
    problem: str = ""

    @property
    def hour24(self) -> int:
        if not self.half or self.hour > 12:
            return self.hour
        return self.hour % 12 + (12 if self.half == "p" else 0)

    @property
    def contradicts(self) -> bool:
        """``17:14am``; ``17:14pm`` only says twice that it is the afternoon, ``00:14pm`` contradicts too."""
        return (self.half == "a" and self.hour > 12) or (self.half == "p" and self.hour == 0)


# "9:45 p.m.", and "9:45p": a single letter counts only where it is glued to the time.
_HALF = r"(?:(?: ?(?=[AaPp]\.? ?[Mm]\b)|(?=[AaPp](?![\w'’])))(?P<half>[AaPp])(?:\.? ?[Mm]\b\.?)?)?"
_COLON = re.compile(
    rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,:](?P<fraction>\d{{1,9}}))?)?(?!\d|:\d){_HALF}"
    r"(?: ?(?:Uhr|uhr|uur|hrs|hours|h|ч|น\.)(?!\w))?"
)
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?P<minute>)(?P<second>)(?P<fraction>) ?(?P<half>[AaPp])\.?[Mm]\b\.?")
_FRENCH = re.compile(
    r"(?P<hour>\d{1,2})(?: ?[hH] ?(?P<minute>\d\d)(?: ?(?:min|mn|m)?(?: ?(?P<second>\d\d) ?s\b)?)?|[hH](?= ?[:–—-]|\s))"
    r"(?P<fraction>)(?P<half>)(?!\w)"
)
_UHR = re.compile(r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))?(?P<second>)(?P<fraction>)(?P<half>) ?(?:Uhr|uhr|klo)\b")
_DIGITS = re.compile(
    r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<fraction>)(?P<half>) ?"
    r"(?=[Zz]\b|UTC\b|GMT\b|(?:hrs|hours|h|Uhr)\b)"
    r"(?:hrs|hours|h|Uhr)?"
)
_BASIC = re.compile(r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,](?P<fraction>\d{1,9}))?(?P<half>)(?!\d)")
_DOTTED = re.compile(
    rf"(?P<hour>\d{{1,2}})\.(?P<minute>\d\d)(?:\.(?P<second>\d\d))?(?P<fraction>)(?![\d.]){_HALF}(?=$|[\s:)\]|–—-])"
)
_BARE = re.compile(r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>)(?P<fraction>)(?P<half>)(?=$|[\s:)\]|–—-])")
_CHARACTERS = re.compile(
    r"(?P<name>上午|下午|午前|午後|오전|오후)? ?(?P<hour>\d{1,2})[時时시:] ?(?P<minute>\d{1,2})?(?:分|분)?"
    r"(?: ?:?(?P<second>\d{1,2})(?:秒|초)?)?(?P<fraction>)(?P<half>)(?!\d|:\d)"
)
_NOON = re.compile(r"(?P<name>noon|midday|mittags)\b", re.IGNORECASE)
NO_CLOCK: Final = "No clock shows this time."


def clock_at(text: str, start: int, *, basic: bool = False) -> tuple[WrittenClock, int] | None:
    """The time that begins at ``start``, and where it ends. ``basic``: a date and a ``T`` stand before it."""
    first = text[start : start + 1]
    if first in "上下午오" and first and (found := _CHARACTERS.match(text, start)):
        return _made(found, half="a" if found["name"] in ("上午", "午前", "오전") else "p"), found.end()
    if not first.isdigit():
        found = _NOON.match(text, start) if first in "nNmM" and first else None
        return (WrittenClock(12, 0), found.end()) if found else None
    if found := _COLON.match(text, start):
        return _made(found), found.end()
    if basic and (found := _BASIC.match(text, start)):
        return _made(found), found.end()
    if text[start + 1 : start + 3].strip("0123456789 ")[:1] in ("時", "时", "시") and (
        found := _CHARACTERS.match(text, start)
    ):
        return _made(found), found.end()
    for pattern in (_HOUR, _UHR, _FRENCH, _DIGITS):
        if found := pattern.match(text, start):
            return _made(found), found.end()
    return None


def weak_clock_at(text: str, start: int) -> tuple[WrittenClock, int] | None:
    """``10.42`` and ``1402``: times only where a whole list is written so."""
    found = _DOTTED.match(text, start) or _BARE.match(text, start)
    if found is None:
        return None
    clock = _made(found, weak=True)
    return None if clock.problem else (clock, found.end())


def _made(found: re.Match[str], *, weak: bool = False, half: str = "") -> WrittenClock:
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    fraction = found["fraction"] or ""
    wrong = hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second))
    return WrittenClock(
        min(hour, 24),
        min(minute, 59),
        min(second, 59),
        int(fraction[:6].ljust(6, "0")) if fraction else 0,
        half or (found["half"] or "").lower(),
        precise=bool(found["second"]),
        weak=weak,
        problem=NO_CLOCK if wrong else "",
    )
