"""Which postmortems people may want to hear of: new ones, meetings that are set, and those that wait for one.

Examples, what lies in the trash and what is closed are never among them: many people read what is sent.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Transaction

_P, _M, _L = tables.postmortem.c, tables.meeting.c, tables.incident_link.c
_AT_ONCE: Final = 500
_THERE: Final = (_P.trashed_at.is_(None), _P.example.is_(False))


@dataclass(frozen=True)
class Nudged:
    """``happened_at``: when the incident began, or when its postmortem was made."""

    id: str
    title: str
    severity: str | None
    zone: str
    created_by: str | None
    created_at: datetime
    happened_at: datetime
    meeting_at: datetime | None


def tellable(tx: Transaction, pm_ids: Collection[str]) -> frozenset[str]:
    """Those of these that are there, and neither an example nor closed."""
    asked, found = list(pm_ids), set[str]()
    for begin in range(0, len(asked), _AT_ONCE):
        some = select(_P.id).where(_P.id.in_(asked[begin : begin + _AT_ONCE]), *_THERE, is_open())
        found |= set(tx.execute(some).scalars())
    return frozenset(found)


def by_ids(tx: Transaction, pm_ids: Collection[str]) -> dict[str, Nudged]:
    """Those of these that are there, by id."""
    asked = list(pm_ids)
    found: dict[str, Nudged] = {}
    for begin in range(0, len(asked), _AT_ONCE):
        found |= {row.id: row for row in _allowed(tx, _P.id.in_(asked[begin : begin + _AT_ONCE]))}
    return found


def opened_since(tx: Transaction, moment: datetime) -> list[Nudged]:
    """Postmortems that were opened since then. What came in as a file or a report of before was not."""
    return list(_allowed(tx, _P.created_at > moment, _P.promised.is_(False), _waits()))


def meetings_to_come(tx: Transaction, now: datetime) -> list[Nudged]:
    """Those whose meeting has a time that is still to come."""
    return list(_allowed(tx, _P.meeting_at > now, _waits()))


def without_meeting(tx: Transaction, now: datetime, since: datetime, missed_after: timedelta) -> list[Nudged]:
    """Those that wait for a meeting since before ``since``, or whose meeting's time passed unused then.

    What came in as a file had its meeting elsewhere, if it had one.
    """
    missed = and_(_P.meeting_at < since, _P.meeting_at < now - missed_after)
    waits = _P.promised.is_(False), _waits()
    return list(_allowed(tx, _happened() < since, or_(_P.meeting_at.is_(None), missed), *waits))


def linked_since(tx: Transaction, moment: datetime) -> list[tuple[str, str]]:
    """Links made since then, as the later and the earlier postmortem."""
    statement = (
        select(_L.postmortem_id, _L.earlier_id).where(_L.at > moment).order_by(_L.at, _L.postmortem_id, _L.earlier_id)
    )
    return [(later, earlier) for later, earlier in tx.execute(statement)]


def _happened() -> ColumnElement[Any]:
    return func.coalesce(_P.started_at, _P.created_at)


def _waits() -> ColumnElement[bool]:
    """Nobody has started its meeting, here or before it came here."""
    begun = select(_M.postmortem_id).where(_M.kind == "sync", _M.status != "lobby")
    return _P.id.not_in(begun)


def _allowed(tx: Transaction, *conditions: ColumnElement[bool]) -> Iterator[Nudged]:
    """The longest ago first."""
    columns = (
        *(_P.id, _P.title, _P.severity, _P.zone, _P.created_by, _P.created_at),
        *(_P.started_at, _P.meeting_at),
    )
    statement = select(*columns).where(*conditions, *_THERE, is_open()).order_by(_happened(), _P.id)
    for row in tx.execute(statement):
        values = dict(row._mapping)
        started = values.pop("started_at")
        yield Nudged(**values, happened_at=started or row.created_at)
