"""Access: visitors, the workspace, invitations, membership. Callers import from here.

Each name lives in the module it is imported from below.
"""

from core.services.access.coming_in import JoinResult
from core.services.access.invitations import (
    JoinLinks,
    enter_code,
    enter_link,
    link_entry,
    links,
    links_for,
    new_links,
)
from core.services.access.membership import (
    admission,
    belongs_here,
    in_any_meeting,
    join_from_workspace,
    member,
    people,
    remove,
)
from core.services.access.together import Entry, entered_together
from core.services.access.visitors import (
    VISITOR_COOKIE,
    chosen_name,
    known_or_new_visitor,
    newcomer_entry,
    rename,
    visitor,
)
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
    "Entry",
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
    "entered_together",
    "has_workspace",
    "in_any_meeting",
    "join_from_workspace",
    "known_or_new_visitor",
    "link_entry",
    "links",
    "links_for",
    "locked",
    "may_change_here",
    "member",
    "new_links",
    "newcomer_entry",
    "people",
    "reads_only",
    "remove",
    "rename",
    "rotate_workspace",
    "visitor",
    "workspace_link",
]
