"""Opening, reading, writing, waiting: what every function of the store stands on."""

import sqlite3
import threading
import time
import traceback
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import BadInput, Conflict, StorageTrouble
from core.store import postmortems, settings_kv
from core.store.database.engine import Database
from core.store.people import failed_attempts
from tests.support.databases import SHARED, PostgresServer, migrated

AT_ONCE = 4


def put(db: Database, key: str, value: str) -> None:
    with db.write() as tx:
        settings_kv.put_setting(tx, key, value)


def get(db: Database, key: str) -> str | None:
    with db.read() as tx:
        return settings_kv.get_setting(tx, key)


def test_what_is_written_is_there_for_the_next_reader(database: Database) -> None:
    """A block that ended well is stored."""
    put(database, "colour", "blue")
    assert get(database, "colour") == "blue"


def test_a_block_that_raises_stores_nothing_of_it(database: Database) -> None:
    """All of a transaction or none of it, and the caller's own error comes out unchanged."""

    def fail_on_the_way() -> None:
        with database.write() as tx:
            settings_kv.put_setting(tx, "colour", "blue")
            raise LookupError

    with pytest.raises(LookupError):
        fail_on_the_way()
    assert get(database, "colour") is None


def test_a_reader_sees_one_moment_although_others_write(database: Database) -> None:
    """A page is drawn from one unchanging view."""
    put(database, "colour", "blue")
    with database.read() as tx:
        before = settings_kv.get_setting(tx, "colour")
        put(database, "colour", "red")
        assert settings_kv.get_setting(tx, "colour") == before == "blue"
    assert get(database, "colour") == "red"


def test_writing_in_a_read_is_refused(database: Database) -> None:
    """A slip in a page cannot change data past the transaction of a service."""
    with pytest.raises(StorageTrouble), database.read() as tx:
        settings_kv.put_setting(tx, "colour", "blue")
    assert get(database, "colour") is None


def test_a_write_inside_a_write_says_so_at_once(database: Database) -> None:
    """It would wait for itself; the programmer hears of it now and not after half a minute."""
    with database.write(), pytest.raises(RuntimeError, match="pass the transaction on"), database.write():
        pass
    put(database, "colour", "blue")


def test_threads_that_read_then_write_lose_nothing(database: Database) -> None:
    """Many writers at once take turns: every note is counted."""

    def note() -> None:
        for _ in range(10):
            with database.write() as tx:
                failed_attempts.note_failed_attempt(tx, "instance")

    threads = [threading.Thread(target=note) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as tx:
        assert failed_attempts.failed_attempts(tx, "instance", tx.now() - timedelta(hours=1)) == 60


def test_counting_up_from_many_threads_loses_no_step_on_sqlite(sqlite_database: Database) -> None:
    """A deferred BEGIN lost most of these; BEGIN IMMEDIATE loses none."""
    put(sqlite_database, "n", "0")

    def count() -> None:
        for _ in range(20):
            with sqlite_database.write() as tx:
                settings_kv.put_setting(tx, "n", str(int(settings_kv.get_setting(tx, "n") or 0) + 1))

    threads = [threading.Thread(target=count) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert get(sqlite_database, "n") == "100"


def test_the_clock_is_the_databases_and_in_utc(database: Database) -> None:
    """Several servers agree on the time, and it always carries its zone."""
    with database.read() as tx:
        now = tx.now()
    assert now.tzinfo is UTC
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=10)


def test_a_test_may_stand_in_for_the_clock(sqlite_url: str) -> None:
    """Time comes in through a parameter."""
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    database = Database.open(sqlite_url, clock=lambda: noon)
    with database.read() as tx:
        assert tx.now() == noon
    database.close()


def test_something_that_exists_already_is_a_conflict(database: Database) -> None:
    """A broken rule of the database reaches nobody as an error of its library."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "One")
    with pytest.raises(Conflict) as caught, database.write() as tx:
        postmortems.create(tx, "pm", "The same again")
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("number", [2**40, -(2**70)])
def test_a_number_that_no_column_holds_is_bad_input(database: Database, number: int) -> None:
    """Neither a driver's nor the library's error gets out."""
    record = postmortems.Record("{}", filled=number)
    with database.write() as tx:
        postmortems.create(tx, "pm", "One")
    if database.dialect == "sqlite" and number == 2**40:
        return  # SQLite holds that one
    with pytest.raises(BadInput), database.write() as tx:
        postmortems.save_record(tx, "pm", record, 1)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    """Nobody could say which moment it means."""
    naive = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - the mistake itself
    with pytest.raises(BadInput), database.write() as tx:
        postmortems.create(tx, "pm", "One", started_at=naive)


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://somewhere/x", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_work_is_answered_with_a_sentence(url: str) -> None:
    """The sentence names the setting to change."""
    with pytest.raises(StorageTrouble, match="DEBRIEF_DATABASE_URL"):
        Database.open(url)


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    """A first start needs no preparation; others on this machine cannot look in."""
    migrated(f"sqlite:///{tmp_path / 'data' / 'debrief.db'}").close()
    assert (tmp_path / "data" / "debrief.db").exists()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(StorageTrouble, match="folder"):
        Database.open(f"sqlite:///{tmp_path / 'data' / 'debrief.db'}")


def test_a_file_that_is_no_database_is_storage_trouble(tmp_path: Path) -> None:
    """Not a traceback of the library."""
    path = tmp_path / "debrief.db"
    path.write_text("I am a letter, and quite a long one. " * 40)
    database = Database.open(f"sqlite:///{path}")
    with pytest.raises(StorageTrouble):
        database.migrate()
    database.close()


@pytest.mark.usefixtures("flushed_sqlite")
def test_sqlite_is_told_to_be_durable(sqlite_database: Database) -> None:
    """WAL, a sync with each commit, foreign keys; readers cannot write."""
    with sqlite_database.write() as tx:
        messages = [tx.sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    with sqlite_database.read() as tx:
        read_only = tx.sql("PRAGMA query_only").scalar()
    assert (messages, read_only) == (["wal", 2, 1], 1)


def test_a_locked_database_is_waited_for(sqlite_url: str, sqlite_database: Database) -> None:
    """Another process holds the lock for a while: the write is late, not lost."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")

    def let_go() -> None:
        time.sleep(0.5)
        other.execute("COMMIT")

    thread = threading.Thread(target=let_go)
    thread.start()
    put(sqlite_database, "colour", "blue")
    thread.join()
    other.close()
    assert get(sqlite_database, "colour") == "blue"


def test_a_lock_that_is_never_released_becomes_storage_trouble(sqlite_url: str) -> None:
    """After its patience the store says so, and works again when the lock is gone."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = Database.open(sqlite_url, patience=0.2)
    with pytest.raises(StorageTrouble) as caught:
        put(database, "colour", "blue")
    assert caught.value.__cause__ is not None
    other.execute("ROLLBACK")
    other.close()
    put(database, "colour", "blue")
    database.close()


def test_a_writer_that_waits_too_long_for_its_own_process_is_told(sqlite_url: str) -> None:
    """The queue of the writers has the same patience as the lock."""
    database = Database.open(sqlite_url, patience=0.2)
    with database.write():
        seen: list[BaseException] = []

        def write() -> None:
            try:
                put(database, "colour", "blue")
            except StorageTrouble as trouble:
                seen.append(trouble)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    database.close()
    assert len(seen) == 1


@pytest.mark.postgres
def test_a_lock_on_postgresql_is_waited_for_no_longer_than_its_patience(postgres_url: str) -> None:
    """The same on the other database: a sentence instead of an endless wait."""
    database = Database.open(postgres_url, patience=0.2)
    put(database, "colour", "blue")
    with database.write() as tx:
        settings_kv.put_setting(tx, "colour", "red")
        seen: list[BaseException] = []

        def write() -> None:
            try:
                put(database, "colour", "green")
            except StorageTrouble as trouble:
                seen.append(trouble)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert (len(seen), get(database, "colour")) == (1, "red")
    database.close()


@pytest.mark.postgres
def test_connections_that_the_server_closed_are_replaced_unseen(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    """A restarted PostgreSQL costs nobody an error."""
    database = Database.open(postgres_url)
    put(database, "colour", "blue")
    assert get(database, "colour") == "blue"
    postgres_server.hang_up(SHARED)
    assert get(database, "colour") == "blue"
    put(database, "colour", "red")
    database.close()


def test_a_server_out_of_reach_is_storage_trouble_and_gives_no_password_away() -> None:
    """Whoever reads the log reads no secret."""
    database = Database.open("postgresql://ann:canary-4711@127.0.0.1:1/debrief")
    with pytest.raises(StorageTrouble) as caught:
        get(database, "colour")
    message = "".join(traceback.format_exception(caught.value))
    assert "canary-4711" not in message + repr(database.url) + str(database.url)
    database.close()


@pytest.mark.usefixtures("flushed_sqlite")
def test_a_write_that_need_not_wait_for_the_disk_is_whole_all_the_same(database: Database) -> None:
    """The next one is durable again, also after one that failed; a reader sees each at once."""

    def setting() -> str:
        with database.write() as tx:
            return str(tx.sql("PRAGMA synchronous" if tx.dialect == "sqlite" else "SHOW synchronous_commit").scalar())

    durable = setting()
    assert durable == ("2" if database.dialect == "sqlite" else "on")
    with database.write(durable=False) as tx:
        settings_kv.put_setting(tx, "colour", "blue")
    assert (get(database, "colour"), setting()) == ("blue", durable)

    def fail_on_the_way() -> None:
        with database.write(durable=False) as tx:
            settings_kv.put_setting(tx, "colour", "red")
            raise LookupError

    with pytest.raises(LookupError):
        fail_on_the_way()
    assert (get(database, "colour"), setting()) == ("blue", durable)


def test_a_write_that_need_not_wait_says_so_to_the_database(database: Database) -> None:
    """Inside, SQLite flushes at checkpoints only, and PostgreSQL answers before it has."""
    with database.write(durable=False) as tx:
        said = tx.sql("PRAGMA synchronous" if tx.dialect == "sqlite" else "SHOW synchronous_commit").scalar()
    assert str(said) == ("1" if database.dialect == "sqlite" else "off")


def test_who_reads_alone_reads_through_one_connection(database: Database) -> None:
    """Each keeps pages and statements in memory, on SQLite up to three megabytes: of a crowd's one stays in use."""
    with ExitStack() as crowd:
        for _ in range(AT_ONCE):
            crowd.enter_context(database.read())
    used = set()
    for _ in range(2 * AT_ONCE):
        with database.read() as tx:
            used.add(id(tx.connection.connection.driver_connection))
    assert len(used) == 1
