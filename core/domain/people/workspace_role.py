"""What somebody who signed in may do in the workspace. The provider's groups decide which; nobody chooses it here.

A role in one meeting is another thing: ``core.domain.permissions.Role``.
"""

from collections.abc import Iterable
from enum import StrEnum

from core.domain.permissions import Role


class WorkspaceRole(StrEnum):
    """In the order of how much each may do."""

    GUEST = "guest"
    """Known by name, and in the meetings whose link or code they have; the workspace stays closed."""
    VIEWER = "viewer"
    """Reads everything of the workspace and changes nothing of it."""
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    """Comes into every meeting as a facilitator."""


_RANKS = tuple(WorkspaceRole)


def highest(roles: Iterable[WorkspaceRole], default: WorkspaceRole) -> WorkspaceRole:
    """The one that allows most; ``default`` when there is none."""
    return max(roles, key=_RANKS.index, default=default)


def may_read_workspace(role: str) -> bool:
    return role in (WorkspaceRole.VIEWER, WorkspaceRole.PARTICIPANT, WorkspaceRole.FACILITATOR)


def may_change_workspace(role: str) -> bool:
    return role in (WorkspaceRole.PARTICIPANT, WorkspaceRole.FACILITATOR)


def role_in_meetings(role: str) -> Role:
    """As what somebody with this role comes into a meeting from the workspace."""
    if role == WorkspaceRole.FACILITATOR:
        return Role.FACILITATOR
    return Role.PARTICIPANT if role == WorkspaceRole.PARTICIPANT else Role.VIEWER
