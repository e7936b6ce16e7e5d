"""How many action items there are: over everything, by owner, by postmortem, and what became of them.

Nearly all are closed, and few postmortems are left out. So all are counted out of an index, less those of the few: to
ask of each whether it is one of those takes three times as long.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, exists, func, not_, or_, select, true, union
from sqlalchemy.sql.functions import coalesce

from core.domain.actions.action_view import ActionCounts
from core.domain.actions.overdue import CLOSED
from core.store.action_items.conditions import ActionFilter, conditions, day_is_over, is_open
from core.store.closed import is_open as is_not_closed
from core.store.closed import visible_to
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.database.without_index import without_index

_A, _P = tables.record_action.c, tables.postmortem.c


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


def count_actions(tx: Transaction, now: datetime) -> ActionCounts:
    """The figures over everything, as they are ``now``."""
    own = conditions(tx, ActionFilter(include_examples=False))
    late = coalesce(func.sum(case((day_is_over(tx, now), 1), else_=0)), 0)
    found = select(func.count(), late).select_from(tables.record_action).where(*own)
    return ActionCounts(*tx.execute(found).one())


def action_outcomes(tx: Transaction, now: datetime) -> ActionOutcomes:
    """What became of the actions of all meetings that were held here and are over, without any name."""
    counted = _P.trashed_at.is_(None), _P.example.is_(False), _P.held.is_(True), is_not_closed()
    meetings: int = tx.execute(select(func.count()).select_from(tables.postmortem).where(*counted)).scalar_one()
    others = or_(_P.trashed_at.is_not(None), _P.example.is_(True), _P.held.is_(False), _P.closed_at.is_not(None))
    few, written = select(_P.id).where(others), _A.blank.is_(False)
    by_state = _grouped(tx, _A.state, [written])
    by_state.subtract(_grouped_of(tx, _A.state, few, [written]))
    own = written, _A.postmortem_id.not_in(few), is_open(), day_is_over(tx, now)
    overdue = tx.execute(select(func.count(_A.postmortem_id)).where(*own)).scalar_one()
    return ActionOutcomes(meetings, by_state.total(), by_state["done"], by_state["dropped"], overdue)


def overdue_by_postmortem(tx: Transaction, now: datetime, pm_ids: Collection[str]) -> dict[str, int]:
    """How many actions of each of these are overdue ``now``; those without any are left out. One statement."""
    mine = *conditions(tx, ActionFilter(overdue_at=now)), _A.postmortem_id.in_(list(pm_ids))
    grouped = select(_A.postmortem_id, func.count()).where(*mine).group_by(_A.postmortem_id)
    return {pm_id: number for pm_id, number in tx.execute(grouped)}


def by_owner(tx: Transaction, closed: bool | None = False) -> list[tuple[str, int]]:
    """Every owner as it is written, with how many actions; an empty one for nobody."""
    own = conditions(tx, ActionFilter(closed=closed))
    if closed is not True:
        return sorted(_grouped(tx, _A.owner, own).items())
    written = _A.blank.is_(False)
    left_out = _P.trashed_at.is_not(None), _P.closed_at.is_not(None), and_(_P.promised.is_(False), _P.held.is_(False))
    few = union(*(select(_P.id).where(condition) for condition in left_out))
    counted = _grouped(tx, _A.owner, [is_open(closed=True), written])
    counted.subtract(
        _grouped_of(tx, _A.owner, few, [without_index(tx, _A.state).in_(CLOSED), written, not_(and_(*own))])
    )
    return sorted((+counted).items())  # nobody of whom none is left


def owners_for_everybody(tx: Transaction) -> list[tuple[str, int]]:
    """The same of open actions as they are passed on: without examples, and none of a closed postmortem."""
    passed_on = ActionFilter(include_examples=False, include_closed_postmortems=False)
    return sorted(_grouped(tx, _A.owner, conditions(tx, passed_on)).items())


def by_postmortem(tx: Transaction, closed: bool | None = False, limit: int | None = None) -> list[tuple[str, str, int]]:
    """Id, title and how many actions, the newest incident first; those without any are left out."""
    own = *conditions(tx, ActionFilter(closed=closed)), _A.postmortem_id == _P.id
    having = exists().where(*own).correlate(tables.postmortem)
    number = select(func.count()).select_from(tables.record_action).where(*own).correlate(tables.postmortem)
    newest = select(_P.id, _P.title, number.scalar_subquery()).where(_P.trashed_at.is_(None), visible_to(tx), having)
    rows = tx.execute(newest.order_by(_P.began_at.desc(), _P.id).limit(limit))
    return [(pm_id, title, count) for pm_id, title, count in rows]


def _grouped(tx: Transaction, by: ColumnElement[str], of: Sequence[ColumnElement[bool]]) -> Counter[str]:
    """How many there are, by a column."""
    found = select(by, func.count()).select_from(tables.record_action).where(*of).group_by(by)
    return Counter({value: number for value, number in tx.execute(found)})


def _grouped_of(
    tx: Transaction,
    by: ColumnElement[str],
    pm_ids: Select[str] | CompoundSelect[str],
    of: Sequence[ColumnElement[bool]],
) -> Counter[str]:
    """The same for the actions of a few postmortems, each of which is looked up.

    PostgreSQL takes a thousand for many, and would read the actions of all to join them. A subquery with an offset is
    asked once for each row beside it.
    """
    if tx.dialect == "sqlite":
        return _grouped(tx, by, [_A.postmortem_id.in_(pm_ids), *of])
    few = pm_ids.subquery("few")
    own = select(by.label("value")).where(_A.postmortem_id == few.c.id, *of).correlate(few).offset(0).lateral("own")
    found = select(own.c.value, func.count()).select_from(few.join(own, true())).group_by(own.c.value)
    return Counter({value: number for value, number in tx.execute(found)})
