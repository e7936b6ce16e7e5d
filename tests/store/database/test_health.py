"""Damage below a postmortem is named: the file, the tables, their shape, the log, and who may read the file."""

import sqlite3
from pathlib import Path

import pytest

from core.store import document_updates, postmortems
from core.store.database import health
from core.store.database.engine import Database
from core.store.document_updates import NewUpdate
from tests.support.databases import migrated


def file_of(database: Database) -> Path:
    return Path(database.place)


def written(database: Database) -> None:
    """A postmortem with a log of three updates."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
        document_updates.append(tx, [NewUpdate("doc", 1, None, b"\0\0") for _ in range(3)])


def test_nothing_is_found_where_nothing_is_wrong(database: Database) -> None:
    """On both databases, empty or not."""
    assert health.findings(database) == []
    written(database)
    assert health.findings(database) == []


def test_a_table_and_a_column_that_are_missing_are_named(empty_database_url: str) -> None:
    """As in a database that took a step of the migrations while it was still being written."""
    database = migrated(empty_database_url)
    with database.write() as tx:
        tx.sql("DROP TABLE absent")
        tx.sql("ALTER TABLE review DROP COLUMN because")
    found = " ".join(health.findings(database))
    assert "absent" in found
    assert "because" in found
    assert "restore the last backup" in found
    database.close()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM doc_update WHERE id = (SELECT max(id) FROM doc_update)", "DELETE FROM doc_update"]
)
def test_a_log_that_ends_too_early_is_named(database: Database, statement: str) -> None:
    """Its document knows how far it should go."""
    written(database)
    with database.write() as tx:
        tx.sql(statement)
    (found,) = health.findings(database)
    assert found.startswith("The log of pm ends at update")


def test_an_overwritten_page_is_found(tmp_path: Path) -> None:
    """The root page of a table holds something else: reading some other table would never tell."""
    path = tmp_path / "debrief.db"
    database = migrated(f"sqlite:///{path}")
    written(database)
    with database.read() as tx:
        root = int(tx.sql("SELECT rootpage FROM sqlite_master WHERE name = 'doc_update'").scalar_one())
        size = int(tx.sql("PRAGMA page_size").scalar_one())
    database.close()
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    again = Database.open(path, readonly=True)
    try:
        assert any("damaged" in sentence for sentence in health.findings(again))
    finally:
        again.close()


def test_a_row_that_lost_what_it_belongs_to_is_found(sqlite_database: Database) -> None:
    """A row that was taken away by hand, past the foreign keys."""
    written(sqlite_database)
    with sqlite3.connect(file_of(sqlite_database)) as plain:
        plain.execute("DELETE FROM postmortem")
    plain.close()
    assert any("belongs to a row of postmortem" in sentence for sentence in health.findings(sqlite_database))


def test_a_file_that_others_can_read_is_named(sqlite_database: Database) -> None:
    """With the command that mends it."""
    path = file_of(sqlite_database)
    path.chmod(0o644)
    assert any(sentence.endswith(f"chmod 600 {path}") for sentence in health.findings(sqlite_database))


def test_what_is_no_database_says_so(tmp_path: Path) -> None:
    """A file of something else."""
    path = tmp_path / "debrief.db"
    path.write_bytes(b"something else " * 1_000)
    database = Database.open(path, readonly=True)
    assert any("no SQLite database" in sentence for sentence in health.findings(database))
    database.close()
