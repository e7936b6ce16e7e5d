"""Datadog's webhook integration: its default payload, and one with the fields that ``docs/alerts.md`` adds.

Every value is a text. The default payload tells what happened only in the title, ``[Triggered on {host:a}] Name``, and
names no monitor, so that its group is the title without that.
"""

from typing import Final

from core.domain.alerts.context import Delivery
from core.domain.alerts.forms import read_fields
from core.domain.alerts.json_object import JsonObject
from core.domain.alerts.reading import AlertAction, AlertReading, AlertRow
from core.domain.alerts.texts import clean_services, clean_title, key_text
from core.domain.alerts.unfilled import filled
from core.errors import BadInput

_KIND: Final = "This is no body of Datadog: it has no “title”. Use its default payload or the one in docs/alerts.md."
_TRANSITIONS: Final = ("alert_transition", "transition", "alert_status")
_GROUPS: Final = ("alert_cycle_key", "aggreg_key", "aggregation_key", "alert_id", "monitor_id")
_INSTANTS: Final = ("date", "date_posix", "last_updated")
_MOST_BRACKETS: Final = 4
_AGAIN: Final = ("re-triggered", "re-notify", "renotify", "re-warn", "re-no data", "re-alert")
_BEGINNING: Final = ("triggered", "warn", "no data", "alert", "error")
_OVER: Final = ("recovered", "resolved", "ok", "success")
_WARNING: Final = "warning"
_TRIAL: Final = "test"
"""What the button “Test Notifications” of a monitor puts before all else. Behind it, a team names a place so."""


def read(delivery: Delivery) -> AlertReading:
    body = filled(read_fields(delivery))
    title = body.first("title", "alert_title", "event_title", most=400)
    if not title:
        raise BadInput(_KIND)
    marks, name = _without_marks(title)
    if marks and marks[0].lower() == _TRIAL:
        return AlertReading(
            AlertAction.IGNORE, title=clean_title(name), note="A test of the monitor: nothing is opened."
        )
    state = _state(body, marks)
    group = key_text(body.first_raw(*_GROUPS) or name)
    at = next((at for field in _INSTANTS if (at := body.instant(field))), None)
    key = key_text(body.raw("id") or f"{group} {state} {body.first_raw(*_INSTANTS)}")
    begins, over = state in _BEGINNING, state in _OVER
    severity = _severity(delivery, body, marks, state) if not over else None
    text = f"{state.capitalize()}: {name}" if state else title
    row = AlertRow(at or delivery.now, text, body.line("user", 80), key)
    if not state:
        return AlertReading(
            AlertAction.UPDATE_OR_ASK,
            title=clean_title(title) or "Event",
            services=_services(body),
            rows=(row,),
            delivery_keys=(key,),
            ask=("which postmortem",),
        )
    missing = [*(["severity"] if not severity else []), *(["started"] if not at else [])]
    return AlertReading(
        AlertAction.OPEN if begins else AlertAction.UPDATE,
        title=clean_title(name) or "Alert",
        severity=severity,
        started=at if begins else None,
        detected=at if begins else None,
        resolved=at if over else None,
        services=_services(body),
        rows=(row,),
        group_key=group,
        delivery_keys=(key,),
        ask=tuple(missing) if begins else ("resolved",) if over and not at else (),
        all_is_well=over,
    )


def _without_marks(title: str) -> tuple[list[str], str]:
    """``[P1] [Triggered on {host:a}] [prod] Name`` as what Datadog put before the name, and the name with its own."""
    marks: list[str] = []
    rest = title
    while rest.startswith("[") and "]" in rest and len(marks) < _MOST_BRACKETS:
        mark, _, after = rest[1:].partition("]")
        if not _is_mark(mark.strip().lower(), first=not marks):
            break
        marks.append(mark.strip())
        rest = after.strip()
    return marks, rest or title


def _is_mark(mark: str, *, first: bool) -> bool:
    priority = len(mark) == 2 and mark[0] == "p" and mark[1].isdigit()
    return priority or (first and mark == _TRIAL) or mark.partition(" on {")[0] in (*_AGAIN, *_BEGINNING, *_OVER)


def _state(body: JsonObject, marks: list[str]) -> str:
    """The transition in small letters, "" for an event that is no change of a monitor."""
    told = [body.line(name, 40) for name in _TRANSITIONS] + [mark.partition(" on {")[0] for mark in marks]
    known = (*_AGAIN, *_BEGINNING, *_OVER)
    return next((word for text in told if (word := text.strip().lower()) in known), "")


def _severity(delivery: Delivery, body: JsonObject, marks: list[str], state: str) -> str | None:
    """The priority of the monitor; the type of the alert tells only a warning from the rest."""
    given = [body.first("alert_priority", "priority", most=20), body.line("severity", 40), *marks]
    found = delivery.worst(given)
    if found is None and state in ("warn", "re-warn"):
        return delivery.severity(_WARNING)
    return found


def _services(body: JsonObject) -> tuple[str, ...]:
    tags = body.texts("tags") or body.line("tags").split(",")
    named = [tag.strip().removeprefix("service:") for tag in tags if tag.strip().startswith("service:")]
    return clean_services([body.line("service"), *named])
