"""The server as a process: from its start until it answers beside Streamlit's hello, and from SIGTERM until it is gone.

The two are started in turn, so that what else the machine does falls on both.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import httpx

from tests.bench.figures import Table, percentile
from tests.bench.limit_server import free_port
from tests.support.server import ROOT
from tests.support.tied import start

ROUNDS: Final = 6
PATIENCE_SECONDS: Final = 120.0
LONGER_MS: Final = 1000.0
"""A start may take so much longer than hello's."""
STOP_MS: Final = 1000.0
SETTLED_SECONDS: Final = 2.0
"""Then also what a start leaves for later is done, and a stop is one of a server at rest."""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """Medians; the first round of each is left out, since it reads its files from the disk."""
    hello: list[float] = []
    ours: list[float] = []
    stops: list[float] = []
    data = scratch / "start"
    data.mkdir(parents=True)
    for _ in range(ROUNDS):
        hello.append(_spent(["hello", "--browser.gatherUsageStats", "false"], data, {})[0])
        begun, stopped = _spent(["run", "app.py"], ROOT, {"DEBRIEF_DATA": str(data), "DEBRIEF_DATABASE_URL": ""})
        ours.append(begun)
        stops.append(stopped)
    theirs = percentile(hello[1:], 50)
    table.add_bound("start until it answers, median", percentile(ours[1:], 50), "ms", theirs + LONGER_MS, theirs)
    table.add_bound("stop of a server at rest, slowest", max(stops), "ms", STOP_MS)


def _spent(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> tuple[float, float]:
    """Milliseconds of the start and of the stop."""
    port = free_port()
    line = [sys.executable, "-m", "streamlit", *command, "--server.headless", "true"]
    line += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    # Streamlit is compiled when it is installed; without this, Debrief would be compiled anew at each start.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with Path(os.devnull).open("ab") as log, httpx.Client(timeout=5, trust_env=False) as client:
        since = time.perf_counter()
        process = start(line, cwd=cwd, env=around | dict(env), log=log)
        try:
            _wait_for(client, f"http://127.0.0.1:{port}/_stcore/health", process)
            begun = time.perf_counter()
            time.sleep(SETTLED_SECONDS)
            stopping = time.perf_counter()
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)
            return 1000 * (begun - since), 1000 * (time.perf_counter() - stopping)
        finally:
            if process.poll() is None:
                process.kill()


def _wait_for(client: httpx.Client, url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if client.get(url).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer")
