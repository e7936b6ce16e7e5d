"""A full disk is said aloud and corrupts nothing: the store's part of that promise."""

import sqlite3

import pytest

from core.errors import StorageTrouble
from core.store import document_updates, postmortems
from core.store.database.engine import Database
from core.store.document_updates import NewUpdate


def limit_pages(db: Database, pages: int | None) -> None:
    """As if the disk ended here. The limit belongs to the one connection that writes."""
    with db.write() as tx:
        target = tx.sql("PRAGMA page_count").scalar_one()
        tx.sql(f"PRAGMA max_page_count={target + 4 if pages is None else pages}")


@pytest.mark.parametrize("quick", [False, True])
def test_a_full_disk_is_told_and_everything_stored_stays_whole(
    sqlite_url: str, sqlite_database: Database, quick: bool
) -> None:
    """What was said to be saved is there, what failed is not there in part, and it goes on when there is room."""
    with sqlite_database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
    limit_pages(sqlite_database, None)
    stored: list[int] = []

    def type_on() -> None:
        for _ in range(1000):
            with sqlite_database.append() if quick else sqlite_database.write() as tx:
                ids = document_updates.append(tx, [NewUpdate("doc", 1, "ann", b"x" * 900) for _ in range(4)])
            stored.extend(ids)

    with pytest.raises(StorageTrouble) as caught:
        type_on()
    assert "keep" in caught.value.sentence.lower()

    with sqlite_database.read() as tx:
        assert [stored.id for stored in document_updates.updates_since(tx, "doc", 0)] == stored
        assert document_updates.newest(tx) == {"doc": stored[-1] if stored else 0}

    limit_pages(sqlite_database, 2**30)
    with sqlite_database.write() as tx:
        (more,) = document_updates.append(tx, [NewUpdate("doc", 1, "ann", b"after")])
    assert more > max(stored, default=0)

    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()
