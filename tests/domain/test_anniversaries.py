"""Whose day it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.anniversaries import first_of, place_in_order, remembered_days


def words_of(today: str, day: str) -> str | None:
    found = first_of(remembered_days(date.fromisoformat(today)), [("pm", date.fromisoformat(day))])
    return None if found is None else found[1]


@pytest.mark.parametrize(
    ("today", "day", "words"),
    [
        ("2026-11-30", "2025-11-30", "A year ago today"),
        ("2026-11-30", "2023-11-30", "3 years ago today"),
        ("2026-11-30", "2026-10-30", "A month ago today"),
        ("2026-11-30", "2026-10-31", "A month ago today"),
        ("2026-11-30", "2026-10-29", None),
        ("2026-11-30", "2025-11-29", None),
        ("2026-11-30", "2026-11-30", None),
        ("2026-01-15", "2025-12-15", "A month ago today"),
        ("2027-02-28", "2024-02-29", "3 years ago today"),
        ("2028-02-28", "2024-02-29", None),
        ("2028-02-29", "2024-02-29", "4 years ago today"),
        ("2026-03-31", "2026-02-28", None),
        ("2026-11-30", "2010-11-30", None),
    ],
)
def test_the_day_of_an_incident(today: str, day: str, words: str | None) -> None:
    """To the day, a year or a month ago; the last of a short month stands for the days that it does not have."""
    assert words_of(today, day) == words


def test_a_year_comes_before_a_month() -> None:
    """And of two on one day the same one for everybody."""
    days = remembered_days(date(2026, 11, 30))
    found = [("b", date(2026, 10, 30)), ("z", date(2025, 11, 30)), ("a", date(2025, 11, 30))]
    assert first_of(days, found) == ("a", "A year ago today")
    assert first_of(days, []) is None


@given(st.dates())
def test_every_day_has_its_days(today: date) -> None:
    """Never raises, also at the ends of the calendar; all of them are over."""
    assert all(item.day < today for item in remembered_days(today))
    assert len(place_in_order(today)) == 64
