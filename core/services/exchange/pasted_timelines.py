"""Pasted texts and files as rows of a timeline: what they are read with, and how rows are added from outside the board.

The room adds its rows itself, in the document of whoever pasted. Not here: how a text is read
(``core.domain.timeline``).
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.document.edit import add_rows
from core.domain.content.timeline import first, in_order
from core.domain.dates.zones import day_in, zone_named
from core.domain.postmortem import Postmortem, TimelineKind
from core.domain.timeline import ReadingContext, TimelineEvent, TimelineReading, read_timeline
from core.domain.timeline.row_values import timeline_rows
from core.errors import BadInput, NotFound
from core.services.app import App
from core.services.authority import require_postmortem, require_writing
from core.services.documents.document_store import edit_in
from core.services.documents.records import postmortem_of
from core.store import postmortems
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

MOST_ROWS = 500
TOO_MANY = f"That is more than {MOST_ROWS} rows at once. Add them in parts, or keep the file and link to it."


def read_for(app: App, pm_id: str, text: str, zone: str = "", answers: dict[str, str] | None = None) -> TimelineReading:
    """A text read as somebody in this postmortem's room means it, pasted now. Raises NotFound, TooLarge.

    ``zone`` is what the board shows now, or what was chosen for these rows; else the one that is on record.
    """
    with app.db.read() as tx:
        context = context_of(tx, pm_id, zone)
    return read_timeline(text, replace(context, answers=answers or {}))


def context_of(tx: Transaction, pm_id: str, zone: str = "") -> ReadingContext:
    """Zone, day and start of the incident, as far as the postmortem knows them; now is the moment of pasting."""
    row = require_postmortem(tx, pm_id)
    record = postmortems.record(tx, pm_id)
    postmortem = postmortem_of(record) if record else None
    chosen = zone if zone_named(zone) else row.zone
    started, earliest = _times(postmortem)
    return ReadingContext(chosen, day_in(chosen, started or earliest or tx.now()), tx.now(), started)


def _times(postmortem: Postmortem | None) -> tuple[datetime | None, datetime | None]:
    if postmortem is None:
        return None, None
    started = first(postmortem.timeline, TimelineKind.STARTED)
    earliest = next((row.at for row in in_order(postmortem.timeline) if row.at is not None), None)
    return (started.at if started else None), earliest


def add_events(app: App, pm_id: str, events: Sequence[TimelineEvent], by: Visitor | None) -> int:
    """Add a row for each event, at the end of the list; rooms that are open see them at once. Returns their number.

    ``by`` None is the operator. Raises NotFound, NotMember, NotAllowed, BadInput for too many rows.
    """
    if len(events) > MOST_ROWS:
        raise BadInput(TOO_MANY)
    rows = timeline_rows(events, lambda: f"t_{secrets.token_hex(8)}")
    with app.db.write() as tx:
        require_writing(app, tx, pm_id, by)
        changed = edit_in(tx, pm_id, add_rows("timeline", rows), by.id if by else None)
    if changed:
        app.change_bus.publish("doc", pm_id)
        app.change_bus.publish("record", pm_id)
    return len(rows)


def known_context(app: App, pm_id: str) -> ReadingContext:
    """The same for the command line. Raises NotFound with where to find ids."""
    try:
        with app.db.read() as tx:
            return context_of(tx, pm_id)
    except NotFound:
        raise NotFound(f"There is no postmortem {pm_id[:40]}. `debrief list` shows all ids.") from None
