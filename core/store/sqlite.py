"""How SQLite is told to behave: WAL, durable commits, writers that queue instead of failing."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from core.errors import StorageTrouble

READERS = 8
MORE_READERS = 24


def engines(url: URL, patience: float) -> tuple[Engine, Engine]:
    """The engine for reading and the engine for writing."""
    if not url.database or url.database == ":memory:":
        raise StorageTrouble(
            "Debrief keeps its data in a file. Give DEBRIEF_DATABASE_URL a path, as in sqlite:///data/debrief.db."
        )
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as cause:
        raise StorageTrouble(
            "The folder of the database cannot be made. Check DEBRIEF_DATABASE_URL and the rights on the folder."
        ) from cause
    return _engine(url, patience, writes=False), _engine(url, patience, writes=True)


def _engine(url: URL, patience: float, *, writes: bool) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # what people typed, and secrets, are not written into a log with an error
        poolclass=QueuePool,
        # One connection for writing: the pool is the queue, first come, first served, woken without polling.
        pool_size=1 if writes else READERS,
        max_overflow=0 if writes else MORE_READERS,
        pool_timeout=patience,
        # No transactions opened behind our back by the driver: `_begin` says which kind it is to be.
        connect_args={"timeout": patience, "check_same_thread": False, "isolation_level": None},
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: Any) -> None:
        _settle(connection, patience)
        connection.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def opened_by_others(writer: Engine) -> bool:
    """Whether another process has the file open: SQLite leaves its WAL only for the last one that is there."""
    with writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a connection that is open has one
        patience = driver.execute("PRAGMA busy_timeout").fetchone()[0]
        driver.execute("PRAGMA busy_timeout=0")
        try:
            driver.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as trouble:
            if trouble.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return True
        finally:
            driver.execute(f"PRAGMA busy_timeout={patience}")
        _use_wal(driver, patience / 1000)
    return False


def _settle(connection: sqlite3.Connection, patience: float) -> None:
    _use_wal(connection, patience)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _use_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Changing to WAL does not wait for a lock by itself; two processes that start together would trip over it."""
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as trouble:
            if trouble.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
