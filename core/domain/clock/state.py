"""The state of a meeting's clock, the commands it takes and the events it leaves behind.

Everything a meeting knows about time is in ``Meeting``; a second that passes changes nothing here, so the
server has no work to do for it. Here live the shapes. Not here: what a command does (``transitions``), what
can be read off at a moment (``readings``), and who may give a command (``permissions``).
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictInt, model_validator

from core.domain.clock.steps import Place
from core.domain.postmortem import Frozen
from core.domain.template import DEFAULT_PLAN

SHORTEST_S = 15
LONGEST_S = 4 * 60 * 60
UNDO_FINISH_S = 10 * 60
READING_S = 2 * 60

Kind = Literal["sync", "review"]
Status = Literal["lobby", "running", "paused", "finished"]


class PlanItem(Frozen):
    """``section`` is one of the seven in a sync, a step in a review; the clock treats them alike.

    ``skipped``: the group decided to leave it out. Next and Back pass it by, and its time went to the others.
    """

    section: Place
    seconds: int = Field(ge=SHORTEST_S, le=LONGEST_S)
    skipped: bool = False


DEFAULT_ITEMS = tuple(PlanItem(section=section, seconds=seconds) for section, seconds in DEFAULT_PLAN)


class Meeting(Frozen):
    """One meeting at one version.

    ``used`` holds closed visits only; the open visit is ``section_started_at`` less ``paused_total`` and
    the pause that is going on. A finished meeting keeps the section it ended in, to be reopened there.
    ``lead_kept``: nobody becomes a facilitator beside those there are while one of them is there.
    ``reading_started_at``: in the lobby, since when everybody reads what was prepared.
    """

    kind: Kind = "sync"
    status: Status = "lobby"
    plan: tuple[PlanItem, ...] = Field(default=DEFAULT_ITEMS, min_length=1)
    section: Place | None = None
    reading_started_at: AwareDatetime | None = None
    started_at: AwareDatetime | None = None
    section_started_at: AwareDatetime | None = None
    paused_at: AwareDatetime | None = None
    paused_total: float = Field(default=0.0, ge=0)
    used: dict[Place, float] = Field(default_factory=dict)
    adjustments: dict[Place, int] = Field(default_factory=dict)
    finished_at: AwareDatetime | None = None
    lead_kept: bool = False
    version: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _each_section_once(self) -> "Meeting":
        sections = [item.section for item in self.plan]
        if len(set(sections)) != len(sections):
            raise ValueError("a section stands twice in the plan")
        if self.section is not None and self.section not in sections:
            raise ValueError("the meeting is in a section that its plan does not have")
        return self


class _Command(Frozen):
    """``seen`` is the version that the person who pressed the button had in front of them."""

    seen: StrictInt


class Start(_Command):
    name: Literal["start"] = "start"


class ReadFirst(_Command):
    """In the lobby: two minutes in which everybody reads what was prepared; or no more of them."""

    name: Literal["read_first"] = "read_first"
    on: bool = True


class Pause(_Command):
    name: Literal["pause"] = "pause"


class Resume(_Command):
    name: Literal["resume"] = "resume"


class Next(_Command):
    name: Literal["next"] = "next"


class Back(_Command):
    name: Literal["back"] = "back"


class Jump(_Command):
    name: Literal["jump"] = "jump"
    section: Place


class Adjust(_Command):
    """More (or less) time for the section the meeting is in, perhaps out of another one's time."""

    name: Literal["adjust"] = "adjust"
    seconds: int = Field(ge=-LONGEST_S, le=LONGEST_S)
    take_from: Place | None = None


class Loan(Frozen):
    """Seconds that a later section could give."""

    section: Place
    seconds: int = Field(ge=1, le=LONGEST_S)


class Rebalance(_Command):
    """Take what was proposed: later sections become shorter, so that the end stays where it was."""

    name: Literal["rebalance"] = "rebalance"
    loans: tuple[Loan, ...] = Field(min_length=1)


class ChangePlan(_Command):
    name: Literal["change_plan"] = "change_plan"
    plan: tuple[PlanItem, ...] = Field(min_length=1)


class Skip(_Command):
    """Leave a section out: the group goes on if it is there, and its time is given to what is still to come."""

    name: Literal["skip"] = "skip"
    section: Place


class BringBack(_Command):
    """A section that was left out stands in the plan again, with the time it was planned with."""

    name: Literal["bring_back"] = "bring_back"
    section: Place


class KeepLead(_Command):
    """Nobody facilitates beside those who do, while one of them is there; or everybody may again."""

    name: Literal["keep_lead"] = "keep_lead"
    on: bool = True


class Finish(_Command):
    name: Literal["finish"] = "finish"


class Reopen(_Command):
    """The meeting stands paused in the section it ended in.

    ``undo``: Finish was a mistake. The clock runs on at once, and what was over counts as no time; for ten minutes.
    """

    name: Literal["reopen"] = "reopen"
    undo: bool = False


Command = Annotated[
    Start
    | ReadFirst
    | KeepLead
    | Pause
    | Resume
    | Next
    | Back
    | Jump
    | Adjust
    | Rebalance
    | ChangePlan
    | Skip
    | BringBack
    | Finish
    | Reopen,
    Field(discriminator="name"),
]


class _Event(Frozen):
    at: AwareDatetime


class MeetingStarted(_Event):
    name: Literal["meeting_started"] = "meeting_started"


class ReadingStarted(_Event):
    name: Literal["reading_started"] = "reading_started"


class SectionStarted(_Event):
    """``passed_over`` names sections that were jumped over and had no time at all yet."""

    name: Literal["section_started"] = "section_started"
    section: Place
    passed_over: tuple[Place, ...] = ()


class SectionLeft(_Event):
    """``used`` is all the time the section has had by now, over all visits."""

    name: Literal["section_left"] = "section_left"
    section: Place
    used: float


class MeetingPaused(_Event):
    name: Literal["meeting_paused"] = "meeting_paused"


class MeetingResumed(_Event):
    name: Literal["meeting_resumed"] = "meeting_resumed"


class TimeAdjusted(_Event):
    name: Literal["time_adjusted"] = "time_adjusted"
    section: Place
    seconds: int


class PlanChanged(_Event):
    name: Literal["plan_changed"] = "plan_changed"
    plan: tuple[PlanItem, ...]


class SectionSkipped(_Event):
    """``freed``: the seconds it had left, which went to other sections."""

    name: Literal["section_skipped"] = "section_skipped"
    section: Place
    freed: int


class SectionBroughtBack(_Event):
    name: Literal["section_brought_back"] = "section_brought_back"
    section: Place


class LeadKept(_Event):
    name: Literal["lead_kept"] = "lead_kept"
    on: bool


class MeetingFinished(_Event):
    """``unvisited`` names sections of the plan that the meeting never came to."""

    name: Literal["meeting_finished"] = "meeting_finished"
    unvisited: tuple[Place, ...] = ()


class MeetingReopened(_Event):
    name: Literal["meeting_reopened"] = "meeting_reopened"


Event = Annotated[
    MeetingStarted
    | ReadingStarted
    | LeadKept
    | SectionStarted
    | SectionLeft
    | MeetingPaused
    | MeetingResumed
    | TimeAdjusted
    | PlanChanged
    | SectionSkipped
    | SectionBroughtBack
    | MeetingFinished
    | MeetingReopened,
    Field(discriminator="name"),
]
