"""Moments that people type into the forms of pages, as a day and a time apart: seen from now, by the server's clock."""

from datetime import UTC, date, datetime, time

from core.domain.content.size_limits import require_supported_day
from core.domain.dates.past_days import past_moment
from core.domain.dates.zones import instant_of
from core.errors import BadInput
from core.services.app import App


def incident_start(app: App, day: date | None, at: time | None, zone: str) -> datetime | None:
    """When something happened: a time alone is the last such time, and nothing is still to come. Raises BadInput."""
    with app.db.read() as tx:
        return past_moment(day, at, zone, tx.now())


def planned_time(day: date | None, at: time | None, zone: str, near: datetime | None) -> datetime:
    """When people meet, of two moments the one closest to ``near``. Raises BadInput when a part is missing."""
    if day is None or at is None:
        raise BadInput("Choose a day and a time.")
    return instant_of(datetime.combine(day, at), zone, near)


def utc(moment: datetime) -> datetime:
    """An aware moment in UTC. Raises BadInput for a naive one, and for a year that is a slip."""
    if moment.tzinfo is None:
        raise BadInput("This time has no time zone. Add one, for example 2026-11-23T14:00+01:00.")
    require_supported_day(moment)
    return moment.astimezone(UTC)
