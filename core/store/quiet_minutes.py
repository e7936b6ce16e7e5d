"""The quiet minute of a meeting at rest: its latest round, and the drafts that nobody but their authors may see.

Whoever changes anything takes the round with ``lock`` first: no draft comes between reading and deleting them.
"""

from sqlalchemy import ColumnElement, func, select

from core.domain.quiet_minute import Draft, QuietMinute
from core.store.database import tables
from core.store.database.transaction import Transaction

_Q, _D = tables.quiet_minute.c, tables.quiet_draft.c


def load(tx: Transaction, pm_id: str) -> QuietMinute:
    state = tx.execute(select(_Q.state).where(_Q.postmortem_id == pm_id)).scalar()
    return QuietMinute() if state is None else QuietMinute.model_validate_json(state)


def lock(tx: Transaction, pm_id: str) -> QuietMinute:
    """The same; nobody else changes it or its drafts before this transaction ends."""
    empty = tx.upsert(tables.quiet_minute).values(postmortem_id=pm_id, state=QuietMinute().model_dump_json())
    tx.execute(empty.on_conflict_do_nothing())
    held = select(_Q.state).where(_Q.postmortem_id == pm_id).with_for_update()
    return QuietMinute.model_validate_json(tx.execute(held).scalar_one())


def save(tx: Transaction, pm_id: str, minute: QuietMinute) -> None:
    """Of one that was locked."""
    tx.execute(tables.quiet_minute.update().where(_Q.postmortem_id == pm_id).values(state=minute.model_dump_json()))


def put_draft(tx: Transaction, pm_id: str, draft: Draft) -> None:
    values = {"field": draft.field, "text": draft.text, "updated_at": tx.now()}
    insert = tx.upsert(tables.quiet_draft).values(postmortem_id=pm_id, visitor_id=draft.author, id=draft.id, **values)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "visitor_id", "id"], set_=values))


def remove_draft(tx: Transaction, pm_id: str, visitor_id: str, draft_id: str) -> None:
    mine = _D.postmortem_id == pm_id, _D.visitor_id == visitor_id, _D.id == draft_id
    tx.execute(tables.quiet_draft.delete().where(*mine))


def drafts_of(tx: Transaction, pm_id: str, visitor_id: str) -> list[Draft]:
    """In no order that tells when they were written."""
    return _drafts(tx, pm_id, _D.visitor_id == visitor_id)


def characters(tx: Transaction, pm_id: str, without: str) -> int:
    """Of all drafts together, but for the one of that id."""
    found = select(func.coalesce(func.sum(func.length(_D.text)), 0)).where(_D.postmortem_id == pm_id, _D.id != without)
    return int(tx.execute(found).scalar_one())


def writers(tx: Transaction, pm_id: str) -> frozenset[str]:
    """Who has a draft."""
    return frozenset(tx.execute(select(_D.visitor_id).distinct().where(_D.postmortem_id == pm_id)).scalars())


def take_drafts(tx: Transaction, pm_id: str) -> list[Draft]:
    """Everybody's, which are gone with that."""
    found = _drafts(tx, pm_id)
    tx.execute(tables.quiet_draft.delete().where(_D.postmortem_id == pm_id))
    return found


def _drafts(tx: Transaction, pm_id: str, *which: ColumnElement[bool]) -> list[Draft]:
    columns = _D.id, _D.visitor_id, _D.field, _D.text
    rows = tx.execute(select(*columns).where(_D.postmortem_id == pm_id, *which).order_by(_D.visitor_id, _D.id))
    return [Draft(id=row.id, author=row.visitor_id, field=row.field, text=row.text) for row in rows]
