"""Actions of all postmortems, with what became of them."""

from datetime import date

import pytest

from core.store import actions, postmortems
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
    """Over all incidents together; a moved one stands at its new date."""
    later, latest = date(2027, 1, 1), date(2027, 2, 1)
    project(tx, "one", RecordAction("someday", "x"), RecordAction("late", "x", due=later))
    project(tx, "two", RecordAction("early", "x", due=DAY), RecordAction("moved", "x", due=DAY))
    actions.add_progress(tx, "two", "moved", "moved", due=latest, note="holidays")
    rows = actions.open_actions(tx)
    assert keys(rows) == ["early", "late", "moved", "someday"]
    assert (rows[2].due, rows[2].moved_to) == (DAY, latest)


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
