"""What the figures are asked for: a period, severities, services and tags, and which incidents those mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.domain.insights.periods import LAST_YEAR, Period
from core.domain.insights.rows import Incident


@dataclass(frozen=True)
class InsightQuery:
    """An incident counts when it has one of the severities, one of the services and one of the tags; empty: any."""

    period: str = LAST_YEAR
    severities: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything but the period is asked for."""
        return bool(self.severities or self.services or self.tags)


def meant(incidents: Iterable[Incident], query: InsightQuery) -> list[Incident]:
    """The incidents of all times that the query means."""
    if not query.narrowed:
        return list(incidents)
    severities, services, tags = frozenset(query.severities), frozenset(query.services), frozenset(query.tags)
    return [
        row
        for row in incidents
        if (not severities or row.severity in severities)
        and (not services or not services.isdisjoint(row.services))
        and (not tags or not tags.isdisjoint(row.tags))
    ]


def within(incidents: Iterable[Incident], period: Period | None) -> list[Incident]:
    """Those whose day is in the period; none without a period."""
    if period is None:
        return []
    first, last = period.first or date.min, period.last or date.max
    return [row for row in incidents if first <= row.day <= last]
