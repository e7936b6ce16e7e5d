"""What a body would do, as data for programs and as text for a person."""

from core.domain.alerts.instants import instant_text
from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.texts import clean_line

_ACTIONS = {
    AlertAction.OPEN: "Opens a postmortem, or joins the open one of this group.",
    AlertAction.UPDATE: "Adds to the open postmortem of this group.",
    AlertAction.UPDATE_OR_ASK: "Names no incident: a person chooses the postmortem it belongs to.",
    AlertAction.CONFIRM: "Asks an operator to confirm the subscription.",
    AlertAction.IGNORE: "Nothing to do.",
}


def reading_as_json(reading: AlertReading) -> dict[str, object]:
    """``idempotency_key`` is a list for a body that holds several alerts of their own, else a text."""
    keys = list(reading.delivery_keys)
    return {
        "action": reading.action.value,
        "title": reading.title or None,
        "severity_guess": reading.severity,
        "started": instant_text(reading.started) if reading.started else None,
        "detected": instant_text(reading.detected) if reading.detected else None,
        "resolved": instant_text(reading.resolved) if reading.resolved else None,
        "services": list(reading.services),
        "timeline": [{"at": instant_text(row.at), "who": row.who, "text": row.text} for row in reading.rows],
        "idempotency_key": keys if reading.by_alert else (keys[0] if keys else None),
        "group_key": reading.group_key or None,
        "ask": list(reading.ask),
        "note": reading.note or None,
        "confirm_address": reading.confirm_address or None,
    }


def reading_as_text(reading: AlertReading) -> str:
    """A line for each thing that is known, then the rows."""
    known = {
        "Title": reading.title,
        "Severity": reading.severity or "",
        "Started": instant_text(reading.started) if reading.started else "",
        "Detected": instant_text(reading.detected) if reading.detected else "",
        "Resolved": instant_text(reading.resolved) if reading.resolved else "",
        "Services": ", ".join(reading.services),
        "Group": clean_line(reading.group_key),
        "To decide": "; ".join(reading.ask),
        "Note": reading.note,
        "Confirm at": reading.confirm_address,
    }
    lines = [_ACTIONS[reading.action], *(f"{name + ':':12}{text}" for name, text in known.items() if text)]
    rows = [" ".join(filter(None, (instant_text(row.at), row.who, row.text))) for row in reading.rows]
    return "\n".join([*lines, *(["", *rows] if rows else [])])
