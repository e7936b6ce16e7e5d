"""Linking incidents: "recurrence of", "not the same", and what a facilitator shows of it to the room.

A link names another incident, so everything here is for the workspace. Guests learn of a link when a facilitator of the
workspace shows it, and never by anything else (``audience``).
"""

from core.document.edit import set_row_value
from core.domain.permissions import Permission
from core.domain.template import CHECKLIST_FIELD
from core.domain.template.notes import SIMILAR_LINKED
from core.errors import BadInput, Conflict, NotFound, WorkspaceLocked
from core.services.app import App
from core.services.authority import (
    has_workspace_access,
    require_member_permission,
    require_postmortem,
    require_workspace,
)
from core.services.documents.document_store import edit_in
from core.services.documents.records import postmortem_of
from core.store import incident_links, postmortems
from core.store.database.transaction import Transaction
from core.store.people.members import Member
from core.store.people.visitors import Visitor

ITSELF = "An incident cannot be linked with itself. Choose another one."
OTHER_WAY_ROUND = "The two are linked the other way round already. Take that link away first."
NOT_LINKED = "These two are not linked. Reload the page to see what is."
GONE = "The other postmortem is not there any more. Reload the page."
INSIDE_ONLY = "What happened earlier is the workspace's. Ask somebody inside to show it."


def link(app: App, pm_id: str, earlier_id: str, by: Visitor | None) -> bool:
    """Say that ``pm_id`` is a recurrence of ``earlier_id``. False when that was known. Ticks the checklist's line.

    Raises WorkspaceLocked, NotFound, BadInput, and Conflict for a circle.
    """
    with app.db.write() as tx:
        incident_links.take_turns(tx)
        require_both(app, tx, pm_id, earlier_id, by)
        if incident_links.leads_to(tx, earlier_id, pm_id):
            raise Conflict(OTHER_WAY_ROUND)
        made = incident_links.link(tx, pm_id, earlier_id, by.id if by else None)
        if made:
            _tick_in(tx, pm_id, by, done=True)
    if made:
        _publish(app, pm_id, earlier_id)
    return made


def unlink(app: App, pm_id: str, other_id: str, by: Visitor | None) -> None:
    """Take a link away, from either end: times that were set later may say that the other one was first.

    Raises WorkspaceLocked, NotFound, and Conflict when there is none.
    """
    with app.db.write() as tx:
        incident_links.take_turns(tx)
        require_workspace(app, tx, by)
        require_postmortem(tx, pm_id)
        ends = (pm_id, other_id), (other_id, pm_id)
        parted = [(later, earlier) for later, earlier in ends if incident_links.unlink(tx, later, earlier)]
        if not parted:
            raise Conflict(NOT_LINKED)
        for later, _ in parted:
            _untick_in(tx, later, by)
    for later, earlier in parted:
        _publish(app, later, earlier)


def say_not_the_same(app: App, pm_id: str, other_id: str, by: Visitor | None) -> None:
    """Remember that the two are not the same: neither is shown beside the other again. It takes a link away."""
    with app.db.write() as tx:
        incident_links.take_turns(tx)
        require_both(app, tx, pm_id, other_id, by)
        parted = incident_links.say_not_the_same(tx, pm_id, other_id, by.id if by else None)
        for later in parted:
            _untick_in(tx, later, by)
    for later in parted:
        _publish(app, later, other_id if later == pm_id else pm_id)


def forget_not_the_same(app: App, pm_id: str, other_id: str, by: Visitor | None) -> None:
    """Take the answer back. Doing so twice changes nothing."""
    with app.db.write() as tx:
        require_both(app, tx, pm_id, other_id, by)
        incident_links.forget_not_the_same(tx, pm_id, other_id)


def show(app: App, member: Member, earlier_id: str) -> None:
    """Show the earlier incident's title and day to the room: on Present, to guests, and in their files from now on.

    For facilitators who are in the workspace themselves. Raises NotAllowed, NotMember, WorkspaceLocked, Conflict.
    """
    _set_shown(app, member, earlier_id, shown=True)


def hide(app: App, member: Member, earlier_id: str) -> None:
    """Show it to the workspace only again. Raises what ``show`` does."""
    _set_shown(app, member, earlier_id, shown=False)


def require_both(app: App, tx: Transaction, pm_id: str, other_id: str, by: Visitor | None) -> None:
    """Somebody of the workspace, and two postmortems that are there. Raises WorkspaceLocked, BadInput, NotFound."""
    require_workspace(app, tx, by)
    require_postmortem(tx, pm_id)
    if pm_id == other_id:
        raise BadInput(ITSELF)
    try:
        require_postmortem(tx, other_id)
    except NotFound as error:
        raise NotFound(GONE) from error


def _set_shown(app: App, member: Member, earlier_id: str, *, shown: bool) -> None:
    with app.db.write() as tx:
        now = require_member_permission(tx, member, Permission.RUN_CLOCK)
        if not has_workspace_access(app, tx, now.visitor_id):
            raise WorkspaceLocked(INSIDE_ONLY)
        pm_id = member.postmortem_id
        if shown:
            changed = incident_links.show(tx, pm_id, earlier_id, now.visitor_id)
        else:
            changed = incident_links.hide(tx, pm_id, earlier_id)
        if not changed:
            raise Conflict(NOT_LINKED)
    app.change_bus.publish("meeting", pm_id)
    app.change_bus.publish("record", pm_id)


def _untick_in(tx: Transaction, pm_id: str, by: Visitor | None) -> None:
    """The last link is gone."""
    if not incident_links.earlier_of(tx, pm_id):
        _tick_in(tx, pm_id, by, done=False)


def _tick_in(tx: Transaction, pm_id: str, by: Visitor | None, *, done: bool) -> None:
    """Tick the checklist's line, wherever the team has put it; nothing where they wrote one of their own."""
    record = postmortems.record(tx, pm_id)
    for row in postmortem_of(record).follow_up.checklist if record else ():
        if row.text.strip() == SIMILAR_LINKED and row.done is not done:
            edit_in(tx, pm_id, set_row_value(CHECKLIST_FIELD, row.id, "done", done), by.id if by else None)


def _publish(app: App, pm_id: str, other_id: str) -> None:
    app.change_bus.publish("doc", pm_id)
    app.change_bus.publish("meeting", pm_id)  # what is shown to the room may be gone
    app.change_bus.publish("record", pm_id)
    app.change_bus.publish("record", other_id)
