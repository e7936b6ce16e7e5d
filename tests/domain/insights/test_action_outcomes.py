"""What became of action items, and how old the open ones are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.insights.action_outcomes import actions_kept, outcome
from core.domain.insights.periods import period_of
from core.domain.insights.rows import AgreedAction

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
YEAR = period_of("12m", TODAY)


def action(state: str = "open", due: int | None = None, since: int = -10, closed: int | None = None) -> AgreedAction:
    """Days from today."""
    return AgreedAction("pm", state, _day(due), TODAY + timedelta(days=since), _day(closed), "UTC")


def _day(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (action("done", due=-5, closed=-6), "done in time"),
        (action("done", due=-5, closed=-5), "done in time"),
        (action("done", due=-5, closed=-4), "done late"),
        (action("done", closed=-4), "done in time"),
        (action("open", due=-1), "overdue"),
        (action("open", due=0), "not due yet"),
        (action("moved", due=3), "not due yet"),
        (action("moved", due=-3), "overdue"),
        (action("open"), "open, no date"),
        (action("moved"), "open, no date"),
        (action("dropped", due=-9, closed=-1), "dropped"),
    ],
)
def test_what_became_of_one(row: AgreedAction, name: str) -> None:
    """By its state, its day, and the day on which it was closed."""
    assert outcome(row, TODAY) == name


def test_the_share_that_is_done_counts_those_whose_day_has_come() -> None:
    """Three done, one of them late, and two overdue: three of five. What is not due yet or was dropped is not in it."""
    rows = [
        *[action("done", due=-5, closed=-6)] * 2,
        action("done", due=-5, closed=-1),
        *[action(due=-1)] * 2,
        *[action(due=9)] * 3,
        action("dropped", due=-1, closed=-1),
    ]
    found, _ = actions_kept(rows, [action("done", closed=-300)] * 5, YEAR, NOW)
    assert found.sentence == "3 of 5 action items whose day has come are done."
    assert {row[0]: row[2] for row in found.rows} == {
        "done in time": "2",
        "done late": "1",
        "overdue": "2",
        "not due yet": "3",
        "open, no date": "0",
        "dropped": "1",
    }
    assert sum(point.value for point in found.points) == 9
    assert found.compared == "Of those from the 12 months before it is 5 of 5."
    assert not found.warm


def test_too_few_whose_day_has_come() -> None:
    """Then it says how many wait, and compares nothing."""
    found, _ = actions_kept([action(due=5)] * 6, [action("done", closed=-300)] * 9, YEAR, NOW)
    assert found.sentence == "6 of 6 action items are not due yet."
    assert found.compared == ""


def test_actions_without_a_date_are_named() -> None:
    """Nobody can be late with them, so that all that is done would be no praise."""
    rows = [*[action("done", due=-5, closed=-6)] * 5, *[action()] * 9]
    found, _ = actions_kept(rows, [], YEAR, NOW)
    assert found.sentence == "5 of 5 action items whose day has come are done; 9 have no date."
    assert found.warm
    alone, _ = actions_kept([*[action()] * 5, action(due=3)], [], YEAR, NOW)
    assert alone.sentence == "5 of 6 action items have no date."


def test_the_group_of_before_has_a_floor_of_its_own() -> None:
    """Six that are not due yet are no five that are done or late."""
    before = [action("done", closed=-300), *[action(due=90, since=-400)] * 6]
    found, _ = actions_kept([action("done", closed=-1)] * 5, before, YEAR, NOW)
    assert found.compared == "Too few to compare: the 12 months before had 1 such action item, 4 short of 5."


def test_how_old_the_open_ones_are() -> None:
    """Two weeks, eight weeks and four months are where the classes begin; two months is old."""
    ages = (0, 13, 14, 55, 56, 121, 122, 900)
    rows = [*(action(since=-days) for days in ages), *[action("done", closed=0, since=-900)] * 9]
    _, found = actions_kept(rows, [], YEAR, NOW)
    assert [row[1] for row in found.rows] == ["2", "2", "2", "2"]
    assert found.sentence == "4 open action items are older than two months."
    assert found.warm
    assert [point.warm for point in found.points] == [False, False, True, True]


def test_none_is_old() -> None:
    """Which is said, and no reason to warn."""
    _, found = actions_kept([action(since=-3)] * 5, [], YEAR, NOW)
    assert found.sentence == "No open action item is older than two months."
    assert not found.warm


def test_under_the_floor_both_say_so() -> None:
    """Nothing at all, and four."""
    none, _ = actions_kept([], [], YEAR, NOW)
    assert none.basis == "No agreed action item so far, 5 are needed: 5 to go."
    four, ages = actions_kept([action()] * 4, [], YEAR, NOW)
    assert (four.missing, ages.missing) == (1, 1)


def test_a_day_is_over_where_the_postmortem_is() -> None:
    """At noon in UTC it is tomorrow already on Kiritimati."""
    here = AgreedAction("pm", "open", TODAY, TODAY, None, "UTC")
    there = here._replace(zone="Pacific/Kiritimati")
    found, _ = actions_kept([here, here, here, there, there, there, there, there], [], YEAR, NOW)
    assert {row[0]: row[2] for row in found.rows}["overdue"] == "5"
