"""Roles: who may do what, for every role and every deed."""

import pytest

from core.domain import clock
from core.domain.postmortem import SectionId
from core.domain.roles import Deed, Role, deed_of, higher, may, require
from core.errors import NotAllowed

ONLY_FACILITATORS = {
    Deed.RUN_CLOCK,
    Deed.CHANGE_PLAN,
    Deed.FINISH,
    Deed.INVITE,
    Deed.REMOVE,
    Deed.HAND_OVER,
    Deed.SEE_LEFT_HINTS,
    Deed.PUBLISH,
    Deed.RESTORE,
}


@pytest.mark.parametrize("deed", Deed)
def test_a_facilitator_may_do_everything(deed: Deed) -> None:
    """Whoever runs the meeting is never stopped by a missing right."""
    assert may(Role.FACILITATOR, deed)
    require(Role.FACILITATOR, deed)


@pytest.mark.parametrize("deed", Deed)
def test_a_participant_writes_and_can_take_over(deed: Deed) -> None:
    """A participant runs nothing, but the meeting never stands still because a facilitator left."""
    assert may(Role.PARTICIPANT, deed) == (deed not in ONLY_FACILITATORS)


@pytest.mark.parametrize("deed", Deed)
def test_a_viewer_only_reads(deed: Deed) -> None:
    """A viewer's link can be given to anybody: it changes nothing."""
    assert may(Role.VIEWER, deed) == (deed in {Deed.READ, Deed.EXPORT})


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.VIEWER])
@pytest.mark.parametrize("deed", Deed)
def test_a_refusal_says_whom_to_ask(role: Role, deed: Deed) -> None:
    """Nobody is left in front of a closed door without knowing who can open it."""
    if may(role, deed):
        require(role, deed)
        return
    with pytest.raises(NotAllowed) as refused:
        require(role, deed)
    assert "facilitator" in refused.value.sentence


def test_every_clock_command_asks_for_a_right_that_participants_lack() -> None:
    """Nobody but a facilitator moves the clock."""
    commands: list[clock.Command] = [
        clock.Start(seen=0),
        clock.Pause(seen=0),
        clock.Resume(seen=0),
        clock.Next(seen=0),
        clock.Back(seen=0),
        clock.Jump(seen=0, section=SectionId.ACTIONS),
        clock.Adjust(seen=0, seconds=60),
        clock.Rebalance(seen=0, loans=(clock.Loan(section=SectionId.LESSONS, seconds=30),)),
        clock.ChangePlan(seen=0, plan=clock.DEFAULT_ITEMS),
        clock.Finish(seen=0),
        clock.Reopen(seen=0),
    ]
    assert {deed_of(command) for command in commands} == {Deed.RUN_CLOCK, Deed.CHANGE_PLAN, Deed.FINISH}
    assert not any(may(Role.PARTICIPANT, deed_of(command)) for command in commands)


@pytest.mark.parametrize("one", Role)
@pytest.mark.parametrize("other", Role)
def test_joining_again_never_lowers_a_role(one: Role, other: Role) -> None:
    """A facilitator who opens a viewer's link stays a facilitator."""
    best = higher(one, other)
    assert best == higher(other, one)
    assert all(may(best, deed) for deed in Deed if may(one, deed) or may(other, deed))
