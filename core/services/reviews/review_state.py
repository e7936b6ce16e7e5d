"""The state of a review, read within a transaction: the meeting that is current, its actions, its answer, its notes.

What people do with a review is in ``lifecycle`` and ``answers``; what its clock leaves behind in ``review_clock``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from pydantic import TypeAdapter

from core.domain.actions.action_view import ActionState, ActionView
from core.domain.clock.state import Meeting
from core.domain.people.guest_names import recorded_name
from core.domain.review import Answer, ReviewedAction, ReviewNote, WouldRecur
from core.services.tracker.answers import proposed_in
from core.store import actions, meetings, reviews
from core.store.database.transaction import Transaction
from core.store.people import visitors
from core.store.reviews import ReviewRow

_SNAPSHOT: Final = TypeAdapter(tuple[ReviewedAction, ...])
_ANSWERS: Final = frozenset(WouldRecur)


@dataclass(frozen=True)
class ReviewState:
    """A review as it is now. ``actions`` in the order of the review; ``answer`` and ``note`` as they were saved.

    ``chosen`` are the ids of those that the meeting chose; ``links`` lead from an id to the action's issue, as typed;
    ``answers`` are sentences about what its tracker says of it, where that is not so here.
    """

    id: int
    actions: tuple[ReviewedAction, ...]
    answer: Answer
    note: str
    chosen: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def current_meeting(tx: Transaction, pm_id: str) -> Meeting:
    """The meeting whose clock counts now: the review from its opening on, unless its sync was never held and it is
    over."""
    sync = meetings.load_meeting(tx, pm_id) or Meeting()
    review = meetings.load_meeting(tx, pm_id, "review")
    if review is None or (review.status == "finished" and sync.status != "finished"):
        return sync
    return review


def review_state(tx: Transaction, pm_id: str, meeting: Meeting) -> ReviewState | None:
    """The review that this clock belongs to; None for a clock of another kind."""
    row = reviews.latest(tx, pm_id) if meeting.kind == "review" else None
    if row is None:
        return None
    reviewed = reviewed_actions(tx, pm_id, meeting, row)
    chosen, links = actions.chosen_ids(tx, pm_id), actions.links(tx, pm_id)
    answers = proposed_in(tx, pm_id)
    return ReviewState(row.id, reviewed, answer_of(row), row.note, chosen, links, answers)


def answer_of(row: ReviewRow) -> Answer:
    return Answer(again=WouldRecur(row.again) if row.again in _ANSWERS else None, because=row.because)


def actions_to_review(tx: Transaction, pm_id: str) -> tuple[ReviewedAction, ...]:
    """The open actions in the order of a review: the chosen before the others, the earliest due first, no date last."""
    rows = [row for row in actions.open_actions(tx, pm_id=pm_id) if row.text.strip() or row.owner.strip()]
    in_order = sorted(rows, key=lambda row: (not row.chosen, row.due is None, row.due))
    return tuple(_snapshot(row, since=None, due_before=row.due) for row in in_order)


def reviewed_actions(tx: Transaction, pm_id: str, meeting: Meeting, row: ReviewRow) -> tuple[ReviewedAction, ...]:
    """The review's actions: before its start those that are open, then those of its start, after its end as stored."""
    if meeting.started_at is None:
        return actions_to_review(tx, pm_id)
    if meeting.status == "finished" and row.finished_at is not None:
        return _stored_actions(row)
    return current_actions(tx, pm_id, meeting, row)


def current_actions(tx: Transaction, pm_id: str, meeting: Meeting, row: ReviewRow) -> tuple[ReviewedAction, ...]:
    """The actions of the review's start as they are now, also when the review is over."""
    now = {
        item.action_id: item
        for item in (*actions.open_actions(tx, pm_id=pm_id), *actions.open_actions(tx, pm_id=pm_id, closed=True))
    }
    return tuple(
        _snapshot(now[stored.action_id], since=meeting.started_at, due_before=stored.due_before)
        if stored.action_id in now
        else stored  # its row was taken out of the document
        for stored in _stored_actions(row)
    )


def save_reviewed_actions(tx: Transaction, row: ReviewRow, found: Sequence[ReviewedAction]) -> None:
    reviews.save_reviewed_actions(tx, row.id, json.dumps(_SNAPSHOT.dump_python(tuple(found), mode="json")))


def update_reviewed_action(tx: Transaction, pm_id: str, meeting: Meeting, row: ReviewRow, action_id: str) -> None:
    """In a review that is over: store this action as it is now, and leave the others as they are stored."""
    now = {item.action_id: item for item in current_actions(tx, pm_id, meeting, row)}
    stored = _stored_actions(row)
    save_reviewed_actions(tx, row, [now[item.action_id] if item.action_id == action_id else item for item in stored])


def review_notes(tx: Transaction, pm_id: str) -> tuple[ReviewNote, ...]:
    """What the finished reviews left on the postmortem, the oldest first."""
    return tuple(_note(tx, row) for row in reviews.finished(tx, pm_id))


def _stored_actions(row: ReviewRow) -> tuple[ReviewedAction, ...]:
    return _SNAPSHOT.validate_json(row.actions_json)


def _snapshot(action: ActionView, since: datetime | None, due_before: date | None) -> ReviewedAction:
    """The action as it is now. ``since``: the start of the review, None before it; later changes are its answers."""
    changed = since is not None and action.changed_at is not None and action.changed_at >= since
    got_first_date = since is not None and due_before is None and action.due is not None and action.state == "open"
    return ReviewedAction(
        action_id=action.action_id,
        text=action.text,
        owner=action.owner,
        due_before=due_before,
        due=action.due,
        done_when=action.done_when,
        state="moved" if got_first_date else _answer_state(action),
        explanation=action.explanation if changed else "",
        in_review=changed or got_first_date,
    )


def _answer_state(action: ActionView) -> ActionState:
    return "open" if action.state == "declined" else action.state  # the record holds no declined actions


def _note(tx: Transaction, row: ReviewRow) -> ReviewNote:
    answer = answer_of(row)
    who = visitors.visitor(tx, row.finished_by) if row.finished_by else None
    stored = _stored_actions(row)
    return ReviewNote(
        at=row.finished_at or row.opened_at,
        by=recorded_name(who.name) if who else "",
        again=answer.again,
        because=answer.because.strip(),
        note=row.note.strip(),
        actions=tuple(item.model_copy(update={"explanation": item.explanation.strip()}) for item in stored),
    )
