"""Checks of the database server: its version, whether what is stored survives a power cut, and its clock."""

from datetime import datetime
from pathlib import Path
from typing import Final

from core.services.operations.checks.check import Check, fail, ok, warn
from core.store.database.engine import Database
from core.store.database.server_facts import NETWORK_FILESYSTEMS, ServerFacts, filesystem_of

VERSION: Final = "database version"
DURABLE: Final = "durability"
CLOCKS: Final = "database clock"

LEAST_POSTGRESQL: Final = 13
LEAST_SQLITE: Final = (3, 35)
"""Rows come back from an insert (RETURNING) since then."""
MOST_APART: Final = 2.0
FAR_APART: Final = 60.0


def version(found: ServerFacts) -> Check:
    """And the schema: a server of another version must not run on it."""
    shown = f"{found.kind} {found.version}, {found.size / 1e6:.1f} MB, schema {found.schema or 'none'}"
    if found.schema != found.newest_schema:
        return fail(
            VERSION,
            f"{shown}; this version has {found.newest_schema}. Start its server once, or use the other version.",
        )
    numbers = tuple(int(part) for part in found.version.split()[0].split(".") if part.isdecimal())
    least = LEAST_SQLITE if found.kind == "SQLite" else (LEAST_POSTGRESQL,)
    if numbers < least:
        return fail(VERSION, f"{shown}. Debrief needs {found.kind} {'.'.join(map(str, least))} or newer.")
    return ok(VERSION, f"{shown}.")


def durability(found: ServerFacts, db: Database) -> Check:
    """Whether “Saved” is true after a power cut."""
    settings = found.settings
    if found.kind == "SQLite":
        kind = filesystem_of(Path(db.place))
        if kind in NETWORK_FILESYSTEMS:
            return fail(
                DURABLE,
                f"The database file is on {kind}, where SQLite's WAL cannot be relied on: move DEBRIEF_DATA to a disk "
                "of this computer, or use PostgreSQL.",
            )
        if settings["journal_mode"] != "wal":
            return warn(
                DURABLE, f"The journal mode is {settings['journal_mode']}. Start the server once; it sets it to wal."
            )
        return ok(DURABLE, "WAL with synchronous=FULL: each commit is on the disk before it is shown.")
    off = [name for name in ("fsync", "full_page_writes") if settings[name] == "off"]
    if off:
        return fail(
            DURABLE, f"{' and '.join(off)} is off in PostgreSQL: a power cut can destroy everything. Switch it on."
        )
    if settings["synchronous_commit"] == "off":
        return fail(
            DURABLE, "synchronous_commit is off: what is shown as saved can be lost. Switch it on for this database."
        )
    if settings["server_encoding"] != "UTF8":
        return fail(
            DURABLE,
            f"The database is encoded in {settings['server_encoding']}. Make a new one with UTF8, and restore into it.",
        )
    return ok(DURABLE, f"fsync on, synchronous_commit {settings['synchronous_commit']}, UTF8.")


def clocks(found: ServerFacts, now: datetime) -> Check:
    """Deadlines are the database's; logs, certificates and signatures are this computer's."""
    apart = (found.now - now).total_seconds()
    shown = f"The database's clock and this computer's are {abs(apart):.1f} s apart"
    if abs(apart) > FAR_APART:
        return fail(CLOCKS, f"{shown}. Signatures and sign-ins will be refused: let NTP keep both right.")
    if abs(apart) > MOST_APART:
        return warn(CLOCKS, f"{shown}. Let NTP keep both right.")
    return ok(CLOCKS, f"{shown}.")


def no_time_travel(noted: datetime | None, now: datetime) -> Check | None:
    """When the server last wrote down the time; None when that is no later than now."""
    if noted is None or (noted - now).total_seconds() <= MOST_APART:
        return None
    return fail(
        CLOCKS,
        f"The server wrote at {noted:%Y-%m-%d %H:%M:%S} UTC, which is still to come: a clock was set back. Meetings "
        "that ran then show wrong times; let NTP keep the clock right.",
    )
