"""Browsers that disconnected during a meeting without closing the page, and whether their edits arrived since.

A row means: this browser may hold edits that nobody else has. It is deleted when the browser reconnects before the end
of the meeting; after the end it records when everything was received. ``core.live`` decides what a departure is.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from core.store.database import tables
from core.store.database.transaction import Transaction

_A = tables.absent.c


@dataclass(frozen=True)
class Departure:
    """``back_at``: when everything was received, ``words_at``: when late edits came; None before that."""

    visitor_id: str
    name: str
    since: datetime
    back_at: datetime | None
    words_at: datetime | None


def note_departure(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    """The browser disconnected. Late edits recorded before stay recorded; waiting begins again."""
    new = {"since": tx.now(), "back_at": None}
    insert = tx.upsert(tables.absent).values(postmortem_id=pm_id, visitor_id=visitor_id, **new)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "visitor_id"], set_=new))


def is_awaited(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    mine = _A.postmortem_id == pm_id, _A.visitor_id == visitor_id, _A.back_at.is_(None)
    return tx.execute(select(_A.since).where(*mine)).scalar() is not None


def note_return(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    """The browser reconnected before the end: forget the departure."""
    tx.execute(delete(tables.absent).where(_A.postmortem_id == pm_id, _A.visitor_id == visitor_id))


def note_all_received(tx: Transaction, pm_id: str, visitor_id: str, *, text: bool) -> None:
    """After the end: everything was received; ``text``: edits were among it."""
    mine = _A.postmortem_id == pm_id, _A.visitor_id == visitor_id, _A.back_at.is_(None)
    now = tx.now()
    new = {"back_at": now, "words_at": now} if text else {"back_at": now}
    tx.execute(update(tables.absent).where(*mine).values(new))


def departed(tx: Transaction, pm_id: str) -> list[Departure]:
    """Those who are awaited or whose edits came late, by name; without people who were removed."""
    v, m = tables.visitor.c, tables.member.c
    target = tables.absent.join(tables.visitor, v.id == _A.visitor_id).join(
        tables.member, (m.postmortem_id == _A.postmortem_id) & (m.visitor_id == _A.visitor_id)
    )
    columns = _A.visitor_id, v.name, _A.since, _A.back_at, _A.words_at
    news = _A.back_at.is_(None) | _A.words_at.is_not(None)
    found = select(*columns).select_from(target).where(_A.postmortem_id == pm_id, m.removed_at.is_(None), news)
    return [Departure(*row) for row in tx.execute(found.order_by(v.name, _A.visitor_id))]
