"""What an event of PagerDuty would do."""

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW, at, read

INCIDENT: dict[str, object] = {
    "id": "PT4KHLK",
    "type": "incident",
    "number": 1234,
    "status": "triggered",
    "created_at": "2026-11-20T09:30:01Z",
    "title": "Mail waits too long",
    "service": {"id": "P1", "summary": "Mail", "type": "service_reference"},
    "assignees": [{"summary": "Gwen"}, {"summary": "Ola"}],
    "priority": {"summary": "P2"},
    "urgency": "high",
}
REFERENCE = {"id": "PT4KHLK", "summary": "Mail waits too long", "type": "incident_reference"}


def event(
    kind: str, data: object = None, *, agent: object = None, occurred: object = "2026-11-20T09:40:00.250Z"
) -> object:
    told = INCIDENT if data is None else data
    return {"event": {"id": f"E-{kind}", "event_type": kind, "occurred_at": occurred, "agent": agent, "data": told}}


def of(kind: str, **changed: object) -> AlertReading:
    return read("pagerduty", event(kind, {**INCIDENT, **changed}, agent={"summary": "Gwen"}))


def test_an_incident_that_is_triggered_opens() -> None:
    """It began when it was made, a little before the event."""
    reading = read("pagerduty", event("incident.triggered"))
    assert reading.action is AlertAction.OPEN
    assert (reading.title, reading.severity, reading.services) == ("Mail waits too long", "P2", ("Mail",))
    assert reading.started == reading.detected == at("09:30:01")
    (row,) = reading.rows
    assert (row.at, row.who) == (at("09:40:00.250000"), "")
    assert row.text == "Incident #1234 triggered: Mail waits too long"
    assert (reading.group_key, reading.ask) == ("PT4KHLK", ())


def test_a_delivery_is_known_by_its_header() -> None:
    """It stays the same over retries; without it the event has an id."""
    body = event("incident.triggered")
    assert read("pagerduty", body, {"X-Webhook-Id": "d1"}).delivery_keys == ("d1",)
    assert read("pagerduty", body).delivery_keys == ("E-incident.triggered",)


def test_without_a_priority_the_severity_is_asked() -> None:
    """The urgency alone says too little; it is told."""
    reading = read("pagerduty", event("incident.triggered", {**INCIDENT, "priority": None}))
    assert (reading.severity, reading.ask, reading.note) == (None, ("severity",), "The urgency is high.")


def test_the_end_is_the_instant_of_the_event() -> None:
    """An incident has none of its own."""
    reading = of("incident.resolved", status="resolved")
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, at("09:40:00.250000"))
    assert [(row.who, row.text) for row in reading.rows] == [("Gwen", "Incident #1234 resolved")]


def test_an_end_without_an_instant_is_asked() -> None:
    """Its row stands at the time of arrival, not at that of the start."""
    reading = read("pagerduty", event("incident.resolved", occurred=None))
    assert (reading.resolved, reading.ask) == (None, ("resolved",))


@pytest.mark.parametrize(
    ("kind", "changed", "text"),
    [
        ("incident.acknowledged", {}, "Incident #1234 acknowledged"),
        ("incident.unacknowledged", {}, "Incident #1234 unacknowledged"),
        ("incident.reopened", {}, "Incident #1234 reopened"),
        ("incident.reassigned", {}, "Incident #1234 reassigned: Gwen, Ola"),
        ("incident.escalated", {"assignees": []}, "Incident #1234 escalated"),
        ("incident.priority_updated", {"priority": {"summary": "P1"}}, "Incident #1234 priority updated: P1"),
        ("incident.priority_updated", {"priority": None}, "Incident #1234 priority updated: none"),
        ("incident.service_updated", {}, "Incident #1234 service updated: Mail"),
        ("incident.something_new", {}, "Incident #1234 something new"),
    ],
)
def test_what_goes_on_is_a_row(kind: str, changed: dict[str, object], text: str) -> None:
    """Also kinds that come later than this reader. Nothing of it ends the incident."""
    reading = of(kind, **changed)
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, None, ())
    assert [row.text for row in reading.rows] == [text]


def test_another_priority_is_another_severity() -> None:
    """It is proposed anew."""
    assert of("incident.priority_updated", priority={"summary": "P1"}).severity == "P1"


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("incident.annotated", {"type": "incident_note", "content": "Queue\nemptied"}, "Queue\nemptied"),
        ("incident.annotated", {"type": "incident_note", "content": "Cut", "trimmed": True}, "Cut (cut by PagerDuty)"),
        ("incident.status_update_published", {"type": "incident_status_update", "message": "Half back"}, "Half back"),
        (
            "incident.responder.added",
            {"type": "incident_responder", "user": {"summary": "Mo"}},
            "Incident responder added: Mo",
        ),
    ],
)
def test_things_of_an_incident_come_with_a_reference_to_it(kind: str, data: dict[str, object], text: str) -> None:
    """The title is in the reference, the words are in the thing."""
    reading = read("pagerduty", event(kind, {**data, "id": "N1", "incident": REFERENCE}, agent={"summary": "Gwen"}))
    assert (reading.action, reading.group_key, reading.title) == (AlertAction.UPDATE, "PT4KHLK", "Mail waits too long")
    assert [(row.who, row.text) for row in reading.rows] == [("Gwen", text)]
    assert (reading.started, reading.services) == (None, ())


@pytest.mark.parametrize(
    ("kind", "data"),
    [("pagey.ping", {"type": "ping", "message": "Hello"}), ("service.created", {"id": "S1", "type": "service"})],
)
def test_what_is_about_no_incident_does_nothing(kind: str, data: object) -> None:
    """The test event among them."""
    assert read("pagerduty", event(kind, data)).action is AlertAction.IGNORE


def test_an_event_in_the_future_is_not_believed() -> None:
    """A clock that is wrong by hours."""
    reading = read(
        "pagerduty", event("incident.resolved", {**INCIDENT, "created_at": None}, occurred="2026-11-21T09:40:00Z")
    )
    assert reading.resolved is None
    assert reading.rows[0].at == NOW


def test_the_old_version_is_refused_with_what_to_do() -> None:
    """A subscription of version 2 may still exist."""
    with pytest.raises(BadInput, match="version 3 under Integrations"):
        read("pagerduty", {"messages": [{"event": "incident.trigger"}]})


@pytest.mark.parametrize("body", [{}, {"event": "incident.triggered"}, {"event": {"event_type": []}}, {"event": []}])
def test_another_body_is_refused(body: object) -> None:
    """An event has a type."""
    with pytest.raises(BadInput, match="Check which tool"):
        read("pagerduty", body)
