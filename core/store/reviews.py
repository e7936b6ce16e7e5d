"""The looks back at a postmortem: one row each, from its opening to its note. What was walked is kept as JSON.

An answer and a note are only replaced by somebody who saw what stood there before. The review's clock is a meeting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, null, select

from core.errors import Conflict
from core.store import tables
from core.store.transaction import Transaction
from core.store.types import Words

_R = tables.review.c
MEANWHILE = (
    "Somebody changed this a moment before you. Read what stands there now; what you wrote is still in its field."
)


@dataclass(frozen=True)
class ReviewRow:
    """``again`` is empty until somebody answers; ``walk`` is JSON; ``finished_at`` None: not over."""

    id: int
    postmortem_id: str
    opened_at: datetime
    opened_by: str | None
    finished_at: datetime | None
    finished_by: str | None
    again: str
    because: str
    note: str
    walk: str


@dataclass(frozen=True)
class Held:
    """A postmortem whose meeting is over. Days are ISO text as they were found; None where there is none.

    ``status`` is that of its review's clock, ``reviewed_at`` the end of its latest finished review.
    """

    postmortem_id: str
    title: str
    severity: str | None
    review_on: str | None
    finished_at: str | None
    status: str | None
    reviewed_at: datetime | None


def begin(tx: Transaction, pm_id: str, by: str | None) -> int:
    """A new look back. Returns its id."""
    values = {"postmortem_id": pm_id, "opened_at": tx.now(), "opened_by": by, "finished_at": None, "finished_by": None}
    empty = {"again": "", "because": "", "note": "", "walk": "[]"}
    made: int = tx.execute(tables.review.insert().values(**values, **empty).returning(_R.id)).scalar_one()
    return made


def latest(tx: Transaction, pm_id: str) -> ReviewRow | None:
    """The newest look back, finished or not."""
    statement = select(tables.review).where(_R.postmortem_id == pm_id).order_by(_R.id.desc()).limit(1)
    found = tx.execute(statement).one_or_none()
    return None if found is None else ReviewRow(**found._mapping)


def finished(tx: Transaction, pm_id: str) -> list[ReviewRow]:
    """Those that are over, the oldest first."""
    statement = select(tables.review).where(_R.postmortem_id == pm_id, _R.finished_at.is_not(None)).order_by(_R.id)
    return [ReviewRow(**row._mapping) for row in tx.execute(statement)]


def remove(tx: Transaction, review_id: int) -> None:
    tx.execute(tables.review.delete().where(_R.id == review_id))


def keep_walk(tx: Transaction, review_id: int, walk: str) -> None:
    tx.execute(tables.review.update().where(_R.id == review_id).values(walk=walk))


def end(tx: Transaction, review_id: int, at: datetime | None, by: str | None) -> None:
    """Over since ``at``; None opens it again."""
    tx.execute(tables.review.update().where(_R.id == review_id).values(finished_at=at, finished_by=by))


def replace_answer(tx: Transaction, review_id: int, seen: tuple[str, str], new: tuple[str, str]) -> None:
    """Answer and because. Conflict when another than ``seen`` stands there by now."""
    _replace(tx, review_id, {"again": seen[0], "because": seen[1]}, {"again": new[0], "because": new[1]})


def replace_note(tx: Transaction, review_id: int, seen: str, new: str) -> None:
    """Conflict when another than ``seen`` stands there by now."""
    _replace(tx, review_id, {"note": seen}, {"note": new})


def append_line(tx: Transaction, review_id: int, line: str) -> str:
    """One more line of the note, whoever else adds one at the same moment. Returns the whole note."""
    longer = case((_R.note == "", literal(line, Words)), else_=_R.note + literal("\n" + line, Words))
    statement = tables.review.update().where(_R.id == review_id).values(note=longer)
    note: str = tx.execute(statement.returning(_R.note)).scalar_one()
    return note


def _replace(tx: Transaction, review_id: int, seen: dict[str, str], new: dict[str, str]) -> None:
    if seen == new:
        return
    unchanged = and_(*(_R[name] == words for name, words in seen.items()))
    statement = tables.review.update().where(_R.id == review_id, unchanged).values(**new)
    if tx.execute(statement).rowcount != 1:
        raise Conflict(MEANWHILE)


def held(tx: Transaction, today: date, limit: int) -> list[Held]:
    """Postmortems whose meeting is over and whose review may be due, the longest waiting first; no examples.

    Roughly sorted out here: a review that nobody looked back in yet, or a day that was set after the last one. The
    rules have the last word.
    """
    p, m, r = tables.postmortem.c, tables.meeting.alias("sync").c, tables.record.c
    back = tables.meeting.alias("review_clock")
    last = (
        select(func.max(_R.finished_at))
        .where(_R.postmortem_id == p.id)
        .correlate(tables.postmortem)
        .scalar_subquery()
        .label("reviewed_at")
    )
    sync = m.postmortem_id.table
    review_on = _day_inside(tx, r.postmortem_json, "review_on")
    ended = _day_inside(tx, m.state, "finished_at")
    tables_in_play = (
        tables.postmortem.join(sync, and_(m.postmortem_id == p.id, m.kind == "sync"))
        .join(tables.record, r.postmortem_id == p.id)
        .outerjoin(back, and_(back.c.postmortem_id == p.id, back.c.kind == "review"))
    )
    mine = p.trashed_at.is_(None), p.example.is_(False), m.status == "finished"
    running = back.c.status.in_(("lobby", "running", "paused"))
    come = case((running, True), (review_on.is_(None), True), else_=review_on <= today.isoformat())
    columns: Sequence[Any] = (p.id, p.title, p.severity, review_on, ended, back.c.status, last)
    statement = select(*columns).select_from(tables_in_play).where(*mine, come)
    rows = tx.execute(statement.order_by(func.coalesce(review_on, ended), p.id).limit(limit))
    return [Held(*row) for row in rows]


def _day_inside(tx: Transaction, column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    """The day that stands under this name in a column of JSON as we write it, without reading all of it.

    Words of people cannot look like it: their quotation marks are escaped.
    """
    before = f'"{name}":"'
    at = (func.instr if tx.dialect == "sqlite" else func.strpos)(column, before)
    return case((at > 0, func.substr(column, at + len(before), 10)), else_=null())
