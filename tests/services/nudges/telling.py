"""What tests of nudges share: a webhook that listens, and what waits to be sent or held."""

import json
from typing import Any

from core.domain.webhook.events import SUBSCRIBABLE, Event
from core.domain.webhook.hours import ALWAYS, Hours
from core.domain.webhook.shapes import Shape
from core.services.app import App
from core.services.webhooks import subscriptions
from core.store import webhooks as store


def listening(app: App, *events: Event, hours: Hours = ALWAYS, shape: Shape = Shape.JSON) -> int:
    """A webhook that is switched on; without events it hears of all."""
    subscriptions.add(app, "https://hooks.example.org/x", shape, events or SUBSCRIBABLE, None, hours)
    made = subscriptions.webhook_list(app, None)[-1].id
    subscriptions.set_active(app, made, on=True, by=None)
    return made


def queued(app: App) -> list[dict[str, Any]]:
    """The bodies that wait to be sent, the oldest first."""
    with app.db.read() as tx:
        return [json.loads(row.body) for row in reversed(store.QUEUE.log(tx, 99))]


def events(app: App) -> list[str]:
    return [item["event"] for item in queued(app)]
