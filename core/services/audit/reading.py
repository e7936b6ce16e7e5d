"""Reading the audit log: a page of it for those in the workspace, as a table, and all of it for the operator."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.audit import DEFAULT_DAYS, LEAST_DAYS, MOST_DAYS, AuditEvent
from core.errors import BadInput
from core.export.actions_csv import safe_cell
from core.services.app import App
from core.services.authority import require_workspace, require_workspace_reading
from core.store import audit, settings_kv
from core.store.audit import Line as Line
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

PAGE: Final = 50
MOST_IN_A_FILE: Final = 50_000
DROPPED_AT_ONCE: Final = 2_000
"""Lines: a writer's turn of some milliseconds."""
_COLUMNS: Final = ("at", "name", "visitor", "event", "postmortem", "detail")


@dataclass(frozen=True)
class AuditQuery:
    """Which lines are wanted. ``days`` back from now; ``name`` and ``pm_id`` as they stand there, empty for all."""

    days: int | None = None
    event: AuditEvent | None = None
    name: str = ""
    pm_id: str = ""


@dataclass(frozen=True)
class AuditPage:
    """``more``: there are older ones. ``names``: who stands in the log."""

    lines: tuple[Line, ...]
    more: bool
    names: tuple[str, ...]
    days_kept: int


def page(app: App, query: AuditQuery, by: Visitor | None, limit: int = PAGE) -> AuditPage:
    """The latest lines first. None about a closed postmortem in which ``by`` was not named. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        found = _lines(tx, query, limit + 1)
        return AuditPage(tuple(found[:limit]), len(found) > limit, tuple(audit.names(tx)), days_kept_in(tx))


def all_lines(app: App, since: datetime | None) -> list[Line]:
    """For the operator, the oldest first."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, None)
        return audit.lines(tx, since=since)[::-1]


def as_csv(app: App, query: AuditQuery, by: Visitor | None) -> bytes:
    """The lines of a query as a table, at most MOST_IN_A_FILE. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        found = _lines(tx, query, MOST_IN_A_FILE)
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for line in found:
        cells = line.at.isoformat(), line.name, line.visitor_id, line.event, line.postmortem_id, line.detail
        table.writerow([safe_cell(cell or "") for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def days_kept(app: App) -> int:
    with app.db.read() as tx:
        return days_kept_in(tx)


def days_kept_in(tx: Transaction) -> int:
    stored = settings_kv.get_setting(tx, settings_kv.AUDIT_DAYS)
    return int(stored) if stored and stored.isdecimal() else DEFAULT_DAYS


def set_days_kept(app: App, days: int, by: Visitor | None) -> None:
    """What is older is dropped by the server within the hour. Raises WorkspaceLocked, BadInput."""
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise BadInput(f"Keep the log for {LEAST_DAYS} to {MOST_DAYS} days.")
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.AUDIT_DAYS, str(days))


def drop_old(app: App) -> int:
    """Drop what is older than the team wants to keep, some at a time: others write in between. Returns how many."""
    dropped = 0
    while True:
        with app.db.write() as tx:
            some = audit.forget(tx, tx.now() - timedelta(days=days_kept_in(tx)), DROPPED_AT_ONCE)
        dropped += some
        if some < DROPPED_AT_ONCE:
            return dropped


def _lines(tx: Transaction, query: AuditQuery, limit: int) -> list[Line]:
    since = tx.now() - timedelta(days=query.days) if query.days is not None else None
    return audit.lines(tx, since=since, event=query.event, name=query.name, pm_id=query.pm_id, limit=limit)
