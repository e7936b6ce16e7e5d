"""Insights over a real database, on SQLite and PostgreSQL: what counts, what does not, and what changes the figures."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from core.document.labels import add_labels
from core.domain.insights.finding import Finding
from core.domain.insights.query import InsightQuery
from core.domain.insights.reading import RULES
from core.domain.postmortem import FactorRow, Postmortem, Severity
from core.services import postmortems as services
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.insights import facts, files, readings
from core.services.insights.reports import InsightPage, insight_page
from core.services.old_reports import ReportFile, bring_in
from core.services.postmortems.creating import create_from
from core.store import incident_links, insights
from core.store.database import tables
from tests.support import edits
from tests.support.apps import TestClock
from tests.support.held import held
from tests.support.insight_data import add, fill

ALL = InsightQuery("all")


def finding(page: InsightPage, key: str) -> Finding:
    return next(found for found in page.report.findings if found.key == key)


def counted(app: App, query: InsightQuery = ALL) -> int:
    return insight_page(app, query).report.counted


def test_thirty_nine_postmortems(app: App) -> None:
    """Every finding but the recurrences has enough to say something, and each rests on what it says."""
    fill(app, 39)
    page = insight_page(app, ALL)
    assert (page.report.counted, page.report.total, page.unread) == (39, 39, 0)
    said = {found.key: found.counted for found in page.report.findings if not found.missing}
    assert said["months"] == said["detect"] == said["services"] == said["minutes"] == 39
    assert said["actions"] == 39 * 5
    assert "recurrences" not in said
    assert page.choices.services
    assert page.choices.tags


def test_nothing_is_about_a_person(app: App) -> None:
    """No owner's name is in any word of the figures or their files."""
    fill(app, 39)
    report = insight_page(app, ALL).report
    text = (repr(report) + files.as_table(report).decode() + files.as_page(report).decode()).casefold()
    for part in ("deniz", "arslan", "mara", "voss", "kofi", "mensah", "yuki", "tanaka"):
        assert part not in text


def test_an_empty_workspace_and_one_postmortem(app: App) -> None:
    """Nothing fails, and nothing is said of one."""
    assert insight_page(app, InsightQuery()).report.total == 0
    fill(app, 1)
    page = insight_page(app, InsightQuery())
    assert page.report.total == 1
    assert {found.sentence for found in page.report.findings if found.key != "actions"} == {"Too few to say."}


def test_the_finished_example_and_the_trash_count_nowhere(app: App) -> None:
    """Not in the figures, not in the choices, not in the words."""
    with app.db.write() as tx:
        create_from(tx, Postmortem(title="Example", services=("example-db",)), example=True)
    pm_id = services.create(app, "Ours")
    document_store.edit(app, pm_id, add_labels("services", ["ours-db"]), None)
    assert counted(app) == 1
    assert insight_page(app, ALL).choices.services == ("ours-db",)
    services.trash(app, pm_id, None)
    page = insight_page(app, ALL)
    assert (page.report.total, page.choices.services) == (0, ())
    services.restore(app, pm_id, None)
    assert counted(app) == 1
    services.trash(app, pm_id, None)
    services.empty_trash(app, None)
    assert counted(app) == 0


def test_the_same_report_until_something_changes(app: App, clock: TestClock) -> None:
    """Then the next look shows it: a word in a document, an action's state, a meeting, another day."""
    pm_id = fill(app, 6)[0]
    before = insight_page(app, ALL)
    assert insight_page(app, ALL).report is before.report
    assert facts.known_facts(app) is facts.known_facts(app)

    made = services.create(app, "New")
    after = insight_page(app, ALL)
    assert after.report.counted == 7
    document_store.edit(app, made, edits.set_severity(Severity.P1), None)
    assert counted(app, InsightQuery("all", ("P1",), ())) >= 1

    actions = finding(insight_page(app, ALL), "actions").counted
    document_store.edit(app, made, edits.add_row("actions", "x", "Alert", "V"), None)
    assert finding(insight_page(app, ALL), "actions").counted == actions
    follow_up.mark_done(app, made, "x", "A test passes", None)
    assert finding(insight_page(app, ALL), "actions").counted == actions + 1

    clock.tick(days=500)
    assert counted(app, InsightQuery("12m")) == 0
    assert pm_id in {row.id for row in facts.known_facts(app).facts.incidents}


def test_only_what_changed_is_read_again(app: App) -> None:
    """The rows of the others are the very ones of before."""
    fill(app, 20)
    before = {row.id: row for row in facts.known_facts(app).facts.incidents}
    insight_page(app, ALL)
    before = {row.id: row for row in facts.known_facts(app).facts.incidents}
    made = services.create(app, "New")
    insight_page(app, ALL)
    after = {row.id: row for row in facts.known_facts(app).facts.incidents}
    assert after.keys() - before.keys() == {made}
    assert all(after[pm_id] is row for pm_id, row in before.items())


def test_a_held_meeting_gives_its_actions_and_minutes(app: App) -> None:
    """Before it is over nothing of it is agreed on."""
    for number in range(5):
        pm_id = services.create(app, f"Incident {number}")
        document_store.edit(app, pm_id, edits.add_row("actions", "x", "Alert", "V"), None)
        if number < 4:
            held(app, pm_id)
    page = insight_page(app, ALL)
    assert (finding(page, "actions").counted, finding(page, "minutes").counted) == (4, 4)


def test_an_old_report_took_no_minutes(app: App) -> None:
    """Its meeting is over without ever having been held here."""
    for number in range(6):
        assert bring_in(app, ReportFile(f"{number}.md", f"# Disk {number} full\n\n- [ ] Alert at ninety\n")).id
    page = insight_page(app, ALL)
    assert page.report.counted == 6
    assert finding(page, "minutes").counted == 0


def test_records_that_are_behind_are_read_a_few_at_a_time(sqlite_app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits about a second; the rest is read at the next looks, and the page says how many are left."""
    seconds = iter(range(0, 1000, 2))
    monkeypatch.setattr(readings, "_AT_ONCE", 3)
    monkeypatch.setattr(readings, "monotonic", lambda: next(seconds))
    fill(sqlite_app, 10)
    assert insight_page(sqlite_app, ALL).unread == 7
    assert [insight_page(sqlite_app, ALL).unread for _ in range(3)] == [4, 1, 0]


def test_other_rules_read_every_record_again(app: App) -> None:
    """What an older version kept is not believed."""
    fill(app, 3)
    insight_page(app, ALL)
    with app.db.read() as tx:
        assert insights.stamp(tx, RULES).behind == 0
        assert insights.stamp(tx, RULES + 1).behind == 3
        assert len(insights.records_behind(tx, RULES + 1, 2)) == 2


def test_what_other_rules_read_is_not_kept_in_memory(app: App) -> None:
    """Rows that an older version of Debrief had read are read again although their documents are as they were."""
    fill(app, 3)
    insight_page(app, ALL)
    with app.db.write() as tx:
        tx.execute(tables.insight.update().values(rules=RULES - 1, services="of before", terms=""))
    facts._known.clear()
    page = insight_page(app, ALL)
    assert page.unread == 0
    assert "of before" not in page.choices.services
    assert all(row.terms for row in facts.known_facts(app).facts.incidents)


def test_a_newer_record_is_read_again(app: App) -> None:
    """What was kept belongs to one state of the document."""
    pm_id = fill(app, 1)[0]
    insight_page(app, ALL)
    document = services.create(app, "Other")
    document_store.edit(app, document, add_labels("tags", ["dns"]), None)
    assert insight_page(app, ALL).choices.tags[0] == "dns" or "dns" in insight_page(app, ALL).choices.tags
    document_store.edit(app, document, add_labels("tags", ["disk-full"]), None)
    assert "disk-full" in insight_page(app, ALL).choices.tags
    assert pm_id != document


def test_a_postmortem_that_is_deleted_while_it_is_read(app: App) -> None:
    """Is left out."""
    fill(app, 2)
    with app.db.write() as tx:
        late = insights.records_behind(tx, RULES, 9)
        tx.execute(tables.postmortem.delete())
        insights.keep(tx, RULES, [(pm_id, update, readings.reading_in(stored)) for pm_id, stored, update in late])
        assert insights.incidents(tx) == []


@pytest.mark.parametrize("text", ["=1+1", "\x00", "line\nbreak", "'; DROP TABLE insight; --", "\ud800", "x" * 3000])
def test_whatever_a_service_is_called(app: App, text: str) -> None:
    """The figures hold, and so do filters by that name."""
    for _ in range(5):
        pm_id = services.create(app, "Incident")
        document_store.edit(app, pm_id, add_labels("services", [text]), None)
    page = insight_page(app, ALL)
    assert page.report.counted == 5
    assert counted(app, InsightQuery("all", services=page.choices.services[:1] or (text,))) in (0, 5)


def test_the_incident_is_dated_where_it_was(app: App, clock: TestClock) -> None:
    """Half past eleven in the evening of the last of the month in New York is the next day in UTC."""
    made = Postmortem(title="Late", zone="America/New_York", factors=(FactorRow(id="f", text="disk"),))
    with app.db.write() as tx:
        add(tx, "late", made, clock.now.replace(day=1, hour=3))
        row = tables.postmortem
        tx.execute(row.update().where(row.c.id == "late").values(started_at=clock.now.replace(day=1, hour=3)))
    (incident,) = facts.known_facts(app).facts.incidents
    assert incident.day == (clock.now.replace(day=1) - timedelta(days=1)).date()


def test_two_looks_at_once(app: App) -> None:
    """Read the same, and none fails."""
    fill(app, 12)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: counted(app), range(4))) == [12] * 4


def test_incidents_that_came_back(app: App) -> None:
    """As the team linked them; taking one link away and making another one is seen."""
    ids = fill(app, 12)
    with app.db.write() as tx:
        for number in range(5):
            incident_links.link(tx, ids[number], ids[number + 6], None)
    assert finding(insight_page(app, ALL), "recurrences").counted == 5
    services.trash(app, ids[6], None)
    assert finding(insight_page(app, ALL), "recurrences").counted == 4
    services.restore(app, ids[6], None)
    with app.db.write() as tx:
        incident_links.unlink(tx, ids[0], ids[6])
    assert finding(insight_page(app, ALL), "recurrences").counted == 4


def test_today_is_where_somebody_looks(app: App, clock: TestClock) -> None:
    """In Tokyo the new year has begun: what happened this morning is among the last twelve months there."""
    clock.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    services.create(app, "Now", None, clock.now - timedelta(minutes=20), "Asia/Tokyo")
    services.create(app, "A year ago", None, datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "Asia/Tokyo")
    tokyo = insight_page(app, InsightQuery(), "Asia/Tokyo")
    assert (tokyo.report.counted, tokyo.report.day) == (1, date(2027, 1, 1))
    assert "2027" in [period.key for period in tokyo.choices.periods]
    london = insight_page(app, InsightQuery(), "Europe/London")
    assert (london.report.counted, london.report.day) == (1, date(2026, 12, 31))
    assert "2027" not in [period.key for period in london.choices.periods]
