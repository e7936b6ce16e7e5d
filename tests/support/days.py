"""Days from today, asked for when a test runs.

A constant of a module is made when the tests are collected. A run that goes over midnight then compares with the day
before: "10 days late" for "9 days late".
"""

from datetime import UTC, date, datetime, timedelta


def today() -> date:
    """The present day in UTC."""
    return datetime.now(UTC).date()


def in_days(days: int) -> date:
    """So many days from today; negative for the past."""
    return today() + timedelta(days=days)
