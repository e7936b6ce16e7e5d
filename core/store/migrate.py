"""Bringing the tables of a database to the shape this version needs, under a lock.

The steps are in `migrations/versions`, run by alembic inside one transaction: all of them or none.
"""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from core.errors import SchemaTooNew

SCRIPTS = Path(__file__).parent / "migrations"
# Alembic keeps what it is working on in module globals.
_one_at_a_time = threading.Lock()

_LOCK = 0x0DEB_41EF  # any number, the same in all versions


def migrate(engine: Engine) -> None:
    with _one_at_a_time, engine.connect() as connection:
        _relax_foreign_keys(connection, relaxed=True)
        try:
            # On SQLite the transaction is the lock (BEGIN IMMEDIATE); the second process finds the work done.
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                upgrade(connection)
        finally:
            _relax_foreign_keys(connection, relaxed=False)


def upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    current = set(MigrationContext.configure(connection).get_current_heads())
    if not current <= known:
        raise SchemaTooNew()
    if current != set(scripts.get_heads()):
        command.upgrade(config, "head")


def is_table_of_ours(name: str | None, kind: str) -> bool:
    """Whether `tables` describes it. The search index is each database's own, with tables of its own below it."""
    return kind != "table" or not (name or "").startswith("search_index")


def _relax_foreign_keys(connection: Connection, *, relaxed: bool) -> None:
    """SQLite rebuilds a table to change it, which must not look like deleting its rows; it can be told so only here."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a connection that is open has one
        driver.execute(f"PRAGMA foreign_keys={'OFF' if relaxed else 'ON'}")
