"""Creating a postmortem: its row, its document, its first record, its clock and its code, in one transaction."""

import secrets
from datetime import datetime

from core.document.seed import seed
from core.domain.clock.state import Meeting
from core.domain.content.needs import STARTED
from core.domain.dates.zones import day_in
from core.domain.people import join_code
from core.domain.permissions import Role
from core.domain.postmortem import ChecklistRow, FollowUp, Postmortem, Severity, TimelineKind, TimelineRow
from core.domain.review import REVIEW_AFTER
from core.domain.template import CHECKLIST
from core.services.documents.records import record_of, shown_title
from core.store import document_updates, meetings, postmortems
from core.store.database.transaction import Transaction
from core.store.document_updates import NewUpdate
from core.store.people import invites, members
from core.store.people.visitors import Visitor


def started_with(
    title: str, severity: Severity | None, started_at: datetime | None, zone: str, now: datetime
) -> Postmortem:
    """The content of a new postmortem: the checklist, a review in two weeks, the start if known."""
    beginning = TimelineRow(id="t_started", text=STARTED, at=started_at, kind=TimelineKind.STARTED)
    return Postmortem(
        title=title,
        severity=severity,
        zone=zone,
        timeline=(beginning,) if started_at is not None else (),
        follow_up=FollowUp(
            review_on=day_in(zone, now + REVIEW_AFTER),
            checklist=tuple(ChecklistRow(id=row_id, text=text) for row_id, text in CHECKLIST),
        ),
    )


def create_from(
    tx: Transaction,
    postmortem: Postmortem,
    by: Visitor | None = None,
    *,
    example: bool = False,
    meeting: Meeting | None = None,
    promised: bool = False,
    pm_id: str = "",
    created_at: datetime | None = None,
) -> str:
    """Store a new postmortem that says exactly this. ``by`` becomes its facilitator. Returns its id.

    ``promised``: its actions are promises already, whatever becomes of a meeting here. ``pm_id`` and ``created_at``
    are those of an old report; otherwise a new id and now.
    """
    pm_id, maker = pm_id or secrets.token_hex(8), by.id if by else None
    title = shown_title(postmortem.title)
    postmortems.create(
        tx,
        pm_id,
        title,
        created_by=maker,
        example=example,
        promised=promised,
        zone=postmortem.zone,
        created_at=created_at,
    )
    doc = document_updates.create_doc(tx, secrets.token_hex(8), pm_id)
    (last_id,) = document_updates.append(tx, [NewUpdate(doc.id, doc.epoch, maker, seed(postmortem))])
    postmortems.save_record(tx, pm_id, record_of(postmortem), last_id, fresh=True)
    meetings.save_meeting(tx, pm_id, meeting or Meeting(), None)
    invites.new_code(tx, pm_id, join_code.new(), None)
    if by is not None:
        members.join(tx, pm_id, by.id, Role.FACILITATOR)
    return pm_id
