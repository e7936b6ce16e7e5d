"""The reviews of a postmortem: one row each, from its opening to its note. The reviewed actions are kept as JSON.

Writers take the row with ``lock_review`` first, so that texts written at the same time are merged one after the other.
The review's clock is a meeting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, null, or_, select

from core.store.closed import visible_to
from core.store.database import tables
from core.store.database.transaction import Transaction

_R, _M = tables.review.c, tables.meeting.c
_GOING: Final = ("lobby", "running", "paused")
_COLUMNS: Final = (*(column for column in _R if column.name != "walk"), _R.walk.label("actions_json"))
_LARGEST_OFFSET: Final = timedelta(hours=14)


@dataclass(frozen=True)
class ReviewRow:
    """``again`` is empty until somebody answers; ``finished_at`` None: not over.

    ``actions_json`` is the column ``walk``: a list of ``core.domain.review.ReviewedAction``.
    """

    id: int
    postmortem_id: str
    opened_at: datetime
    opened_by: str | None
    finished_at: datetime | None
    finished_by: str | None
    again: str
    because: str
    note: str
    actions_json: str


@dataclass(frozen=True)
class ReviewCandidate:
    """A postmortem whose meeting is over. ``review_on`` is a day and
    ``finished_at`` an instant in UTC to the second, ISO text as they were found; None where there is none.

    ``status`` is that of its review's clock, ``reviewed_at`` the end of its latest finished review.
    """

    postmortem_id: str
    title: str
    severity: str | None
    zone: str
    review_on: str | None
    finished_at: str | None
    status: str | None
    reviewed_at: datetime | None


def begin(tx: Transaction, pm_id: str, by: str | None) -> int:
    """A new review. Returns its id."""
    values = {"postmortem_id": pm_id, "opened_at": tx.now(), "opened_by": by, "finished_at": None, "finished_by": None}
    empty = {"again": "", "because": "", "note": "", "walk": "[]"}
    made: int = tx.execute(tables.review.insert().values(**values, **empty).returning(_R.id)).scalar_one()
    return made


def latest(tx: Transaction, pm_id: str) -> ReviewRow | None:
    """The newest review, finished or not."""
    statement = select(*_COLUMNS).where(_R.postmortem_id == pm_id).order_by(_R.id.desc()).limit(1)
    found = tx.execute(statement).one_or_none()
    return None if found is None else ReviewRow(**found._mapping)


def lock_review(tx: Transaction, pm_id: str) -> ReviewRow | None:
    """The newest review; nobody else writes in it before this transaction ends."""
    statement = select(*_COLUMNS).where(_R.postmortem_id == pm_id).order_by(_R.id.desc()).limit(1)
    found = tx.execute(statement.with_for_update()).one_or_none()
    return None if found is None else ReviewRow(**found._mapping)


def finished(tx: Transaction, pm_id: str) -> list[ReviewRow]:
    """Those that are over, the oldest first."""
    statement = select(*_COLUMNS).where(_R.postmortem_id == pm_id, _R.finished_at.is_not(None)).order_by(_R.id)
    return [ReviewRow(**row._mapping) for row in tx.execute(statement)]


def remove(tx: Transaction, review_id: int) -> None:
    tx.execute(tables.review.delete().where(_R.id == review_id))


def save_reviewed_actions(tx: Transaction, review_id: int, actions_json: str) -> None:
    tx.execute(tables.review.update().where(_R.id == review_id).values(walk=actions_json))


def end(tx: Transaction, review_id: int, at: datetime | None, by: str | None) -> None:
    """Over since ``at``; None opens it again."""
    tx.execute(tables.review.update().where(_R.id == review_id).values(finished_at=at, finished_by=by))


def put_answer(tx: Transaction, review_id: int, again: str, because: str) -> None:
    tx.execute(tables.review.update().where(_R.id == review_id).values(again=again, because=because))


def put_note(tx: Transaction, review_id: int, note: str) -> None:
    tx.execute(tables.review.update().where(_R.id == review_id).values(note=note))


def review_candidates(tx: Transaction, now: datetime, limit: int) -> list[ReviewCandidate]:
    """Postmortems whose meeting is over and whose review may be due, or is open; no examples.

    The open ones come first, then the earliest. A coarse filter: ``core.domain.review.is_due`` decides.
    """
    p = tables.postmortem.c
    latest = (now + _LARGEST_OFFSET).date().isoformat()
    going = p.id.in_(select(_M.postmortem_id).where(_M.kind == "review", _M.status.in_(_GOING)))
    # A report of years ago came in with its meeting over; nobody here agreed on a day for its review.
    has_come = or_(p.review_on <= latest, and_(p.review_on.is_(None), p.held.is_(True)))
    # One look back is enough unless a later day was set for another; days of other zones are compared afterwards.
    # In two statements: so that this is one pass over the reviews, and not a question about each of thousands.
    over = exists().where(_R.postmortem_id == p.id, _R.finished_at.is_not(None))
    looked_back = over.where(or_(p.review_on.is_(None), _day_of(tx, _R.finished_at) > p.review_on))
    running = _candidates(tx, limit, going)
    return running + _candidates(tx, limit - len(running), ~going, has_come, ~looked_back.correlate(tables.postmortem))


def _candidates(tx: Transaction, limit: int, *which: ColumnElement[bool]) -> list[ReviewCandidate]:
    """The JSON of a meeting is read of those that are found, and not to find them: it is most of a large table."""
    p = tables.postmortem.c
    clock = tables.meeting.alias("review_clock")
    of_it = _M.postmortem_id == p.id, _M.kind == "sync"
    ended = select(_json_value(tx, _M.state, "finished_at", 19)).where(*of_it).correlate(tables.postmortem)
    last = select(func.max(_R.finished_at)).where(_R.postmortem_id == p.id).correlate(tables.postmortem)
    joined = tables.postmortem.outerjoin(clock, and_(clock.c.postmortem_id == p.id, clock.c.kind == "review"))
    over = p.id.in_(select(_M.postmortem_id).where(_M.kind == "sync", _M.status == "finished"))
    mine = p.trashed_at.is_(None), p.example.is_(False), over, visible_to(tx)
    columns: Sequence[Any] = (p.id, p.title, p.severity, p.zone, p.review_on, ended.scalar_subquery(), clock.c.status)
    statement = select(*columns, last.scalar_subquery()).select_from(joined).where(*mine, *which)
    order = func.coalesce(p.review_on, ended.scalar_subquery()), p.id
    return [ReviewCandidate(*row) for row in tx.execute(statement.order_by(*order).limit(limit))]


def _day_of(tx: Transaction, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """Its ISO day in UTC."""
    if tx.dialect == "sqlite":
        return func.substr(moment, 1, 10)
    return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")


def _json_value(tx: Transaction, column: ColumnElement[Any], name: str, length: int) -> ColumnElement[Any]:
    """The first ``length`` characters of the text under this key in a column of compact JSON, without parsing it.

    User text cannot match the key: its quotation marks are escaped.
    """
    before = f'"{name}":"'
    at = (func.instr if tx.dialect == "sqlite" else func.strpos)(column, before)
    return case((at > 0, func.substr(column, at + len(before), length)), else_=null())
