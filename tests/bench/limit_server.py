"""Builds and runs the bare y-websocket server in a scratch folder, and drives protocol peers from Node."""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.tied import start

SOURCE = Path(__file__).parent / "limit"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def build(scratch: Path) -> Path:
    """Copy, install and bundle. Returns the folder with ``server.cjs`` and ``peers.cjs`` ready to run."""
    folder = scratch / "limit"
    shutil.copytree(SOURCE, folder)
    bundle = ["npx", "esbuild", "page.mjs", "--bundle", "--minify", "--outfile=built/page.js", "--log-level=error"]
    for command in (["npm", "ci", "--silent"], bundle):
        subprocess.run(command, cwd=folder, check=True, timeout=300, stdout=subprocess.DEVNULL)
    return folder


@dataclass(frozen=True)
class LimitServer:
    port: int
    pid: int

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.port}/?room=bench{time.monotonic_ns()}"

    def socket(self) -> str:
        return f"ws://127.0.0.1:{self.port}/peers{time.monotonic_ns()}"


@contextlib.contextmanager
def running(folder: Path) -> Iterator[LimitServer]:
    """The server, until the block ends."""
    port = free_port()
    with (folder / "log").open("ab") as log:
        process = start(["node", "server.cjs"], cwd=folder, env={**os.environ, "PORT": str(port)}, log=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield LimitServer(port, process.pid)
    finally:
        process.terminate()
        process.wait(10)


def wait_for(url: str, seconds: float = 60) -> None:
    """Until the address answers; raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  loopback http only, built here
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer in {seconds:g} s")


@dataclass(frozen=True)
class Fanout:
    """p50 and p95 in ms from one peer's edit to another peer's socket; ``delivered`` is a share of 1."""

    p50: float
    p95: float
    delivered: float
    edits: int
    closed: int


@dataclass(frozen=True)
class Room:
    """Where a room's peers connect, the cookies that they take in turn, and the page's origin, if it has its own."""

    url: str
    peers: int
    cookies: Sequence[str] = ()
    origin: str = ""


async def fan_out(
    folder: Path, url: str, root: str, peers: int, *, origin: str, cookies: Sequence[str] = (), seconds: int = 15
) -> Fanout:
    """``peers`` peers typing two edits a second each into one text. Raises RuntimeError when the driver fails."""
    (found,) = await rooms(folder, [Room(url, peers, cookies)], root, origin=origin, rate=2, seconds=seconds)
    return found


async def rooms(
    folder: Path, places: Sequence[Room], root: str, *, origin: str, rate: float = 1, seconds: int = 15
) -> list[Fanout]:
    """Peers of several rooms, each typing ``rate`` edits a second. Raises RuntimeError when the driver fails."""
    plan = {
        "rooms": [
            {"url": one.url, "cookies": list(one.cookies), "peers": one.peers, "origin": one.origin or origin}
            for one in places
        ],
        "rate": rate, "seconds": seconds, "root": root, "drain": 5,
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        "node",
        "--max-old-space-size=4096",
        "peers.cjs",
        cwd=folder,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(json.dumps(plan).encode()), seconds + 120)
    if process.returncode != 0:
        raise RuntimeError(err.decode()[-800:])
    return [Fanout(**found) for found in json.loads(out)]
