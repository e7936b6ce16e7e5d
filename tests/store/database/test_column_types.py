"""Columns that behave the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, make_url

from core.store.database.column_types import Instant, StorableText, storable

SQLITE: Dialect = make_url("sqlite://").get_dialect()()
POSTGRESQL: Dialect = make_url("postgresql+psycopg://").get_dialect()()
MOMENTS = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=st.timezones())  # noqa: DTZ001 - hypothesis adds the zone


@given(MOMENTS)
def test_a_moment_comes_back_as_the_same_moment(moment: datetime) -> None:
    """In UTC, whatever zone it was given in."""
    column = Instant()
    back = column.process_result_value(column.process_bind_param(moment, SQLITE), SQLITE)
    assert back == moment.astimezone(UTC)
    assert back.tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_on_sqlite_comparing_text_compares_time(item: datetime, other: datetime) -> None:
    """Sorting and expiry are done by the database."""
    column = Instant()
    texts = column.process_bind_param(item, SQLITE), column.process_bind_param(other, SQLITE)
    assert (texts[0] < texts[1]) == (item.astimezone(UTC) < other.astimezone(UTC))


def test_postgresql_is_given_moments_and_its_answers_are_turned_to_utc() -> None:
    """Whatever zone its session has."""
    berlin = timezone(timedelta(hours=1))
    moment = datetime(2026, 11, 23, 13, tzinfo=berlin)
    column = Instant()
    assert column.process_bind_param(moment, POSTGRESQL).tzinfo is UTC
    assert str(column.process_result_value(moment, POSTGRESQL)) == "2026-11-23 12:00:00+00:00"


def test_no_moment_is_no_moment() -> None:
    """Both ways."""
    for dialect in (SQLITE, POSTGRESQL):
        assert Instant().process_bind_param(None, dialect) is Instant().process_result_value(None, dialect) is None
        assert StorableText().process_bind_param(None, dialect) is None


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    """Nobody could say which moment it means."""
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 11, 23), SQLITE)  # noqa: DTZ001 - the mistake itself


@given(st.text(st.characters(codec=None), max_size=50))
def test_any_text_becomes_text_that_can_be_stored_sign_for_sign(text: str) -> None:
    """Only what cannot be stored is replaced, and places stay where they were."""
    kept = storable(text)
    kept.encode()
    assert "\x00" not in kept
    assert len(kept) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, kept, strict=True))
