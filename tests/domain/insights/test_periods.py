"""Periods as they are written in the address, the ones before them, and the buckets of a chart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.insights.periods import (
    ALL,
    bucket_of,
    buckets,
    days_between,
    offered_periods,
    period_before,
    period_of,
    step_for,
)

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12m", "2025-12-01", "2026-11-30"),
        ("", "2025-12-01", "2026-11-30"),
        ("nonsense", "2025-12-01", "2026-11-30"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-03-01..2026-05-31", "2026-03-01", "2026-05-31"),
        ("2026-05-31..2026-03-01", "2025-12-01", "2026-11-30"),
        ("2026-02-30..2026-03-01", "2025-12-01", "2026-11-30"),
        ("0000", "2025-12-01", "2026-11-30"),
        ("9999", "2025-12-01", "2026-11-30"),
        ("2026-Q5", "2025-12-01", "2026-11-30"),
        ("2026-13", "2025-12-01", "2026-11-30"),
    ],
)
def test_a_period_in_the_address(text: str, first: str, last: str) -> None:
    """What means nothing means the last twelve months."""
    period = period_of(text, TODAY)
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("12m", "2024-12-01", "2025-11-30", "the 12 months before"),
        ("2026-Q1", "2025-10-01", "2025-12-31", "the quarter before"),
        ("2026-Q3", "2026-04-01", "2026-06-30", "the quarter before"),
        ("2024", "2023-01-01", "2023-12-31", "the year before"),
        ("2026-01", "2025-12-01", "2025-12-31", "the month before"),
        ("2026-03-01..2026-03-10", "2026-02-19", "2026-02-28", "the 10 days before"),
        ("2026-03-01..2026-03-01", "2026-02-28", "2026-02-28", "the day before"),
    ],
)
def test_the_period_before_ends_where_this_one_begins(text: str, first: str, last: str, name: str) -> None:
    """It is as long, and has a name that fits into a sentence."""
    period = period_of(text, TODAY)
    before = period_before(period)
    assert before is not None
    assert (before.first, before.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert period.before == name


def test_all_time_has_nothing_before_it() -> None:
    """And holds every day."""
    period = period_of(ALL, TODAY)
    assert period_before(period) is None
    assert period.holds(date(1970, 1, 1))
    assert period.holds(date(2999, 1, 1))


def test_a_leap_day_has_a_year_before() -> None:
    """On 29 February the last twelve months begin on 1 March."""
    assert period_of("12m", date(2028, 2, 29)).first == date(2027, 3, 1)


def test_quarters_and_years_are_offered_as_far_as_there_are_incidents() -> None:
    """No quarter from before the first incident, and never more than a list can hold."""
    labels = [period.label for period in offered_periods(TODAY, date(2026, 5, 2))]
    assert labels == ["Last 12 months", "Q4 2026", "Q3 2026", "Q2 2026", "2026", "All time"]
    assert [period.key for period in offered_periods(TODAY, None)] == ["12m", "2026-Q4", "2026", "all"]
    assert len(offered_periods(TODAY, date(1999, 1, 1))) == 1 + 8 + 5 + 1


def test_months_then_quarters_then_years() -> None:
    """By how long the period is; the whole time by its incidents."""
    every = period_of(ALL, TODAY)
    assert step_for([], period_of("2026-Q1", TODAY), 4) == "month"
    assert step_for([], period_of("2026", TODAY), 4) == "quarter"
    assert step_for([date(1999, 1, 1), TODAY], every, 4) == "year"


def test_a_month_without_incidents_has_its_place() -> None:
    """A gap is told by an empty column, not by a missing one."""
    found = buckets([], period_of("2026-Q1", TODAY), "month")
    assert [bucket.label for bucket in found] == ["Jan 2026", "Feb 2026", "Mar 2026"]
    assert [bucket.key for bucket in buckets([], period_of("12m", TODAY), "quarter")] == [
        "2025-Q4",
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
    ]


@given(st.text(max_size=25) | st.from_regex(r"[0-9]{4}(-Q[0-9]|-[0-9]{2})?", fullmatch=True), st.dates())
def test_any_text_is_a_period(text: str, today: date) -> None:
    """Never raises, whatever stands in the address and whatever day it is."""
    if not 1972 < today.year < 9990:
        return
    period = period_of(text, today)
    before = period_before(period)
    if before is not None and period.first and before.first and before.last:
        assert before.first <= before.last < period.first


@given(st.dates(date(1980, 1, 1), date(2100, 1, 1)), st.dates(date(1980, 1, 1), date(2100, 1, 1)))
def test_each_day_of_a_period_is_in_one_of_its_buckets(day: date, other: date) -> None:
    """Unless they are so many that the earliest are left out."""
    period = days_between(min(day, other), max(day, other))
    step = step_for([], period, 26)
    found = buckets([], period, step)
    assert len({bucket.key for bucket in found}) == len(found) <= 26
    assert bucket_of(max(day, other), step) == found[-1]
    if len(found) < 26:
        assert bucket_of(min(day, other), step) == found[0]


def test_before_a_period_of_thousands_of_years_there_is_none() -> None:
    """Whatever two days an address names, the page is drawn: calendars begin somewhere."""
    assert period_before(period_of("1971-01-02..9997-12-31", date(2026, 11, 30))) is None
    before = period_before(period_of("1971-01-02..1971-01-03", date(2026, 11, 30)))
    assert before is not None
    assert (before.first, before.last) == (date(1970, 12, 31), date(1971, 1, 1))
