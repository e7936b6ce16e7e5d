"""Closed postmortems: for whom one exists, who was named, who asks to be let in.

`visible_to` is the one condition that decides; every query that finds postmortems, or counts them, takes it. A test
walks the functions of the store and fails for a query that does not.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select, true, update
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from core.store.database import tables
from core.store.database.audience import UNRESTRICTED, Audience
from core.store.database.transaction import Transaction

_C, _P = tables.closed_person.c, tables.postmortem.c
MOST_ASKING: Final = 50
"""People who ask to be let into one postmortem; nobody reads longer lists."""


@dataclass(frozen=True)
class ClosedPerson:
    """Somebody who was named (``named_at``), or who asks to be let in. ``role``: what they are, or would be, there."""

    visitor_id: str
    name: str
    role: str
    asked_at: datetime | None
    named_at: datetime | None
    named_by: str | None


def visible_to(
    tx: Transaction, postmortem: ReadOnlyColumnCollection[str, Any] = _P, audience: Audience | None = None
) -> ColumnElement[bool]:
    """That a postmortem exists for whom the transaction reads: it is not closed, or this visitor was named."""
    reader = audience or tx.audience
    if reader.everything:
        return true()
    if reader.visitor_id is None:
        return is_open(postmortem)
    return or_(is_open(postmortem), postmortem.id.in_(named_in(reader.visitor_id)))


def listed(tx: Transaction, postmortem_id: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """The same for rows that only name their postmortem, and not in the trash: by the few that are left out.

    Their own index is read then, and no postmortem is.
    """
    trashed = select(_P.id).where(_P.trashed_at.is_not(None))
    found: list[ColumnElement[bool]] = [postmortem_id.not_in(trashed)]
    reader = tx.audience
    if not reader.everything:
        hidden = select(_P.id).where(_P.closed_at.is_not(None))
        if reader.visitor_id is not None:
            hidden = hidden.where(_P.id.not_in(named_in(reader.visitor_id)))
        found.append(postmortem_id.not_in(hidden))
    return found


def named_in(visitor_id: object) -> Any:
    """The postmortems in which a visitor was named, as a query. ``visitor_id``: the id, or a parameter for it."""
    return select(_C.postmortem_id).where(_C.visitor_id == visitor_id, _C.named_at.is_not(None))


def is_open(postmortem: ReadOnlyColumnCollection[str, Any] = _P) -> ColumnElement[bool]:
    """That it is not closed, for what is the same for everybody: figures, calendars, indexes, names to choose from."""
    open_one: ColumnElement[bool] = postmortem.closed_at.is_(None)
    return open_one


def is_closed(tx: Transaction, pm_id: str) -> bool:
    """Whoever asks."""
    return tx.execute(select(_P.id).where(_P.id == pm_id, _P.closed_at.is_not(None))).scalar() is not None


def is_visible(tx: Transaction, pm_id: str, audience: Audience | None = None) -> bool:
    """Whether it is there, also in the trash, for whom the transaction reads, or for ``audience``."""
    found = select(_P.id).where(_P.id == pm_id, visible_to(tx, audience=audience))
    return tx.execute(found).scalar() is not None


def close(tx: Transaction, pm_id: str) -> bool:
    """False when it is closed already."""
    statement = update(tables.postmortem).where(_P.id == pm_id, _P.closed_at.is_(None)).values(closed_at=tx.now())
    return tx.execute(statement).rowcount == 1


def open_again(tx: Transaction, pm_id: str) -> bool:
    """For everybody, as before; who was named is forgotten. False when it is not closed."""
    statement = update(tables.postmortem).where(_P.id == pm_id, _P.closed_at.is_not(None)).values(closed_at=None)
    tx.execute(tables.closed_person.delete().where(_C.postmortem_id == pm_id))
    return tx.execute(statement).rowcount == 1


def name(tx: Transaction, pm_id: str, visitor_id: str, role: str, by: str | None) -> None:
    """From now on it exists for this visitor."""
    new = {"role": role, "named_at": tx.now(), "named_by": by}
    insert = tx.upsert(tables.closed_person).values(postmortem_id=pm_id, visitor_id=visitor_id, **new)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "visitor_id"], set_=new))


def forget(tx: Transaction, pm_id: str, visitor_id: str) -> bool:
    """Neither named nor asking any more. False when they were neither."""
    mine = _C.postmortem_id == pm_id, _C.visitor_id == visitor_id
    return tx.execute(tables.closed_person.delete().where(*mine)).rowcount == 1


def ask(tx: Transaction, pm_id: str, visitor_id: str, role: str) -> bool:
    """Note that this visitor asks to be let in. False, and nothing noted, when too many ask already."""
    waiting = select(func.count()).where(_C.postmortem_id == pm_id, _C.named_at.is_(None), _C.visitor_id != visitor_id)
    if tx.execute(waiting).scalar_one() >= MOST_ASKING:
        return False
    new = {"role": role, "asked_at": tx.now()}
    insert = tx.upsert(tables.closed_person).values(postmortem_id=pm_id, visitor_id=visitor_id, **new)
    again = insert.on_conflict_do_update(
        index_elements=["postmortem_id", "visitor_id"], set_=new, where=_C.named_at.is_(None)
    )
    tx.execute(again)
    return True


def asked_in(tx: Transaction, visitor_id: str) -> list[str]:
    """Where a visitor asks to be let in."""
    mine = _C.visitor_id == visitor_id, _C.named_at.is_(None)
    return list(tx.execute(select(_C.postmortem_id).where(*mine).order_by(_C.postmortem_id)).scalars())


def hand_over(tx: Transaction, visitor_id: str, to_id: str) -> None:
    """What a visitor was named in, and asks for, is another one's from now on, who keeps what they had."""
    rows = tx.execute(select(tables.closed_person).where(_C.visitor_id == visitor_id)).all()
    for row in rows:
        values = {**row._mapping, "visitor_id": to_id}
        insert = tx.upsert(tables.closed_person).values(**values)
        if row.named_at is None:
            insert = insert.on_conflict_do_nothing()
        else:
            new = {name: values[name] for name in ("role", "named_at", "named_by")}
            keys = ["postmortem_id", "visitor_id"]
            insert = insert.on_conflict_do_update(index_elements=keys, set_=new, where=_C.named_at.is_(None))
        tx.execute(insert)
    tx.execute(tables.closed_person.delete().where(_C.visitor_id == visitor_id))


def named(tx: Transaction, pm_id: str) -> list[ClosedPerson]:
    """In the order of being named."""
    return _people(tx, pm_id, _C.named_at.is_not(None))


def asking(tx: Transaction, pm_id: str) -> list[ClosedPerson]:
    """Who asks to be let in, the first who asked first."""
    return _people(tx, pm_id, _C.named_at.is_(None))


def role_of(tx: Transaction, pm_id: str, visitor_id: str) -> str | None:
    """What a visitor was named as, or asks to be. None for neither."""
    mine = _C.postmortem_id == pm_id, _C.visitor_id == visitor_id
    found: str | None = tx.execute(select(_C.role).where(*mine)).scalar()
    return found


def named_counts(tx: Transaction, pm_ids: Collection[str]) -> dict[str, int]:
    """Of these the closed ones, each with how many people were named."""
    counted = (
        select(_P.id, func.count(_C.visitor_id))
        .outerjoin(tables.closed_person, (_C.postmortem_id == _P.id) & _C.named_at.is_not(None))
        .where(_P.closed_at.is_not(None), _P.id.in_(sorted(pm_ids)), visible_to(tx))
        .group_by(_P.id)
    )
    return {pm_id: number for pm_id, number in tx.execute(counted)} if pm_ids else {}


def closed_ids(tx: Transaction) -> list[str]:
    """All that are closed, whoever asks: for what keeps the indexes in step, and for the operator."""
    return list(
        tx.execute(
            select(_P.id).where(_P.closed_at.is_not(None), visible_to(tx, audience=UNRESTRICTED)).order_by(_P.id)
        ).scalars()
    )


def _people(tx: Transaction, pm_id: str, which: ColumnElement[bool]) -> list[ClosedPerson]:
    v = tables.visitor.c
    columns = _C.visitor_id, v.name, _C.role, _C.asked_at, _C.named_at, _C.named_by
    statement = select(*columns).join(tables.visitor, v.id == _C.visitor_id).where(_C.postmortem_id == pm_id, which)
    ordered = statement.order_by(func.coalesce(_C.named_at, _C.asked_at), _C.visitor_id)
    return [ClosedPerson(*row) for row in tx.execute(ordered)]
