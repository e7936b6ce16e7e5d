"""The log of a document: what people typed, as Yjs updates, in the order it became durable.

Append-only. Compaction puts a snapshot in the place of old updates in one transaction; revisions are never deleted.
All writers of one document queue on its row in `doc`, so its ids become visible in ascending order, also between
servers: asking for what is newer than the last id seen misses nothing. What the bytes mean is not known here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, null, select, update

from core.errors import Conflict, NotFound
from core.store.database import tables
from core.store.database.driver_statements import DriverStatements
from core.store.database.transaction import Transaction

# This is the path every keystroke takes: many rows in few statements, and none that is put together anew each time.
# On SQLite a writer is alone: one look tells the epochs, the last number given and the time. Plain SQL, because putting
# statements together cost more than the disk does (0.9 of 1.9 ms).
_LOOK_ON_SQLITE = (
    "SELECT id, epoch, last_update_id, (SELECT seq FROM sqlite_sequence WHERE name = 'doc_update'), "
    "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM doc WHERE id IN (SELECT value FROM json_each(?))"
)
_INSERT_ON_SQLITE = "INSERT INTO doc_update (id, doc_id, epoch, visitor_id, data, at) VALUES (?, ?, ?, ?, ?, ?)"
_MOVE_ON_ON_SQLITE = "UPDATE doc SET last_update_id = ? WHERE id = ?"
# On PostgreSQL each statement is a way there and back: one locks the documents, numbers the updates, stores them and
# moves the documents on. A row is numbered only when `fitting` has seen, and thereby locked, all documents.
_APPEND_ON_POSTGRESQL = """
WITH given AS (
    SELECT * FROM unnest(%(docs)s::text[], %(epochs)s::bigint[], %(visitors)s::text[], %(datas)s::bytea[])
    WITH ORDINALITY AS given (doc_id, epoch, visitor_id, data, nth)
), held AS MATERIALIZED (
    SELECT id, epoch, last_update_id FROM doc WHERE id = ANY (%(docs)s::text[]) ORDER BY id FOR NO KEY UPDATE
), fitting AS MATERIALIZED (
    SELECT NOT EXISTS (
        SELECT FROM given LEFT JOIN held ON held.id = given.doc_id WHERE held.epoch IS DISTINCT FROM given.epoch
    ) AS all_of_them
), numbered AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('doc_update', 'id')) AS id, ordered.* FROM (
        SELECT given.* FROM given CROSS JOIN fitting WHERE fitting.all_of_them ORDER BY nth
    ) AS ordered
), stored AS (
    INSERT INTO doc_update (id, doc_id, epoch, visitor_id, data, at)
    SELECT id, doc_id, epoch, visitor_id, data, coalesce(%(at)s::timestamptz, clock_timestamp()) FROM numbered
), moved AS (
    UPDATE doc SET last_update_id = (SELECT max(numbered.id) FROM numbered WHERE numbered.doc_id = doc.id)
    WHERE doc.id = ANY (%(docs)s::text[]) AND (SELECT all_of_them FROM fitting)
)
SELECT id, epoch, last_update_id, ARRAY (SELECT id FROM numbered ORDER BY nth) FROM held
"""
_STALE = "This document was replaced in the meantime. Reload the page; what you typed is kept here."


@dataclass(frozen=True)
class Doc:
    """``last_update_id`` is the newest id in its log, 0 while it is empty."""

    id: str
    postmortem_id: str
    kind: str
    owner: str | None
    epoch: int
    last_update_id: int


@dataclass(frozen=True)
class NewUpdate:
    doc_id: str
    epoch: int
    visitor_id: str | None
    data: bytes


class StoredUpdate(NamedTuple):
    """``visitor_id`` is None for what the server wrote itself and for a snapshot."""

    id: int
    data: bytes
    visitor_id: str | None


@dataclass(frozen=True)
class Revision:
    id: int
    doc_id: str
    at: datetime
    why: str
    by: str | None


def create_doc(tx: Transaction, doc_id: str, pm_id: str, kind: str = "shared", owner: str | None = None) -> Doc:
    made = {"id": doc_id, "postmortem_id": pm_id, "kind": kind, "owner": owner, "epoch": 1, "last_update_id": 0}
    tx.execute(tables.doc.insert().values(made))
    return Doc(doc_id, pm_id, kind, owner, epoch=1, last_update_id=0)


def doc(tx: Transaction, doc_id: str) -> Doc | None:
    found = tx.execute(select(tables.doc).where(tables.doc.c.id == doc_id)).one_or_none()
    return None if found is None else _doc(found)


def doc_of(tx: Transaction, pm_id: str) -> Doc | None:
    """The document that everybody of this postmortem shares."""
    mine = tables.doc.c.postmortem_id == pm_id, tables.doc.c.kind == "shared"
    found = tx.execute(select(tables.doc).where(*mine)).one_or_none()
    return None if found is None else _doc(found)


def lock(tx: Transaction, doc_id: str) -> Doc:
    """The document, which nobody else appends to, compacts or replaces until this transaction ends."""
    _lock(tx, {doc_id})
    found = doc(tx, doc_id)
    if found is None:
        raise NotFound()
    return found


def append(tx: DriverStatements, batch: Sequence[NewUpdate]) -> list[int]:
    """Store many updates, of one document or of several. Returns their ids, ascending, in the order given.

    Raises Conflict when an update belongs to another epoch of its document, and stores nothing of the batch then.
    """
    return append_behind(tx, batch)[0]


def append_behind(tx: DriverStatements, batch: Sequence[NewUpdate]) -> tuple[list[int], dict[str, int]]:
    """The same; also the newest id that each document's log held before."""
    if not batch:
        return [], {}
    return _append_on_sqlite(tx, batch) if tx.dialect == "sqlite" else _append_on_postgresql(tx, batch)


def _append_on_sqlite(tx: DriverStatements, batch: Sequence[NewUpdate]) -> tuple[list[int], dict[str, int]]:
    doc_ids = {new.doc_id for new in batch}
    found = tx.driver_sql(_LOOK_ON_SQLITE, (json.dumps(sorted(doc_ids)),))
    _same_epoch(batch, {row[0]: row[1] for row in found})
    _, _, _, last, now = found[0]
    at = tx.stamp() or now
    rows = [
        (number, new.doc_id, new.epoch, new.visitor_id, new.data, at)
        for number, new in enumerate(batch, start=(last or 0) + 1)
    ]
    tx.driver_sql(_INSERT_ON_SQLITE, rows)
    tx.driver_sql(_MOVE_ON_ON_SQLITE, [(newest, doc_id) for doc_id, newest in {row[1]: row[0] for row in rows}.items()])
    return [row[0] for row in rows], {row[0]: row[2] for row in found}


def _append_on_postgresql(tx: DriverStatements, batch: Sequence[NewUpdate]) -> tuple[list[int], dict[str, int]]:
    values = {
        "docs": [new.doc_id for new in batch],
        "epochs": [new.epoch for new in batch],
        "visitors": [new.visitor_id for new in batch],
        "datas": [new.data for new in batch],
        "at": tx.stamp(),
    }
    found = tx.driver_sql(_APPEND_ON_POSTGRESQL, values)
    _same_epoch(batch, {row[0]: row[1] for row in found})  # nothing was stored then
    return found[0][3], {row[0]: row[2] for row in found}


def updates_since(tx: Transaction, doc_id: str, last_id: int) -> list[StoredUpdate]:
    """What is newer than ``last_id``, oldest first; with the snapshot at its head if some of it was compacted."""
    u, s = tables.doc_update.c, tables.doc_snapshot.c
    snapshot = select(s.up_to_id.label("id"), s.state, null()).where(s.doc_id == doc_id, s.up_to_id > last_id)
    newer = select(u.id, u.data, u.visitor_id).where(u.doc_id == doc_id, u.id > last_id)
    # One statement, so that a compaction in between cannot take rows away from both halves.
    return [StoredUpdate(*row) for row in tx.execute(snapshot.union_all(newer).order_by("id"))]


def load(tx: Transaction, doc_id: str) -> list[bytes]:
    """Everything needed to build the document, the snapshot first."""
    return [stored.data for stored in updates_since(tx, doc_id, -1)]


def newest(tx: Transaction, doc_ids: Iterable[str] | None = None) -> dict[str, int]:
    """The newest update id of each document (of these, if given): what the slow poll looks at."""
    statement = select(tables.doc.c.id, tables.doc.c.last_update_id)
    if doc_ids is not None:
        statement = statement.where(tables.doc.c.id.in_(list(doc_ids)))
    return {row.id: row.last_update_id for row in tx.execute(statement)}


def compact(tx: Transaction, doc_id: str, snapshot: bytes, up_to_id: int) -> bool:
    """Put ``snapshot`` in the place of all updates up to ``up_to_id``.

    The snapshot must hold every update of the document up to that id: take `lock`, build it from `updates_since`
    in the same transaction, and give the last id of that.
    False, and nothing is changed, when a newer snapshot is there already.
    """
    _lock(tx, {doc_id})
    s, u = tables.doc_snapshot.c, tables.doc_update.c
    target = tx.execute(select(s.up_to_id).where(s.doc_id == doc_id)).scalar()
    if target is not None and target >= up_to_id:
        return False
    _put_snapshot(tx, doc_id, snapshot, up_to_id)
    tx.execute(tables.doc_update.delete().where(u.doc_id == doc_id, u.id <= up_to_id))
    return True


def start_epoch(tx: Transaction, doc_id: str, state: bytes) -> int:
    """Replace the document by ``state``. Browsers that hold the old one must not merge it: the epoch tells them."""
    epoch = _lock(tx, {doc_id})[doc_id] + 1
    tx.execute(tables.doc_update.delete().where(tables.doc_update.c.doc_id == doc_id))
    tx.execute(tables.doc_snapshot.delete().where(tables.doc_snapshot.c.doc_id == doc_id))
    tx.execute(update(tables.doc).where(tables.doc.c.id == doc_id).values(epoch=epoch))
    append(tx, [NewUpdate(doc_id, epoch, None, state)])
    return epoch


def add_revision(tx: Transaction, doc_id: str, why: str, by: str | None, state: bytes) -> int:
    """Keep the state of this moment for ever. An earlier state cannot be read back from a compacted log."""
    values = {"doc_id": doc_id, "at": tx.now(), "why": why, "by": by, "state": state}
    made: int = tx.execute(tables.doc_revision.insert().values(values).returning(tables.doc_revision.c.id)).scalar_one()
    return made


def revisions(tx: Transaction, doc_id: str) -> list[Revision]:
    """Oldest first, without their states: those may be large."""
    r = tables.doc_revision.c
    rows = tx.execute(select(r.id, r.doc_id, r.at, r.why, r.by).where(r.doc_id == doc_id).order_by(r.id))
    return [Revision(*row) for row in rows]


def revision_state(tx: Transaction, revision_id: int) -> bytes:
    r = tables.doc_revision.c
    state: bytes | None = tx.execute(select(r.state).where(r.id == revision_id)).scalar()
    if state is None:
        raise NotFound("There is no such earlier version. Choose one from the list.")
    return state


def rewrite_revision(tx: Transaction, revision_id: int, state: bytes) -> None:
    """Another state in the place of a kept one, for what must not be kept: a person's name."""
    r = tables.doc_revision.c
    tx.execute(update(tables.doc_revision).where(r.id == revision_id).values(state=state))


def _doc(row: Row[Any]) -> Doc:
    return Doc(row.id, row.postmortem_id, row.kind, row.owner, row.epoch, row.last_update_id)


def _lock(tx: Transaction, doc_ids: set[str]) -> dict[str, int]:
    """The epochs of these documents, which nobody else appends to until this transaction ends."""
    d = tables.doc.c
    # In the order of ids, so that two batches never wait for each other in a circle.
    statement = select(d.id, d.epoch).where(d.id.in_(sorted(doc_ids))).order_by(d.id).with_for_update(key_share=True)
    epochs = {row.id: row.epoch for row in tx.execute(statement)}
    if len(epochs) != len(doc_ids):
        raise NotFound()
    return epochs


def _same_epoch(batch: Sequence[NewUpdate], epochs: Mapping[str, int]) -> None:
    if any(new.doc_id not in epochs for new in batch):
        raise NotFound()
    if any(epochs[new.doc_id] != new.epoch for new in batch):
        raise Conflict(_STALE)


def _put_snapshot(tx: Transaction, doc_id: str, state: bytes, up_to_id: int) -> None:
    new = {"up_to_id": up_to_id, "state": state, "at": tx.now()}
    insert = tx.upsert(tables.doc_snapshot).values(doc_id=doc_id, **new)
    tx.execute(insert.on_conflict_do_update(index_elements=["doc_id"], set_=new))
