"""What is kept beside the words of an action: its state by the log, and its words as the list is searched by them.

Lists and counts over all actions read these columns of ``record_action`` instead of the log. Whoever writes into the
log, or projects an action, calls here in the same transaction. A test compares them with the log.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from sqlalchemy import bindparam, select, update
from sqlalchemy.sql.functions import coalesce

from core.domain.actions.action_view import ActionState
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.search.folding import composed, fold

STATES: Final[dict[str, ActionState]] = {state: state for state in get_args(ActionState)}
BLANK: Final = " \t\n\r\x0b\x0c\u00a0\u2003\u3000"
_AT_ONCE: Final = 1000
_A, _L, _P = tables.record_action.c, tables.action_progress.c, tables.postmortem.c


def step_taken(tx: Transaction, pm_id: str, action_id: str, number: int, state: str) -> None:
    """Entry ``number`` was written into the log. Of two that are written together the later one counts."""
    mine = _A.postmortem_id == pm_id, _A.id == action_id
    if state in STATES:
        newer = coalesce(_A.step, 0) < number
        new = {"state": state, "step": number, "taken_up": True}
        tx.execute(update(tables.record_action).where(*mine, newer).values(**new))
    else:
        tx.execute(update(tables.record_action).where(*mine).values(taken_up=True))


def log_changed(tx: Transaction, pm_id: str, action_id: str) -> None:
    """Entries were taken out of the log of this action: read it again."""
    mine = _A.postmortem_id == pm_id, _A.id == action_id
    tx.execute(select(_A.id).where(*mine).with_for_update())  # so that the next statement sees what others stored
    new = by_log(tx, pm_id, [action_id])[action_id]
    tx.execute(update(tables.record_action).where(*mine).values(**new))


def by_log(tx: Transaction, pm_id: str, action_ids: Sequence[str], *, fresh: bool = False) -> dict[str, dict[str, Any]]:
    """``state``, ``step`` and ``taken_up`` of each of these actions. ``fresh``: nothing can be in the log yet."""
    found: dict[str, dict[str, Any]] = {
        action_id: {"state": "open", "step": None, "taken_up": False} for action_id in action_ids
    }
    if found and not fresh:
        entries = select(_L.action_id, _L.id, _L.state).where(_L.postmortem_id == pm_id).order_by(_L.id)
        for action_id, number, state in tx.execute(entries):
            if action_id in found:
                found[action_id]["taken_up"] = True
                if state in STATES:
                    found[action_id] |= {"state": state, "step": number}
    return found


def by_words(columns: Mapping[str, Any]) -> dict[str, Any]:
    """``blank`` and ``folded`` of an action's columns."""
    text, owner, done_when = columns["text"], columns["owner"], columns["done_when"]
    blank = not (text.strip(BLANK) or owner.strip(BLANK))
    return {"blank": blank, "folded": folded(f"{text}\n{owner}\n{done_when}")}


def folded(text: str) -> str:
    """Whatever case and accents."""
    return fold(composed(text))


def fold_again(tx: Transaction) -> None:
    """Words of all actions, and titles, as another Debrief, or Python, folds them otherwise."""
    titles = [{"which": row.id, "new": folded(row.title)} for row in tx.execute(select(_P.id, _P.title)).all()]
    if titles:
        named = update(tables.postmortem).where(_P.id == bindparam("which"))
        tx.execute(named.values(title_folded=bindparam("new")), titles)
    rows = tx.execute(select(_A.postmortem_id, _A.id, _A.text, _A.owner, _A.done_when)).all()
    keys = _A.postmortem_id == bindparam("of"), _A.id == bindparam("which")
    statement = update(tables.record_action).where(*keys).values(folded=bindparam("new"))
    for first in range(0, len(rows), _AT_ONCE):
        batch = rows[first : first + _AT_ONCE]
        new = [{"of": row.postmortem_id, "which": row.id, "new": by_words(row._asdict())["folded"]} for row in batch]
        tx.execute(statement, new)
