"""Due dates: what people say is understood, and what is unclear is asked back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.due_dates import parse_due
from core.errors import BadInput

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-1-5", date(2026, 1, 5)),
        ("by 2026-12-01.", date(2026, 12, 1)),
        ("today", MONDAY),
        ("EOD", MONDAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("in 3 days", date(2026, 11, 26)),
        ("3 days from now", date(2026, 11, 26)),
        ("in a week", date(2026, 11, 30)),
        ("in two weeks", date(2026, 12, 7)),
        ("Two weeks", date(2026, 12, 7)),
        ("in a couple of weeks", date(2026, 12, 7)),
        ("a fortnight", date(2026, 12, 7)),
        ("next week", date(2026, 11, 30)),
        ("in one month", date(2026, 12, 23)),
        ("in 5 working days", date(2026, 11, 30)),
        ("in a year", date(2027, 11, 23)),
        ("Friday", date(2026, 11, 27)),
        ("by Friday", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("this Friday", date(2026, 11, 27)),
        ("next Friday", date(2026, 12, 4)),
        ("Monday", date(2026, 11, 30)),
        ("next monday", date(2026, 11, 30)),
        ("end of week", date(2026, 11, 27)),
        ("by the end of the week", date(2026, 11, 27)),
        ("end of next week", date(2026, 12, 4)),
        ("EOW", date(2026, 11, 27)),
        ("end of month", date(2026, 11, 30)),
        ("the end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("end of quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("end of the year", date(2026, 12, 31)),
        ("1 December", date(2026, 12, 1)),
        ("Dec 1st", date(2026, 12, 1)),
        ("1. Dec 2027", date(2027, 12, 1)),
        ("December 1, 2027", date(2027, 12, 1)),
        ("by the 1st of December", date(2026, 12, 1)),
        ("3 March", date(2027, 3, 3)),
        ("23 November", MONDAY),
        ("29 Feb", date(2028, 2, 29)),
        ("1.12.2026", date(2026, 12, 1)),
        ("31/12/2026", date(2026, 12, 31)),
        ("12/31/2026", date(2026, 12, 31)),
        ("  In   TWO\tweeks ", date(2026, 12, 7)),
    ],
)
def test_a_date_is_understood_as_it_is_said(said: str, meant: date) -> None:
    """An owner types a date in words and sees the right day."""
    assert parse_due(said, MONDAY) == meant


@pytest.mark.parametrize(
    ("today", "said", "meant"),
    [
        (date(2026, 1, 31), "in a month", date(2026, 2, 28)),
        (date(2028, 1, 31), "in a month", date(2028, 2, 29)),
        (date(2026, 12, 31), "end of month", date(2026, 12, 31)),
        (date(2026, 12, 31), "end of next month", date(2027, 1, 31)),
        (date(2026, 11, 27), "end of week", date(2026, 11, 27)),
        (date(2026, 11, 28), "end of week", date(2026, 11, 29)),
        (date(2026, 11, 27), "friday", date(2026, 12, 4)),
        (date(2026, 11, 27), "in 1 weekday", date(2026, 11, 30)),
        (date(2026, 2, 28), "end of quarter", date(2026, 3, 31)),
        (date(2028, 2, 29), "in a year", date(2029, 2, 28)),
    ],
)
def test_the_edges_of_months_weeks_and_years(today: date, said: str, meant: date) -> None:
    """Short months, leap years and weekends move nobody's promise to a wrong day."""
    assert parse_due(said, today) == meant


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("soon", "not a clear date"),
        ("asap", "not a clear date"),
        ("when we find time", "not a clear date"),
        ("in many weeks", "not a clear date"),
        ("4/5/2027", "two ways"),
        ("2026-02-30", "calendar"),
        ("31 April", "calendar"),
        ("0001-01-01", "out of reach"),
        ("2026-13-01", "calendar"),
        ("in 999 years", "too far"),
        ("next", "not a clear date"),
        ("x" * 100_000, "not a clear date"),
        ("１２月１日", "not a clear date"),
    ],
)
def test_what_is_unclear_is_refused_with_a_way_out(said: str, words: str) -> None:
    """A date that was guessed wrong is worse than one that is asked again."""
    with pytest.raises(BadInput) as refused:
        parse_due(said, MONDAY)
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith(".")


@given(st.text(max_size=80), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_any_text_is_a_date_or_a_sentence(said: str, today: date) -> None:
    """Nothing that can be typed breaks the row."""
    try:
        parse_due(said, today)
    except BadInput:
        return


@given(st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_iso_dates_are_read_back_on_any_day(day: date) -> None:
    """What a date field gives is what is stored."""
    assert parse_due(day.isoformat(), MONDAY) == day


@given(
    st.sampled_from(
        ["friday", "in 3 days", "end of month", "in two weeks", "end of week", "next tuesday", "end of quarter"]
    ),
    st.dates(date(1990, 1, 1), date(2150, 1, 1)),
)
def test_words_never_mean_the_past(said: str, today: date) -> None:
    """A promise lies ahead, and not too far."""
    assert today <= parse_due(said, today) <= today + timedelta(days=92)
