"""What bringing a database up to date leaves behind in the process: nothing."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from core.store import settings_kv
from core.store.database import row_archive
from core.store.database.engine import Database


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    """What the engines of this test remember of their statements, by statement."""
    kept: dict[Any, Any] = {}
    monkeypatch.setattr(Engine, "_compiled_cache", property(lambda _: kept, lambda _, own: None), raising=False)
    return kept


def test_the_statements_of_a_migration_are_not_remembered(tmp_path: Path, remembered: dict[Any, Any]) -> None:
    """Each names tables as they were at its step, with their columns and the connection, for as long as the engine."""
    database = Database.open(tmp_path / "debrief.db")
    try:
        database.migrate()
        assert remembered == {}
    finally:
        database.close()


def test_nor_are_those_of_a_restore(tmp_path: Path, remembered: dict[Any, Any]) -> None:
    """It goes through the steps of every version since the one of the backup."""
    database = Database.open(tmp_path / "debrief.db")
    try:
        with database.rebuild() as tx:
            row_archive.refill(tx, "0001", lambda _: [], {})
            row_archive.bring_up_to_date(tx)
        assert remembered == {}
    finally:
        database.close()


def test_what_is_asked_afterwards_is_remembered_as_ever(tmp_path: Path, remembered: dict[Any, Any]) -> None:
    """Compiling the same statement again and again would cost more than the statement."""
    database = Database.open(tmp_path / "debrief.db")
    try:
        database.migrate()
        with database.read() as tx:
            assert settings_kv.get_setting(tx, settings_kv.INSTANCE_SECRET) is None
        assert len(remembered) == 1
    finally:
        database.close()
