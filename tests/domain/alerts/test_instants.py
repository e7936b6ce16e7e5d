"""Instants as tools write them, and those that are not believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.alerts.instants import CLOCKS_DIFFER, EARLIEST, instant_text, read_instant
from core.domain.dates.zones import zone_named
from tests.domain.alerts.bodies import NOW, at

SECOND = 1_795_167_000  # 2026-11-20T09:30:00Z


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-20T09:30:00Z",
        "2026-11-20T09:30:00.000000000Z",
        "2026-11-20T10:30:00+01:00",
        "2026-11-20T10:30:00.000+0100",
        "2026-11-20 09:30:00",
        "2026-11-20 09:30:00 UTC",
        "2026.11.20 09:30:00",
        "2026/11/20 09:30:00",
        " 2026-11-20T09:30:00Z ",
        "2026-11-20 04:30:00 -0500",
        "2026-11-20 04:30:00 -05:00",
        "2026-11-20T04:30:00 -0500",
        "2026-11-20 04:30:00.000000000 -0500 EST",
        "2026-11-20 15:00:00 +0530 IST",
        "2026-11-20 09:30:00 +0000 UTC",
        "Fri, 20 Nov 2026 09:30:00 +0000",
        "Fri, 20 Nov 2026 04:30:00 -0500",
        "20 Nov 2026 09:30 GMT",
        SECOND,
        float(SECOND),
        SECOND * 10**3,
        SECOND * 10**6,
        SECOND * 10**9,
        str(SECOND),
        str(SECOND * 1000),
        f"{SECOND}.0",
    ],
)
def test_the_same_instant_in_many_forms(value: object) -> None:
    """Numbers by their magnitude; a text without a zone is UTC."""
    assert read_instant(value, NOW) == at("09:30")


@pytest.mark.parametrize(
    ("value", "micro"),
    [("2026-11-20T09:30:00.142100113Z", 142100), (SECOND * 10**9 + 1_603_999, 1603), (f"{SECOND}.25", 250_000)],
)
def test_fractions_are_kept_to_the_microsecond(value: object, micro: int) -> None:
    """Whole numbers are never made floats: nanoseconds of today need 61 bits."""
    assert read_instant(value, NOW) == at("09:30") + timedelta(microseconds=micro)


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59+00:00",
        "0001-01-01T00:00:00+14:00",
        "2026-11-20T12:05:01Z",
        0,
        -SECOND,
        1,
        10**8,
        10**25,
        float("inf"),
        float("nan"),
        1e300,
        True,
        None,
        [],
        {},
        "",
        "now",
        "2026-11-20",
        "2026-13-40T99:99:99Z",
        "20261120T093000",
        "2026-W47-5",
        "Tue, 31 Feb 2026 09:30:00 +0000",
        "Fri, 20 Nov 2026 29:30:00 +0000",
        "Fri, 20 Nov 2026 09:30:00 -0000 " + "x" * 60,
        "{EVENT.DATE} {EVENT.TIME}",
        "9" * 5_000,
        "2026-11-20T09:30:00" + "0" * 10_000,
    ],
)
def test_what_is_no_instant_that_can_be_believed(value: object) -> None:
    """Zero times, the future, other types, endless texts."""
    assert read_instant(value, NOW) is None


def test_clocks_may_differ_a_little() -> None:
    """Up to five minutes ahead, to the second."""
    assert read_instant((NOW + CLOCKS_DIFFER).isoformat(), NOW) is not None
    assert read_instant((NOW + CLOCKS_DIFFER + timedelta(seconds=1)).isoformat(), NOW) is None
    assert read_instant(EARLIEST.isoformat(), NOW) == EARLIEST


def test_a_zone_counts_for_what_has_none() -> None:
    """And only for that."""
    berlin = zone_named("Europe/Berlin")
    assert berlin is not None
    assert read_instant("2026.11.20 10:30:00", NOW, berlin) == at("09:30")
    assert read_instant("2026-11-20T09:30:00Z", NOW, berlin) == at("09:30")
    assert read_instant("2026-11-20 09:30:00 UTC", NOW, berlin) == at("09:30")


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (at("09:30"), "2026-11-20T09:30:00Z"),
        (at("09:30:00.500000"), "2026-11-20T09:30:00.500Z"),
        (at("09:30:00.000123"), "2026-11-20T09:30:00.000123Z"),
        (datetime.fromisoformat("2026-11-20T10:30:00+01:00"), "2026-11-20T09:30:00Z"),
    ],
)
def test_an_instant_as_text(instant: datetime, text: str) -> None:
    """In UTC, with no more digits than it has."""
    assert instant_text(instant) == text


@given(st.datetimes(EARLIEST.replace(tzinfo=None), NOW.replace(tzinfo=None), timezones=st.just(UTC)))
def test_what_is_written_is_read_back(instant: datetime) -> None:
    """Every instant of the years that are believed."""
    assert read_instant(instant_text(instant), NOW) == instant


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.integers())))
def test_nothing_raises(value: object) -> None:
    """Whatever stands in the field."""
    found = read_instant(value, NOW)
    assert found is None or EARLIEST <= found <= NOW + CLOCKS_DIFFER
