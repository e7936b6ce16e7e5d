"""Who may do what, asked again in the transaction that does it.

A page or a socket may hold a Member that was read a while ago; what counts is the database now.
"""

from core.domain.roles import Deed, Role, require
from core.errors import NotFound, NotMember, WorkspaceLocked
from core.services.app import App
from core.store import members, postmortems, visitors
from core.store.members import Member
from core.store.postmortems import PostmortemRow
from core.store.transaction import Transaction
from core.store.visitors import Visitor

_TRASHED = "This postmortem is in the trash. Someone with the workspace can restore it from Home."


def standing(tx: Transaction, pm_id: str) -> PostmortemRow:
    """The postmortem, if it exists and is not in the trash; NotFound otherwise."""
    row = postmortems.get(tx, pm_id)
    if row is None:
        raise NotFound()
    if row.trashed_at is not None:
        raise NotFound(_TRASHED)
    return row


def member_now(tx: Transaction, pm_id: str, visitor_id: str) -> Member:
    """The membership as it is now. NotMember for strangers and the removed, also when the id names nothing."""
    found = members.member(tx, pm_id, visitor_id)
    if found is None:
        raise NotMember()
    standing(tx, pm_id)
    return found


def may_now(tx: Transaction, member: Member, deed: Deed) -> Member:
    """The member as it is now, if its role allows the deed; NotMember or NotAllowed otherwise."""
    now = member_now(tx, member.postmortem_id, member.visitor_id)
    require(Role(now.role), deed)
    return now


def in_workspace(app: App, tx: Transaction, visitor_id: str) -> bool:
    """Whether the visitor may use home, archive and the like. In the open mode the doors checked the address."""
    if app.settings.decided_access == "open":
        return True
    found = visitors.visitor(tx, visitor_id)
    return found is not None and found.workspace


def require_workspace(app: App, tx: Transaction, by: Visitor | None) -> None:
    """``by`` None is whoever runs the command line on the server: they hold the database already."""
    if by is not None and not in_workspace(app, tx, by.id):
        raise WorkspaceLocked()


def require_writing(app: App, tx: Transaction, pm_id: str, by: Visitor | None) -> PostmortemRow:
    """A member who may write, anybody in the workspace, or the operator. Returns the postmortem."""
    return require_deed(app, tx, pm_id, by, Deed.WRITE)


def require_deed(app: App, tx: Transaction, pm_id: str, by: Visitor | None, deed: Deed) -> PostmortemRow:
    """A member whose role allows it, anybody in the workspace, or the operator. Returns the postmortem."""
    if by is not None and not in_workspace(app, tx, by.id):
        require(Role(member_now(tx, pm_id, by.id).role), deed)
    return standing(tx, pm_id)
