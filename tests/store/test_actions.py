"""Actions of all postmortems, with what became of them."""

from datetime import UTC, date, datetime

import pytest

from core.domain.actions.action_view import ActionCounts, ActionView
from core.domain.clock.state import Meeting
from core.domain.postmortem import ActionKind, ActionRow, Severity
from core.store import action_log, actions, meetings, postmortems, publications
from core.store.action_items import figures
from core.store.action_items.conditions import ActionFilter
from core.store.database.transaction import Transaction
from core.store.postmortems import Record
from tests.support.held import held_in

DAY = date(2026, 12, 1)


def action(row_id: str, text: str, owner: str = "", due: date | None = None) -> ActionRow:
    return ActionRow(id=row_id, text=text, owner=owner, due=due)


def project(tx: Transaction, pm_id: str, *of: ActionRow, upto: int = 1) -> None:
    if postmortems.get(tx, pm_id) is None:
        postmortems.create(tx, pm_id, pm_id)
    if meetings.load_meeting(tx, pm_id) is None:
        held_in(tx, pm_id)
    postmortems.save_record(tx, pm_id, Record("{}", title=f"Title of {pm_id}", severity="P2", actions=of), upto)


def keys(rows: list[ActionView]) -> list[str]:
    return [row.action_id for row in rows]


def test_an_action_nobody_touched_is_open(tx: Transaction) -> None:
    """It carries what the document says and which incident it comes from."""
    alert = action("a1", "Alert at 90 %", "Ann", DAY)
    project(tx, "pm", alert.model_copy(update={"kind": ActionKind.DETECT, "done_when": "It rang once"}))
    assert actions.find(tx, ActionFilter(), now=datetime(2026, 12, 3, tzinfo=UTC)) == [
        ActionView(
            *("pm", "Title of pm", Severity.P2, "a1", "Alert at 90 %", "Ann", DAY, ActionKind.DETECT, "It rang once"),
            days_late=2,
        )
    ]
    assert action_log.progress(tx, "pm", "a1") == []


@pytest.mark.parametrize(
    ("state", "still_open"), [("open", True), ("moved", True), ("done", False), ("dropped", False)]
)
def test_the_state_decides_whether_it_is_still_open(tx: Transaction, state: str, still_open: bool) -> None:
    """Done and dropped ones leave the list and the count, and stand in the other list."""
    project(tx, "pm", action("a1", "Alert"), action("a2", "Clean up"))
    action_log.add_progress(tx, "pm", "a1", state, note="because", evidence="a link", visitor_id="ann")
    row = postmortems.get(tx, "pm")
    assert row is not None
    assert ("a1" in keys(actions.open_actions(tx)), row.open_actions) == (still_open, 1 + still_open)
    assert ("a1" in keys(actions.open_actions(tx, closed=True))) is not still_open


def test_the_latest_word_counts_and_the_earlier_ones_stay(tx: Transaction) -> None:
    """Append-only: what was said before can be read for ever."""
    project(tx, "pm", action("a1", "Alert"))
    action_log.add_progress(tx, "pm", "a1", "done", evidence="merged", visitor_id="ann")
    action_log.add_progress(tx, "pm", "a1", "open", note="it came back")
    (row,) = actions.open_actions(tx)
    assert (row.state, row.note, row.evidence) == ("open", "it came back", "")
    assert row.changed_at is not None
    assert [(line.state, line.visitor_id) for line in action_log.progress(tx, "pm", "a1")] == [
        ("done", "ann"),
        ("open", None),
    ]


def test_the_earliest_due_comes_first_and_no_date_last(tx: Transaction) -> None:
    """Over all incidents together; the date that counts is the document's, which a move changes too."""
    later, latest = date(2027, 1, 1), date(2027, 2, 1)
    project(tx, "one", action("someday", "x"), action("late", "x", due=later))
    project(tx, "two", action("early", "x", due=DAY), action("moved", "x", due=latest))
    action_log.add_progress(tx, "two", "moved", "moved", due=date(2027, 3, 1), note="holidays")
    rows = actions.open_actions(tx)
    assert keys(rows) == ["early", "late", "moved", "someday"]
    assert rows[2].due == latest


def test_one_incidents_actions_can_be_asked_for(tx: Transaction) -> None:
    """The same action id may stand in two incidents, and each has a life of its own."""
    for pm_id in ("one", "two"):
        project(tx, pm_id, action("a1", "x"))
    action_log.add_progress(tx, "one", "a1", "done")
    assert [row.postmortem_id for row in actions.open_actions(tx)] == ["two"]
    assert actions.open_actions(tx, pm_id="one") == []
    assert keys(actions.open_actions(tx, pm_id="two")) == ["a1"]


def test_the_trash_has_no_open_actions(tx: Transaction) -> None:
    """Nobody is reminded of what was thrown away."""
    project(tx, "pm", action("a1", "x"))
    postmortems.trash(tx, "pm")
    assert actions.open_actions(tx) == []


def test_progress_survives_a_new_projection(tx: Transaction) -> None:
    """Editing the words of an action does not open it again; taking its row out hides it, bringing it back shows it."""
    project(tx, "pm", action("a1", "x"), action("a2", "y"))
    action_log.add_progress(tx, "pm", "a1", "done")
    project(tx, "pm", action("a2", "y"), action("a1", "x, better said"), upto=2)
    assert keys(actions.open_actions(tx)) == ["a2"]
    project(tx, "pm", action("a2", "y"), upto=3)
    assert keys(actions.open_actions(tx, closed=True)) == []
    project(tx, "pm", action("a1", "x"), upto=4)
    assert keys(actions.open_actions(tx, closed=True)) == ["a1"]


def test_actions_keep_the_order_of_the_document(tx: Transaction) -> None:
    """Without dates nothing else orders them."""
    rows = [action(key, "x") for key in ("z", "m", "a")]
    project(tx, "pm", *rows)
    assert keys(actions.open_actions(tx)) == ["z", "m", "a"]
    project(tx, "pm", *reversed(rows), upto=2)
    assert keys(actions.open_actions(tx)) == ["a", "m", "z"]


@pytest.mark.parametrize("state", ["open", "moved", "done", "dropped"])
def test_a_new_owner_or_a_first_date_is_no_state(tx: Transaction, state: str) -> None:
    """Whoever owns it now: done stays done, moved stays moved, and the line stands in the history."""
    project(tx, "pm", action("a1", "Alert"))
    action_log.add_progress(tx, "pm", "a1", state, note="because", due=DAY)
    action_log.add_progress(tx, "pm", "a1", action_log.OWNER, owner="Bo", note="Ann is on leave")
    action_log.add_progress(tx, "pm", "a1", action_log.DATED, due=DAY)
    (row,) = actions.find(tx, ActionFilter(closed=None))
    assert (row.state, row.note) == (state, "because")
    card = postmortems.get(tx, "pm")
    assert card is not None
    assert card.open_actions == (state in ("open", "moved"))
    messages = [(line.state, line.owner, line.due) for line in action_log.progress(tx, "pm", "a1")]
    assert messages == [(state, None, DAY), ("owner", "Bo", None), ("dated", None, DAY)]


def test_only_a_new_owner_leaves_an_action_open(tx: Transaction) -> None:
    """A log without any state says open."""
    project(tx, "pm", action("a1", "Alert"))
    action_log.add_progress(tx, "pm", "a1", action_log.OWNER, owner="Bo")
    assert [(row.state, row.changed_at) for row in actions.open_actions(tx)] == [("open", None)]


def incidents(rows: list[ActionView]) -> set[str]:
    return {row.postmortem_id for row in rows}


def several(tx: Transaction) -> None:
    """Two incidents and an example, with open, late, closed and blank actions."""
    project(tx, "one", action("late", "x", "Ann", DAY), action("soon", "y", " ann ", date(2027, 1, 1)))
    blank, undated = action("blank", " \n\t", "\u00a0"), action("undated", "v", "Bo")
    project(tx, "two", action("done", "z", "Bo", DAY), action("dropped", "w"), blank, undated)
    action_log.add_progress(tx, "two", "done", "done")
    action_log.add_progress(tx, "two", "dropped", "dropped")
    postmortems.create(tx, "shown", "shown", example=True)
    project(tx, "shown", action("example", "x", "Ann", DAY))


def test_what_is_meant_can_be_told_in_many_ways(tx: Transaction) -> None:
    """By owner as written, by incident, by action, late on a day, but for one incident; examples come last."""
    several(tx)
    after = datetime(2026, 12, 2, tzinfo=UTC)
    assert keys(actions.find(tx, ActionFilter())) == ["late", "soon", "undated", "example"]
    assert keys(actions.find(tx, ActionFilter(closed=None))) == [
        "late",
        "soon",
        "undated",
        "example",
        "dropped",
        "done",
    ]
    assert keys(actions.find(tx, ActionFilter(owners=["Ann", " ann "]))) == ["late", "soon", "example"]
    assert keys(actions.find(tx, ActionFilter(owners=[]))) == []
    assert keys(actions.find(tx, ActionFilter(pm_id="two", closed=True))) == ["dropped", "done"]
    assert keys(actions.find(tx, ActionFilter(action_id="soon"))) == ["soon"]
    assert keys(actions.find(tx, ActionFilter(overdue_at=after))) == ["late"]
    assert keys(actions.find(tx, ActionFilter(overdue_at=datetime(2026, 12, 1, 23, 59, tzinfo=UTC)))) == []
    assert keys(actions.find(tx, ActionFilter(overdue_at=after, except_pm_id="one"))) == []
    assert keys(actions.find(tx, ActionFilter(), limit=2)) == ["late", "soon"]
    assert "blank" in keys(actions.find(tx, ActionFilter(include_blank=True)))
    assert actions.count(tx, ActionFilter(owners=["Ann", " ann "])) == 3


def test_a_day_is_over_where_its_postmortem_is(tx: Transaction) -> None:
    """One day has three answers on earth, and what is late stands first whatever its date says."""
    for zone in ("Etc/GMT+12", "UTC", "Pacific/Kiritimati", "No/Such"):
        for day in (30, 1):
            pm_id, due = f"{zone} {day}", date(2026, 11, 30) if day == 30 else DAY
            postmortems.create(tx, pm_id, pm_id, zone=zone)
            record = Record("{}", title=pm_id, zone=zone, actions=(action("a1", "x", "Ann", due),))
            postmortems.save_record(tx, pm_id, record, 1)
            held_in(tx, pm_id)
    noon = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
    late = {"UTC 30", "No/Such 30", "Pacific/Kiritimati 30", "Pacific/Kiritimati 1"}
    assert incidents(actions.find(tx, ActionFilter(overdue_at=noon))) == late
    assert figures.count_actions(tx, noon) == ActionCounts(8, 4)
    assert incidents(actions.find(tx, ActionFilter(), now=noon)[:4]) == late
    assert incidents(actions.find(tx, ActionFilter(), now=noon, limit=4)) == late
    assert actions.count(tx, ActionFilter(overdue_at=datetime(2026, 12, 1, 12, 0, tzinfo=UTC))) == 5


def test_nothing_is_promised_before_the_meeting_is_over(tx: Transaction) -> None:
    """No list and no figure has it; only what asks for one unfinished postmortem."""
    postmortems.create(tx, "going", "going")
    rows = action("late", "x", "Ann", DAY), action("told", "y", "Ann", DAY)
    postmortems.save_record(tx, "going", Record("{}", title="going", actions=rows), 1)
    meetings.save_meeting(tx, "going", Meeting(), None)
    after = datetime(2026, 12, 2, tzinfo=UTC)

    def listed() -> tuple[list[str], int, int, int]:
        card = postmortems.get(tx, "going")
        assert card is not None
        found = keys(actions.find(tx, ActionFilter(closed=None)))
        return found, figures.count_actions(tx, after).overdue, len(figures.by_owner(tx)), card.open_actions

    assert listed() == ([], 0, 0, 0)
    assert figures.by_postmortem(tx) == []
    assert keys(actions.open_actions(tx, pm_id="going")) == ["late", "told"]
    action_log.add_progress(tx, "going", "told", "moved", due=DAY)
    assert listed() == (["told"], 1, 1, 1), "what somebody reported on was promised"
    held_in(tx, "going")
    assert listed() == (["late", "told"], 2, 1, 2)


def test_what_came_as_a_file_or_was_published_is_promised_without_a_meeting_here(tx: Transaction) -> None:
    """A team that writes its postmortems without meetings follows its actions up as others do."""
    for pm_id in ("drafted", "brought", "published"):
        postmortems.create(tx, pm_id, pm_id, promised=pm_id == "brought")
        rows = (action(pm_id, "x", "Ann", DAY),)
        postmortems.save_record(tx, pm_id, Record("{}", title=pm_id, actions=rows), 1)
        meetings.save_meeting(tx, pm_id, Meeting(), None)
    assert keys(actions.find(tx, ActionFilter())) == ["brought"]
    publications.publish(tx, "published", 1, None)
    assert sorted(keys(actions.find(tx, ActionFilter()))) == ["brought", "published"]
    cards = {row.id: row.open_actions for row in postmortems.list_(tx)}
    assert cards == {"drafted": 0, "brought": 1, "published": 1}


def test_the_figures_leave_examples_and_blank_rows_out(tx: Transaction) -> None:
    """Open, overdue and closed in one question; owners as they are written, incidents with what they have."""
    several(tx)
    assert figures.count_actions(tx, datetime(2026, 12, 2, tzinfo=UTC)) == ActionCounts(open=3, overdue=1)
    assert figures.by_owner(tx) == [(" ann ", 1), ("Ann", 2), ("Bo", 1)]
    assert figures.by_owner(tx, closed=True) == [("", 1), ("Bo", 1)]
    assert {(pm_id, number) for pm_id, _, number in figures.by_postmortem(tx)} == {("one", 2), ("two", 1), ("shown", 1)}


def test_an_empty_database_has_nothing_open(tx: Transaction) -> None:
    """Sums over nothing are nought."""
    assert figures.count_actions(tx, datetime(2026, 12, 1, tzinfo=UTC)) == ActionCounts(0, 0)
    assert action_log.histories(tx, []) == {}


def test_histories_of_many_are_one_answer(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each log under its own action, oldest line first, also when there are too many incidents to name."""
    several(tx)
    action_log.add_progress(tx, "one", "late", "moved", note="first")
    action_log.add_progress(tx, "one", "late", "open", note="then")
    wanted = [("one", "late"), ("one", "soon"), ("two", "done")]
    for many in (action_log._MOST_KEYS, 1):
        monkeypatch.setattr(action_log, "_MOST_KEYS", many)
        found = action_log.histories(tx, wanted)
        assert [[line.state for line in found[key]] for key in wanted] == [["moved", "open"], [], ["done"]]
