"""The database: opening it, transactions for reading and for writing, closing it.

Reading and writing use connections of their own. On SQLite one connection is kept open for writing, and the writers of
this process take turns; SQLite's own waiting, which polls, is left for other processes.
What is asked lives in the modules beside this one; how a database is told to behave lives in `sqlite` and `postgresql`.
"""

import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import perf_counter

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import Conflict, StorageTrouble
from core.store.database import postgresql, sqlite
from core.store.database.audience import EVERYBODY, UNRESTRICTED, Audience
from core.store.database.database_errors import translate_errors
from core.store.database.driver_statements import (
    Clock,
    DriverStatements,
    SqliteStatements,
    driver_connection,
    transaction_of,
)
from core.store.database.migrate import migrate, rebuilding
from core.store.database.transaction import Transaction
from core.store.database.writer_turns import WriterTurns

PATIENCE_SECONDS = 30.0

_UNKNOWN = (
    "DEBRIEF_DATABASE_URL names no database that Debrief knows. "
    "Use sqlite:///data/debrief.db or postgresql://user@host/name."
)


class Database:
    """Made by `open`. Safe to use from many threads."""

    def __init__(self, url: URL, reader: Engine, writer: Engine, clock: Clock | None, patience: float) -> None:
        self.url = url
        self._reader = reader
        self._writer = writer
        self._appender = writer if writer.dialect.name == "sqlite" else postgresql.appender(url, patience)
        self._clock = clock
        self._mine = threading.local()
        self._turns = WriterTurns(patience) if self.dialect == "sqlite" else None
        self.on_transaction: Callable[[str, float], None] | None = None
        """Told of each transaction when it has ended: ``read`` or ``write``, and its seconds, its waiting included."""
        self._audience = EVERYBODY
        self._opened = self  # also of the views for readers

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        clock: Clock | None = None,
        patience: float = PATIENCE_SECONDS,
        readonly: bool = False,
    ) -> "Database":
        """Open without asking the database anything yet. ``place`` is an address, or the path of a SQLite file.

        ``clock`` stands in for its clock in tests; ``patience`` is how long a lock is waited for, in seconds.
        ``readonly`` never makes or changes a SQLite file. Raises StorageTrouble.
        """
        try:
            parsed = URL.create("sqlite", database=str(place)) if isinstance(place, Path) else make_url(place)
        except (ArgumentError, ValueError) as cause:
            raise StorageTrouble(_UNKNOWN) from cause
        with translate_errors():
            match parsed.get_backend_name():
                case "sqlite":
                    return cls(parsed, *sqlite.engines(parsed, patience, readonly=readonly), clock, patience)
                case "postgresql" | "postgres":
                    parsed = postgresql.with_driver(parsed)
                    return cls(parsed, *postgresql.engines(parsed, patience), clock, patience)
        raise StorageTrouble(_UNKNOWN)

    @property
    def place(self) -> str:
        """Where it is, for a person: the absolute path of the file, or the address without its password."""
        if self.dialect == "sqlite":
            return str(Path(self.url.database or "").absolute())
        return self.url.render_as_string(hide_password=True)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._writer.dialect.name

    def reading_for(self, audience: Audience) -> "Database":
        """The same database, whose transactions begin as this audience's instead of everybody's."""
        same = copy.copy(self)
        same._audience = audience
        return same

    @contextmanager
    def read(self, audience: Audience | None = None) -> Iterator[Transaction]:
        """One unchanging view of the database. Writing through it fails. ``audience``: see `reading_for`."""
        with self._timed("read"), translate_errors(), self._reader.connect() as connection, connection.begin():
            yield Transaction(connection, self._clock, audience or self._audience)

    @contextmanager
    def _timed(self, kind: str) -> Iterator[None]:
        begun = perf_counter()
        try:
            yield
        finally:
            if self._opened.on_transaction is not None:
                self._opened.on_transaction(kind, perf_counter() - begun)

    @contextmanager
    def write(self, audience: Audience | None = None, *, durable: bool = True) -> Iterator[Transaction]:
        """Everything in the block is stored, durably, when it ends; or nothing of it, when it raises.

        With ``durable`` false it is whole or not there, as ever, but may be lost when the machine loses its power
        within the next seconds: it does not wait for the disk. Only for what can be made again.
        """
        with self._writing(), self._connected(durable) as connection, connection.begin():
            if not durable and self.dialect != "sqlite":
                postgresql.do_not_wait_for_disk(connection)
            yield Transaction(connection, self._clock, audience or self._audience)

    @contextmanager
    def append(self) -> Iterator[DriverStatements]:
        """As `write`, for the path of every keystroke, with statements as the driver takes them.

        PostgreSQL gets one statement only, which is stored as soon as it is done: BEGIN and COMMIT would each be a way
        there and back.
        """
        with self._writing():
            if self._turns is not None:
                with self._turns.turn(), driver_connection(self._writer) as driver, transaction_of(driver):
                    yield SqliteStatements(driver, self._clock)
            else:
                with driver_connection(self._appender) as driver:
                    yield postgresql.PostgresStatements(driver, self._clock)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if getattr(self._mine, "writing", False):
            raise RuntimeError("a write inside a write would wait for itself: pass the transaction on instead")
        self._mine.writing = True
        try:
            with self._timed("write"), translate_errors():
                yield
        finally:
            self._mine.writing = False

    @contextmanager
    def _connected(self, durable: bool) -> Iterator[Connection]:
        with self._turns.turn() if self._turns else nullcontext(), self._writer.connect() as connection:
            if durable or self.dialect != "sqlite":
                yield connection
            else:
                with sqlite.not_waiting_for_disk(connection):
                    yield connection

    def connect_for_appends(self) -> None:
        """Opens PostgreSQL's connection for `append`: the first key need not wait for it. Raises StorageTrouble."""
        if self._turns is None:
            with self.append() as tx:
                tx.driver_sql("SELECT 1", {})

    def lengthen_log(self) -> None:
        """Make SQLite's WAL as long as it will get, once a start; see `sqlite.lengthen_wal`. Raises StorageTrouble."""
        if self._turns is None:
            return
        with self._writing(), self._turns.turn(), driver_connection(self._writer) as driver:
            sqlite.lengthen_wal(driver, Path(self.place))

    def migrate(self) -> None:
        """Bring the tables to this version's shape, once, however many processes start together."""
        with translate_errors():
            migrate(self._writer)

    @contextmanager
    def rebuild(self) -> Iterator[Transaction]:
        """A write in which the tables themselves may be replaced.

        Raises Conflict when another Debrief has this database open: it would go on writing what it remembers.
        """
        with translate_errors():
            self._reader.dispose()
            self._appender.dispose()
            opened_by_others = sqlite.opened_by_others if self.dialect == "sqlite" else postgresql.opened_by_others
            if opened_by_others(self._writer):
                raise Conflict("Debrief is running on this database. Stop it, then restore.")
            with rebuilding(self._writer) as connection:
                yield Transaction(connection, self._clock, UNRESTRICTED)

    def close(self) -> None:
        for engine in (self._reader, self._writer, self._appender):
            engine.dispose()
