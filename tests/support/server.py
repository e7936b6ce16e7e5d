"""The real server in a process of its own: started on a free port, waited for, killed and started again.

Its log is printed when it dies before it answers. The tests reach the same database through ``Server.app()``.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.services.app import App, close, open_app
from core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """One Debrief. ``start`` and ``kill`` may be called in turn; the port and the data stay the same."""

    data: Path
    port: int = field(default_factory=free_port)
    more: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self._log_file.read_text(encoding="utf8", errors="replace") if self._log_file.exists() else ""

    @property
    def _log_file(self) -> Path:
        return self.data / "server.log"

    @property
    def pid(self) -> int:
        assert self.process is not None, "the server is not running"
        return self.process.pid

    def start(self) -> "Server":
        """Start and wait until it answers. Raises RuntimeError with its log when it does not."""
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(self.port)]
        ours = {"DEBRIEF_DATA": str(self.data), "DEBRIEF_PORT": str(self.port), "DEBRIEF_DATABASE_URL": ""}
        with self._log_file.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **ours, **self.more}, stdout=log, stderr=subprocess.STDOUT
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            if self.healthy():
                return self
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.log[-4000:]}")

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - loopback
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(15)
        self.process = None

    @contextlib.contextmanager
    def app(self) -> Iterator[App]:
        """The same database, opened by the test's own process."""
        app = open_app(Settings(data=self.data, port=self.port))
        try:
            yield app
        finally:
            close(app)


@pytest.fixture
def server_in(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Makes servers that end with the test: ``server_in(DEBRIEF_ACCESS="key")``."""
    made: list[Server] = []

    def start(**more: str) -> Server:
        made.append(Server(tmp_path / f"data{len(made)}", more=more))
        return made[-1].start()

    yield start
    for server in made:
        server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running server for all the tests that do not harm it."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, to be killed and started again."""
    running = Server(tmp_path / "data").start()
    yield running
    running.stop()
