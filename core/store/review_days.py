"""The days on which teams want to look back, read from the records without reading whole postmortems."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import JSON, ColumnElement, cast, func, select

from core.domain.content.size_limits import LAST_YEAR
from core.store.closed import is_open
from core.store.database import tables
from core.store.database.transaction import Transaction

LAST_DAY = f"{LAST_YEAR}-12-31"
_R, _P = tables.record.c, tables.postmortem.c


@dataclass(frozen=True)
class ReviewDay:
    postmortem_id: str
    postmortem_title: str
    on: date


def review_days(tx: Transaction, since: date) -> list[ReviewDay]:
    """Those of ``since`` and later, the earliest first; none of examples, of closed ones, or from the trash."""
    on = _review_on(tx)
    statement = (
        select(_P.id, _P.title, on)
        .join(tables.record, _R.postmortem_id == _P.id)
        .where(_P.trashed_at.is_(None), _P.example.is_(False), is_open())
        .where(on >= since.isoformat(), on <= LAST_DAY)
        .order_by(on, _P.created_at, _P.id)
    )
    return [ReviewDay(pm_id, title, date.fromisoformat(day)) for pm_id, title, day in tx.execute(statement)]


def _review_on(tx: Transaction) -> ColumnElement[str]:
    """ISO dates, so that comparing text compares days."""
    if tx.dialect == "sqlite":
        found: ColumnElement[str] = func.json_extract(_R.postmortem_json, "$.follow_up.review_on")
        return found
    # PostgreSQL reads no JSON that spells a NUL anywhere; only the day matters here, so any other sign will do.
    readable = func.replace(_R.postmortem_json, "\\u0000", "\\ufffd")
    inner: ColumnElement[str] = cast(readable, JSON)[("follow_up", "review_on")].as_string()
    return inner
