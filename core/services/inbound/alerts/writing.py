"""The lines of alerts in the document: a new postmortem, or rows behind those that are there, also while people type.

Each line is noted as told in the same transaction that writes it, so that repeats, retries and two servers at once
write it once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.document.edit import add_rows, all_of
from core.document.labels import add_labels
from core.domain.alerts.reading import AlertReading
from core.domain.audit import AuditEvent
from core.domain.clock.state import Meeting
from core.domain.dates.zones import zone_named
from core.domain.inbound.alert_rows import KeyedRow, Origin, digest, left_out_row, timeline_rows
from core.domain.inbound.limits import MOST_ROWS
from core.domain.postmortem import TimelineRow
from core.errors import NotFound
from core.services.access.closing import close_like
from core.services.audit.noting import note_as
from core.services.documents.document_store import append_in
from core.services.meetings.plans import team_plan_in
from core.services.postmortems.creating import create_from, started_with
from core.store import postmortems
from core.store.database.audience import UNRESTRICTED
from core.store.database.transaction import Transaction
from core.store.inbound import groups

SERVICES = "services"


@dataclass(frozen=True)
class Told:
    """A reading and where it came from."""

    reading: AlertReading
    origin: Origin


def write(tx: Transaction, pm_id: str, told: Sequence[Told]) -> bool:
    """Put what these tell into the postmortem, which is made when it is not there yet. False when nothing changed.

    The record of one that was there is made afterwards (``document_store.catch_up``): a long document takes a while to
    be read, and everybody who types would wait for this transaction. Raises NotFound when it was deleted meanwhile.
    """
    tx.take_turns(f"inbound write {pm_id}")
    tx.audience = UNRESTRICTED  # where it belongs was decided before, and it may have been closed since
    if postmortems.get(tx, pm_id) is not None:
        return _append(tx, pm_id, told)
    first = told[0]
    if not groups.tell(tx, first.origin.source, pm_id, [digest("made", pm_id)]):
        raise NotFound()
    rows = _untold(tx, pm_id, told[:1], opening=True)
    zone = groups.usual_zone(tx)
    content = started_with(first.reading.title, None, None, zone if zone_named(zone) else "UTC", tx.now())
    content = content.model_copy(update={"timeline": rows, "services": first.reading.services})
    create_from(tx, content, meeting=Meeting(plan=team_plan_in(tx)), pm_id=pm_id)
    note_as(tx, AuditEvent.OPENED, pm_id, None, "an alert", first.origin.source)
    earlier = groups.opened_before(tx, first.origin.source, first.origin.group_key, pm_id)
    if earlier is not None:  # what only a few may know of is not told to everybody because it came back
        close_like(tx, pm_id, earlier)
    _append(tx, pm_id, told[1:])
    return True


def _append(tx: Transaction, pm_id: str, told: Sequence[Told]) -> bool:
    rows = _untold(tx, pm_id, told, opening=False)
    if not rows:
        return False
    services = {name for item in told for name in item.reading.services}
    return append_in(tx, pm_id, all_of(add_rows("timeline", rows), add_labels(SERVICES, services)), None)


def _untold(tx: Transaction, pm_id: str, told: Sequence[Told], *, opening: bool) -> tuple[TimelineRow, ...]:
    """The rows that nobody has told before, each once, and not more than fit.

    All of them are asked about together: in a storm a round has a dozen bodies of one group, and whoever types waits
    for this transaction. They are of one source.
    """
    if not told:
        return ()
    source, last = told[0].origin.source, told[-1].origin
    rows: dict[str, KeyedRow] = {}
    for item in told:
        for row in timeline_rows(item.reading, item.origin, pm_id, opening=opening):
            rows.setdefault(row.key, row)
    known = groups.told(tx, source, rows)
    fresh = [row for key, row in rows.items() if key not in known]
    if not fresh:
        return ()
    kept = fresh[: max(MOST_ROWS - groups.told_in(tx, pm_id), 0)]
    if len(fresh) > len(kept):
        kept.append(left_out_row(fresh[-1].row.at, last, pm_id))
    new = groups.tell(tx, source, pm_id, [row.key for row in kept])
    return tuple(row.row for row in kept if row.key in new)
