"""The path of every keystroke: a transaction like any other, without SQLAlchemy around its statements."""

import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, event

from core.errors import Conflict, StorageTrouble
from core.store import document_updates, postmortems
from core.store.database.engine import Database
from core.store.document_updates import NewUpdate

AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
PUT = "INSERT INTO setting (key, value) VALUES (?, ?)"


def new(data: bytes) -> list[NewUpdate]:
    return [NewUpdate("doc", 1, None, data)]


@pytest.fixture
def written(database: Database) -> Database:
    with database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
    return database


def texts(db: Database) -> list[bytes]:
    with db.read() as tx:
        return document_updates.load(tx, "doc")


def test_what_is_appended_is_there_for_the_next_reader(written: Database) -> None:
    """On both databases, one transaction after the other."""
    for text in (b"a", b"b"):
        with written.append() as tx:
            document_updates.append(tx, new(text))
    assert texts(written) == [b"a", b"b"]


def test_sqlite_is_asked_without_sqlalchemy(sqlite_database: Database) -> None:
    """Which cost half a millisecond a key. An ordinary transaction passes through it, as before."""
    with sqlite_database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with sqlite_database.append() as quick:
            document_updates.append(quick, new(b"a"))
        passed_by = list(seen)
        with sqlite_database.write() as tx:
            document_updates.append(tx, new(b"b"))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert passed_by == []
    assert len(seen) >= 3


def test_a_block_that_raises_stores_nothing_and_leaves_nothing_open(sqlite_database: Database) -> None:
    """The caller's own error comes out unchanged, and the next write does not find a transaction under way."""

    def fail_on_the_way() -> None:
        with sqlite_database.append() as tx:
            tx.driver_sql(PUT, ("colour", "blue"))
            raise LookupError

    with pytest.raises(LookupError):
        fail_on_the_way()
    with sqlite_database.append() as tx:
        assert tx.driver_sql("SELECT count(*) FROM setting WHERE key = 'colour'", ()) == [(0,)]
        tx.driver_sql(PUT, [("colour", "red"), ("shape", "round")])
    with sqlite_database.write() as whole:
        assert whole.sql("SELECT value FROM setting WHERE key IN ('colour', 'shape') ORDER BY key").all() == [
            ("red",),
            ("round",),
        ]


def test_a_commit_that_fails_leaves_nothing_open(sqlite_database: Database) -> None:
    """A deferred foreign key is looked at only by COMMIT."""

    def point_at_nothing() -> None:
        with sqlite_database.append() as tx:
            tx.driver_sql("PRAGMA defer_foreign_keys=ON", ())
            tx.driver_sql("INSERT INTO doc (id, postmortem_id, kind, epoch, last_update_id) VALUES (?, ?, ?, ?, ?)",
                          ("doc", "nowhere", "shared", 1, 0))  # fmt: skip

    with pytest.raises(Conflict):
        point_at_nothing()
    with sqlite_database.append() as tx:
        assert tx.driver_sql("SELECT count(*) FROM doc", ()) == [(0,)]


def test_the_drivers_own_errors_are_told_as_all_others(sqlite_url: str) -> None:
    """A second row with the same key is a conflict; a lock that is not released, trouble with the database."""
    database = Database.open(sqlite_url, patience=0.2)
    database.migrate()
    with database.append() as tx:
        tx.driver_sql(PUT, ("colour", "blue"))
    with pytest.raises(Conflict), database.append() as tx:
        tx.driver_sql(PUT, ("colour", "red"))
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageTrouble) as caught, database.append():
        pass
    assert "holds a lock" in caught.value.operator
    other.close()
    with database.append() as tx:
        assert tx.driver_sql("SELECT value FROM setting WHERE key = 'colour'", ()) == [("blue",)]
    database.close()


def test_a_write_inside_of_it_is_refused(written: Database) -> None:
    """It would wait for itself."""
    with written.append(), pytest.raises(RuntimeError, match="wait for itself"), written.write():
        pass
    with written.write(), pytest.raises(RuntimeError, match="wait for itself"), written.append():
        pass


def test_it_waits_for_its_turn_among_the_writers(sqlite_database: Database) -> None:
    """The connection for writing is one, whoever uses it."""
    with sqlite_database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
    done: list[str] = []

    def append() -> None:
        with sqlite_database.append() as quick:
            document_updates.append(quick, new(b"a"))
        done.append("appended")

    thread = threading.Thread(target=append)
    with sqlite_database.write() as tx:
        thread.start()
        thread.join(0.1)
        done.append("written")
    thread.join()
    assert done == ["written", "appended"]


def test_a_clock_that_stands_in_is_asked(sqlite_url: str) -> None:
    """As in every other transaction."""
    database = Database.open(sqlite_url, clock=lambda: AT)
    database.migrate()
    with database.append() as quick, pytest.raises(RuntimeError), database.write() as tx:
        tx.now()
    with database.append() as quick:
        assert quick.stamp() == "2026-03-29T01:30:00.000000+00:00"
    database.close()


def test_it_is_counted_as_a_write(written: Database) -> None:
    """docs/monitoring.md tells how long transactions take: those of keys are most of them."""
    seen: list[str] = []
    written.on_transaction = lambda kind, seconds: seen.append(kind)
    with written.append() as tx:
        document_updates.append(tx, new(b"a"))
    assert seen == ["write"]
