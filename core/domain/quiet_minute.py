"""The quiet minute: before they talk, people write alone, and then everything is shown at once.

A round is open from its start until it is revealed, and that is its only end: what somebody wrote is never thrown away.
Here is when a round begins, runs out and ends. Not here: where drafts are kept, and who is connected.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import AwareDatetime, Field

from core.domain.postmortem import Frozen, SectionId
from core.domain.template import FieldKind, section
from core.errors import BadInput, Conflict

SECONDS: Final = 60
SHORTEST: Final = 20
MORE: Final = 30
LONGEST: Final = 15 * 60

WRITABLE: Final = (SectionId.ROOT_CAUSE, SectionId.FACTORS, SectionId.ACTIONS, SectionId.LESSONS)
"""The sections that can have one: all that is asked there is a list of thoughts."""
SWITCHED_ON: Final = (SectionId.ROOT_CAUSE, SectionId.FACTORS, SectionId.LESSONS)

DRAFTS_A_PERSON: Final = 20
DRAFT_CHARACTERS: Final = 1_000
CHARACTERS_TOGETHER: Final = 50_000
"""Of all drafts of a round. A character has four bytes at most, and all may go to one field, which holds 200 kB."""

RUNNING: Final = "A quiet minute is running. Reveal it first."
OVER: Final = "This quiet minute was revealed. What you typed goes to the list below."
NOT_HERE: Final = "There is no quiet minute in this section. Root cause, factors, actions and lessons can have one."
TOO_MANY: Final = "Twenty lines are the most for one person. Change one of yours instead."
TOO_LONG: Final = "A line may have 1,000 characters. Make two of it."
FULL: Final = "The quiet minute holds no more text. Shorten a line, or wait until it is revealed."


class Draft(Frozen):
    """A line that its author alone can see. ``id`` is the row that it becomes; ``field`` where it goes."""

    id: str
    author: str
    field: str
    text: str


class QuietMinute(Frozen):
    """The latest round of a meeting, 0 before the first.

    An open round ends at ``ends_at``; while the meeting is paused it has ``left`` seconds instead. ``done`` are
    visitors, ``had`` the sections that had theirs, ``shown`` the ids of the drafts that the latest reveal put into the
    document.
    """

    number: int = Field(default=0, ge=0)
    status: Literal["none", "open", "revealed"] = "none"
    section: SectionId | None = None
    ends_at: AwareDatetime | None = None
    left: float | None = None
    at_end: bool = False
    done: tuple[str, ...] = ()
    switched_on: tuple[SectionId, ...] = SWITCHED_ON
    had: tuple[SectionId, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.status == "open"


def fields_of(place: SectionId | None) -> dict[str, FieldKind]:
    """The fields of a section that drafts can go to, lists and texts, each with its kind."""
    if place not in WRITABLE:
        return {}
    return {item.id: item.kind for item in section(place).fields if item.kind in (FieldKind.ROWS, FieldKind.PROSE)}


def seconds_for(allotted: float) -> int:
    """A minute, or half of a section that is shorter than two."""
    return int(min(SECONDS, max(SHORTEST, allotted / 2)))


def starts_by_itself(minute: QuietMinute, place: object, writers: int) -> bool:
    """When the group comes to a section for the first time. Somebody who prepares alone is not held up."""
    return place in minute.switched_on and place not in minute.had and not minute.is_open and writers > 1


def start(minute: QuietMinute, place: SectionId, seconds: float, now: datetime, *, paused: bool = False) -> QuietMinute:
    """Raises Conflict while one is open, and for a section that cannot have one."""
    if minute.is_open:
        raise Conflict(RUNNING)
    if place not in WRITABLE:
        raise Conflict(NOT_HERE)
    return minute.model_copy(
        update={
            "number": minute.number + 1,
            "status": "open",
            "section": place,
            "ends_at": None if paused else now + timedelta(seconds=seconds),
            "left": float(seconds) if paused else None,
            "done": (),
            "had": _with(minute.had, place),
            "shown": (),
        }
    )


def more_time(minute: QuietMinute, now: datetime) -> QuietMinute:
    """Half a minute more, from now on when the time is over already."""
    if minute.ends_at is None:
        return minute.model_copy(update={"left": min((minute.left or 0.0) + MORE, float(LONGEST))})
    end = max(minute.ends_at, now) + timedelta(seconds=MORE)
    return minute.model_copy(update={"ends_at": min(end, now + timedelta(seconds=LONGEST))})


def pause(minute: QuietMinute, at: datetime) -> QuietMinute:
    if not minute.is_open or minute.ends_at is None:
        return minute
    return minute.model_copy(update={"ends_at": None, "left": max(0.0, (minute.ends_at - at).total_seconds())})


def resume(minute: QuietMinute, at: datetime) -> QuietMinute:
    if not minute.is_open or minute.left is None:
        return minute
    return minute.model_copy(update={"ends_at": at + timedelta(seconds=minute.left), "left": None})


def with_done(minute: QuietMinute, who: str, done: bool) -> QuietMinute:
    others = tuple(item for item in minute.done if item != who)
    return minute.model_copy(update={"done": (*others, who) if done else others})


def switched(minute: QuietMinute, place: SectionId, on: bool) -> QuietMinute:
    """Whether the group's arrival in a section starts one. One that is open goes on."""
    if place not in WRITABLE:
        raise BadInput(NOT_HERE)
    others = tuple(item for item in minute.switched_on if item != place)
    return minute.model_copy(update={"switched_on": _with(others, place) if on else others})


def reveal(minute: QuietMinute, shown: Iterable[str]) -> QuietMinute:
    """``shown`` are the ids of what was put into the document just now."""
    ended = {"status": "revealed", "ends_at": None, "left": None, "done": (), "shown": tuple(shown)}
    return minute.model_copy(update=ended)


def is_over(minute: QuietMinute, now: datetime) -> bool:
    """Its time has run out, and its facilitator chose that this reveals it."""
    return minute.is_open and minute.at_end and minute.ends_at is not None and minute.ends_at <= now


def everybody_done(minute: QuietMinute, connected: Collection[str]) -> bool:
    """``connected`` are the participants who are there: a facilitator has Reveal, and is not waited for."""
    return minute.is_open and len(connected) > 0 and set(connected) <= set(minute.done)


def require_room(mine: Collection[Draft], draft: Draft, characters: int) -> None:
    """Whether a draft may be stored: ``mine`` are its author's, ``characters`` those of everybody's other drafts.

    Raises BadInput, Conflict.
    """
    if len(draft.text) > DRAFT_CHARACTERS:
        raise BadInput(TOO_LONG)
    if len({item.id for item in mine} | {draft.id}) > DRAFTS_A_PERSON:
        raise Conflict(TOO_MANY)
    if characters + len(draft.text) > CHARACTERS_TOGETHER:
        raise Conflict(FULL)


def _with(places: tuple[SectionId, ...], place: SectionId) -> tuple[SectionId, ...]:
    return tuple(item for item in SectionId if item in places or item == place)
