"""Plans of usual lengths, a team's own, and what past meetings suggest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.clock.lengths import (
    LENGTHS,
    MEETINGS_NEEDED,
    PLAN,
    STEP_S,
    current_plan,
    length_of,
    minutes_in,
    plan_of_minutes,
    suggested_plan,
)
from core.domain.clock.readings import left_in
from core.domain.clock.state import DEFAULT_ITEMS, Adjust, ChangePlan, Meeting, Start
from core.domain.clock.steps import Place
from core.domain.clock.transitions import apply
from core.domain.postmortem import SectionId

T0 = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_twenty_minutes_are_the_usual_plan() -> None:
    assert plan_of_minutes(20) == DEFAULT_ITEMS


@given(st.integers(min_value=2, max_value=400))
def test_a_length_is_kept_to_the_second_and_every_section_has_time(minutes: int) -> None:
    plan = plan_of_minutes(minutes)
    assert sum(item.seconds for item in plan) == minutes * 60
    assert [item.section for item in plan] == list(SectionId)
    assert all(item.seconds >= STEP_S and item.seconds % STEP_S == 0 for item in plan)


@pytest.mark.parametrize("minutes", LENGTHS)
def test_a_usual_length_is_known_again(minutes: int) -> None:
    assert length_of(plan_of_minutes(minutes)) == minutes
    assert minutes_in(plan_of_minutes(minutes)) == minutes


def test_a_plan_of_the_same_sum_is_a_teams_own() -> None:
    first, second, *rest = DEFAULT_ITEMS
    moved = (
        first.model_copy(update={"seconds": first.seconds + 60}),
        second.model_copy(update={"seconds": second.seconds - 60}),
        *rest,
    )
    assert minutes_in(moved) == 20
    assert length_of(moved) is None


def test_a_longer_section_keeps_its_share() -> None:
    """Root causes get a quarter of the time, whatever the length."""
    for minutes in LENGTHS:
        shares = {item.section: item.seconds / (minutes * 60) for item in plan_of_minutes(minutes)}
        for item in DEFAULT_ITEMS:
            assert shares[item.section] == pytest.approx(item.seconds / 1200, abs=STEP_S / (minutes * 60))


def test_what_was_given_and_taken_is_part_of_the_plan_now() -> None:
    meeting, _ = apply(Meeting(), Start(seen=0), T0)
    meeting, _ = apply(meeting, Adjust(seen=1, seconds=60, take_from=SectionId.TIMELINE), T0)
    now = {item.section: item.seconds for item in current_plan(meeting)}
    assert now[SectionId.SUMMARY] == 180
    assert now[SectionId.TIMELINE] == 180
    changed, _ = apply(meeting, ChangePlan(seen=2, plan=current_plan(meeting)), T0 + timedelta(seconds=30))
    assert left_in(changed, SectionId.SUMMARY, T0 + timedelta(seconds=30)) == 150
    assert left_in(changed, SectionId.TIMELINE, T0) == 180


def used(**seconds: float) -> dict[Place, float]:
    return {item.section: seconds.get(str(item.section), float(item.seconds)) for item in DEFAULT_ITEMS}


def test_two_meetings_suggest_nothing_and_three_do() -> None:
    past = [used(timeline=420.0)] * (MEETINGS_NEEDED - 1)
    assert suggested_plan(past) is None
    found = suggested_plan([*past, used(timeline=400.0)])
    assert found is not None
    by_section = {item.section: item.seconds for item in found}
    assert by_section[SectionId.TIMELINE] == pytest.approx(420, abs=STEP_S)
    assert sum(by_section.values()) == 23 * 60


def test_a_section_in_which_lunch_was_had_changes_nothing() -> None:
    usual = [used(timeline=300.0), used(timeline=310.0), used(timeline=290.0)]
    lunch = used(timeline=3_600.0)
    assert suggested_plan([*usual, lunch]) == suggested_plan(usual)


def test_a_section_that_was_clicked_through_does_not_count() -> None:
    hurried = [used(lessons=2.0), used(lessons=0.0), *[used()] * 3]
    found = suggested_plan(hurried)
    assert found is not None
    assert {item.section: item.seconds for item in found}[SectionId.LESSONS] == 120
    assert suggested_plan(hurried[:4]) is None, "only two have been to the lessons"


def test_a_plan_goes_through_json() -> None:
    assert PLAN.validate_json(PLAN.dump_json(plan_of_minutes(45))) == plan_of_minutes(45)
