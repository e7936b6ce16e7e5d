"""Opening a review and cancelling one that has not started.

Its clock takes the same commands as any meeting's (``meeting_clock.run_command``); what people answer in it is in
``answers``.
"""

from core.domain.audit import AuditEvent
from core.domain.permissions import Permission, Role
from core.errors import Conflict, WorkspaceLocked
from core.services.access.membership import join_from_workspace
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import has_workspace_access, require_member, require_member_permission, require_postmortem
from core.services.reviews import review_clock
from core.store import meetings, reviews
from core.store.people import members
from core.store.people.members import Member
from core.store.people.visitors import Visitor


def open_review(app: App, pm_id: str, by: Visitor) -> Member:
    """Open the room for a review; whoever opens it facilitates. Returns their membership.

    For those who take part, and anybody in the workspace. Raises NotAllowed for readers, Conflict while the meeting
    runs or a review is open already.
    """
    member = _member_or_join(app, pm_id, by)
    with app.db.write() as tx:
        require_member_permission(tx, member, Permission.TAKE_OVER)
        review_clock.create_review(tx, pm_id, by.id)
        members.set_role(tx, pm_id, by.id, Role.FACILITATOR)
        note(tx, AuditEvent.ROLE, pm_id, by.id, "opens a review")
        now = require_member(tx, pm_id, by.id)
    _publish(app, pm_id, "members")
    return now


def _member_or_join(app: App, pm_id: str, by: Visitor) -> Member:
    """The visitor's membership; somebody of the workspace becomes a member."""
    with app.db.read() as tx:
        require_postmortem(tx, pm_id)
        found = members.member(tx, pm_id, by.id)
        inside = has_workspace_access(app, tx, by.id)
    if found is not None:
        return found
    if not inside:
        raise WorkspaceLocked()
    return join_from_workspace(app, by, pm_id)


def cancel_review(app: App, pm_id: str, by: Member) -> None:
    """Take back the opening of a review that has not started. Earlier reviews keep their notes."""
    with app.db.write() as tx:
        require_member_permission(tx, by, Permission.RUN_CLOCK)
        clock = meetings.load_meeting(tx, pm_id, "review")
        if clock is None or clock.status != "lobby":
            raise Conflict("Only a review that has not started can be called off.")
        row = reviews.latest(tx, pm_id)
        if row is not None and row.finished_at is None:
            reviews.remove(tx, row.id)
        meetings.forget_meeting(tx, pm_id, "review")
    _publish(app, pm_id)


def _publish(app: App, pm_id: str, *more: str) -> None:
    for topic in ("meeting", *more):
        app.change_bus.publish(topic, pm_id)
