"""Times as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import BadInput
from pages.parts import times

NOON = datetime(2020, 3, 2, 12, 0, tzinfo=UTC)


def test_an_instant_is_shown_in_the_zone_with_its_date() -> None:
    """The same instant, on two walls."""
    assert times.in_zone(NOON, "UTC") == "Mon 2 Mar 2020, 12:00"
    assert times.in_zone(NOON, "Asia/Tokyo") == "Mon 2 Mar 2020, 21:00"
    assert times.wall(NOON, "America/New_York") == "07:00"


def test_this_year_needs_no_year() -> None:
    """The year is said where it helps."""
    today = datetime.now(UTC)
    assert str(today.year) not in times.in_zone(today, "UTC")


def test_what_a_wall_clock_showed_becomes_an_instant() -> None:
    """A form's local time and zone name one moment."""
    assert times.instant(datetime(2020, 7, 1, 14, 0), "Europe/Berlin") == datetime(2020, 7, 1, 12, 0, tzinfo=UTC)  # noqa: DTZ001
    assert times.instant(None, "Europe/Berlin") is None


def test_an_unknown_zone_is_refused_with_a_sentence() -> None:
    """No zone is guessed."""
    with pytest.raises(BadInput, match="time zone"):
        times.in_zone(NOON, "Middle/Earth")
    with pytest.raises(BadInput, match="time zone"):
        times.in_zone(NOON, "../../etc/passwd")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (37, "37 min"),
        (60, "1 h"),
        (65, "1 h 05 min"),
        (60 * 47, "47 h"),
        (60 * 51, "2 d 3 h"),
        (2880, "2 d"),
    ],
)
def test_a_span_is_as_short_as_it_can_be(minutes: int, words: str) -> None:
    """Minutes, then hours, then days."""
    assert times.span(timedelta(minutes=minutes)) == words


def test_a_timebox_reads_like_the_clock() -> None:
    """Minutes and seconds, never below nothing."""
    assert times.clock(240) == "4:00"
    assert times.clock(61.4) == "1:01"
    assert times.clock(-3) == "0:00"


def test_a_day_says_its_weekday() -> None:
    """A date in a promise is a day in a week."""
    assert times.day(date(2026, 12, 1)) == "Tue 1 Dec 2026"
