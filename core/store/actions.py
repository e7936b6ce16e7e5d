"""Actions of all postmortems, with what became of them after the meeting.

The action itself is written in the document and projected; its progress is a log of its own here, the latest counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select
from sqlalchemy.sql.functions import coalesce

from core.store import tables
from core.store.transaction import Transaction

CLOSED = ("done", "dropped")
_A = tables.record_action.c


@dataclass(frozen=True)
class Progress:
    """``state`` is open, done, moved or dropped."""

    state: str
    note: str
    evidence: str
    due: date | None
    visitor_id: str | None
    at: datetime


@dataclass(frozen=True)
class ActionRow:
    """``due`` is what the document says; ``moved_to`` the date of the latest move, if that is its state."""

    postmortem_id: str
    postmortem_title: str
    severity: str | None
    example: bool
    action_id: str
    text: str
    owner: str
    due: date | None
    kind: str | None
    done_when: str
    state: str
    note: str
    evidence: str
    moved_to: date | None
    changed_at: datetime | None


def latest_progress() -> FromClause:
    """The log, to be joined with `same_action`, which leaves the newest row of an action only."""
    return tables.action_progress.alias("progress")


def same_action(progress: FromClause) -> ColumnElement[bool]:
    older = tables.action_progress.alias("any_progress")
    newest = (
        select(func.max(older.c.id))
        .where(older.c.postmortem_id == _A.postmortem_id, older.c.action_id == _A.id)
        .correlate(tables.record_action)
        .scalar_subquery()
    )
    mine = progress.c.postmortem_id == _A.postmortem_id, progress.c.action_id == _A.id
    return and_(*mine, progress.c.id == newest)


def is_open(progress: FromClause) -> ColumnElement[bool]:
    return or_(progress.c.state.is_(None), progress.c.state.not_in(CLOSED))


def open_actions(tx: Transaction, *, pm_id: str | None = None, closed: bool = False) -> list[ActionRow]:
    """Those not done and not dropped, the earliest due first, those without a date last. ``closed``: the others."""
    p, progress = tables.postmortem.c, latest_progress()
    q = progress.c
    columns = (
        *(p.id, p.title, p.severity, p.example),
        *(_A.id, _A.text, _A.owner, _A.due, _A.kind, _A.done_when),
        *(coalesce(q.state, "open"), coalesce(q.note, ""), coalesce(q.evidence, ""), q.due, q.at),
    )
    tables_ = tables.record_action.join(tables.postmortem, p.id == _A.postmortem_id)
    statement = select(*columns).select_from(tables_.outerjoin(progress, same_action(progress)))
    statement = statement.where(p.trashed_at.is_(None), ~is_open(progress) if closed else is_open(progress))
    if pm_id is not None:
        statement = statement.where(p.id == pm_id)
    due_first = coalesce(q.due, _A.due).is_(None), coalesce(q.due, _A.due), p.created_at, _A.postmortem_id, _A.position
    return [ActionRow(*row) for row in tx.execute(statement.order_by(*due_first))]


def add_progress(
    tx: Transaction,
    pm_id: str,
    action_id: str,
    state: str,
    *,
    note: str = "",
    evidence: str = "",
    due: date | None = None,
    visitor_id: str | None = None,
) -> None:
    """One more line in the log. Nothing that was said before is changed."""
    values: dict[str, Any] = {"postmortem_id": pm_id, "action_id": action_id, "state": state, "note": note}
    rest = {"evidence": evidence, "due": due, "visitor_id": visitor_id, "at": tx.now()}
    tx.execute(tables.action_progress.insert().values(**values, **rest))


def progress(tx: Transaction, pm_id: str, action_id: str) -> list[Progress]:
    """The whole log of one action, oldest first; the last line is how it stands."""
    line = tables.action_progress.c
    columns = line.state, line.note, line.evidence, line.due, line.visitor_id, line.at
    mine = line.postmortem_id == pm_id, line.action_id == action_id
    return [Progress(*row) for row in tx.execute(select(*columns).where(*mine).order_by(line.id))]
