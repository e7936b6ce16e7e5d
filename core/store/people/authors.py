"""Who wrote in a postmortem, and when: kept beside the log, which forgets it when it is compacted.

Who made an update stands in the log while it is new; `note_new` takes that over. Not here: what was written.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, text

from core.store.database import tables
from core.store.database.transaction import Transaction

_A = tables.author.c

# One statement that both databases know. It runs with each projection, so it reads only what is newer than the record.
_NOTE: Final = text(
    "INSERT INTO author (postmortem_id, visitor_id, first_at, last_at) "
    "SELECT doc.postmortem_id, doc_update.visitor_id, min(doc_update.at), max(doc_update.at) "
    "FROM doc JOIN doc_update ON doc_update.doc_id = doc.id "
    "WHERE doc.postmortem_id = :pm AND doc.kind = 'shared' AND doc_update.visitor_id IS NOT NULL "
    "AND doc_update.id > coalesce((SELECT last_update_id FROM record WHERE postmortem_id = :pm), 0) "
    "GROUP BY doc.postmortem_id, doc_update.visitor_id "
    "ON CONFLICT (postmortem_id, visitor_id) DO UPDATE SET last_at = excluded.last_at"
)


@dataclass(frozen=True)
class Author:
    """``name`` is the one the visitor goes by now; the moments are of their first and their latest change."""

    visitor_id: str
    name: str
    first_at: datetime
    last_at: datetime


def note_new(tx: Transaction, pm_id: str) -> None:
    """Keep who wrote since the record was made. Call it before the record moves on, and before the log is compacted."""
    tx.execute(_NOTE, {"pm": pm_id})


def note(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    """Keep that this visitor wrote just now, where the log does not say so: a version brought back has no author."""
    now = tx.now()
    insert = tx.upsert(tables.author).values(postmortem_id=pm_id, visitor_id=visitor_id, first_at=now, last_at=now)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "visitor_id"], set_={"last_at": now}))


def authors(tx: Transaction, pm_id: str, since: datetime | None = None) -> list[Author]:
    """Who wrote, the latest first; only those who wrote after ``since``, if it is given."""
    columns = _A.visitor_id, tables.visitor.c.name, _A.first_at, _A.last_at
    named = tables.author.join(tables.visitor, tables.visitor.c.id == _A.visitor_id)
    statement = select(*columns).select_from(named).where(_A.postmortem_id == pm_id)
    if since is not None:
        statement = statement.where(_A.last_at > since)
    return [Author(*row) for row in tx.execute(statement.order_by(_A.last_at.desc(), _A.visitor_id))]
