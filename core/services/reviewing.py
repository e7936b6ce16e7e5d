"""A review inside somebody's transaction: which clock is current, what is walked, and what a review leaves behind.

Here the meeting's service learns what a review is. The verbs that pages use are in ``reviews``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import TypeAdapter

from core.domain.clock import Event, Meeting, MeetingFinished, MeetingReopened, MeetingStarted
from core.domain.review import Again, Answer, ReviewNote, State, Walked, new_review, replanned
from core.errors import Conflict
from core.services.documents import revise_in
from core.store import actions, invites, meetings, reviews, visitors
from core.store.actions import ActionRow
from core.store.reviews import ReviewRow
from core.store.transaction import Transaction

CODE_LIVES_ON: Final = timedelta(days=1)
_WALK: Final = TypeAdapter(tuple[Walked, ...])
_STATES: Final[dict[str, State]] = {"open": "open", "moved": "moved", "done": "done", "dropped": "dropped"}


@dataclass(frozen=True)
class Looked:
    """A review as it stands. ``walk`` is in the order it is walked; ``answer`` and ``note`` as they were saved."""

    id: int
    walk: tuple[Walked, ...]
    answer: Answer
    note: str


def current(tx: Transaction, pm_id: str) -> Meeting:
    """The clock that counts now: the review's from its opening on, unless its sync was never held and it is over."""
    sync = meetings.load_meeting(tx, pm_id) or Meeting()
    review = meetings.load_meeting(tx, pm_id, "review")
    if review is None or (review.status == "finished" and sync.status != "finished"):
        return sync
    return review


def opened(tx: Transaction, pm_id: str, by: str | None) -> Meeting:
    """A new review in its lobby, stored. Raises Conflict while a meeting runs or a review waits already."""
    sync = meetings.load_meeting(tx, pm_id) or Meeting()
    before = meetings.load_meeting(tx, pm_id, "review")
    if sync.status in ("running", "paused"):
        raise Conflict("The meeting is still running. Finish it first; the review looks back at it.")
    if before is not None and before.status != "finished":
        raise Conflict("The review is open already. Its room shows where it is.")
    version = max(sync.version, before.version if before else 0) + 1
    review = new_review([each.action_id for each in to_walk(tx, pm_id)], version)
    meetings.save_meeting(tx, pm_id, review, before.version if before else None)
    reviews.begin(tx, pm_id, by)
    invites.end_code(tx, pm_id, None)
    return review


def renewed(tx: Transaction, pm_id: str, meeting: Meeting) -> Meeting:
    """The review with the actions as they are at its start."""
    return replanned(meeting, [each.action_id for each in to_walk(tx, pm_id)])


def keep(tx: Transaction, pm_id: str, meeting: Meeting, events: Iterable[Event], by: str) -> None:
    """What a command leaves behind besides the clock: the walk at the start, the note at the end."""
    row = reviews.latest(tx, pm_id)
    for event in events:
        match event:
            case MeetingStarted() if row is not None:
                _keep_walk(tx, row, to_walk(tx, pm_id))
            case MeetingFinished():
                revise_in(tx, pm_id, "review", by)
                invites.end_code(tx, pm_id, event.at + CODE_LIVES_ON)
                if row is not None:
                    _keep_walk(tx, row, walk_of(tx, pm_id, meeting, row))
                    reviews.end(tx, row.id, event.at, by)
            case MeetingReopened():
                invites.end_code(tx, pm_id, None)
                if row is not None:
                    reviews.end(tx, row.id, None, None)


def look(tx: Transaction, pm_id: str, meeting: Meeting) -> Looked | None:
    """The review that this clock belongs to; None for a clock of another kind."""
    row = reviews.latest(tx, pm_id) if meeting.kind == "review" else None
    if row is None:
        return None
    return Looked(row.id, walk_of(tx, pm_id, meeting, row), answer_of(row), row.note)


def answer_of(row: ReviewRow) -> Answer:
    return Answer(again=Again(row.again) if row.again in set(Again) else None, because=row.because)


def to_walk(tx: Transaction, pm_id: str) -> tuple[Walked, ...]:
    """The open actions in the order they are walked: what was promised first comes first, what has no date last."""
    rows = [row for row in actions.open_actions(tx, pm_id=pm_id) if row.text.strip() or row.owner.strip()]
    return tuple(_walked(row, row, None) for row in sorted(rows, key=lambda row: (row.due is None, row.due)))


def walk_of(tx: Transaction, pm_id: str, meeting: Meeting, row: ReviewRow) -> tuple[Walked, ...]:
    """The walk as it stands: what is open before the start, what was taken along since then, as kept after the end."""
    if meeting.started_at is None:
        return to_walk(tx, pm_id)
    taken = _WALK.validate_json(row.walk)
    if meeting.status == "finished" and row.finished_at is not None:
        return taken
    there = {
        each.action_id: each
        for each in (*actions.open_actions(tx, pm_id=pm_id), *actions.open_actions(tx, pm_id=pm_id, closed=True))
    }
    return tuple(_walked(each, there.get(each.action_id), meeting.started_at) for each in taken)


def _walked(then: Walked | ActionRow, now: ActionRow | None, since: datetime | None) -> Walked:
    """``then``: as it was when the review began; ``now``: as it is, None if its row was taken out of the document."""
    promised = then.promised if isinstance(then, Walked) else then.due
    if now is None:
        kept = then if isinstance(then, Walked) else None
        return kept or Walked(action_id=then.action_id, text=then.text, promised=promised)
    fresh = since is not None and now.changed_at is not None and now.changed_at >= since
    dated = since is not None and promised is None and now.due is not None and now.state == "open"
    return Walked(
        action_id=now.action_id,
        text=now.text,
        owner=now.owner,
        promised=promised,
        due=now.due,
        done_when=now.done_when,
        state="moved" if dated else _STATES.get(now.state, "open"),
        said=(now.evidence or now.note) if fresh else "",
        in_review=fresh or dated,
    )


def _keep_walk(tx: Transaction, row: ReviewRow, walk: Sequence[Walked]) -> None:
    reviews.keep_walk(tx, row.id, json.dumps(_WALK.dump_python(tuple(walk), mode="json")))


def notes(tx: Transaction, pm_id: str) -> tuple[ReviewNote, ...]:
    """What the finished reviews left on the postmortem, the oldest first."""
    return tuple(_note(tx, row) for row in reviews.finished(tx, pm_id))


def _note(tx: Transaction, row: ReviewRow) -> ReviewNote:
    answer = answer_of(row)
    who = visitors.visitor(tx, row.finished_by) if row.finished_by else None
    return ReviewNote(
        at=row.finished_at or row.opened_at,
        by=who.name if who else "",
        again=answer.again,
        because=answer.because,
        note=row.note,
        actions=_WALK.validate_json(row.walk),
    )
