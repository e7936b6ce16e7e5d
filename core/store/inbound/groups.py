"""Which postmortem a group of alerts belongs to, which ones alerts opened, and which lines were told before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, func, select, update

from core.store.database import tables
from core.store.database.transaction import Transaction

_G = tables.inbound_group.c
_O = tables.inbound_opening.c
_R = tables.inbound_row.c
_KEYS_AT_ONCE: Final = 1000
"""Databases take some tens of thousands of values in one statement; many large bodies have more lines together."""


@dataclass(frozen=True)
class Group:
    """``ended_at`` is when the alerts of the group were over, None while they go on or nobody said so.

    ``last_at`` is when this was last stored.
    """

    source: str
    group_key: str
    postmortem_id: str
    ended_at: datetime | None
    last_at: datetime | None = None


@dataclass(frozen=True)
class Opening:
    """A postmortem that an alert opened. ``severity`` is proposed; ``severity_answer`` is taken, declined or empty."""

    postmortem_id: str
    source: str
    at: datetime
    severity: str | None
    severity_answer: str
    ask: tuple[str, ...]


def find(tx: Transaction, source: str, group_key: str) -> Group | None:
    statement = select(_G.source, _G.group_key, _G.postmortem_id, _G.ended_at, _G.last_at)
    found = tx.execute(statement.where(_G.source == source, _G.group_key == group_key)).one_or_none()
    return Group(*found) if found is not None else None


def put(tx: Transaction, group: Group) -> None:
    values = {"postmortem_id": group.postmortem_id, "ended_at": group.ended_at, "last_at": tx.now()}
    insert = tx.upsert(tables.inbound_group).values(source=group.source, group_key=group.group_key, **values)
    tx.execute(insert.on_conflict_do_update(index_elements=["source", "group_key"], set_=values))


# What alerts opened


def add_opening(tx: Transaction, group: Group, severity: str | None, ask: Collection[str], at: datetime) -> None:
    values = {"source": group.source, "group_key": group.group_key, "at": at, "severity": severity}
    insert = tables.inbound_opening.insert()
    tx.execute(insert.values(postmortem_id=group.postmortem_id, severity_answer="", ask="\n".join(ask), **values))


def openings_since(tx: Transaction, since: datetime, group: tuple[str, str] | None = None) -> int:
    """How many postmortems alerts have opened, or those of one source and group."""
    statement = select(func.count()).select_from(tables.inbound_opening).where(_O.at > since)
    if group is not None:
        statement = statement.where(_O.source == group[0], _O.group_key == group[1])
    found: int = tx.execute(statement).scalar_one()
    return found


def openings(tx: Transaction, since: datetime, limit: int) -> list[Opening]:
    """The newest first."""
    statement = (
        select(tables.inbound_opening).where(_O.at > since).order_by(_O.at.desc(), _O.postmortem_id).limit(limit)
    )
    return [_opening(row) for row in tx.execute(statement)]


def opened_before(tx: Transaction, source: str, group_key: str, pm_id: str) -> str | None:
    """The postmortem that this group was in before it opened this one, as far back as openings or bodies are kept."""
    o, d = tables.inbound_opening.c, tables.inbound_delivery.c
    opened = select(o.postmortem_id).where(o.source == source, o.group_key == group_key, o.postmortem_id != pm_id)
    told_in = select(d.postmortem_id).where(d.source == source, d.group_key == group_key, d.postmortem_id != pm_id)
    for statement in (told_in.order_by(d.id.desc()), opened.order_by(o.at.desc(), o.postmortem_id)):
        found: str | None = tx.execute(statement.limit(1)).scalar()
        if found is not None:
            return found
    return None


def opening(tx: Transaction, pm_id: str) -> Opening | None:
    found = tx.execute(select(tables.inbound_opening).where(_O.postmortem_id == pm_id)).one_or_none()
    return _opening(found) if found is not None else None


def answer_severity(tx: Transaction, pm_id: str, answer: str) -> None:
    tx.execute(update(tables.inbound_opening).where(_O.postmortem_id == pm_id).values(severity_answer=answer))


def propose(tx: Transaction, pm_id: str, severity: str) -> None:
    """A later body proposes something else, which nobody has answered yet."""
    statement = update(tables.inbound_opening).where(_O.postmortem_id == pm_id)
    tx.execute(statement.values(severity=severity, severity_answer=""))


# Lines that were told


def told(tx: Transaction, source: str, keys: Collection[str]) -> frozenset[str]:
    """Which of these were told before."""
    found: set[str] = set()
    asked = list(keys)
    for start in range(0, len(asked), _KEYS_AT_ONCE):
        some = _R.row_key.in_(asked[start : start + _KEYS_AT_ONCE])
        found.update(tx.execute(select(_R.row_key).where(_R.source == source, some)).scalars())
    return frozenset(found)


def tell(tx: Transaction, source: str, pm_id: str, keys: Iterable[str]) -> frozenset[str]:
    """Note lines as told. Returns those that nobody has told before, also not on another server at this moment."""
    values = [{"source": source, "row_key": key, "postmortem_id": pm_id, "at": tx.now()} for key in dict.fromkeys(keys)]
    if not values:
        return frozenset()
    insert = tx.upsert(tables.inbound_row).values(values).on_conflict_do_nothing().returning(_R.row_key)
    return frozenset(tx.execute(insert).scalars())


def told_where(tx: Transaction, source: str, keys: Collection[str]) -> str | None:
    """The postmortem that the newest of these lines was told in."""
    statement = (
        select(_R.postmortem_id)
        .where(_R.source == source, _R.row_key.in_(keys))
        .order_by(_R.at.desc(), _R.postmortem_id)
        .limit(1)
    )
    found: str | None = tx.execute(statement).scalar()
    return found


def told_in(tx: Transaction, pm_id: str) -> int:
    """How many lines were put into a postmortem."""
    found: int = tx.execute(select(func.count()).where(_R.postmortem_id == pm_id)).scalar_one()
    return found


def forget(tx: Transaction, before: datetime) -> None:
    """What was told and grouped long ago; a group that ended so long ago begins anew.

    Lines are known for as long as their group sends: an alert that fires for months is repeated all the time, and must
    neither be told again nor bring back what was deleted.
    """
    tx.execute(delete(tables.inbound_group).where(_G.last_at < before))
    goes_on = select(_G.postmortem_id).where(_G.postmortem_id == _R.postmortem_id).exists()
    tx.execute(delete(tables.inbound_row).where(_R.at < before, ~goes_on))
    tx.execute(delete(tables.inbound_opening).where(_O.at < before))


def usual_zone(tx: Transaction) -> str:
    """The zone of the newest postmortem that is no example: what a team uses. UTC when there is none."""
    p = tables.postmortem.c
    statement = select(p.zone).where(p.example.is_(False)).order_by(p.created_at.desc(), p.id).limit(1)
    return tx.execute(statement).scalar() or "UTC"


def _opening(row: Row[*tuple[Any, ...]]) -> Opening:
    values = dict(row._mapping)
    values.pop("group_key")
    values["ask"] = tuple(values["ask"].split("\n")) if values["ask"] else ()
    return Opening(**values)
