"""Laptops that went away in a meeting without a goodbye, and what became of the words in them.

A row means: words may be there that nobody else has. It goes when the laptop is back before the end, and is kept with
what came of it when it is back afterwards. What a goodbye is, is decided in `core.live`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from core.store import tables
from core.store.transaction import Transaction

_A = tables.absent.c


@dataclass(frozen=True)
class Absent:
    """``back_at`` is None while it has not said that everything is here; ``words_at`` while no late words came."""

    visitor_id: str
    name: str
    since: datetime
    back_at: datetime | None
    words_at: datetime | None


def went(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    """Its line is gone. Words that came late before stay told; the wait begins again."""
    new = {"since": tx.now(), "back_at": None}
    insert = tx.upsert(tables.absent).values(postmortem_id=pm_id, visitor_id=visitor_id, **new)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "visitor_id"], set_=new))


def is_awaited(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    mine = _A.postmortem_id == pm_id, _A.visitor_id == visitor_id, _A.back_at.is_(None)
    return tx.execute(select(_A.since).where(*mine)).scalar() is not None


def came_back(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    """Before the end: there is nothing to say about it."""
    tx.execute(delete(tables.absent).where(_A.postmortem_id == pm_id, _A.visitor_id == visitor_id))


def all_is_here(tx: Transaction, pm_id: str, visitor_id: str, *, words: bool) -> None:
    """After the end: it has sent everything, and ``words`` were among it."""
    mine = _A.postmortem_id == pm_id, _A.visitor_id == visitor_id, _A.back_at.is_(None)
    now = tx.now()
    new = {"back_at": now, "words_at": now} if words else {"back_at": now}
    tx.execute(update(tables.absent).where(*mine).values(new))


def absent(tx: Transaction, pm_id: str) -> list[Absent]:
    """Those of whom there is something to say, by name. People who were removed are not waited for."""
    v, m = tables.visitor.c, tables.member.c
    there = tables.absent.join(tables.visitor, v.id == _A.visitor_id).join(
        tables.member, (m.postmortem_id == _A.postmortem_id) & (m.visitor_id == _A.visitor_id)
    )
    columns = _A.visitor_id, v.name, _A.since, _A.back_at, _A.words_at
    news = _A.back_at.is_(None) | _A.words_at.is_not(None)
    found = select(*columns).select_from(there).where(_A.postmortem_id == pm_id, m.removed_at.is_(None), news)
    return [Absent(*row) for row in tx.execute(found.order_by(v.name, _A.visitor_id))]
