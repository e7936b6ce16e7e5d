"""Rootly's webhooks: alerts with start and end, and incidents with the instants of their steps."""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import LONGEST_WHO, clean_services, clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of Rootly's webhooks: it has no “event” with a “type”. Check which tool sends it."
_INSTANT_OF: Final = {
    "mitigated": "mitigated_at",
    "resolved": "resolved_at",
    "acknowledged": "acknowledged_at",
    "cancelled": "cancelled_at",
    "in_triage": "in_triage_at",
}


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    event, data = body.part("event"), body.part("data")
    kind, _, step = event.line("type", 80).partition(".")
    if not kind:
        raise BadInput(_KIND)
    key, group = key_text(event.raw("id")), key_text(data.raw("id"))
    keys = (key,) if key else ()
    if kind not in ("alert", "incident") or not step or not group:
        return AlertReading(AlertAction.IGNORE, delivery_keys=keys, note=f"Nothing to do for {kind}.")
    name = data.first("title", "summary", most=300) or kind.capitalize()
    if note := _no_incident(step, data):
        return AlertReading(AlertAction.IGNORE, title=clean_title(name), group_key=group, delivery_keys=keys, note=note)
    issued = event.instant("issued_at")
    begins, over = step in ("created", "in_triage"), step == "resolved"
    created = data.instant("created_at")
    started = data.instant("started_at") or created
    ended = (data.instant("ended_at") or data.instant("resolved_at") or issued) if over else None
    at = started if step == "created" else data.instant(_INSTANT_OF.get(step, "")) or issued
    severity = delivery.severity(_severity(data))
    text = f"{kind.capitalize()} {step.replace('_', ' ')}"
    row = AlertRow(
        (ended if over else at) or delivery.now,
        f"{text}: {name}" if begins else text,
        who=data.part("user").line("name", LONGEST_WHO) if kind == "incident" and step == "created" else "",
        key=key or key_text(f"{group} {step}"),
    )
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(name) or kind.capitalize(),
        severity=severity,
        started=started,
        detected=data.instant("detected_at") or created,
        resolved=ended,
        services=clean_services(_names(data)),
        rows=(row,),
        group_key=group,
        delivery_keys=keys,
        ask=(*(() if severity else ("severity",)), *(() if started else ("started",))) if begins else (),
    )


def _no_incident(step: str, data: JsonObject) -> str:
    """Why it is none: somebody tries the tool, or works as planned."""
    kind = data.line("kind", 40).removesuffix("_sub")
    if kind in ("test", "example"):
        return "A test: nothing is opened."
    planned = kind == "scheduled" or step.startswith("scheduled")
    return "Scheduled maintenance is no incident." if planned else ""


def _severity(data: JsonObject) -> str:
    part = data.part("severity")
    return data.first("severity", "urgency", most=40) or part.first("slug", "name", "severity", most=40)


def _names(data: JsonObject) -> list[str]:
    return [item.line("name") for item in data.parts("services", 50)] + list(data.texts("services", 50))
