"""How a day, and being late by days, is written on pages, in messages and in the terminal."""

from datetime import date

from core.domain.dates.date_text import day_text, days_late_text, short_day_text


def test_a_day_has_no_leading_zero_and_its_year() -> None:
    """As people say it; the short form is for days of this year."""
    assert day_text(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    assert short_day_text(date(2026, 12, 1)) == "Tue 1 Dec"


def test_one_day_is_singular() -> None:
    """Also on the wall and in a digest."""
    assert [days_late_text(days) for days in (1, 2, 1053)] == ["1 day late", "2 days late", "1,053 days late"]
