"""What tells whether action items are as they were, without their words: for files that are asked for again."""

from sqlalchemy import String, select, type_coerce

from core.store.action_items.conditions import ActionFilter, conditions
from core.store.database import tables
from core.store.database.transaction import Transaction

_A, _L, _R = tables.record_action.c, tables.action_progress.c, tables.record.c


def versions(tx: Transaction, selection: ActionFilter) -> list[tuple[object, ...]]:
    """One for each action, its postmortem first. Another one wherever a column of ``actions.find`` is another.

    Words, and the postmortem's title and severity, change with a record that is written anew. The note of the latest
    state can be written on in its place, so it stands here itself.
    """
    # As the database has it: it is compared, not read.
    columns = _A.postmortem_id, _A.id, _A.step, _R.last_update_id, type_coerce(_R.at, String), _L.note, _L.evidence
    recorded = tables.record_action.outerjoin(tables.record, _R.postmortem_id == _A.postmortem_id)
    joined = recorded.outerjoin(tables.action_progress, _L.id == _A.step)
    order = _A.postmortem_id, _A.id
    found = tx.execute(select(*columns).select_from(joined).where(*conditions(tx, selection)).order_by(*order))
    return [tuple(row) for row in found]
