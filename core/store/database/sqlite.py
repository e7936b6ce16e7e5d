"""The configuration of SQLite: WAL, durable commits, writers that queue instead of failing."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from core.errors import StorageTrouble

_DURABLE = "PRAGMA synchronous=FULL"
WAL_BYTES = 1_000 * (4_096 + 24)
"""SQLite copies the WAL into the database when it holds 1,000 pages, and writes the next ones over them."""
_BEYOND = 200 * 4_096
"""For the transaction that passes the thousand, and for what memory keeps of this one."""
_FEW_PAGES = 20
READERS = 8
MORE_READERS = 24


def engines(url: URL, patience: float, *, readonly: bool = False) -> tuple[Engine, Engine]:
    """The engine for reading and the engine for writing. With ``readonly`` no file is made or changed."""
    if not url.database or url.database == ":memory:":
        raise StorageTrouble(
            "Debrief keeps its data in a file. Give DEBRIEF_DATABASE_URL a path, as in sqlite:///data/debrief.db."
        )
    path = Path(url.database).absolute()
    if not readonly:
        _make_private(path)
    return _engine(path, patience, writes=False, readonly=readonly), _engine(
        path, patience, writes=True, readonly=readonly
    )


def _make_private(path: Path) -> None:
    """The file holds the workspace key and what people wrote: only its owner may read it, whoever made the folder.

    SQLite gives its -wal and -shm the rights of the file, so those of the file are settled before it is opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as cause:
        raise StorageTrouble(
            f"The folder {path.parent} cannot be made: {cause.strerror}. Check DEBRIEF_DATA, DEBRIEF_DATABASE_URL and "
            "the rights on the folder."
        ) from cause
    with contextlib.suppress(OSError):  # a file of another user, or a folder that is read-only: SQLite says so itself
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for name in files_of(path):
        with contextlib.suppress(OSError):
            if name.stat().st_mode & 0o077:
                name.chmod(0o600)


def files_of(path: Path) -> tuple[Path, ...]:
    """The files of a database that may be there."""
    return path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def open_to_others(path: Path) -> tuple[Path, ...]:
    """Which of its files somebody else than the owner may read or write."""
    return tuple(name for name in files_of(path) if name.exists() and name.stat().st_mode & 0o077)


def _engine(path: Path, patience: float, *, writes: bool, readonly: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        address = f"file:{quote(str(path))}{'?mode=ro' if readonly else ''}"
        # No transactions opened behind our back by the driver: `_begin` says which kind it is to be.
        return sqlite3.connect(address, uri=True, timeout=patience, check_same_thread=False, isolation_level=None)

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=connect,
        hide_parameters=True,  # what people typed, and secrets, are not written into a log with an error
        poolclass=QueuePool,
        # One connection for writing, for which the writers of this process take turns (`writer_turns`).
        pool_size=1 if writes else READERS,
        max_overflow=0 if writes else MORE_READERS,
        pool_timeout=patience,
        # The connection that was used last, so that as few as are needed fill their memory of pages and statements,
        # a megabyte each, and the others stay empty.
        pool_use_lifo=True,
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: Any) -> None:
        if not readonly:
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


@contextlib.contextmanager
def not_waiting_for_disk(connection: Connection) -> Iterator[None]:
    """For a transaction that begins and ends in the block: its commit writes to the WAL and does not flush it.

    It reaches the disk with the next commit that does, or with a checkpoint; the order of commits stays.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a connection that is open has one
    driver.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        driver.execute(_DURABLE)


def lengthen_wal(driver: sqlite3.Connection, path: Path) -> None:
    """Give the WAL the length at which SQLite starts it over.

    A commit that makes a file longer flushes its new length too, twice as long as one that writes over what is there.
    SQLite makes the WAL longer when a transaction does not fit into its memory; one that is taken back leaves the
    length and nothing else. The flush is ours: the next commit would wait for all of it.
    """
    wal = files_of(path)[1]
    if wal.exists() and wal.stat().st_size >= WAL_BYTES:
        return
    (pages,) = driver.execute("PRAGMA cache_size").fetchone()
    driver.execute(f"PRAGMA cache_size={_FEW_PAGES}")
    try:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("CREATE TABLE length_of_wal (filler BLOB)")
        driver.execute("INSERT INTO length_of_wal VALUES (zeroblob(?))", (WAL_BYTES + _BEYOND,))
    finally:
        driver.rollback()
        driver.execute(f"PRAGMA cache_size={pages}")
    descriptor = os.open(wal, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settle(connection: sqlite3.Connection, patience: float) -> None:
    _use_wal(connection, patience)
    connection.execute(_DURABLE)
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
