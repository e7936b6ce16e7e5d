"""What a real Prometheus 2.42 with Alertmanager 0.25 sent (``python -m tests.doors alertmanager --record``)."""

import json
from pathlib import Path

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.registry import read_alert
from tests.domain.alerts.bodies import NOW

FOLDER = Path(__file__).parent / "recorded"
STEPS = ("fires", "joined", "repeats", "one_is_over", "all_are_over", "fires_again")
AFTER = NOW.replace(year=2027)


def recorded(name: str) -> tuple[AlertReading, bytes]:
    (path,) = FOLDER.glob(f"alertmanager_0.25.0_?_{name}.json")
    case = json.loads(path.read_text(encoding="utf-8"))
    assert case["headers"] == {"user-agent": "Alertmanager/0.25.0", "content-type": "application/json"}
    body = case["body"].encode()
    return read_alert("alertmanager", body, case["headers"], AFTER), body


def texts(name: str) -> list[str]:
    return [row.text.removeprefix("Queue stands still (queues.example:9100) ") for row in recorded(name)[0].rows]


@pytest.mark.parametrize("name", STEPS)
def test_each_message_is_read_without_a_question(name: str) -> None:
    """All that Debrief wants to know is in it; the group is the same all the time."""
    reading, _ = recorded(name)
    assert (reading.title, reading.severity, reading.services) == ("Queue stands still", "P1", ("billing",))
    assert reading.ask == ()
    assert reading.group_key == '{}:{alertname="QueueStuck", service="billing"}'
    assert reading.started is not None


def test_it_opens_once_and_then_updates() -> None:
    """The last one fires again after its end."""
    opened = [recorded(name)[0].action is AlertAction.OPEN for name in STEPS]
    assert opened[0]
    assert opened[3:] == [False, False, True]


def test_the_rows_of_one_incident_without_doubles() -> None:
    """By their keys: each alert begins once and ends once, whatever was repeated."""
    rows = {row.key: row for name in STEPS[:5] for row in recorded(name)[0].rows}
    assert sorted(row.text.rpartition(" ")[2] for row in rows.values()) == ["firing", "firing", "resolved", "resolved"]


def test_a_repeat_is_the_same_byte_for_byte() -> None:
    """Nothing in it counts up."""
    assert recorded("joined")[1] == recorded("repeats")[1]


def test_only_the_last_end_is_the_end_of_all() -> None:
    """An alert that is over is told once: the last message knows nothing of the first that ended."""
    assert recorded("one_is_over")[0].resolved is None
    last, _ = recorded("all_are_over")
    assert last.resolved is not None
    assert len(last.delivery_keys) == 1


def test_the_same_alert_again_has_a_key_of_its_own() -> None:
    """The fingerprint is that of the first time; its start is not."""
    first, again = recorded("fires")[0], recorded("fires_again")[0]
    assert first.delivery_keys[0].split("@")[0] == again.delivery_keys[0].split("@")[0]
    assert first.delivery_keys != again.delivery_keys
