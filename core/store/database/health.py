"""Checks for damage below the level of a postmortem: the file, the tables, their shape, the log of each document.

Each finding is a sentence for whoever runs the server. Nothing is changed here. What documents say is the services'.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from core.errors import DebriefError, StorageTrouble
from core.store.database import row_archive, sqlite, tables
from core.store.database.engine import Database
from core.store.database.migrate import is_table_of_ours
from core.store.database.tables import metadata
from core.store.database.transaction import Transaction

MOST = 20
RESTORE = "Stop Debrief, keep a copy of what is there, and restore the last backup."


def findings(db: Database) -> list[str]:
    """Everything that is wrong, at most ``MOST`` sentences a check. Never raises for a database that is damaged."""
    found: list[str] = []
    try:
        with db.read() as tx:
            found += _told(tx, _sqlite if tx.dialect == "sqlite" else _postgresql)
            found += _told(tx, _shape)
            if not found:  # tables that are missing or broken fail below in ways that say less
                found += _told(tx, _rows) or _told(tx, _logs)
    except StorageTrouble as error:
        found.append(error.operator)
    return found + list(_rights(db))


def _told(tx: Transaction, check: Callable[[Transaction], Iterator[str]]) -> list[str]:
    """What one check finds. A database so broken that the check itself fails is a finding too."""
    found: list[str] = []
    try:
        found += check(tx)
    except StorageTrouble as error:
        found.append(f"{error.operator} {RESTORE}")
    except (DebriefError, SQLAlchemyError, ValueError, TypeError) as error:
        found.append(f"The database cannot be read to its end ({type(error).__name__}). {RESTORE}")
    return found


def _shape(tx: Transaction) -> Iterator[str]:
    """Tables, columns and indexes that this version needs and the database lacks, or the other way round."""
    from alembic.autogenerate import compare_metadata  # large, and of no use to a server
    from alembic.runtime.migration import MigrationContext

    options = {"compare_type": False, "include_name": lambda name, kind, _parents: is_table_of_ours(name, kind)}
    context = MigrationContext.configure(tx.connection, opts=options)
    for difference in compare_metadata(context, metadata)[:MOST]:
        for step in difference if isinstance(difference, list) else [difference]:
            yield f"The tables are not those of this version ({_step(step)}). {RESTORE}"


def _step(step: tuple[object, ...]) -> str:
    texts = [str(part.name) if hasattr(part, "name") else str(part) for part in step if part is not None]
    return " ".join(texts)[:120]


def _sqlite(tx: Transaction) -> Iterator[str]:
    for row in tx.sql(f"PRAGMA quick_check({MOST})").all():
        if row[0] != "ok":
            yield f"The database file is damaged ({str(row[0])[:160]}). {RESTORE}"
    for row in tx.sql("PRAGMA foreign_key_check").all()[:MOST]:
        yield f"A row of the table {row[0]} belongs to a row of {row[2]} that is not there. {RESTORE}"


def _postgresql(tx: Transaction) -> Iterator[str]:
    """PostgreSQL checks its own indexes where the extension amcheck is installed."""
    if tx.sql("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'").scalar() is None:
        return
    indexes = tx.sql(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam "
        "WHERE c.relkind = 'i' AND a.amname = 'btree' AND c.relnamespace = current_schema()::regnamespace"
    ).all()
    for (name,) in indexes:
        try:
            tx.sql("SELECT bt_index_check(CAST(:name AS regclass))", name=name).all()
        except DebriefError:
            yield f"The index {name} is damaged. Run REINDEX INDEX {name}, then this again."
            return  # the transaction cannot go on


def _rows(tx: Transaction) -> Iterator[str]:
    """Every row of every table is read and understood."""
    for name in row_archive.table_names(tx):
        try:
            for _ in row_archive.rows(tx, name):
                pass
        except (DebriefError, SQLAlchemyError, ValueError, TypeError) as error:
            yield f"The table {name} cannot be read to its end ({type(error).__name__}). {RESTORE}"
            if tx.dialect == "postgresql":
                return


def _logs(tx: Transaction) -> Iterator[str]:
    """The newest update that a document knows of is the newest one in its log."""
    d, u = tables.doc.c, tables.doc_update.c
    newest = select(u.doc_id, func.max(u.id).label("id")).group_by(u.doc_id).subquery()
    rows = tx.execute(
        select(d.postmortem_id, d.last_update_id, newest.c.id)
        .join(newest, newest.c.doc_id == d.id, isouter=True)
        .where(d.last_update_id != func.coalesce(newest.c.id, 0))
        .limit(MOST)
    )
    for pm_id, known, target in rows:
        yield f"The log of {pm_id} ends at update {target or 0} and should end at {known}: words are missing. {RESTORE}"


def _rights(db: Database) -> Iterator[str]:
    """Only the owner may read the file: it holds the workspace key and everything that was written."""
    if db.dialect != "sqlite" or os.name == "nt":
        return
    for path in sqlite.open_to_others(Path(db.place)):
        mode = path.stat().st_mode & 0o777
        yield f"Other users of this computer can read {path} (mode {mode:o}). Run: chmod 600 {path}"
