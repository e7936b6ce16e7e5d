"""Noting an event in the audit log, inside the transaction that does it: both are stored, or neither is."""

import logging
from typing import Final

from core.domain.audit import AuditEvent
from core.domain.people.guest_names import recorded_name
from core.errors import StorageTrouble
from core.services.app import App
from core.store import audit, closed
from core.store.database.transaction import Transaction
from core.store.people import visitors
from core.store.people.visitors import Visitor

OPERATOR: Final = "the operator"
SERVER: Final = "the server"
SCRIPT: Final = "a script with the key"
UNKNOWN: Final = "somebody on this computer"
_LONGEST: Final = 200

Taker = Visitor | str | None
"""Who takes a file: a visitor, or whoever else by a name. None is not noted: who has a shell reads the database."""

_log = logging.getLogger(__name__)


def note(tx: Transaction, event: AuditEvent, pm_id: str | None, visitor_id: str | None, detail: str = "") -> None:
    """``visitor_id`` None is whoever runs the server. ``detail`` is a role, a format, which key: no words of people."""
    if visitor_id is None:
        name = OPERATOR
    else:
        found = visitors.visitor(tx, visitor_id)
        name = recorded_name(found.name) if found is not None else "someone"
    note_as(tx, event, pm_id, visitor_id, name, detail)


def note_as(
    tx: Transaction,
    event: AuditEvent,
    pm_id: str | None,
    visitor_id: str | None,
    name: str,
    detail: str = "",
    *,
    is_closed: bool | None = None,
) -> None:
    """The same under a name that is known already, or no visitor's: the server's own work, a script.

    ``is_closed`` says whether the postmortem is, for a caller who knows.
    """
    shut = pm_id is not None and (closed.is_closed(tx, pm_id) if is_closed is None else is_closed)
    audit.append(tx, event, pm_id, visitor_id, name, detail[:_LONGEST], closed=shut)


def note_export(app: App, pm_id: str | None, fmt: str, taker: Taker) -> None:
    """In a transaction of its own, as a file is made from what was read. A full disk keeps nobody from their words."""
    if taker is None:
        return
    who, name = (taker, "") if isinstance(taker, Visitor) else (None, taker)
    try:
        with app.db.write() as tx:
            if who is not None:
                note(tx, AuditEvent.EXPORTED, pm_id, who.id, fmt)
            else:
                note_as(tx, AuditEvent.EXPORTED, pm_id, None, name, fmt)
    except StorageTrouble as error:
        _log.warning("an export could not be noted in the audit log: %s", error.sentence)
