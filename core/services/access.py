"""The one door to everything about access: visitors, the workspace, invitations, membership.

The rooms behind it are the modules named here; callers need to know only this one.
"""

from core.services.invitations import Entered, Links, enter_code, enter_link, links, links_for, new_links
from core.services.membership import in_any_meeting, join_from_workspace, member, people, remove
from core.services.visitors import rename, visitor, welcome
from core.services.workspace import enter_workspace, has_workspace, rotate_workspace, workspace_link
from core.store.members import Member
from core.store.visitors import Visitor

__all__ = [
    "Entered",
    "Links",
    "Member",
    "Visitor",
    "enter_code",
    "enter_link",
    "enter_workspace",
    "has_workspace",
    "in_any_meeting",
    "join_from_workspace",
    "links",
    "links_for",
    "member",
    "new_links",
    "people",
    "remove",
    "rename",
    "rotate_workspace",
    "visitor",
    "welcome",
    "workspace_link",
]
