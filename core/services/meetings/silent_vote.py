"""Choosing the few actions that count: a silent vote, or a facilitator's hand.

Dots are kept per person in the database until the vote is revealed or called off, and never in the shared document,
which every browser holds whole. Nothing here depends on how often it is asked: each command names the vote it means,
and one that was done already is done. Not here: what the dots say together (``core.domain.actions.vote``).
"""

from collections.abc import Callable, Collection
from typing import Final

from core.document.chosen import choose
from core.domain.actions.vote import GONE, Tally, tally, votable, with_chosen, with_dot
from core.domain.permissions import Permission
from core.domain.postmortem import Postmortem
from core.errors import Conflict, NotFound
from core.services.app import App
from core.services.authority import require_member_permission
from core.services.documents.document_store import edit_in, project_in
from core.services.documents.records import postmortem_of
from core.services.reviews import review_state
from core.store import postmortems, votes
from core.store.database.transaction import Transaction
from core.store.people.members import Member
from core.store.votes import VoteRow

TOPIC: Final = "vote"
"""On the change bus: rooms read the vote again, and no panel is drawn anew."""

OVER: Final = "The meeting is over. Reopen it to choose again."
ANOTHER: Final = "Somebody opened or ended a vote a moment before you. The list shows where it is now."
NOT_OPEN: Final = "This vote is over. The list shows what came of it."
NOTHING: Final = "There is no action to vote for yet. Write the actions down first."
OPEN: Final = "A silent vote is open. Reveal it or call it off first."


def start(app: App, member: Member, seen: int) -> int:
    """Open a vote. ``seen`` is the number of the latest one on the screen, 0 for none. Returns the new number.

    Raises Conflict when another was opened meanwhile, when the meeting is over, or when it has no action.
    """
    with app.db.write() as tx:
        _require_going(tx, member, Permission.CHOOSE)
        row = votes.lock(tx, member.postmortem_id)
        if row is not None and row.status == "open" and row.number == seen + 1:
            return row.number  # somebody pressed at the same time, or the answer got lost
        if (row.number if row else 0) != seen or (row is not None and row.status == "open"):
            raise Conflict(ANOTHER)
        if not votable(project_in(tx, member.postmortem_id).postmortem):
            raise Conflict(NOTHING)
        if not votes.open_vote(tx, member.postmortem_id, seen + 1):
            raise Conflict(ANOTHER)
    app.change_bus.publish(TOPIC, member.postmortem_id)
    return seen + 1


def give_dot(app: App, member: Member, number: int, action_id: str) -> frozenset[str]:
    """Give an action one of one's dots. Returns what one gave dots to. Raises Conflict, NotFound."""

    def change(tx: Transaction, mine: frozenset[str]) -> frozenset[str]:
        return with_dot(mine, action_id, _candidates(tx, member.postmortem_id, action_id))

    return _change_dots(app, member, number, change)


def take_dot(app: App, member: Member, number: int, action_id: str) -> frozenset[str]:
    """Take a dot back; one that was never given is back already. Returns what one gave dots to. Raises Conflict."""
    return _change_dots(app, member, number, lambda _, mine: mine - {action_id})


def reveal(app: App, member: Member, number: int) -> Tally:
    """Count the dots, choose the actions whose place is clear, and forget who gave which dot. Twice is harmless.

    Raises Conflict when this vote was called off.
    """
    with app.db.write() as tx:
        _require_going(tx, member, Permission.CHOOSE)
        row = _vote(tx, member.postmortem_id, number)
        if row.status == "revealed":
            return Tally.model_validate_json(row.result)
        _require_open(row)
        postmortem = project_in(tx, member.postmortem_id).postmortem
        found = tally(votes.dots(tx, member.postmortem_id), votable(postmortem))
        votes.end(tx, member.postmortem_id, "revealed", found.model_dump_json())
        changed = found.people > 0 and edit_in(tx, member.postmortem_id, choose(found.chosen), None)
    _publish(app, member.postmortem_id, changed)
    return found


def close(app: App, member: Member, number: int) -> None:
    """Call an open vote off, its dots are gone; or put the counts of a revealed one away. Twice is harmless."""
    with app.db.write() as tx:
        _require_going(tx, member, Permission.CHOOSE)
        row = _vote(tx, member.postmortem_id, number)
        votes.end(tx, member.postmortem_id, "closed", row.result)
    app.change_bus.publish(TOPIC, member.postmortem_id)


def choose_action(app: App, member: Member, action_id: str, *, chosen: bool) -> None:
    """Choose one action by hand, or let go of it. Raises NotFound, and Conflict beyond three or in an open vote."""
    with app.db.write() as tx:
        _require_going(tx, member, Permission.CHOOSE)
        row = votes.lock(tx, member.postmortem_id)
        if row is not None and row.status == "open":
            raise Conflict(OPEN)
        postmortem = project_in(tx, member.postmortem_id).postmortem
        if chosen and all(action.id != action_id for action in postmortem.actions):
            raise NotFound(GONE)
        now = with_chosen(_chosen(postmortem), action_id, chosen)
        changed = edit_in(tx, member.postmortem_id, choose(now), member.visitor_id)
    _publish(app, member.postmortem_id, changed)


def end_in(tx: Transaction, pm_id: str) -> None:
    """The meeting is over: an open vote is called off, so that nobody's dots are kept."""
    row = votes.lock(tx, pm_id)
    if row is not None and row.status == "open":
        votes.end(tx, pm_id, "closed", "")


def _change_dots(
    app: App, member: Member, number: int, change: Callable[[Transaction, frozenset[str]], frozenset[str]]
) -> frozenset[str]:
    with app.db.write() as tx:
        _require_going(tx, member, Permission.WRITE)
        _require_open(_vote(tx, member.postmortem_id, number))
        before = votes.dots_of(tx, member.postmortem_id, member.visitor_id)
        now = change(tx, before)
        if now != before:
            votes.save_dots(tx, member.postmortem_id, member.visitor_id, now)
    if now != before:
        app.change_bus.publish(TOPIC, member.postmortem_id)
    return now


def _candidates(tx: Transaction, pm_id: str, action_id: str) -> Collection[str]:
    """The record may be seconds behind: an action that it lacks is looked for in the document."""
    record = postmortems.record(tx, pm_id)
    found = votable(postmortem_of(record)) if record is not None else ()
    return found if action_id in found else votable(project_in(tx, pm_id).postmortem)


def _chosen(postmortem: Postmortem) -> tuple[str, ...]:
    return tuple(action.id for action in postmortem.actions if action.chosen)


def _require_going(tx: Transaction, member: Member, permission: Permission) -> None:
    require_member_permission(tx, member, permission)
    meeting = review_state.current_meeting(tx, member.postmortem_id)
    if meeting.kind != "sync" or meeting.status == "finished":
        raise Conflict(OVER)


def _vote(tx: Transaction, pm_id: str, number: int) -> VoteRow:
    row = votes.lock(tx, pm_id)
    if row is None or row.number != number:
        raise Conflict(ANOTHER)
    return row


def _require_open(row: VoteRow) -> None:
    if row.status != "open":
        raise Conflict(NOT_OPEN)


def _publish(app: App, pm_id: str, changed: bool) -> None:
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
    app.change_bus.publish(TOPIC, pm_id)
