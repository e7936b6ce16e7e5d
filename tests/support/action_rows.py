"""For tests and figures that put rows of the actions' log into the table themselves, many at a time."""

from sqlalchemy import exists, func, select, update

from core.store.action_progress.action_state import STATES
from core.store.database import tables
from core.store.database.transaction import Transaction

_A, _L = tables.record_action.c, tables.action_progress.c


def settle(tx: Transaction) -> None:
    """Bring the state of every action to what its log says, as each entry does that the store writes."""
    mine = _L.postmortem_id == _A.postmortem_id, _L.action_id == _A.id
    newest = select(func.max(_L.id)).where(*mine, _L.state.in_(STATES)).correlate(tables.record_action)
    there = exists().where(*mine).correlate(tables.record_action)
    tx.execute(update(tables.record_action).values(step=newest.scalar_subquery(), taken_up=there))
    state = select(_L.state).where(_L.id == _A.step).correlate(tables.record_action).scalar_subquery()
    tx.execute(update(tables.record_action).where(_A.step.is_not(None)).values(state=state))
