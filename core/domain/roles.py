"""Who may do what in a meeting. Roles are per meeting; there are no accounts.

Several people can be facilitator at once. Nobody loses the role by themselves: it is taken over in one
click or handed on. Not here: how somebody gets into a meeting, and how a refusal is shown.
"""

from enum import StrEnum

from core.domain.clock import ChangePlan, Command, Finish, Reopen
from core.errors import NotAllowed


class Role(StrEnum):
    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    VIEWER = "viewer"


class Deed(StrEnum):
    READ = "read"
    WRITE = "write"
    EXPORT = "export"
    RUN_CLOCK = "run_clock"
    CHANGE_PLAN = "change_plan"
    FINISH = "finish"
    INVITE = "invite"
    REMOVE = "remove"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    SEE_LEFT_HINTS = "see_left_hints"
    PUBLISH = "publish"
    RESTORE = "restore"


_VIEWER = frozenset({Deed.READ, Deed.EXPORT})
_PARTICIPANT = _VIEWER | {Deed.WRITE, Deed.TAKE_OVER}

_MAY: dict[Role, frozenset[Deed]] = {
    Role.VIEWER: _VIEWER,
    Role.PARTICIPANT: _PARTICIPANT,
    Role.FACILITATOR: frozenset(Deed),
}

_REFUSALS: dict[Deed, str] = {
    Deed.WRITE: "You are reading along here. Ask a facilitator for the participant link if you want to write.",
    Deed.TAKE_OVER: "Only those who take part can take over. Ask a facilitator for the participant link.",
}
_ASK = "Only a facilitator can do this. Ask one, or take over if you run the meeting now."


def may(role: Role, deed: Deed) -> bool:
    return deed in _MAY[role]


def require(role: Role, deed: Deed) -> None:
    """Refuse with a sentence that says whom to ask."""
    if not may(role, deed):
        raise NotAllowed(_REFUSALS.get(deed, _ASK))


def deed_of(command: Command) -> Deed:
    """What a clock command asks for."""
    match command:
        case Finish() | Reopen():
            return Deed.FINISH
        case ChangePlan():
            return Deed.CHANGE_PLAN
    return Deed.RUN_CLOCK


def higher(one: Role, other: Role) -> Role:
    """The role that may do more; joining again never lowers a role."""
    return one if len(_MAY[one]) >= len(_MAY[other]) else other
