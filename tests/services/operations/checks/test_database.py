"""The database server as the doctor sees it, on both kinds; and what is not durable is called so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.services.app import App
from core.services.operations.checks import database
from core.services.operations.checks.check import Level
from core.store.database import server_facts
from core.store.database.server_facts import ServerFacts, facts, filesystem_of

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
SQLITE = ServerFacts("SQLite", "3.45.1", "0015", "0015", {"journal_mode": "wal"}, NOW, 5_000_000)
GOOD = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "server_encoding": "UTF8"}
POSTGRESQL = ServerFacts("PostgreSQL", "15.14 (Debian 15.14-0+deb12u1)", "0015", "0015", GOOD, NOW, 9_000_000)


def test_a_database_of_this_version_is_well(app: App) -> None:
    """A real one of each kind, as Debrief itself sets it up."""
    found = facts(app.db)
    assert found.kind == ("SQLite" if app.db.dialect == "sqlite" else "PostgreSQL")
    assert found.size > 10_000
    checks = (database.version(found), database.durability(found, app.db), database.clocks(found, found.now))
    levels = {check.name: check.level for check in checks if check.name != database.DURABLE}
    assert set(levels.values()) == {Level.OK}, checks
    # The PostgreSQL of the tests is switched to be quick: that is found.
    assert checks[1].level in (Level.OK, Level.FAIL)
    assert app.db.dialect == "postgresql" or checks[1].level is Level.OK


@pytest.mark.parametrize(
    ("found", "level", "says"),
    [
        (SQLITE, Level.OK, "SQLite 3.45.1, 5.0 MB, schema 0015."),
        (POSTGRESQL, Level.OK, "PostgreSQL 15.14"),
        (replace(SQLITE, schema="0014"), Level.FAIL, "this version has 0015"),
        (replace(SQLITE, schema=None), Level.FAIL, "schema none"),
        (replace(SQLITE, version="3.31.0"), Level.FAIL, "3.35 or newer"),
        (replace(POSTGRESQL, version="12.9"), Level.FAIL, "13 or newer"),
        (replace(POSTGRESQL, version="18beta1"), Level.FAIL, "18beta1"),
    ],
)
def test_versions(found: ServerFacts, level: Level, says: str) -> None:
    """Of the server and of the tables."""
    check = database.version(found)
    assert (check.level, says in check.sentence) == (level, True), check


@pytest.mark.parametrize(
    ("settings", "level", "says"),
    [
        ({}, Level.OK, "fsync on"),
        ({"fsync": "off"}, Level.FAIL, "power cut"),
        ({"full_page_writes": "off"}, Level.FAIL, "full_page_writes"),
        ({"synchronous_commit": "off"}, Level.FAIL, "shown as saved"),
        ({"synchronous_commit": "local"}, Level.OK, "local"),
        ({"server_encoding": "SQL_ASCII"}, Level.FAIL, "UTF8"),
    ],
)
def test_what_is_not_durable_on_postgresql(sqlite_app: App, settings: dict[str, str], level: Level, says: str) -> None:
    """“Saved” would be a lie."""
    check = database.durability(replace(POSTGRESQL, settings={**GOOD, **settings}), sqlite_app.db)
    assert (check.level, says in check.sentence) == (level, True), check


def test_what_is_not_durable_on_sqlite(sqlite_app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another journal, and a file on a network."""
    assert database.durability(SQLITE, sqlite_app.db).level is Level.OK
    check = database.durability(replace(SQLITE, settings={"journal_mode": "delete"}), sqlite_app.db)
    assert (check.level, "delete" in check.sentence) == (Level.WARN, True)
    monkeypatch.setattr(database, "filesystem_of", lambda _path: "nfs4")
    check = database.durability(SQLITE, sqlite_app.db)
    assert (check.level, "nfs4" in check.sentence) == (Level.FAIL, True)


@pytest.mark.parametrize(
    ("apart", "level"),
    [
        (0.0, Level.OK),
        (1.9, Level.OK),
        (-3.0, Level.WARN),
        (30.0, Level.WARN),
        (61.0, Level.FAIL),
        (-4_000.0, Level.FAIL),
    ],
)
def test_two_clocks(apart: float, level: Level) -> None:
    """Those of the database and of this computer."""
    assert database.clocks(SQLITE, NOW + timedelta(seconds=apart)).level is level


def test_a_clock_that_was_set_back() -> None:
    """The server wrote down a time that is still to come."""
    assert database.no_time_travel(None, NOW) is None
    assert database.no_time_travel(NOW - timedelta(days=1), NOW) is None
    found = database.no_time_travel(NOW + timedelta(hours=1), NOW)
    assert found is not None
    assert (found.level, "2026-11-30 13:00:00" in found.sentence) == (Level.FAIL, True)


def test_which_file_system_a_path_is_on(tmp_path: Path) -> None:
    """The longest mount point that it lies under; a blank in a name is written as an octal number."""
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nfiler:/x /srv nfs4 rw 0 0\n/dev/sdb1 /srv/my\\040disk xfs rw 0 0\nshort\n"
    )
    kinds = {
        path: filesystem_of(Path(path), mounts) for path in ("/mnt/x", "/srv/debrief.db", "/srv/my disk/x", "/srvx")
    }
    assert kinds == {"/mnt/x": "ext4", "/srv/debrief.db": "nfs4", "/srv/my disk/x": "xfs", "/srvx": "ext4"}
    assert filesystem_of(Path("/x"), tmp_path / "none") == ""
    assert "nfs4" in server_facts.NETWORK_FILESYSTEMS
