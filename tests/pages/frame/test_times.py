"""Times as people read them."""

from datetime import UTC, date, datetime, time

import pytest

from core.errors import BadInput
from pages.parts.frame import times

NOON = datetime(2020, 3, 2, 12, 0, tzinfo=UTC)


def test_an_instant_is_shown_in_the_zone_with_its_date() -> None:
    """The same instant, on two walls."""
    assert times.moment_text(NOON, "UTC") == "Mon 2 Mar 2020, 12:00"
    assert times.moment_text(NOON, "Asia/Tokyo") == "Mon 2 Mar 2020, 21:00"
    assert times.time_text(NOON, "America/New_York") == "07:00"


def test_a_zone_is_named_where_the_other_wall_shows_something_else() -> None:
    """No time is read an hour wrong because nobody said whose it is; where both walls agree it is left out."""
    assert times.local_moment_text(NOON, "Europe/Berlin", "Europe/Berlin") == "Mon 2 Mar 2020, 13:00"
    assert times.local_moment_text(NOON, "Europe/Berlin", "Europe/Paris") == "Mon 2 Mar 2020, 13:00"
    assert times.local_moment_text(NOON, "Europe/Berlin", "UTC") == "Mon 2 Mar 2020, 13:00 Berlin time"
    assert times.local_moment_text(NOON, "UTC", "Asia/Tokyo") == "Mon 2 Mar 2020, 12:00 UTC"
    assert (
        times.local_moment_text(NOON, "America/Argentina/Buenos_Aires", "UTC")
        == "Mon 2 Mar 2020, 09:00 Buenos Aires time"
    )
    assert times.local_moment_text(NOON, "Middle/Earth", "Asia/Tokyo") == "Mon 2 Mar 2020, 12:00 UTC"


def test_this_year_needs_no_year() -> None:
    """The year is said where it helps."""
    today = datetime.now(UTC)
    assert str(today.year) not in times.moment_text(today, "UTC")


def test_an_unknown_zone_is_refused_with_a_sentence() -> None:
    """No zone is guessed."""
    with pytest.raises(BadInput, match="time zone"):
        times.moment_text(NOON, "Middle/Earth")
    with pytest.raises(BadInput, match="time zone"):
        times.moment_text(NOON, "../../etc/passwd")


def test_a_day_says_its_weekday() -> None:
    """A due date is a day in a week."""
    assert times.day_text(date(2026, 12, 1)) == "Tue 1 Dec 2026"


def test_the_hour_that_comes_twice_has_its_offset() -> None:
    """Two moments of an autumn night show the same time."""
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert times.moment_text(second, "Europe/Berlin").endswith("02:10 +01:00")


def test_seconds_are_shown_where_they_were_given() -> None:
    """A form's field gets back what was typed in it."""
    assert [times.time_of_day_text(time(9, 5, second)) for second in (0, 7)] == ["09:05", "09:05:07"]
