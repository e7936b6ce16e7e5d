"""Bodies as they came, until they are worked on and for a while after. What is in one is decided elsewhere."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from core.store.database import tables
from core.store.database.transaction import Transaction

_D = tables.inbound_delivery.c


class Status(StrEnum):
    """WAITING: for the worker. ASKED, HELD and CONFIRM wait for a person: which postmortem, too many, a subscription.

    DONE changed something, IGNORED nothing. FAILED could not be worked on, and stays for whoever looks into it.
    """

    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    ASKED = "asked"
    HELD = "held"
    CONFIRM = "confirm"
    FAILED = "failed"


FOR_PEOPLE = (Status.ASKED, Status.HELD)
OVER = (Status.DONE, Status.IGNORED, Status.FAILED)


@dataclass(frozen=True)
class Delivery:
    """``group_key`` is a digest. ``body`` is empty once it was taken away. Headers have names in small letters."""

    id: int
    source: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    received_at: datetime
    status: Status
    group_key: str
    postmortem_id: str | None
    title: str
    note: str


@dataclass(frozen=True)
class NewDelivery:
    source: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    received_at: datetime
    status: Status = Status.WAITING
    group_key: str = ""
    postmortem_id: str | None = None
    title: str = ""
    note: str = ""


def add(tx: Transaction, new: NewDelivery) -> int:
    """Store a body. Returns its id."""
    values = {
        "source": new.source,
        "body": new.body,
        "headers": json.dumps(dict(new.headers)),
        "received_at": new.received_at,
        "status": new.status.value,
        "group_key": new.group_key,
        "postmortem_id": new.postmortem_id,
        "title": new.title,
        "note": new.note,
        "done_at": None if new.status not in OVER else new.received_at,
    }
    insert = tables.inbound_delivery.insert().values(**values).returning(_D.id)
    return int(tx.execute(insert).scalar_one())


def delivery(tx: Transaction, delivery_id: int) -> Delivery | None:
    return next(iter(_found(tx, _D.id == delivery_id, limit=1)), None)


def waiting(tx: Transaction, limit: int, most_bytes: int) -> list[Delivery]:
    """What is to be worked on, the oldest first: at least one, and as many more as so many bytes hold."""
    sizes = select(_D.id, func.coalesce(func.length(_D.body), 0)).where(_D.status == Status.WAITING)
    chosen: list[int] = []
    size = 0
    for row_id, length in tx.execute(sizes.order_by(_D.id).limit(limit)):
        size += length
        if chosen and size > most_bytes:
            break
        chosen.append(row_id)
    return _found(tx, _D.id.in_(chosen), limit=limit) if chosen else []


def still_waiting(tx: Transaction, ids: Collection[int]) -> frozenset[int]:
    """Which of these nobody has worked on meanwhile."""
    return frozenset(tx.execute(select(_D.id).where(_D.id.in_(ids), _D.status == Status.WAITING)).scalars())


def for_people(tx: Transaction, limit: int) -> list[Delivery]:
    """What waits for a person's choice, the newest first, without bodies."""
    return _list(tx, _D.status.in_(FOR_PEOPLE), limit=limit)


def confirmations(tx: Transaction, limit: int) -> list[Delivery]:
    """Subscriptions that somebody has to confirm, the newest first, without bodies."""
    return _list(tx, _D.status == Status.CONFIRM, limit=limit)


def ids_of_group(
    tx: Transaction,
    source: str,
    group_key: str,
    statuses: Collection[Status],
    limit: int,
    *,
    since: datetime | None = None,
) -> list[int]:
    """The bodies of one group, the newest first; with ``since`` those that came from then on."""
    statement = select(_D.id).where(_D.source == source, _D.group_key == group_key, _D.status.in_(statuses))
    statement = statement.where(_D.received_at >= since) if since is not None else statement
    return list(tx.execute(statement.order_by(_D.id.desc()).limit(limit)).scalars())


def finish(tx: Transaction, ids: Collection[int], status: Status, note: str = "") -> None:
    values = {"status": status.value, "note": note, "done_at": tx.now()}
    tx.execute(update(tables.inbound_delivery).where(_D.id.in_(ids)).values(values))


def assign(tx: Transaction, ids: Collection[int], pm_id: str) -> None:
    """These belong to the postmortem and are to be worked on."""
    values = {"status": Status.WAITING.value, "postmortem_id": pm_id}
    tx.execute(update(tables.inbound_delivery).where(_D.id.in_(ids)).values(values))


def came_since(tx: Transaction, status: Status, since: datetime) -> bool:
    """Whether the newest with this status came after that."""
    newest = select(_D.received_at).where(_D.status == status).order_by(_D.id.desc()).limit(1)
    at = tx.execute(newest).scalar()
    return at is not None and at > since


def count(tx: Transaction, statuses: Collection[Status]) -> int:
    found: int = tx.execute(select(func.count()).where(_D.status.in_(statuses))).scalar_one()
    return found


def latest(tx: Transaction) -> dict[str, datetime]:
    """When each source sent last."""
    statement = select(_D.source, func.max(_D.received_at)).group_by(_D.source)
    return dict(tuple(row) for row in tx.execute(statement))


def forget(tx: Transaction, before: datetime) -> int:
    """Delete what came before, but for what still waits for the worker. Returns how many."""
    old = _D.received_at < before, _D.status != Status.WAITING
    return tx.execute(delete(tables.inbound_delivery).where(*old)).rowcount


def forget_postmortem(tx: Transaction, pm_id: str) -> None:
    """Delete what was sent for it, and that an alert opened it."""
    tx.execute(delete(tables.inbound_delivery).where(_D.postmortem_id == pm_id))
    tx.execute(delete(tables.inbound_opening).where(tables.inbound_opening.c.postmortem_id == pm_id))


def trim(tx: Transaction, most: int, most_bytes: int) -> int:
    """Keep the newest so many, and no more than so many bytes of them. What waits for the worker stays.

    Returns how many were deleted.
    """
    statement = select(_D.id, _D.status, func.coalesce(func.length(_D.body), 0)).order_by(_D.id.desc())
    number, size, gone = 0, 0, []
    for row_id, status, length in tx.execute(statement):
        if status == Status.WAITING:
            continue
        number, size = number + 1, size + length
        if number > most or size > most_bytes:
            gone.append(row_id)
    for start in range(0, len(gone), 500):
        tx.execute(delete(tables.inbound_delivery).where(_D.id.in_(gone[start : start + 500])))
    return len(gone)


def _list(tx: Transaction, *conditions: ColumnElement[bool], limit: int) -> list[Delivery]:
    columns = [column for column in tables.inbound_delivery.c if column.name != "body"]
    statement = select(*columns).where(*conditions).order_by(_D.id.desc()).limit(limit)
    return [_delivery(row) for row in tx.execute(statement)]


def _found(tx: Transaction, *conditions: ColumnElement[bool], limit: int) -> list[Delivery]:
    statement = select(tables.inbound_delivery).where(*conditions).order_by(_D.id).limit(limit)
    return [_delivery(row) for row in tx.execute(statement)]


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    values = dict(row._mapping)
    values.pop("done_at")
    values["body"] = bytes(values.get("body") or b"")
    values["headers"] = json.loads(values["headers"])
    values["status"] = Status(values["status"])
    return Delivery(**values)
