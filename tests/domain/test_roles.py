"""Roles: who may do what, for every role and every deed."""

import pytest

from core.domain.clock import state
from core.domain.permissions import Permission, Role, may, permission_for, require
from core.domain.postmortem import SectionId
from core.errors import NotAllowed

ONLY_FACILITATORS = {
    Permission.RUN_CLOCK,
    Permission.CHANGE_PLAN,
    Permission.FINISH,
    Permission.INVITE,
    Permission.REMOVE,
    Permission.HAND_OVER,
    Permission.SEE_LEFT_HINTS,
    Permission.PUBLISH,
    Permission.RESTORE,
    Permission.CLOSE,
    Permission.CHOOSE,
}


@pytest.mark.parametrize("deed", Permission)
def test_a_facilitator_may_do_everything(deed: Permission) -> None:
    """Whoever runs the meeting is never stopped by a missing right."""
    assert may(Role.FACILITATOR, deed)
    require(Role.FACILITATOR, deed)


@pytest.mark.parametrize("deed", Permission)
def test_a_participant_writes_and_can_take_over(deed: Permission) -> None:
    """A participant runs nothing, but the meeting never stands still because a facilitator left."""
    assert may(Role.PARTICIPANT, deed) == (deed not in ONLY_FACILITATORS)


@pytest.mark.parametrize("deed", Permission)
def test_a_viewer_only_reads(deed: Permission) -> None:
    """A viewer's link can be given to anybody: it changes nothing."""
    assert may(Role.VIEWER, deed) == (deed in {Permission.READ, Permission.EXPORT})


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.VIEWER])
@pytest.mark.parametrize("deed", Permission)
def test_a_refusal_says_whom_to_ask(role: Role, deed: Permission) -> None:
    """Nobody is left in front of a closed door without knowing who can open it."""
    if may(role, deed):
        require(role, deed)
        return
    with pytest.raises(NotAllowed) as refused:
        require(role, deed)
    assert "facilitator" in refused.value.sentence


def test_every_clock_command_asks_for_a_right_that_participants_lack() -> None:
    """Nobody but a facilitator moves the clock."""
    commands: list[state.Command] = [
        state.Start(seen=0),
        state.Pause(seen=0),
        state.Resume(seen=0),
        state.Next(seen=0),
        state.Back(seen=0),
        state.Jump(seen=0, section=SectionId.ACTIONS),
        state.Adjust(seen=0, seconds=60),
        state.Rebalance(seen=0, loans=(state.Loan(section=SectionId.LESSONS, seconds=30),)),
        state.ChangePlan(seen=0, plan=state.DEFAULT_ITEMS),
        state.Finish(seen=0),
        state.Reopen(seen=0),
    ]
    assert {permission_for(command) for command in commands} == {
        Permission.RUN_CLOCK,
        Permission.CHANGE_PLAN,
        Permission.FINISH,
    }
    assert not any(may(Role.PARTICIPANT, permission_for(command)) for command in commands)
