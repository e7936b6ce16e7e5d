"""The audit log: lines about who did what, appended in the transaction of the event, and dropped when they are old.

A line about a closed postmortem is for those who may know of it. It stays so when that postmortem is deleted: the line
itself says that it was closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from core.store.closed import named_in
from core.store.database import tables
from core.store.database.transaction import Transaction

MOST: Final = 200_000
"""Lines that are kept, however young they are: about 40 MB."""

_A = tables.audit.c


@dataclass(frozen=True)
class Line:
    """``name``: what they were called then. ``detail``: a role, a format, which key; never words of a meeting."""

    id: int
    at: datetime
    event: str
    postmortem_id: str | None
    visitor_id: str | None
    name: str
    detail: str


def append(
    tx: Transaction, event: str, pm_id: str | None, visitor_id: str | None, name: str, detail: str, *, closed: bool
) -> None:
    values = {"at": tx.now(), "event": event, "postmortem_id": pm_id, "visitor_id": visitor_id}
    tx.execute(tables.audit.insert().values(**values, name=name, detail=detail, closed=closed))


def set_closed(tx: Transaction, pm_id: str, *, closed: bool) -> None:
    """All lines of a postmortem that was closed, or opened again."""
    tx.execute(update(tables.audit).where(_A.postmortem_id == pm_id).values(closed=closed))


def lines(
    tx: Transaction,
    *,
    since: datetime | None = None,
    event: str | None = None,
    name: str = "",
    pm_id: str = "",
    before: int | None = None,
    limit: int | None = None,
) -> list[Line]:
    """The latest first, for whom the transaction reads. ``name`` and ``pm_id`` as they stand; ``before``: an id."""
    columns = _A.id, _A.at, _A.event, _A.postmortem_id, _A.visitor_id, _A.name, _A.detail
    statement = _wanted(select(*columns), tx, since, event, name, pm_id)
    if before is not None:
        statement = statement.where(_A.id < before)
    return [Line(*row) for row in tx.execute(statement.order_by(_A.id.desc()).limit(limit))]


def count(tx: Transaction) -> int:
    """Those that the transaction may read."""
    number: int = tx.execute(_wanted(select(func.count()).select_from(tables.audit), tx)).scalar_one()
    return number


def names(tx: Transaction) -> list[str]:
    """Who stands in the log, by name."""
    return list(tx.execute(_wanted(select(_A.name), tx).distinct().order_by(_A.name)).scalars())


def forget(tx: Transaction, before: datetime, at_most: int) -> int:
    """Drop what is older, and the oldest beyond MOST; ``at_most`` lines now. Returns how many."""
    over = select(_A.id).order_by(_A.id.desc()).limit(1).offset(MOST).scalar_subquery()
    old = select(_A.id).where(or_(_A.at < before, _A.id <= over)).order_by(_A.id).limit(at_most)
    return tx.execute(tables.audit.delete().where(_A.id.in_(old))).rowcount


def names_of_everybody(tx: Transaction) -> list[str]:
    """All names in it, whoever reads."""
    return list(tx.execute(select(_A.name).distinct()).scalars())


def lines_of(tx: Transaction, visitor_ids: Sequence[str], names: Sequence[str], instead: str) -> list[int]:
    """The ids of the lines of these visitors, and of whoever was called so; those that say ``instead`` are done."""
    theirs = or_(_A.visitor_id.in_(list(visitor_ids)), _A.name.in_(list(names)))
    return list(tx.execute(select(_A.id).where(theirs, _A.name != instead).order_by(_A.id)).scalars())


def rename(tx: Transaction, line_ids: Sequence[int], instead: str) -> None:
    """Another name in these lines."""
    tx.execute(update(tables.audit).where(_A.id.in_(list(line_ids))).values(name=instead))


def _wanted(
    statement: Select[Any],
    tx: Transaction,
    since: datetime | None = None,
    event: str | None = None,
    name: str = "",
    pm_id: str = "",
) -> Select[Any]:
    found = statement.where(_readable(tx))
    if since is not None:
        found = found.where(_A.at >= since)
    if event is not None:
        found = found.where(_A.event == event)
    if name:
        found = found.where(_A.name == name)
    return found.where(_A.postmortem_id == pm_id) if pm_id else found


def _readable(tx: Transaction) -> ColumnElement[bool]:
    """None about a closed postmortem for whoever was not named in it; all for the operator."""
    if tx.audience.everything:
        return or_(_A.closed.is_(False), _A.closed.is_(True))
    if tx.audience.visitor_id is None:
        return _A.closed.is_(False)
    return or_(_A.closed.is_(False), _A.postmortem_id.in_(named_in(tx.audience.visitor_id)))
