"""The real server: started on a free port with a folder of its own, killed, started again.

It is what people run (``python -m streamlit run app.py``). When it dies its log is part of the failure.
It ends with the tests, even with killed ones.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import httpx
import pytest

from core.services.app import App
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.support.tied import start

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # s; a start takes 2 on a machine that is free and 40 on one with a load of 37
LOG_LINES = 60
REFUSED = "A browser sent a value"
"""How the line begins that says that a widget's value was not taken: never the answer to what a real browser sends."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """One server process. ``data`` stays when it is killed, so that ``start`` goes on with it.

    ``by`` is a command that becomes the one that it is given, in other circumstances, such as ``nice``.
    """

    def __init__(
        self,
        data: Path,
        env: Mapping[str, str] | None = None,
        *,
        port: int | None = None,
        address: str = "127.0.0.1",
        by: Sequence[str] = (),
    ) -> None:
        self.data = data
        self.port = port or free_port()
        self.address = address
        self.by = tuple(by)
        self.env = {"DEBRIEF_DATA": str(data), "DEBRIEF_DATABASE_URL": "", **(env or {})}
        self.log_path = data / f"server-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def start(self) -> "Server":
        """Starts it and waits until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        command = [
            *(*self.by, sys.executable, "-m", "streamlit", "run", "app.py"),
            *("--server.port", str(self.port), "--server.address", self.address, "--server.headless", "true"),
        ]
        messages = {**os.environ, **self.env}
        with self.log_path.open("ab") as log:
            self._process = start(command, cwd=ROOT, env=messages, log=log)
        self._wait()
        return self

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + PATIENCE
        # One client: each new one reads all certificates, twenty times a second beside a server that wants the core.
        with httpx.Client(base_url=self.url, timeout=5, verify=False, trust_env=False) as client:  # noqa: S501 - no TLS
            while time.monotonic() < deadline:
                if self._process.poll() is not None:
                    pytest.fail(f"the server died with {self._process.returncode}:\n{self.tail()}")
                with contextlib.suppress(httpx.HTTPError):
                    if client.get("/_stcore/health").status_code == 200:
                        return
                time.sleep(0.05)
        pytest.fail(f"the server did not answer within {PATIENCE} s:\n{self.tail()}")

    def refused_values(self) -> list[str]:
        """The lines about widgets whose value the server did not take, since it was first started."""
        return [line for line in self.log.splitlines() if REFUSED in line]

    def tail(self) -> str:
        return "\n".join(self.log.splitlines()[-LOG_LINES:])

    def kill(self) -> None:
        """SIGKILL: nothing is flushed, nobody is told."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As Ctrl+C does; killed when it takes too long."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(15)

    @contextlib.contextmanager
    def app(self) -> Iterator[App]:
        """The same database, opened by the test's own process."""
        settings = Settings(data=self.data, port=self.port, database_url=self.env["DEBRIEF_DATABASE_URL"])
        app = open_app(settings)
        try:
            yield app
        finally:
            close(app)

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers, by default on one folder; stops them all in the end."""
    started: list[Server] = []

    def start(data: Path | None = None, **more: str) -> Server:
        server = Server(data or tmp_path / "data", more)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.stop()
    assert [line for server in started for line in server.refused_values()] == []


@pytest.fixture
def fresh_server(start_server: Callable[..., Server]) -> Server:
    """A server of the test's own, to be killed and started again."""
    return start_server()


@pytest.fixture
def server_in(tmp_path: Path, start_server: Callable[..., Server]) -> Callable[..., Server]:
    """Makes servers with settings, each on a folder of its own: ``server_in(DEBRIEF_ACCESS="key")``."""

    def start(**more: str) -> Server:
        return start_server(tmp_path / f"data{free_port()}", **more)

    return start


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running server for all the tests that do not harm it."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()
