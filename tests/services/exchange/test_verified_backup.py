"""A backup counts only after it was tried, and a folder of backups loses nothing that is not ours."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from core.errors import BadFile, BadInput, NotFound, StorageTrouble
from core.services import postmortems
from core.services.app import App
from core.services.exchange import verified_backup as module
from core.services.exchange.backup import backup
from core.services.exchange.verified_backup import back_up_into, own_backups, verified_backup, verify
from core.services.operations import figures
from core.settings import Settings
from core.store import settings_kv
from core.store.database import health, row_archive
from core.store.database.database_errors import storage_trouble
from tests.support.apps import open_room
from tests.support.released import opened

NOW = datetime(2026, 11, 30, 2, 30, tzinfo=UTC)
NAME = "debrief-20261130T023000Z.debrief"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def _changed(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """The same archive with other bytes in some of its members."""
    with ZipFile(path) as file:
        members = {name: change(name, file.read(name)) for name in file.namelist()}
    with ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)


def test_a_backup_is_restored_for_a_try(app: App, tmp_path: Path) -> None:
    """Of either kind of database: what was read back is told, and nothing but the file is left."""
    open_room(app, "Orders stood still")
    postmortems.add_example(app)
    path = tmp_path / "all" / "all.debrief"
    path.parent.mkdir()
    made, verified = verified_backup(path, app.settings)
    assert (made.postmortems, verified.postmortems) == (2, 2)
    assert verified.rows > 20
    assert [item.name for item in path.parent.iterdir()] == ["all.debrief"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert verify(path) == verified


def test_when_it_was_made_is_noted_for_monitors(app: App, tmp_path: Path) -> None:
    """Only of a backup that was good."""
    assert figures.read(app).last_backup is None
    made, _ = verified_backup(tmp_path / "all.debrief", app.settings)
    assert figures.read(app).last_backup == made.made_at.astimezone(UTC)


def test_what_a_restore_forgets_on_purpose_is_no_damage(sqlite_app: App, tmp_path: Path) -> None:
    """Days in the trash count anew after one: counted is what came back, before that."""
    with sqlite_app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.TRASH_SINCE, "2026-11-30")
    _, verified = verified_backup(tmp_path / "all.debrief", sqlite_app.settings)
    assert verified.postmortems == 0


def test_a_bad_backup_never_replaces_a_good_one(
    sqlite_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read back is not kept, and nothing is noted."""
    path = tmp_path / "all.debrief"
    verified_backup(path, sqlite_app.settings)
    good = path.read_bytes()
    noted = figures.read(sqlite_app).last_backup
    monkeypatch.setattr(health, "findings", lambda _db: ["The database file is damaged (page 7). Restore it."])
    with pytest.raises(BadFile, match="page 7"):
        verified_backup(path, sqlite_app.settings)
    assert path.read_bytes() == good
    assert figures.read(sqlite_app).last_backup == noted
    assert sorted(item.name for item in tmp_path.iterdir() if "debrief" in item.name and ".db" not in item.name) == [
        "all.debrief"
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda name, data: data[:-40] if name.endswith("postmortem.jsonl") else data, "damaged"),
        (
            lambda name, data: data.replace(b'"rows": 1', b'"rows": 7', 1) if name == "manifest.json" else data,
            "damaged",
        ),
        (lambda name, data: b"{}" if name == "manifest.json" else data, "no backup"),
    ],
)
def test_what_is_damaged_is_told(
    sqlite_app: App, tmp_path: Path, change: Callable[[str, bytes], bytes], says: str
) -> None:
    """A row cut off, a count that is not right, another file altogether."""
    open_room(sqlite_app, "Orders stood still")
    path = tmp_path / "all.debrief"
    backup(path, sqlite_app.settings)
    _changed(path, change)
    with pytest.raises(BadFile, match=says):
        verify(path)


def test_rows_that_do_not_come_back_are_told(sqlite_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in the database that was made of it, and not in the file."""
    open_room(sqlite_app, "Orders stood still")
    path = tmp_path / "all.debrief"
    backup(path, sqlite_app.settings)
    counts = row_archive.counts
    monkeypatch.setattr(row_archive, "counts", lambda tx: {**counts(tx), "member": 0})
    with pytest.raises(BadFile, match="the table member has 0 rows and not"):
        verify(path)


@pytest.mark.parametrize("schema", ["0005", "0009"])
def test_a_backup_of_an_older_schema_is_verified(tmp_path: Path, schema: str) -> None:
    """Before an upgrade it is made by the new version: the steps since then run over the copy, never over the data."""
    place = tmp_path / "old" / "debrief.db"
    settings = Settings(database_url=opened(schema, place), data=tmp_path)
    made, verified = verified_backup(tmp_path / "old.debrief", settings)
    assert verified.schema == schema
    assert verified.postmortems == made.postmortems > 0
    with closing(sqlite3.connect(place)) as plain:
        assert plain.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema,)]


def test_the_newest_stay(sqlite_app: App, folder: Path) -> None:
    """As many as were asked for, the new one among them; the oldest of ours goes first."""
    for day in range(5):
        done = back_up_into(folder, 3, NOW + timedelta(days=day), sqlite_app.settings)
    assert done.removed == ("debrief-20261201T023000Z.debrief",)
    assert done.kept == 3
    assert [path.name for path in own_backups(folder)] == [
        f"debrief-202612{day:02}T023000Z.debrief" for day in (4, 3, 2)
    ]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_that_is_not_ours_is_removed(sqlite_app: App, folder: Path, tmp_path: Path) -> None:
    """Other names, links, folders: whoever keeps something beside the backups finds it there."""
    folder.mkdir()
    old = "debrief-20200101T000000Z.debrief"
    others = ["debrief-2026-11-23.debrief", "before-upgrade.debrief", "notes.txt", f"{old}.gpg", f"x{old}", old.upper()]
    for name in others:
        (folder / name).write_text("kept")
    elsewhere = tmp_path / "elsewhere.debrief"
    elsewhere.write_text("kept")
    (folder / "debrief-20200102T000000Z.debrief").symlink_to(elsewhere)
    (folder / "debrief-20200103T000000Z.debrief").mkdir()
    (folder / old).write_text("an old one of ours")
    done = back_up_into(folder, 1, NOW, sqlite_app.settings)
    assert done.removed == (old,)
    assert elsewhere.read_text() == "kept"
    left = {item.name for item in folder.iterdir()}
    assert left == {*others, NAME, "debrief-20200102T000000Z.debrief", "debrief-20200103T000000Z.debrief"}


def test_a_failure_removes_nothing(sqlite_app: App, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old ones are all there is then."""
    for day in range(3):
        back_up_into(folder, 3, NOW + timedelta(days=day), sqlite_app.settings)
    before = own_backups(folder)
    monkeypatch.setattr(health, "findings", lambda _db: ["It is broken."])
    with pytest.raises(BadFile):
        back_up_into(folder, 1, NOW + timedelta(days=9), sqlite_app.settings)
    assert own_backups(folder) == before
    assert sorted(folder.iterdir()) == sorted(before)


def test_a_clock_that_went_back_keeps_the_new_one(sqlite_app: App, folder: Path) -> None:
    """Named older than all others, and there all the same."""
    for day in range(3):
        back_up_into(folder, 3, NOW + timedelta(days=day), sqlite_app.settings)
    done = back_up_into(folder, 2, NOW - timedelta(days=9), sqlite_app.settings)
    assert done.path.is_file()
    assert verify(done.path).postmortems == 0


def test_a_clock_that_was_ahead_costs_no_right_backup(sqlite_app: App, folder: Path) -> None:
    """What was made then goes first, although its name is the newest."""
    for day in range(2):
        back_up_into(folder, 2, NOW + timedelta(days=400 + day), sqlite_app.settings)
    for day in range(3):
        done = back_up_into(folder, 2, NOW + timedelta(days=day), sqlite_app.settings)
    assert done.kept == 2
    kept = [item.name for item in own_backups(folder)]
    assert kept == ["debrief-20261202T023000Z.debrief", "debrief-20261201T023000Z.debrief"]


def test_what_a_killed_backup_left_goes_after_a_day(sqlite_app: App, folder: Path) -> None:
    """It holds every secret; one that is on its way just now is left alone."""
    folder.mkdir()
    long_ago = (NOW - timedelta(days=2)).timestamp()
    stale = [folder / f".{NAME}.0a1b2c3d", folder / f"..{NAME}.0a1b2c3d.x_y"]
    for path in stale:
        path.write_text("half")
        os.utime(path, (long_ago, long_ago))
    tried = folder / ".debrief-verify-abc"
    tried.mkdir()
    (tried / "verify.db").write_text("all secrets")
    os.utime(tried, (long_ago, long_ago))
    fresh = folder / f".{NAME}.ffffffff"
    fresh.write_text("half")
    now = datetime.now(UTC)
    done = back_up_into(folder, 2, now, sqlite_app.settings)
    assert {item.name for item in folder.iterdir()} == {done.path.name, fresh.name}


def test_keeping_none_is_refused(sqlite_app: App, folder: Path) -> None:
    """A slip of the fingers removes no backup."""
    for keep in (0, -3):
        with pytest.raises(BadInput, match="at least one"):
            back_up_into(folder, keep, NOW, sqlite_app.settings)
    assert not folder.exists()


def test_a_database_that_is_not_there_is_no_empty_backup(tmp_path: Path, folder: Path) -> None:
    """Else a folder of good backups would fill with empty ones."""
    with pytest.raises(NotFound):
        back_up_into(folder, 2, NOW, Settings(data=tmp_path / "nowhere", database_url=""))
    assert list(folder.iterdir()) == []


def test_a_full_disk_during_the_try_is_said(sqlite_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no proof, so it does not count."""

    def full(*_: object, **__: object) -> None:
        raise StorageTrouble("The disk is full.")

    monkeypatch.setattr(module, "restore_into", full)
    with pytest.raises(BadFile, match="The disk is full"):
        verified_backup(tmp_path / "all.debrief", sqlite_app.settings)
    assert not (tmp_path / "all.debrief").exists()


def test_a_folder_that_nobody_may_write_to_can_be_verified(sqlite_app: App, tmp_path: Path) -> None:
    """The try then happens in the folder for temporary files."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    backup(folder / "all.debrief", sqlite_app.settings)
    folder.chmod(0o500)
    try:
        assert verify(folder / "all.debrief").postmortems == 0
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_full_disk_during_the_try_is_no_fault_of_the_backup(
    sqlite_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads that a backup is not to be relied on throws it away. The room that a try needs is named."""
    path = tmp_path / "all.debrief"
    backup(path, sqlite_app.settings)

    def on_a_small_disk(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise storage_trouble(error)

    monkeypatch.setattr(module, "restore_into", on_a_small_disk)
    with pytest.raises(StorageTrouble) as caught:
        verify(path)
    assert f"no room in {tmp_path} to restore the backup for a try" in caught.value.operator
    assert "about 1." in caught.value.operator
    assert "MB are needed" in caught.value.operator
    assert "Nothing is known to be wrong with the backup" in caught.value.operator
    assert [item.name for item in tmp_path.iterdir() if ".debrief" in item.name] == ["all.debrief"]
