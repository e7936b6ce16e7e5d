"""Bodies for tests of the readers, small enough to be read."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from core.domain.alerts.reading import AlertReading
from core.domain.alerts.registry import read_alert

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ZERO = "0001-01-01T00:00:00Z"


def at(clock: str, day: int = 20) -> datetime:
    """An instant of the month of these tests: ``at("09:30")``."""
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=UTC)


def read(source: str, body: object, headers: Mapping[str, str] | None = None, now: datetime = NOW) -> AlertReading:
    """Reads an object as the JSON that a tool would send, or bytes as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_alert(source, data, headers or {}, now)


def alert(
    name: str = "MailDelayed",
    host: str = "mx-1",
    *,
    starts: str = "2026-11-20T09:30:00.5Z",
    ends: str = ZERO,
    labels: Mapping[str, object] | None = None,
    summary: str = "Mail waits too long",
) -> dict[str, object]:
    """An alert of Alertmanager; resolved when ``ends`` is given."""
    return {
        "status": "firing" if ends == ZERO else "resolved",
        "labels": {"alertname": name, "instance": host, "service": "mail", "severity": "warning", **(labels or {})},
        "annotations": {"summary": summary} if summary else {},
        "startsAt": starts,
        "endsAt": ends,
        "generatorURL": "",
        "fingerprint": f"fp-{name}-{host}",
    }


def group(*alerts: object, status: str | None = None, cut: int = 0, **more: object) -> dict[str, object]:
    """The body of a group with these alerts, its status computed as Alertmanager does."""
    given = [item for item in alerts if isinstance(item, dict)]
    over = all(item.get("status") == "resolved" for item in given)
    notes = [item["annotations"] for item in given if "annotations" in item]
    return {
        "receiver": "debrief",
        "status": status or ("resolved" if over else "firing"),
        "alerts": list(alerts),
        "groupLabels": {"alertname": "MailDelayed"},
        "commonLabels": {"alertname": "MailDelayed"},
        "commonAnnotations": notes[0] if notes and all(item == notes[0] for item in notes) else {},
        "externalURL": "http://alertmanager.example:9093",
        "version": "4",
        "groupKey": '{}:{alertname="MailDelayed"}',
        "truncatedAlerts": cut,
        **more,
    }
