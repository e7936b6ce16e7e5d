"""Action items of all postmortems, with what became of them after the meeting: finding and counting them.

The action itself is written in the document and projected into ``record_action``; `action_state` keeps its latest
state by the log beside it.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.functions import coalesce

from core.domain.actions.action_view import ACTION_VALUES, ActionCounts, ActionView
from core.domain.actions.overdue import CLOSED, days_overdue, zones_by_day
from core.domain.choices import choice_named
from core.domain.postmortem import ActionKind, Severity
from core.store.action_progress.action_state import STATES
from core.store.closed import is_open as is_not_closed
from core.store.closed import listed, visible_to
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.database.without_index import without_index

OPEN: Final = tuple(state for state in STATES if state not in CLOSED)
_A, _P = tables.record_action.c, tables.postmortem.c


@dataclass(frozen=True)
class ActionFilter:
    """Which actions are meant: those that are promised, unless ``include_unfinished``. ``closed`` None: both.

    ``owners`` as they are written, an empty one for nobody.
    ``overdue_at``: open, of no example, and its day was over at that moment where its postmortem is. ``except_pm_id``
    leaves one postmortem out. Rows in which nobody wrote anything are left out unless ``include_blank``.
    The actions of an old report that was brought in are meant with its ``pm_id`` only, until somebody reports on one:
    hundreds of them would hide what the team promised.
    ``issues``: those that lead to one of these. ``answered_elsewhere``: whose tracker says another end than is known
    here, and nobody has answered that yet.
    Without ``include_closed_postmortems`` none of a closed postmortem, whoever reads: for what is passed on.
    ``texts``: each stands in the action, its owner, its condition or the title, all of them folded.
    """

    closed: bool | None = False
    pm_id: str | None = None
    action_id: str | None = None
    owners: Sequence[str] | None = None
    overdue_at: datetime | None = None
    except_pm_id: str | None = None
    include_blank: bool = False
    include_unfinished: bool = False
    include_examples: bool = True
    include_closed_postmortems: bool = True
    issues: Sequence[str] | None = None
    answered_elsewhere: bool = False
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class ActionOutcomes:
    """Over all ``meetings`` that are over, examples aside: how many actions were ``agreed`` and what became of them.

    ``agreed`` = ``done`` + ``dropped`` + ``overdue`` + ``not_yet_due``.
    """

    meetings: int
    agreed: int
    done: int
    dropped: int
    overdue: int

    @property
    def not_yet_due(self) -> int:
        """Open, and not overdue."""
        return self.agreed - self.done - self.dropped - self.overdue


@cache  # nearly every page asks, and making its columns anew takes longer than reading the rows
def latest_progress() -> FromClause:
    """The log, to be joined with ``same_action``, which leaves the latest state of an action only."""
    return tables.action_progress.alias("progress")


@cache
def same_action(progress: FromClause) -> ColumnElement[bool]:
    same: ColumnElement[bool] = progress.c.id == _A.step
    return same


@cache
def _published() -> Select[str]:
    return select(tables.publication.c.postmortem_id)


@cache
def _not_agreed() -> Select[str]:
    """Those whose actions nobody has promised: its meeting was not held here, and it came in no file."""
    return select(_P.id).where(_P.promised.is_(False), _P.held.is_(False), _P.id.not_in(_published()))


def is_agreed(*, finished: ColumnElement[bool]) -> ColumnElement[bool]:
    """Nothing is promised before the meeting is over, the postmortem is published or it came as a file.

    What somebody reported on was promised, also when the meeting was opened again.
    """
    return or_(finished, _P.promised, _P.id.in_(_published()), _A.step.is_not(None))


def _tracker_differs() -> ColumnElement[bool]:
    """That a tracker said of this action's issue what is not so here, and that nobody has answered it."""
    answer = tables.issue_answer.c
    ended = and_(answer.outcome.in_(("done", "dropped")), is_open())
    differs = or_(ended, and_(answer.outcome == "reopened", is_open(closed=True)))
    mine = answer.postmortem_id == _A.postmortem_id, answer.action_id == _A.id, answer.issue == _A.issue
    of_it = exists().where(*mine, answer.answered_at.is_(None), differs).correlate(tables.record_action)
    # The few postmortems that anything was said of, before each action is asked.
    return and_(_A.postmortem_id.in_(select(answer.postmortem_id).where(answer.answered_at.is_(None))), of_it)


def is_open(*, closed: bool = False) -> ColumnElement[bool]:
    """``closed``: the others. Both are lists of states, by which an index finds them."""
    return _A.state.in_(CLOSED if closed else OPEN)


def open_actions(tx: Transaction, *, pm_id: str | None = None, closed: bool = False) -> list[ActionView]:
    """Those not done and not dropped, as ``find`` orders them. ``closed``: the others. Blank rows too."""
    return find(tx, ActionFilter(closed=closed, pm_id=pm_id, include_blank=True, include_unfinished=True))


def find_counted(
    tx: Transaction, selection: ActionFilter, *, now: datetime, limit: int
) -> tuple[list[ActionView], int]:
    """The first ``limit`` of `find`, and how many there are, in one look: for words, which no index finds."""
    conditions, order = _conditions(tx, selection), _order(tx, selection, now)
    named = select(_A.postmortem_id, _A.id, func.count().over()).select_from(_joined(selection))
    found = tx.execute(named.where(*conditions).order_by(*order).limit(limit)).all()
    return _of_keys(tx, [(row[0], row[1]) for row in found], now), found[0][2] if found else 0


def find(
    tx: Transaction, selection: ActionFilter, *, now: datetime | None = None, limit: int | None = None
) -> list[ActionView]:
    """Open ones first: examples last, then the earliest due, those without a date after them. Without their history.

    With ``now`` what is overdue then stands before what is not, which days alone do not say across zones; without, the
    database's clock says how many days late each is. Closed ones follow, the latest closed first.
    """
    at = now or selection.overdue_at or tx.now()
    conditions, order = _conditions(tx, selection), _order(tx, selection, now)
    if limit is None:
        return [_view(row, at) for row in tx.execute(_columns().where(*conditions).order_by(*order))]
    # The first ones by name, and then their words: the words of all would be read before the first are chosen.
    first = select(_A.postmortem_id, _A.id).where(*conditions).order_by(*order).limit(limit)
    first = first.select_from(_joined(selection))
    return _of_keys(tx, [(pm_id, action_id) for pm_id, action_id in tx.execute(first)], at)


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
        *(() if now is None else (case((_day_is_over(tx, now), 0), else_=1),)),
        *(_A.due.is_(None), _A.due, _P.created_at, _A.postmortem_id, _A.position),
    )


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


def count(tx: Transaction, selection: ActionFilter) -> int:
    number: int = tx.execute(_number_of(_conditions(tx, selection))).scalar_one()
    return number


def _number_of(conditions: Sequence[ColumnElement[bool]]) -> Select[int]:
    return select(func.count(_A.postmortem_id)).where(*conditions)


def count_actions(tx: Transaction, now: datetime, closed: int | None = None) -> ActionCounts:
    """The figures over everything, as they are ``now``. ``closed``: how many are, where that was counted already."""
    own = _conditions(tx, ActionFilter(include_examples=False))
    every_closed = literal(
        sum(_numbers(tx, _A.state, ActionFilter(closed=True)).values()) if closed is None else closed
    )
    found = select(func.count(), _sum(_day_is_over(tx, now)), every_closed).select_from(tables.record_action)
    return ActionCounts(*tx.execute(found.where(*own)).one())


def action_outcomes(tx: Transaction, now: datetime) -> ActionOutcomes:
    """What became of the actions of all meetings that were held here and are over, without any name."""
    counted = _P.trashed_at.is_(None), _P.example.is_(False), _P.held.is_(True), is_not_closed()
    meetings: int = tx.execute(select(func.count()).select_from(tables.postmortem).where(*counted)).scalar_one()
    others = or_(_P.trashed_at.is_not(None), _P.example.is_(True), _P.held.is_(False), _P.closed_at.is_not(None))
    few, written = select(_P.id).where(others), _A.blank.is_(False)
    by_state = _grouped(tx, _A.state, [written], less=[written, _A.postmortem_id.in_(few)])
    own = written, _A.postmortem_id.not_in(few)
    overdue = tx.execute(_number_of([*own, is_open(), _day_is_over(tx, now)])).scalar_one()
    return ActionOutcomes(meetings, by_state.total(), by_state["done"], by_state["dropped"], overdue)


def overdue_by_postmortem(tx: Transaction, now: datetime, pm_ids: Collection[str]) -> dict[str, int]:
    """How many actions of each of these are overdue ``now``; those without any are left out. One statement."""
    mine = *_conditions(tx, ActionFilter(overdue_at=now)), _A.postmortem_id.in_(list(pm_ids))
    grouped = select(_A.postmortem_id, func.count()).where(*mine).group_by(_A.postmortem_id)
    return {pm_id: number for pm_id, number in tx.execute(grouped)}


def by_owner(tx: Transaction, closed: bool | None = False) -> list[tuple[str, int]]:
    """Every owner as it is written, with how many actions; an empty one for nobody."""
    return sorted(_numbers(tx, _A.owner, ActionFilter(closed=closed)).items())


def _numbers(tx: Transaction, by: ColumnElement[str], selection: ActionFilter) -> Counter[str]:
    """How many fit, by a column. For a selection that asks for ``closed`` and nothing else.

    Nearly all closed ones are meant: all are counted out of the index, less those of the few postmortems left out.
    To ask of each whether it is one of those takes three times as long.
    """
    own = _conditions(tx, selection)
    if selection.closed is not True:
        return _grouped(tx, by, own)
    every = is_open(closed=True), _A.blank.is_(False)
    left_out = _P.trashed_at.is_not(None), _P.closed_at.is_not(None), and_(_P.promised.is_(False), _P.held.is_(False))
    few = union_all(*(select(_P.id).where(condition) for condition in left_out))
    of_few = without_index(tx, _A.state).in_(CLOSED), _A.postmortem_id.in_(few), every[1], not_(and_(*own))
    return _grouped(tx, by, every, less=of_few)


def _grouped(
    tx: Transaction,
    by: ColumnElement[str],
    conditions: Sequence[ColumnElement[bool]],
    less: Sequence[ColumnElement[bool]] = (),
) -> Counter[str]:
    """How many there are by a column, less those of other conditions. One statement."""
    found = select(by, func.count()).select_from(tables.record_action).where(*conditions).group_by(by)
    away = select(by, -func.count()).select_from(tables.record_action).where(*less).group_by(by)
    counted = Counter[str]()
    for value, number in tx.execute(union_all(found, away) if less else found):
        counted[value] += number
    return +counted  # nothing of which none is left


def by_postmortem(tx: Transaction, closed: bool | None = False, limit: int | None = None) -> list[tuple[str, str, int]]:
    """Id, title and how many actions, the newest incident first; those without any are left out."""
    own = *_conditions(tx, ActionFilter(closed=closed)), _A.postmortem_id == _P.id
    having = exists().where(*own).correlate(tables.postmortem)
    number = select(func.count()).select_from(tables.record_action).where(*own).correlate(tables.postmortem)
    newest = select(_P.id, _P.title, number.scalar_subquery()).where(_P.trashed_at.is_(None), visible_to(tx), having)
    rows = tx.execute(newest.order_by(_P.began_at.desc(), _P.id).limit(limit))
    return [(pm_id, title, count) for pm_id, title, count in rows]


def _view(row: Row[Any], now: datetime) -> ActionView:
    values = dict(row._mapping)
    severity, kind, state = values["severity"], values["kind"], values["state"]
    values["severity"] = choice_named(Severity, severity)
    values["kind"] = choice_named(ActionKind, kind)
    values["state"] = STATES.get(state, "open")
    late = days_overdue(values["due"], values["state"], values["zone"], now, example=values["example"])
    return ActionView(**values, days_late=late)


def _day_is_over(tx: Transaction, now: datetime) -> ColumnElement[bool]:
    """Whether the day it is due on is over where its postmortem is."""
    by_day = zones_by_day(tx.execute(select(_P.zone).distinct()).scalars(), now)
    if not by_day:
        return false()
    earliest, *_ = by_day
    over: list[ColumnElement[bool]] = [_A.due < earliest]
    for today, zones in by_day.items():
        # Only for a day that is over in some zones and not in all of them, the postmortem is asked for its zone.
        there = exists().where(_P.id == _A.postmortem_id, _P.zone.in_(zones)).correlate(tables.record_action)
        over += [and_(_A.due >= earliest, _A.due < today, there)] if today > earliest else []
    return or_(*over)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows the condition holds for; 0 when there are none."""
    return coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _conditions(tx: Transaction, selection: ActionFilter) -> list[ColumnElement[bool]]:
    """The actions that are meant, never those in the trash.

    They ask for columns of ``record_action`` only, and for postmortems by the few that are left out: so an index is
    read for the figures, and no postmortem is.
    """
    of = _A.postmortem_id
    found = [*(_holds(tx, text) for text in selection.texts), *listed(tx, of)]
    if selection.closed is True and selection.owners is None and selection.pm_id is None:
        found.append(without_index(tx, _A.state).in_(CLOSED))  # nearly all are
    elif selection.closed is not None:
        found.append(is_open(closed=selection.closed))
    if not selection.include_blank:
        found.append(_A.blank.is_(False))
    if not selection.include_unfinished:
        found.append(or_(_A.taken_up.is_(True), of.not_in(_not_agreed_in(selection.pm_id))))
    if selection.pm_id is not None:
        found.append(of == selection.pm_id)
    if selection.action_id is not None:
        found.append(_A.id == selection.action_id)
    if selection.owners is not None:
        found.append(_A.owner.in_(list(selection.owners)))
    if selection.overdue_at is not None:
        found += (is_open(), _day_is_over(tx, selection.overdue_at))
    if not selection.include_examples or selection.overdue_at is not None:
        found.append(of.not_in(select(_P.id).where(_P.example.is_(True))))
    if not selection.include_closed_postmortems:
        found.append(of.not_in(select(_P.id).where(_P.closed_at.is_not(None))))
    if selection.issues is not None:
        found += (_A.issue.in_(list(selection.issues)), _A.issue != "")
    if selection.answered_elsewhere:
        found.append(_tracker_differs())
    if selection.except_pm_id is not None:
        found.append(of != selection.except_pm_id)
    return found


def _not_agreed_in(pm_id: str | None) -> Select[str]:
    """``pm_id``: of this one; an old report that was brought in counts as agreed where it is asked for."""
    if pm_id is None:
        return _not_agreed()
    asked = select(_P.id).where(_P.id == pm_id, _P.promised.is_(False))
    m = tables.meeting.c
    over = exists().where(m.postmortem_id == _P.id, m.kind == "sync", m.status == "finished")
    return asked.where(~over.correlate(tables.postmortem), _P.id.not_in(_published()))


def _holds(tx: Transaction, text: str) -> ColumnElement[bool]:
    """Whether an action, or the title of its postmortem, has this folded text in it."""
    place = func.instr if tx.dialect == "sqlite" else func.strpos
    titled = select(_P.id).where(place(_P.title_folded, text) > 0)
    return or_(place(_A.folded, text) > 0, _A.postmortem_id.in_(titled))
