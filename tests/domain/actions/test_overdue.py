"""Overdue: one rule for lists, counts, reminders and webhooks, and the same in the database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.overdue import days_overdue, is_closed, zones_by_day
from core.domain.dates.zones import day_in
from tests.support.postmortems import ZONES, instants

DUE = date(2026, 12, 4)
NOV = datetime(2026, 11, 23, 10, tzinfo=UTC)
NOON = datetime(2026, 12, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(("state", "closed"), [("open", False), ("moved", False), ("done", True), ("dropped", True)])
def test_only_done_and_dropped_are_closed(state: str, closed: bool) -> None:
    """What was moved to another day is still to be done."""
    assert is_closed(state) is closed
    assert days_overdue(DUE, state, "UTC", NOON + timedelta(days=3)) == (0 if closed else 3)


def test_the_day_itself_is_not_overdue_and_ends_where_the_postmortem_is() -> None:
    """At noon in London it is tomorrow already on the Chatham islands."""
    assert days_overdue(DUE, "open", "UTC", NOON) == 0
    assert days_overdue(DUE, "open", "Pacific/Chatham", NOON) == 1
    assert days_overdue(DUE, "open", "UTC", NOON + timedelta(hours=12)) == 1


def test_no_date_and_no_example_is_overdue() -> None:
    """Nobody can be late with either."""
    assert days_overdue(None, "open", "UTC", NOON) == 0
    assert days_overdue(DUE, "open", "UTC", NOON + timedelta(days=9), example=True) == 0


@given(instants(), st.sampled_from(ZONES), st.integers(-3, 3))
def test_the_database_asks_for_the_same_ones(now: datetime, zone: str, days: int) -> None:
    """What is due before the day that it is in its zone, and nothing else."""
    due = day_in(zone, now) + timedelta(days=days)
    (today,) = (day for day, zones in zones_by_day(ZONES, now).items() if zone in zones)
    assert (due < today) == (days_overdue(due, "open", zone, now) > 0)


def test_a_day_is_over_when_it_is_over_there() -> None:
    due = date(2026, 11, 22)
    assert days_overdue(due, "open", "Etc/GMT+12", NOV) == 0
    assert days_overdue(due, "open", "UTC", NOV) == 1
    assert days_overdue(due, "open", "Pacific/Kiritimati", NOV) == 2
    assert days_overdue(None, "open", "UTC", NOV) == 0
    assert days_overdue(date.max, "open", "UTC", NOV) == 0
    last_second = datetime(2026, 11, 23, 7, 59, 59, tzinfo=UTC)
    assert days_overdue(due, "open", "America/Los_Angeles", last_second) == 0
    assert days_overdue(due, "open", "America/Los_Angeles", last_second + timedelta(seconds=1)) == 1
