"""The silent vote of a meeting at rest: the latest one, and who gave a dot to what while it is open.

Whoever changes anything takes the vote's row with ``lock`` first: no dot comes between counting and deleting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Select, select

from core.store.database import tables
from core.store.database.transaction import Transaction

VoteStatus = Literal["open", "revealed", "closed"]
_STATUSES: Final[dict[str, VoteStatus]] = {"open": "open", "revealed": "revealed", "closed": "closed"}
_V, _D = tables.vote.c, tables.vote_dot.c


@dataclass(frozen=True)
class VoteRow:
    """``number`` counts the votes of a meeting from 1. ``result`` is empty until the vote is revealed."""

    number: int
    status: VoteStatus
    opened_at: datetime
    result: str


def vote(tx: Transaction, pm_id: str) -> VoteRow | None:
    """The latest vote, whatever became of it."""
    return _first(tx, _select(pm_id))


def lock(tx: Transaction, pm_id: str) -> VoteRow | None:
    """The same; nobody else changes it or its dots before this transaction ends."""
    return _first(tx, _select(pm_id).with_for_update())


def open_vote(tx: Transaction, pm_id: str, number: int) -> bool:
    """Start vote ``number``. False when somebody else did a moment before."""
    now = {"number": number, "status": "open", "opened_at": tx.now(), "result": ""}
    put = tx.upsert(tables.vote).values(postmortem_id=pm_id, **now)
    forward = put.on_conflict_do_update(index_elements=["postmortem_id"], set_=now, where=_V.number < number)
    return tx.execute(forward.returning(_V.number)).scalar() is not None


def end(tx: Transaction, pm_id: str, status: VoteStatus, result: str) -> None:
    """Who gave which dot is forgotten."""
    tx.execute(tables.vote.update().where(_V.postmortem_id == pm_id).values(status=status, result=result))
    tx.execute(tables.vote_dot.delete().where(_D.postmortem_id == pm_id))


def dots(tx: Transaction, pm_id: str) -> list[tuple[str, str]]:
    """Visitor and action, of those who are in the meeting still; in no order that tells anything."""
    m = tables.member.c
    there = (m.postmortem_id == _D.postmortem_id) & (m.visitor_id == _D.visitor_id) & m.removed_at.is_(None)
    statement = select(_D.visitor_id, _D.action_id).join(tables.member, there).where(_D.postmortem_id == pm_id)
    return sorted((who, action_id) for who, action_id in tx.execute(statement))


def dots_of(tx: Transaction, pm_id: str, visitor_id: str) -> frozenset[str]:
    mine = _D.postmortem_id == pm_id, _D.visitor_id == visitor_id
    return frozenset(tx.execute(select(_D.action_id).where(*mine)).scalars())


def save_dots(tx: Transaction, pm_id: str, visitor_id: str, actions: Iterable[str]) -> None:
    """These and no others."""
    mine = _D.postmortem_id == pm_id, _D.visitor_id == visitor_id
    tx.execute(tables.vote_dot.delete().where(*mine))
    rows = [{"postmortem_id": pm_id, "visitor_id": visitor_id, "action_id": action_id} for action_id in sorted(actions)]
    if rows:
        tx.execute(tables.vote_dot.insert(), rows)


def _select(pm_id: str) -> Select[int, str, datetime, str]:
    return select(_V.number, _V.status, _V.opened_at, _V.result).where(_V.postmortem_id == pm_id)


def _first(tx: Transaction, statement: Select[int, str, datetime, str]) -> VoteRow | None:
    found = tx.execute(statement).one_or_none()
    return None if found is None else VoteRow(found[0], _STATUSES.get(found[1], "closed"), found[2], found[3])
