"""incident.io: an incident that was created, changed or got another status, and alerts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of incident.io: it has no “event_type”. Check which tool sends to this address."
_OVER: Final = frozenset({"learning", "closed", "post-incident", "paused"})
_NO_INCIDENT: Final = frozenset({"declined", "canceled", "merged"})
_STARTED: Final = ("impact started", "started", "start")
_DETECTED: Final = ("detected", "impact detected", "reported", "declared")
_FIXED: Final = ("fixed", "resolved", "impact ended", "mitigated")


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    kind = body.line("event_type", 120)
    if not kind:
        raise BadInput(_KIND)
    told = body.part(kind) if kind in body.values else body.part(body.raw("event_type"))
    incident = told.part("incident") if told.has("incident") else told
    group = key_text(incident.raw("id"))
    key = key_text(delivery.header("webhook-id") or f"{group} {kind} {incident.raw('updated_at')}".strip())
    if kind.startswith("public_alert."):
        return _alert(delivery, kind, told, key)
    status = told.part("new_status") if told.has("new_status") else incident.part("incident_status")
    if not kind.startswith("public_incident.incident_") or not group:
        return AlertReading(
            AlertAction.IGNORE, group_key=group, delivery_keys=(key,), note=f"Nothing to do for {kind}."
        )
    begins, category = ".incident_created" in kind, status.line("category", 40)
    if (mode := incident.line("mode", 40)) in ("test", "tutorial"):
        title = clean_title(incident.line("name", 300))
        return AlertReading(
            AlertAction.IGNORE, title=title, group_key=group, delivery_keys=(key,), note=f"Mode: {mode}."
        )
    instants = dict(_instants(incident))
    created, changed = incident.instant("created_at"), incident.instant("updated_at")
    over = category in _OVER
    severity = delivery.severity(incident.part("severity").line("name", 60))
    name = incident.line("name", 300) or incident.line("reference", 60) or "Incident"
    row = AlertRow((created if begins else changed) or delivery.now, _row_text(begins, name, told, status), key=key)
    started = _first(instants, _STARTED)
    fixed = _first(instants, _FIXED) or (changed if over else None)
    return AlertReading(
        AlertAction.OPEN if begins and category not in _NO_INCIDENT else AlertAction.UPDATE,
        title=clean_title(name) or "Incident",
        severity=severity,
        started=started or created,
        detected=_first(instants, _DETECTED) or created,
        resolved=fixed if over else None,
        rows=(row,),
        group_key=group,
        delivery_keys=(key,),
        ask=(*(() if severity else ("severity",)), *(() if started else ("started",))) if begins else (),
    )


def _row_text(begins: bool, name: str, told: JsonObject, status: JsonObject) -> str:
    if begins:
        return f"Incident declared: {name}"
    before, after = told.part("previous_status").line("name", 80), status.line("name", 80)
    # Seen as a text and, by its schema, as an object.
    message = told.text("message") or told.part("message").first("text_content", "markdown", "text")
    change = f"{before} -> {after}" if before and after else after or "Incident updated"
    return f"{change}: {message}" if message else change


def _instants(incident: JsonObject) -> Iterator[tuple[str, datetime]]:
    """The team's own timestamps by their names in small letters."""
    for entry in incident.parts("incident_timestamp_values", 50):
        value = entry.part("value")
        if at := value.instant("value") or entry.instant("value"):
            yield entry.part("incident_timestamp").line("name", 80).lower().removesuffix(" at"), at


def _first(instants: dict[str, datetime], names: tuple[str, ...]) -> datetime | None:
    return next((instants[name] for name in names if name in instants), None)


def _alert(delivery: Delivery, kind: str, alert: JsonObject, key: str) -> AlertReading:
    name = alert.line("title", 300) or "Alert"
    created, resolved = alert.instant("created_at"), alert.instant("resolved_at")
    over = "alert_resolved" in kind or alert.line("status") == "resolved"
    at = (resolved or alert.instant("updated_at")) if over else created
    text = f"{name} {'resolved' if over else 'firing'}"
    return AlertReading(
        AlertAction.UPDATE if over else AlertAction.OPEN,
        title=clean_title(name) or "Alert",
        started=created,
        detected=created,
        resolved=at if over else None,
        rows=(AlertRow(at or delivery.now, text, key=key),),
        group_key=key_text(alert.raw("deduplication_key") or alert.raw("id")),
        delivery_keys=(key,),
        ask=() if over else ("severity",),
    )
