"""What earlier incidents left open that came back since: for Home, and for the lobby before the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.domain.dates.zones import day_in
from core.export.meta import LinkedIncident
from core.services.app import App
from core.services.authority import require_postmortem, require_workspace_reading
from core.services.memory.audience import links_for
from core.store import actions, incident_links, postmortems
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor


@dataclass(frozen=True)
class LeftOpen:
    """``later_id`` is a recurrence of the earlier incident, of whose promised actions ``open`` are open still."""

    later_id: str
    earlier_id: str
    title: str
    on: date
    open: int


def left_open(app: App, pm_ids: Iterable[str], by: Visitor | None) -> tuple[LeftOpen, ...]:
    """Of the links of these postmortems, those of which something is still open. For the workspace.

    Raises WorkspaceLocked.
    """
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        found = (_left_open(tx, later, earlier) for later, earlier in incident_links.pairs_of(tx, pm_ids))
        return tuple(item for item in found if item.open)


def earlier_incidents(app: App, pm_id: str, by: Visitor | None) -> tuple[LeftOpen, ...]:
    """What this one is a recurrence of, with nothing open too. For the workspace. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace_reading(app, tx, by)
        return tuple(_left_open(tx, later, earlier) for later, earlier in incident_links.pairs_of(tx, [pm_id]))


def shown_to_everybody(app: App, pm_id: str) -> tuple[LinkedIncident, ...]:
    """What a facilitator showed to the room, by title and day. Raises NotFound.

    There is no check here: ask for it only for those who may be in the room.
    """
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        return links_for(tx, pm_id, inside=False)[0]


def _left_open(tx: Transaction, later: str, earlier: str) -> LeftOpen:
    row = postmortems.get(tx, earlier)
    if row is None:
        raise AssertionError("a link leads to a postmortem that is there")
    on = day_in(row.zone, row.started_at or row.created_at)
    return LeftOpen(later, earlier, row.title, on, actions.count(tx, ActionFilter(pm_id=earlier)))
