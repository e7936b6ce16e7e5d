"""Who may do what in a meeting. Roles are per meeting; there are no accounts.

Several people can be facilitator at once. Nobody loses the role by themselves: it is taken over in one
click or handed on. Not here: how somebody gets into a meeting, and how a refusal is shown.
"""

from enum import StrEnum

from core.domain.clock.state import ChangePlan, Command, Finish, Reopen
from core.errors import NotAllowed


class Role(StrEnum):
    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    VIEWER = "viewer"
    SCREEN = "screen"
    """A shared screen that somebody of the workspace opened: it reads, and is not a person."""


class Permission(StrEnum):
    READ = "read"
    WRITE = "write"
    EXPORT = "export"
    RUN_CLOCK = "run_clock"
    CHANGE_PLAN = "change_plan"
    CHOOSE = "choose"
    """The few actions that count: by a silent vote, or by hand."""
    FINISH = "finish"
    INVITE = "invite"
    REMOVE = "remove"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    SEE_LEFT_HINTS = "see_left_hints"
    PUBLISH = "publish"
    RESTORE = "restore"
    CLOSE = "close"
    """Say that only named people may know of it, and who they are."""


_VIEWER = frozenset({Permission.READ, Permission.EXPORT})
_PARTICIPANT = _VIEWER | {Permission.WRITE, Permission.TAKE_OVER}

_MAY: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.SCREEN: frozenset({Permission.READ}),
    Role.PARTICIPANT: _PARTICIPANT,
    Role.FACILITATOR: frozenset(Permission),
}

_REFUSALS: dict[Permission, str] = {
    Permission.WRITE: "You are reading along here. Ask a facilitator for the participant link if you want to write.",
    Permission.TAKE_OVER: "Only those who take part can take over. Ask a facilitator for the participant link.",
}
_ASK = "Only a facilitator can do this. Ask one, or take over if you run the meeting now."


def may(role: Role, deed: Permission) -> bool:
    return deed in _MAY[role]


def require(role: Role, deed: Permission) -> None:
    """Refuse with a sentence that says whom to ask."""
    if not may(role, deed):
        raise NotAllowed(_REFUSALS.get(deed, _ASK))


def permission_for(command: Command) -> Permission:
    """What a clock command asks for."""
    match command:
        case Finish() | Reopen():
            return Permission.FINISH
        case ChangePlan():
            return Permission.CHANGE_PLAN
    return Permission.RUN_CLOCK
