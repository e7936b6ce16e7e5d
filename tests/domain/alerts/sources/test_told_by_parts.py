"""Fields that a tool sends in another shape than usual: nothing that they say gets lost on the way to a row."""

import json

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from tests.domain.alerts.bodies import at, read

_INCIDENT = {"id": "P7", "type": "incident", "number": 7, "title": "Mail is old", "created_at": "2026-11-20T09:30:00Z"}
_OF_IT = {"incident": {"id": "P7", "summary": "Mail is old"}}


def pagerduty(kind: str, data: dict[str, object]) -> AlertReading:
    event = {"id": "01E", "event_type": f"incident.{kind}", "occurred_at": "2026-11-20T10:00:00Z", "data": data}
    return read("pagerduty", {"event": event})


def test_a_merged_incident_is_not_over() -> None:
    """PagerDuty resolves the one that it merges into another: what happened goes on there."""
    reason = {"type": "merge_resolve_reason", "incident": {"id": "P9", "summary": "Mail stands still"}}
    reading = pagerduty("resolved", {**_INCIDENT, "resolve_reason": reason})
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, None)
    assert reading.rows[0].text == "Incident #7 resolved: merged into Mail stands still"


def test_a_resolved_incident_is_over() -> None:
    """With no reason, or with an empty one."""
    reasons: tuple[dict[str, object] | None, ...] = (None, {})
    for reason in reasons:
        reading = pagerduty("resolved", {**_INCIDENT, "resolve_reason": reason})
        assert (reading.resolved, reading.rows[0].text) == (at("10:00"), "Incident #7 resolved")


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("task.created", {"title": "Tell support", "assignee": {"summary": "Gwen"}}, "Gwen, Tell support"),
        (
            "custom_field_values.updated",
            {"custom_fields": [{"display_name": "Region", "value": "EU"}, {"name": "tags", "value": ["a", "b"]}]},
            "Region = EU, tags = a, b",
        ),
        ("conference_bridge.updated", {"conference_url": "https://meet.acme.example/7"}, "https://meet.acme.example/7"),
    ],
)
def test_a_part_of_an_incident_says_what_changed(kind: str, data: dict[str, object], text: str) -> None:
    """Not only that something did."""
    row = pagerduty(kind, {"type": "incident_part", **_OF_IT, **data}).rows[0]
    assert row.text.endswith(f": {text}")


def test_a_responder_of_opsgenie_is_named() -> None:
    """As a text in old actions, as an object in newer ones."""
    for responder in ("Mail team", {"name": "Mail team", "type": "team"}):
        told = {"alertId": "a", "message": "Mail is old", "updatedAt": 1795168800000000000, "responder": responder}
        reading = read("opsgenie", {"action": "AddResponder", "alert": told})
        assert reading.rows[0].text == "Alert given another responder: Mail team"


def test_details_of_opsgenie_may_say_the_severity() -> None:
    """Where the alert has no priority of its own."""
    told = {"alertId": "a", "message": "Mail is old", "createdAt": 1795167000000, "details": {"severity": "critical"}}
    reading = read("opsgenie", {"action": "Create", "alert": told})
    assert (reading.severity, reading.ask) == ("P1", ())


def test_names_in_brackets_are_names_in_datadog() -> None:
    """Two monitors that differ by their place alone share neither a title nor a group."""
    titles = ("[P2] [Triggered on {host:a}] [live] Mail", "[P2] [Triggered on {host:a}] [stage] Mail")
    live, stage = (read("datadog", {"id": "1", "date": "1795167000000", "title": title}) for title in titles)
    assert (live.title, live.severity, stage.title) == ("[live] Mail", "P2", "[stage] Mail")
    assert live.group_key != stage.group_key


@pytest.mark.parametrize(
    "payload",
    [
        {"labels": {"severity": "critical"}},
        {"commonLabels": {"severity": "critical"}},
        {"alerts": [{"labels": {"severity": "warning"}}, {"labels": {"severity": "critical"}}]},
    ],
)
def test_oncall_passes_on_an_alert_or_a_group_of_them(payload: dict[str, object]) -> None:
    """The worst severity of either counts."""
    body = {
        "event": {"type": "alert group created", "time": "2026-11-20T09:30:00Z"},
        "alert_group": {"id": "G", "title": "Mail is old", "created_at": "2026-11-20T09:30:00Z"},
        "alert_payload": payload,
    }
    assert read("grafana-oncall", body).severity == "P1"


def test_old_rules_of_grafana_have_tags() -> None:
    """Of which one may be the severity."""
    body = {"ruleId": 1, "ruleName": "Mail is old", "state": "alerting", "tags": {"severity": "critical"}}
    reading = read("grafana", body)
    assert (reading.severity, reading.ask) == ("P1", ("started",))


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ({"Event Source": "db-instance", "Event Message": "Failover started"}, "Failover started"),
        ({"detail-type": "AWS Health Event", "detail": {"service": "EC2"}}, "AWS Health Event"),
        ({"unknown": 1}, '{"unknown": 1}'),
    ],
)
def test_what_waits_of_amazon_has_a_title_for_people(message: dict[str, object], title: str) -> None:
    """JSON is shown as one only where no field says what it is about; the row has all of it."""
    reading = read("sns", {"Type": "Notification", "MessageId": "m", "Message": json.dumps(message)})
    assert (reading.action, reading.title) == (AlertAction.UPDATE_OR_ASK, title)
    assert reading.rows[0].text == json.dumps(message)


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("ACTIVATED", AlertAction.OPEN),
        ("CREATED", AlertAction.OPEN),
        ("Fired", AlertAction.OPEN),
        ("In alarm", AlertAction.OPEN),
        ("TROUBLE", AlertAction.OPEN),
        ("ALERT_FAILURE", AlertAction.OPEN),
        ("ALERT_RECOVERY", AlertAction.UPDATE),
        ("CLEAR", AlertAction.UPDATE),
        ("MERGED", AlertAction.UPDATE),
    ],
)
def test_words_of_tools_without_a_reader_of_their_own(status: str, action: AlertAction) -> None:
    """New Relic, Azure, Site24x7, Checkly, Netdata, Dynatrace send them through the template."""
    reading = read("debrief", {"title": "Mail is old", "status": status, "at": "2026-11-20T09:30:00Z"})
    assert reading.action is action
    assert (reading.resolved is not None) == (status in ("ALERT_RECOVERY", "CLEAR"))
