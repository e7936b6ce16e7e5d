"""Permission checks of the services, made in the transaction that uses them.

A page or a socket may hold a Member that was read a while ago; the database decides. ``require_*`` raise the errors of
``core.errors``: NotFound, NotMember, NotAllowed, WorkspaceLocked.
"""

from core.domain.permissions import Permission, Role, require
from core.errors import NotFound, NotMember, WorkspaceLocked
from core.services.app import App
from core.store import postmortems
from core.store.database.transaction import Transaction
from core.store.people import members, visitors
from core.store.people.members import Member
from core.store.people.visitors import Visitor
from core.store.postmortems import PostmortemRow

_TRASHED = "This postmortem is in the trash. Someone with the workspace can restore it from Home."


def require_postmortem(tx: Transaction, pm_id: str) -> PostmortemRow:
    """The postmortem, if it exists and is not in the trash; NotFound otherwise."""
    row = postmortems.get(tx, pm_id)
    if row is None:
        raise NotFound()
    if row.trashed_at is not None:
        raise NotFound(_TRASHED)
    return row


def require_member(tx: Transaction, pm_id: str, visitor_id: str) -> Member:
    """The membership as it is now. NotMember for anybody else, also when there is no such postmortem."""
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


def has_workspace_access(app: App, tx: Transaction, visitor_id: str) -> bool:
    """Whether the visitor may use Home, Archive and the like. In open mode AccessMiddleware has checked the address."""
    if app.settings.decided_access == "open":
        return True
    found = visitors.visitor(tx, visitor_id)
    return found is not None and found.workspace


def require_workspace(app: App, tx: Transaction, by: Visitor | None) -> None:
    """``by`` None is the operator, on the command line of the server, who may do everything."""
    if by is not None and not has_workspace_access(app, tx, by.id):
        raise WorkspaceLocked()


def require_writing(app: App, tx: Transaction, pm_id: str, by: Visitor | None) -> PostmortemRow:
    """A member who may write, anybody in the workspace, or the operator. Returns the postmortem."""
    return require_visitor_permission(app, tx, pm_id, by, Permission.WRITE)


def require_visitor_permission(
    app: App, tx: Transaction, pm_id: str, by: Visitor | None, permission: Permission
) -> PostmortemRow:
    """A member whose role has the permission, anybody in the workspace, or the operator. Returns the postmortem."""
    if by is not None and not has_workspace_access(app, tx, by.id):
        require(Role(require_member(tx, pm_id, by.id).role), permission)
    return require_postmortem(tx, pm_id)
