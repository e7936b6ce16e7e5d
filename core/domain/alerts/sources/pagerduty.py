"""PagerDuty's webhooks of version 3: one event a body, in the order in which an incident had them.

There is no instant of resolving in an incident: it is the instant of the event. Notes and other things of an incident
come with a reference to it alone.
"""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import LONGEST_WHO, clean_services, clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of PagerDuty's webhooks of version 3: it has no “event”. Check which tool sends it."
_OLD: Final = (
    "This is a webhook of PagerDuty's version 2. Make a subscription of version 3 under Integrations, Webhooks."
)
_CUT: Final = " (cut by PagerDuty)"


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    if body.is_list("messages") and not body.has("event"):
        raise BadInput(_OLD)
    event = body.part("event")
    kind = event.line("event_type").lower()
    if not kind:
        raise BadInput(_KIND)
    key = key_text(delivery.header("x-webhook-id") or event.raw("id"))
    data = event.part("data")
    incident = data if data.line("type") == "incident" else data.part("incident")
    group = key_text(incident.raw("id"))
    if not kind.startswith("incident.") or not group:
        return AlertReading(AlertAction.IGNORE, delivery_keys=_keys(key), note=f"{kind} is about no incident.")
    # A merged incident is resolved too: the trouble goes on in the other one.
    merged = incident.part("resolve_reason").part("incident")
    begins, over = kind == "incident.triggered", kind == "incident.resolved" and not merged.values
    at = event.instant("occurred_at")
    started = incident.instant("created_at") or (at if begins else None)
    severity = delivery.severity(incident.part("priority").line("summary"))
    row = AlertRow(
        at or started or delivery.now,
        _row_text(kind.removeprefix("incident."), data, incident),
        who=event.part("agent").line("summary", LONGEST_WHO),
        key=key_text(f"{group} {event.raw('id') or key}"),
    )
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(incident.first("title", "summary")) or "Incident",
        severity=severity,
        started=started,
        detected=started,
        resolved=at if over else None,
        services=clean_services([incident.part("service").line("summary")]),
        rows=(row,),
        group_key=group,
        delivery_keys=_keys(key),
        ask=("severity",) if begins and not severity else ("resolved",) if over and not at else (),
        note=f"The urgency is {urgency}." if not severity and (urgency := incident.line("urgency", 40)) else "",
    )


def _keys(key: str) -> tuple[str, ...]:
    return (key,) if key else ()


def _row_text(event: str, data: JsonObject, incident: JsonObject) -> str:
    if written := data.text("content") or data.text("message"):
        return written + (_CUT if data.is_true("trimmed") else "")
    number = incident.line("number", 40)
    name = f"Incident #{number}" if number else "Incident"
    done = event.replace("_", " ").replace(".", " ")
    more = _more(event, data, incident)
    return f"{name} {done}: {more}" if more else f"{name} {done}"


def _more(event: str, data: JsonObject, incident: JsonObject) -> str:
    """What the event has changed."""
    match event:
        case "triggered":
            return incident.line("title")
        case "delegated" | "escalated" | "reassigned":
            names = (person.line("summary", LONGEST_WHO) for person in incident.parts("assignees", 10))
            return ", ".join(filter(None, names))
        case "priority_updated":
            return incident.part("priority").line("summary") or "none"
        case "service_updated":
            return incident.part("service").line("summary")
        case "resolved":
            other = incident.part("resolve_reason").part("incident").line("summary")
            return f"merged into {other or 'another incident'}" if incident.part("resolve_reason").values else ""
        case "reopened" | "unacknowledged" | "acknowledged":
            return ""
        case _:
            return _told(data) if data is not incident else ""


def _told(data: JsonObject) -> str:
    """What a part of an incident says of itself: whom it is about, a task, fields with their values, a call."""
    people = (data.part(name).line("summary") for name in ("user", "role", "assignee"))
    fields = (
        f"{item.first('display_name', 'name')} = {item.line('value') or ', '.join(item.texts('value')) or 'none'}"
        for item in data.parts("custom_fields", 10)
    )
    return ", ".join(filter(None, (*people, *fields, data.first("summary", "title", "conference_url"))))
