"""Recording what became of an action item: done, moved, dropped, reopened, a new owner, a first date.

Progress is a log: entries are appended, never changed. A new date or owner is also written into the document, so that
the postmortem and the follow-up show the same. Reading is in ``action_queries``.
"""

from datetime import date
from typing import Final

from core.document.edit import set_action_due, set_action_owner
from core.domain.actions.action_view import ActionView
from core.domain.actions.overdue import is_closed
from core.domain.content.size_limits import require_supported_day
from core.domain.dates.zones import day_in
from core.domain.people.names import clean_name
from core.errors import BadInput, Conflict, NotFound
from core.services.app import App
from core.services.authority import require_writing
from core.services.documents.document_store import edit_in
from core.store import action_log, actions
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

LONGEST_NOTE: Final = 2000
_CLOSED: Final = "This action is closed. Reopen it first."


def mark_done(app: App, pm_id: str, action_id: str, evidence: str, by: Visitor | None) -> None:
    """Record that an action is done, with the evidence. Raises BadInput without it."""
    evidence = _required(evidence, "Done needs evidence: a link, a number, a test that passes.")
    with app.db.write() as tx:
        row = _writable_action(app, tx, pm_id, action_id, by)
        if row.state == "done":
            raise Conflict("This action is done already. Reopen it first if it is not.")
        action_log.add_progress(tx, pm_id, action_id, "done", evidence=evidence, visitor_id=_id(by))
    app.change_bus.publish("record", pm_id)


def move(app: App, pm_id: str, action_id: str, due: date, reason: str, by: Visitor | None) -> None:
    """Give the action another due date, in the postmortem too. Raises BadInput for a day that is not in the future."""
    reason = _required(reason, "Say in a few words why it moves; the next meeting learns from it.")
    with app.db.write() as tx:
        row = _writable_action(app, tx, pm_id, action_id, by)
        require_supported_day(due)
        if due <= day_in(row.zone, tx.now()):
            raise BadInput("Choose a day that is still to come.")
        _require_open(row)
        if due == row.due:
            raise BadInput("It is due on that day already. Choose another one.")
        changed = edit_in(tx, pm_id, set_action_due(action_id, due), _id(by))
        action_log.add_progress(tx, pm_id, action_id, "moved", note=reason, due=due, visitor_id=_id(by))
    _publish(app, pm_id, changed)


def drop(app: App, pm_id: str, action_id: str, reason: str, by: Visitor | None) -> None:
    """Record that an action will not be done. Raises BadInput without a reason."""
    reason = _required(reason, "Say why it is dropped. A dropped action with a reason is a decision.")
    with app.db.write() as tx:
        row = _writable_action(app, tx, pm_id, action_id, by)
        if row.state == "dropped":
            raise Conflict("This action is dropped already. Reopen it first if it should be done.")
        action_log.add_progress(tx, pm_id, action_id, "dropped", note=reason, visitor_id=_id(by))
    app.change_bus.publish("record", pm_id)


def reopen(app: App, pm_id: str, action_id: str, by: Visitor | None) -> None:
    """Open an action again that was done or dropped; earlier entries stay in its history."""
    with app.db.write() as tx:
        row = _writable_action(app, tx, pm_id, action_id, by)
        if not is_closed(row.state):
            raise Conflict("This action is open already.")
        action_log.add_progress(tx, pm_id, action_id, "open", visitor_id=_id(by))
    app.change_bus.publish("record", pm_id)


def set_owner(app: App, pm_id: str, action_id: str, owner: str, by: Visitor | None, reason: str = "") -> None:
    """Record who owns an action now, in the postmortem too; empty for nobody. The reason goes into the history.

    The first owner needs no reason, another one does. Raises BadInput, also for a name that cannot be shown.
    """
    cleaned = clean_name(owner) if owner.strip() else ""
    with app.db.write() as tx:
        row = _writable_action(app, tx, pm_id, action_id, by)
        _require_open(row)
        if cleaned == row.owner.strip():
            raise BadInput(f"{cleaned} owns it already." if cleaned else "Say who owns it from now on.")
        if row.owner.strip():
            reason = _required(reason, "Say in a few words why somebody else takes it.")
        note = _within_limit(reason.strip())
        changed = edit_in(tx, pm_id, set_action_owner(action_id, cleaned), _id(by))
        action_log.add_progress(tx, pm_id, action_id, action_log.OWNER, note=note, owner=cleaned, visitor_id=_id(by))
    _publish(app, pm_id, changed)


def set_due(app: App, pm_id: str, action_id: str, due: date, by: Visitor | None) -> None:
    """Give an action that has no date its first one, in the postmortem too. To change a date use ``move``."""
    with app.db.write() as tx:
        row = _writable_action(app, tx, pm_id, action_id, by)
        _require_open(row)
        if row.due is not None:
            raise Conflict("It has a date already. Move it, with a reason.")
        require_supported_day(due)
        if due < day_in(row.zone, tx.now()):
            raise BadInput("Choose a day that is still to come.")
        changed = edit_in(tx, pm_id, set_action_due(action_id, due), _id(by))
        action_log.add_progress(tx, pm_id, action_id, action_log.DATED, due=due, visitor_id=_id(by))
    _publish(app, pm_id, changed)


def _publish(app: App, pm_id: str, changed: bool) -> None:
    if changed:
        app.change_bus.publish("doc", pm_id)
    app.change_bus.publish("record", pm_id)


def _writable_action(app: App, tx: Transaction, pm_id: str, action_id: str, by: Visitor | None) -> ActionView:
    require_writing(app, tx, pm_id, by)
    selection = ActionFilter(closed=None, pm_id=pm_id, action_id=action_id, include_blank=True, include_unfinished=True)
    for row in actions.find(tx, selection):
        return row
    raise NotFound("This action is no longer in the postmortem. Reload the page to see what is there.")


def _require_open(row: ActionView) -> None:
    if is_closed(row.state):
        raise Conflict(_CLOSED)


def _required(text: str, sentence: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise BadInput(sentence)
    return _within_limit(stripped)


def _within_limit(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise BadInput(f"That is too long. {LONGEST_NOTE} characters are the most that fit; link to the rest.")
    return text


def _id(by: Visitor | None) -> str | None:
    return by.id if by else None
