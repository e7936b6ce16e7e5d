"""The configuration of PostgreSQL: psycopg 3, UTC, waiting for a lock as long as SQLite would."""

import time

from sqlalchemy import URL, Connection, Engine, create_engine, text

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


def do_not_wait_for_disk(connection: Connection) -> None:
    """For the transaction that has begun: it is written to the disk within a second, behind its commit."""
    connection.execute(text("SET LOCAL synchronous_commit = off"))


def one_statement(connection: Connection) -> Connection:
    """For a transaction that is one statement, which PostgreSQL begins and ends by itself."""
    return connection.execution_options(isolation_level="AUTOCOMMIT")


def _engine(url: URL, patience: float) -> Engine:
    given = url.query.get("options", "")
    options = (
        f"{given if isinstance(given, str) else ' '.join(given)} -c timezone=UTC -c lock_timeout={int(patience * 1000)}"
    )
    return create_engine(
        url,
        hide_parameters=True,  # what people typed, and secrets, are not written into a log with an error
        pool_size=4,
        max_overflow=12,
        pool_timeout=patience,
        pool_use_lifo=True,  # as few as are needed hold what they remember, here and in PostgreSQL
        pool_pre_ping=True,  # a server that was restarted costs nobody an error
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": options, "application_name": NAME},
    )


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
