"""What issue trackers said about action items: the latest word for each, until a person answers it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, tuple_, update

from core.store.database import tables
from core.store.database.transaction import Transaction

_W = tables.issue_answer.c


@dataclass(frozen=True)
class IssueAnswer:
    """``outcome`` is done, dropped or reopened. ``said_by`` is a name in the tracker, ``at`` its own time."""

    postmortem_id: str
    action_id: str
    outcome: str
    issue: str
    address: str
    title: str
    reason: str
    said_by: str
    at: datetime
    source: str


def keep(tx: Transaction, new: IssueAnswer) -> bool:
    """Store it in place of an older word about this action. False for a repeat, and for what is older than known."""
    known = tx.execute(select(tables.issue_answer).where(*_of(new.postmortem_id, new.action_id))).one_or_none()
    if known is not None:
        same = (known.outcome, known.issue, known.at) == (new.outcome, new.issue, new.at)
        if same or (known.issue == new.issue and known.at > new.at):
            return False
    values = {name: getattr(new, name) for name in IssueAnswer.__dataclass_fields__}
    changed = values | {"answered_at": None, "answered_by": None}
    insert = tx.upsert(tables.issue_answer).values(**values)
    tx.execute(insert.on_conflict_do_update(index_elements=["postmortem_id", "action_id"], set_=changed))
    return True


def waiting(tx: Transaction, actions: Collection[tuple[str, str]]) -> dict[tuple[str, str], IssueAnswer]:
    """Unanswered ones of these actions (postmortem and action)."""
    columns = [_W[name] for name in IssueAnswer.__dataclass_fields__]
    mine = tuple_(_W.postmortem_id, _W.action_id).in_(sorted(actions))
    found = tx.execute(select(*columns).where(mine, _W.answered_at.is_(None)))
    return {(row.postmortem_id, row.action_id): IssueAnswer(*row) for row in found}


def close(tx: Transaction, pm_id: str, action_id: str, visitor_id: str | None) -> bool:
    """Somebody answered it, whatever they said. False when there was nothing to answer."""
    mine = (*_of(pm_id, action_id), _W.answered_at.is_(None))
    values = {"answered_at": tx.now(), "answered_by": visitor_id}
    return tx.execute(update(tables.issue_answer).where(*mine).values(**values)).rowcount == 1


def _of(pm_id: str, action_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _W.postmortem_id == pm_id, _W.action_id == action_id
