"""What is known beside a report, and what comes out of it. Shapes only."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.domain.postmortem import Postmortem

Line = tuple[int, str]
"""The number of a line in the file, from 1, and the line as it stands."""


class Role(StrEnum):
    """What a section of a report is about. What is none of these goes to the notes under its own heading."""

    SUMMARY = "summary"
    IMPACT = "impact"
    TIMELINE = "timeline"
    CAUSE = "cause"
    FACTORS = "factors"
    ACTIONS = "actions"
    RIGHT = "right"
    WRONG = "wrong"
    LUCKY = "lucky"
    LESSONS = "lessons"
    RESOLUTION = "resolution"
    FACTS = "facts"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReportContext:
    """``name`` is the name of the file, perhaps with a path; ``zone`` that of times for which none is written.

    ``today`` is the last day that an incident of the past can have.
    """

    name: str
    today: date
    zone: str = "UTC"


@dataclass(slots=True)
class Section:
    """Lines under one heading. ``title`` is the heading's words; ``named``: it is one of the known names.

    ``level`` is 1 to 6 for ``#``, 7 for a bold line and more for labels in lists; 0 before the first heading.
    ``heads`` are the numbers of the heading's own lines; ``rest`` is what follows a label in its line.
    """

    title: str
    level: int
    role: Role
    named: bool = False
    heads: tuple[int, ...] = ()
    lines: list[Line] = field(default_factory=list)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ReadAction:
    """``done`` is None where the report does not say. ``link`` is the first address in it; ``text`` holds it too.

    ``given_up`` are the words that say that nobody will do it (``Won't do``), "" without any.
    """

    text: str
    owner: str = ""
    due: date | None = None
    due_text: str = ""
    link: str = ""
    done: bool | None = None
    kind: str = ""
    done_when: str = ""
    given_up: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """``done`` are ids of actions that the report says are done, with the evidence that it gives; ``dropped`` are those
    that it says nobody will do, with its words for that.

    ``severity_text`` is the severity as written. ``started`` to ``resolved`` have the offset that they were written
    with. ``marks`` are sentences about what is doubtful; ``other_words`` counts the words of the notes.
    ``told`` are ids of rows that stand in no timeline, but in facts or sentences.
    """

    postmortem: Postmortem
    title: str
    day: date | None
    severity_text: str
    started: datetime | None
    detected: datetime | None
    resolved: datetime | None
    root_cause: str
    actions: tuple[ReadAction, ...]
    done: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, str], ...]
    told: frozenset[str]
    other_words: int
    marks: tuple[str, ...]
