"""What the clock says at a moment: the end, ahead or behind, the alarm, and where time could come from."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.clock.readings import (
    Alarm,
    ahead_behind,
    deadline,
    left,
    planned,
    projected_end,
    propose_rebalance,
    upcoming,
    visit,
    warning,
)
from core.domain.clock.state import Adjust, Finish, Jump, Meeting, Next, Pause, PlanItem, Start
from core.domain.clock.transitions import apply
from core.domain.postmortem import SectionId

S = SectionId
T0 = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def started() -> Meeting:
    return apply(Meeting(), Start(seen=0), T0)[0]


def after(m: Meeting, seconds: float) -> Meeting:
    """One section further."""
    return apply(m, Next(seen=m.version), at(seconds))[0]


def test_in_the_lobby_the_meeting_will_take_its_plan() -> None:
    """The lobby already says when the meeting would end."""
    m = Meeting()
    assert left(m, T0) == 120
    assert projected_end(m, T0) == at(1200)
    assert ahead_behind(m, T0) == 0
    assert deadline(m) is None
    assert warning(m, T0) is Alarm.NONE
    assert upcoming(m) == m.plan
    assert visit(m, T0) == 0


def test_on_time_means_neither_ahead_nor_behind() -> None:
    """Inside its time a section costs nothing."""
    m = started()
    for seconds in (0, 60, 120):
        assert ahead_behind(m, at(seconds)) == 0
        assert projected_end(m, at(seconds)) == at(1200)


def test_overtime_moves_the_end() -> None:
    """Every second over is a second later, and everybody sees it."""
    m = started()
    assert ahead_behind(m, at(160)) == 40
    assert projected_end(m, at(160)) == at(1240)


def test_leaving_early_is_being_ahead() -> None:
    """Time that was saved shows."""
    m = after(started(), 70)
    assert ahead_behind(m, at(70)) == -50
    assert projected_end(m, at(70)) == at(1150)


def test_a_pause_moves_the_end_but_is_no_delay() -> None:
    """A break makes the meeting end later, and nobody is behind because of it."""
    m = apply(started(), Pause(seen=1), at(60))[0]
    assert ahead_behind(m, at(660)) == 0
    assert projected_end(m, at(660)) == at(1800)
    assert deadline(m) is None


def test_a_minute_more_is_a_minute_behind_unless_it_was_borrowed() -> None:
    """A gift has its price, and the price is shown at once."""
    m = started()
    assert ahead_behind(apply(m, Adjust(seen=1, seconds=60), T0)[0], T0) == 60
    assert ahead_behind(apply(m, Adjust(seen=1, seconds=60, take_from=S.LESSONS), T0)[0], T0) == 0


def test_a_finished_meeting_says_when_it_ended_and_how_long_it_took() -> None:
    """The summary compares what was used with the plan."""
    m = apply(started(), Finish(seen=1), at(300))[0]
    assert projected_end(m, at(9999)) == at(300)
    assert ahead_behind(m, at(9999)) == 300 - 1200
    assert warning(m, at(9999)) is Alarm.NONE
    assert propose_rebalance(m, at(9999)) == ()


@pytest.mark.parametrize(
    ("seconds", "alarm"),
    [
        (0, Alarm.NONE),
        (59.9, Alarm.NONE),
        (60, Alarm.LAST_MINUTE),
        (120, Alarm.LAST_MINUTE),
        (120.1, Alarm.OVERTIME),
        (9999, Alarm.OVERTIME),
    ],
)
def test_the_alarm_has_three_words(seconds: float, alarm: Alarm) -> None:
    """The last minute and overtime are said in words, not in colour alone."""
    assert warning(started(), at(seconds)) is alarm


def test_less_than_fifteen_seconds_are_not_worth_a_proposal() -> None:
    """A group is not bothered for a breath."""
    assert propose_rebalance(started(), at(134)) == ()
    assert propose_rebalance(started(), at(136)) != ()


def test_borrowed_time_comes_from_later_sections_in_proportion_to_their_plan() -> None:
    """Nobody's section pays for all, and the actions pay nothing."""
    loans = {loan.section: loan.seconds for loan in propose_rebalance(started(), at(120 + 84))}
    assert loans == {S.TIMELINE: 24, S.ROOT_CAUSE: 30, S.FACTORS: 12, S.LESSONS: 12, S.FOLLOW_UP: 6}


def test_actions_lend_only_when_asked() -> None:
    """The section with the actions keeps its time."""
    now = at(120 + 300)
    assert S.ACTIONS not in {loan.section for loan in propose_rebalance(started(), now)}
    assert S.ACTIONS in {loan.section for loan in propose_rebalance(started(), now, include_protected=True)}


def test_no_section_gives_more_than_half_of_what_it_has() -> None:
    """A rescue that empties the rest of the meeting is none."""
    loans = propose_rebalance(started(), at(100_000))
    assert {loan.section: loan.seconds for loan in loans} == {
        S.TIMELINE: 120,
        S.ROOT_CAUSE: 150,
        S.FACTORS: 60,
        S.LESSONS: 60,
        S.FOLLOW_UP: 30,
    }


def test_the_last_section_has_nobody_to_borrow_from() -> None:
    """At the end there is nothing left to share, and nothing is proposed."""
    m = apply(started(), Jump(seen=1, section=S.FOLLOW_UP), at(1140))[0]
    assert propose_rebalance(m, at(1300)) == ()


def test_a_section_outside_the_plan_has_no_time() -> None:
    """What is not planned costs nothing."""
    m = Meeting(plan=(PlanItem(section=S.ACTIONS, seconds=60),))
    assert planned(m, S.LESSONS) == 0


@given(st.floats(0, 5000, allow_nan=False), st.booleans())
def test_a_proposal_never_asks_for_more_than_was_overspent(seconds: float, protected: bool) -> None:
    """However late it is, the proposal only brings the end back to the plan."""
    m = after(started(), 30)
    loans = propose_rebalance(m, at(seconds), include_protected=protected)
    assert sum(loan.seconds for loan in loans) <= max(0.0, ahead_behind(m, at(seconds)))
    assert all(loan.seconds > 0 for loan in loans)
