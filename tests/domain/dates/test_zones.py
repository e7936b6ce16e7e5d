"""One set of zone rules, names that a list may offer, and days in a zone."""

import json
import subprocess
import sys
import zoneinfo
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.domain.dates.zones import (
    clock_time,
    date_and_time,
    day_in,
    in_zone,
    instant_of,
    instants_of,
    is_ambiguous,
    offered_zones,
    offset_if_ambiguous,
    offset_of,
    zone_named,
    zone_or_utc,
)
from core.errors import BadInput

# Their rules changed in 2026, so that files of the year before are an hour wrong from November on.
NEW_RULES = {
    "Africa/Casablanca": "+00:00",
    "Africa/El_Aaiun": "+00:00",
    "America/Edmonton": "-06:00",
    "America/Inuvik": "-06:00",
    "America/Rainy_River": "-05:00",
    "America/Vancouver": "-07:00",
    "America/Winnipeg": "-05:00",
    "America/Yellowknife": "-06:00",
}
NOV = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(("zone", "offset"), NEW_RULES.items())
def test_rules_of_this_year_are_known(zone: str, offset: str) -> None:
    """Whatever the zone files of this computer say."""
    assert offset_of(NOV, zone_or_utc(zone)) == offset


def test_the_computers_own_files_are_never_read() -> None:
    assert zoneinfo.TZPATH == ()
    assert version("tzdata") >= "2026.2"


def test_a_zone_that_a_library_made_before_is_not_kept() -> None:
    """In a process that asked for a zone before it imported anything of ours, and was told to read other files."""
    code = (
        "from zoneinfo import ZoneInfo; before = ZoneInfo('America/Vancouver'); import core; from datetime import *; "
        "print(datetime(2026, 11, 23, 10, tzinfo=UTC).astimezone(ZoneInfo('America/Vancouver')).hour)"
    )
    env = {"PYTHONTZPATH": "/usr/share/zoneinfo", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=True)
    assert done.stdout.strip() == "3"


def test_a_list_offers_places_and_utc_and_nothing_else() -> None:
    offered = offered_zones()
    assert {"UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+12"} <= set(offered)
    assert not {"Factory", "localtime", "posixrules", "GB", "EST5EDT"} & set(offered)
    assert not any(name.startswith(("posix/", "right/", "/", "./")) for name in offered)
    assert list(offered) == sorted(set(offered))


@pytest.mark.parametrize(
    "name", ["localtime", "Factory", "posixrules", "posix/Europe/Berlin", "europe/berlin", "+01:00"]
)
def test_a_name_that_not_everybody_knows_is_none(name: str) -> None:
    """Also one that browsers would read in another way than we do."""
    assert zone_named(name) is None
    assert zone_or_utc(name) == ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Etc/GMT+12", date(2026, 11, 22)), ("UTC", date(2026, 11, 23)), ("Pacific/Kiritimati", date(2026, 11, 24))],
)
def test_the_day_depends_on_the_place(zone: str, day: date) -> None:
    assert day_in(zone, NOV) == day


def test_a_wall_shows_an_hour_twice_once_or_never() -> None:
    def shown(wall: str, zone: ZoneInfo) -> tuple[str, ...]:
        return tuple(f"{at:%d %H:%M}" for at in instants_of(datetime.fromisoformat(wall), zone))

    assert shown("2026-10-25 02:30", BERLIN) == ("25 00:30", "25 01:30")
    assert shown("2026-10-25 03:00", BERLIN) == ("25 02:00",)
    assert shown("2026-03-29 02:30", BERLIN) == ()
    assert shown("9999-12-31 23:59:59", NEW_YORK) == ()


@pytest.mark.parametrize(
    ("at", "twice", "offset"),
    [
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), False, "+02:00"),
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), True, "+02:00"),
        (datetime(2026, 10, 25, 1, 59, 59, tzinfo=UTC), True, "+01:00"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), False, "+01:00"),
    ],
)
def test_which_moments_need_their_offset(at: datetime, twice: bool, offset: str) -> None:
    assert (is_ambiguous(at, BERLIN), offset_of(at, BERLIN)) == (twice, offset)


WALLS = json.loads((Path(__file__).parents[2] / "cases" / "wall_times.json").read_text("utf-8"))


@pytest.mark.parametrize("case", WALLS["cases"], ids=lambda case: f"{case['zone']} {case['at']}")
def test_walls_read_as_browsers_read_them(case: dict[str, Any]) -> None:
    """The table is the browsers' own; the same is asked of their code."""
    at, zone = datetime.fromisoformat(case["at"]), zone_or_utc(case["zone"])
    offset = case["offset"] if case["twice"] else ""
    assert in_zone(at, zone).date().isoformat() == case["date"]
    assert clock_time(at, zone) == f"{case['time']} {offset}".rstrip()
    assert date_and_time(at, zone) == f"{case['date']} {case['time']} {offset}".rstrip()
    assert (is_ambiguous(at, zone), offset_of(at, zone), offset_if_ambiguous(at, zone)) == (
        case["twice"],
        case["offset"],
        offset,
    )
    wall = datetime.fromisoformat(f"{case['date']}T{case['time']}")
    assert instant_of(wall, case["zone"], near=at) == at
    assert len(instants_of(wall, zone)) == 1 + case["twice"]


@pytest.mark.parametrize("case", WALLS["skipped"], ids=lambda case: f"{case['zone']} {case['date']}")
def test_what_clocks_skip_is_refused_with_a_sentence(case: dict[str, str]) -> None:
    wall = datetime.fromisoformat(f"{case['date']}T{case['time']}")
    assert instants_of(wall, zone_or_utc(case["zone"])) == ()
    with pytest.raises(BadInput, match=f"Clocks skip {case['time']} on "):
        instant_of(wall, case["zone"])


def test_a_wall_without_a_zone_is_refused() -> None:
    with pytest.raises(BadInput, match="no time zone"):
        instant_of(datetime.fromisoformat("2026-11-23T02:58"), "Mars/Base")


def test_half_an_hour_can_come_twice_too() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    assert is_ambiguous(datetime(2026, 4, 4, 15, 10, tzinfo=UTC), lord_howe)
    assert not is_ambiguous(datetime(2026, 4, 4, 15, 40, tzinfo=UTC), lord_howe)
    assert offset_of(datetime(2026, 4, 4, 15, 10, tzinfo=UTC), lord_howe) == "+10:30"
    assert offset_of(NOV, ZoneInfo("America/St_Johns")) == "-03:30"


def test_the_ends_of_the_calendar_are_told_in_utc() -> None:
    latest = datetime.max.replace(tzinfo=UTC)
    assert in_zone(latest, ZoneInfo("Pacific/Kiritimati")) == latest
    assert not is_ambiguous(latest, BERLIN)
    assert offset_of(latest, ZoneInfo("Pacific/Kiritimati")) == "+00:00"
