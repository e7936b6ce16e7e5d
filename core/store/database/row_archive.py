"""Every row of a database as plain values, and back: what a backup holds, on either kind of database.

A row is a dict of column name to value: text, whole numbers, true and false, nothing, moments and days as ISO text
(moments in UTC with microseconds), bytes as ``{"base64": …}``. The tables are read as the database has them and not as
this version of the code would, so that an older database can be backed up and an older backup can be restored.
The search index is not among the rows: it is made again from the words. Not here: files, and who may do this.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import LargeBinary, MetaData, Table, func, inspect, select, text

from core.errors import BadFile, BadInput, Conflict
from core.store.database.migrate import current_revision, is_table_of_ours, known_revisions, newest_revision, upgrade
from core.store.database.tables import metadata
from core.store.database.transaction import Transaction
from core.store.search import filling, full_text
from core.store.settings_kv import TRASH_SINCE, forget_setting
from core.store.similar import index as similar_index

Row = dict[str, Any]
Rows = Iterable[Mapping[str, Any]]

AT_ONCE = 200
"""Rows held in memory together. A row is at most a document of a megabyte or two."""
_STEPS = "alembic_version"

ODD = "This backup holds something that no Debrief wrote. Take another one."


def revision(tx: Transaction) -> str | None:
    """The schema that the database has, None when it has none yet."""
    return current_revision(tx.connection)


def knows(schema: str) -> bool:
    """Whether this version can bring that schema up to date."""
    return schema in known_revisions()


def newest() -> str:
    """The schema of this version."""
    return newest_revision()


def table_names(tx: Transaction) -> list[str]:
    """Those that hold what people and the instance made, in an order in which rows can be put back."""
    return [table.name for table in _tables(tx)]


def rows(tx: Transaction, name: str) -> Iterator[Row]:
    """All rows of a table, read a few at a time, in the order of its key."""
    table = Table(name, MetaData(), autoload_with=tx.connection, resolve_fks=False)  # this one table, not all of them
    found = tx.execute(
        select(table).order_by(*table.primary_key.columns).execution_options(stream_results=True, yield_per=AT_ONCE)
    )
    for row in found.mappings():
        yield {column: _plain(value) for column, value in row.items()}


def counts(tx: Transaction) -> dict[str, int]:
    """How many rows each table has. The schema is read once for all of them: that takes longer than counting."""
    return {table.name: tx.execute(select(func.count()).select_from(table)).scalar_one() for table in _tables(tx)}


def counters(tx: Transaction) -> dict[str, int]:
    """The last number given in each table that counts its rows: none may be given twice, not even after a restore."""
    if tx.dialect == "sqlite":
        return {name: number for name, number in tx.sql("SELECT name, seq FROM sqlite_sequence ORDER BY name")}
    found: dict[str, int] = {}
    for table in _tables(tx):
        if "id" not in table.c:
            continue
        sequence = tx.sql("SELECT pg_get_serial_sequence(:name, 'id')", name=table.name).scalar()
        if sequence is not None:
            last, called = tx.sql(f"SELECT last_value, is_called FROM {sequence}").one()  # noqa: S608 - its own name
            found[table.name] = last if called else 0
    return found


def is_filled(tx: Transaction) -> bool:
    """Whether there is a postmortem, the finished example included: somebody may have worked on it."""
    if "postmortem" not in inspect(tx.connection).get_table_names():
        return False
    return tx.sql("SELECT 1 FROM postmortem LIMIT 1").scalar() is not None


def refill(tx: Transaction, schema: str, read: Callable[[str], Rows], numbers: Mapping[str, int]) -> None:
    """Take away what is there, make the tables of ``schema`` and put ``read(table)`` into each.

    Inside one transaction of `Database.rebuild`, before `bring_up_to_date`. Raises BadFile for rows that do not fit.
    """
    _take_away(tx)
    upgrade(tx.connection, schema)
    for table in _tables(tx):
        _put(tx, table, read(table.name))
    _count_on(tx, numbers)


def bring_up_to_date(tx: Transaction) -> None:
    """The steps from the schema of the rows to the one of this version, and the indexes, which need all of them."""
    upgrade(tx.connection)
    forget_setting(tx, TRASH_SINCE)  # days in the trash count anew: somebody wants to look at what was restored
    full_text.rebuild_index(tx)
    filling.hide_closed(tx)
    similar_index.rebuild_index(tx)


def _tables(tx: Transaction) -> list[Table]:
    found = MetaData()
    found.reflect(tx.connection, only=lambda name, _: is_table_of_ours(name, "table") and name != _STEPS)
    return [table for table in found.sorted_tables if not table.name.startswith("sqlite_")]


def _take_away(tx: Transaction) -> None:
    """The index first: it hangs on the words. Other people's tables in the same place stay."""
    target = set(inspect(tx.connection).get_table_names())
    for made in ("search_index", "similar_term", "similar_index"):
        tx.sql(f"DROP TABLE IF EXISTS {made}")
    for table in reversed(_tables(tx)):
        if table.name in target and table.name in metadata.tables:
            tx.connection.execute(text(f'DROP TABLE "{table.name}"'))
    tx.sql(f"DROP TABLE IF EXISTS {_STEPS}")


def _put(tx: Transaction, table: Table, given: Rows) -> None:
    waiting: list[Row] = []
    for row in given:
        if not set(row) <= set(table.c.keys()):
            raise BadFile(ODD)
        waiting.append({name: _typed(table, name, value) for name, value in row.items()})
        if len(waiting) == AT_ONCE:
            _insert(tx, table, waiting)
            waiting = []
    if waiting:
        _insert(tx, table, waiting)


def _insert(tx: Transaction, table: Table, given: list[Row]) -> None:
    try:
        tx.execute(table.insert(), given)
    except (Conflict, BadInput) as cause:
        raise BadFile(ODD) from cause


def _count_on(tx: Transaction, numbers: Mapping[str, int]) -> None:
    countable = set(counters(tx)) if tx.dialect != "sqlite" else set(table_names(tx))
    for name, number in numbers.items():
        if name not in countable or number < 1:
            continue
        if tx.dialect == "sqlite":
            tx.sql("DELETE FROM sqlite_sequence WHERE name = :name", name=name)
            tx.sql("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)", name=name, seq=number)
        else:
            tx.sql("SELECT setval(pg_get_serial_sequence(:name, 'id'), :number)", name=name, number=number)


def _plain(value: object) -> object:
    """A value as JSON can hold it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return {"base64": base64.b64encode(bytes(value)).decode()}
    return value


def _typed(table: Table, name: str, value: object) -> object:
    """The same value as this column, in this kind of database, takes it."""
    if value is None:
        return None
    kind = table.c[name].type
    try:
        if isinstance(kind, LargeBinary):
            return base64.b64decode(value["base64"], validate=True)  # type: ignore[index] # a KeyError or TypeError tells
        if kind.python_type is datetime:
            return datetime.fromisoformat(str(value))
        if kind.python_type is date:
            return date.fromisoformat(str(value))
    except (ValueError, TypeError, KeyError, binascii.Error) as cause:
        raise BadFile(ODD) from cause
    return value
