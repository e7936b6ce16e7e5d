"""The log of what became of each action item: append-only, the latest entry with a state counts.

An entry may also record something that is no state: a new owner, or a first date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select

from core.store.action_progress import action_state
from core.store.action_progress.action_state import STATES
from core.store.database import tables
from core.store.database.transaction import Transaction

# Entries that are no state: somebody else owns it now; a first date was given.
OWNER, DATED = "owner", "dated"
_MOST_KEYS: Final = 1000  # for more postmortems than that the whole log is read instead of sending their ids
_L = tables.action_progress.c


@dataclass(frozen=True)
class Progress:
    """One entry of the log. ``state`` is an ActionState, or OWNER (``owner`` is new) or DATED (``due`` is new)."""

    state: str
    note: str
    evidence: str
    due: date | None
    visitor_id: str | None
    at: datetime
    owner: str | None = None


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
    """Append an entry to the log. Earlier entries are not changed."""
    values: dict[str, Any] = {"postmortem_id": pm_id, "action_id": action_id, "state": state, "note": note}
    rest = {"evidence": evidence, "due": due, "visitor_id": visitor_id, "at": tx.now(), "owner": owner}
    number = tx.execute(tables.action_progress.insert().values(**values, **rest).returning(_L.id)).scalar_one()
    action_state.step_taken(tx, pm_id, action_id, number, state)


def remove_progress(tx: Transaction, pm_id: str, action_id: str, since: datetime) -> None:
    """Delete the entries about this action's state since then: an answer in a review replaces the one before it.

    Entries about its owner stay.
    """
    mine = _L.postmortem_id == pm_id, _L.action_id == action_id, _L.at >= since
    if tx.execute(tables.action_progress.delete().where(*mine, _L.state.in_((*STATES, DATED)))).rowcount:
        action_state.log_changed(tx, pm_id, action_id)


def update_texts(
    tx: Transaction, pm_id: str, action_id: str, since: datetime, *, note: str = "", evidence: str = ""
) -> None:
    """Change the texts of the latest entry since then: a sentence that is still being written."""
    mine = _L.postmortem_id == pm_id, _L.action_id == action_id, _L.at >= since
    newest = select(func.max(_L.id)).where(*mine, _L.state.in_((*STATES, DATED))).scalar_subquery()
    tx.execute(tables.action_progress.update().where(_L.id == newest).values(note=note, evidence=evidence))


def progress(tx: Transaction, pm_id: str, action_id: str) -> list[Progress]:
    """The whole log of one action, oldest first."""
    return histories(tx, [(pm_id, action_id)]).get((pm_id, action_id), [])


def histories(tx: Transaction, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Progress]]:
    """The logs of these actions (postmortem id, action id), each oldest first, in one query for all of them."""
    columns = _L.state, _L.note, _L.evidence, _L.due, _L.visitor_id, _L.at, _L.owner
    statement = select(_L.postmortem_id, _L.action_id, *columns).order_by(_L.id)
    incidents = {pm_id for pm_id, _ in keys}
    if len(keys) == 1:
        statement = statement.where(_L.action_id == keys[0][1])
    if len(incidents) <= _MOST_KEYS:
        statement = statement.where(_L.postmortem_id.in_(sorted(incidents)))
    found: dict[tuple[str, str], list[Progress]] = {key: [] for key in keys}
    for pm_id, action_id, *rest in tx.execute(statement):
        if (pm_id, action_id) in found:
            found[pm_id, action_id].append(Progress(*rest))
    return found
