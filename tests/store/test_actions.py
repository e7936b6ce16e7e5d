"""Actions of all postmortems, with what became of them."""

from datetime import date

import pytest

from core.store import actions, postmortems
from core.store.actions import Which
from core.store.postmortems import Record, RecordAction
from core.store.transaction import Transaction

DAY = date(2026, 12, 1)


def project(tx: Transaction, pm_id: str, *of: RecordAction, upto: int = 1) -> None:
    if postmortems.get(tx, pm_id) is None:
        postmortems.create(tx, pm_id, pm_id)
    postmortems.save_record(tx, pm_id, Record("{}", title=f"Title of {pm_id}", severity="P2", actions=of), upto)


def keys(rows: list[actions.ActionRow]) -> list[str]:
    return [row.action_id for row in rows]


def test_an_action_nobody_touched_is_open(tx: Transaction) -> None:
    """It carries what the document says and which incident it comes from."""
    project(tx, "pm", RecordAction("a1", "Alert at 90 %", "Ann", DAY, "detect", "It rang once"))
    assert actions.open_actions(tx) == [
        actions.ActionRow(
            *("pm", "Title of pm", "P2", False, "a1", "Alert at 90 %", "Ann", DAY, "detect", "It rang once"),
            *("open", "", "", None, None),
        )
    ]
    assert actions.progress(tx, "pm", "a1") == []


@pytest.mark.parametrize(
    ("state", "still_open"), [("open", True), ("moved", True), ("done", False), ("dropped", False)]
)
def test_the_state_decides_whether_it_is_still_open(tx: Transaction, state: str, still_open: bool) -> None:
    """Done and dropped ones leave the list and the count, and stand in the other list."""
    project(tx, "pm", RecordAction("a1", "Alert"), RecordAction("a2", "Clean up"))
    actions.add_progress(tx, "pm", "a1", state, note="because", evidence="a link", visitor_id="ann")
    row = postmortems.get(tx, "pm")
    assert row is not None
    assert ("a1" in keys(actions.open_actions(tx)), row.open_actions) == (still_open, 1 + still_open)
    assert ("a1" in keys(actions.open_actions(tx, closed=True))) is not still_open


def test_the_latest_word_counts_and_the_earlier_ones_stay(tx: Transaction) -> None:
    """Append-only: what was said before can be read for ever."""
    project(tx, "pm", RecordAction("a1", "Alert"))
    actions.add_progress(tx, "pm", "a1", "done", evidence="merged", visitor_id="ann")
    actions.add_progress(tx, "pm", "a1", "open", note="it came back")
    (row,) = actions.open_actions(tx)
    assert (row.state, row.note, row.evidence) == ("open", "it came back", "")
    assert row.changed_at is not None
    assert [(line.state, line.visitor_id) for line in actions.progress(tx, "pm", "a1")] == [
        ("done", "ann"),
        ("open", None),
    ]


def test_the_earliest_due_comes_first_and_no_date_last(tx: Transaction) -> None:
    """Over all incidents together; the date that counts is the document's, which a move changes too."""
    later, latest = date(2027, 1, 1), date(2027, 2, 1)
    project(tx, "one", RecordAction("someday", "x"), RecordAction("late", "x", due=later))
    project(tx, "two", RecordAction("early", "x", due=DAY), RecordAction("moved", "x", due=latest))
    actions.add_progress(tx, "two", "moved", "moved", due=date(2027, 3, 1), note="holidays")
    rows = actions.open_actions(tx)
    assert keys(rows) == ["early", "late", "moved", "someday"]
    assert (rows[2].due, rows[2].moved_to) == (latest, date(2027, 3, 1))


def test_one_incidents_actions_can_be_asked_for(tx: Transaction) -> None:
    """The same action id may stand in two incidents, and each has a life of its own."""
    for pm_id in ("one", "two"):
        project(tx, pm_id, RecordAction("a1", "x"))
    actions.add_progress(tx, "one", "a1", "done")
    assert [row.postmortem_id for row in actions.open_actions(tx)] == ["two"]
    assert actions.open_actions(tx, pm_id="one") == []
    assert keys(actions.open_actions(tx, pm_id="two")) == ["a1"]


def test_the_trash_has_no_open_actions(tx: Transaction) -> None:
    """Nobody is reminded of what was thrown away."""
    project(tx, "pm", RecordAction("a1", "x"))
    postmortems.trash(tx, "pm")
    assert actions.open_actions(tx) == []


def test_progress_survives_a_new_projection(tx: Transaction) -> None:
    """Editing the words of an action does not open it again; taking its row out hides it, bringing it back shows it."""
    project(tx, "pm", RecordAction("a1", "x"), RecordAction("a2", "y"))
    actions.add_progress(tx, "pm", "a1", "done")
    project(tx, "pm", RecordAction("a2", "y"), RecordAction("a1", "x, better said"), upto=2)
    assert keys(actions.open_actions(tx)) == ["a2"]
    project(tx, "pm", RecordAction("a2", "y"), upto=3)
    assert keys(actions.open_actions(tx, closed=True)) == []
    project(tx, "pm", RecordAction("a1", "x"), upto=4)
    assert keys(actions.open_actions(tx, closed=True)) == ["a1"]


def test_actions_keep_the_order_of_the_document(tx: Transaction) -> None:
    """Without dates nothing else orders them."""
    rows = [RecordAction(key, "x") for key in ("z", "m", "a")]
    project(tx, "pm", *rows)
    assert keys(actions.open_actions(tx)) == ["z", "m", "a"]
    project(tx, "pm", *reversed(rows), upto=2)
    assert keys(actions.open_actions(tx)) == ["a", "m", "z"]


@pytest.mark.parametrize("state", ["open", "moved", "done", "dropped"])
def test_a_new_owner_or_a_first_date_is_no_state(tx: Transaction, state: str) -> None:
    """Whoever owns it now: done stays done, moved stays moved, and the line stands in the history."""
    project(tx, "pm", RecordAction("a1", "Alert"))
    actions.add_progress(tx, "pm", "a1", state, note="because", due=DAY)
    actions.add_progress(tx, "pm", "a1", actions.OWNER, owner="Bo", note="Ann is on leave")
    actions.add_progress(tx, "pm", "a1", actions.DATED, due=DAY)
    (row,) = actions.find(tx, Which(closed=None))
    assert (row.state, row.note, row.moved_to) == (state, "because", DAY)
    card = postmortems.get(tx, "pm")
    assert card is not None
    assert card.open_actions == (state in ("open", "moved"))
    said = [(line.state, line.owner, line.due) for line in actions.progress(tx, "pm", "a1")]
    assert said == [(state, None, DAY), ("owner", "Bo", None), ("dated", None, DAY)]


def test_only_a_new_owner_leaves_an_action_open(tx: Transaction) -> None:
    """A log without any state says open."""
    project(tx, "pm", RecordAction("a1", "Alert"))
    actions.add_progress(tx, "pm", "a1", actions.OWNER, owner="Bo")
    assert [(row.state, row.changed_at) for row in actions.open_actions(tx)] == [("open", None)]


def several(tx: Transaction) -> None:
    """Two incidents and an example, with open, late, closed and blank actions."""
    project(tx, "one", RecordAction("late", "x", "Ann", DAY), RecordAction("soon", "y", " ann ", date(2027, 1, 1)))
    blank, undated = RecordAction("blank", " \n\t", "\u00a0"), RecordAction("undated", "v", "Bo")
    project(tx, "two", RecordAction("done", "z", "Bo", DAY), RecordAction("dropped", "w"), blank, undated)
    actions.add_progress(tx, "two", "done", "done")
    actions.add_progress(tx, "two", "dropped", "dropped")
    postmortems.create(tx, "shown", "shown", example=True)
    project(tx, "shown", RecordAction("example", "x", "Ann", DAY))


def test_what_is_meant_can_be_told_in_many_ways(tx: Transaction) -> None:
    """By owner as written, by incident, by action, late on a day, but for one incident; examples come last."""
    several(tx)
    after = date(2026, 12, 2)
    assert keys(actions.find(tx, Which())) == ["late", "soon", "undated", "example"]
    assert keys(actions.find(tx, Which(closed=None))) == ["late", "soon", "undated", "example", "dropped", "done"]
    assert keys(actions.find(tx, Which(owners=["Ann", " ann "]))) == ["late", "soon", "example"]
    assert keys(actions.find(tx, Which(owners=[]))) == []
    assert keys(actions.find(tx, Which(pm_id="two", closed=True))) == ["dropped", "done"]
    assert keys(actions.find(tx, Which(action_id="soon"))) == ["soon"]
    assert keys(actions.find(tx, Which(late_on=after))) == ["late"]
    assert keys(actions.find(tx, Which(late_on=DAY))) == []
    assert keys(actions.find(tx, Which(late_on=after, but="one"))) == []
    assert keys(actions.find(tx, Which(), limit=2)) == ["late", "soon"]
    assert "blank" in keys(actions.find(tx, Which(blank=True)))
    assert actions.count(tx, Which(owners=["Ann", " ann "])) == 3


def test_the_figures_leave_examples_and_blank_rows_out(tx: Transaction) -> None:
    """Open, overdue and closed in one question; owners as they are written, incidents with what they have."""
    several(tx)
    assert actions.tally(tx, date(2026, 12, 2)) == actions.Tally(open=3, overdue=1, closed=2)
    assert actions.by_owner(tx) == [(" ann ", 1), ("Ann", 2), ("Bo", 1)]
    assert actions.by_owner(tx, closed=True) == [("", 1), ("Bo", 1)]
    assert {(pm_id, number) for pm_id, _, number in actions.by_postmortem(tx)} == {("one", 2), ("two", 1), ("shown", 1)}


def test_an_empty_database_has_nothing_open(tx: Transaction) -> None:
    """Sums over nothing are nought."""
    assert actions.tally(tx, DAY) == actions.Tally(0, 0, 0)
    assert actions.histories(tx, []) == {}


def test_histories_of_many_are_one_answer(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each log under its own action, oldest line first, also when there are too many incidents to name."""
    several(tx)
    actions.add_progress(tx, "one", "late", "moved", note="first")
    actions.add_progress(tx, "one", "late", "open", note="then")
    wanted = [("one", "late"), ("one", "soon"), ("two", "done")]
    for many in (actions.MANY, 1):
        monkeypatch.setattr(actions, "MANY", many)
        found = actions.histories(tx, wanted)
        assert [[line.state for line in found[key]] for key in wanted] == [["moved", "open"], [], ["done"]]
