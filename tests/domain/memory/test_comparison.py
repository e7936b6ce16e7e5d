"""Two postmortems side by side: facts in rows, "same" where they match, and nothing that is not written down."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from core.domain.actions.action_view import ActionView
from core.domain.memory.comparison import LONGEST, MOST, ComparisonRow, Told, comparison, what_was_done
from core.domain.postmortem import (
    AnswerRow,
    FactorKind,
    FactorRow,
    Postmortem,
    RootCause,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)
from tests.support.incidents import earlier_postmortem, later_postmortem
from tests.support.postmortems import postmortems

PROMISED, TODAY = date(2026, 8, 14), date(2026, 11, 27)


def told(pm: Postmortem, *actions: ActionView, **more: Any) -> Told:
    return Told(pm, actions, PROMISED, TODAY, **more)


def action(action_id: str, text: str, **more: Any) -> ActionView:
    return ActionView("pm", "Title", None, action_id, text, **more)


def rows(one: Told, other: Told) -> dict[str, ComparisonRow]:
    return {row.label: row for row in comparison(one, other)}


def texts_of(row: ComparisonRow) -> tuple[list[str], list[str]]:
    return [line.text for line in row.earlier], [line.text for line in row.later]


def with_times(*minutes: tuple[TimelineKind, int]) -> Postmortem:
    begin = datetime(2026, 8, 14, 6, tzinfo=UTC)
    return Postmortem(
        timeline=tuple(
            TimelineRow(id=f"t{n}", text=f"row {n}", kind=kind, at=begin + timedelta(minutes=lapse))
            for n, (kind, lapse) in enumerate(minutes)
        )
    )


def test_the_two_of_the_parcels() -> None:
    """What a team sees when labels stop a second time."""
    found = rows(told(earlier_postmortem()), told(later_postmortem()))
    assert texts_of(found["To detect"]) == (["31 min"], ["2 min"])
    assert (found["To detect"].remark, found["To detect"].tone) == ("29 min sooner", "better")
    assert found["To resolve"].remark == "16 min sooner"
    assert (found["Severity"].remark, found["Services"].remark) == ("same", "1 in both")
    monitoring = next(row for label, row in found.items() if "monitoring" in label.lower())
    assert monitoring.remark == "alike"
    marks = {run.text for line in monitoring.earlier for run in line.runs if run.marked}
    assert marks == {"reminder", "mailbox"}
    architecture = next(row for label, row in found.items() if "architecture" in label.lower())
    assert (architecture.earlier, architecture.remark) == ((), "new")


@pytest.mark.parametrize(
    ("before", "after", "remark"),
    [(31, 2, "29 min sooner"), (2, 31, "29 min later"), (5, 5, "same"), (None, 5, ""), (5, None, "")],
)
def test_a_time_says_how_much_sooner(before: int | None, after: int | None, remark: str) -> None:
    """Nothing when one of them is not known."""
    one, other = (
        with_times((TimelineKind.STARTED, 0), *(() if lapse is None else ((TimelineKind.DETECTED, lapse),)))
        for lapse in (before, after)
    )
    assert rows(told(one), told(other))["To detect"].remark == remark


def test_rows_in_which_nothing_is_written_are_left_out() -> None:
    """An empty form is no fact."""
    assert comparison(told(Postmortem()), told(Postmortem())) == ()
    (only,) = comparison(told(Postmortem(severity=Severity.P1)), told(Postmortem()))
    assert (only.label, only.later, only.remark) == ("Severity", (), "")


@pytest.mark.parametrize(
    ("one", "other", "remark"),
    [
        ("Disk full", "disk  FULL", "same"),
        ("The disk of the primary was full", "Primary: disk full at night", "alike"),
        ("The disk was full", "The token had ended", ""),
        ("The disk was full", "", ""),
        ("", "The token had ended", "new"),
    ],
)
def test_texts_are_the_same_or_alike_by_their_words(one: str, other: str, remark: str) -> None:
    """Alike: at least half of the words of the shorter one, and more than one of them."""
    sides = (told(Postmortem(summary=Summary(what_happened=text))) for text in (one, other))
    assert rows(*sides)["What happened"].remark == remark


def test_services_are_compared_by_name() -> None:
    """In any order and case."""

    def remark(one: tuple[str, ...], other: tuple[str, ...]) -> str:
        return rows(told(Postmortem(services=one)), told(Postmortem(services=other)))["Services"].remark

    assert remark(("API", "db"), ("db", "api")) == "same"
    assert remark(("api", "db"), ("db",)) == "1 in both"
    assert remark(("api",), ("db",)) == ""


def test_factors_say_what_they_are() -> None:
    """Cause or context stands behind each."""
    factors = (FactorRow(id="f", text="Mailbox closed", kind=FactorKind.CAUSE), FactorRow(id="g", text="Holiday"))
    row = rows(told(Postmortem(factors=factors)), told(Postmortem()))["Factors"]
    assert [line.note for line in row.earlier] == ["cause", ""]


def test_what_became_of_actions() -> None:
    """Done with the day, dropped with the reason, open with owner and age."""
    closed_at = datetime(2026, 9, 3, tzinfo=UTC)
    earlier = told(
        Postmortem(),
        action("a", "Runbook", owner="Sam", state="done", changed_at=closed_at, evidence="https://x.example"),
        action("b", "Buy one", state="dropped", note="No budget", changed_at=closed_at),
        action("c", "Warn before a token ends", owner="Sam", due=date(2026, 8, 28)),
        action("d", "Second gateway"),
    )
    later = told(Postmortem(), action("c_1", "Warn before a token ends", owner="Aiko", due=date(2026, 12, 4)))
    found = rows(earlier, later)
    assert found["Actions done"].earlier[0].note == "Sam, on 2026-09-03"
    assert found["Actions dropped"].earlier[0].note == "on 2026-09-03, No budget"
    west = action("a", "Runbook", state="done", changed_at=closed_at, zone="America/Chicago")
    assert rows(told(Postmortem(), west), later)["Actions done"].earlier[0].note == "on 2026-09-02"
    still = found["Still open"]
    assert [line.note for line in still.earlier] == ["Sam, open for 105 days", "nobody, open for 105 days"]
    assert [line.note for line in still.later] == ["Aiko, due 2026-12-04"]
    assert (still.remark, still.tone) == ("promised twice", "twice")


def test_a_carried_action_is_promised_twice_in_other_words_too() -> None:
    """It is known where it came from, whatever became of its text."""
    earlier = told(Postmortem(), action("c", "Warn"), action("d", "Second gateway"))
    later = told(Postmortem(), action("c_1", "Alert 30 days before"), carried={"c_1": "c"})
    assert rows(earlier, later)["Still open"].remark == "promised twice"
    assert rows(earlier, told(Postmortem(), action("z", "Something new")))["Still open"].remark == ""


def test_long_lists_and_texts_end() -> None:
    """A page of a thousand rows would be no comparison."""
    many = tuple(FactorRow(id=f"f{n}", text=f"Factor {n} " + "x" * 3 * LONGEST) for n in range(MOST + 5))
    cell = rows(told(Postmortem(factors=many)), told(Postmortem()))["Factors"].earlier
    assert len(cell) == MOST + 1
    assert cell[-1].text == "and 5 more"
    assert max(len(line.text) for line in cell) <= LONGEST


def test_how_it_ended_is_said_once() -> None:
    """Mitigated and resolved are often the same words."""
    pm = with_times((TimelineKind.MITIGATED, 5), (TimelineKind.RESOLVED, 9), (TimelineKind.OTHER, 12))
    assert what_was_done(pm) == "row 0 row 1"
    assert what_was_done(Postmortem()) == ""


@given(postmortems(), postmortems())
def test_any_two_can_be_compared(one: Postmortem, other: Postmortem) -> None:
    """Whatever is written in them; what is shown of each side is its own."""
    for row in comparison(told(one), told(other)):
        assert row.earlier or row.later
        assert row.label
        assert not row.remark or row.tone
    assert all(row.remark != "new" for row in comparison(told(one), told(Postmortem())))


def test_every_lens_has_a_row() -> None:
    """And a name that people read."""
    answers = {lens: (AnswerRow(id="r", text=f"{lens} answer"),) for lens in RootCause.model_fields}
    found = rows(told(Postmortem(root_cause=RootCause(**answers))), told(Postmortem()))
    assert len(found) == len(answers)
