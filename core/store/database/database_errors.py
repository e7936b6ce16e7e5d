"""Where the errors of a database become errors that a person may see. SQLAlchemy's own never leave the store.

People in a meeting are told what becomes of their words; whoever runs the server is told the cause and the way out.
"""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import BadInput, Conflict, StorageTrouble

log = logging.getLogger(__name__)

LOG_AGAIN_SECONDS: Final = 60.0
_logged: dict[str, float] = {}

_SQLITE: Final = {
    sqlite3.SQLITE_READONLY: "The database file is read-only for this user. Give the user that runs Debrief the right "
    "to write it, its -wal and -shm files, and its folder.",
    sqlite3.SQLITE_FULL: "The disk is full. Make room on it; saving goes on by itself.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened by this user. Run this as the user that runs Debrief, "
    "or check the rights on the file and its folder.",
    sqlite3.SQLITE_PERM: "This user may not use the database file. Run this as the user that runs Debrief.",
    sqlite3.SQLITE_BUSY: "Another program holds a lock on the database for too long. Look which one has it open.",
    sqlite3.SQLITE_LOCKED: "The database is locked. Look which other program has it open.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged. Stop Debrief, keep a copy of the file, its -wal and its "
    "-shm, and restore the last backup.",
    sqlite3.SQLITE_NOTADB: "The file is no SQLite database. Check DEBRIEF_DATA and DEBRIEF_DATABASE_URL.",
    sqlite3.SQLITE_IOERR: "The disk does not read or write. Look at the system's log for errors of the disk.",
}
# What PostgreSQL and its driver say, in the order in which it is looked for.
_POSTGRESQL: Final = (
    ("password authentication failed", "PostgreSQL refuses the password in DEBRIEF_DATABASE_URL. Correct it."),
    ("no password supplied", "PostgreSQL wants a password. Write it into DEBRIEF_DATABASE_URL."),
    ("no pg_hba.conf entry", "PostgreSQL does not let this computer in. Allow it in pg_hba.conf."),
    ("resolve host", "The host in DEBRIEF_DATABASE_URL is not known here. Check its name."),
    ("translate host name", "The host in DEBRIEF_DATABASE_URL is not known here. Check its name."),
    ("connection refused", "Nobody answers at the host and port in DEBRIEF_DATABASE_URL. Start PostgreSQL there."),
    ("timeout expired", "PostgreSQL did not answer in time. Check host, port and firewall."),
    ("connection timeout", "PostgreSQL did not answer in time. Check host, port and firewall."),
    ("remaining connection slots", "PostgreSQL has no connection left. Raise max_connections or stop other clients."),
    ("too many connections", "PostgreSQL has no connection left. Raise max_connections or stop other clients."),
    ("read-only transaction", "PostgreSQL is read-only here. Point DEBRIEF_DATABASE_URL to the primary server."),
    ("no space left", "PostgreSQL's disk is full. Make room on it; saving goes on by itself."),
    ("permission denied", "PostgreSQL does not allow this. Give Debrief's user the rights on its database."),
    ('database "', "There is no such database in PostgreSQL. Create it, or correct DEBRIEF_DATABASE_URL."),
    ('role "', "There is no such user in PostgreSQL. Create it, or correct DEBRIEF_DATABASE_URL."),
    ("terminating connection", "PostgreSQL was stopped or restarted. Debrief goes on by itself when it is back."),
    ("server closed the connection", "PostgreSQL was stopped or restarted. Debrief goes on when it is back."),
)


@contextmanager
def translate_errors() -> Iterator[None]:
    """Translate, and keep the cause for the log."""
    try:
        yield
    except (IntegrityError, sqlite3.IntegrityError) as cause:
        raise Conflict() from cause
    except DataError as cause:
        raise BadInput() from cause
    except StatementError as cause:
        # A value that no column can take (a naive datetime, a number too large) is a StatementError around it.
        if type(cause) is StatementError and isinstance(cause.orig, ValueError | TypeError | OverflowError):
            raise BadInput() from cause
        raise storage_trouble(cause) from cause
    except (SQLAlchemyError, sqlite3.Error) as cause:
        raise storage_trouble(cause) from cause


def storage_trouble(cause: SQLAlchemyError | sqlite3.Error) -> StorageTrouble:
    """The error for a cause, with its sentence for the operator, which is also logged, once a minute."""
    sentence = explained(cause)
    now = time.monotonic()
    if now - _logged.get(sentence, -LOG_AGAIN_SECONDS) >= LOG_AGAIN_SECONDS:
        _logged[sentence] = now
        log.error("database: %s", sentence)
    return StorageTrouble(operator=sentence)


def explained(cause: SQLAlchemyError | sqlite3.Error) -> str:
    """Cause and way out, for whoever runs the server. Holds no statement, no value and no password."""
    if isinstance(cause, PoolTimeout):
        return "All connections to the database are busy for too long. Look what keeps it busy."
    origin: BaseException | None = cause if isinstance(cause, sqlite3.Error) else None
    if isinstance(cause, DBAPIError):
        origin = cause.orig
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", None)
        known = _SQLITE.get(code & 0xFF) if isinstance(code, int) else None
        return known or f"SQLite cannot use the database ({_first_line(origin)}). Run `debrief doctor`."
    message = str(origin or "").lower()
    for sign, sentence in _POSTGRESQL:
        if sign in message:
            return sentence
    return f"The database cannot be used ({_first_line(origin or cause)}). Run `debrief doctor`."


def is_full(trouble: StorageTrouble) -> bool:
    """Whether it is a disk that has no more room."""
    return trouble.operator in (_SQLITE[sqlite3.SQLITE_FULL], dict(_POSTGRESQL)["no space left"])


def _first_line(error: BaseException) -> str:
    """What the driver says, without the statement that SQLAlchemy would add."""
    lines = str(error).splitlines() if not isinstance(error, StatementError) else []
    return (lines[0].strip()[:160] if lines else "") or type(error).__name__
