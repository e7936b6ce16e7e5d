"""Webhooks: who hears of what, and the team's own list of them.

A notice is written into the transaction of what it is about and sent later, by ``deliveries``. `enqueue` is all that
other services need; the rest is for the settings page. Nothing here speaks to a network.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex, token_urlsafe
from typing import Final

from core.domain.webhook import SUBSCRIBABLE, Event, Notice, Shape, Subject, body, wanted_by
from core.domain.webhook_address import target
from core.errors import BadInput, TooMany
from core.services.app import App
from core.services.authority import require_workspace
from core.store import postmortems
from core.store import webhooks as store
from core.store.transaction import Transaction
from core.store.visitors import Visitor

TOPIC: Final = "webhook"
MOST: Final = 20
LINES: Final = 50


@dataclass(frozen=True)
class Hook:
    """A webhook as people see it: its host, never its whole address, which may be a secret, nor its key."""

    id: int
    host: str
    shape: Shape
    events: tuple[Event, ...]
    active: bool
    waiting: int


@dataclass(frozen=True)
class Line:
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
    """Tell every active webhook that wants ``event`` about a postmortem, once this transaction is stored.

    The title and the severity are looked up; ``facts["link"]`` leads to it, the other facts are told as they are.
    Costs one small query when there is no webhook, never fails on any text, and does nothing for an example.
    """
    if not store.any_active(tx):
        return
    row = postmortems.get(tx, pm_id)
    if row is None or row.example:
        return
    told = {name: str(value) for name, value in facts.items() if name != "link"}
    subject = Subject(pm_id, row.title, row.severity, str(facts.get("link", "")))
    tell(tx, Notice(Event(event), token_hex(16), tx.now(), subject, told))


def tell(tx: Transaction, notice: Notice) -> list[int]:
    """Queue a notice for everybody who wants it. Returns the deliveries."""
    wanted = wanted_by(notice.event)
    hearing = store.hearing(tx, wanted) if wanted else []
    return [store.queue(tx, each.id, notice.event, body(notice, Shape(each.shape))) for each in hearing]


# The team's list of them


def listed(app: App, by: Visitor | None) -> list[Hook]:
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        waiting = store.waiting(tx)
        found = store.webhooks(tx)
    return [_seen(each, waiting.get(each.id, 0)) for each in found]


def log(app: App, by: Visitor | None) -> list[Line]:
    """What was sent lately, the newest first."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        hosts = {each.id: _host(each.url) for each in store.webhooks(tx)}
        rows = store.log(tx, LINES)
    return [
        Line(
            row.id,
            row.created_at,
            row.event,
            hosts.get(row.webhook_id, "removed"),
            row.status,
            row.attempts,
            row.answer,
            row.next_at if row.status == store.WAITING else None,
        )
        for row in rows
    ]


def add(app: App, url: str, shape: Shape, events: Collection[Event], by: Visitor | None) -> str:
    """Add a webhook that is switched off. Returns its secret, which is shown this once. BadInput for a bad address."""
    checked, secret = _checked(app, url), _new_secret()
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if len(store.webhooks(tx)) >= MOST:
            raise TooMany(f"{MOST} webhooks are the most that fit. Remove one that is not needed any more.")
        store.add(tx, checked, Shape(shape), secret, _chosen(events))
    return secret


def change(
    app: App, webhook_id: int, *, url: str = "", shape: Shape, events: Collection[Event], by: Visitor | None
) -> None:
    """Change what a webhook is; an empty ``url`` keeps its address. What waits is sent as it was written."""
    values = {"shape": Shape(shape).value, "events": _chosen(events)}
    if url.strip():
        values["url"] = _checked(app, url)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.change(tx, webhook_id, **values)


def switch(app: App, webhook_id: int, *, on: bool, by: Visitor | None) -> None:
    """Switching off calls off what waits: nobody wants to hear of it weeks later."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.change(tx, webhook_id, active=on)
        if not on:
            store.call_off(tx, webhook_id, "The webhook was switched off.")


def renew_secret(app: App, webhook_id: int, by: Visitor | None) -> str:
    """A new secret, shown this once. From now on everything is signed with it."""
    secret = _new_secret()
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        store.change(tx, webhook_id, secret=secret)
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
        store.queue(tx, hook.id, notice.event, body(notice, Shape(hook.shape)))
    wake(app)


def send_again(app: App, delivery_id: int, by: Visitor | None) -> None:
    """Begin anew with a delivery. Conflict when its webhook is switched off."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        row = store.delivery(tx, delivery_id)
        if row.event != Event.TEST and not store.webhook(tx, row.webhook_id).active:
            raise BadInput("This webhook is switched off. Switch it on first.")
        store.again(tx, delivery_id)
    wake(app)


def wake(app: App) -> None:
    """Whoever sends looks at once instead of at the next slow look. After the commit, never inside a transaction."""
    app.bell.ring(TOPIC, "-")


def _seen(hook: store.Webhook, waiting: int) -> Hook:
    events = tuple(each for each in SUBSCRIBABLE if each in hook.events)
    return Hook(hook.id, _host(hook.url), Shape(hook.shape), events, hook.active, waiting)


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
    chosen = [each.value for each in SUBSCRIBABLE if each in events]
    if not chosen:
        raise BadInput("Choose at least one thing that it should be told of.")
    return chosen


def _new_secret() -> str:
    return f"whsec_{token_urlsafe(32)}"
