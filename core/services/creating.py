"""How a postmortem comes to be: its row, its document, its first record, its clock and its code, in one transaction."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from core.document.seed import seed
from core.domain import join_code
from core.domain.clock import Meeting
from core.domain.postmortem import ChecklistRow, FollowUp, Postmortem, Severity, TimelineKind, TimelineRow
from core.domain.roles import Role
from core.domain.template import CHECKLIST
from core.services.records import record_of, shown_title
from core.store import invites, meetings, members, postmortems, updates
from core.store.transaction import Transaction
from core.store.updates import NewUpdate
from core.store.visitors import Visitor

REVIEW_AFTER: Final = timedelta(days=14)


def started_with(
    title: str, severity: Severity | None, started_at: datetime | None, zone: str, now: datetime
) -> Postmortem:
    """What a new postmortem says before anybody typed: the checklist, a review in two weeks, the start if known."""
    beginning = TimelineRow(id="t_started", text="The incident started.", at=started_at, kind=TimelineKind.STARTED)
    return Postmortem(
        title=title,
        severity=severity,
        zone=zone,
        timeline=(beginning,) if started_at is not None else (),
        follow_up=FollowUp(
            review_on=(now + REVIEW_AFTER).date(),
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
) -> str:
    """Store a new postmortem that says exactly this. ``by`` becomes its facilitator. Returns its id."""
    pm_id, maker = secrets.token_hex(8), by.id if by else None
    title = shown_title(postmortem.title)
    postmortems.create(tx, pm_id, title, created_by=maker, example=example, zone=postmortem.zone)
    doc = updates.create_doc(tx, secrets.token_hex(8), pm_id)
    (last_id,) = updates.append(tx, [NewUpdate(doc.id, doc.epoch, maker, seed(postmortem))])
    postmortems.save_record(tx, pm_id, record_of(postmortem), last_id)
    meetings.save_meeting(tx, pm_id, meeting or Meeting(), None)
    invites.new_code(tx, pm_id, join_code.new(), None)
    if by is not None:
        members.join(tx, pm_id, by.id, Role.FACILITATOR)
    return pm_id
