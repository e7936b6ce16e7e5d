"""What the clock of a review stores besides itself: the review's row, its actions at start and end, a revision.

Called by the services of meetings and reviews within their transaction; the clock's own rules are in
``core.domain.clock``.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from core.domain import revision
from core.domain.clock.state import Event, Meeting, MeetingFinished, MeetingReopened, MeetingStarted
from core.domain.review import new_review, replanned
from core.errors import Conflict
from core.services.documents.document_store import revise_in
from core.services.reviews.review_state import actions_to_review, reviewed_actions, save_reviewed_actions
from core.store import meetings, reviews
from core.store.database.transaction import Transaction
from core.store.people import invites

CODE_VALID_AFTER_END: Final = timedelta(days=1)


def create_review(tx: Transaction, pm_id: str, by: str | None) -> Meeting:
    """A new review in its lobby, stored. Raises Conflict while a meeting runs or a review waits already."""
    sync = meetings.load_meeting(tx, pm_id) or Meeting()
    before = meetings.load_meeting(tx, pm_id, "review")
    if sync.status in ("running", "paused"):
        raise Conflict("The meeting is still running. Finish it first; the review looks back at it.")
    if before is not None and before.status != "finished":
        raise Conflict("The review is open already. Its room shows where it is.")
    version = max(sync.version, before.version if before else 0) + 1
    review = new_review([action.action_id for action in actions_to_review(tx, pm_id)], version)
    meetings.save_meeting(tx, pm_id, review, before.version if before else None)
    reviews.begin(tx, pm_id, by)
    invites.end_code(tx, pm_id, None)
    return review


def plan_with_open_actions(tx: Transaction, pm_id: str, meeting: Meeting) -> Meeting:
    """The review with the actions that are open now; called at its start."""
    return replanned(meeting, [action.action_id for action in actions_to_review(tx, pm_id)])


def store_events(tx: Transaction, pm_id: str, meeting: Meeting, events: Iterable[Event], by: str) -> None:
    """At the start store the actions; at the end the actions, the end and a revision; reopening takes the end back."""
    row = reviews.latest(tx, pm_id)
    for event in events:
        if reason := revision.reason_for(event, "review"):
            revise_in(tx, pm_id, reason, by)
        match event:
            case MeetingStarted() if row is not None:
                save_reviewed_actions(tx, row, actions_to_review(tx, pm_id))
            case MeetingFinished():
                invites.end_code(tx, pm_id, event.at + CODE_VALID_AFTER_END)
                if row is not None:
                    save_reviewed_actions(tx, row, reviewed_actions(tx, pm_id, meeting, row))
                    reviews.end(tx, row.id, event.at, by)
            case MeetingReopened():
                invites.end_code(tx, pm_id, None)
                if row is not None:
                    reviews.end(tx, row.id, None, None)
