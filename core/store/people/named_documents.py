"""What documents and their kept versions say, many postmortems in one question: for looking through all of them.

Rows are read a few at a time. What the bytes mean is not known here.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Table, select

from core.store.database import tables
from core.store.database.transaction import Transaction

_AT_ONCE: Final = 50
"""States of large meetings have a megabyte and more."""
_D, _R = tables.doc.c, tables.record.c


class Said(NamedTuple):
    """The record of a document; empty while none was made. ``is_current``: it holds all of the log."""

    postmortem_id: str
    doc_id: str
    postmortem_json: str
    is_current: bool


def postmortem_ids(tx: Transaction) -> list[str]:
    """Of all with a document that is shared, in the trash or not, by id."""
    return list(tx.execute(select(_D.postmortem_id).where(_D.kind == "shared").order_by(_D.postmortem_id)).scalars())


def records(tx: Transaction, pm_ids: Sequence[str]) -> Iterator[Said]:
    both = tables.doc.outerjoin(tables.record, _R.postmortem_id == _D.postmortem_id)
    columns = _D.postmortem_id, _D.id, _R.postmortem_json, _R.last_update_id == _D.last_update_id
    mine = _D.postmortem_id.in_(list(pm_ids)), _D.kind == "shared"
    for pm_id, doc_id, text, is_current in tx.execute(select(*columns).select_from(both).where(*mine)).all():
        yield Said(pm_id, doc_id, text or "", bool(is_current))


def log_bytes(tx: Transaction, pm_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each update and each snapshot of their logs, with the id of its postmortem."""
    yield from _bytes(tx, tables.doc_update, "data", pm_ids)
    yield from _bytes(tx, tables.doc_snapshot, "state", pm_ids)


def kept_states(tx: Transaction, pm_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Each version that is kept of them."""
    yield from _bytes(tx, tables.doc_revision, "state", pm_ids)


def _bytes(tx: Transaction, table: Table, column: str, pm_ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    found = select(_D.postmortem_id, table.c[column]).join(tables.doc, _D.id == table.c.doc_id)
    mine = found.where(_D.postmortem_id.in_(list(pm_ids)), _D.kind == "shared")
    for pm_id, data in tx.execute(mine.execution_options(stream_results=True, yield_per=_AT_ONCE)):
        yield pm_id, bytes(data)
