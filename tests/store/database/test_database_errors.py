"""The trouble of a database is told to whom it concerns: the cause to the operator, what to do to the meeting."""

import logging
import sqlite3
import stat
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import StorageTrouble
from core.store import settings_kv
from core.store.database import database_errors
from core.store.database.engine import Database


def sqlite_error(code: int) -> OperationalError:
    error = sqlite3.OperationalError("told by SQLite")
    error.sqlite_errorcode = code
    return OperationalError("SELECT secret", {"value": "hunter2"}, error)


def postgres_error(text: str) -> OperationalError:
    return OperationalError("SELECT secret", {"value": "hunter2"}, psycopg.OperationalError(text))


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "disk is full"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY), "read-only"),
        (sqlite_error(sqlite3.SQLITE_CANTOPEN), "cannot be opened by this user"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_VTAB), "damaged"),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), "holds a lock"),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), "disk does not"),
        (sqlite_error(9_999), "told by SQLite"),
        (postgres_error('FATAL:  password authentication failed for user "ann"'), "refuses the password"),
        (postgres_error("failed to resolve host 'nowhere': Name or service not known"), "host"),
        (postgres_error('FATAL:  database "debrief" does not exist'), "no such database"),
        (postgres_error('FATAL:  role "ann" does not exist'), "no such user"),
        (postgres_error("connection to server at 127.0.0.1 failed: Connection refused"), "Nobody answers"),
        (postgres_error("connection timeout expired"), "in time"),
        (postgres_error("cannot execute INSERT in a read-only transaction"), "primary server"),
        (postgres_error("FATAL:  sorry, too many clients already\nhunter2"), "too many clients"),
        (PoolTimeout(), "busy for too long"),
    ],
)
def test_the_operator_is_told_cause_and_way_out(cause: OperationalError, text: str) -> None:
    """In one sentence or two, without the statement, its values or a second line that might hold more."""
    message = database_errors.explained(cause)
    assert text in message
    assert "hunter2" not in message
    assert "SELECT" not in message
    assert "\n" not in message


def test_the_meeting_is_told_what_becomes_of_its_words() -> None:
    """The sentence for people does not change with the cause, and does not name a file or a host."""
    error = database_errors.storage_trouble(sqlite_error(sqlite3.SQLITE_FULL))
    assert error.sentence == StorageTrouble.default
    assert error.operator != error.sentence


def test_a_cause_is_logged_once_a_minute(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long trouble does not fill the log, which may be on the same disk."""
    monkeypatch.setattr(database_errors, "_logged", {})
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            database_errors.storage_trouble(sqlite_error(sqlite3.SQLITE_FULL))
        database_errors.storage_trouble(sqlite_error(sqlite3.SQLITE_CORRUPT))
    assert [record.getMessage()[:9] for record in caplog.records] == ["database:"] * 2


def test_a_real_wrong_password_host_and_file_are_explained(tmp_path: Path) -> None:
    """What the drivers really say, and not only what we think that they say."""
    (tmp_path / "debrief.db").write_bytes(b"x" * 4_096)
    places: dict[str | Path, str] = {
        "postgresql://ann:hunter2@127.0.0.1:1/debrief": "Nobody answers",
        "postgresql://ann:hunter2@no-such-host.invalid/debrief": "host",
        tmp_path / "debrief.db": "no SQLite database",
        tmp_path: "cannot be opened",
    }
    for place, text in places.items():
        database = Database.open(place, patience=1)
        with pytest.raises(StorageTrouble) as error, database.read() as tx:
            settings_kv.get_setting(tx, "x")
        assert text in error.value.operator, place
        assert "hunter2" not in error.value.operator
        database.close()
    assert stat.S_ISDIR(tmp_path.stat().st_mode)
