"""Rows as plain values and back: what is in them, what is left out, and what counts on."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import MetaData, event
from sqlalchemy.exc import NoSuchTableError

from core.errors import BadFile, Conflict
from core.store import document_updates, postmortems, settings_kv
from core.store.database import row_archive
from core.store.database.engine import Database
from core.store.database.tables import metadata
from core.store.document_updates import NewUpdate
from core.store.people import visitors
from core.store.search import full_text
from tests.support.databases import PostgresServer, migrated

AT = datetime(2026, 11, 23, 14, 0, 0, 120_000, tzinfo=UTC)


def filled(database: Database) -> None:
    with database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still 😀")
        visitors.create_visitor(tx, "token", "Ada", "#336699", "ada")
        document_updates.create_doc(tx, "doc", "pm")
        document_updates.append(tx, [NewUpdate("doc", 1, "ada", b"\x00\xff bytes")])
        full_text.index(tx, "pm", "Orders stood still", "The queue was full")


def read(database: Database) -> dict[str, list[row_archive.Row]]:
    with database.read() as tx:
        return {name: list(row_archive.rows(tx, name)) for name in row_archive.table_names(tx)}


def test_values_are_plain(database: Database) -> None:
    """The same on both databases: moments in UTC with microseconds, bytes in base64, true and false."""
    filled(database)
    found = read(database)
    (row,) = found["postmortem"]
    assert (row["title"], row["example"], row["trashed_at"]) == ("Orders stood still 😀", False, None)
    made = datetime.fromisoformat(row["created_at"])
    assert row["created_at"] == made.astimezone(UTC).isoformat(timespec="microseconds")
    (update,) = found["doc_update"]
    assert update["data"] == {"base64": "AP8gYnl0ZXM="}


def test_all_tables_are_counted_with_one_look_at_the_schema(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restore looks at forty tables; reading the schema again for each took most of its time."""
    filled(database)
    looks: list[object] = []
    reflect = MetaData.reflect
    monkeypatch.setattr(MetaData, "reflect", lambda self, *given, **named: looks.append(reflect(self, *given, **named)))
    with database.read() as tx:
        found = row_archive.counts(tx)
    assert len(looks) == 1
    assert (found["postmortem"], found["doc_update"], found["member"]) == (1, 1, 0)
    assert found == {name: len(given) for name, given in read(database).items()}


def test_what_is_no_data_is_left_out(database: Database) -> None:
    """The index, the place in the steps, and whatever the database keeps for itself."""
    names = set(read(database))
    assert {"postmortem", "doc_update", "setting", "search_text"} <= names
    assert not {name for name in names if name.startswith(("search_index", "alembic", "sqlite"))}


def test_rows_come_back_on_either_database(database: Database, empty_database_url: str) -> None:
    """Row by row, found again by its words, and the next number is a new one."""
    filled(database)
    before = read(database)
    with database.read() as tx:
        schema, numbers = row_archive.revision(tx), row_archive.counters(tx)
    assert schema is not None
    other = Database.open(empty_database_url)
    with other.rebuild() as tx:
        row_archive.refill(tx, schema, lambda name: before[name], {**numbers, "doc_update": 40})
        row_archive.bring_up_to_date(tx)
    assert read(other) == before
    with other.write() as tx:
        assert [hit.postmortem_id for hit in full_text.search(tx, "queue")] == ["pm"]
        assert document_updates.append(tx, [NewUpdate("doc", 1, None, b"more")]) == [41]
    other.close()


def test_a_refill_that_fails_leaves_everything_as_it_was(empty_database_url: str) -> None:
    """Tables and rows: one transaction on either database."""
    database = migrated(empty_database_url)
    filled(database)
    before = read(database)
    for odd in ({"id": "x", "no_such": 1}, {"id": "x", "created_at": "yesterday"}):
        with pytest.raises(BadFile), database.rebuild() as tx:
            row_archive.refill(tx, "0002", lambda name, odd=odd: [odd] if name == "postmortem" else [], {})  # type: ignore[misc]
        assert read(database) == before
    database.close()


def test_a_place_is_filled_by_its_first_postmortem(empty_database_url: str) -> None:
    """Nothing, tables, settings: all of that is empty still."""
    database = Database.open(empty_database_url)
    with database.read() as tx:
        assert row_archive.revision(tx) is None
        assert not row_archive.is_filled(tx)
    database.migrate()
    with database.write() as tx:
        settings_kv.put_setting(tx, "colour", "blue")
        assert not row_archive.is_filled(tx)
        postmortems.create(tx, "pm", "Orders stood still")
        assert row_archive.is_filled(tx)
    database.close()


def test_tables_are_not_replaced_under_somebody(empty_database_url: str) -> None:
    """Another Debrief has the database open: it is told so, and both go on."""
    first, second = migrated(empty_database_url), Database.open(empty_database_url)
    with first.read() as tx:
        tx.now()
        assert not row_archive.is_filled(tx)

    def rebuild() -> None:
        with second.rebuild():
            raise AssertionError("nobody noticed")

    with pytest.raises(Conflict, match="Stop it"):
        rebuild()
    filled(first)
    second.close()
    with first.rebuild() as tx:
        assert row_archive.is_filled(tx)
    first.close()


@pytest.mark.postgres
def test_who_is_just_leaving_is_not_in_the_way(postgres_server: PostgresServer) -> None:
    """PostgreSQL lists a connection for some moments after it was closed: a restore right after a stop goes through."""
    url = postgres_server.create()
    first, second = migrated(url), Database.open(url)
    with second.read() as tx:
        tx.now()
    leaving = threading.Timer(0.3, second.close)
    leaving.start()
    with first.rebuild() as tx:
        assert not row_archive.is_filled(tx)
    leaving.join()
    first.close()
    postgres_server.drop(url)


def test_a_schema_is_known_or_newer() -> None:
    """What this version has steps for."""
    assert row_archive.knows("0001")
    assert not row_archive.knows("9999")


def test_a_table_is_read_without_looking_at_all_others(sqlite_database: Database) -> None:
    """A backup asks for one table after the other: each of them describes itself, not the whole database again."""
    asked: list[str] = []
    with sqlite_database.read() as tx:
        event.listen(tx.connection, "before_cursor_execute", lambda *call: asked.append(f"{call[2]} {call[3]}"))
        assert list(row_archive.rows(tx, "doc_update")) == []
    others = set(metadata.tables) - {"doc_update"}
    assert asked
    assert not [text for text in asked for other in others if f'"{other}"' in text or f"'{other}'" in text]


def test_no_rows_come_from_a_table_that_is_not_there(sqlite_database: Database) -> None:
    with sqlite_database.read() as tx, pytest.raises(NoSuchTableError):
        list(row_archive.rows(tx, "nowhere"))
