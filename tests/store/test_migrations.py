"""From nothing, or from an older version, to the tables of today: once, whole, and never backwards."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.errors import SchemaTooNew, StorageTrouble
from core.store import postmortems
from core.store.database.engine import Database
from core.store.database.migrate import SCRIPTS, is_table_of_ours
from core.store.database.tables import metadata
from tests.support.databases import migrated

ROOT = Path(__file__).parents[2]
START = """
import sys
from core.store.database.engine import Database
database = Database.open(sys.argv[1])
sys.stdin.readline()
database.migrate()
database.close()
"""


def test_the_migrations_make_exactly_the_tables_the_code_uses(database: Database) -> None:
    """A column that is in one place only would be found by a user."""
    with database.read() as tx:
        options = {"compare_type": True, "include_name": lambda name, kind, _parents: is_table_of_ours(name, kind)}
        context = MigrationContext.configure(tx.connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_steps_are_one_line_without_forks() -> None:
    """Two people who add a step at the same time hear of it here."""
    assert len(ScriptDirectory(str(SCRIPTS)).get_heads()) == 1


def test_migrating_again_changes_nothing(empty_database_url: str) -> None:
    """Each start migrates; what is there stays."""
    database = migrated(empty_database_url)
    with database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
    database.migrate()
    with database.read() as tx:
        assert postmortems.count(tx) == 1
    database.close()


def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    """Three servers on one empty database: all come up, and the tables are made once."""
    command = [sys.executable, "-W", "error", "-c", START, empty_database_url]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    servers = [subprocess.Popen(command, **pipes) for _ in range(3)]  # type: ignore[call-overload] # the same for all
    for server in servers:
        server.stdin.write("\n")
        server.stdin.flush()
    messages = [server.communicate(timeout=60)[1] for server in servers]
    assert [server.returncode for server in servers] == [0, 0, 0], messages
    database = Database.open(empty_database_url)
    with database.read() as tx:
        assert tx.sql("SELECT count(*) FROM alembic_version").scalar() == 1
        assert postmortems.count(tx) == 0
    database.close()


def test_threads_that_start_together_migrate_once(empty_database_url: str) -> None:
    """The same inside one process."""
    database = Database.open(empty_database_url)
    trouble: list[Exception] = []

    def start() -> None:
        try:
            database.migrate()
        except Exception as error:
            trouble.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    database.close()


def test_a_database_of_a_newer_version_is_refused_with_a_sentence(empty_database_url: str) -> None:
    """An older Debrief must not write into what it does not understand."""
    database = migrated(empty_database_url)
    with database.write() as tx:
        tx.sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew, match="newer Debrief"):
        database.migrate()
    with database.read() as tx:
        assert tx.sql("SELECT version_num FROM alembic_version").scalar() == "9999"
    database.close()


def test_a_step_that_fails_leaves_nothing_behind(empty_database_url: str) -> None:
    """All the steps or none: something in the way is told, and the next start begins from the same place."""
    database = Database.open(empty_database_url)
    with database.write() as tx:
        tx.sql("CREATE TABLE search_text (in_the_way integer)")
    with pytest.raises(StorageTrouble):
        database.migrate()
    with database.write() as tx:
        tx.sql("DROP TABLE search_text")
    database.migrate()
    with database.read() as tx:
        assert postmortems.count(tx) == 0
    database.close()


def test_foreign_keys_are_guarded_again_after_migrating(sqlite_database: Database) -> None:
    """They are set aside while tables are rebuilt, on the very connection that writes later."""
    sqlite_database.migrate()
    with sqlite_database.write() as tx:
        assert tx.sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_without_a_server_does_not_migrate() -> None:
    """A sentence, not a traceback, when PostgreSQL is out of reach at the start."""
    database = Database.open("postgresql://ann@127.0.0.1:1/debrief")
    with pytest.raises(StorageTrouble):
        database.migrate()
    database.close()
