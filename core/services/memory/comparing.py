"""Two incidents side by side, for the workspace: read from their records in one transaction, the earlier one first."""

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.actions.action_view import ActionView
from core.domain.actions.overdue import is_closed
from core.domain.dates.zones import day_in
from core.domain.memory.comparison import ComparisonRow, Told, comparison
from core.domain.postmortem import Postmortem
from core.services.app import App
from core.services.authority import require_postmortem
from core.services.documents.document_store import project_in
from core.services.documents.records import postmortem_of
from core.services.memory.links import require_both
from core.store import actions, incident_links, meetings, postmortems
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor


@dataclass(frozen=True)
class Side:
    """``on`` is the day on which it happened, where it happened."""

    id: str
    title: str
    severity: str | None
    on: date


@dataclass(frozen=True)
class Comparison:
    """``open_before``: promised before the later one happened, and open still. ``linked`` in this order or the other.

    ``refused``: somebody said that they are not the same.
    """

    earlier: Side
    later: Side
    rows: tuple[ComparisonRow, ...]
    open_before: tuple[ActionView, ...]
    linked: bool
    refused: bool


def compare(app: App, pm_id: str, other_id: str, by: Visitor | None) -> Comparison:
    """The two, whichever order they are given in. Raises WorkspaceLocked, NotFound, BadInput for one and the same."""
    with app.db.read() as tx:
        require_both(app, tx, pm_id, other_id, by)
        missing = [side for side in (pm_id, other_id) if postmortems.record(tx, side) is None]
    if missing:
        with app.db.write() as tx:
            for side in missing:
                project_in(tx, side)
    with app.db.read() as tx:
        require_both(app, tx, pm_id, other_id, by)
        return _compared(tx, pm_id, other_id)


def _compared(tx: Transaction, pm_id: str, other_id: str) -> Comparison:
    first, second = sorted((require_postmortem(tx, side) for side in (pm_id, other_id)), key=_when)
    carried = {
        row.action_id: row.from_action_id
        for row in incident_links.carried_into(tx, second.id)
        if row.from_id == first.id
    }
    earlier = _told(tx, first, {}, promised_only=True)
    later = _told(tx, second, carried, promised_only=False)
    return Comparison(
        earlier=_side(first),
        later=_side(second),
        rows=comparison(earlier, later),
        open_before=tuple(row for row in earlier.actions if not is_closed(row.state)),
        linked=incident_links.is_linked(tx, first.id, second.id),
        refused=second.id in incident_links.not_the_same_as(tx, first.id),
    )


def _when(row: postmortems.PostmortemRow) -> tuple[datetime, datetime, str]:
    return row.started_at or row.created_at, row.created_at, row.id


def _side(row: postmortems.PostmortemRow) -> Side:
    return Side(row.id, row.title, row.severity, day_in(row.zone, row.started_at or row.created_at))


def _told(tx: Transaction, row: postmortems.PostmortemRow, carried: dict[str, str], *, promised_only: bool) -> Told:
    """``promised_only``: without actions of a meeting that has not ended."""
    record = postmortems.record(tx, row.id)
    meeting = meetings.load_meeting(tx, row.id)
    finished_at = meeting.finished_at if meeting else None
    return Told(
        postmortem=postmortem_of(record) if record else Postmortem(title=row.title),
        actions=tuple(actions.find(tx, ActionFilter(closed=None, pm_id=row.id, include_unfinished=not promised_only))),
        promised_on=day_in(row.zone, finished_at or row.started_at or row.created_at),
        today=day_in(row.zone, tx.now()),
        carried=carried,
    )
