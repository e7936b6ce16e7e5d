"""A queue of deliveries in the database: what waits, which server sends it now, the result.

A delivery is claimed in a transaction before it is sent, so that only one server sends it. A claim holds for a while;
when its server dies meanwhile, the delivery is due again. Webhooks have such a queue, and mail has another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, func, or_, select, update

from core.errors import NotFound
from core.store.database.transaction import Transaction

WAITING: Final = "waiting"
SENDING: Final = "sending"
SENT: Final = "sent"
GIVEN_UP: Final = "given up"
CALLED_OFF: Final = "called off"
DONE: Final = (SENT, GIVEN_UP, CALLED_OFF)


@dataclass(frozen=True)
class Delivery:
    """``attempts`` were begun so far. ``next_at`` is when to try again, or when a claim ends."""

    id: int
    receiver_id: int
    event: str
    body: str = field(repr=False)
    status: str
    attempts: int
    next_at: datetime | None
    answer: str
    created_at: datetime
    done_at: datetime | None


class DeliveryQueue:
    """``receiver`` names the column that says for whom; ``active`` holds for rows of ``receivers`` that may be sent to.

    ``always`` is the event that is sent to the others, too.
    """

    def __init__(self, table: Table, receiver: str, receivers: Table, active: ColumnElement[bool], always: str) -> None:
        self._table = table
        self._c = table.c
        self._receiver = table.c[receiver]
        self._may_be_sent = or_(exists().where(receivers.c.id == self._receiver, active), table.c.event == always)

    def queue(self, tx: Transaction, receiver_id: int, event: str, body: str) -> int:
        """To be sent as soon as somebody claims it. Returns its id."""
        now = tx.now()
        values = {self._receiver.name: receiver_id, "event": event, "body": body, "status": WAITING, "attempts": 0}
        insert = self._table.insert().values(**values, next_at=now, answer="", created_at=now)
        return int(tx.execute(insert.returning(self._c.id)).scalar_one())

    def is_due(self, tx: Transaction) -> bool:
        """Whether `claim` would find something."""
        return tx.execute(self._due(tx.now()).limit(1)).first() is not None

    def claim(self, tx: Transaction, lease: timedelta) -> Delivery | None:
        """The delivery that is due longest, for this caller alone until ``lease`` is over. None when nothing is due."""
        now = tx.now()
        while (row := tx.execute(self._due(now).limit(1)).first()) is not None:
            mine = self._c.id == row.id, self._c.attempts == row.attempts, self._c.status == row.status
            taken = {"status": SENDING, "attempts": row.attempts + 1, "next_at": now + lease}
            if tx.execute(update(self._table).where(*mine).values(**taken)).rowcount == 1:
                return self.delivery(tx, row.id)
        return None

    def _due(self, now: datetime) -> Select[Any]:
        c = self._c
        due = c.status.in_((WAITING, SENDING)), c.next_at <= now, self._may_be_sent
        return select(c.id, c.attempts, c.status).where(*due).order_by(c.next_at, c.id)

    def finish(
        self, tx: Transaction, claimed: Delivery, status: str, answer: str, next_at: datetime | None = None
    ) -> bool:
        """What came of an attempt. False when the claim was lost meanwhile: what the other server says counts."""
        mine = self._c.id == claimed.id, self._c.attempts == claimed.attempts, self._c.status == SENDING
        done_at = tx.now() if status in DONE else None
        values = {"status": status, "answer": answer, "next_at": next_at, "done_at": done_at}
        return tx.execute(update(self._table).where(*mine).values(**values)).rowcount == 1

    def again(self, tx: Transaction, delivery_id: int) -> None:
        """Send once more, from the first attempt on, whatever came of it."""
        now = {"status": WAITING, "attempts": 0, "next_at": tx.now(), "done_at": None}
        mine = self._c.id == delivery_id, self._c.status.in_((*DONE, WAITING))
        if tx.execute(update(self._table).where(*mine).values(**now)).rowcount == 0:
            raise NotFound("This delivery is being sent, or it is no longer kept. Reload the page.")

    def cancel(self, tx: Transaction, receiver_id: int, why: str) -> None:
        """Whatever still waits for this receiver is not sent."""
        waiting = and_(self._receiver == receiver_id, self._c.status == WAITING)
        values = {"status": CALLED_OFF, "answer": why, "next_at": None, "done_at": tx.now()}
        tx.execute(update(self._table).where(waiting).values(**values))

    def postpone(self, tx: Transaction, until: datetime, receiver_id: int | None = None) -> None:
        """A receiver that does not answer is not asked again for each delivery that waits for it. None: all of them."""
        whose: Sequence[ColumnElement[bool]] = () if receiver_id is None else (self._receiver == receiver_id,)
        waiting = and_(*whose, self._c.status == WAITING, self._c.next_at < until)
        tx.execute(update(self._table).where(waiting).values(next_at=until))

    def delivery(self, tx: Transaction, delivery_id: int) -> Delivery:
        found = tx.execute(select(self._table).where(self._c.id == delivery_id)).one_or_none()
        if found is None:
            raise NotFound("This delivery is no longer kept.")
        return self._delivery(found)

    def log(self, tx: Transaction, limit: int) -> list[Delivery]:
        """The latest first."""
        statement = select(self._table).order_by(self._c.id.desc()).limit(limit)
        return [self._delivery(row) for row in tx.execute(statement)]

    def forget(self, tx: Transaction, before: datetime) -> int:
        """Drop what was done with long ago. Returns how many."""
        old = and_(self._c.status.in_(DONE), self._c.done_at < before)
        return tx.execute(delete(self._table).where(old)).rowcount

    def waiting(self, tx: Transaction) -> dict[int, int]:
        """How many deliveries are still to be sent, by receiver."""
        still = self._c.status.in_((WAITING, SENDING))
        statement = select(self._receiver, func.count()).where(still).group_by(self._receiver)
        return {receiver_id: number for receiver_id, number in tx.execute(statement)}

    def backlog(self, tx: Transaction) -> tuple[int, datetime | None]:
        """How many deliveries are not done yet, and when the oldest of them was queued."""
        statement = select(func.count(), func.min(self._c.created_at)).where(self._c.status.in_((WAITING, SENDING)))
        count, oldest = tx.execute(statement).one()
        return int(count), oldest

    def forget_about(self, tx: Transaction, pm_id: str) -> int:
        """Drop every delivery that names a postmortem, whether it was sent or waits. Returns how many."""
        return tx.execute(delete(self._table).where(self._c.body.contains(pm_id, autoescape=True))).rowcount

    def sent_since(self, tx: Transaction, moment: datetime, event: str | None = None) -> int:
        """How many were sent since then."""
        mine: Sequence[ColumnElement[bool]] = () if event is None else (self._c.event == event,)
        statement = select(func.count()).where(self._c.status == SENT, self._c.done_at > moment, *mine)
        number: int = tx.execute(statement).scalar_one()
        return number

    def _delivery(self, row: Any) -> Delivery:
        values = dict(row._mapping)
        return Delivery(receiver_id=values.pop(self._receiver.name), **values)
