"""Notices that wait for an hour that suits, for a webhook or for a recipient of mail. Taking them removes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select

from core.store.database import tables
from core.store.database.transaction import Transaction

Receiver = Literal["webhook_id", "recipient_id"]
_H = tables.held_notice.c


@dataclass(frozen=True)
class Held:
    """``content`` names postmortems and actions, as JSON; their texts are read when it is told."""

    event: str
    content: str
    at: datetime


def hold(tx: Transaction, receiver: Receiver, receiver_id: int, event: str, content: str) -> None:
    values = {receiver: receiver_id, "event": event, "content": content, "at": tx.now()}
    tx.execute(tables.held_notice.insert().values(**values))


def oldest(tx: Transaction, receiver: Receiver) -> dict[int, datetime]:
    """Since when something is held, by receiver; nothing for the others."""
    column = _H[receiver]
    statement = select(column, func.min(_H.at)).where(column.is_not(None)).group_by(column)
    return {receiver_id: at for receiver_id, at in tx.execute(statement)}


def counts(tx: Transaction, receiver: Receiver) -> dict[int, int]:
    """How many are held, by receiver."""
    column = _H[receiver]
    statement = select(column, func.count()).where(column.is_not(None)).group_by(column)
    return {receiver_id: number for receiver_id, number in tx.execute(statement)}


def take(tx: Transaction, receiver: Receiver, receiver_id: int) -> list[Held]:
    """All that is held for it, the oldest first; nobody else gets the same."""
    taken = tables.held_notice.delete().where(_H[receiver] == receiver_id)
    rows = tx.execute(taken.returning(_H.id, _H.event, _H.content, _H.at)).all()
    return [Held(row.event, row.content, row.at) for row in sorted(rows, key=lambda row: row.id)]
