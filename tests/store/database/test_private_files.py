"""The file of a database is its owner's alone, whoever made the folder; and looking at it leaves no trace."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import StorageTrouble
from core.store import settings_kv
from core.store.database.engine import Database
from core.store.database.sqlite import files_of, open_to_others


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """022, as almost everywhere: what is made is readable by all unless somebody cares."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(path: Path) -> set[int]:
    return {name.stat().st_mode & 0o777 for name in files_of(path) if name.exists()}


def used(path: Path) -> Database:
    database = Database.open(path)
    database.migrate()
    with database.write() as tx:
        settings_kv.put_setting(tx, settings_kv.WORKSPACE_KEY, "secret")
    return database


def test_a_new_database_is_private_in_a_folder_that_was_there_before(tmp_path: Path) -> None:
    """The layout of docs/deploy.md: the folder was made by the administrator with the usual rights."""
    folder = tmp_path / "srv"
    folder.mkdir(mode=0o755)
    database = used(folder / "debrief.db")
    assert len([name for name in files_of(folder / "debrief.db") if name.exists()]) == 3
    assert modes(folder / "debrief.db") == {0o600}
    database.close()


def test_a_database_that_was_open_to_all_is_closed_at_the_next_start(tmp_path: Path) -> None:
    """Its -wal and -shm as well."""
    path = tmp_path / "debrief.db"
    first = used(path)
    for name in files_of(path):
        name.chmod(0o644)
    assert len(open_to_others(path)) == 3
    second = Database.open(path)
    assert open_to_others(path) == ()
    second.close()
    first.close()


def test_looking_makes_and_changes_nothing(tmp_path: Path) -> None:
    """Read-only: no file where there is none, no rights changed, no row written."""
    missing = Database.open(tmp_path / "none" / "debrief.db", readonly=True)
    with pytest.raises(StorageTrouble), missing.read():
        pass
    assert not (tmp_path / "none").exists()
    path = tmp_path / "debrief.db"
    used(path).close()
    path.chmod(0o640)
    looking = Database.open(path, readonly=True)
    with looking.read() as tx:
        assert settings_kv.get_setting(tx, settings_kv.WORKSPACE_KEY) == "secret"
    with pytest.raises(StorageTrouble) as trouble, looking.write() as tx:
        settings_kv.put_setting(tx, settings_kv.WORKSPACE_KEY, "other")
    assert "read-only" in trouble.value.operator
    looking.close()
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a#b", "a b", "ä", "a?mode=memory"])
def test_a_path_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    """Signs that mean something in an address mean nothing in DEBRIEF_DATA."""
    path = tmp_path / name / "debrief.db"
    database = used(path)
    assert database.place == str(path)
    database.close()
    assert path.is_file()
