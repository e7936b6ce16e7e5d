"""Which action items are meant, as conditions on ``record_action``: those that are promised, open, found by words.

They ask for columns of that table only, and for postmortems by the few that are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from core.domain.actions.overdue import CLOSED, zones_by_day
from core.store.action_progress.action_state import STATES
from core.store.closed import listed
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
    ``due_by``: their day is this one or before. ``pm_ids``: of one of these.
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
    due_by: date | None = None
    pm_ids: Sequence[str] | None = None


def conditions(tx: Transaction, selection: ActionFilter) -> list[ColumnElement[bool]]:
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
    if selection.pm_ids is not None:
        found.append(of.in_(list(selection.pm_ids)))
    if selection.due_by is not None:
        found.append(_A.due <= selection.due_by)
    if selection.action_id is not None:
        found.append(_A.id == selection.action_id)
    if selection.owners is not None:
        found.append(_A.owner.in_(list(selection.owners)))
    if selection.overdue_at is not None:
        found += (is_open(), day_is_over(tx, selection.overdue_at))
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


def is_open(*, closed: bool = False) -> ColumnElement[bool]:
    """``closed``: the others. Both are lists of states, by which an index finds them."""
    return _A.state.in_(CLOSED if closed else OPEN)


def is_agreed(*, finished: ColumnElement[bool]) -> ColumnElement[bool]:
    """Nothing is promised before the meeting is over, the postmortem is published or it came as a file.

    What somebody reported on was promised, also when the meeting was opened again.
    """
    return or_(finished, _P.promised, _P.id.in_(_published()), _A.step.is_not(None))


def day_is_over(tx: Transaction, now: datetime) -> ColumnElement[bool]:
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


@cache
def _published() -> Select[str]:
    return select(tables.publication.c.postmortem_id)


@cache
def _not_agreed() -> Select[str]:
    """Those whose actions nobody has promised: its meeting was not held here, and it came in no file."""
    return select(_P.id).where(_P.promised.is_(False), _P.held.is_(False), _P.id.not_in(_published()))


def _not_agreed_in(pm_id: str | None) -> Select[str]:
    """``pm_id``: of this one; an old report that was brought in counts as agreed where it is asked for."""
    if pm_id is None:
        return _not_agreed()
    asked = select(_P.id).where(_P.id == pm_id, _P.promised.is_(False))
    m = tables.meeting.c
    over = exists().where(m.postmortem_id == _P.id, m.kind == "sync", m.status == "finished")
    return asked.where(~over.correlate(tables.postmortem), _P.id.not_in(_published()))


def _tracker_differs() -> ColumnElement[bool]:
    """That a tracker said of this action's issue what is not so here, and that nobody has answered it."""
    answer = tables.issue_answer.c
    ended = and_(answer.outcome.in_(("done", "dropped")), is_open())
    differs = or_(ended, and_(answer.outcome == "reopened", is_open(closed=True)))
    mine = answer.postmortem_id == _A.postmortem_id, answer.action_id == _A.id, answer.issue == _A.issue
    of_it = exists().where(*mine, answer.answered_at.is_(None), differs).correlate(tables.record_action)
    # The few postmortems that anything was said of, before each action is asked.
    return and_(_A.postmortem_id.in_(select(answer.postmortem_id).where(answer.answered_at.is_(None))), of_it)


def _holds(tx: Transaction, text: str) -> ColumnElement[bool]:
    """Whether an action, or the title of its postmortem, has this folded text in it."""
    place = func.instr if tx.dialect == "sqlite" else func.strpos
    titled = select(_P.id).where(place(_P.title_folded, text) > 0)
    return or_(place(_A.folded, text) > 0, _A.postmortem_id.in_(titled))
