"""Action items of all postmortems, with what became of them after the meeting: finding and counting them.

The action itself is written in the document and projected into ``record_action``; its latest state comes from the log
in ``action_log``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, get_args

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.sql.functions import coalesce

from core.domain.actions.action_view import ACTION_VALUES, ActionCounts, ActionState, ActionView
from core.domain.actions.overdue import CLOSED, days_overdue, zones_by_day
from core.domain.choices import choice_named
from core.domain.postmortem import ActionKind, Severity
from core.store.closed import is_open as is_not_closed
from core.store.closed import visible_to
from core.store.database import tables
from core.store.database.transaction import Columns, Transaction

STATES: Final[dict[str, ActionState]] = {state: state for state in get_args(ActionState)}
_BLANK: Final = " \t\n\r\x0b\x0c\u00a0\u2003\u3000"
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
    older = tables.action_progress.alias("any_progress")
    newest = (
        select(func.max(older.c.id))
        .where(older.c.postmortem_id == _A.postmortem_id, older.c.action_id == _A.id, older.c.state.in_(STATES))
        .correlate(tables.record_action)
        .scalar_subquery()
    )
    mine = progress.c.postmortem_id == _A.postmortem_id, progress.c.action_id == _A.id
    return and_(*mine, progress.c.id == newest)


@cache
def _finished() -> Select[str]:
    """The postmortems whose meeting is over, in whichever way."""
    m = tables.meeting.c
    return select(m.postmortem_id).where(m.kind == "sync", m.status == "finished")


@cache
def _held() -> Select[str]:
    """Those whose meeting was started here: that of an old report came in as over."""
    m = tables.meeting.c
    return _finished().where(m.state.contains('"started_at":"', autoescape=True))


@cache
def _published() -> Select[str]:
    return select(tables.publication.c.postmortem_id)


@cache
def _was_taken_up() -> ColumnElement[bool]:
    """Whether anybody said anything of it after the meeting: a state, a new owner, a first date."""
    any_step = tables.action_progress.alias("any_step").c
    mine = any_step.postmortem_id == _A.postmortem_id, any_step.action_id == _A.id
    return exists().where(*mine).correlate(tables.record_action)


def is_agreed(progress: FromClause, *, finished: ColumnElement[bool]) -> ColumnElement[bool]:
    """Nothing is promised before the meeting is over, the postmortem is published or it came as a file.

    What somebody reported on was promised, also when the meeting was opened again.
    """
    return or_(finished, _P.promised, _P.id.in_(_published()), progress.c.id.is_not(None))


def _tracker_differs(progress: FromClause) -> ColumnElement[bool]:
    """That a tracker said of this action's issue what is not so here, and that nobody has answered it."""
    answer = tables.issue_answer.c
    ended = and_(answer.outcome.in_(("done", "dropped")), is_open(progress))
    differs = or_(ended, and_(answer.outcome == "reopened", ~is_open(progress)))
    mine = answer.postmortem_id == _A.postmortem_id, answer.action_id == _A.id, answer.issue == _A.issue
    return exists().where(*mine, answer.answered_at.is_(None), differs).correlate(tables.record_action, progress)


def is_open(progress: FromClause) -> ColumnElement[bool]:
    return or_(progress.c.state.is_(None), progress.c.state.not_in(CLOSED))


def open_actions(tx: Transaction, *, pm_id: str | None = None, closed: bool = False) -> list[ActionView]:
    """Those not done and not dropped, as ``find`` orders them. ``closed``: the others. Blank rows too."""
    return find(tx, ActionFilter(closed=closed, pm_id=pm_id, include_blank=True, include_unfinished=True))


def find(
    tx: Transaction, selection: ActionFilter, *, now: datetime | None = None, limit: int | None = None
) -> list[ActionView]:
    """Open ones first: examples last, then the earliest due, those without a date after them. Without their history.

    With ``now`` what is overdue then stands before what is not, which days alone do not say across zones; without, the
    database's clock says how many days late each is. Closed ones follow, the latest closed first.
    """
    progress = latest_progress()
    q = progress.c
    columns = (
        *(_P.id.label("postmortem_id"), _P.title.label("postmortem_title"), _P.severity, _P.zone, _P.example),
        _P.closed_at.is_not(None).label("closed_postmortem"),
        *(_A.id.label("action_id"), *(_A[name] for name in ACTION_VALUES)),
        *(coalesce(q.state, "open").label("state"), q.at.label("changed_at")),
        *(coalesce(q.note, "").label("note"), coalesce(q.evidence, "").label("evidence")),
    )
    closed = ~is_open(progress)
    order = (
        closed,
        case((closed, q.id), else_=0).desc(),
        _P.example,
        *(() if now is None else (case((_day_is_over(tx, now), 0), else_=1),)),
        *(_A.due.is_(None), _A.due, _P.created_at, _A.postmortem_id, _A.position),
    )
    statement = _among(tx, select(*columns), progress, selection).order_by(*order).limit(limit)
    at = now or selection.overdue_at or tx.now()
    return [_view(row, at) for row in tx.execute(statement)]


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
    columns: list[ColumnElement[int]] = [func.count()]
    number: int = tx.execute(_among(tx, select(*columns), latest_progress(), selection)).scalar_one()
    return number


def count_actions(tx: Transaction, now: datetime) -> ActionCounts:
    """The figures over everything, as they are ``now``."""
    progress = latest_progress()
    still_open, no_example = is_open(progress), _P.example.is_(False)
    overdue = and_(still_open, no_example, _day_is_over(tx, now))
    columns: list[ColumnElement[int]] = [_sum(and_(still_open, no_example)), _sum(overdue), _sum(~still_open)]
    return ActionCounts(*tx.execute(_among(tx, select(*columns), progress, ActionFilter(closed=None))).one())


def action_outcomes(tx: Transaction, now: datetime) -> ActionOutcomes:
    """What became of the actions of all meetings that were held here and are over, without any name."""
    progress = latest_progress()
    q = progress.c
    counted = _P.trashed_at.is_(None), _P.example.is_(False), _P.id.in_(_held()), is_not_closed()
    meetings: int = tx.execute(select(func.count()).select_from(tables.postmortem).where(*counted)).scalar_one()
    overdue = and_(is_open(progress), _day_is_over(tx, now))
    columns: list[ColumnElement[int]] = [
        func.count(),
        _sum(q.state == "done"),
        _sum(q.state == "dropped"),
        _sum(overdue),
    ]
    selection = ActionFilter(closed=None, include_examples=False)
    statement = _among(tx, select(*columns), progress, selection).where(_P.id.in_(_held()), is_not_closed())
    return ActionOutcomes(meetings, *tx.execute(statement).one())


def overdue_by_postmortem(tx: Transaction, now: datetime, pm_ids: Collection[str]) -> dict[str, int]:
    """How many actions of each of these are overdue ``now``; those without any are left out. One statement."""
    statement = _among(tx, select(_P.id, func.count()), latest_progress(), ActionFilter(overdue_at=now))
    grouped = statement.where(_A.postmortem_id.in_(list(pm_ids))).group_by(_P.id)
    return {pm_id: number for pm_id, number in tx.execute(grouped)}


def by_owner(tx: Transaction, closed: bool | None = False) -> list[tuple[str, int]]:
    """Every owner as it is written, with how many actions; an empty one for nobody."""
    statement = _among(tx, select(_A.owner, func.count()), latest_progress(), ActionFilter(closed=closed))
    return [(owner, number) for owner, number in tx.execute(statement.group_by(_A.owner).order_by(_A.owner))]


def by_postmortem(tx: Transaction, closed: bool | None = False) -> list[tuple[str, str, int]]:
    """Id, title and how many actions, the newest incident first; those without any are left out."""
    statement = _among(tx, select(_P.id, _P.title, func.count()), latest_progress(), ActionFilter(closed=closed))
    newest = coalesce(_P.started_at, _P.created_at)
    grouped = statement.group_by(_P.id, _P.title, newest).order_by(newest.desc(), _P.id)
    return [(pm_id, title, number) for pm_id, title, number in tx.execute(grouped)]


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
    by_day = zones_by_day(tx.execute(select(_P.zone).where(visible_to(tx)).distinct()).scalars(), now)
    return or_(false(), *(and_(_P.zone.in_(zones), _A.due < today) for today, zones in by_day.items()))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows the condition holds for; 0 when there are none."""
    return coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _among(
    tx: Transaction, statement: Select[*Columns], progress: FromClause, selection: ActionFilter
) -> Select[*Columns]:
    """The actions that are meant, joined with their postmortem and their latest state; never those in the trash."""
    actions = tables.record_action.join(tables.postmortem, _P.id == _A.postmortem_id)
    found = statement.select_from(actions.outerjoin(progress, same_action(progress)))
    found = found.where(_P.trashed_at.is_(None), visible_to(tx))
    if not selection.include_unfinished:
        over = _held() if selection.pm_id is None else _finished()
        found = found.where(or_(is_agreed(progress, finished=_P.id.in_(over)), _was_taken_up()))
    if not selection.include_blank:
        found = found.where(or_(func.trim(_A.text, _BLANK) != "", func.trim(_A.owner, _BLANK) != ""))
    if selection.closed is not None:
        found = found.where(~is_open(progress) if selection.closed else is_open(progress))
    if selection.pm_id is not None:
        found = found.where(_P.id == selection.pm_id)
    if selection.action_id is not None:
        found = found.where(_A.id == selection.action_id)
    if selection.owners is not None:
        found = found.where(_A.owner.in_(list(selection.owners)))
    if selection.overdue_at is not None:
        found = found.where(_P.example.is_(False), is_open(progress), _day_is_over(tx, selection.overdue_at))
    if not selection.include_examples:
        found = found.where(_P.example.is_(False))
    if not selection.include_closed_postmortems:
        found = found.where(is_not_closed())
    if selection.issues is not None:
        found = found.where(_A.issue.in_(list(selection.issues)), _A.issue != "")
    if selection.answered_elsewhere:
        found = found.where(_tracker_differs(progress))
    if selection.except_pm_id is not None:
        found = found.where(_P.id != selection.except_pm_id)
    return found
