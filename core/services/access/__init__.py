"""Access: visitors, the workspace, invitations, membership. Callers import from here.

Each name lives in the module it is imported from below.
"""

from core.services.access.invitations import JoinLinks, JoinResult, enter_code, enter_link, links, links_for, new_links
from core.services.access.membership import (
    admission,
    belongs_here,
    in_any_meeting,
    join_from_workspace,
    member,
    people,
    remove,
)
from core.services.access.visitors import VISITOR_COOKIE, chosen_name, known_or_new_visitor, rename, visitor
from core.services.access.workspace import (
    enter_workspace,
    has_workspace,
    may_change_here,
    rotate_workspace,
    workspace_link,
)
from core.services.authority import audience_of, locked, reads_only
from core.store.database.audience import EVERYBODY, UNRESTRICTED, Audience
from core.store.people.members import Member
from core.store.people.visitors import Visitor

__all__ = [
    "EVERYBODY",
    "UNRESTRICTED",
    "VISITOR_COOKIE",
    "Audience",
    "JoinLinks",
    "JoinResult",
    "Member",
    "Visitor",
    "admission",
    "audience_of",
    "belongs_here",
    "chosen_name",
    "enter_code",
    "enter_link",
    "enter_workspace",
    "has_workspace",
    "in_any_meeting",
    "join_from_workspace",
    "known_or_new_visitor",
    "links",
    "links_for",
    "locked",
    "may_change_here",
    "member",
    "new_links",
    "people",
    "reads_only",
    "remove",
    "rename",
    "rotate_workspace",
    "visitor",
    "workspace_link",
]
