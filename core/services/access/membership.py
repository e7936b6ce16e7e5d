"""Who is in a meeting and as what: looked up at every page, socket and command, changed by facilitators."""

from core.domain.audit import AuditEvent
from core.domain.people.workspace_role import role_in_meetings
from core.domain.permissions import Permission, Role
from core.errors import NotAllowed, NotMember
from core.services.access.invitations import renew
from core.services.access.visitors import distinguishable_name, visitor_in
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import (
    audience_of,
    has_workspace_access,
    locked,
    require_known,
    require_member,
    require_member_permission,
    require_postmortem,
)
from core.store import closed
from core.store.database.transaction import Transaction
from core.store.inbound import groups
from core.store.people import members, visitors
from core.store.people.members import Member
from core.store.people.visitors import Visitor


def member(app: App, visitor: Visitor | None, pm_id: str) -> Member:
    """The visitor's membership now. Raises NotMember, or NotFound for a member when it is in the trash."""
    if visitor is None:
        raise NotMember()
    with app.db.read() as tx:
        return require_member(tx, pm_id, visitor.id)


def admission(app: App, token: str | None, pm_id: str) -> tuple[Visitor | None, Member | None]:
    """Whose cookie this is and their membership now, in one read: a crowd at the door is asked nothing twice.

    Raises NotFound for a member when the postmortem is in the trash.
    """
    with app.db.read() as tx:
        visitor = visitor_in(tx, token)
        if visitor is None:
            return None, None
        try:
            return visitor, require_member(tx, pm_id, visitor.id)
        except NotMember:
            return visitor, None


def in_any_meeting(app: App, visitor: Visitor | None) -> bool:
    """Whether the visitor is a guest of some meeting here, and so may read what belongs to none: the guide."""
    if visitor is None:
        return False
    with app.db.read() as tx:
        return bool(members.meetings_of(tx, visitor.id))


def belongs_here(app: App, visitor: Visitor) -> bool:
    """Whether the visitor came in through a link, a code or the key: into a meeting or into the workspace."""
    with app.db.read() as tx:
        return has_workspace_access(app, tx, visitor.id) or bool(members.meetings_of(tx, visitor.id))


def join_from_workspace(app: App, visitor: Visitor, pm_id: str, *, screen: bool = False) -> Member:
    """Come into a meeting from the workspace: who made it as facilitator, others as participants, or as whatever
    their groups at the provider make of them. Of one that an alert opened the first who comes is the facilitator.

    ``screen``: with the shared screen only, which is nobody until the same browser opens the room.

    Raises WorkspaceLocked for someone who is not inside, NotFound, or NotMember for someone who was removed.
    """
    with app.db.write() as tx:
        if not has_workspace_access(app, tx, visitor.id):
            raise locked(app)
        tx.audience = audience_of(visitor)
        row = require_postmortem(tx, pm_id)
        before = members.member(tx, pm_id, visitor.id)
        maker = row.created_by == visitor.id
        role = Role.FACILITATOR if maker else Role.SCREEN if screen else _role(app, tx, visitor.id)
        if role == Role.PARTICIPANT and row.created_by is None and _has_no_lead(tx, pm_id):
            role = Role.FACILITATOR
        if before is None:
            distinguishable_name(tx, visitors.known(tx, visitor.id), pm_id)
            note(tx, AuditEvent.CAME_IN, pm_id, visitor.id, role)
        keeps = before is not None and before.role != Role.SCREEN
        joined = members.join(tx, pm_id, visitor.id, before.role if before is not None and keeps else role)
    if before is None or joined.role != before.role:
        app.change_bus.publish("members", pm_id)
    return joined


def _role(app: App, tx: Transaction, visitor_id: str) -> Role:
    now = visitors.visitor(tx, visitor_id)
    if app.settings.decided_access != "oidc" or now is None:
        return Role.PARTICIPANT
    return role_in_meetings(now.role)


def _has_no_lead(tx: Transaction, pm_id: str) -> bool:
    """Nobody made it, so nobody could start its meeting."""
    opened = groups.opening(tx, pm_id) is not None
    return opened and not any(other.role == Role.FACILITATOR for other in members.members(tx, pm_id))


def remove(app: App, by: Member, pm_id: str, visitor_id: str) -> None:
    """Take somebody out of the meeting. Links and code are renewed, so that the old ones do not let them back in.

    Facilitators only; nobody can take out themselves. Raises NotAllowed, NotMember.
    """
    with app.db.write() as tx:
        if by.postmortem_id != pm_id:
            raise NotMember()
        require_member_permission(tx, by, Permission.REMOVE)
        if visitor_id == by.visitor_id:
            raise NotAllowed("You cannot take yourself out. Hand over to somebody else first, then close the page.")
        members.remove(tx, pm_id, visitor_id)
        closed.forget(tx, pm_id, visitor_id)
        note(tx, AuditEvent.REMOVED, pm_id, by.visitor_id)
        renew(tx, pm_id)
    app.change_bus.publish("members", pm_id)


def people(app: App, pm_id: str) -> list[Member]:
    """Everybody who is in the meeting now, in the order of joining."""
    with app.db.read() as tx:
        require_known(tx, pm_id)
        return members.members(tx, pm_id)
