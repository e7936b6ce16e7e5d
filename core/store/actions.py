"""Actions of all postmortems, with what became of them after the meeting.

The action itself is written in the document and projected; its progress is a log of its own here, the latest state
counts. A line of the log may also tell of something that is no state, such as a new owner: it changes no state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, or_, select
from sqlalchemy.sql.functions import coalesce

from core.store import tables
from core.store.transaction import Columns, Transaction

CLOSED = ("done", "dropped")
STATES = ("open", "moved", *CLOSED)
# Lines that are no state: somebody else owns it now; a first date was given.
OWNER, DATED = "owner", "dated"
MANY: Final = 1000  # a list of keys longer than that is not worth sending; the whole log is read instead
_BLANK = " \t\n\r\x0b\x0c\u00a0\u2003\u3000"
_A, _P = tables.record_action.c, tables.postmortem.c


@dataclass(frozen=True)
class Progress:
    """``state`` is one of STATES, or OWNER (then ``owner`` is the new one) or DATED (then ``due`` is the day)."""

    state: str
    note: str
    evidence: str
    due: date | None
    visitor_id: str | None
    at: datetime
    owner: str | None = None


@dataclass(frozen=True)
class ActionRow:
    """``due`` is what the document says, which counts; ``moved_to`` the date of the latest move, if that is its state.

    ``note``, ``evidence`` and ``changed_at`` belong to the latest state.
    """

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

    @property
    def key(self) -> tuple[str, str]:
        return self.postmortem_id, self.action_id


@dataclass(frozen=True)
class Which:
    """Which actions are meant. ``closed`` None: both; ``owners`` as they are written, an empty one for nobody.

    ``late_on``: open, due before that day, and of no example. ``but`` leaves one postmortem out. Rows in which
    nobody wrote anything are left out unless ``blank``, examples are when ``real``.
    """

    closed: bool | None = False
    pm_id: str | None = None
    action_id: str | None = None
    owners: Sequence[str] | None = None
    late_on: date | None = None
    but: str | None = None
    blank: bool = False
    real: bool = False


@dataclass(frozen=True)
class Tally:
    """How many are ``open`` and how many of them ``overdue``, examples aside; ``closed``: all that are."""

    open: int
    overdue: int
    closed: int


@dataclass(frozen=True)
class Score:
    """Over all ``meetings`` that are over, examples aside: what was ``promised`` there and what became of it."""

    meetings: int
    promised: int
    kept: int
    dropped: int
    late: int


def latest_progress() -> FromClause:
    """The log, to be joined with `same_action`, which leaves the latest state of an action only."""
    return tables.action_progress.alias("progress")


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


def is_open(progress: FromClause) -> ColumnElement[bool]:
    return or_(progress.c.state.is_(None), progress.c.state.not_in(CLOSED))


def open_actions(tx: Transaction, *, pm_id: str | None = None, closed: bool = False) -> list[ActionRow]:
    """Those not done and not dropped, as `find` orders them. ``closed``: the others. Blank rows too."""
    return find(tx, Which(closed=closed, pm_id=pm_id, blank=True))


def find(tx: Transaction, which: Which, *, limit: int | None = None) -> list[ActionRow]:
    """Open ones first: examples last, then the earliest due, those without a date after them.

    Closed ones follow, the latest closed first.
    """
    progress = latest_progress()
    q = progress.c
    columns = (
        *(_P.id, _P.title, _P.severity, _P.example),
        *(_A.id, _A.text, _A.owner, _A.due, _A.kind, _A.done_when),
        *(coalesce(q.state, "open"), coalesce(q.note, ""), coalesce(q.evidence, ""), q.due, q.at),
    )
    shut = ~is_open(progress)
    order = (
        shut,
        case((shut, q.id), else_=0).desc(),
        *(_P.example, _A.due.is_(None), _A.due, _P.created_at, _A.postmortem_id, _A.position),
    )
    statement = _among(select(*columns), progress, which).order_by(*order).limit(limit)
    return [ActionRow(*row) for row in tx.execute(statement)]


def count(tx: Transaction, which: Which) -> int:
    columns: list[ColumnElement[int]] = [func.count()]
    number: int = tx.execute(_among(select(*columns), latest_progress(), which)).scalar_one()
    return number


def tally(tx: Transaction, today: date) -> Tally:
    """The figures over everything, in one question."""
    progress = latest_progress()
    still, real = is_open(progress), _P.example.is_(False)
    late = and_(still, real, _A.due < today)
    columns: list[ColumnElement[int]] = [_sum(and_(still, real)), _sum(late), _sum(~still)]
    return Tally(*tx.execute(_among(select(*columns), progress, Which(closed=None))).one())


def score(tx: Transaction, today: date) -> Score:
    """What became of the promises of all meetings that are over, without any name."""
    m, progress = tables.meeting.c, latest_progress()
    q = progress.c
    over = m.kind == "sync", m.status == "finished"
    real = _P.trashed_at.is_(None), _P.example.is_(False)
    held = tables.meeting.join(tables.postmortem, _P.id == m.postmortem_id)
    meetings: int = tx.execute(select(func.count()).select_from(held).where(*over, *real)).scalar_one()
    late = and_(is_open(progress), _A.due < today)
    columns: list[ColumnElement[int]] = [func.count(), _sum(q.state == "done"), _sum(q.state == "dropped"), _sum(late)]
    ours = select(m.postmortem_id).where(*over)
    statement = _among(select(*columns), progress, Which(closed=None, real=True)).where(_P.id.in_(ours))
    return Score(meetings, *tx.execute(statement).one())


def by_owner(tx: Transaction, closed: bool | None = False) -> list[tuple[str, int]]:
    """Every owner as it is written, with how many actions; an empty one for nobody."""
    statement = _among(select(_A.owner, func.count()), latest_progress(), Which(closed=closed))
    return [(owner, number) for owner, number in tx.execute(statement.group_by(_A.owner).order_by(_A.owner))]


def by_postmortem(tx: Transaction, closed: bool | None = False) -> list[tuple[str, str, int]]:
    """Id, title and how many actions, the newest incident first; those without any are left out."""
    statement = _among(select(_P.id, _P.title, func.count()), latest_progress(), Which(closed=closed))
    newest = coalesce(_P.started_at, _P.created_at)
    grouped = statement.group_by(_P.id, _P.title, newest).order_by(newest.desc(), _P.id)
    return [(pm_id, title, number) for pm_id, title, number in tx.execute(grouped)]


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
    owner: str | None = None,
) -> None:
    """One more line in the log. Nothing that was said before is changed."""
    values: dict[str, Any] = {"postmortem_id": pm_id, "action_id": action_id, "state": state, "note": note}
    rest = {"evidence": evidence, "due": due, "visitor_id": visitor_id, "at": tx.now(), "owner": owner}
    tx.execute(tables.action_progress.insert().values(**values, **rest))


def progress(tx: Transaction, pm_id: str, action_id: str) -> list[Progress]:
    """The whole log of one action, oldest first."""
    return histories(tx, [(pm_id, action_id)]).get((pm_id, action_id), [])


def histories(tx: Transaction, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Progress]]:
    """The logs of these actions (postmortem id, action id), each oldest first, in one question for all of them."""
    line = tables.action_progress.c
    columns = line.state, line.note, line.evidence, line.due, line.visitor_id, line.at, line.owner
    statement = select(line.postmortem_id, line.action_id, *columns).order_by(line.id)
    incidents = {pm_id for pm_id, _ in keys}
    if len(keys) == 1:
        statement = statement.where(line.action_id == keys[0][1])
    if len(incidents) <= MANY:
        statement = statement.where(line.postmortem_id.in_(sorted(incidents)))
    found: dict[tuple[str, str], list[Progress]] = {key: [] for key in keys}
    for pm_id, action_id, *rest in tx.execute(statement):
        if (pm_id, action_id) in found:
            found[pm_id, action_id].append(Progress(*rest))
    return found


def _sum(of: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows are so; nought of none."""
    return coalesce(func.sum(case((of, 1), else_=0)), 0)


def _among(statement: Select[*Columns], progress: FromClause, which: Which) -> Select[*Columns]:
    """The actions that are meant, joined with their postmortem and their latest state; never those in the trash."""
    actions = tables.record_action.join(tables.postmortem, _P.id == _A.postmortem_id)
    found = statement.select_from(actions.outerjoin(progress, same_action(progress))).where(_P.trashed_at.is_(None))
    if not which.blank:
        found = found.where(or_(func.trim(_A.text, _BLANK) != "", func.trim(_A.owner, _BLANK) != ""))
    if which.closed is not None:
        found = found.where(~is_open(progress) if which.closed else is_open(progress))
    if which.pm_id is not None:
        found = found.where(_P.id == which.pm_id)
    if which.action_id is not None:
        found = found.where(_A.id == which.action_id)
    if which.owners is not None:
        found = found.where(_A.owner.in_(list(which.owners)))
    if which.late_on is not None:
        found = found.where(_P.example.is_(False), is_open(progress), _A.due < which.late_on)
    if which.real:
        found = found.where(_P.example.is_(False))
    if which.but is not None:
        found = found.where(_P.id != which.but)
    return found
