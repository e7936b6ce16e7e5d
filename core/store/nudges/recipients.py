"""Who gave an address for mail, and the queue of what is sent to them. An address is in no ``repr``."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select, update

from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.nudges.delivery_queue import DeliveryQueue

ASKED: Final = "asked"
CONFIRMED: Final = "confirmed"
STOPPED: Final = "stopped"
REFUSED: Final = "refused"

_R = tables.mail_recipient.c
QUEUE: Final = DeliveryQueue(
    tables.mail_delivery, "recipient_id", tables.mail_recipient, _R.state == CONFIRMED, "confirm"
)
"""The mail that asks for a confirmation is sent to those who have not confirmed yet."""


@dataclass(frozen=True)
class Recipient:
    """``state`` is one of the four above. ``code`` signs the links in mails to this address."""

    id: int
    name: str
    name_key: str
    address: str = field(repr=False)
    events: frozenset[str]
    daily: bool
    code: str = field(repr=False)
    state: str
    asked_at: datetime
    changed_at: datetime


def put(tx: Transaction, name: str, name_key: str, address: str, code: str) -> Recipient:
    """Ask for a confirmation of this address: a new one for the name, or another than before."""
    now = tx.now()
    values = {"name": name, "address": address, "code": code, "state": ASKED, "asked_at": now, "changed_at": now}
    insert = tx.upsert(tables.mail_recipient).values(name_key=name_key, events="", daily=False, **values)
    tx.execute(insert.on_conflict_do_update(index_elements=["name_key"], set_=values))
    found = by_name(tx, name_key)
    assert found is not None  # noqa: S101 - it was put there just now
    return found


def change(tx: Transaction, recipient_id: int, **values: Any) -> None:
    """Any of events, daily and state."""
    if "events" in values:
        values["events"] = _written(values["events"])
    mine = update(tables.mail_recipient).where(_R.id == recipient_id)
    tx.execute(mine.values(**values, changed_at=tx.now()))


def remove(tx: Transaction, recipient_id: int) -> None:
    """With everything that was or is to be sent to it."""
    tx.execute(tables.mail_recipient.delete().where(_R.id == recipient_id))


def by_name(tx: Transaction, name_key: str) -> Recipient | None:
    found = tx.execute(select(tables.mail_recipient).where(_R.name_key == name_key)).one_or_none()
    return None if found is None else _recipient(found)


def by_id(tx: Transaction, recipient_id: int) -> Recipient | None:
    found = tx.execute(select(tables.mail_recipient).where(_R.id == recipient_id)).one_or_none()
    return None if found is None else _recipient(found)


def recipients(tx: Transaction, *, confirmed: bool = False) -> list[Recipient]:
    """By name; all of them, or those who confirmed their address."""
    statement = select(tables.mail_recipient).order_by(_R.name_key)
    rows = tx.execute(statement.where(_R.state == CONFIRMED) if confirmed else statement)
    return [_recipient(row) for row in rows]


def count(tx: Transaction) -> int:
    number: int = tx.execute(select(func.count()).select_from(tables.mail_recipient)).scalar_one()
    return number


def _written(events: Collection[str]) -> str:
    return " ".join(sorted(events))


def _recipient(row: Any) -> Recipient:
    return Recipient(**{**row._mapping, "events": frozenset(row.events.split())})
