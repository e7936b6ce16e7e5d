"""Webhooks: the team's list of them, and the queue of what is sent to them.

Secrets are stored in clear text, because every delivery is signed with them; they are never in a ``repr``.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update

from core.errors import NotFound
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.nudges.delivery_queue import DeliveryQueue

_GONE = "This webhook was removed. Reload the page to see what is there."
_W = tables.webhook.c

QUEUE: Final = DeliveryQueue(tables.webhook_delivery, "webhook_id", tables.webhook, tables.webhook.c.active, "test")
"""A test is sent to one that is switched off, too: it is how to find out whether to switch it on."""


@dataclass(frozen=True)
class Webhook:
    """``shape`` is a ``core.domain.webhook.shapes.Shape``; the last four say when it may be sent to."""

    id: int
    url: str = field(repr=False)
    shape: str
    secret: str = field(repr=False)
    events: frozenset[str]
    active: bool
    created_at: datetime
    quiet_from: str = ""
    quiet_until: str = ""
    weekends: bool = True
    daily: bool = False


def add(tx: Transaction, url: str, shape: str, secret: str, events: Collection[str]) -> int:
    """A new one, not active yet. Returns its id."""
    values = {"url": url, "shape": shape, "secret": secret, "events": _written(events)}
    insert = tables.webhook.insert().values(**values, active=False, created_at=tx.now())
    return int(tx.execute(insert.returning(_W.id)).scalar_one())


def change(tx: Transaction, webhook_id: int, **values: Any) -> None:
    """Any of url, shape, secret, events, active and the hours. NotFound when it was removed."""
    if "events" in values:
        values["events"] = _written(values["events"])
    if tx.execute(update(tables.webhook).where(_W.id == webhook_id).values(**values)).rowcount == 0:
        raise NotFound(_GONE)


def remove(tx: Transaction, webhook_id: int) -> None:
    """With everything that it sent or was to send."""
    tx.execute(delete(tables.webhook).where(_W.id == webhook_id))


def webhook(tx: Transaction, webhook_id: int) -> Webhook:
    found = tx.execute(select(tables.webhook).where(_W.id == webhook_id)).one_or_none()
    if found is None:
        raise NotFound(_GONE)
    return _webhook(found)


def webhooks(tx: Transaction) -> list[Webhook]:
    """In the order in which they were added."""
    return [_webhook(row) for row in tx.execute(select(tables.webhook).order_by(_W.id))]


def any_active(tx: Transaction) -> bool:
    return tx.execute(select(_W.id).where(_W.active).limit(1)).first() is not None


def subscribed(tx: Transaction, event: str) -> list[Webhook]:
    """The active ones that want an event, in a transaction that writes: none of them goes before it ends."""
    statement = select(tables.webhook).where(_W.active).order_by(_W.id).with_for_update(read=True, key_share=True)
    return [item for item in map(_webhook, tx.execute(statement)) if event in item.events]


def _written(events: Collection[str]) -> str:
    return " ".join(sorted(events))


def _webhook(row: Any) -> Webhook:
    return Webhook(**{**row._mapping, "events": frozenset(row.events.split())})
