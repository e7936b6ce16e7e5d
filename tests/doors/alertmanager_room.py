"""The same Prometheus and Alertmanager talk to a `debrief serve`: a room opens, is joined, and it is over."""

import os
import sys
import time
import urllib.request
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.domain.postmortem import Postmortem, TimelineKind
from core.services.app import App
from core.services.inbound import keys
from core.services.lifecycle import close, open_app
from core.services.postmortems.summary_view import recorded
from core.settings import Settings
from core.store import postmortems
from tests.doors.monitoring import REPEAT_INTERVAL, monitoring
from tests.support.server import free_port
from tests.support.tied import start

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
Found = list[Postmortem]


def run(folder: Path, programs: Path) -> list[str]:
    """Failures as sentences."""
    port = free_port()
    failures: list[str] = []
    with served(folder / "data", port), opened_app(folder / "data", port) as app:
        there = ids_in(app)  # the example
        address = f"http://127.0.0.1:{port}/live/in/alertmanager"
        with monitoring(folder / "monitoring", programs, address, keys.key(app, "alertmanager")) as watched:

            def step(
                name: str, stuck: dict[str, int], wanted: Callable[[Found], bool], seconds: float = PATIENCE
            ) -> None:
                watched.stuck.update(stuck)
                found = _wait(app, there, wanted, seconds)
                print(f"{name}: {[len(item.timeline) for item in found]} rows", flush=True)  # noqa: T201
                if not wanted(found):
                    failures.append(f"“{name}” left {[texts_of(item) for item in found]}")

            step("a room opens", {"invoices": 1}, lambda found: len(found) == 1 and found[0].services == ("billing",))
            step("it is joined", {"refunds": 1}, lambda found: len(found) == 1 and _count(found[0], "firing") == 2)
            before = found_in(app, there)
            time.sleep(REPEAT_INTERVAL + 6)
            step("repeats change nothing", {}, lambda found: found == before, 0)
            step("one is over", {"refunds": 0}, lambda found: _count(found[0], "resolved") == 1)
            step("all is over", {"invoices": 0}, lambda found: _count(found[0], "resolved") == 2 and _is_over(found[0]))
            step("it fires again: another room", {"invoices": 1}, lambda found: len(found) == 2)
        titles = {item.title for item in found_in(app, there)}
    return [*failures, *([] if titles == {"Queue stands still"} else [f"The titles are {titles}."])]


def _count(pm: Postmortem, state: str) -> int:
    return sum(row.text.endswith(state) for row in pm.timeline)


def _is_over(pm: Postmortem) -> bool:
    """The last row is the only end, and the first ones are the only beginning."""
    kinds = [row.kind for row in pm.timeline]
    once = all(kinds.count(kind) == 1 for kind in (TimelineKind.STARTED, TimelineKind.DETECTED, TimelineKind.RESOLVED))
    return once and kinds[-1] is TimelineKind.RESOLVED


def texts_of(pm: Postmortem) -> list[str]:
    return [f"{row.kind}: {row.text}" for row in pm.timeline]


def ids_in(app: App) -> list[str]:
    with app.db.read() as tx:
        return [row.id for row in postmortems.list_(tx)]


def found_in(app: App, there: Collection[str]) -> Found:
    """The postmortems that were not there before."""
    return [recorded(app, pm_id)[0] for pm_id in ids_in(app) if pm_id not in there]


def _wait(app: App, there: Collection[str], wanted: Callable[[Found], bool], seconds: float) -> Found:
    until = time.monotonic() + seconds
    while True:
        found = found_in(app, there)
        if (found and wanted(found)) or time.monotonic() > until:
            return found
        time.sleep(0.25)


@contextmanager
def opened_app(data: Path, port: int) -> Iterator[App]:
    app = open_app(Settings(data=data, port=port))
    try:
        yield app
    finally:
        close(app)


@contextmanager
def served(data: Path, port: int) -> Iterator[None]:
    """``debrief serve`` as people start it."""
    data.mkdir(parents=True)
    own = {
        "DEBRIEF_DATA": str(data),
        "DEBRIEF_DATABASE_URL": "",
        "DEBRIEF_HOST": "127.0.0.1",
        "DEBRIEF_PORT": str(port),
    }
    with (data / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "core.cli", "serve"]
        process = start(command, cwd=ROOT, env={**os.environ, **own}, log=log)
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", data / "server.log")
            yield
        finally:
            process.terminate()
            process.wait(20)


def _wait_until_it_answers(url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - on this computer
                return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"debrief serve does not answer:\n{log.read_text(errors='replace')[-3000:]}")
