"""Time to detect, to respond and to resolve: medians and spreads computed by hand."""

from datetime import date

import pytest

from core.domain.insights.periods import period_of
from core.domain.insights.response_times import response_times
from tests.domain.insights.rows import incident

TODAY = date(2026, 11, 30)
YEAR = period_of("12m", TODAY)
MINUTE, HOUR, DAY = 60, 3600, 86_400


def detected(*minutes: int, day: str = "2026-11-10") -> list:  # type: ignore[type-arg]
    return [incident(number, day, detect=MINUTE * value) for number, value in enumerate(minutes)]


def test_the_median_and_the_middle_half() -> None:
    """Of 2, 4, 6, 8 and 30 minutes half lie between 4 and 8, with 6 in the middle: the 30 does not pull it up."""
    found = response_times(detected(2, 4, 6, 8, 30), [], YEAR)[0]
    assert found.sentence == "Half of the incidents are detected within 6 min of their start."
    assert found.rows[-1] == ("Together", "6 min", "4 min to 8 min", "5")
    assert found.basis == "Median and middle half, from started to detected: 5 of 5 postmortems have both times"


def test_an_even_number_has_its_middle_between_two() -> None:
    """Of 10, 10, 20, 40, 50 and 60 it is 30."""
    found = response_times(detected(10, 10, 20, 40, 50, 60), [], YEAR)[0]
    assert found.rows[-1][1] == "30 min"


def test_each_quarter_has_a_floor_of_its_own() -> None:
    """Five in one quarter are said, four in another are not, also not by the point of the chart."""
    rows = [*detected(5, 5, 5, 5, 5), *detected(60, 60, 60, 60, day="2026-08-10")]
    found = response_times(rows, [], YEAR)[0]
    table = {row[0]: row[1:] for row in found.rows}
    assert table["Q4 2026"] == ("5 min", "5 min to 5 min", "5")
    assert table["Q3 2026"] == ("too few", "", "4")
    assert table["Q2 2026"] == ("", "", "0")
    assert [point.label for point in found.points] == ["Q4 2026"]


def test_enough_together_and_too_few_in_each_quarter() -> None:
    """One point for the whole period then."""
    rows = [*detected(5, 5, 5), *detected(7, 7, 7, day="2026-08-10")]
    found = response_times(rows, [], YEAR)[0]
    assert [(point.label, point.shown) for point in found.points] == [("Last 12 months", "6 min")]


def test_incidents_whose_timeline_does_not_say_it_are_left_out() -> None:
    """They are in the count of all, and in no median."""
    rows = [*detected(1, 2, 3, 4, 5), incident(90), incident(91)]
    found = response_times(rows, [], YEAR)
    assert "5 of 7 postmortems" in found[0].basis
    assert found[1].basis == "No postmortem with both times so far, 5 are needed: 5 to go."
    assert found[1].missing == found[2].missing == 5


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ((20, 20, 20, 20, 20), "Down from 20 min in the 12 months before."),
        ((5, 5, 5, 5, 5), "Up from 5 min in the 12 months before."),
        ((10, 10, 11, 12, 12), "About as in the 12 months before (11 min)."),
        ((0, 0, 0, 0, 0), "Up from 0 min in the 12 months before."),
        ((1, 1), "Too few to compare: the 12 months before had 2 such postmortems, 3 short of 5."),
    ],
)
def test_the_time_before(then: tuple[int, ...], sentence: str) -> None:
    """In words, with the figure."""
    assert response_times(detected(10, 10, 10, 10, 10), detected(*then), YEAR)[0].compared == sentence


def test_less_than_a_minute_is_within_one() -> None:
    """“Within 0 min” says nothing."""
    found = response_times([incident(number, detect=0) for number in range(5)], [], YEAR)[0]
    assert found.sentence == "Half of the incidents are detected within a minute of their start."


def test_long_times_are_told_in_whole_hours() -> None:
    """More would pretend to be exact."""
    rows = [incident(number, resolve=3 * DAY + 17 * MINUTE, respond=90) for number in range(5)]
    found = response_times(rows, [], YEAR)
    assert found[2].sentence == "Half of the incidents are over within 3 d of their start."
    assert found[1].sentence == "Half of the incidents are answered within 90 s of being detected."
    assert rows[0].resolve > HOUR * 72  # type: ignore[operator]
