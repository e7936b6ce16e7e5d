"""The PostgreSQL of the tests leaves the machine as it was, also when root runs them."""

import os
import pwd
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.support import postgres
from tests.support.databases import SHARED, PostgresServer

pytestmark = pytest.mark.postgres


def _machine() -> tuple[list[str], dict[str, int], bool]:
    """The users, the rights of every folder above the binaries and the home, the lock of the package's own starter."""
    binaries = postgres.installed()
    assert binaries is not None
    folders = {*Path.home().parents, Path.home(), *binaries.parents, binaries / "bin"}
    return (
        sorted(entry.pw_name for entry in pwd.getpwall()),
        {str(folder): stat.S_IMODE(folder.stat().st_mode) for folder in sorted(folders)},
        (Path(tempfile.gettempdir()) / ".lockfile").exists(),
    )


def test_a_cluster_leaves_nothing_behind() -> None:
    """No user, no open home, no lock that stops the next user; no process and no folder either."""
    before = _machine()
    binaries = postgres.installed()
    assert binaries is not None
    cluster = postgres.Cluster(binaries)
    try:
        with psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        owner = psutil.Process(cluster.pid).username()
        assert owner == (postgres.UNPRIVILEGED if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)
        assert stat.S_IMODE(cluster.folder.stat().st_mode) == 0o700
    finally:
        cluster.stop()
    assert _machine() == before
    assert not psutil.pid_exists(cluster.pid)
    assert not cluster.folder.exists()


def test_a_cluster_that_cannot_start_says_why(tmp_path: Path) -> None:
    """Its own words, and no folder is left."""
    binaries = tmp_path / "package" / "pginstall"
    for part in postgres.PARTS:
        (binaries / part).mkdir(parents=True)
    program = binaries / "bin" / "initdb"
    program.write_text("#!/bin/sh\necho no room left >&2\nexit 1\n")
    program.chmod(0o755)
    folders = Path(tempfile.gettempdir())
    own = f"{postgres.PREFIX}{os.getpid()}-*"
    before = set(folders.glob(own))
    with pytest.raises(RuntimeError, match="no room left"):
        postgres.Cluster(binaries)
    assert set(folders.glob(own)) == before


def test_what_a_run_that_was_cut_has_left_is_removed_by_the_next_one(tmp_path: Path) -> None:
    """Folders of runs that go on stay, and so does what has another name."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    left, others = tmp_path / f"{postgres.PREFIX}{ended.pid}-x", tmp_path / f"{postgres.PREFIX}{os.getpid()}-x"
    for folder in (left / "data", others, tmp_path / f"{postgres.PREFIX}backup-1"):
        folder.mkdir(parents=True)
    postgres.sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {others.name, f"{postgres.PREFIX}backup-1"}


def test_the_next_test_gets_an_empty_database_whatever_one_has_left(postgres_server: PostgresServer) -> None:
    """Rows that were stored, a change that never ended and holds its locks, and the connections themselves."""
    insert = "INSERT INTO setting (key, value) VALUES (%s, '1')"
    url = postgres_server.url(SHARED)
    with psycopg.connect(url) as stored:
        stored.execute(insert, ("stored",))
    half = psycopg.connect(url)
    half.execute(insert, ("half",))
    postgres_server.empty_shared()
    with pytest.raises(psycopg.OperationalError):
        half.execute("SELECT 1")
    half.close()
    with psycopg.connect(url) as after:
        assert after.execute("SELECT count(*) FROM setting").fetchone() == (0,)
