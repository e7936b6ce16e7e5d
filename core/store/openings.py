"""What a facilitator did with the overdue action items at the opening of a meeting: shown to everybody, or gone on.

Kept in the log of the meeting's events under a kind of its own, so that the clock's log stays the clock's.
"""

from datetime import datetime

from sqlalchemy import func, select

from core.store.database import tables
from core.store.database.transaction import Transaction

KIND = "opening"
SHOWN, GONE_ON = "shown", "gone_on"


def note(tx: Transaction, pm_id: str, name: str, by: str) -> None:
    """``name`` is SHOWN or GONE_ON; ``by`` the visitor."""
    values = {"postmortem_id": pm_id, "kind": KIND, "name": name, "at": tx.now(), "by": by, "data": "{}"}
    tx.execute(tables.meeting_event.insert().values(**values))


def latest(tx: Transaction, pm_id: str) -> dict[str, datetime]:
    """When each was done last; nothing for what was not."""
    e = tables.meeting_event.c
    statement = select(e.name, func.max(e.at)).where(e.postmortem_id == pm_id, e.kind == KIND).group_by(e.name)
    return dict(tuple(row) for row in tx.execute(statement))
