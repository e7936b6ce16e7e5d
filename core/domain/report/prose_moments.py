"""Moments that stand in sentences: "At 13:24 UTC we noticed …", "From 3 May, 10:00 to 12:30 …".

Only for reports without a timeline; each is marked, because a sentence may tell of something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.domain.postmortem import TimelineKind
from core.domain.report.facts import Fact, FoundFact
from core.domain.report.incident_day import moment_of
from core.domain.report.model import Role, Section
from core.domain.report.timeline_kinds import SEEN, is_over
from core.domain.timeline.lines.line_shapes import shape_of

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z*_(])|\n[ \t]*\n")
_RANGE: Final = re.compile(r"\b(?:from|between|von|zwischen)[ \t*_]*$", re.IGNORECASE)
_FROM: Final = re.compile(r"(?:from|between|von|zwischen)\b", re.IGNORECASE)
_BEGAN: Final = re.compile(r"\b(?:started|began|beginning|since|starting|broke|went down)\b", re.IGNORECASE)
_AND: Final = re.compile(r"\band\b", re.IGNORECASE)
MOST_SENTENCES: Final = 30


@dataclass(frozen=True, slots=True)
class ProseMoment:
    kind: TimelineKind
    at: datetime
    text: str
    line: int


def prose_moments(sections: Sequence[Section], zone: str, day: date | None) -> list[ProseMoment]:
    """Start, detection and end out of the first sentences of the summary, each once."""
    found: dict[TimelineKind, ProseMoment] = {}
    for section in sections:
        if section.role not in (Role.SUMMARY, Role.OTHER) or (section.role is Role.OTHER and section.level > 1):
            continue
        text = "\n".join(line for _, line in section.lines)[:6000]
        number = section.lines[0][0] if section.lines else 0
        for sentence in _SENTENCE.split(text)[:MOST_SENTENCES]:
            for moment in _of_sentence(" ".join(sentence.split()), zone, day, number):
                found.setdefault(moment.kind, moment)
    return list(found.values())


def _of_sentence(sentence: str, zone: str, day: date | None, line: int) -> list[ProseMoment]:
    shape = shape_of(1, sentence[:400])
    stamp = shape.stamp
    if stamp is None or not stamp.timed or stamp.clock is None:
        return []
    before = shape.body[: stamp.start]
    value = shape.body[stamp.start :]
    ranged = stamp.until is not None or _RANGE.search(before) is not None or _FROM.match(value) is not None
    if ranged and "etween" in f"{before}{value[:12]}":
        value = _AND.sub("to", value, count=1)
    began, ended, _ = moment_of(FoundFact(Fact.PERIOD, "", value, line), zone, day)
    if began is None:
        return []
    if ranged:
        first = ProseMoment(TimelineKind.STARTED, began, sentence, line)
        return [first, ProseMoment(TimelineKind.RESOLVED, ended, sentence, line)] if ended else [first]
    if SEEN.search(sentence[:300]):
        return [ProseMoment(TimelineKind.DETECTED, began, sentence, line)]
    if is_over(sentence):
        return [ProseMoment(TimelineKind.RESOLVED, began, sentence, line)]
    return [ProseMoment(TimelineKind.STARTED, began, sentence, line)] if _BEGAN.search(sentence[:300]) else []
