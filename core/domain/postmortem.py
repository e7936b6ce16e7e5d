"""The postmortem as one pydantic model: what is written down, in the field's own terms.

Here live the words and their shapes. Not here: the clock, who may do what, how it is stored or typed.
The model holds what stands in the document now: removed rows are not part of it, and the order of a
list is the order of its rows. It is frozen, so that a summary or an export never changes under a reader.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field


class Severity(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class SectionId(StrEnum):
    """The seven sections, in the order of the meeting."""

    SUMMARY = "summary"
    TIMELINE = "timeline"
    ROOT_CAUSE = "root_cause"
    FACTORS = "factors"
    ACTIONS = "actions"
    LESSONS = "lessons"
    FOLLOW_UP = "follow_up"


class TimelineKind(StrEnum):
    STARTED = "started"
    DETECTED = "detected"
    RESPONDED = "responded"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    OTHER = "other"


class FactorKind(StrEnum):
    CAUSE = "cause"
    CONTEXT = "context"


class ActionKind(StrEnum):
    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


class Lens(StrEnum):
    """The five lenses on the root cause. Lenses, not a forced chain."""

    TECHNICAL = "technical"
    MONITORING = "monitoring"
    PROCESS = "process"
    ARCHITECTURE = "architecture"
    CULTURE = "culture"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# What was typed for the value beside it: what it was read from, or, where there is no value, what could not be read.
Typed = str

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}[^\n]*")


def _day_as_text(value: object) -> object:
    """A number is no day: pydantic would count it, or digits in a text, from 1970."""
    if isinstance(value, bool | int | float | str) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("a day is written as text, such as 2026-12-04")
    return value


def _moment_as_text(value: object) -> object:
    if isinstance(value, bool | int | float | str) and not (isinstance(value, str) and _MOMENT.fullmatch(value)):
        raise ValueError("a moment is written as text with its zone, such as 2026-11-23T02:58:00Z")
    return value


Day = Annotated[date, BeforeValidator(_day_as_text)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment_as_text)]
# Yes or no and nothing like it: 1, "on" or "no" would be read as one of them.
Flag = Annotated[bool, Field(strict=True)]

LONGEST_CAPTION: Final = 500
"""Characters of what is typed about a picture."""

RowId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class Row(Frozen):
    """One row of a list. ``id`` is stable for ever; ``text`` is plain text, perhaps Markdown."""

    id: RowId
    text: str = ""


class Evidence(Frozen):
    """A picture that belongs to a row, such as a screenshot of a graph; its bytes are kept beside the postmortem.

    ``caption`` is what people typed about it, often nothing.
    """

    id: RowId
    caption: str = Field(default="", max_length=LONGEST_CAPTION)


class TimelineRow(Row):
    """``at`` is an instant; it is shown in the postmortem's zone. ``evidence`` is in the order in which it came."""

    at: Moment | None = None
    at_text: Typed = ""
    kind: TimelineKind = TimelineKind.OTHER
    who: str = ""
    star: Flag = False
    evidence: tuple[Evidence, ...] = ()


class AnswerRow(Row):
    pass


class FactorRow(Row):
    kind: FactorKind | None = None


class ActionRow(Row):
    """``chosen``: one of the few that the meeting picked. They stand before the others in ``Postmortem.actions``.

    ``link`` is what was typed for the address of its issue; ``core.domain.tracker.link`` says whether it is one.
    """

    owner: str = ""
    due: Day | None = None
    due_text: Typed = ""
    kind: ActionKind | None = None
    done_when: str = ""
    link: str = ""
    chosen: Flag = False


class ChecklistRow(Row):
    done: Flag = False


class NoteRow(Row):
    """A parked topic or an action idea; ``section`` is where it came up."""

    section: SectionId | None = None


class Summary(Frozen):
    what_happened: str = ""
    impact: str = ""


class RootCause(Frozen):
    technical: tuple[AnswerRow, ...] = ()
    monitoring: tuple[AnswerRow, ...] = ()
    process: tuple[AnswerRow, ...] = ()
    architecture: tuple[AnswerRow, ...] = ()
    culture: tuple[AnswerRow, ...] = ()

    def of(self, lens: Lens) -> tuple[AnswerRow, ...]:
        rows: tuple[AnswerRow, ...] = getattr(self, lens.value)
        return rows


class Lessons(Frozen):
    went_right: str = ""
    went_wrong: str = ""
    differently: str = ""
    lucky: str = ""


class FollowUp(Frozen):
    tracker: str = ""
    review_on: Day | None = None
    review_on_text: Typed = ""
    meeting_needed: Flag | None = None
    checklist: tuple[ChecklistRow, ...] = ()
    notes: str = ""


class Postmortem(Frozen):
    """One incident's postmortem. ``duration_minutes`` overrides the computed duration.

    ``set_aside`` are actions that nobody promises: ideas that are kept, whole, and can be taken up again.
    """

    title: str = ""
    severity: Severity | None = None
    zone: str = "UTC"
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    duration_minutes: int | None = Field(default=None, ge=0, le=10_000_000, strict=True)
    duration_text: Typed = ""
    meeting_at: Moment | None = None
    meeting_at_text: Typed = ""
    summary: Summary = Summary()
    timeline: tuple[TimelineRow, ...] = ()
    root_cause: RootCause = RootCause()
    factors: tuple[FactorRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    set_aside: tuple[ActionRow, ...] = ()
    lessons: Lessons = Lessons()
    follow_up: FollowUp = FollowUp()
    parking: tuple[NoteRow, ...] = ()
    ideas: tuple[NoteRow, ...] = ()
    skipped: frozenset[SectionId] = frozenset()
