"""Permission checks of the services, made in the transaction that uses them.

A page or a socket may hold a Member that was read a while ago; the database decides. ``require_*`` raise the errors of
``core.errors``: NotFound, NotMember, NotAllowed, WorkspaceLocked. From a check on the transaction reads for whom was
checked: a closed postmortem then exists in it if they were named, and else is answered like one that never was.
"""

from core.domain.people.workspace_role import may_change_workspace, may_read_workspace
from core.domain.permissions import Permission, Role, require
from core.errors import NotAllowed, NotFound, NotMember, WorkspaceLocked
from core.services.app import App
from core.store import closed, postmortems
from core.store.database.audience import UNRESTRICTED, Audience
from core.store.database.transaction import Transaction
from core.store.people import members, visitors
from core.store.people.members import Member
from core.store.people.visitors import Visitor
from core.store.postmortems import PostmortemRow

_READS_ONLY = (
    "You read along in this workspace. Ask somebody who may change it, or whoever runs Debrief for another role."
)
_SIGN_IN = "This part is the workspace's. Sign in to open it, or join a meeting with its code."
_TRASHED = "This postmortem is in the trash. Someone with the workspace can restore it from Home."


def audience_of(by: Visitor | None) -> Audience:
    """``by`` None is the operator, on the command line of the server."""
    return UNRESTRICTED if by is None else Audience(by.id)


def require_postmortem(tx: Transaction, pm_id: str) -> PostmortemRow:
    """The postmortem, if it exists for whom the transaction reads and is not in the trash; NotFound otherwise."""
    row = postmortems.get(tx, pm_id)
    if row is None:
        raise NotFound()
    if row.trashed_at is not None:
        raise NotFound(_TRASHED)
    return row


def require_known(tx: Transaction, pm_id: str) -> None:
    """NotFound unless it exists for whom the transaction reads; it may be in the trash."""
    if not closed.is_visible(tx, pm_id):
        raise NotFound()


def require_member(tx: Transaction, pm_id: str, visitor_id: str) -> Member:
    """The membership as it is now. NotMember for anybody else, also when there is no such postmortem, and
    for whoever was not named in a closed one."""
    tx.audience = Audience(visitor_id)
    found = members.member(tx, pm_id, visitor_id)
    if found is None:
        raise NotMember()
    require_postmortem(tx, pm_id)
    return found


def require_member_permission(tx: Transaction, member: Member, permission: Permission) -> Member:
    """The member as it is now, if its role has the permission; NotMember or NotAllowed otherwise."""
    now = require_member(tx, member.postmortem_id, member.visitor_id)
    require(Role(now.role), permission)
    return now


def is_inside(app: App, visitor: Visitor) -> bool:
    """Whether somebody came into the workspace in the way that it is entered here: by its key, or by signing in."""
    if app.settings.decided_access == "oidc":
        return may_read_workspace(visitor.role)
    return visitor.workspace


def may_change(app: App, visitor: Visitor) -> bool:
    """Whether the visitor may change things in the workspace: all who are inside, except those who only read there."""
    if app.settings.decided_access == "oidc":
        return may_change_workspace(visitor.role)
    return visitor.workspace


def has_workspace_access(app: App, tx: Transaction, visitor_id: str) -> bool:
    """Whether the visitor may read Home, Archive and the like. In open mode the address has been checked before."""
    if app.settings.decided_access == "open":
        return True
    found = visitors.visitor(tx, visitor_id)
    return found is not None and is_inside(app, found)


def may_change_workspace_now(app: App, tx: Transaction, visitor_id: str) -> bool:
    """The same for changing."""
    if app.settings.decided_access == "open":
        return True
    found = visitors.visitor(tx, visitor_id)
    return found is not None and may_change(app, found)


def locked(app: App) -> WorkspaceLocked:
    """The refusal for whoever is not inside, with the way in that there is here."""
    return WorkspaceLocked(_SIGN_IN if app.settings.decided_access == "oidc" else None)


def reads_only() -> NotAllowed:
    """The refusal for whoever may look at the workspace and no more."""
    return NotAllowed(_READS_ONLY)


def require_workspace(app: App, tx: Transaction, by: Visitor | None) -> None:
    """To change something. ``by`` None is the operator, on the command line of the server, who may do everything."""
    tx.audience = audience_of(by)
    if by is None or may_change_workspace_now(app, tx, by.id):
        return
    raise reads_only() if has_workspace_access(app, tx, by.id) else locked(app)


def require_workspace_reading(app: App, tx: Transaction, by: Visitor | None) -> None:
    """The same for reading."""
    tx.audience = audience_of(by)
    if by is not None and not has_workspace_access(app, tx, by.id):
        raise locked(app)


def require_writing(app: App, tx: Transaction, pm_id: str, by: Visitor | None) -> PostmortemRow:
    """A member who may write, anybody in the workspace, or the operator. Returns the postmortem."""
    return require_visitor_permission(app, tx, pm_id, by, Permission.WRITE)


def require_visitor_permission(
    app: App, tx: Transaction, pm_id: str, by: Visitor | None, permission: Permission
) -> PostmortemRow:
    """A member whose role has the permission, anybody who may change the workspace, or the operator.

    Returns the postmortem.
    """
    tx.audience = audience_of(by)
    if by is not None and not may_change_workspace_now(app, tx, by.id):
        reads = has_workspace_access(app, tx, by.id) and members.member(tx, pm_id, by.id) is None
        require(Role.VIEWER if reads else Role(require_member(tx, pm_id, by.id).role), permission)
    return require_postmortem(tx, pm_id)
