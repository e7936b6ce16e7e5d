"""Days in titles and names of files: which day a report is about, and where two of them contradict each other."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.domain.timeline.stamps.written_day import WrittenDay, day_at

_STARTS: Final = re.compile(r"(?<![A-Za-z0-9.#])(?=\d|[A-Z][a-z]{2})")
_GLUED: Final = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
_ORDINAL: Final = re.compile(r"20\d\d-\d{3}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SEARCHED: Final = 300
# "March 4-5, 2026", "4-5 March 2026", "31 March - 1 April 2026": the first day has the year of the last.
_MONTH: Final = r"[^\W\d_]{3,12}\.?"
_DASH: Final = r"[ ]?[-–—][ ]?"
_RANGES: Final = (
    re.compile(rf"\b({_MONTH} \d{{1,2}})(?:st|nd|rd|th)?{_DASH}(?:{_MONTH} )?\d{{1,2}}(?:st|nd|rd|th)?(,? \d{{4}})\b"),
    re.compile(rf"\b(\d{{1,2}})\.?{_DASH}\d{{1,2}}(\.? {_MONTH},? \d{{4}})\b"),
    re.compile(rf"\b(\d{{1,2}}\.? {_MONTH}){_DASH}\d{{1,2}}\.? {_MONTH}( \d{{4}})\b"),
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """``other`` is the day that the same numbers mean in the other order."""

    day: date
    other: date | None = None


def days_in(text: str) -> list[FoundDay]:
    """Days with a year in a short text, in their order."""
    found = []
    end = 0
    text = text[:_SEARCHED]
    for days in _RANGES:
        text = days.sub(r"\1\2", text)
    for start in _STARTS.finditer(text):
        at = start.start()
        if at < end:
            continue
        reading = day_at(text, at)
        if reading is not None and not _ORDINAL.fullmatch(text[at : reading[1]]) and (day := _day_of(reading[0])):
            written = text[at : reading[1]]
            if "." in written and not _YEAR.search(written) and written.replace(".", "").isdigit():
                continue  # a version
            found.append(day)
            end = reading[1]
    return found


def days_in_name(name: str) -> list[FoundDay]:
    """The same for the name of a file, where words are joined by lines and days may be eight digits."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    spaced = re.sub(r"[_\s]", "-", stem)
    glued = [made for year, month, day in _GLUED.findall(spaced) if (made := _made(int(year), int(month), int(day)))]
    return days_in(re.sub(r"-(?=[A-Za-z])", " ", spaced)) or [FoundDay(day) for day in glued]


def _day_of(written: WrittenDay) -> FoundDay | None:
    if written.problem or not written.year:
        return None
    if written.numbers:
        first, second = written.numbers
        american, other = _made(written.year, first, second), _made(written.year, second, first)
        day = american or other
        return FoundDay(day, other if american and other != american else None) if day else None
    day = _made(written.year, written.month, written.day) if written.month else None
    return FoundDay(day) if day else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
