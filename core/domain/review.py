"""The two-week review: five minutes that walk the actions one by one and ask whether it would happen again.

Here live its plan, the question's answers, and the note it leaves on the postmortem. It runs on the meeting's clock
(``clock``); what became of an action is said by the rules of the follow-up. Not here: storing, and who may do it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal

from pydantic import AwareDatetime

from core.domain.clock_state import Meeting, PlanItem
from core.domain.postmortem import Frozen
from core.domain.steps import AGAIN, NOTE, REST, Place, action_of, step_of, title_of
from core.errors import BadInput

REVIEW_AFTER: Final = timedelta(days=14)
WALK_S: Final = 180
QUESTION_S: Final = 60
NOTE_S: Final = 60
MOST_STEPS: Final = 12
"""More actions than this would have less than a quarter of a minute each; the later ones share a step."""
LONGEST: Final = 2000
SHORT: Final = 40

State = Literal["open", "moved", "done", "dropped"]


class Again(StrEnum):
    """Would it happen again today?"""

    NO = "no"
    YES = "yes"
    UNSURE = "unsure"


ANSWERS: Final = {
    Again.NO: "No",
    Again.YES: "Yes",
    Again.UNSURE: "Not sure",
}


class Answer(Frozen):
    """``again`` None: nobody has answered yet."""

    again: Again | None = None
    because: str = ""


class Walked(Frozen):
    """An action as it went through a review.

    ``promised`` is its date when the review began, ``due`` the one it has since. ``said`` is the evidence, the reason
    or the because; ``in_review`` whether that was said in this review.
    """

    action_id: str
    text: str
    owner: str = ""
    promised: date | None = None
    due: date | None = None
    done_when: str = ""
    state: State = "open"
    said: str = ""
    in_review: bool = False


class ReviewNote(Frozen):
    """What a finished review leaves on the postmortem. ``by`` is a name."""

    at: AwareDatetime
    by: str = ""
    again: Again | None = None
    because: str = ""
    note: str = ""
    actions: tuple[Walked, ...] = ()


def plan_for(action_ids: Sequence[str]) -> tuple[PlanItem, ...]:
    """Three minutes shared by the actions, a minute for the question, a minute for checklist and note.

    Without an action to walk there are two minutes; the clock does not invent work.
    """
    alone = list(action_ids) if len(action_ids) <= MOST_STEPS else list(action_ids)[: MOST_STEPS - 1]
    steps = [step_of(each) for each in alone] + ([REST] if len(alone) < len(action_ids) else [])
    walked = [PlanItem(section=step, seconds=seconds) for step, seconds in zip(steps, _shares(len(steps)), strict=True)]
    return (*walked, PlanItem(section=AGAIN, seconds=QUESTION_S), PlanItem(section=NOTE, seconds=NOTE_S))


def _shares(count: int) -> list[int]:
    """Whole seconds that make three minutes; the first ones get what does not divide."""
    if not count:
        return []
    each, more = divmod(WALK_S, count)
    return [each + (place < more) for place in range(count)]


def new_review(action_ids: Sequence[str], version: int) -> Meeting:
    """A review's clock before it starts. ``version`` goes on from the meetings before it, so that no button that was
    drawn for one of those can be obeyed by this one."""
    return Meeting(kind="review", plan=plan_for(action_ids), version=version)


def replanned(meeting: Meeting, action_ids: Sequence[str]) -> Meeting:
    """The same review with the actions as they are now; only before it starts."""
    if meeting.status != "lobby":
        return meeting
    return meeting.model_copy(update={"plan": plan_for(action_ids)})


def planned_actions(meeting: Meeting) -> tuple[str, ...]:
    """The actions with a step of their own, in the order they are walked."""
    return tuple(found for item in meeting.plan if (found := action_of(item.section)) is not None)


def answered(again: Again | None, because: str) -> Answer:
    """The answer, checked: a yes needs its because."""
    words = said(because)
    if again is None:
        raise BadInput("Choose an answer: no, yes, or not sure.")
    if again is Again.YES and not words:
        raise BadInput("Say why it would happen again. That is what the next fix has to change.")
    return Answer(again=again, because=words)


def said(words: str) -> str:
    """Words of a review, without the spaces around them. BadInput when they are too long to be read."""
    cleaned = words.strip()
    if len(cleaned) > LONGEST:
        raise BadInput(f"That is too long. {LONGEST} characters are the most that fit; link to the rest.")
    return cleaned


def is_due(review_on: date | None, met_on: date, reviewed_on: date | None, today: date) -> bool:
    """Whether a review waits: its day has come (two weeks after the meeting if none is set), and no look back since.

    One review is enough unless somebody set a later day for another.
    """
    if reviewed_on is not None:
        return review_on is not None and reviewed_on < review_on <= today
    return (review_on or met_on + REVIEW_AFTER) <= today


def counts(actions: Iterable[Walked]) -> dict[State, int]:
    """How many of the actions are done, moved, dropped and open without a word, in this order."""
    found: dict[State, int] = {"done": 0, "moved": 0, "dropped": 0, "open": 0}
    for each in actions:
        found["open" if each.state == "moved" and not each.in_review else each.state] += 1
    return found


def in_words(actions: Sequence[Walked]) -> str:
    """``2 done, 1 moved, 1 dropped, 1 still open``; empty when there was nothing to walk."""
    words = {"done": "done", "moved": "moved", "dropped": "dropped", "open": "still open"}
    return ", ".join(f"{count} {words[state]}" for state, count in counts(actions).items() if count)


def title_in(place: Place, walk: Iterable[Walked]) -> str:
    """What a place of a meeting is called on a button or under the clock: an action by its first words."""
    action_id = action_of(place)
    found = next((each for each in walk if each.action_id == action_id), None) if action_id else None
    words = " ".join(found.text.split()) if found else ""
    if not words:
        return title_of(place)
    return words if len(words) <= SHORT else words[: SHORT - 1].rstrip(" ,.;:") + "…"
