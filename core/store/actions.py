"""Action items of all postmortems, with what became of them after the meeting: finding them.

The action itself is written in the document and projected into ``record_action``; `action_state` keeps its latest
state by the log beside it. Which ones are meant is said in `action_items.conditions`, figures are in
`action_items.figures`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Row, Select, case, func, select
from sqlalchemy.sql.functions import coalesce

from core.domain.actions.action_view import ACTION_VALUES, ActionView
from core.domain.actions.overdue import CLOSED, days_overdue
from core.domain.postmortem import ActionKind, Severity
from core.store.action_items.conditions import ActionFilter, conditions, day_is_over, is_open
from core.store.action_progress.action_state import STATES
from core.store.database import tables
from core.store.database.transaction import Transaction

_A, _P = tables.record_action.c, tables.postmortem.c
_AT_ONCE: Final = 1000
# Unknown ones are none. Looked up, as tables have tens of thousands of rows.
_SEVERITIES: Final[dict[str | None, Severity]] = {item.value: item for item in Severity}
_KINDS: Final[dict[str | None, ActionKind]] = {item.value: item for item in ActionKind}


def open_actions(tx: Transaction, *, pm_id: str | None = None, closed: bool = False) -> list[ActionView]:
    """Those not done and not dropped, as ``find`` orders them. ``closed``: the others. Blank rows too."""
    return find(tx, ActionFilter(closed=closed, pm_id=pm_id, include_blank=True, include_unfinished=True))


def find_counted(
    tx: Transaction, selection: ActionFilter, *, now: datetime, limit: int
) -> tuple[list[ActionView], int]:
    """The first ``limit`` of `find`, and how many there are, in one look: for words, which no index finds."""
    own, order = conditions(tx, selection), _order(tx, selection, now)
    named = select(_A.postmortem_id, _A.id, func.count().over()).select_from(_joined(selection))
    found = tx.execute(named.where(*own).order_by(*order).limit(limit)).all()
    return _of_keys(tx, [(row[0], row[1]) for row in found], now), found[0][2] if found else 0


def find(
    tx: Transaction, selection: ActionFilter, *, now: datetime | None = None, limit: int | None = None
) -> list[ActionView]:
    """Open ones first: examples last, then the earliest due, those without a date after them. Without their history.

    With ``now`` what is overdue then stands before what is not, which days alone do not say across zones; without, the
    database's clock says how many days late each is. Closed ones follow, the latest closed first.
    """
    at = now or selection.overdue_at or tx.now()
    own, order = conditions(tx, selection), _order(tx, selection, now)
    if limit is None:
        return [_view(row, at) for row in tx.execute(_columns().where(*own).order_by(*order))]
    # The first ones by name, and then their words: the words of all would be read before the first are chosen.
    first = select(_A.postmortem_id, _A.id).where(*own).order_by(*order).limit(limit)
    first = first.select_from(_joined(selection))
    return _of_keys(tx, [(pm_id, action_id) for pm_id, action_id in tx.execute(first)], at)


def read_all(tx: Transaction, selection: ActionFilter) -> Iterator[ActionView]:
    """All that `find` gives, in its order, read from the database a thousand at a time: for tables of everything.

    Open ones and closed ones are asked for one after the other: closed ones stand in the order of an index, so that
    nothing is sorted before the first is there.
    """
    at, known = selection.overdue_at or tx.now(), selection.closed
    for closed in (False, True) if known is None else (known,):
        which = replace(selection, closed=closed)
        statement = _columns().where(*conditions(tx, which)).order_by(*_order(tx, which, None))
        for row in tx.execute(statement.execution_options(yield_per=_AT_ONCE)):
            yield _view(row, at)


def count(tx: Transaction, selection: ActionFilter) -> int:
    found = select(func.count(_A.postmortem_id)).where(*conditions(tx, selection))
    number: int = tx.execute(found).scalar_one()
    return number


def links(tx: Transaction, pm_id: str) -> dict[str, str]:
    """What was typed for the link of each action of a postmortem, by its id; those without are left out."""
    linked = select(_A.id, _A.link).where(_A.postmortem_id == pm_id, _A.link != "")
    return {action_id: link for action_id, link in tx.execute(linked)}


def issues(tx: Transaction, names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Postmortem, action and issue of those that lead to one of these issues, for the server's own work."""
    found = select(_A.postmortem_id, _A.id, _A.issue).where(_A.issue.in_(list(names)), _A.issue != "")
    return [(pm_id, action_id, issue) for pm_id, action_id, issue in tx.execute(found)]


def chosen_ids(tx: Transaction, pm_id: str) -> frozenset[str]:
    """The actions of a postmortem that its meeting chose."""
    return frozenset(tx.execute(select(_A.id).where(_A.postmortem_id == pm_id, _A.chosen.is_(True))).scalars())


@cache  # nearly every page asks, and making its columns anew takes longer than reading the rows
def latest_progress() -> FromClause:
    """The log, to be joined with ``same_action``, which leaves the latest state of an action only."""
    return tables.action_progress.alias("progress")


@cache
def same_action(progress: FromClause) -> ColumnElement[bool]:
    same: ColumnElement[bool] = progress.c.id == _A.step
    return same


def _of_keys(tx: Transaction, keys: Sequence[tuple[str, str]], at: datetime) -> list[ActionView]:
    """Postmortem and action of each, in this order."""
    of_them = _columns().where(_A.postmortem_id.in_({pm_id for pm_id, _ in keys}))
    found = {(row.postmortem_id, row.action_id): row for row in tx.execute(of_them)} if keys else {}
    return [_view(found[key], at) for key in keys]


def _joined(selection: ActionFilter) -> FromClause:
    """The order of closed ones asks for nothing of the postmortem."""
    return tables.record_action if selection.closed is True else _with_postmortem()


@cache
def _with_postmortem() -> FromClause:
    return tables.record_action.join(tables.postmortem, _P.id == _A.postmortem_id)


@cache
def _columns() -> Select[Any]:
    progress = latest_progress()
    q = progress.c
    columns = (
        *(_P.id.label("postmortem_id"), _P.title.label("postmortem_title"), _P.severity, _P.zone, _P.example),
        _P.closed_at.is_not(None).label("closed_postmortem"),
        *(_A.id.label("action_id"), *(_A[name] for name in ACTION_VALUES)),
        *(_A.state, q.at.label("changed_at")),
        *(coalesce(q.note, "").label("note"), coalesce(q.evidence, "").label("evidence")),
    )
    return select(*columns).select_from(_with_postmortem().outerjoin(progress, same_action(progress)))


def _order(tx: Transaction, selection: ActionFilter, now: datetime | None) -> tuple[ColumnElement[Any], ...]:
    if selection.closed is True:
        return (_A.step.desc(),)
    closed = is_open(closed=True)
    return (
        *(() if selection.closed is False else (closed, case((closed, _A.step), else_=0).desc())),
        _P.example,
        *(() if now is None else (case((day_is_over(tx, now), 0), else_=1),)),
        *(_A.due.is_(None), _A.due, _P.created_at, _A.postmortem_id, _A.position),
    )


def _view(row: Row[Any], now: datetime) -> ActionView:
    values = dict(zip(_names(), row, strict=True))
    values["severity"] = _SEVERITIES.get(values["severity"])
    values["kind"] = _KINDS.get(values["kind"])
    state = values["state"] = STATES.get(values["state"], "open")
    late = 0 if state in CLOSED else days_overdue(values["due"], state, values["zone"], now, example=values["example"])
    # Of tens of thousands each is made as its constructor makes it, without the twenty calls that this takes.
    view = object.__new__(ActionView)
    view.__dict__.update(values, days_late=late, history=())
    return view


@cache
def _names() -> tuple[str, ...]:
    return tuple(_columns().selected_columns.keys())
