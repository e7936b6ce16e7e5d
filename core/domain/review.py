"""The two-week review: five minutes that take the actions one by one and ask whether it would happen again.

Here live its plan, the question's answers, and the note it leaves on the postmortem. It runs on the meeting's clock
(``clock``); answers about an action follow the rules of the follow-up. Not here: storing, and who may do it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime, ConfigDict, Field

from core.domain.actions.action_view import ActionState
from core.domain.actions.overdue import is_closed
from core.domain.clock.state import Meeting, PlanItem
from core.domain.clock.steps import AGAIN, NOTE, REST, Place, action_of, step_of, title_of
from core.domain.postmortem import Frozen
from core.errors import BadInput

REVIEW_AFTER: Final = timedelta(days=14)
WALK_S: Final = 180
QUESTION_S: Final = 60
NOTE_S: Final = 60
MOST_STEPS: Final = 12
"""More actions than this would have less than a quarter of a minute each; the later ones share a step."""
LONGEST: Final = 2000
SHORT: Final = 40


class WouldRecur(StrEnum):
    """Would it happen again today?"""

    NO = "no"
    LESS = "less"
    YES = "yes"
    UNSURE = "unsure"
    """Offered by earlier versions, and kept where it was said."""


ANSWERS: Final = {
    WouldRecur.NO: "No",
    WouldRecur.LESS: "It would hurt less",
    WouldRecur.YES: "Yes",
    WouldRecur.UNSURE: "Not sure",
}
OFFERED: Final = (WouldRecur.NO, WouldRecur.LESS, WouldRecur.YES)


class Answer(Frozen):
    """``again`` None: nobody has answered yet."""

    again: WouldRecur | None = None
    because: str = ""


class ReviewedAction(Frozen):
    """An action item as a review found it: the snapshot that is stored with the review.

    ``due_before`` is its date when the review began, ``due`` the one it has since. ``explanation`` is the evidence or
    the reason; ``in_review`` whether the answer was given in this review. In stored reviews and in exported files the
    two fields keep their first names, ``promised`` and ``said``.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    action_id: str
    text: str
    owner: str = ""
    due_before: date | None = Field(default=None, alias="promised")
    due: date | None = None
    done_when: str = ""
    state: ActionState = "open"
    explanation: str = Field(default="", alias="said")
    in_review: bool = False

    @property
    def unanswered(self) -> bool:
        """Whether this review has no answer for it yet, and needs one."""
        return not self.in_review and not is_closed(self.state)

    @property
    def answer(self) -> ActionState:
        """What this review says of it: a move before the review is no answer, so it counts as open."""
        return "open" if self.state == "moved" and not self.in_review else self.state


class ReviewNote(Frozen):
    """What a finished review leaves on the postmortem. ``by`` is a name."""

    at: AwareDatetime
    by: str = ""
    again: WouldRecur | None = None
    because: str = ""
    note: str = ""
    actions: tuple[ReviewedAction, ...] = ()


def plan_for(action_ids: Sequence[str]) -> tuple[PlanItem, ...]:
    """Three minutes shared by the actions, a minute for the question, a minute for checklist and note.

    Without actions the plan is the two minutes of the question and the note.
    """
    alone = list(action_ids) if len(action_ids) <= MOST_STEPS else list(action_ids)[: MOST_STEPS - 1]
    steps = [step_of(item) for item in alone] + ([REST] if len(alone) < len(action_ids) else [])
    steps_of_actions = [
        PlanItem(section=step, seconds=seconds) for step, seconds in zip(steps, _shares(len(steps)), strict=True)
    ]
    return (*steps_of_actions, PlanItem(section=AGAIN, seconds=QUESTION_S), PlanItem(section=NOTE, seconds=NOTE_S))


def _shares(count: int) -> list[int]:
    """Whole seconds that make three minutes; the first ones get what does not divide."""
    if not count:
        return []
    item, more = divmod(WALK_S, count)
    return [item + (place < more) for place in range(count)]


def new_review(action_ids: Sequence[str], version: int) -> Meeting:
    """A review's clock before it starts. ``version`` goes on from the meetings before it, so that no button that was
    drawn for one of those can be obeyed by this one."""
    return Meeting(kind="review", plan=plan_for(action_ids), version=version)


def replanned(meeting: Meeting, action_ids: Sequence[str]) -> Meeting:
    """The same review with the actions as they are now; only before it starts."""
    if meeting.status != "lobby":
        return meeting
    return meeting.model_copy(update={"plan": plan_for(action_ids)})


def answer_text(text: str) -> str:
    """A text of a review, without the spaces around it. BadInput when it is longer than LONGEST."""
    cleaned = text.strip()
    if len(cleaned) > LONGEST:
        raise BadInput(f"That is too long. {LONGEST} characters are the most that fit; link to the rest.")
    return cleaned


def is_due(review_on: date | None, met_on: date, reviewed_on: date | None, today: date) -> bool:
    """Whether a review is due: its day has come (two weeks after the meeting if none is set), and none was held since.

    One review is enough unless somebody set a later day for another.
    """
    if reviewed_on is not None:
        return review_on is not None and reviewed_on < review_on <= today
    return (review_on or met_on + REVIEW_AFTER) <= today


def counts(actions: Iterable[ReviewedAction]) -> dict[ActionState, int]:
    """How many of the actions are done, moved, dropped and open without a word, in this order."""
    found: dict[ActionState, int] = {"done": 0, "moved": 0, "dropped": 0, "open": 0}
    for action in actions:
        found[action.answer] += 1
    return found


def outcome_text(actions: Sequence[ReviewedAction]) -> str:
    """``2 done, 1 moved to a new date, 1 dropped, 1 still open``; empty when there were no actions."""
    texts = {"done": "done", "moved": "moved to a new date", "dropped": "dropped", "open": "still open"}
    return ", ".join(f"{count} {texts[state]}" for state, count in counts(actions).items() if count)


def title_in(place: Place, actions: Iterable[ReviewedAction]) -> str:
    """What a place of a meeting is called on a button or under the clock: an action by its first words."""
    action_id = action_of(place)
    found = next((item for item in actions if item.action_id == action_id), None) if action_id else None
    text = " ".join(found.text.split()) if found else ""
    if not text:
        return title_of(place)
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip(" ,.;:") + "…"
