"""A time of day as it is written: ``10:02``, ``5 PM``, ``17:14pm``, ``10h42``, ``12.03 Uhr``, ``1402Z``.

Not here: half of the day where none is written (``half_day``), zones.
"""

import re
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class WrittenClock:
    """``hour`` as written, 0 to 24; ``half`` is "a", "p" or empty. ``problem``: no clock shows this.

    ``fixed``: a word such as noon, which has no other half. ``doubt`` is what its form leaves open.
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
    fixed: bool = False
    doubt: str = ""

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
# "12:00 noon" and "12:00 midnight" say what they mean.
_TWELVE = re.compile(r" (?P<word>noon|midday|midnight)\b", re.IGNORECASE)
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?P<minute>)(?P<second>)(?P<fraction>) ?(?P<half>[AaPp])\.?[Mm]\b\.?")
_FRENCH = re.compile(
    r"(?P<hour>\d{1,2})(?: ?[hH] ?(?P<minute>\d\d)(?: ?(?:min|mn|m)?(?: ?(?P<second>\d\d) ?s\b)?)?|[hH](?= ?[:–—-]|\s))"
    r"(?P<fraction>)(?P<half>)(?!\w)"
)
_UHR = re.compile(
    r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d\d))?(?P<second>)(?P<fraction>)(?P<half>) ?(?:Uhr|uhr|uur|klo)\b"
)
# "10 Uhr 30": what follows may be minutes, or count something.
_AFTER_UHR = re.compile(r" (?P<minute>[0-5]\d)(?![\w%/]|[.,:-]\d)")
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
    r"(?P<name>上午|下午|午前|午後|오전|오후)? ?(?P<hour>\d{1,2})[時时시点點:] ?(?P<minute>\d{1,2})?(?:分|분)?"
    r"(?: ?:?(?P<second>\d{1,2})(?:秒|초)?)?(?P<fraction>)(?P<half>)(?!\d|:\d)"
)
_END_OF_WORD = r"(?= ?(?:[:–—|,)\]*-]|$)| (?:UTC|GMT|[A-Z]{3,4})\b)"
_NOON = re.compile(rf"(?:noon|midday|mittags)\b|(?:midi|mediodía|mezzogiorno|12 noon){_END_OF_WORD}", re.IGNORECASE)
_MIDNIGHT = re.compile(
    rf"(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia-noite|middernacht|12 midnight){_END_OF_WORD}",
    re.IGNORECASE,
)
WHICH_MIDNIGHT: Final = "which midnight"
OR_A_NUMBER: Final = "minutes or a number"
NO_CLOCK: Final = "No clock shows this time."


def clock_at(text: str, start: int, *, basic: bool = False) -> tuple[WrittenClock, int] | None:
    """The time that begins at ``start``, and where it ends. ``basic``: a date and a ``T`` stand before it."""
    first = text[start : start + 1]
    if first in "上下午오" and first and (found := _CHARACTERS.match(text, start)):
        return _made(found, half="a" if found["name"] in ("上午", "午前", "오전") else "p"), found.end()
    if first and first in "nNmM1" and (named := _named(text, start)):
        return named
    if not first.isdigit():
        return None
    if found := _COLON.match(text, start):
        return _of_twelve(text, _made(found), found.end())
    if basic and (found := _BASIC.match(text, start)):
        return _made(found), found.end()
    if text[start + 1 : start + 3].strip("0123456789 ")[:1] in ("時", "时", "点", "點", "시") and (
        found := _CHARACTERS.match(text, start)
    ):
        return _made(found), found.end()
    for pattern in (_HOUR, _UHR, _FRENCH, _DIGITS):
        if found := pattern.match(text, start):
            clock = _made(found), found.end()
            return _with_minutes(text, *clock) if pattern is _UHR and not found["minute"] else clock
    return None


def _named(text: str, start: int) -> tuple[WrittenClock, int] | None:
    if found := _NOON.match(text, start):
        return WrittenClock(12, 0, fixed=True), found.end()
    if found := _MIDNIGHT.match(text, start):
        return WrittenClock(0, 0, fixed=True, doubt=WHICH_MIDNIGHT), found.end()
    return None


def _of_twelve(text: str, clock: WrittenClock, end: int) -> tuple[WrittenClock, int]:
    found = _TWELVE.match(text, end) if clock.hour == 12 and not clock.half else None
    if found is None:
        return clock, end
    if found["word"].lower() == "midnight":
        return replace(clock, hour=0, fixed=True, doubt=WHICH_MIDNIGHT), found.end()
    return replace(clock, fixed=True), found.end()


def _with_minutes(text: str, clock: WrittenClock, end: int) -> tuple[WrittenClock, int]:
    """ "10 Uhr 30: Ausfall" has minutes; "10 Uhr 30 Pods starten neu" may count."""
    found = _AFTER_UHR.match(text, end)
    if found is None:
        return clock, end
    counts = text[found.end() : found.end() + 1] == " " and text[found.end() + 1 : found.end() + 2].isalnum()
    return replace(clock, minute=int(found["minute"]), doubt=OR_A_NUMBER if counts else ""), found.end()


def led_clock_at(text: str, start: int) -> tuple[WrittenClock, int] | None:
    """``14.20`` behind a word that a time follows: "kl. 14.20", "alle 14.20"."""
    found = _DOTTED.match(text, start)
    clock = _made(found) if found else None
    return (clock, found.end()) if found and clock and not clock.problem else None


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
