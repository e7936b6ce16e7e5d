"""Opsgenie's outgoing webhook (and that of Jira Service Management): an action on an alert.

``createdAt`` counts milliseconds and ``updatedAt`` nanoseconds in the same object. There is no instant of closing: it
is that of the action.
"""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import LONGEST_WHO, clean_services, clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of Opsgenie: it has no “action” on an “alert”. Check which tool sends to this address."
_DONE: Final = {
    "create": "created",
    "close": "closed",
    "delete": "deleted",
    "acknowledge": "acknowledged",
    "unacknowledge": "unacknowledged",
    "snooze": "snoozed",
    "snoozeended": "no longer snoozed",
    "escalate": "escalated",
    "escalatenext": "escalated",
    "takeownership": "taken over",
    "assignownership": "assigned",
    "addteam": "given another team",
    "addrecipient": "given another recipient",
    "addresponder": "given another responder",
    "addtags": "tagged",
    "removetags": "no longer tagged",
    "adddetails": "given details",
    "removedetails": "given fewer details",
    "updatepriority": "given another priority",
    "updatemessage": "renamed",
    "updatedescription": "described anew",
}
_MORE: Final = ("owner", "addedTags", "removedTags", "team", "recipient", "responder", "escalationNotify", "priority")
_WITH_MORE: Final = frozenset(
    {"assignownership", "addtags", "removetags", "addteam", "addrecipient", "addresponder", "updatepriority"}
)


def read(delivery: Delivery) -> AlertReading:
    body = read_json_object(delivery.body, delivery.now)
    alert, action = body.part("alert"), body.line("action", 80)
    identity = alert.raw("alertId") or alert.raw("id")
    if not action or not identity:
        raise BadInput(_KIND)
    begins, over = action.lower() == "create", action.lower() == "close"
    started, changed = alert.instant("createdAt"), alert.instant("updatedAt")
    given = alert.line("priority", 20) or alert.part("details").first("severity", "priority", most=60)
    severity = delivery.severity(given) if given else delivery.worst(list(alert.texts("tags")))
    key = key_text(f"{identity} {action} {alert.raw('updatedAt')}".strip())
    at = (started or changed) if begins else changed
    ask = []
    if begins and (not severity or not given):
        ask.append("severity")
    if begins and not started:
        ask.append("started")
    if over and not changed:
        ask.append("resolved")
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(alert.line("message")) or "Alert",
        severity=severity,
        started=started,
        detected=started,
        resolved=changed if over else None,
        services=clean_services([alert.line("entity")]),
        rows=(AlertRow(at or delivery.now, _row_text(action, alert), alert.line("username", LONGEST_WHO), key),),
        group_key=key_text(identity),
        delivery_keys=(key,),
        ask=tuple(ask),
    )


def _row_text(action: str, alert: JsonObject) -> str:
    name = action.lower()
    if name == "addnote" and (note := alert.text("note")):
        return note
    if name == "create":
        return f"Alert created: {alert.line('message')}"
    done = _DONE.get(name)
    text = f"Alert {done}" if done else f"Alert: {action}"
    more = alert.first(*_MORE, most=200) if name in _WITH_MORE else ""
    if name == "updatemessage":
        more = alert.line("message")
    elif name in _WITH_MORE and not more:
        more = next((told for key in _MORE if (told := alert.part(key).first("name", "username", "id"))), "")
    note = alert.text("note")
    return "\n".join(filter(None, (f"{text}: {more}" if more else text, note)))
