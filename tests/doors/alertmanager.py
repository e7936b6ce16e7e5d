"""A real Prometheus with a real Alertmanager: an alert fires, is joined, repeats, resolves, and fires again.

First it talks to a receiver that keeps what it got (``--record`` makes cases of it), and every message is read; then
to a Debrief.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.registry import read_alert
from tests.doors import alertmanager_room
from tests.doors.debian import NotHere, unpacked
from tests.doors.monitoring import REPEAT_INTERVAL, Watched, kept_headers, monitoring
from tests.support.receiver import Got, Receiver, receiving

RECORDED = Path(__file__).parents[1] / "domain" / "alerts" / "recorded"
PATIENCE = 60.0
KEY = "a-key-of-the-test"


def run(folder: Path, record: bool) -> list[str]:
    """Failures as sentences."""
    try:
        versions = unpacked(folder / "packages", "prometheus", "prometheus-alertmanager")
    except NotHere as error:
        return [str(error)]
    print(", ".join(f"{name} {version}" for name, version in versions.items()), flush=True)  # noqa: T201
    programs = folder / "packages" / "root"
    with receiving() as receiver:
        steps = _incident(folder / "receiver", programs, receiver)
    if record:
        _keep(steps, versions)
    wrong = [sentence for name, got in steps.items() for sentence in _wrong(name, got)]
    return wrong + alertmanager_room.run(folder / "room", programs)


def _incident(folder: Path, programs: Path, receiver: Receiver) -> dict[str, Got]:
    """What was sent at each step, by its name."""
    steps: dict[str, Got] = {}

    def step(name: str, change: Callable[[Watched], None], wanted: Callable[[AlertReading], bool]) -> None:
        seen = len(receiver.got)
        change(watched)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for got in receiver.got[seen:]:
                if wanted(_read(got)):
                    steps[name] = got
                    print(f"{name}: {len(got.body)} bytes", flush=True)  # noqa: T201
                    return
            time.sleep(0.1)
        raise TimeoutError(f"Nothing came for “{name}” in {PATIENCE:.0f} s.")

    with monitoring(folder, programs, receiver.url, KEY) as watched:
        step("fires", _set(invoices=1), lambda it: it.action is AlertAction.OPEN and len(it.rows) == 1)
        time.sleep(1)
        step("joined", _set(refunds=1), lambda it: len(it.delivery_keys) == 2)
        time.sleep(REPEAT_INTERVAL)
        step("repeats", _set(), lambda it: len(it.delivery_keys) == 2)
        step("one_is_over", _set(refunds=0), lambda it: len(it.rows) == 3 and it.resolved is None)
        step("all_are_over", _set(invoices=0), lambda it: it.resolved is not None)
        step("fires_again", _set(invoices=1), lambda it: it.action is AlertAction.OPEN and len(it.rows) == 1)
    return steps


def _set(**stuck: int) -> Callable[[Watched], None]:
    return lambda watched: watched.stuck.update(stuck)


def _read(got: Got) -> AlertReading:
    return read_alert("alertmanager", got.body, got.headers, datetime.now(UTC))


def _wrong(name: str, got: Got) -> list[str]:
    """What every message of a real Alertmanager must have."""
    reading = _read(got)
    bad = [f"{name} asks {reading.ask}"] if reading.ask else []
    if (reading.title, reading.severity, reading.services) != ("Queue stands still", "P1", ("billing",)):
        bad.append(f"{name} is read as {reading.title}, {reading.severity}, {reading.services}")
    if got.headers.get("authorization") != f"Bearer {KEY}":
        bad.append(f"{name} came without the key")
    return bad


def _keep(steps: dict[str, Got], versions: dict[str, str]) -> None:
    RECORDED.mkdir(exist_ok=True)
    for number, (name, got) in enumerate(steps.items(), 1):
        case = {"versions": versions, "headers": kept_headers(got.headers), "body": got.body.decode()}
        text = json.dumps(case, ensure_ascii=False, indent=1) + "\n"
        (RECORDED / f"alertmanager_0.25.0_{number}_{name}.json").write_text(text, encoding="utf-8")
