"""Carrying an open action of an earlier incident over into this one's document.

It is copied: the earlier one keeps its action as it is, open until somebody reports on it. Where it came from is kept
beside the document, because everybody in the room reads the document and only the workspace may know of the other
incident.
"""

import hashlib

from core.document.edit import put_row
from core.domain.actions.overdue import is_closed
from core.domain.dates.zones import day_in
from core.domain.postmortem import ActionRow
from core.errors import Conflict, NotFound
from core.services.app import App
from core.services.documents.document_store import edit_in
from core.services.memory.links import require_both
from core.store import actions, incident_links
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

CLOSED = "This action is closed already. Reload the page to see what is still open."
NOT_THERE = "This action is no longer in the earlier postmortem. Reload the page to see what is there."


def carry_over(app: App, pm_id: str, from_id: str, action_id: str, by: Visitor | None) -> str:
    """Put an open action of ``from_id`` behind the actions here, with its owner and, if it is to come, its date.

    Returns its id here; twice makes no second one. Raises WorkspaceLocked, NotFound, and Conflict for a closed one.
    """
    who = by.id if by else None
    with app.db.write() as tx:
        require_both(app, tx, pm_id, from_id, by)
        row = _open_action(tx, from_id, action_id)
        changed = edit_in(tx, pm_id, put_row("actions", row), who)
        incident_links.note_carried(tx, pm_id, row.id, from_id, action_id, who)
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
    return row.id


def id_here(from_id: str, action_id: str) -> str:
    """The id of the row that a carried-over action gets: the same whoever carries it over, and however often."""
    return "c_" + hashlib.sha256(f"{from_id}/{action_id}".encode(errors="replace")).hexdigest()[:20]


def _open_action(tx: Transaction, from_id: str, action_id: str) -> ActionRow:
    selection = ActionFilter(closed=None, pm_id=from_id, action_id=action_id, include_unfinished=True)
    found = next(iter(actions.find(tx, selection)), None)
    if found is None:
        raise NotFound(NOT_THERE)
    if is_closed(found.state):
        raise Conflict(CLOSED)
    to_come = found.due is not None and found.due >= day_in(found.zone, tx.now())
    return ActionRow(
        id=id_here(from_id, action_id),
        text=found.text,
        owner=found.owner,
        due=found.due if to_come else None,
        kind=found.kind,
        done_when=found.done_when,
        link=found.link,
    )
