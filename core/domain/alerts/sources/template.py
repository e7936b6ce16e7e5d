"""The body that ``docs/alerts.md`` gives to senders without one of their own: Zabbix, Nagios, scripts, anything.

JSON or a form, of plain fields. Scripts that were written for Grafana OnCall's formatted webhook (``alert_uid``,
``state``, ``message``) are understood as they are.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.forms import read_fields
from core.domain.alerts.instants import read_instant
from core.domain.alerts.json_object import JsonObject
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import LONGEST_WHO, clean_services, clean_title, key_text
from core.domain.alerts.unfilled import filled
from core.domain.dates.zones import zone_named
from core.errors import BadInput

_KIND: Final = "This body names neither “title” nor “id”. docs/alerts.md has the fields, and templates to paste."
_STATUS: Final = "The “status” “{}” is not known. Use firing, update or resolved."
_IDS: Final = ("id", "alert_uid", "event_id")
_STATES: Final = ("status", "state")
_FIRING: Final = frozenset(
    [
        "firing",
        "fire",
        "problem",
        "alerting",
        "alert",
        "triggered",
        "trigger",
        "down",
        "critical",
        "open",
        "opened",
        "warning",
        "unknown",
        "unreachable",
        "error",
        "fatal",
        "failed",
        "failing",
        "failure",
        "fired",
        "activated",
        "created",
        "alarm",
        "in alarm",
        "breached",
        "trouble",
        "degraded",
        "no data",
        "nodata",
        "no_data",
        "alert_failure",
        "alert_degraded",
        "1",
    ]
)
_OVER: Final = frozenset(
    [
        "resolved",
        "resolve",
        "ok",
        "recovery",
        "recovered",
        "up",
        "closed",
        "close",
        "normal",
        "back to normal",
        "clear",
        "cleared",
        "fixed",
        "healthy",
        "ended",
        "alert_recovery",
        "alert_degraded_recovery",
        "0",
    ]
)
_GOING_ON: Final = frozenset(
    [
        "update",
        "updated",
        "acknowledgement",
        "acknowledged",
        "acknowledge",
        "custom",
        "comment",
        "note",
        "escalated",
        "snoozed",
        "merged",
        "alert_degraded_remain",
        "alert_failure_remain",
        "2",
    ]
)
_GOING_ON_STARTS: Final = ("flapping", "downtime")
_NOTHING: Final = ("test", "ping")
_TRUE: Final = ("1", "true", "yes")


def read(delivery: Delivery) -> AlertReading:
    body = filled(read_fields(delivery))
    title = body.first("title", "name", most=300)
    identity = body.first_raw(*_IDS) or title
    if not identity:
        raise BadInput(_KIND)
    status = _status(body)
    action, over = _action(status, body)
    if action is AlertAction.IGNORE:
        return AlertReading(action, title=clean_title(title), note="A test: nothing is opened.")
    begins = action is AlertAction.OPEN
    at = _instant(delivery, body, "at")
    started = _instant(delivery, body, "started") or (at if begins else None)
    ended = (_instant(delivery, body, "resolved") or at) if over else None
    told = ended if over else (at or started) if begins else _instant(delivery, body, "sent") or at
    key = key_text(f"{identity} {status} {told.isoformat() if told else _digest(delivery)}")
    severity = delivery.severity(body.line("severity", 60))
    return AlertReading(
        action,
        title=clean_title(title or identity) or "Alert",
        severity=severity,
        started=started,
        detected=_instant(delivery, body, "detected") or started,
        resolved=(ended or delivery.now) if over else None,
        services=clean_services(body.texts("services") or re.split("[,;、，；]", body.raw("services"))),
        rows=(AlertRow(told or delivery.now, _text(body, status, begins, over), body.line("who", LONGEST_WHO), key),),
        group_key=key_text(identity),
        delivery_keys=(key,),
        ask=_ask(severity, started) if begins else ("resolved",) if over and not ended else (),
    )


def _status(body: JsonObject) -> str:
    """In small letters. BadInput for one that is true or false: of what, only the sender knows."""
    for name in _STATES:
        if body.has(name) and not body.raw(name):
            raise BadInput(_STATUS.format(str(body.values[name])[:40].lower()))
    return body.first(*_STATES, most=40).lower() or "firing"


def _action(status: str, body: JsonObject) -> tuple[AlertAction, bool]:
    """What it asks for, and whether it is over."""
    if status in _NOTHING:
        return AlertAction.IGNORE, False
    going_on = status in _GOING_ON or status.startswith(_GOING_ON_STARTS)
    if going_on or body.raw("update").lower() in _TRUE or body.is_true("update"):
        return AlertAction.UPDATE, False
    if status in _FIRING:
        return AlertAction.OPEN, False
    if status in _OVER:
        return AlertAction.UPDATE, True
    raise BadInput(_STATUS.format(status))


def _instant(delivery: Delivery, body: JsonObject, name: str) -> datetime | None:
    zone = zone_named(body.raw("zone")) or UTC
    return read_instant(body.raw(name) or body.values.get(name), delivery.now, zone)


def _digest(delivery: Delivery) -> str:
    return hashlib.sha256(delivery.body).hexdigest()[:16]


def _text(body: JsonObject, status: str, begins: bool, over: bool) -> str:
    name = body.first("title", "name", *_IDS, most=300)
    told = body.text("text") or body.text("message")
    if begins or over:
        state = f"{name} {'firing' if begins else 'resolved'}"
        if over and not body.first("title", "name", most=300):
            state = "Alert resolved"  # it ends by its id alone, which says nothing to people
        return f"{state}\n{told}" if told else state
    return told or f"{name}: {'update' if status in ('0', '1') else status}"


def _ask(severity: str | None, started: datetime | None) -> tuple[str, ...]:
    return (*(() if severity else ("severity",)), *(() if started else ("started",)))
