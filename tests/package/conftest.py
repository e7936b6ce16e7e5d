"""Builds the two archives once, and installs the wheel into an environment that knows nothing of the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.support.server import PATIENCE, ROOT, free_port
from tests.support.tied import start

SKIPPED = shutil.ignore_patterns(".venv", ".git", "node_modules", "__pycache__", "build", "dist", "*.egg-info", "data")


@dataclass(frozen=True)
class Archives:
    wheel: Path
    source: Path


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """Both, the wheel from what the source archive holds; made of a copy, so that nothing is left in the checkout."""
    copy, target = tmp_path_factory.mktemp("copy") / "debrief", tmp_path_factory.mktemp("archives")
    shutil.copytree(ROOT, copy, ignore=lambda folder, names: _left_out(folder, names))
    line = [sys.executable, "-m", "build", "--outdir", str(target), str(copy)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    (wheel,), (source,) = target.glob("*.whl"), target.glob("*.tar.gz")
    return Archives(wheel, source)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """The folder of built files of the browser bundle is called dist as well, and it is needed."""
    left = SKIPPED(folder, names)
    return left - {"dist"} if Path(folder).name == "editor" else left


class Installation:
    """An environment with the wheel in it. Dependencies are those of the environment that runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outside = folder / "outside"
        self._bin = folder / "env" / "bin"
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "DEBRIEF_DATA": str(folder / "data"),
            "LANG": "C.UTF-8",
        }

    def make(self, wheel: Path) -> "Installation":
        self.outside.mkdir(parents=True)
        self.call(sys.executable, "-m", "venv", "--without-pip", str(self.folder / "env"))
        (site,) = (self.folder / "env" / "lib").glob("python*/site-packages")
        # A line of a .pth file adds a folder, and nothing of the .pth files in it: not the one of the checkout.
        (site / "dependencies.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n")
        self.call(
            *(sys.executable, "-m", "pip", "--python", str(self._bin / "python"), "install", "--quiet"),
            *("--no-deps", "--no-index", "--ignore-installed", str(wheel)),
        )
        return self

    def path(self, name: str) -> str:
        return str(self._bin / name)

    def call(self, *line: str, given: str = "", env: Mapping[str, str] | None = None, expect: int = 0) -> str:
        """The output of a command that is called in an empty folder."""
        done = subprocess.run(
            line,
            input=given,
            cwd=self.outside,
            env={**self.env, **(env or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == expect, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def debrief(self, *line: str) -> str:
        return self.call(self.path("debrief"), *line)


@pytest.fixture(scope="session")
def installation(archives: Archives, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("installed")).make(archives.wheel)


@pytest.fixture(scope="session")
def served(installation: Installation) -> Iterator[str]:
    """The address of ``debrief serve`` of the installation."""
    port = free_port()
    env = {**installation.env, "DEBRIEF_PORT": str(port)}
    log_path = installation.folder / "server.log"
    with log_path.open("wb") as log:
        process = start([installation.path("debrief"), "serve"], cwd=installation.outside, env=env, log=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            assert process.poll() is None, log_path.read_text()
            assert time.monotonic() < deadline, log_path.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/live/health", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
