"""Connections that rested are looked at: one that was closed is replaced, and one that is whole costs no way there."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.errors import Conflict, StorageTrouble
from core.store.database import resting_connections
from core.store.database.engine import Database
from tests.support.databases import SHARED, PostgresServer

pytestmark = pytest.mark.postgres
PUT = "INSERT INTO setting (key, value) VALUES (%(key)s, %(value)s)"


@pytest.fixture
def opened(postgres_url: str) -> Iterator[Database]:
    database = Database.open(postgres_url)
    yield database
    database.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of PostgreSQL by whoever takes a connection, and not by a transaction of ours."""
    import psycopg

    asked: list[str] = []
    execute = psycopg.Connection.execute

    def note(self: Any, query: Any, *more: Any, **named: Any) -> Any:
        asked.append(str(query))
        return execute(self, query, *more, **named)

    monkeypatch.setattr(psycopg.Connection, "execute", note)
    return asked


def read(database: Database) -> Any:
    with database.read() as tx:
        return tx.sql("SELECT 1").scalar()


def test_a_connection_that_just_rested_is_not_asked(opened: Database, asked: list[str]) -> None:
    """It was a way there and back before each transaction, that of every key among them."""
    for _ in range(5):
        assert read(opened) == 1
    assert asked == []


def test_one_that_rested_for_long_is_asked(opened: Database, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A firewall forgets connections, and tells neither side."""
    read(opened)
    monkeypatch.setattr(resting_connections, "REST_SECONDS", 0.0)
    assert read(opened) == 1
    assert asked == ["SELECT 1"]


@pytest.mark.parametrize("rest", [0.0, 60.0], ids=["asked", "looked at"])
def test_all_that_were_closed_are_replaced_unseen(
    opened: Database, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch, rest: float
) -> None:
    """More of them rest than are tried one after the other."""
    monkeypatch.setattr(resting_connections, "REST_SECONDS", rest)
    taken = [opened.read() for _ in range(4)]
    for each in taken:
        each.__enter__()
    for each in taken:
        each.__exit__(None, None, None)
    with opened.append() as tx:
        tx.driver_sql("SELECT 1", {})
    postgres_server.hang_up(SHARED)
    for _ in range(5):
        assert read(opened) == 1
    with opened.append() as tx:
        assert tx.driver_sql("SELECT 1", {}) == [(1,)]


def test_one_that_is_closed_on_this_side_is_replaced(opened: Database) -> None:
    """Its descriptor is none any more, so there is nothing to look at."""
    with opened.append() as tx:
        tx.driver_sql("SELECT 1", {})
    opened._appender.pool.connect().driver_connection.close()  # type: ignore[union-attr]
    with opened.append() as tx:
        assert tx.driver_sql("SELECT 1", {}) == [(1,)]


def test_an_append_is_stored_at_once_and_its_errors_are_told_as_all_others(opened: Database) -> None:
    """The driver's errors become those of the store; the connection goes on afterwards."""
    opened.migrate()
    with opened.append() as tx:
        tx.driver_sql(PUT, {"key": "colour", "value": "blue"})
        with opened.read() as other:
            assert other.sql("SELECT value FROM setting WHERE key = 'colour'").scalar() == "blue"
    with pytest.raises(Conflict), opened.append() as tx:
        tx.driver_sql(PUT, {"key": "colour", "value": "red"})
    with pytest.raises(StorageTrouble) as caught, opened.append() as tx:
        tx.driver_sql("SELECT pg_terminate_backend(pg_backend_pid())", {})
    assert "stopped or restarted" in caught.value.operator
    with opened.append() as tx:
        assert tx.driver_sql("SELECT value FROM setting", {}) == [("blue",)]


def test_the_plan_of_an_append_is_made_once(opened: Database) -> None:
    """To make it took longer than to run it. Every other connection decides by itself."""
    with opened.append() as tx:
        assert tx.driver_sql("SHOW plan_cache_mode", {}) == [("force_generic_plan",)]
    with opened.write() as written, opened.read() as read_only:
        assert written.sql("SHOW plan_cache_mode").scalar() == read_only.sql("SHOW plan_cache_mode").scalar() == "auto"


def test_the_connection_for_appends_can_be_opened_ahead(opened: Database) -> None:
    """The first key after a start does not wait until it is made."""
    opened.connect_for_appends()
    assert opened._appender.pool.checkedin() == 1  # type: ignore[attr-defined]
    with opened.append() as tx:
        tx.driver_sql("SELECT 1", {})
    assert opened._appender.pool.checkedin() == 1  # type: ignore[attr-defined]
