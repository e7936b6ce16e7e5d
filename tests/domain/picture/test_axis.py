"""The time axis: steps of a clock, on the wall of a zone, also on the nights when the clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from core.domain.dates.zones import in_zone
from core.domain.picture.axis import Axis

BERLIN = ZoneInfo("Europe/Berlin")


def axis(begin: datetime, lasts: timedelta, zone: ZoneInfo = BERLIN, width: float = 880) -> Axis:
    return Axis(begin, begin + lasts, 20, width - 20, zone)


def labels(of: Axis, width: float = 880) -> list[str]:
    return [tick.label for tick in of.ticks(width)]


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [
        (timedelta(seconds=40), ["03:14:00", "03:14:05", "03:14:10"]),
        (timedelta(minutes=37), ["03:15", "03:20", "03:25"]),
        (timedelta(hours=6), ["03:30", "04:00", "04:30"]),
        (timedelta(days=5), ["10 Mar", "12:00", "11 Mar"]),
        (timedelta(days=90), ["16 Mar", "23 Mar", "30 Mar"]),
    ],
)
def test_steps_are_those_of_clocks_and_calendars(lasts: timedelta, expected: list[str]) -> None:
    """Nobody reads 03:14, 03:31, 03:48."""
    begin = (
        datetime(2026, 3, 10, 2, 14, tzinfo=UTC) if lasts < timedelta(days=1) else datetime(2026, 3, 9, 23, tzinfo=UTC)
    )
    assert labels(axis(begin, lasts))[:3] == expected


def test_an_hour_that_does_not_exist_is_not_named() -> None:
    """On 29 March 2026 Berlin goes from 02:00 to 03:00."""
    named = labels(axis(datetime(2026, 3, 28, 23, 30, tzinfo=UTC), timedelta(hours=6)))
    assert "02:30" not in named
    assert {"01:30", "03:30"} <= set(named)


def test_an_hour_that_comes_twice_takes_two() -> None:
    """On 25 October 2026 three hours of the wall between 01:00 and 04:00 take four, and ticks stand as far apart."""
    of = axis(datetime(2026, 10, 24, 23, 0, tzinfo=UTC), timedelta(hours=5))
    places = {tick.label: tick.x for tick in of.ticks(880) if tick.label}
    usual = places["04:30"] - places["04:00"]
    assert places["03:00"] - places["02:00 +02:00"] == pytest.approx(4 * usual, abs=0.1)
    gaps = {round(after.x - before.x) for before, after in pairwise(of.ticks(880))}
    assert max(gaps) - min(gaps) <= 1


def test_ticks_stand_within_the_axis_and_in_order() -> None:
    """The first and the last are not outside of what is drawn."""
    ticks = axis(datetime(2026, 3, 10, 2, 14, tzinfo=UTC), timedelta(hours=9)).ticks(880)
    assert all(20 <= tick.x <= 860 for tick in ticks)
    assert all(item.x < two.x for item, two in pairwise(ticks))


def test_an_axis_of_less_than_a_second_has_no_steps_inside() -> None:
    """There is nothing to name between two ticks of a clock."""
    of = axis(datetime(2026, 3, 10, 2, 14, 0, 200_000, tzinfo=UTC), timedelta(milliseconds=300))
    assert labels(of) == []


def test_seconds_are_said_only_where_there_are_some() -> None:
    """02:14 and not 02:14:00, but 02:14:07."""
    of = axis(datetime(2026, 3, 10, 1, 14, tzinfo=UTC), timedelta(minutes=30))
    assert of.named(of.begin) == "02:14"
    assert of.named(of.begin + timedelta(seconds=7)) == "02:14:07"


def test_the_ends_of_the_calendar_are_read_in_utc() -> None:
    """An offset that would leave the calendar is left out."""
    latest = datetime.max.replace(tzinfo=UTC)
    assert in_zone(latest, ZoneInfo("Pacific/Kiritimati")) == latest


def test_the_hour_that_comes_twice_has_its_ticks_twice_with_their_offsets() -> None:
    """Also when the axis begins in the first pass of it and ends in the second."""
    whole = axis(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), timedelta(hours=3), width=1800)
    shown = [label for label in labels(whole, 1800) if label]
    assert [label for label in shown if label.startswith("02:00")] == ["02:00 +02:00", "02:00 +01:00"]
    assert shown.index("02:00 +01:00") > shown.index("02:30 +02:00")
    assert "03:00" in shown
    inside = axis(datetime(2026, 10, 25, 0, 50, tzinfo=UTC), timedelta(minutes=40), width=1800)
    named = [label for label in labels(inside, 1800) if label]
    assert (named[0], named[-1]) == ("02:50 +02:00", "02:30 +01:00")
    places = [tick.x for tick in inside.ticks(1800)]
    assert places == sorted(places)


def test_a_moment_of_that_hour_is_named_with_its_offset() -> None:
    night = axis(datetime(2026, 10, 25, 0, 0, tzinfo=UTC), timedelta(hours=3))
    assert night.named(datetime(2026, 10, 25, 1, 10, tzinfo=UTC)) == "02:10 +01:00"
    assert night.named(datetime(2026, 10, 25, 2, 10, tzinfo=UTC)) == "03:10"
