"""The days on which teams want to look back, as they are projected beside each postmortem."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.domain.content.size_limits import LAST_YEAR
from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Transaction

LAST_DAY = f"{LAST_YEAR}-12-31"
_P = tables.postmortem.c


@dataclass(frozen=True)
class ReviewDay:
    postmortem_id: str
    postmortem_title: str
    on: date


def review_days(tx: Transaction, since: date) -> list[ReviewDay]:
    """Those of ``since`` and later, the earliest first; none of examples, of closed ones, or from the trash."""
    statement = (
        select(_P.id, _P.title, _P.review_on)
        .where(_P.trashed_at.is_(None), _P.example.is_(False), is_open())
        .where(_P.review_on >= since.isoformat(), _P.review_on <= LAST_DAY)
        .order_by(_P.review_on, _P.created_at, _P.id)
    )
    return [ReviewDay(pm_id, title, date.fromisoformat(day)) for pm_id, title, day in tx.execute(statement)]
