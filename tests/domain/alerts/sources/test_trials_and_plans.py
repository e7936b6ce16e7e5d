"""What opens nothing, whichever tool sends it: somebody tries the way here, shows an example, or works as planned."""

import pytest

from core.domain.alerts.reading import AlertAction
from tests.domain.alerts.bodies import alert, group, read

_EVENT = {"event_id": "e1", "issue_id": "5", "title": "TypeError", "datetime": "2026-11-20T09:30:00Z"}
_CHECK = {"name": "TEST", "n_pings": 42, "status": "down", "grace": 3600}
_DATADOG = {"id": "1", "date": "1795167000000"}


def _rootly(kind: str, event: str = "incident.created") -> dict[str, object]:
    return {"event": {"id": "e", "type": event}, "data": {"id": "d", "title": "Mail is old", "kind": kind}}


def _incident_io(mode: str) -> dict[str, object]:
    name = "public_incident.incident_created_v2"
    told = {"id": "i", "name": "Mail is old", "mode": mode, "created_at": "2026-11-20T09:30:00Z"}
    return {"event_type": name, name: told}


_SAMPLE = {"action": "triggered", "data": {"event": {**_EVENT, "tags": [["level", "error"], ["sample_event", "yes"]]}}}


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("datadog", {**_DATADOG, "title": "[TEST] [Triggered on {host:mx-1}] Mail is old"}),
        ("healthchecks", {"code": "c", "status": "down", "check": _CHECK}),
        ("rootly", _rootly("test")),
        ("rootly", _rootly("example_sub")),
        ("rootly", _rootly("scheduled")),
        ("rootly", _rootly("", "incident.scheduled.in_progress")),
        ("incident-io", _incident_io("test")),
        ("incident-io", _incident_io("tutorial")),
        ("sentry", _SAMPLE),
        ("alertmanager", group(alert("InfoInhibitor", summary=""))),
    ],
)
def test_it_opens_nothing(source: str, body: dict[str, object]) -> None:
    """It is understood, and a sentence says why nothing happens."""
    reading = read(source, body)
    assert reading.action is AlertAction.IGNORE
    assert reading.note


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("datadog", {**_DATADOG, "title": "[Triggered on {host:mx-1}] [TEST] Mail is old"}),
        ("healthchecks", {"code": "c", "status": "down", "check": {**_CHECK, "n_pings": 7}}),
        ("rootly", _rootly("normal")),
        ("rootly", _rootly("backfilled")),
        ("incident-io", _incident_io("standard")),
        ("incident-io", _incident_io("retrospective")),
        ("sentry", {"action": "triggered", "data": {"event": {**_EVENT, "tags": [["sample_event", "no"]]}}}),
    ],
)
def test_what_only_looks_so_opens(source: str, body: dict[str, object]) -> None:
    """A team may name a place "TEST", and a check too."""
    assert read(source, body).action is AlertAction.OPEN
