"""The day something happened: the words of due dates, looked at from the other side."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.dates.past_days import past_moment, read_past_day
from core.errors import BadInput

SUNDAY = date(2026, 11, 29)
NINE = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("today", date(2026, 11, 29)),
        ("yesterday evening", date(2026, 11, 28)),
        ("Sunday", date(2026, 11, 29)),
        ("Friday", date(2026, 11, 27)),
        ("last Friday", date(2026, 11, 27)),
        ("on Monday", date(2026, 11, 23)),
        ("29 Nov", date(2026, 11, 29)),
        ("30 Nov", date(2025, 11, 30)),
        ("23.11.", date(2026, 11, 23)),
        ("31 Dec", date(2025, 12, 31)),
        ("29 Feb", date(2024, 2, 29)),
        ("the 30th", date(2026, 10, 30)),
        ("3 days ago", date(2026, 11, 26)),
        ("two weeks ago", date(2026, 11, 15)),
        ("2026-11-23", date(2026, 11, 23)),
        ("Fri 27 Nov 2026", date(2026, 11, 27)),
    ],
)
def test_a_missing_part_is_that_of_the_last_such_day(message: str, meant: date) -> None:
    """Never a day to come."""
    assert read_past_day(message, SUNDAY).days == (meant,)


def test_the_order_of_numbers_is_asked_and_then_known() -> None:
    """4/12 was in December a year ago or in April; the team's way decides."""
    reading = read_past_day("4/12", SUNDAY)
    assert reading.days == (date(2025, 12, 4), date(2026, 4, 12))
    assert reading.by_order
    assert read_past_day("4/12", SUNDAY, "dmy").days == (date(2025, 12, 4),)
    assert read_past_day("4/12", SUNDAY, "mdy").days == (date(2026, 4, 12),)


@pytest.mark.parametrize("message", ["tomorrow", "in two weeks", "2027-11-23", "23 Nov 2027"])
def test_a_day_to_come_is_refused(message: str) -> None:
    """Nothing has happened there yet."""
    with pytest.raises(BadInput, match="still to come"):
        read_past_day(message, SUNDAY)


@given(some.dates(date(2000, 1, 1), date(2190, 1, 1)), some.integers(0, 364))
def test_no_year_is_the_last_one_from_any_day(today: date, back: int) -> None:
    """Around New Year and leap days too."""
    target = date.fromordinal(today.toordinal() - back)
    found = read_past_day(f"{target.day} {target:%b}", today).days
    assert found == (target,)


def test_a_time_alone_is_the_last_such_time() -> None:
    """23:50 typed at nine in the morning was last night."""
    assert past_moment(None, time(8, 59), "UTC", NINE) == datetime(2026, 11, 29, 8, 59, tzinfo=UTC)
    assert past_moment(None, time(23, 50), "UTC", NINE) == datetime(2026, 11, 28, 23, 50, tzinfo=UTC)
    assert past_moment(None, time(17, 0), "Asia/Tokyo", NINE) == datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
    assert past_moment(None, None, "UTC", NINE) is None


def test_in_the_hour_that_comes_twice_the_last_one_is_meant() -> None:
    """Half past two, typed at three: half an hour ago, not an hour and a half."""
    three = datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
    assert past_moment(None, time(2, 30), "Europe/Berlin", three) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_that_clocks_skipped_is_the_last_one_there_was() -> None:
    """On the morning when clocks went forward, 02:30 was the day before."""
    noon = datetime(2026, 3, 29, 10, 0, tzinfo=UTC)
    assert past_moment(None, time(2, 30), "Europe/Berlin", noon) == datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    with pytest.raises(BadInput, match="Clocks skip"):
        past_moment(date(2026, 3, 29), time(2, 30), "Europe/Berlin", noon)


def test_half_a_moment_and_one_to_come_are_refused() -> None:
    """A day without a time would be lost, a time to come is a slip."""
    with pytest.raises(BadInput, match="A time belongs to the day"):
        past_moment(SUNDAY, None, "UTC", NINE)
    with pytest.raises(BadInput, match="still to come"):
        past_moment(SUNDAY, time(9, 1), "UTC", NINE)
    assert past_moment(SUNDAY, time(9, 0), "UTC", NINE) == NINE
