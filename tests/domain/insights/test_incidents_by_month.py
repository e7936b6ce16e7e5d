"""How many incidents there were, by month and severity."""

from datetime import date

from core.domain.insights.incidents_by_month import incidents_by_month
from core.domain.insights.periods import period_of
from tests.domain.insights.rows import incident, several

TODAY = date(2026, 11, 30)
YEAR, QUARTER = period_of("12m", TODAY), period_of("2026-Q3", TODAY)


def test_the_counts_of_a_quarter_by_hand() -> None:
    """Two in July, none in August, four in September."""
    rows = [
        incident(1, "2026-07-01", severity="P1"),
        incident(2, "2026-07-31", severity="P3"),
        incident(3, "2026-09-02", severity="P1"),
        incident(4, "2026-09-03", severity="P1"),
        incident(5, "2026-09-04", severity="P2"),
        incident(6, "2026-09-30"),
    ]
    found = incidents_by_month(rows, several(8, "2026-05-01"), QUARTER)
    assert found.header == ("Month", "P1", "P2", "P3", "Not set", "Together")
    assert found.rows == (
        ("Jul 2026", "1", "0", "1", "0", "2"),
        ("Aug 2026", "0", "0", "0", "0", "0"),
        ("Sep 2026", "2", "1", "0", "1", "4"),
    )
    assert found.sentence == "6 incidents, about 2 a month; the most in Sep 2026: 4."
    assert found.compared == "Down from 8 in the quarter before."
    assert sum(point.value for point in found.points) == 6


def test_four_are_too_few() -> None:
    """It says how many there are and how many are missing, and has no chart and no table."""
    found = incidents_by_month(several(4), several(40), YEAR)
    assert found.sentence == "Too few to say."
    assert found.basis == "4 postmortems so far, 5 are needed: 1 to go."
    assert (found.missing, found.points, found.rows) == (1, (), ())


def test_the_period_before_has_a_floor_of_its_own() -> None:
    """Forty now and four then are no comparison."""
    found = incidents_by_month(several(40), several(4, "2025-01-10"), YEAR)
    assert found.compared == "Too few to compare: the 12 months before had 4 incidents, 1 short of 5."


def test_all_time_is_compared_with_nothing() -> None:
    """There is no time before it."""
    assert incidents_by_month(several(9), [], period_of("all", TODAY)).compared == ""


def test_a_change_of_less_than_a_fifth_is_none() -> None:
    """Ten and eleven incidents are alike."""
    found = incidents_by_month(several(11), several(10, "2025-01-10"), YEAR)
    assert found.compared == "About as in the 12 months before (10)."
