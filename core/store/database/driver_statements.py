"""Statements as the driver takes them, for the path of every keystroke.

SQLAlchemy around a transaction of three short statements costs more than SQLite's own work for it: half a millisecond
of a key on its way. Everything else is written with it, in `transaction`.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Engine

Clock = Callable[[], datetime]
Values = tuple[Any, ...] | list[tuple[Any, ...]] | dict[str, Any]
"""Of one row, or a list of several; by name where the driver takes names."""


class DriverStatements(Protocol):
    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""

    def stamp(self) -> str | None:
        """The time of a clock that stands in for the database's, as SQLite keeps it. None when there is none."""

    def driver_sql(self, statement: str, values: Values) -> Sequence[Sequence[Any]]:
        """The rows that a statement returns. Values are not converted."""


def stamped(clock: Clock | None) -> str | None:
    return clock().astimezone(UTC).isoformat(timespec="microseconds") if clock is not None else None


class SqliteStatements:
    """A transaction without SQLAlchemy. Its errors are sqlite3's own, which `translate_errors` knows."""

    dialect = "sqlite"

    def __init__(self, driver: sqlite3.Connection, clock: Clock | None) -> None:
        self._driver = driver
        self._clock = clock

    def stamp(self) -> str | None:
        return stamped(self._clock)

    def driver_sql(self, statement: str, values: Values) -> Sequence[Sequence[Any]]:
        if isinstance(values, list):
            self._driver.executemany(statement, values)
            return []
        return self._driver.execute(statement, values).fetchall()


@contextmanager
def driver_connection(engine: Engine) -> Iterator[Any]:
    """A connection of the engine's driver, for the block."""
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()


@contextmanager
def transaction_of(driver: sqlite3.Connection) -> Iterator[None]:
    """Stored when the block ends, and taken back when it raises."""
    try:
        driver.execute("BEGIN IMMEDIATE")
        yield
        driver.execute("COMMIT")
    except BaseException:
        driver.rollback()  # nothing where SQLite has ended the transaction by itself
        raise
