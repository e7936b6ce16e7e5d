"""What a message of Grafana would do: Alertmanager's form with more in it, and the form of before version 9."""

import pytest

from core.domain.alerts.reading import AlertAction
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW, alert, at, group, read

UNIFIED = {"version": "1", "orgId": 1, "state": "alerting", "title": "[FIRING:1] Mail", "message": "**Firing**"}


def test_a_group_is_read_as_that_of_alertmanager() -> None:
    """Its title and message are Grafana's own make-up and are not taken; offsets are."""
    body = group({**alert(starts="2026-11-20T11:30:00+02:00"), "values": {"B": 7.5}, "silenceURL": "x"}) | UNIFIED
    reading = read("grafana", body)
    assert (reading.action, reading.title, reading.started) == (AlertAction.OPEN, "Mail waits too long", at("09:30"))
    assert reading.delivery_keys == ("fp-MailDelayed-mx-1@2026-11-20T09:30:00Z firing",)


@pytest.mark.parametrize("values", [None, [], "A=1", {"A": None}])
def test_its_values_may_be_anything(values: object) -> None:
    """They are not looked at."""
    body = group({**alert(), "values": values, "valueString": None}) | UNIFIED
    assert read("grafana", body).action is AlertAction.OPEN


def test_a_rule_without_data_keeps_its_name() -> None:
    """Grafana calls the alert DatasourceNoData."""
    labels = {"alertname": "DatasourceNoData", "rulename": "Mail age", "instance": ""}
    assert read("grafana", group(alert(labels=labels, summary=""), commonLabels={}, groupLabels={})).title == (
        "DatasourceNoData: Mail age"
    )


def old(state: str, **more: object) -> dict[str, object]:
    return {
        "ruleId": 12,
        "ruleName": "Mail age",
        "state": state,
        "title": "[Alerting] Mail age",
        "evalMatches": [],
        **more,
    }


def test_the_old_form_has_no_time_so_it_is_asked() -> None:
    """Its row has the time of arrival."""
    reading = read("grafana", old("alerting", message="Older than an hour"))
    assert (reading.action, reading.title, reading.started) == (AlertAction.OPEN, "Mail age", None)
    assert [(row.at, row.text) for row in reading.rows] == [(NOW, "Mail age alerting: Older than an hour")]
    assert reading.ask == ("severity", "started")
    assert reading.group_key == "rule 12"


def test_the_old_form_ends() -> None:
    """At about now; the exact time is asked."""
    reading = read("grafana", old("ok"))
    assert (reading.action, reading.resolved, reading.ask) == (AlertAction.UPDATE, NOW, ("resolved",))
    assert reading.group_key == read("grafana", old("no_data")).group_key


@pytest.mark.parametrize("state", ["paused", "pending", "", None])
def test_a_rule_that_neither_fires_nor_is_over_does_nothing(state: object) -> None:
    """It is understood, and answered well."""
    assert read("grafana", {**old("x"), "state": state}).action is AlertAction.IGNORE


def test_another_body_is_refused() -> None:
    """With what to look at."""
    with pytest.raises(BadInput, match="Use its webhook without a template"):
        read("grafana", {"title": "x", "state": "alerting"})


def trial(**labels: str) -> dict[str, object]:
    """What the button “Test” of a contact point sends, as recorded from version 12."""
    return {
        "receiver": "webhook",
        "status": "firing",
        "alerts": [
            {
                "status": "firing",
                "labels": {"alertname": "TestAlert", "instance": "Grafana", **labels},
                "annotations": {"summary": "Notification test"},
                "startsAt": "2026-11-20T09:30:00.277530318Z",
                "endsAt": "0001-01-01T00:00:00Z",
                "fingerprint": "57c6d9296de2ad39",
            }
        ],
        "groupLabels": {"alertname": "TestAlert", "instance": "Grafana"},
        "version": "1",
        "groupKey": "webhook-57c6d9296de2ad39-1785867494",
        "title": "[FIRING:1] TestAlert Grafana ",
        "state": "alerting",
    }


@pytest.mark.parametrize("labels", [{}, {"severity": "critical", "service": "mail"}], ids=["predefined", "with labels"])
def test_a_test_of_the_contact_point_opens_nothing(labels: dict[str, str]) -> None:
    """Whoever sets Grafana up presses it several times; the labels that people add are theirs, the name is not."""
    reading = read("grafana", trial(**labels))
    assert (reading.action, reading.rows) == (AlertAction.IGNORE, ())
    assert "test" in reading.note


def test_a_test_of_the_old_form_opens_nothing() -> None:
    message = "Someone is testing the alert notification within Grafana."
    assert read("grafana", old("alerting", ruleName="Test notification", message=message)).action is AlertAction.IGNORE


def test_an_alert_of_that_name_with_another_place_is_an_alert() -> None:
    """A team may call a rule TestAlert; only Grafana's own test runs on “Grafana”."""
    assert read("grafana", trial(instance="mx-1")).action is AlertAction.OPEN
    assert read("grafana", old("alerting", ruleName="Test notification")).action is AlertAction.OPEN
