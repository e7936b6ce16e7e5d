"""A thousand bodies that nobody meant, each made from what a tool really sends: none of them is a failure of ours."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from core.live.limits import Limits
from core.services.app import App
from core.services.inbound import keys
from core.services.inbound.sources import SOURCES
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.support.alerts import alert, bearer, body, work
from tests.support.live import application
from tests.support.peers import running

EACH = 80
AT = "2026-11-23T13:30:00Z"
GROUP = json.loads(body(alert(), alert(where="printer-2")))
INCIDENT = {"id": "i1", "title": "Parcels late", "status": "triggered", "created_at": AT, "updated_at": AT}

# One body of each tool, in its form: what is fuzzed is what a reader looks at.
SHAPES: dict[str, Any] = {
    "alertmanager": GROUP,
    "grafana": {**GROUP, "version": "1", "state": "alerting", "orgId": 1, "title": "Parcels", "message": "late"},
    "pagerduty": {"event": {"id": "e", "event_type": "incident.triggered", "occurred_at": AT, "data": INCIDENT}},
    "opsgenie": {"action": "Create", "alert": {"alertId": "a", "message": "m", "createdAt": 1795440600000}},
    "sentry": {
        "action": "critical",
        "data": {"metric_alert": {"id": "7", "date_started": AT, "alert_rule": {"name": "n"}, "status": 20}},
    },
    "sns": {
        "Type": "Notification",
        "MessageId": "m",
        "Message": json.dumps({"AlarmName": "a", "NewStateValue": "ALARM", "StateChangeTime": AT, "AlarmArn": "x"}),
    },
    "statuspage": {"page": {}, "incident": {**INCIDENT, "impact": "major", "incident_updates": [{"id": "u"}]}},
    "uptime-kuma": {"heartbeat": {"status": 0, "time": "2026-11-23 13:30:00.000"}, "monitor": {"id": 1, "name": "n"}},
    "healthchecks": {"code": "c", "status": "down", "now": AT, "check": {"name": "n", "last_ping": AT}},
    "datadog": {"id": "1", "title": "t", "alert_transition": "Triggered", "date": "1795440600000", "tags": "a:b"},
    "incident-io": {
        "event_type": "public_incident.incident_created_v2",
        "public_incident.incident_created_v2": INCIDENT,
    },
    "rootly": {"event": {"id": "e", "type": "alert.created", "issued_at": AT}, "data": {**INCIDENT, "started_at": AT}},
    "grafana-oncall": {"event": {"type": "trigger", "time": AT}, "alert_group": INCIDENT, "alert_payload": GROUP},
    "debrief": {"id": "x", "title": "t", "status": "firing", "severity": "P1", "at": AT, "services": "a, b"},
}

odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(
        [AT, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "\ud800", "\x00", 10**30, -1, "", "x" * 9_000]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def changed(draw: st.DrawFn, source: str) -> bytes:
    """The tool's body with a few of its values replaced, taken away or doubled; or cut in the middle."""
    found = json.loads(json.dumps(SHAPES[source]))
    for _ in range(draw(st.integers(1, 4))):
        place, key = draw(st.sampled_from(_places(found)))
        match draw(st.sampled_from(["odd", "odd", "gone", "nested"])):
            case "odd":
                place[key] = draw(odd)
            case "gone" if isinstance(place, dict):
                place.pop(key, None)
            case _:
                place[key] = [place[key]] * draw(st.integers(0, 3))
    data = json.dumps(found, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a value in it, as what holds it and its key."""
    inner = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    found = [(value, key) for key, _ in inner]
    for _, item in inner:
        found += _places(item)
    return found or [({"x": 0}, "x")]


@dataclass
class Sending:
    runner: asyncio.Runner
    client: httpx.AsyncClient
    app: App

    def post(self, source: str, data: bytes, **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            return await self.client.post(f"/live/in/{source}", content=data, headers={**bearer(self.app), **headers})

        return self.runner.run(send())


@pytest.fixture(scope="module")
def sending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sending]:
    """A house without a network that takes as much as one sends."""
    app = open_app(Settings(data=Path(tmp_path_factory.mktemp("fuzz"))), example=False)
    limits = Limits(
        inbound_per_second=1e6, inbound_bytes_per_second=1e12, inbound_answer_seconds=30.0, inbound_batch_seconds=0.0
    )
    server: Starlette = application(app, limits)
    with asyncio.Runner() as runner:
        inside = running(server)
        runner.run(inside.__aenter__())
        transport = httpx.ASGITransport(app=server, client=("127.0.0.1", 50_000), raise_app_exceptions=True)
        client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8501")
        yield Sending(runner, client, app)
        runner.run(client.aclose())
        runner.run(inside.__aexit__(None, None, None))
    close(app)


def test_every_tool_has_a_shape() -> None:
    """A new reader is fuzzed, too."""
    assert set(SHAPES) == {name for name in SOURCES if SOURCES[name].receiver.__class__.__name__ == "AlertReceiver"}
    assert EACH * len(SHAPES) >= 1_000


@pytest.mark.parametrize("source", SHAPES)
def test_the_shape_is_understood(sending: Sending, source: str) -> None:
    """Otherwise nothing would be tested below."""
    assert sending.post(source, json.dumps(SHAPES[source]).encode()).status_code == 200


@pytest.mark.parametrize("source", SHAPES)
def test_no_body_is_a_failure_of_ours(sending: Sending, source: str, caplog: pytest.LogCaptureFixture) -> None:
    """Answered with 200 or 400, worked on without a traceback, and the next body is taken as before."""

    @settings(max_examples=EACH, deadline=None)
    @given(data=changed(source))
    def fuzzed(data: bytes) -> None:
        answer = sending.post(source, data, **{"content-type": "application/json"})
        assert answer.status_code in (200, 400), answer.text
        assert set(answer.json()) == ({"id"} if answer.status_code == 200 else {"sentence"})

    fuzzed()
    work(sending.app)
    assert [record for record in caplog.records if record.exc_info] == []
    assert sending.post(source, json.dumps(SHAPES[source]).encode()).status_code == 200


@settings(max_examples=EACH, deadline=None)
@given(
    source=st.text(max_size=30), key=st.text(max_size=60), header=st.binary(max_size=60), data=st.binary(max_size=300)
)
def test_no_address_and_no_header_is_one(sending: Sending, source: str, key: str, header: bytes, data: bytes) -> None:
    """Whoever has no key gets 401 or 404 whatever they write."""
    quoted = [quote(part, safe="", errors="replace") or "x" for part in (source, key)]
    own = keys.key(sending.app, "alertmanager")
    for path in (f"{quoted[0]}", f"{quoted[0]}/{quoted[1]}", f"alertmanager/{quoted[1]}"):
        if own in path:
            continue
        sent = {"authorization": ascii(header)}
        answer = sending.post(path, data, **sent)
        assert answer.status_code in (401, 404, 405, 429), (path, answer.text)
