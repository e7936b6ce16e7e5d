"""Webhook subscriptions: queueing a notice for the subscribers of an event, and the team's list of webhooks.

A notice is written into the transaction of what it is about and sent later, by ``deliveries``. `enqueue` is all that
other services need; the rest is for the settings page. Nothing here speaks to a network.
"""

from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes, token_hex
from typing import Any, Final

from core.domain.audit import AuditEvent
from core.domain.webhook.address import target
from core.domain.webhook.events import SUBSCRIBABLE, Event, Notice, Subject, wanted_by
from core.domain.webhook.hours import ALWAYS, Hours
from core.domain.webhook.shapes import Shape, body
from core.errors import BadInput, TooMany
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_workspace
from core.services.nudges.audience import may_be_told
from core.services.nudges.holding import collected, content_of, ready, waits
from core.services.nudges.team_times import as_columns, hours_of
from core.store import postmortems
from core.store import webhooks as store
from core.store.database.transaction import Transaction
from core.store.nudges import delivery_queue, held_notices
from core.store.people.visitors import Visitor

TOPIC: Final = "webhook"
MOST: Final = 20
LINES: Final = 50


@dataclass(frozen=True)
class WebhookView:
    """A webhook as people see it: its host, never its whole address, which may be a secret, nor its key."""

    id: int
    host: str
    shape: Shape
    events: tuple[Event, ...]
    active: bool
    waiting: int
    hours: Hours = ALWAYS
    held: int = 0


@dataclass(frozen=True)
class DeliveryView:
    """A delivery in the log. ``status`` is one of waiting, sending, sent, given up, called off."""

    id: int
    at: datetime
    event: str
    host: str
    status: str
    attempts: int
    answer: str
    next_at: datetime | None


def enqueue(tx: Transaction, event: str, pm_id: str, facts: Mapping[str, str]) -> None:
    """Queue a notice about a postmortem for every active webhook that is subscribed to ``event``.

    The title and the severity are looked up; ``facts["link"]`` leads to it, the other facts are sent as they are.
    Costs one small query when there is no webhook, never fails on any text, and does nothing for an example and for a
    closed postmortem, of which nobody outside may be told.
    """
    if not store.any_active(tx):
        return
    row = postmortems.get(tx, pm_id)
    if row is None or not may_be_told(tx, [pm_id]):
        return
    messages = {name: str(value) for name, value in facts.items() if name != "link"}
    subject = Subject(pm_id, row.title, row.severity, str(facts.get("link", "")))
    enqueue_now(tx, Notice(Event(event), token_hex(16), tx.now(), subject, messages))


def enqueue_now(tx: Transaction, notice: Notice) -> list[int]:
    """Queue a notice for all its subscribers, or hold it for those whose hours say so. Returns the ids of deliveries.

    A digest is asked for by hand or by cron, which has hours of its own: it is never held.
    """
    wanted = wanted_by(notice.event)
    queued = []
    for hook in store.subscribed(tx, wanted) if wanted else []:
        if notice.event is not Event.DIGEST and waits(tx, hours_of(hook)):
            held_notices.hold(tx, "webhook_id", hook.id, notice.event, content_of(notice))
        else:
            queued.append(store.QUEUE.queue(tx, hook.id, notice.event, body(notice, Shape(hook.shape))))
    return queued


def release(app: App) -> int:
    """Queue what was held for webhooks whose time has come, one message for each of them. Returns how many."""
    with app.db.read() as tx:
        if not held_notices.oldest(tx, "webhook_id"):
            return 0
    with app.db.write() as tx:
        hooks = {hook.id: hook for hook in store.webhooks(tx)}
        released = 0
        for webhook_id in ready(tx, "webhook_id", lambda key: hours_of(hooks[key]) if hooks[key].active else None):
            notice = collected(app, tx, held_notices.take(tx, "webhook_id", webhook_id))
            if notice is not None:
                store.QUEUE.queue(tx, webhook_id, notice.event, body(notice, Shape(hooks[webhook_id].shape)))
                released += 1
    return released


# The team's list of them


def webhook_list(app: App, by: Visitor | None) -> list[WebhookView]:
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        waiting, held = store.QUEUE.waiting(tx), held_notices.counts(tx, "webhook_id")
        found = store.webhooks(tx)
    return [_seen(item, waiting.get(item.id, 0), held.get(item.id, 0)) for item in found]


def delivery_log(app: App, by: Visitor | None) -> list[DeliveryView]:
    """What was sent lately, the newest first."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        hosts = {webhook.id: _host(webhook.url) for webhook in store.webhooks(tx)}
        rows = store.QUEUE.log(tx, LINES)
    return [
        DeliveryView(
            row.id,
            row.created_at,
            row.event,
            hosts.get(row.receiver_id, "removed"),
            row.status,
            row.attempts,
            row.answer,
            row.next_at if row.status == delivery_queue.WAITING else None,
        )
        for row in rows
    ]


def add(app: App, url: str, shape: Shape, events: Collection[Event], by: Visitor | None, hours: Hours = ALWAYS) -> str:
    """Add a webhook that is switched off. Returns its secret, which is shown this once. BadInput for a bad address."""
    checked, secret = _checked(app, url), _new_secret()
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if len(store.webhooks(tx)) >= MOST:
            raise TooMany(f"{MOST} webhooks are the most that fit. Remove one that is not needed any more.")
        made = store.add(tx, checked, Shape(shape), secret, _chosen(events))
        store.change(tx, made, **as_columns(hours))
    return secret


def change(
    app: App,
    webhook_id: int,
    *,
    url: str = "",
    shape: Shape,
    events: Collection[Event],
    by: Visitor | None,
    hours: Hours | None = None,
) -> None:
    """Change what a webhook is; an empty ``url`` keeps its address, and None its hours.

    What is queued is sent as it was written; what is held is told at the new hours.
    """
    values: dict[str, Any] = {"shape": Shape(shape).value, "events": _chosen(events)}
    values |= {} if hours is None else as_columns(hours)
    if url.strip():
        values["url"] = _checked(app, url)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.change(tx, webhook_id, **values)


def set_active(app: App, webhook_id: int, *, on: bool, by: Visitor | None) -> None:
    """Switching a webhook off cancels its waiting deliveries: weeks later nobody wants them."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.change(tx, webhook_id, active=on)
        if not on:
            store.QUEUE.cancel(tx, webhook_id, "The webhook was switched off.")
            held_notices.take(tx, "webhook_id", webhook_id)


def renew_secret(app: App, webhook_id: int, by: Visitor | None) -> str:
    """A new secret, shown this once. From now on everything is signed with it."""
    secret = _new_secret()
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.change(tx, webhook_id, secret=secret)
        note(tx, AuditEvent.KEY, None, by.id if by else None, "webhook")
    return secret


def remove(app: App, webhook_id: int, by: Visitor | None) -> None:
    """With its secret and its part of the log."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.remove(tx, webhook_id)


def send_test(app: App, webhook_id: int, by: Visitor | None) -> None:
    """Also to one that is switched off: a test is how to find out whether to switch it on."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        hook = store.webhook(tx, webhook_id)
        notice = Notice(Event.TEST, token_hex(16), tx.now())
        store.QUEUE.queue(tx, hook.id, notice.event, body(notice, Shape(hook.shape)))
    wake_worker(app)


def send_again(app: App, delivery_id: int, by: Visitor | None) -> None:
    """Queue a delivery again. Conflict when its webhook is switched off."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        row = store.QUEUE.delivery(tx, delivery_id)
        if row.event != Event.TEST and not store.webhook(tx, row.receiver_id).active:
            raise BadInput("This webhook is switched off. Switch it on first.")
        store.QUEUE.again(tx, delivery_id)
    wake_worker(app)


def wake_worker(app: App) -> None:
    """Make the worker send at once instead of at its next poll. Call it after the commit."""
    app.change_bus.publish(TOPIC, "-")


def _seen(hook: store.Webhook, waiting: int, held: int) -> WebhookView:
    events = tuple(item for item in SUBSCRIBABLE if item in hook.events)
    return WebhookView(hook.id, _host(hook.url), Shape(hook.shape), events, hook.active, waiting, hours_of(hook), held)


def _host(url: str) -> str:
    try:
        where = target(url, private=True)
    except BadInput:
        return "an address that cannot be read"
    return where.host if where.port in (80, 443) else f"{where.host}:{where.port}"


def _checked(app: App, url: str) -> str:
    target(url, private=app.settings.webhook_private == "allow")
    return url.strip()


def _chosen(events: Collection[Event]) -> list[str]:
    chosen = [item.value for item in SUBSCRIBABLE if item in events]
    if not chosen:
        raise BadInput("Choose at least one thing that it should be told of.")
    return chosen


def _new_secret() -> str:
    """In the form of the Standard Webhooks specification: 32 random bytes in base64."""
    return f"whsec_{b64encode(token_bytes(32)).decode()}"
