"""Grafana OnCall's outgoing webhook with all its data: an event of an alert group."""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import LONGEST_WHO, clean_title, key_text
from core.errors import BadInput

_KIND: Final = (
    "This is no body of Grafana OnCall: it has no “event” of an “alert_group”. Let its webhook send all data."
)
_BEGINNING: Final = frozenset({"alert group created", "trigger", "escalation"})
_OVER: Final = frozenset({"resolve", "resolved"})


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    event, group = body.part("event"), body.part("alert_group")
    kind = event.line("type", 80).lower()
    identity = key_text(body.raw("alert_group_id") or group.raw("id"))
    if not kind or not identity:
        raise BadInput(_KIND)
    started, at = group.instant("created_at"), event.instant("time")
    begins, over = kind in _BEGINNING, kind in _OVER
    ended = (group.instant("resolved_at") or at) if over else None
    title = clean_title(group.line("title", 300)) or "Alert group"
    payload = body.part("alert_payload")
    # An alert, or, from Alertmanager and Grafana, a group of them.
    given = [payload.part(name).line("severity", 40) for name in ("labels", "commonLabels", "groupLabels")]
    given += [item.part("labels").line("severity", 40) for item in payload.parts("alerts", 100)]
    severity = delivery.worst(given)
    key = key_text(f"{identity} {kind} {event.raw('time')}")
    row = AlertRow(
        (started if begins else ended or at) or delivery.now,
        f"{title} firing" if begins else f"Alert group: {kind}",
        who=body.part("user").first("username", "email", most=LONGEST_WHO),
        key=key,
    )
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=title,
        severity=severity,
        started=started,
        detected=started,
        resolved=ended,
        rows=(row,),
        group_key=identity,
        delivery_keys=(key,),
        ask=("severity",) if begins and not severity else (),
    )
