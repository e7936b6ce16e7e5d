"""Bringing the tables of a database to the shape this version needs, under a lock.

The steps are in `migrations/versions`, run by alembic inside one transaction: all of them or none. Alembic is large, so
it is imported when there are steps to take; a database that is up to date is told without it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from core.errors import SchemaTooNew

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parents[1] / "migrations"
VERSIONS = SCRIPTS / "versions"
_STEPS = "alembic_version"
# Alembic keeps what it is working on in module globals.
_one_at_a_time = threading.Lock()

_LOCK = 0x0DEB_41EF  # any number, the same in all versions


def migrate(engine: Engine) -> None:
    with rebuilding(engine) as connection:
        upgrade(connection)


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be made, changed and taken away, by one process at a time.

    Its statements are not remembered: those of a step name tables as they were, with all that a step holds, and the
    engine would keep them as long as it lives.
    """
    with _one_at_a_time, engine.connect().execution_options(compiled_cache=None) as connection:
        _relax_foreign_keys(connection, relaxed=True)
        try:
            # On SQLite the transaction is the lock (BEGIN IMMEDIATE); the second process finds the work done.
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
        finally:
            _relax_foreign_keys(connection, relaxed=False)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take the steps that are missing up to ``to``. Raises SchemaTooNew, having changed nothing."""
    current = current_revision(connection)
    if current is not None and current not in known_revisions():
        raise SchemaTooNew()
    if current != (to if to != "head" else newest_revision()):
        from alembic import command

        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def current_revision(connection: Connection) -> str | None:
    """The step that a database stands on; None for one without tables of ours."""
    if not inspect(connection).has_table(_STEPS):
        return None
    heads = connection.execute(text(f"SELECT version_num FROM {_STEPS}")).scalars()  # noqa: S608 - its own name
    return ",".join(sorted(heads)) or None


@cache  # reading the folder costs more than all other work of an open
def known_revisions() -> frozenset[str]:
    """The steps of this version: each is in a file whose name begins with it."""
    return frozenset(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def newest_revision() -> str:
    """The last step of this version."""
    return max(known_revisions(), default="")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def is_table_of_ours(name: str | None, kind: str) -> bool:
    """Whether `tables` describes it. The indexes are made from the others again."""
    return kind != "table" or not (name or "").startswith(("search_index", "similar_"))


def _relax_foreign_keys(connection: Connection, *, relaxed: bool) -> None:
    """SQLite rebuilds a table to change it, which must not look like deleting its rows; it can be told so only here."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a connection that is open has one
        driver.execute(f"PRAGMA foreign_keys={'OFF' if relaxed else 'ON'}")
