"""The order of events, and the zone they are read in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content.timeline import first, in_order, zone_of
from core.domain.dates.zones import zone_named
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from tests.support.postmortems import rows_of, timeline_rows

T0 = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


@given(rows_of(timeline_rows(), 8))
def test_rows_are_read_by_time_and_none_gets_lost(rows: tuple[TimelineRow, ...]) -> None:
    """However it was typed, a timeline reads from early to late, untimed rows last."""
    ordered = in_order(rows)
    assert sorted(row.id for row in ordered) == sorted(row.id for row in rows)
    timed = [row.at for row in ordered if row.at]
    assert timed == sorted(timed)
    assert [row.at is None for row in ordered] == sorted(row.at is None for row in ordered)


def test_rows_of_the_same_minute_keep_their_order() -> None:
    """Who typed first stands first."""
    rows = tuple(TimelineRow(id=row_id, at=T0) for row_id in "cab")
    assert [row.id for row in in_order(rows)] == ["c", "a", "b"]


def test_instants_are_compared_across_zones() -> None:
    """An instant is an instant, whoever wrote it down where."""
    berlin = TimelineRow(id="b", at=T0.astimezone(ZoneInfo("Europe/Berlin")) + timedelta(minutes=1))
    assert [row.id for row in in_order((berlin, TimelineRow(id="u", at=T0)))] == ["u", "b"]


def test_the_first_of_a_kind_has_a_time() -> None:
    """A kind without a time is not the first of anything."""
    rows = (TimelineRow(id="a", kind=TimelineKind.STARTED), TimelineRow(id="b", kind=TimelineKind.STARTED, at=T0))
    found = first(rows, TimelineKind.STARTED)
    assert found
    assert found.id == "b"
    assert first(rows, TimelineKind.RESOLVED) is None


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe", "a\0b", "x" * 300]
)
def test_a_zone_that_means_nothing_is_utc(name: str) -> None:
    """A mistyped zone never stops a page, and never opens a file."""
    assert zone_named(name) is None
    assert zone_of(Postmortem(zone=name)) == ZoneInfo("UTC")


@given(st.text(max_size=40))
def test_any_text_can_stand_where_a_zone_should(name: str) -> None:
    """Whatever is typed as a zone, times can be shown."""
    assert T0.astimezone(zone_of(Postmortem(zone=name))) == T0
