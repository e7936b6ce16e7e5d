"""All findings for a query, as one value that pages and files show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.dates.zones import day_in
from core.domain.insights.action_outcomes import actions_kept
from core.domain.insights.by_name import causes_by_lens, services_hit
from core.domain.insights.finding import Finding
from core.domain.insights.incidents_by_month import incidents_by_month
from core.domain.insights.meeting_minutes import meeting_minutes
from core.domain.insights.periods import Period, period_before, period_of
from core.domain.insights.query import InsightQuery, meant, within
from core.domain.insights.recurrences import recurrences
from core.domain.insights.recurring_words import recurring_words
from core.domain.insights.response_times import response_times
from core.domain.insights.rows import AgreedAction, Facts, Incident


@dataclass(frozen=True)
class Report:
    """``counted`` of ``total`` postmortems are meant. ``filters``: what is asked for, in words; ``day``: when."""

    query: InsightQuery
    period: Period
    findings: tuple[Finding, ...]
    counted: int
    total: int
    filters: tuple[str, ...]
    day: date


def report(facts: Facts, query: InsightQuery, now: datetime, zone: str = "UTC") -> Report:
    """``now`` decides what is overdue and which days the last twelve months are, in the ``zone`` of whoever looks."""
    today = day_in(zone, now)
    period = period_of(query.period, today)
    every = meant(facts.incidents, query)
    here, before = within(every, period), within(every, period_before(period))
    actions, actions_before = _of(facts, here), _of(facts, before)
    findings = (
        incidents_by_month(here, before, period),
        *response_times(here, before, period),
        *actions_kept(actions, actions_before, period, now),
        causes_by_lens(here, before, period),
        recurring_words(here, before, period, facts.names),
        services_hit(here, before, period),
        recurrences(here, before, period, facts.recurrences, facts.actions_of),
        meeting_minutes(here, before, period),
    )
    return Report(query, period, findings, len(here), len(facts.incidents), _filters(query, period), today)


def _of(facts: Facts, rows: Sequence[Incident]) -> list[AgreedAction]:
    return [action for row in rows for action in facts.actions_of.get(row.id, ())]


def _filters(query: InsightQuery, period: Period) -> tuple[str, ...]:
    return (
        period.label,
        *((f"severity {', '.join(query.severities)}",) if query.severities else ()),
        *((f"service {', '.join(query.services)}",) if query.services else ()),
        *((f"tag {', '.join(query.tags)}",) if query.tags else ()),
    )
