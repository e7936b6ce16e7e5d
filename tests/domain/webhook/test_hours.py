"""When something may be told: quiet hours, weekends and nine o'clock, also on the days when clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.webhook.hours import ALWAYS, DAILY_AT, Hours, may_tell, read_clock, tell_at, written_clock

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Hours(time(22), time(7))
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "Australia/Lord_Howe",  # clocks change by half an hour
        "America/Santiago",  # at midnight: a day that begins at one
        "Africa/Cairo",
        "Asia/Kathmandu",
        "Pacific/Apia",
    )
]


def moment(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def wall(at: datetime, zone: ZoneInfo = BERLIN) -> str:
    return at.astimezone(zone).strftime("%a %d %H:%M")


def test_without_hours_everything_is_told_at_once() -> None:
    """Also at night and on Sundays."""
    at = moment("2026-11-22T03:00")
    assert tell_at(ALWAYS, BERLIN, at) == at
    assert may_tell(ALWAYS, BERLIN, at)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-23T21:59", "Mon 23 21:59"),
        ("2026-11-23T22:00", "Tue 24 07:00"),
        ("2026-11-24T00:00", "Tue 24 07:00"),
        ("2026-11-24T06:59", "Tue 24 07:00"),
        ("2026-11-24T07:00", "Tue 24 07:00"),
    ],
)
def test_what_happens_at_night_is_told_in_the_morning(at: str, told: str) -> None:
    """Over midnight; the first minute is quiet, the last is not."""
    assert wall(tell_at(NIGHT, BERLIN, moment(at))) == told


def test_quiet_hours_by_day() -> None:
    """A team that works at night."""
    day = Hours(time(8), time(16, 30))
    assert wall(tell_at(day, BERLIN, moment("2026-11-23T08:00"))) == "Mon 23 16:30"
    assert wall(tell_at(day, BERLIN, moment("2026-11-23T16:30"))) == "Mon 23 16:30"


@pytest.mark.parametrize("hours", [Hours(time(9), time(9)), Hours(time(9), None), Hours(None, time(9))])
def test_quiet_hours_of_no_length_are_none(hours: Hours) -> None:
    """Half a pair says nothing, and from nine until nine is not all day."""
    at = moment("2026-11-23T09:00")
    assert tell_at(hours, BERLIN, at) == at


def test_free_days() -> None:
    """From Friday's midnight until Monday's, and with quiet hours until they are over."""
    working = Hours(weekends=False)
    assert wall(tell_at(working, BERLIN, moment("2026-11-20T23:59"))) == "Fri 20 23:59"
    assert wall(tell_at(working, BERLIN, moment("2026-11-21T12:00"))) == "Mon 23 00:00"
    assert wall(tell_at(Hours(time(22), time(7), weekends=False), BERLIN, moment("2026-11-20T23:00"))) == "Mon 23 07:00"


def test_once_a_day() -> None:
    """At nine, also what happened at nine itself; on Monday what happened on a free day."""
    daily = Hours(daily=True)
    assert wall(tell_at(daily, BERLIN, moment("2026-11-23T08:59"))) == "Mon 23 09:00"
    assert wall(tell_at(daily, BERLIN, moment("2026-11-23T09:00"))) == "Tue 24 09:00"
    assert wall(tell_at(Hours(daily=True, weekends=False), BERLIN, moment("2026-11-20T10:00"))) == "Mon 23 09:00"


def test_once_a_day_where_nine_is_quiet() -> None:
    """As soon as the quiet hours are over, instead of never."""
    assert wall(tell_at(Hours(time(8), time(12), daily=True), BERLIN, moment("2026-11-23T10:00"))) == "Mon 23 12:00"


@pytest.mark.parametrize(
    ("at", "told", "length"),
    [
        ("2026-03-28T22:00", "Sun 29 07:00", 8),  # an hour is skipped that night
        ("2026-10-24T22:00", "Sun 25 07:00", 10),  # an hour comes twice
        ("2026-11-23T22:00", "Tue 24 07:00", 9),
    ],
)
def test_a_night_in_which_clocks_change(at: str, told: str, length: int) -> None:
    """Until seven on the wall, however long that is."""
    begin = moment(at)
    end = tell_at(NIGHT, BERLIN, begin)
    assert (wall(end), end - begin) == (told, timedelta(hours=length))


def test_an_end_that_is_skipped_and_one_that_comes_twice() -> None:
    """After the gap; and the first of two."""
    until = Hours(time(22), time(2, 30))
    assert wall(tell_at(until, BERLIN, moment("2026-03-28T23:00"))) == "Sun 29 03:30"
    assert tell_at(until, BERLIN, moment("2026-10-24T23:00")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_that_begins_at_one() -> None:
    """Where clocks go forward at midnight, a free day still ends."""
    santiago = ZoneInfo("America/Santiago")
    at = tell_at(Hours(weekends=False), santiago, datetime(2026, 9, 5, 15, tzinfo=UTC))
    assert wall(at, santiago) == "Mon 07 00:00"
    assert wall(
        tell_at(Hours(time(20), time(0, 30)), santiago, datetime(2026, 9, 6, 1, tzinfo=UTC)), santiago
    ).startswith("Sun 06 01")


clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.builds(
    Hours,
    quiet_from=st.none() | clock_times,
    quiet_until=st.none() | clock_times,
    weekends=st.booleans(),
    daily=st.booleans(),
)
minutes = st.integers(0, 3 * 366 * 24 * 60)
moments = minutes.map(lambda number: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=number))


@given(hours=hours, zone=st.sampled_from(ZONES), at=moments)
def test_it_is_never_told_in_a_quiet_hour_nor_forgotten(hours: Hours, zone: ZoneInfo, at: datetime) -> None:
    """Not before it happened, in no quiet hour, and within four days: a weekend, a night and a clock that changes."""
    told = tell_at(hours, zone, at)
    assert at <= told <= at + timedelta(days=4)
    assert may_tell(hours, zone, told)


@given(zone=st.sampled_from(ZONES), at=moments)
def test_once_a_day_is_at_nine(zone: ZoneInfo, at: datetime) -> None:
    """On every wall, on every day of the year."""
    told = tell_at(Hours(daily=True), zone, at)
    assert told.astimezone(zone).time() == DAILY_AT
    assert timedelta() < told - at <= timedelta(hours=25)


@pytest.mark.parametrize("text", ["", "25:00", "soon", "9", "22:00:00+02:00x", "\u0661\u0662:00"])
def test_what_is_no_time_is_none(text: str) -> None:
    """A row that somebody changed by hand holds up nothing."""
    assert read_clock(text) is None or written_clock(read_clock(text))


def test_times_are_read_as_they_were_written() -> None:
    """Minutes are enough."""
    assert read_clock(written_clock(time(22, 5))) == time(22, 5)
    assert written_clock(None) == ""
