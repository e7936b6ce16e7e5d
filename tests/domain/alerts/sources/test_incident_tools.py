"""What messages of incident.io, Rootly and Grafana OnCall would do."""

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import at, read

STAMPS = [
    {"incident_timestamp": {"name": "Impact started at"}, "value": {"value": "2026-11-20T09:10:00Z"}},
    {"incident_timestamp": {"name": "Detected at"}, "value": {"value": "2026-11-20T09:20:00Z"}},
    {"incident_timestamp": {"name": "Fixed at"}, "value": None},
]
INCIDENT: dict[str, object] = {
    "id": "01J",
    "reference": "INC-7",
    "name": "Mail is late",
    "created_at": "2026-11-20T09:30:00Z",
    "updated_at": "2026-11-20T09:40:00Z",
    "incident_status": {"name": "Investigating", "category": "live"},
    "severity": {"name": "Major"},
    "incident_timestamp_values": STAMPS,
}
CREATED, CHANGED = "public_incident.incident_created_v2", "public_incident.incident_status_updated_v2"


def incident_io(kind: str, told: object, **headers: str) -> AlertReading:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read("incident-io", {"event_type": kind, kind: told}, named)


def changed(status: str, category: str, message: object = "Queue emptied", **more: object) -> AlertReading:
    told = {
        "incident": {**INCIDENT, "incident_status": {"name": status, "category": category}, **more},
        "message": message,
        "new_status": {"name": status, "category": category},
        "previous_status": {"name": "Investigating", "category": "live"},
    }
    return incident_io(CHANGED, told)


def test_an_incident_of_incident_io_opens() -> None:
    """With the team's own instants of start and detection."""
    reading = incident_io(CREATED, INCIDENT, webhook_id="msg_1")
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "Mail is late", "P2")
    assert (reading.started, reading.detected, reading.ask) == (at("09:10"), at("09:20"), ())
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:30"), "Incident declared: Mail is late")]
    assert (reading.group_key, reading.delivery_keys) == ("01J", ("msg_1",))


def test_without_instants_of_its_own_the_start_is_asked() -> None:
    """It was made later than it began."""
    reading = incident_io(CREATED, {**INCIDENT, "incident_timestamp_values": [], "severity": None})
    assert (reading.started, reading.ask) == (at("09:30"), ("severity", "started"))


@pytest.mark.parametrize("message", ["Queue emptied", {"text_content": "Queue emptied"}])
def test_a_change_of_status_is_a_row(message: object) -> None:
    """The message is a text, or an object with one."""
    reading = changed("Fixing", "live", message)
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, None)
    assert [(row.at, row.text) for row in reading.rows] == [(at("09:40"), "Investigating -> Fixing: Queue emptied")]


def test_an_incident_is_over_when_it_is_learnt_from() -> None:
    """At the instant of the fix, else of the change."""
    fixed = {"incident_timestamp": {"name": "Fixed at"}, "value": {"value": "2026-11-20T09:38:00Z"}}
    assert changed("Documenting", "learning").resolved == at("09:40")
    assert changed("Closed", "closed", incident_timestamp_values=[fixed]).resolved == at("09:38")


@pytest.mark.parametrize("category", ["declined", "canceled", "merged"])
def test_an_incident_that_was_none_ends_nothing(category: str) -> None:
    """It is a row."""
    reading = changed("No incident", category)
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, None)


def test_alerts_of_incident_io() -> None:
    """They fire and end in a group of their own."""
    told = {"id": "A1", "title": "Mail age", "deduplication_key": "mail", "created_at": "2026-11-20T09:30:00Z"}
    fired = incident_io("public_alert.alert_created_v1", told)
    ended = incident_io("public_alert.alert_resolved_v1", {**told, "resolved_at": "2026-11-20T09:50:00Z"})
    assert (fired.action, fired.started, fired.rows[0].text) == (AlertAction.OPEN, at("09:30"), "Mail age firing")
    assert (ended.action, ended.resolved, ended.group_key) == (AlertAction.UPDATE, at("09:50"), fired.group_key)


@pytest.mark.parametrize("kind", ["private_incident.incident_created_v2", "public_incident.follow_up_created_v2", "x"])
def test_what_is_not_for_everybody_or_no_incident_does_nothing(kind: str) -> None:
    """Of a private incident only the id is told."""
    assert incident_io(kind, {"id": "01J"}).action is AlertAction.IGNORE


def rootly(kind: str, **data: object) -> AlertReading:
    told = {
        "id": "r-1",
        "summary": "Mail age over an hour",
        "started_at": "2026-11-20T01:30:00.500-08:00",
        "ended_at": None,
        "created_at": "2026-11-20T01:31:00-08:00",
        **data,
    }
    event = {"id": "e-1", "type": kind, "issued_at": "2026-11-20T01:50:00-08:00"}
    return read("rootly", {"event": event, "data": told})


def test_an_alert_of_rootly_opens() -> None:
    """With its start; offsets are read."""
    reading = rootly("alert.created")
    assert (reading.action, reading.title) == (AlertAction.OPEN, "Mail age over an hour")
    assert (reading.started, reading.detected) == (at("09:30:00.500000"), at("09:31"))
    assert [row.text for row in reading.rows] == ["Alert created: Mail age over an hour"]
    assert (reading.group_key, reading.delivery_keys, reading.ask) == ("r-1", ("e-1",), ("severity",))


def test_an_alert_of_rootly_is_over() -> None:
    """At its end, else when it was told."""
    assert rootly("alert.resolved", ended_at="2026-11-20T01:45:00-08:00").resolved == at("09:45")
    assert rootly("alert.resolved").resolved == at("09:50")


def test_an_incident_of_rootly() -> None:
    """Its steps have instants; a mitigation is no end."""
    data = {"title": "Mail is late", "severity": {"slug": "sev1"}, "services": [{"name": "Mail"}]}
    opened = rootly("incident.created", **data)
    assert (opened.action, opened.title, opened.severity, opened.services) == (
        AlertAction.OPEN,
        "Mail is late",
        "P1",
        ("Mail",),
    )
    eased = rootly("incident.mitigated", **data, mitigated_at="2026-11-20T01:40:00-08:00")
    assert (eased.action, eased.resolved) == (AlertAction.UPDATE, None)
    assert [(row.at, row.text) for row in eased.rows] == [(at("09:40"), "Incident mitigated")]


@pytest.mark.parametrize("kind", ["pulse.created", "alert", "genius_workflow_run.queued"])
def test_other_events_of_rootly_do_nothing(kind: str) -> None:
    """They are answered well."""
    assert rootly(kind).action is AlertAction.IGNORE


def oncall(kind: str, **group: object) -> AlertReading:
    told = {"id": "I5", "title": "Mail age", "created_at": "2026-11-20T09:30:00Z", "resolved_at": None, **group}
    body = {
        "event": {"type": kind, "time": "2026-11-20T09:41:00+00:00"},
        "user": {"username": "gwen"} if kind == "acknowledge" else None,
        "alert_group": told,
        "alert_group_id": "I5",
        "alert_payload": {"labels": {"severity": "critical"}},
    }
    return read("grafana-oncall", body)


def test_alert_groups_of_oncall() -> None:
    """They begin, go on with a person, and end."""
    begun = oncall("alert group created")
    assert (begun.action, begun.title, begun.severity, begun.started) == (
        AlertAction.OPEN,
        "Mail age",
        "P1",
        at("09:30"),
    )
    taken = oncall("acknowledge")
    assert [(row.at, row.who, row.text) for row in taken.rows] == [(at("09:41"), "gwen", "Alert group: acknowledge")]
    assert oncall("resolve", resolved_at="2026-11-20T09:40:00Z").resolved == at("09:40")


@pytest.mark.parametrize("source", ["incident-io", "rootly", "grafana-oncall"])
@pytest.mark.parametrize("body", [{}, {"event": {}}, {"event_type": ""}, {"data": {}}])
def test_another_body_is_refused(source: str, body: object) -> None:
    """With what to look at."""
    with pytest.raises(BadInput, match="This is no body of"):
        read(source, body)
