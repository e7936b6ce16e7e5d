"""Grafana Alerting: Alertmanager's body with more fields; and the body of its alerting before version 9."""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.sources import alertmanager
from core.domain.alerts.texts import clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of Grafana: it has neither “alerts” nor “ruleName”. Use its webhook without a template."
_TRIAL: Final = "A test of the contact point arrived: nothing is opened."
# What the button “Test” of a contact point sends; the labels and the words are reserved for it.
_TRIAL_LABELS: Final = {"alertname": "TestAlert", "instance": "Grafana"}
_TRIAL_RULE: Final = "Test notification"
_TRIAL_WORDS: Final = "Someone is testing the alert notification"


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    if _is_trial(body):
        return AlertReading(AlertAction.IGNORE, title="TestAlert", note=_TRIAL)
    if body.is_list("alerts"):
        return alertmanager.read(delivery)
    if not body.has("ruleName") and not body.has("ruleId"):
        raise BadInput(_KIND)
    return _legacy(delivery, body)


def _is_trial(body: JsonObject) -> bool:
    """Whether somebody tries the way here out. Before version 9 such a message names no rule of theirs."""
    alerts = body.parts("alerts", 2)
    if not alerts:
        return body.line("ruleName") == _TRIAL_RULE and body.line("message").startswith(_TRIAL_WORDS)
    labels = alerts[0].part("labels")
    return len(alerts) == 1 and all(labels.raw(name) == value for name, value in _TRIAL_LABELS.items())


def _legacy(delivery: Delivery, body: JsonObject) -> AlertReading:
    """It names no instant: its rows have the time of arrival, and start and end are asked."""
    name = body.first("ruleName", "title") or "Alert"
    state = body.line("state").lower()
    rule = body.raw("ruleId") or name
    key = key_text(f"{rule} {state} {delivery.now:%Y-%m-%dT%H:%M}")
    row = AlertRow(delivery.now, ": ".join(filter(None, (f"{name} {state}".strip(), body.text("message")))), key=key)
    over, begins = state == "ok", state in ("alerting", "no_data")
    if not over and not begins:
        return AlertReading(AlertAction.IGNORE, title=clean_title(name), note=f"The rule is {state or 'in no state'}.")
    tags = body.part("tags")
    severity = delivery.severity(tags.first("severity", "priority", most=60))
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(name),
        severity=severity,
        detected=delivery.now if begins else None,
        resolved=delivery.now if over else None,
        rows=(row,),
        group_key=key_text(f"rule {rule}"),
        delivery_keys=(key,),
        ask=(*(() if severity else ("severity",)), "started") if begins else ("resolved",),
    )
