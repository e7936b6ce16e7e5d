"""What reads everything beside the four pages: tables, calendars, reminders, searches as one types, settings, verbs."""

from collections.abc import Callable
from itertools import cycle

from core.domain.insights.query import InsightQuery
from core.services.access import person
from core.services.actions import action_queries, reminders
from core.services.app import App
from core.services.audit import reading, retention
from core.services.exchange import calendar_feeds, exports
from core.services.insights import files, reports
from core.services.labels import names
from core.services.memory import seen_before
from core.services.nudges import incidents
from core.services.operations import figures
from core.services.operations.checks import all_checks
from core.services.postmortems import archive, filter_choices
from core.services.reviews import review_queries
from core.store.people.visitors import Visitor
from tests.bench.big import content


def beside(here: App, visitor: Visitor) -> dict[str, Callable[[], object]]:
    """Each by what it is called in the table. Nothing of it changes what a later one reads."""
    titles = cycle(f"{service} stopped answering after the release" for service in content.SERVICES)
    return {
        "all actions as CSV": lambda: exports.all_actions_csv(here, visitor),
        "all actions as CSV, its first part": lambda: next(exports.all_actions_csv_parts(here, visitor)),
        "the team's calendar": lambda: calendar_feeds.team_feed(here),
        "the team's calendar, asked again": lambda: calendar_feeds.team_version(here),
        "an owner's calendar": lambda: calendar_feeds.owner_feed(here, content.OWNERS[3]),
        "owners to choose a calendar of": lambda: calendar_feeds.owners(here),
        "the wall": lambda: action_queries.most_overdue(here, 6),
        "counts, each minute a page": lambda: action_queries.action_counts(here),
        "reviews that are due": lambda: review_queries.due_reviews(here),
        "the reminder's digest": lambda: reminders.digest(here),
        "due soon, each morning": lambda: reminders.due_soon(here),
        "without a meeting, each morning": lambda: incidents.without_meeting(here),
        "retention": lambda: retention.keep_house(here),
        "seen before, a title": lambda: seen_before.seen_before_text(here, next(titles), visitor),
        "Archive, its list": lambda: archive(here),
        "Archive, what its filters offer": lambda: filter_choices(here),
        "names a room completes": lambda: names.completions(here),
        "names that may be doubles": lambda: names.proposed_doubles(here, "services"),
        "the audit log, its page": lambda: reading.page(here, reading.AuditQuery(), visitor),
        "people who signed in": lambda: person.signed_in_people(here),
        "figures for monitors": lambda: figures.read(here),
        "the doctor": lambda: all_checks.run_checks(here),
        "Insights as a table": lambda: files.as_table(reports.insight_page(here, InsightQuery()).report),
    }
