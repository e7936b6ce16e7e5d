"""What became of the actions: the promise is not kept by the meeting alone. The one door to follow-up.

Progress is a log, nothing said before is changed. A new date or owner is also written into the document, so that the
postmortem and the follow-up say the same. How promises are read is in ``promises``.
"""

from datetime import date
from typing import Final

from core.document.edit import set_action_due, set_action_owner
from core.domain.names import clean_name
from core.errors import BadInput, Conflict, NotFound
from core.services.app import App
from core.services.authority import require_writing
from core.services.documents import edit_in
from core.services.promises import (
    LONGEST_QUERY,
    NOBODY,
    PAGE,
    Asked,
    Board,
    Incident,
    Owner,
    Promise,
    State,
    Step,
    board,
    foremost,
    overdue,
    overdue_count,
    promises,
    same_owner,
    tally,
)
from core.store import actions
from core.store.actions import ActionRow, Which
from core.store.transaction import Transaction
from core.store.visitors import Visitor

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_QUERY",
    "NOBODY",
    "PAGE",
    "Asked",
    "Board",
    "Incident",
    "Owner",
    "Promise",
    "State",
    "Step",
    "board",
    "drop",
    "foremost",
    "mark_done",
    "move",
    "overdue",
    "overdue_count",
    "promises",
    "reopen",
    "same_owner",
    "set_due",
    "set_owner",
    "tally",
]

LONGEST_NOTE: Final = 2000
_CLOSED: Final = "This action is closed. Reopen it first."


def mark_done(app: App, pm_id: str, action_id: str, evidence: str, by: Visitor | None) -> None:
    """Say that an action is done, and how that can be seen. Raises BadInput without evidence."""
    said = _said(evidence, "Say how one can see that it is done: a link, a number, a test that passes.")
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if row.state == "done":
            raise Conflict("This action is done already. Reopen it first if it is not.")
        actions.add_progress(tx, pm_id, action_id, "done", evidence=said, visitor_id=_id(by))
    app.bell.ring("record", pm_id)


def move(app: App, pm_id: str, action_id: str, due: date, reason: str, by: Visitor | None) -> None:
    """Promise the action for another day, in the postmortem too. Raises BadInput for a day that is not to come."""
    said = _said(reason, "Say in a few words why it moves; the next meeting learns from it.")
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if due <= tx.now().date():
            raise BadInput("Choose a day that is still to come.")
        _still_open(row)
        if due == row.due:
            raise BadInput("It is promised for that day already. Choose another one.")
        actions.add_progress(tx, pm_id, action_id, "moved", note=said, due=due, visitor_id=_id(by))
        changed = edit_in(tx, pm_id, set_action_due(action_id, due), _id(by))
    _ring(app, pm_id, changed)


def drop(app: App, pm_id: str, action_id: str, because: str, by: Visitor | None) -> None:
    """Decide that an action will not be done. Raises BadInput without a because."""
    said = _said(because, "Say why it is dropped. A dropped action with a reason is a decision.")
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if row.state == "dropped":
            raise Conflict("This action is dropped already. Reopen it first if it should be done.")
        actions.add_progress(tx, pm_id, action_id, "dropped", note=said, visitor_id=_id(by))
    app.bell.ring("record", pm_id)


def reopen(app: App, pm_id: str, action_id: str, by: Visitor | None) -> None:
    """Open an action again that was done or dropped; what was said before stays in its history."""
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        if row.state not in actions.CLOSED:
            raise Conflict("This action is open already.")
        actions.add_progress(tx, pm_id, action_id, "open", visitor_id=_id(by))
    app.bell.ring("record", pm_id)


def set_owner(app: App, pm_id: str, action_id: str, owner: str, by: Visitor | None, reason: str = "") -> None:
    """Say who owns an action now, in the postmortem too; empty for nobody. History keeps it with the reason.

    The first owner needs no reason, another one does. Raises BadInput, also for a name that cannot be shown.
    """
    cleaned = clean_name(owner) if owner.strip() else ""
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        _still_open(row)
        if cleaned == row.owner.strip():
            raise BadInput(f"{cleaned} owns it already." if cleaned else "Say who owns it from now on.")
        said = _said(reason, "Say in a few words why somebody else takes it.") if row.owner.strip() else reason.strip()
        actions.add_progress(
            tx, pm_id, action_id, actions.OWNER, note=_fitting(said), owner=cleaned, visitor_id=_id(by)
        )
        changed = edit_in(tx, pm_id, set_action_owner(action_id, cleaned), _id(by))
    _ring(app, pm_id, changed)


def set_due(app: App, pm_id: str, action_id: str, due: date, by: Visitor | None) -> None:
    """Give an action that has no date its first one, in the postmortem too. To change a date use ``move``."""
    with app.db.write() as tx:
        row = _action(app, tx, pm_id, action_id, by)
        _still_open(row)
        if row.due is not None:
            raise Conflict("It has a date already. Move it, with a reason.")
        if due < tx.now().date():
            raise BadInput("Choose a day that is still to come.")
        actions.add_progress(tx, pm_id, action_id, actions.DATED, due=due, visitor_id=_id(by))
        changed = edit_in(tx, pm_id, set_action_due(action_id, due), _id(by))
    _ring(app, pm_id, changed)


def _ring(app: App, pm_id: str, changed: bool) -> None:
    if changed:
        app.bell.ring("doc", pm_id)
    app.bell.ring("record", pm_id)


def _action(app: App, tx: Transaction, pm_id: str, action_id: str, by: Visitor | None) -> ActionRow:
    require_writing(app, tx, pm_id, by)
    for row in actions.find(tx, Which(closed=None, pm_id=pm_id, action_id=action_id, blank=True)):
        return row
    raise NotFound("This action is no longer in the postmortem. Reload the page to see what is there.")


def _still_open(row: ActionRow) -> None:
    if row.state in actions.CLOSED:
        raise Conflict(_CLOSED)


def _said(words: str, sentence: str) -> str:
    said = words.strip()
    if not said:
        raise BadInput(sentence)
    return _fitting(said)


def _fitting(words: str) -> str:
    if len(words) > LONGEST_NOTE:
        raise BadInput(f"That is too long. {LONGEST_NOTE} characters are the most that fit; link to the rest.")
    return words


def _id(by: Visitor | None) -> str | None:
    return by.id if by else None
