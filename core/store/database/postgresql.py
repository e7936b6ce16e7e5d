"""The configuration of PostgreSQL: psycopg 3, UTC, waiting for a lock as long as SQLite would."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from core.store.database.driver_statements import Clock, Values, stamped
from core.store.database.resting_connections import look_before_use

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 5
NAME = "debrief"
LEAVING_SECONDS = 1.0


def with_driver(url: URL) -> URL:
    """``postgres://`` and ``postgresql://`` mean psycopg 3 here."""
    return url.set(drivername="postgresql+psycopg")


def engines(url: URL, patience: float) -> tuple[Engine, Engine]:
    """The engine for reading and the engine for writing."""
    writer = _engine(url, patience)
    # A page reads one unchanging view, as it does on SQLite.
    reader = _engine(url, patience).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return reader, writer


def appender(url: URL, patience: float) -> Engine:
    """For transactions that are one statement, always the same, which PostgreSQL begins and ends by itself.

    The plan is made once. PostgreSQL would make it anew for each key, which takes longer than to run it, because it
    does not know how long the arrays are going to be.
    """
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "setting": "-c plan_cache_mode=force_generic_plan"}
    return _engine(url, patience, **options)


class PostgresStatements:
    """One statement without SQLAlchemy, stored as soon as it is done. Its errors are SQLAlchemy's for the driver's."""

    dialect = "postgresql"

    def __init__(self, driver: "psycopg.Connection", clock: Clock | None) -> None:
        self._driver = driver
        self._clock = clock

    def stamp(self) -> str | None:
        return stamped(self._clock)

    def driver_sql(self, statement: str, values: Values) -> Sequence[Sequence[Any]]:
        import psycopg

        try:
            cursor = self._driver.execute(statement, values, prepare=True)
            return cursor.fetchall() if cursor.description is not None else []
        except psycopg.Error as error:
            raise DBAPIError.instance(None, None, error, psycopg.Error) from error


def do_not_wait_for_disk(connection: Connection) -> None:
    """For the transaction that has begun: it is written to the disk within a second, behind its commit."""
    driver: Any = connection.connection.driver_connection
    with driver.pipeline():  # with the BEGIN that the driver puts before it, one way there and back
        driver.execute("SET LOCAL synchronous_commit = off")


def _engine(url: URL, patience: float, *, setting: str = "", **more: Any) -> Engine:
    """``setting`` is one more option of PostgreSQL, ``more`` are options of the engine."""
    given = url.query.get("options", "")
    options = (
        f"{given if isinstance(given, str) else ' '.join(given)} -c timezone=UTC -c lock_timeout={int(patience * 1000)}"
        f" {setting}"
    )
    engine = create_engine(
        url,
        hide_parameters=True,  # what people typed, and secrets, are not written into a log with an error
        pool_size=4,
        max_overflow=12,
        pool_timeout=patience,
        pool_use_lifo=True,  # as few as are needed hold what they remember, here and in PostgreSQL
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": options, "application_name": NAME},
        **more,
    )
    look_before_use(engine)
    return engine


def opened_by_others(writer: Engine) -> bool:
    """Whether another process of ours is connected to this database.

    PostgreSQL lists a connection until its process has ended, some moments after it was closed; so one that is there
    is looked for again before it counts.
    """
    deadline = time.monotonic() + LEAVING_SECONDS
    while _is_shared(writer):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.05)
    return False


def _is_shared(writer: Engine) -> bool:
    query = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()"
    )
    with writer.connect() as connection:  # within one transaction the list stays what it was
        return bool(connection.execute(query, {"name": NAME}).scalar())
