"""Who is in which meeting, and as what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select, update

from core.domain.people.colors import distinct_colors
from core.errors import NotMember
from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Columns, Transaction

# Kept here as text, so that a role of a later version can be read by this one.
_RANKS = ("screen", "viewer", "participant", "facilitator")
_REMOVED = "You were taken out of this meeting. Ask a facilitator to let you in again."


@dataclass(frozen=True)
class Member:
    """``color`` is the one in this meeting: nobody here shares it, as long as there are enough colours."""

    postmortem_id: str
    visitor_id: str
    role: str
    name: str
    color: str
    joined_at: datetime
    removed_at: datetime | None


def join(tx: Transaction, pm_id: str, visitor_id: str, role: str) -> Member:
    """Never lowers a role, and does not let in again who was removed: that is `readmit`."""
    now = tx.now()
    insert = tx.upsert(tables.member).values(postmortem_id=pm_id, visitor_id=visitor_id, role=role, joined_at=now)
    tx.execute(insert.on_conflict_do_nothing())
    found = tx.execute(_select().where(*_is(pm_id, visitor_id)).with_for_update(of=tables.member)).one()
    if found.removed_at is not None:
        raise NotMember(_REMOVED)
    if _rank(role) > _rank(found.role):
        set_role(tx, pm_id, visitor_id, role)
        return _coloured(tx, replace(_member(found), role=role))
    return _coloured(tx, _member(found))


def member(tx: Transaction, pm_id: str, visitor_id: str) -> Member | None:
    """None for a stranger, for someone who was removed, and for who was not named in a closed postmortem."""
    found = tx.execute(_select().where(*_is(pm_id, visitor_id), _is_let_in())).one_or_none()
    return None if found is None or found.removed_at is not None else _coloured(tx, _member(found))


class Standing(Enum):
    """STRANGER: was never here."""

    STRANGER = auto()
    HERE = auto()
    REMOVED = auto()


def standing(tx: Transaction, pm_id: str, visitor_id: str) -> Standing:
    """Of whoever may know of the postmortem."""
    m = tables.member.c
    found = tx.execute(select(m.removed_at).where(*_is(pm_id, visitor_id))).one_or_none()
    if found is None:
        return Standing.STRANGER
    return Standing.HERE if found.removed_at is None else Standing.REMOVED


def names(tx: Transaction, pm_id: str, *, without: str) -> set[str]:
    """What those are called who are in the meeting, but for one of them."""
    m, v = tables.member.c, tables.visitor.c
    here = m.postmortem_id == pm_id, m.removed_at.is_(None), m.visitor_id != without, _is_let_in()
    return set(tx.execute(select(v.name).join(tables.member, v.id == m.visitor_id).where(*here)).scalars())


def is_removed(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    """Whether this person was taken out of the meeting."""
    found = tx.execute(_select().where(*_is(pm_id, visitor_id))).one_or_none()
    return found is not None and found.removed_at is not None


def members(tx: Transaction, pm_id: str, *, removed: bool = False) -> list[Member]:
    """In the order of joining; of a closed postmortem those who were named.

    ``removed=True`` gives those who were removed instead.
    """
    let_in = set(tx.execute(_let_in(pm_id)).scalars())
    return [
        item
        for item in _all(tx, pm_id)
        if (item.removed_at is not None) is removed and (removed or item.visitor_id in let_in)
    ]


def ever_members(tx: Transaction, pm_id: str) -> list[Member]:
    """Everybody who is in the meeting and was not removed, whether or not they were named in a closed postmortem."""
    return [item for item in _all(tx, pm_id) if item.removed_at is None]


def meetings_of(tx: Transaction, visitor_id: str) -> list[str]:
    """The postmortems this visitor is a member of, the latest joined first."""
    mine = tables.member.c.visitor_id == visitor_id, tables.member.c.removed_at.is_(None)
    statement = select(tables.member.c.postmortem_id).where(*mine, _is_let_in())
    statement = statement.order_by(tables.member.c.joined_at.desc(), tables.member.c.postmortem_id)
    return list(tx.execute(statement).scalars())


def set_role(tx: Transaction, pm_id: str, visitor_id: str, role: str) -> None:
    _change(tx, pm_id, visitor_id, role=role)


def remove(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    _change(tx, pm_id, visitor_id, removed_at=tx.now())


def readmit(tx: Transaction, pm_id: str, visitor_id: str) -> None:
    _change(tx, pm_id, visitor_id, removed_at=None)


def _all(tx: Transaction, pm_id: str) -> list[Member]:
    """Those who were removed too: their colour stays theirs, so that nobody's changes."""
    statement = _select().where(tables.member.c.postmortem_id == pm_id)
    rows = tx.execute(statement.order_by(tables.member.c.joined_at, tables.member.c.visitor_id)).all()
    found = [_member(row) for row in rows]
    colors = distinct_colors(item.color for item in found)
    return [replace(item, color=color) for item, color in zip(found, colors, strict=True)]


def _coloured(tx: Transaction, entry: Member) -> Member:
    color = next(
        (item.color for item in _all(tx, entry.postmortem_id) if item.visitor_id == entry.visitor_id), entry.color
    )
    return replace(entry, color=color)


def _rank(role: str) -> int:
    return _RANKS.index(role) if role in _RANKS else -1


@cache
def _select() -> Select[Any]:
    m, v = tables.member.c, tables.visitor.c
    columns = m.postmortem_id, m.visitor_id, m.role, v.name, v.color, m.joined_at, m.removed_at
    return select(*columns).join(tables.visitor, v.id == m.visitor_id)


def _is_let_in() -> ColumnElement[bool]:
    """That the postmortem is not closed, or the member was named in it."""
    m, p, c = tables.member.c, tables.postmortem.c, tables.closed_person.c
    closed = select(p.id).where(p.id == m.postmortem_id, ~is_open()).correlate(tables.member).exists()
    mine = c.postmortem_id == m.postmortem_id, c.visitor_id == m.visitor_id, c.named_at.is_not(None)
    return or_(~closed, select(c.visitor_id).where(*mine).correlate(tables.member).exists())


def _let_in(pm_id: str) -> Select[str]:
    return select(tables.member.c.visitor_id).where(tables.member.c.postmortem_id == pm_id, _is_let_in())


def _is(pm_id: str, visitor_id: str) -> Sequence[Any]:
    return tables.member.c.postmortem_id == pm_id, tables.member.c.visitor_id == visitor_id


def _member(row: Row[*Columns]) -> Member:
    return Member(**row._mapping)


def _change(tx: Transaction, pm_id: str, visitor_id: str, **values: object) -> None:
    if tx.execute(update(tables.member).where(*_is(pm_id, visitor_id)).values(**values)).rowcount != 1:
        raise NotMember("This person is not in the meeting. Look at who is there now.")
