"""Uptime Kuma's webhook: a heartbeat of a monitor, as JSON or in the field ``data`` of a form.

``heartbeat.time`` is UTC without a mark. Messages of a test and of certificates have neither heartbeat nor monitor.
"""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.forms import form_fields
from core.domain.alerts.json_object import JsonObject, read_json_object
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import clean_services, clean_title, key_text
from core.errors import BadInput

_KIND: Final = "This is no body of Uptime Kuma: it has no “heartbeat”. Choose its request body “Preset - JSON”."
_DOWN, _UP = "0", "1"
_STATES: Final = {"2": "pending", "3": "under maintenance"}


def read(delivery: Delivery) -> AlertReading:
    form = form_fields(delivery)
    body = read_json_object(form.get("data", "") if form else delivery.body, delivery.now)
    if "heartbeat" not in body.values:
        raise BadInput(_KIND)
    beat, monitor = body.part("heartbeat"), body.part("monitor")
    if not beat.values:
        told = body.line("msg", 300)
        return AlertReading(AlertAction.IGNORE, note=f"About no monitor: {told}" if told else "About no monitor.")
    identity = beat.raw("monitorID") or monitor.raw("id")
    name = monitor.line("name", 200) or f"Monitor {identity}".strip()
    state = beat.raw("status")
    group, key = key_text(identity), key_text(f"{identity} {state} {beat.raw('time')}")
    if state not in (_DOWN, _UP):
        note = f"{name} is {_STATES.get(state, 'in an unknown state')}."
        return AlertReading(AlertAction.IGNORE, title=clean_title(name), group_key=group, note=note)
    at = beat.instant("time")
    text = body.text("msg") or f"{name}: {beat.line('msg') or ('down' if state == _DOWN else 'up')}"
    rows = (AlertRow(at or delivery.now, text, key=key),)
    if state == _UP:
        return _up(beat, name, rows, group, key)
    return AlertReading(
        AlertAction.OPEN,
        title=clean_title(f"{name} down"),
        started=at,
        detected=at,
        services=clean_services([name]),
        rows=rows,
        group_key=group,
        delivery_keys=(key,),
        # The first failure was earlier, by the number of retries.
        ask=("severity", "started"),
    )


def _up(beat: JsonObject, name: str, rows: tuple[AlertRow, ...], group: str, key: str) -> AlertReading:
    at = beat.instant("time")
    return AlertReading(
        AlertAction.UPDATE,
        title=clean_title(f"{name} up"),
        started=beat.instant("lastDownTime"),
        resolved=at,
        services=clean_services([name]),
        rows=rows,
        group_key=group,
        delivery_keys=(key,),
        ask=() if at else ("resolved",),
        all_is_well=True,
    )
