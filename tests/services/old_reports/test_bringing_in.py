"""A report is stored as a whole postmortem, once, and is found where an incident of its day belongs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.document.edit import set_fact
from core.domain.publication import PublicationState
from core.domain.search.filters import ArchiveFilter
from core.errors import BadInput, WorkspaceLocked
from core.services import postmortems
from core.services.actions import action_queries, completion_rate, follow_up
from core.services.actions.action_queries import ActionQuery
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.old_reports import LIMITS, Outcome, ReportFile, Status, bring_in, preview
from core.services.old_reports import bringing_in as module
from core.services.postmortems.creating import create_from
from core.services.publishing import publications
from core.services.reviews import review_queries
from core.store import action_log
from core.store import postmortems as stored_postmortems
from core.store.action_items import figures
from core.store.database.transaction import Transaction
from tests.support.apps import TestClock, insider, newcomer
from tests.support.at_once import at_once, wait_for_each_other

TEXT = """# Mail late on 2024-02-05

## Timeline (UTC)

- 10:00 Queue begins to grow
- 10:30 Alert
- 11:00 Incident resolved

## Background

Zebras were involved.

## Action items

- [x] Larger queue https://tracker.example/7
- [ ] Alert at half of it (@mara)
"""
REPORT = ReportFile("old/mail.md", TEXT)
OPEN = "Alert at half of it (@mara)"


def test_a_report_becomes_a_postmortem_in_the_archive_on_its_day(app: App) -> None:
    """Not on the day on which somebody brought it in; and it is found by any word of it."""
    outcome = bring_in(app, REPORT)
    assert outcome.status is Status.NEW
    (row,) = postmortems.archive(app).rows
    assert (row.card.id, row.card.title) == (outcome.id, "Mail late on 2024-02-05")
    assert row.card.created_at == datetime(2024, 2, 5, 12, tzinfo=UTC)
    assert row.card.started_at == datetime(2024, 2, 5, 10, tzinfo=UTC)
    assert [hit.card.id for hit in postmortems.archive(app, "zebras").rows] == [outcome.id]


def test_what_is_done_is_done_and_the_rest_is_open_with_the_incident(app: App) -> None:
    """With the link of the report as its evidence."""
    outcome = bring_in(app, REPORT)
    found = action_queries.action_page(app, ActionQuery(pm_id=outcome.id), 50)
    assert [row.text for row in found.rows] == [OPEN]
    closed = action_queries.action_page(app, ActionQuery(pm_id=outcome.id, closed=True), 50)
    assert [(row.state, row.evidence) for row in closed.rows] == [("done", "https://tracker.example/7")]
    (row,) = postmortems.archive(app, chosen=ArchiveFilter(open_actions=True)).rows
    assert row.card.open_actions == 1


def test_what_nobody_will_do_is_closed_with_the_words_of_the_report(app: App) -> None:
    """It is asked about as little as what is done, and its reason can be read."""
    text = TEXT.replace("- [ ] Alert at half of it (@mara)", "- [x] Alert at half of it (won't do)")
    outcome = bring_in(app, ReportFile("old/mail.md", text))
    assert action_queries.action_page(app, ActionQuery(pm_id=outcome.id), 50).rows == ()
    closed = action_queries.action_page(app, ActionQuery(pm_id=outcome.id, closed=True), 50)
    assert sorted((row.state, row.note) for row in closed.rows) == [("done", ""), ("dropped", "won't do")]


def test_nobody_is_asked_about_an_old_report_until_somebody_takes_it_up(app: App, clock: TestClock) -> None:
    """Hundreds of old action items would hide what the team promised; one that is reported on is promised."""
    outcome = bring_in(app, REPORT)
    assert action_queries.action_page(app, ActionQuery(), 50).rows == ()
    assert action_queries.action_counts(app).open == 0
    (item,) = action_queries.action_page(app, ActionQuery(pm_id=outcome.id), 50).rows
    day = clock.now.date() + timedelta(days=3)
    follow_up.set_due(app, outcome.id, item.action_id, day, insider(app))
    assert [row.text for row in action_queries.action_page(app, ActionQuery(), 50).rows] == [OPEN]
    clock.tick(days=10)
    assert action_queries.action_counts(app).overdue == 1


def test_lists_and_its_page_say_old_report_and_not_that_a_meeting_was_held(app: App) -> None:
    """Nobody met about it here; the page of a meeting that was held says so still."""
    pm_id = bring_in(app, REPORT).id
    (row,) = postmortems.archive(app).rows
    assert row.card.state is PublicationState.OLD_REPORT
    assert publications.publication_status(app, pm_id).state is PublicationState.OLD_REPORT


def test_a_meeting_of_an_old_report_is_over(app: App) -> None:
    """Home does not ask anybody to hold it, and every file of it can be made."""
    outcome = bring_in(app, REPORT)
    home = postmortems.home(app)
    assert (home.waiting, home.upcoming, home.running) == ((), (), ())
    assert [card.id for card in home.recent] == [outcome.id]
    for fmt in ("md", "html", "json", "csv"):
        assert exports.export(app, outcome.id, fmt).data


def test_nobody_is_asked_to_look_back_at_a_meeting_of_years_ago(app: App) -> None:
    """No review is due, and its action items are no part of how a team keeps what its own meetings promise."""
    outcome = bring_in(app, REPORT)
    assert review_queries.due_reviews(app) == []
    assert not review_queries.review_view(app, outcome.id).due
    assert completion_rate.completion_rate(app) is None
    with app.db.read() as tx:
        assert figures.action_outcomes(tx, tx.now()).meetings == 0


def test_twice_makes_no_double(app: App) -> None:
    """Also from another folder, with other line ends, and with blanks behind its lines."""
    first = bring_in(app, REPORT)
    again = bring_in(app, ReportFile("new/mail-copy.md", "\ufeff" + TEXT.replace("\n", "  \r\n")))
    assert (again.status, again.id) == (Status.THERE, first.id)
    assert again.marks == ("It was brought in before.",)
    assert postmortems.archive(app).total == 1


def test_what_lies_in_the_trash_is_not_brought_in_again(app: App) -> None:
    """Somebody threw it away; and when it is gone for good it may come again."""
    first = bring_in(app, REPORT)
    postmortems.trash(app, first.id, None)
    assert bring_in(app, REPORT).marks == ("It is in the trash. Put it back from there.",)
    postmortems.purge(app, first.id, None)
    assert bring_in(app, REPORT).status is Status.NEW


def test_a_preview_stores_nothing(app: App) -> None:
    """It says what would come, and what is there already."""
    assert preview(app, REPORT).status is Status.NEW
    assert postmortems.archive(app).total == 0
    bring_in(app, REPORT)
    assert preview(app, REPORT).status is Status.THERE


def test_a_report_that_cannot_be_stored_stops_nothing(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves nothing behind, and the next one is taken."""
    whole = create_from

    def fails(tx: Any, pm: Any, **given: Any) -> str:
        whole(tx, pm, **given)
        raise BadInput("Not this one.")

    monkeypatch.setattr(module, "create_from", fails)
    assert bring_in(app, REPORT).refused == "Not this one."
    assert postmortems.archive(app).total == 0
    monkeypatch.undo()
    assert bring_in(app, REPORT).status is Status.NEW


def test_an_import_that_is_killed_leaves_whole_postmortems(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that was being stored is not there at all, and comes with the next try."""
    files = [ReportFile(f"{n}.md", TEXT.replace("2024-02-05", f"2024-02-0{n}")) for n in range(1, 6)]
    done = action_log.add_progress
    count = iter(range(10))

    def killed(*given: Any, **named: Any) -> None:
        if next(count) == 2:
            raise KeyboardInterrupt
        done(*given, **named)

    monkeypatch.setattr(action_log, "add_progress", killed)
    with pytest.raises(KeyboardInterrupt):
        _ = [bring_in(app, file) for file in files]
    monkeypatch.undo()
    rows = postmortems.archive(app).rows
    assert len(rows) == 2
    assert all(exports.export(app, row.card.id, "md").data.count(b"Zebras") == 1 for row in rows)
    assert [bring_in(app, file).status for file in files].count(Status.NEW) == 3


def test_a_report_that_is_far_too_long_is_refused(app: App) -> None:
    """The sentence says what to do."""
    small = replace(LIMITS, text=100)
    outcome = bring_in(app, REPORT, limits=small)
    assert outcome.status is Status.REFUSED
    assert outcome.refused == "This report has more than 100 characters. Leave logs and dumps out, and link to them."


def test_only_the_workspace_brings_reports_in(locked_app: App) -> None:
    """A guest of one meeting sees and makes no others."""
    with pytest.raises(WorkspaceLocked):
        bring_in(locked_app, REPORT, newcomer(locked_app))
    assert postmortems.archive(locked_app).total == 0


def test_somebody_of_the_workspace_is_no_member_of_what_they_bring_in(app: App) -> None:
    """Nobody took part in a meeting of years ago by bringing its report."""
    outcome = bring_in(app, REPORT, insider(app))
    assert outcome.status is Status.NEW


def test_an_old_report_waits_for_no_review(app: App) -> None:
    """Nobody here agreed on a day for it; hundreds of them would hide the review that is due today."""
    pm_id = bring_in(app, REPORT).id
    assert review_queries.due_reviews(app) == []
    assert not review_queries.review_view(app, pm_id).due
    assert review_queries.review_view(app, pm_id).worth_offering
    document_store.edit(app, pm_id, set_fact("review_on", date(2026, 1, 5)), None)
    assert [item.postmortem_id for item in review_queries.due_reviews(app)] == [pm_id]
    assert review_queries.review_view(app, pm_id).due


def test_of_two_imports_at_once_one_stores_it_and_the_other_finds_it(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither breaks off: the reports behind this one come in all the same."""
    wait_for_each_other(monkeypatch, stored_postmortems, "get")
    found = at_once(lambda: bring_in(app, REPORT), lambda: bring_in(app, REPORT))
    assert sorted(str(outcome.status) for outcome in found if isinstance(outcome, Outcome)) == ["new", "there"]
    assert postmortems.archive(app).total == 1


def test_what_was_just_made_is_not_looked_for(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand reports asked eight thousand times what time it is, and for rows that they had just stored."""
    asked: list[str] = []
    execute, plain = Transaction.execute, Transaction.driver_sql

    def counted(tx: Transaction, statement: Any, parameters: Any = None) -> Any:
        asked.append(str(statement))
        return execute(tx, statement, parameters)

    def counted_plain(tx: Transaction, statement: str, values: Any) -> Any:
        asked.append(statement)
        return plain(tx, statement, values)

    monkeypatch.setattr(Transaction, "execute", counted)
    monkeypatch.setattr(Transaction, "driver_sql", counted_plain)
    assert bring_in(app, REPORT).status is Status.NEW
    clock = [item for item in asked if "clock_timestamp" in item or item.startswith("SELECT strftime")]
    assert len(clock) <= 2  # here the clock is a test's, and asks nothing
    assert not [item for item in asked if item.startswith("SELECT record_label")]
    assert not [item for item in asked if item.startswith("SELECT search_text") or item.startswith("SELECT similar")]
    assert len(asked) < 30, asked


def test_a_transaction_holds_its_clock(app: App, clock: TestClock) -> None:
    """Rows that are stored as one have one time; the next transaction has its own."""
    with app.db.write() as tx:
        tx.stand_still()
        before = tx.now()
        clock.tick(minutes=5)
        assert tx.now() == before
    with app.db.read() as tx:
        assert tx.now() == before + timedelta(minutes=5)
