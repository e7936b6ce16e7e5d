"""How long what is in the trash is kept: the server deletes it after some days, with everything that belongs to it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from core.domain.audit import AuditEvent
from core.errors import BadInput
from core.services.app import App
from core.services.audit import reading
from core.services.audit.noting import OPERATOR, SERVER, note_as
from core.services.authority import require_workspace
from core.services.postmortems.trashing import announce_deleted, purge_in
from core.store import incident_links, postmortems, settings_kv
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor
from core.store.postmortems import InTrash

DEFAULT_DAYS: Final = 30
LEAST_DAYS, MOST_DAYS = 1, 3650


def trash_days(app: App) -> int:
    with app.db.read() as tx:
        return trash_days_in(tx)


def trash_days_in(tx: Transaction) -> int:
    stored = settings_kv.get_setting(tx, settings_kv.TRASH_DAYS)
    return int(stored) if stored and stored.isdecimal() else DEFAULT_DAYS


def set_trash_days(app: App, days: int, by: Visitor | None) -> None:
    """For what is in the trash already, too. Raises WorkspaceLocked, BadInput."""
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise BadInput(f"Keep the trash for {LEAST_DAYS} to {MOST_DAYS} days.")
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.TRASH_DAYS, str(days))


def deletion(tx: Transaction) -> Callable[[datetime], datetime]:
    """When something that was put into the trash at a moment is deleted. Read once for all that is there.

    The days count from the first start of a Debrief that deletes, and from a restore: nothing that lay there for long
    is gone before anybody could look.
    """
    begun = settings_kv.get_setting(tx, settings_kv.TRASH_SINCE)
    counted_from = datetime.fromisoformat(begun) if begun else tx.now()
    days = timedelta(days=trash_days_in(tx))
    return lambda trashed_at: max(trashed_at, counted_from) + days


def begin_counting(tx: Transaction) -> None:
    """At each start of the server: the first one counts."""
    settings_kv.keep_setting(tx, settings_kv.TRASH_SINCE, tx.now().isoformat())


def due(app: App, *, everything: bool = False) -> list[InTrash]:
    """What is in the trash and would be deleted now; with ``everything`` all that is there."""
    with app.db.read(UNRESTRICTED) as tx:
        return _due(tx, everything=everything)


def empty_old_trash(app: App, *, everything: bool = False, by_operator: bool = False) -> list[str]:
    """Delete it, each in a transaction of its own. Returns the ids."""
    gone = []
    for row in due(app, everything=everything):
        with app.db.write(UNRESTRICTED) as tx:
            now = postmortems.get(tx, row.id)
            if now is None or not _is_due(tx, now.trashed_at, everything=everything):
                continue  # somebody put it back a moment ago
            linked = incident_links.linked_with(tx, [row.id])
            name = OPERATOR if by_operator else SERVER
            note_as(tx, AuditEvent.DELETED, row.id, None, name, f"after {trash_days_in(tx)} days in the trash")
            purge_in(tx, row.id)
        announce_deleted(app, [row.id], linked)
        gone.append(row.id)
    return gone


def keep_house(app: App) -> int:
    """What the server does regularly: old trash and old lines of the audit log. Returns how many went."""
    with app.db.write() as tx:
        begin_counting(tx)
    return len(empty_old_trash(app)) + reading.drop_old(app)


def _due(tx: Transaction, *, everything: bool) -> list[InTrash]:
    now, until = tx.now(), deletion(tx)
    return [row for row in postmortems.in_trash(tx) if everything or until(row.trashed_at) <= now]


def _is_due(tx: Transaction, trashed_at: datetime | None, *, everything: bool) -> bool:
    return trashed_at is not None and (everything or deletion(tx)(trashed_at) <= tx.now())
