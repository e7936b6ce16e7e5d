"""The WAL is made as long as it will get, so that no key waits for a file to grow. Nothing else changes."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from core.errors import StorageTrouble
from core.store import document_updates, postmortems, settings_kv
from core.store.database import sqlite
from core.store.database.engine import Database
from core.store.document_updates import NewUpdate


@pytest.fixture
def path(sqlite_database: Database) -> Path:
    """Of a database with one document."""
    with sqlite_database.write() as tx:
        postmortems.create(tx, "pm", "Orders stood still")
        document_updates.create_doc(tx, "doc", "pm")
    return Path(sqlite_database.place)


def wal_bytes(path: Path) -> int:
    return sqlite.files_of(path)[1].stat().st_size


def append(db: Database, count: int) -> None:
    for number in range(count):
        with db.append() as tx:
            document_updates.append(tx, [NewUpdate("doc", 1, None, b"%d" % number)])


def test_it_is_long_from_then_on(sqlite_database: Database, path: Path) -> None:
    """Commits write over what is there: the file keeps its length."""
    assert wal_bytes(path) < sqlite.WAL_BYTES / 2
    sqlite_database.lengthen_log()
    made = wal_bytes(path)
    assert made >= sqlite.WAL_BYTES
    append(sqlite_database, 50)
    assert wal_bytes(path) == made


def test_it_is_made_once(sqlite_database: Database, path: Path) -> None:
    """A long one is left alone: whoever asks again waits for nothing."""
    sqlite_database.lengthen_log()
    append(sqlite_database, 1)
    wal = sqlite.files_of(path)[1]
    before = wal.stat().st_mtime_ns, wal.stat().st_size
    sqlite_database.lengthen_log()
    assert (wal.stat().st_mtime_ns, wal.stat().st_size) == before


def test_nothing_else_changes(sqlite_database: Database, path: Path) -> None:
    """No table is left, the database does not grow, what is stored can be read, and memory is as before."""
    append(sqlite_database, 3)
    with sqlite_database.write() as tx:
        before = [tx.sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "cache_size", "synchronous")]
    sqlite_database.lengthen_log()
    with sqlite_database.write() as tx:
        after = [tx.sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "cache_size", "synchronous")]
        assert tx.sql("SELECT count(*) FROM sqlite_schema WHERE name = 'length_of_wal'").scalar_one() == 0
        assert tx.sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert after == before
    append(sqlite_database, 3)
    with sqlite_database.read() as tx:
        assert document_updates.load(tx, "doc") == [b"0", b"1", b"2"] * 2


def test_after_a_sudden_end_all_that_was_stored_is_there(sqlite_database: Database, path: Path, tmp_path: Path) -> None:
    """As a killed process or a lost machine leaves the files: what was taken back is not taken for a commit."""
    append(sqlite_database, 3)
    sqlite_database.lengthen_log()
    append(sqlite_database, 5)
    (tmp_path / "left").mkdir()
    for name in sqlite.files_of(path)[:2]:  # the third is made anew from the WAL
        shutil.copy(name, tmp_path / "left")
    left = sqlite3.connect(tmp_path / "left" / path.name)
    assert left.execute("SELECT count(*) FROM doc_update").fetchone() == (8,)
    assert left.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    left.close()


def test_a_disk_without_room_for_it_is_told_and_writing_goes_on(sqlite_database: Database, path: Path) -> None:
    """It only saves time: commits find what room there is."""
    with sqlite_database.write() as tx:
        pages = tx.sql("PRAGMA page_count").scalar_one()
        tx.sql(f"PRAGMA max_page_count={pages + 40}")
        memory = tx.sql("PRAGMA cache_size").scalar_one()
    with pytest.raises(StorageTrouble) as caught:
        sqlite_database.lengthen_log()
    assert "full" in caught.value.operator
    append(sqlite_database, 1)
    with sqlite_database.write() as tx:
        settings_kv.put_setting(tx, "colour", "blue")
        assert tx.sql("PRAGMA cache_size").scalar_one() == memory


@pytest.mark.postgres
def test_postgresql_has_a_log_of_its_own(postgres_url: str) -> None:
    """There is nothing to do."""
    database = Database.open(postgres_url)
    database.lengthen_log()
    database.close()
