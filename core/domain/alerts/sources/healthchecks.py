"""Healthchecks: what its webhook sends is written by its administrator; ``docs/alerts.md`` has the body to paste.

Read are the variables by their own names in small letters, and ``$JSON``, the whole check, at the top or in a field.
``$NOW`` is when the check went down, after its grace; ``next_ping`` when its sign of life was due.
"""

from datetime import datetime, timedelta
from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.forms import read_fields
from core.domain.alerts.json_object import JsonObject
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import clean_services, clean_title, key_text
from core.domain.alerts.unfilled import filled
from core.errors import BadInput

_KIND: Final = "This body has no “status” of a check. Paste the request body from docs/alerts.md into Healthchecks."
_MOST_FIELDS: Final = 30
_NAMES: Final = ("name", "check", "check_name", "title", "slug")
_INSTANTS: Final = ("now", "at", "timestamp", "time")
_TRIAL: Final = "TEST"
_TRIAL_PINGS: Final = 42
"""The check that the button “Test” of an integration makes up."""
_LONGEST_GRACE: Final = 366 * 24 * 3600


def read(delivery: Delivery) -> AlertReading:
    body = filled(read_fields(delivery))
    check = next((part for name in list(body.values)[:_MOST_FIELDS] if _is_check(part := body.part(name))), body)
    state = (body.line("status", 40) or check.line("status", 40)).lower()
    if not state:
        raise BadInput(_KIND)
    name = body.first(*_NAMES, most=200) or check.first("name", "slug", most=200) or "Check"
    if name == _TRIAL and check.count("n_pings") == _TRIAL_PINGS:
        return AlertReading(AlertAction.IGNORE, title=_TRIAL, note="A test of the integration: nothing is opened.")
    identity = key_text(_identity(body) or _identity(check) or name)
    changed = next((at for field in _INSTANTS if (at := body.instant(field))), None)
    if state not in ("down", "up"):
        return AlertReading(AlertAction.IGNORE, title=clean_title(name), group_key=identity, note=f"It is {state}.")
    due = check.instant("next_ping") if state == "down" else None
    at = changed or (_after_grace(check) if state == "down" else check.instant("last_ping"))
    key = key_text(f"{identity} {state} {body.first_raw(*_INSTANTS) or (at.isoformat() if at else '')}")
    output = body.text("body")
    begins = state == "down"
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(f"{name} {state}"),
        started=(due if due and (not at or due <= at) else at) if begins else None,
        detected=at if begins else None,
        resolved=None if begins else at,
        services=clean_services([name]),
        rows=(AlertRow(at or delivery.now, "\n".join(filter(None, (f"{name} {state}", output))), key=key),),
        group_key=identity,
        delivery_keys=(key,),
        # The job failed at some time between its last sign of life and the one that was due.
        ask=("severity", "started") if begins else () if at else ("resolved",),
        all_is_well=not begins,
    )


def _is_check(part: JsonObject) -> bool:
    return part.has("status") or part.has("last_ping")


def _identity(body: JsonObject) -> str:
    if known := body.first_raw("code", "uuid", "unique_key", "id"):
        return known
    return body.raw("ping_url").rstrip("/").rpartition("/")[2]


def _after_grace(check: JsonObject) -> datetime | None:
    due, grace = check.instant("next_ping"), check.count("grace")
    at = due + timedelta(seconds=grace) if due and grace <= _LONGEST_GRACE else due
    return at if at and at <= check.now else due
