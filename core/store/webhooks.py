"""Webhooks and their deliveries: what is queued, which server sends it now, the result.

A delivery is claimed in a transaction before it is sent, so that only one server sends it. A claim holds for a while;
when its server dies meanwhile, the delivery is due again. Secrets are stored in clear text, because every
delivery is signed with them; they are never in a ``repr``.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, delete, exists, func, or_, select, update

from core.errors import NotFound
from core.store.database import tables
from core.store.database.transaction import Transaction

WAITING: Final = "waiting"
SENDING: Final = "sending"
SENT: Final = "sent"
GIVEN_UP: Final = "given up"
CALLED_OFF: Final = "called off"
DONE: Final = (SENT, GIVEN_UP, CALLED_OFF)

_GONE = "This webhook was removed. Reload the page to see what is there."
_W = tables.webhook.c
_D = tables.webhook_delivery.c


@dataclass(frozen=True)
class Webhook:
    """``shape`` is slack or json."""

    id: int
    url: str = field(repr=False)
    shape: str
    secret: str = field(repr=False)
    events: frozenset[str]
    active: bool
    created_at: datetime


@dataclass(frozen=True)
class Delivery:
    """``attempts`` were begun so far. ``next_at`` is when to try again, or when a claim ends."""

    id: int
    webhook_id: int
    event: str
    body: str = field(repr=False)
    status: str
    attempts: int
    next_at: datetime | None
    answer: str
    created_at: datetime
    done_at: datetime | None


# The webhooks themselves


def add(tx: Transaction, url: str, shape: str, secret: str, events: Collection[str]) -> int:
    """A new one, not active yet. Returns its id."""
    values = {"url": url, "shape": shape, "secret": secret, "events": _written(events)}
    insert = tables.webhook.insert().values(**values, active=False, created_at=tx.now())
    return int(tx.execute(insert.returning(_W.id)).scalar_one())


def change(tx: Transaction, webhook_id: int, **values: Any) -> None:
    """Any of url, shape, secret, events, active. NotFound when it was removed."""
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


# Deliveries


def queue(tx: Transaction, webhook_id: int, event: str, body: str) -> int:
    """To be sent as soon as somebody claims it. Returns its id."""
    now = tx.now()
    values = {"webhook_id": webhook_id, "event": event, "body": body, "status": WAITING, "attempts": 0}
    insert = tables.webhook_delivery.insert().values(**values, next_at=now, answer="", created_at=now)
    return int(tx.execute(insert.returning(_D.id)).scalar_one())


def backlog(tx: Transaction) -> tuple[int, datetime | None]:
    """How many deliveries are not done yet, and when the oldest of them was queued."""
    statement = select(func.count(), func.min(_D.created_at)).where(_D.status.in_((WAITING, SENDING)))
    count, oldest = tx.execute(statement).one()
    return int(count), oldest


def is_due(tx: Transaction, also_inactive: str) -> bool:
    """Whether `claim` would find something."""
    return tx.execute(_due(tx.now(), also_inactive).limit(1)).first() is not None


def claim(tx: Transaction, lease: timedelta, also_inactive: str) -> Delivery | None:
    """The delivery that is due longest, for this caller alone until ``lease`` is over. None when nothing is due.

    ``also_inactive`` is the event that is sent for a webhook that is switched off, too.
    """
    now = tx.now()
    while (row := tx.execute(_due(now, also_inactive).limit(1)).first()) is not None:
        mine = _D.id == row.id, _D.attempts == row.attempts, _D.status == row.status
        taken = {"status": SENDING, "attempts": row.attempts + 1, "next_at": now + lease}
        if tx.execute(update(tables.webhook_delivery).where(*mine).values(**taken)).rowcount == 1:
            return delivery(tx, row.id)
    return None


def _due(now: datetime, also_inactive: str) -> Select[Any]:
    on = exists().where(_W.id == _D.webhook_id, _W.active)
    return (
        select(_D.id, _D.attempts, _D.status)
        .where(_D.status.in_((WAITING, SENDING)), _D.next_at <= now, or_(on, _D.event == also_inactive))
        .order_by(_D.next_at, _D.id)
    )


def finish(tx: Transaction, claimed: Delivery, status: str, answer: str, next_at: datetime | None = None) -> bool:
    """What came of an attempt. False when the claim was lost meanwhile: then what the other server says counts."""
    mine = _D.id == claimed.id, _D.attempts == claimed.attempts, _D.status == SENDING
    done_at = tx.now() if status in DONE else None
    values = {"status": status, "answer": answer, "next_at": next_at, "done_at": done_at}
    return tx.execute(update(tables.webhook_delivery).where(*mine).values(**values)).rowcount == 1


def again(tx: Transaction, delivery_id: int) -> None:
    """Send once more, from the first attempt on, whatever came of it."""
    now = {"status": WAITING, "attempts": 0, "next_at": tx.now(), "done_at": None}
    mine = _D.id == delivery_id, _D.status.in_((*DONE, WAITING))
    if tx.execute(update(tables.webhook_delivery).where(*mine).values(**now)).rowcount == 0:
        raise NotFound("This delivery is being sent, or it is no longer kept. Reload the page.")


def cancel_deliveries(tx: Transaction, webhook_id: int, why: str) -> None:
    """Whatever still waits for this webhook is not sent."""
    waiting = and_(_D.webhook_id == webhook_id, _D.status == WAITING)
    values = {"status": CALLED_OFF, "answer": why, "next_at": None, "done_at": tx.now()}
    tx.execute(update(tables.webhook_delivery).where(waiting).values(**values))


def forget_about(tx: Transaction, pm_id: str) -> int:
    """Drop every delivery that names a postmortem, whether it was sent or waits. Returns how many."""
    return tx.execute(delete(tables.webhook_delivery).where(_D.body.contains(pm_id, autoescape=True))).rowcount


def postpone(tx: Transaction, webhook_id: int, until: datetime) -> None:
    """A receiver that does not answer is not asked again for each delivery that waits for it."""
    waiting = and_(_D.webhook_id == webhook_id, _D.status == WAITING, _D.next_at < until)
    tx.execute(update(tables.webhook_delivery).where(waiting).values(next_at=until))


def delivery(tx: Transaction, delivery_id: int) -> Delivery:
    found = tx.execute(select(tables.webhook_delivery).where(_D.id == delivery_id)).one_or_none()
    if found is None:
        raise NotFound("This delivery is no longer kept.")
    return Delivery(**found._mapping)


def log(tx: Transaction, limit: int) -> list[Delivery]:
    """The latest first."""
    statement = select(tables.webhook_delivery).order_by(_D.id.desc()).limit(limit)
    return [Delivery(**row._mapping) for row in tx.execute(statement)]


def forget(tx: Transaction, before: datetime) -> int:
    """Drop what was done with long ago. Returns how many."""
    old = and_(_D.status.in_(DONE), _D.done_at < before)
    return tx.execute(delete(tables.webhook_delivery).where(old)).rowcount


def waiting(tx: Transaction) -> dict[int, int]:
    """How many deliveries are still to be sent, by webhook."""
    statement = select(_D.webhook_id, func.count()).where(_D.status.in_((WAITING, SENDING))).group_by(_D.webhook_id)
    return {webhook_id: number for webhook_id, number in tx.execute(statement)}


# Reminders


def claim_notice(tx: Transaction, pm_id: str, action_id: str, due: date) -> bool:
    """True for the first caller: no notice was sent for this due date before."""
    values = {"postmortem_id": pm_id, "action_id": action_id, "due": due, "at": tx.now()}
    put = tx.upsert(tables.reminder).values(**values).on_conflict_do_nothing().returning(tables.reminder.c.due)
    return tx.execute(put).first() is not None


def _written(events: Collection[str]) -> str:
    return " ".join(sorted(events))


def _webhook(row: Any) -> Webhook:
    return Webhook(**{**row._mapping, "events": frozenset(row.events.split())})
