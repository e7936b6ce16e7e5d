"""Bodies of alerting tools for tests, and what is done with them: a house that a tool sends to."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain.postmortem import Postmortem
from core.services.app import App
from core.services.documents.records import postmortem_of
from core.services.inbound import keys, taking_in, working
from core.services.inbound.source import Incoming
from core.services.inbound.sources import source_named
from core.store import postmortems
from core.store.inbound import deliveries
from core.store.inbound.deliveries import Delivery

BEGIN = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


def stamp(at: datetime | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at is not None else "0001-01-01T00:00:00Z"


def alert(
    name: str = "Label queue is full",
    at: datetime = BEGIN,
    over: datetime | None = None,
    *,
    where: str = "printer-1",
    **labels: str,
) -> dict[str, Any]:
    """One alert of Alertmanager's; ``over`` is when it was resolved."""
    known = {"alertname": name.replace(" ", ""), "instance": where, "severity": "critical", **labels}
    return {
        "status": "resolved" if over else "firing",
        "labels": known,
        "annotations": {"summary": name},
        "startsAt": stamp(at),
        "endsAt": stamp(over),
        "fingerprint": f"{abs(hash((name, where))) % 16**16:016x}",
    }


def body(*alerts: dict[str, Any], group: str = "labels", **more: Any) -> bytes:
    """What Alertmanager posts for a group."""
    over = bool(alerts) and all(item["status"] == "resolved" for item in alerts)
    sent = {
        "version": "4",
        "groupKey": f'{{}}:{{group="{group}"}}',
        "truncatedAlerts": 0,
        "status": "resolved" if over else "firing",
        "receiver": "debrief",
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "http://alerts.example",
        "alerts": list(alerts),
        **more,
    }
    return json.dumps(sent, ensure_ascii=False).encode("utf-8", "replace")


def everywhere(text: str) -> bytes:
    """A body with this text in every field that is read."""
    item = alert(text, where=text, service=text, severity=text, host=text)
    item["annotations"] = {"summary": text, "description": text, "title": text}
    return body(item, commonAnnotations={"summary": text}, groupKey=text, receiver=text)


def receive(app: App, data: bytes, source: str = "alertmanager", **headers: str) -> str | None:
    """As the route does it once the sender is known; not worked on yet."""
    found = source_named(source)
    incoming = Incoming(source, data, headers, taking_in.now(app))
    return taking_in.keep(app, found, incoming, found.receiver.prepare(app, incoming))


def work(app: App) -> None:
    """As the worker does, until nothing waits."""
    while working.work_waiting(app):
        pass


def told(app: App, data: bytes, source: str = "alertmanager", **headers: str) -> str:
    """Received and worked on; the id of the postmortem."""
    pm_id = receive(app, data, source, **headers)
    work(app)
    return pm_id or ""


def opened(app: App, pm_id: str) -> Postmortem:
    """The record of a postmortem."""
    with app.db.read() as tx:
        record = postmortems.record(tx, pm_id)
    assert record is not None
    return postmortem_of(record)


def stored(app: App) -> list[Delivery]:
    """All deliveries, the oldest first."""
    with app.db.read() as tx:
        return deliveries._found(tx, limit=5_000)


def bearer(app: App, source: str = "") -> dict[str, str]:
    return {"authorization": f"Bearer {keys.key(app, source)}"}


def later(**lapse: float) -> datetime:
    return BEGIN + timedelta(**lapse)
