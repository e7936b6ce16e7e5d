"""Due dates: what people say is understood, and what is unclear is asked back."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.dates.due_dates import Order, parse_due, read_due
from core.errors import BadInput
from tests.support.timing import assert_growth

MONDAY = date(2026, 11, 23)
CASES = json.loads((Path(__file__).parents[2] / "cases" / "due_dates.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("today", "message", "order", "days"), CASES)
def test_a_date_is_understood_as_it_is_said(today: str, message: str, order: Order | None, days: list[str]) -> None:
    """The table that the browser is held to as well: one day is taken, two are asked, none is said."""
    seen = date.fromisoformat(today)
    if days:
        assert [day.isoformat() for day in read_due(message, seen, order).days] == days
    else:
        with pytest.raises(BadInput):
            read_due(message, seen, order)


@pytest.mark.parametrize(
    ("message", "text"),
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
def test_what_is_unclear_is_refused_with_a_way_out(message: str, text: str) -> None:
    """A date that was guessed wrong is worse than one that is asked again."""
    with pytest.raises(BadInput) as refused:
        parse_due(message, MONDAY)
    assert text in refused.value.sentence
    assert refused.value.sentence.endswith(".")


@given(st.text(max_size=80), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_any_text_is_a_date_or_a_sentence(message: str, today: date) -> None:
    """Nothing that can be typed breaks the row."""
    try:
        parse_due(message, today)
    except BadInput:
        return


@given(st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_iso_dates_are_read_back_on_any_day(day: date) -> None:
    """What a date field gives is what is stored."""
    assert parse_due(day.isoformat(), MONDAY) == day


@given(
    st.sampled_from(
        ["friday", "in 3 days", "end of month", "in two weeks", "end of week", "mid january", "end of quarter"]
    ),
    st.dates(date(1990, 1, 1), date(2150, 1, 1)),
)
def test_words_never_mean_the_past(message: str, today: date) -> None:
    """A due date lies ahead, and not too far."""
    assert today <= parse_due(message, today) <= today + timedelta(days=366)


@given(st.dates(date(1970, 1, 1), date(2200, 12, 31)), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_what_is_shown_is_read_back(day: date, today: date) -> None:
    """Debrief's own form of a day, on whatever day it is read."""
    assert read_due(f"{day:%a} {day.day} {day:%b} {day.year}", today).days == (day,)


_WORDS = "by on the in next this end of mid week month friday 4 4th 30 dec january 4/12 30/11 2027 2w eod q1 from"


@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=5), st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_the_past_is_meant_only_where_it_is_written(texts: list[str], today: date) -> None:
    """Days without a year lie ahead; two days are two, in order; and the team's order leaves no choice of numbers."""
    message = " ".join(texts)
    try:
        found = read_due(message, today)
    except BadInput:
        return
    assert list(found.days) == sorted(set(found.days))
    assert len(found.days) in (1, 2)
    assert len(read_due(message, today, "dmy").days) == 1 or not found.by_order
    if "this month" not in message and "2027" not in texts:
        assert max(found.days) >= today


@pytest.mark.parametrize("piece", ["1", "a ", "a-", "1/", " ", "end of ", "by ", "1:11 ", "end of day "])
def test_reading_takes_no_time(piece: str) -> None:
    """However long it is, and however it is made."""

    def refused(text: str) -> None:
        with pytest.raises(BadInput):
            read_due(text, MONDAY)

    assert_growth(8, refused, piece.__mul__, 25_000)


def test_two_readings_are_named_in_the_sentence() -> None:
    """Where nobody can be asked, the words say what to choose from."""
    with pytest.raises(BadInput, match="4 Dec 2026 or 12 Apr 2027"):
        parse_due("4/12", MONDAY)
