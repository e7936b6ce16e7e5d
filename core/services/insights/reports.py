"""The report for a query, and what a page offers to choose from. Only for those in the workspace."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.domain.dates.zones import day_in
from core.domain.insights.periods import Period, offered_periods
from core.domain.insights.query import InsightQuery
from core.domain.insights.report import Report, report
from core.domain.postmortem import Severity
from core.services.app import App
from core.services.insights.facts import KnownFacts, known_facts

_QUARTER_HOUR: Final = 15
_MOST_OFFERED: Final = 300


@dataclass(frozen=True)
class Choices:
    """What there is to filter by: periods, severities, services and tags, the most frequent first."""

    periods: tuple[Period, ...]
    severities: tuple[str, ...]
    services: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class InsightPage:
    """``unread``: how many postmortems are not read yet, so that the figures will still change."""

    report: Report
    choices: Choices
    unread: int


def insight_page(app: App, query: InsightQuery, zone: str = "UTC") -> InsightPage:
    """Reads what changed since the last look, for about a second at most. ``zone``: of whoever looks, for today."""
    known = known_facts(app)
    with app.db.read() as tx:
        now = _quarter_hour(tx.now())
    today = day_in(zone, now)  # the zone itself is no part of the question: all that share a day share the answer
    found = known.remembered((query, now, today), lambda: report(known.facts, query, now, zone))
    choices = known.remembered(today, lambda: _choices(known, today))
    return InsightPage(found, choices, known.behind)


def _quarter_hour(now: datetime) -> datetime:
    """Days begin at a full quarter of an hour in every zone, so nothing changes in between."""
    return now.replace(minute=now.minute - now.minute % _QUARTER_HOUR, second=0, microsecond=0)


def _choices(known: KnownFacts, today: date) -> Choices:
    rows = known.facts.incidents
    return Choices(
        periods=offered_periods(today, min((row.day for row in rows), default=None)),
        severities=tuple(severity.value for severity in Severity),
        services=_most_frequent(name for row in rows for name in row.services),
        tags=_most_frequent(name for row in rows for name in row.tags),
    )


def _most_frequent(names: Iterable[str]) -> tuple[str, ...]:
    ranked = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0].casefold()))
    return tuple(name for name, _ in ranked[:_MOST_OFFERED])
