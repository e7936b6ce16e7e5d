"""Atlassian Statuspage's webhook to subscribers: an incident, or a component that changed. The keys say which."""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.rows import in_order
from core.domain.alerts.texts import clean_services, clean_title, key_text
from core.errors import BadInput

MOST_UPDATES: Final = 500

_INSTANTS: Final = ("display_at", "created_at")
_KIND: Final = "This is no body of Statuspage: it names no incident and no component. Check which tool sends it."
_MAINTENANCE: Final = frozenset({"scheduled", "in_progress", "verifying", "completed"})


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    if body.part("incident").has("id"):
        return _incident(delivery, body.part("incident"))
    if body.has("component_update"):
        return _component(delivery, body.part("component_update"), body.part("component"))
    if body.has("page") or body.has("meta"):
        return AlertReading(AlertAction.IGNORE, note="Nothing but the state of the page.")
    raise BadInput(_KIND)


def _incident(delivery: Delivery, incident: JsonObject) -> AlertReading:
    updates = incident.parts("incident_updates", MOST_UPDATES)
    group = key_text(incident.raw("id"))
    key = key_text(f"{group} {updates[0].raw('id') if updates else incident.raw('updated_at')}".strip())
    title = clean_title(incident.line("name")) or "Incident"
    if _is_maintenance(incident):
        note = "Scheduled maintenance is no incident."
        return AlertReading(AlertAction.IGNORE, title=title, group_key=group, delivery_keys=(key,), note=note)
    rows, left = in_order(_row(delivery, group, update) for update in updates or (incident,))
    severity = delivery.severity(incident.line("impact", 40))
    # An announcement is later than the trouble; the team may have given an update an earlier time by hand.
    shown = [update.instant("display_at") for update in updates]
    started = min((at for at in (incident.instant("created_at"), *shown) if at), default=None)
    resolved = incident.instant("resolved_at")
    begins = incident.is_true("backfilled") or (len(updates) <= 1 and not resolved)
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=title,
        severity=severity,
        started=started,
        resolved=resolved,
        services=_services(incident, updates),
        rows=rows,
        group_key=group,
        delivery_keys=(key,),
        ask=(*(() if severity else ("severity",)), "started") if begins else (),
        note=left,
    )


def _is_maintenance(incident: JsonObject) -> bool:
    scheduled = incident.has("scheduled_for") or incident.line("impact") == "maintenance"
    return scheduled or incident.line("status") in _MAINTENANCE


def _row(delivery: Delivery, group: str, update: JsonObject) -> AlertRow:
    status = update.line("status", 40).replace("_", " ").capitalize() or "Update"
    text = update.text("body")
    at = next((at for name in _INSTANTS if (at := update.instant(name))), delivery.now)
    return AlertRow(at, f"{status}: {text}" if text else status, key=key_text(f"{group} {update.raw('id')}"))


def _services(incident: JsonObject, updates: tuple[JsonObject, ...]) -> tuple[str, ...]:
    named = [component.line("name") for component in incident.parts("components", 100)]
    if not named:
        named = [part.line("name") for update in updates[:20] for part in update.parts("affected_components", 20)]
    return clean_services(named)


def _component(delivery: Delivery, update: JsonObject, component: JsonObject) -> AlertReading:
    """It names no incident, so it opens nothing; the age of the component is no start."""
    name = component.line("name") or "Component"
    old, new = update.line("old_status", 60), update.line("new_status", 60) or component.line("status", 60)
    key = key_text(update.raw("id") or f"{component.raw('id')} {new} {update.raw('created_at')}")
    change = f"{old} -> {new}" if old else new
    return AlertReading(
        AlertAction.UPDATE_OR_ASK,
        title=clean_title(f"{name}: {new}"),
        services=clean_services([name]),
        rows=(AlertRow(update.instant("created_at") or delivery.now, f"{name}: {change}", key=key),),
        delivery_keys=(key,),
        ask=("which postmortem",),
    )
