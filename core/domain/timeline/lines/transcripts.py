"""Copied transcripts of calls in a form that can be read as times: "31:12" is no time of a day, "0:31:12" may be one.

What screen readers are told beside each time ("3 minutes 12 seconds") goes. Every line keeps its number. Not here:
whether the times count from the start of a recording (``elapsed``).
"""

import re
from itertools import pairwise
from typing import Final

from core.domain.timeline.lines.authors import is_name

_LENGTH = r"(?:\d{1,2} hours? )?(?:\d{1,2} minutes? )?\d{1,2} seconds?"
_SPOKEN = re.compile(rf"{_LENGTH}[ \t]{{0,3}}(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?)?")
_SPOKEN_BY = re.compile(rf"\S.{{0,60}}? {_LENGTH}")
_SHORT = re.compile(r"(?P<before>[ \t]*\[?|[^\W\d_][^:\d]{0,47})(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)(?=[\] \t]|$)")
_HOURS_FROM: Final = 24
_LEAST: Final = 2
_FIRST_WITHIN_S: Final = 600


def plain_transcript(lines: list[str]) -> list[str]:
    """The same number of lines."""
    return _with_hours(_without_spoken_lengths(lines))


def _without_spoken_lengths(lines: list[str]) -> list[str]:
    found = [_SPOKEN.fullmatch(line.strip()) if "second" in line else None for line in lines]
    if sum(item is not None for item in found) < _LEAST:
        return lines
    return [
        (item["clock"] or "") if item else "" if "second" in line and _SPOKEN_BY.fullmatch(line.strip()) else line
        for line, item in zip(lines, found, strict=True)
    ]


def _with_hours(lines: list[str]) -> list[str]:
    """Minutes and seconds as hours, minutes and seconds, where the minutes grow over what an hour of the day can be."""
    found = [_short_time(line) for line in lines]
    times = [item for item in found if item]
    spans = [int(item["minutes"]) * 60 + int(item["seconds"]) for item in times]
    grows = all(earlier <= later for earlier, later in pairwise(spans))
    forms = {bool(item["before"].strip(" \t[")) for item in times}
    if len(spans) < _LEAST or len(forms) > 1 or not grows:
        return lines
    if spans[0] > _FIRST_WITHIN_S or spans[-1] < _HOURS_FROM * 60:
        return lines
    return [
        f"{item['before']}0:{int(item['minutes']):02}:{item['seconds']}{line[item.end() :]}" if item else line
        for line, item in zip(lines, found, strict=True)
    ]


def _short_time(line: str) -> re.Match[str] | None:
    """At the front of a line, or behind a name with nothing after it."""
    found = _SHORT.match(line)
    if found is None or not (who := found["before"].strip(" \t[")):
        return found
    return found if is_name(who) and not line[found.end() :].strip(" \t]") else None
