"""The trash: moving a postmortem there, restoring it, deleting it for good."""

from collections.abc import Iterable

from core.domain.audit import AuditEvent
from core.errors import Conflict, NotFound
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_postmortem, require_workspace
from core.store import incident_links, postmortems, webhooks
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor


def trash(app: App, pm_id: str, by: Visitor | None) -> None:
    """Put a postmortem into the trash; its rooms close. Raises WorkspaceLocked, NotFound."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        require_postmortem(tx, pm_id)
        linked = incident_links.linked_with(tx, [pm_id])
        postmortems.trash(tx, pm_id)
        note(tx, AuditEvent.TRASHED, pm_id, by.id if by else None)
    announce_deleted(app, [pm_id], linked)


def restore(app: App, pm_id: str, by: Visitor | None) -> None:
    """Take a postmortem out of the trash, as it was."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        _trashed(tx, pm_id)
        postmortems.restore(tx, pm_id)
        note(tx, AuditEvent.RESTORED, pm_id, by.id if by else None)
        linked = incident_links.linked_with(tx, [pm_id])
    announce_deleted(app, [pm_id], linked)


def purge(app: App, pm_id: str, by: Visitor | None) -> None:
    """Delete a postmortem that is in the trash, with everything that belongs to it, for good."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        _trashed(tx, pm_id)
        linked = incident_links.linked_with(tx, [pm_id])
        note(tx, AuditEvent.DELETED, pm_id, by.id if by else None)
        purge_in(tx, pm_id)
    announce_deleted(app, [pm_id], linked)


def empty_trash(app: App, by: Visitor | None) -> int:
    """Delete everything that is in the trash, for good. Returns how many postmortems that were.

    Each in a transaction of its own: nobody in a meeting waits for all of them. What is put back meanwhile stays.
    """
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        ids = [row.id for row in postmortems.in_trash(tx)]
    return sum(_deleted(app, pm_id, by, durable=pm_id == ids[-1]) for pm_id in ids)


def _deleted(app: App, pm_id: str, by: Visitor | None, *, durable: bool) -> bool:
    """False when it is not in the trash any more."""
    with app.db.write(durable=durable) as tx:  # the last commit brings those before it to the disk
        require_workspace(app, tx, by)
        row = postmortems.get(tx, pm_id)
        if row is None or row.trashed_at is None:
            return False
        linked = incident_links.linked_with(tx, [pm_id])
        note(tx, AuditEvent.DELETED, pm_id, by.id if by else None)
        purge_in(tx, pm_id)
    announce_deleted(app, [pm_id], linked)
    return True


def purge_in(tx: Transaction, pm_id: str) -> None:
    """Everything that belongs to it, also what no reference leads to: messages that name it."""
    webhooks.QUEUE.forget_about(tx, pm_id)
    postmortems.purge(tx, pm_id)


def announce_deleted(app: App, pm_ids: Iterable[str], linked: Iterable[str]) -> None:
    """Their rooms close, or open. ``linked``: the rooms of these show titles, on the shared screen too."""
    for pm_id in pm_ids:
        app.change_bus.publish("trash", pm_id)
    for pm_id in linked:
        app.change_bus.publish("meeting", pm_id)
        app.change_bus.publish("record", pm_id)


def _trashed(tx: Transaction, pm_id: str) -> None:
    row = postmortems.get(tx, pm_id)
    if row is None:
        raise NotFound()
    if row.trashed_at is None:
        raise Conflict("This postmortem is not in the trash. Reload the page to see where it is.")
