"""Old postmortems for Home: those of certain days, and one whose agreed action items are still open."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.sql.functions import coalesce

from core.store.action_items.conditions import is_agreed, is_open
from core.store.action_progress.action_state import BLANK
from core.store.closed import is_open as is_not_closed
from core.store.database import tables
from core.store.database.transaction import Transaction

_P, _A, _M = tables.postmortem.c, tables.record_action.c, tables.meeting.c
_ZONES: Final = timedelta(days=1)
"""A day somewhere begins and ends at most so much before or after the one of UTC."""


def of_days(tx: Transaction, days: Sequence[date], utc: datetime) -> list[tuple[str, str, datetime]]:
    """Id, zone and moment of incidents around these days, at most a day off. ``utc`` gives the zone of the bounds."""
    at = coalesce(_P.started_at, _P.created_at)
    starts = [datetime.combine(day, time(), utc.tzinfo) for day in days]
    spans = [and_(at >= start - _ZONES, at < start + 2 * _ZONES) for start in starts]
    counted = _P.trashed_at.is_(None), _P.example.is_(False), is_not_closed()
    statement = select(_P.id, _P.zone, at).where(*counted, or_(*spans))
    return [(row[0], row[1], row[2]) for row in tx.execute(statement)]


def with_open_actions(tx: Transaction, before: datetime, place: str) -> str | None:
    """The first id from ``place`` on, and then from the beginning, that is older than ``before`` and has open ones."""
    meeting = and_(_M.postmortem_id == _P.id, _M.kind == "sync", _M.status == "finished")
    open_one = exists(
        select(_A.id)
        .where(
            _A.postmortem_id == _P.id,
            func.trim(_A.text, BLANK) != "",
            is_open(),
            is_agreed(finished=exists(select(_M.status).where(meeting).correlate(tables.postmortem))),
        )
        .correlate(tables.postmortem)
    )
    counted = _P.trashed_at.is_(None), _P.example.is_(False), is_not_closed()
    statement = (
        select(_P.id)
        .where(*counted, coalesce(_P.started_at, _P.created_at) < before, open_one)
        .order_by(_P.id)
        .limit(1)
    )
    found: str | None = tx.execute(statement.where(_P.id >= place)).scalar()
    return found or tx.execute(statement.where(_P.id < place)).scalar()
