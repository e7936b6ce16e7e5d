"""Two versions compared: every difference is told once, in words, and nothing is told where nothing differs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content.plain_lines import plain_lines
from core.domain.content.version_diff import AROUND, DiffPart, FieldChange, Kind, compare, diff_words
from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import (
    ActionRow,
    AnswerRow,
    NoteRow,
    Postmortem,
    RootCause,
    SectionId,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)
from tests.support.postmortems import postmortems

AT = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)


def told(before: Postmortem, after: Postmortem) -> dict[str, tuple[FieldChange, ...]]:
    return {change.title: change.fields for change in compare(before, after)}


def text(kind: Kind, pieces: tuple[DiffPart, ...]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is kind)


def test_the_same_twice_is_no_change() -> None:
    """An empty answer, not a list of fields that did not change."""
    assert compare(finished_example(), finished_example()) == ()


def test_changed_words_are_told_as_words_that_went_and_words_that_came() -> None:
    """Not as one long text that went and another that came."""
    before = Postmortem(summary=Summary(impact="Nobody could order for an hour."))
    after = Postmortem(summary=Summary(impact="Nobody could pay for an hour."))
    (change,) = told(before, after)["Incident summary"]
    assert change.kind is Kind.SAME
    assert text(Kind.REMOVED, change.pieces) == "order"
    assert text(Kind.ADDED, change.pieces) == "pay"
    assert text(Kind.SAME, change.pieces) == "Nobody could  for an hour."


def test_a_sentence_that_was_written_anew_is_told_as_one_change() -> None:
    """And not as a salad of single words."""
    pieces = diff_words("About 1,900 checkouts failed in the morning. End.", "About one in three orders was lost. End.")
    assert [piece.kind for piece in pieces] == [Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME]
    assert pieces[0].text == "About "
    assert pieces[1].text == "1,900 checkouts failed in the morning"


def test_a_field_that_was_filled_and_one_that_was_emptied() -> None:
    """Each is told as added or removed as a whole."""
    before = Postmortem(summary=Summary(what_happened="It broke."))
    after = Postmortem(severity=Severity.P1)
    kinds = {change.label: change.kind for change in told(before, after)["Incident summary"]}
    assert sorted(kinds.values()) == [Kind.ADDED, Kind.REMOVED]
    assert kinds["Severity"] is Kind.ADDED


def test_a_row_is_known_by_its_id() -> None:
    """A new owner is a change of that action; another action beside it is an addition."""
    before = Postmortem(actions=(ActionRow(id="a", text="Alert at 80 %", owner="Kim"),))
    after = Postmortem(
        actions=(ActionRow(id="b", text="Rotate logs"), ActionRow(id="a", text="Alert at 80 %", owner="Lou")),
    )
    added, changed = told(before, after)["Action items"]
    assert (added.kind, added.pieces[0].text) == (Kind.ADDED, "Rotate logs")
    assert text(Kind.REMOVED, changed.pieces) == "Kim"
    assert text(Kind.ADDED, changed.pieces) == "Lou"


def test_a_removed_row_is_told_where_it_stood() -> None:
    """After the row that it followed."""
    rows = [AnswerRow(id=name, text=f"Answer {name}") for name in "abc"]
    before = Postmortem(root_cause=RootCause(technical=tuple(rows)))
    after = Postmortem(root_cause=RootCause(technical=(rows[0], AnswerRow(id="c", text="Answer see"))))
    gone, changed = told(before, after)["Root cause"]
    assert (gone.kind, gone.pieces[0].text) == (Kind.REMOVED, "Answer b")
    assert changed.kind is Kind.SAME


def test_rows_in_another_order_are_told_once() -> None:
    """Except on the timeline, whose order follows its times."""
    rows = tuple(AnswerRow(id=name, text=f"Answer {name}") for name in "abc")
    before, after = Postmortem(factors=()), Postmortem()
    assert compare(before, after) == ()
    before = Postmortem(root_cause=RootCause(culture=rows))
    after = Postmortem(root_cause=RootCause(culture=rows[::-1]))
    (change,) = told(before, after)["Root cause"]
    assert "another order" in change.pieces[0].text
    events = [TimelineRow(id=name, text=name, at=AT.replace(minute=minute)) for name, minute in (("a", 1), ("b", 2))]
    moved = [events[0].model_copy(update={"at": AT.replace(minute=3)}), events[1]]
    (change,) = told(Postmortem(timeline=tuple(events)), Postmortem(timeline=tuple(moved)))["Timeline"]
    assert text(Kind.ADDED, change.pieces) == "03"


def test_sections_stand_in_the_order_of_the_meeting_between_the_head_and_the_notes() -> None:
    """What stands above the sections first, parked topics last."""
    note = NoteRow(id="n", text="Two dashboards?", section=SectionId.TIMELINE)
    found = compare(Postmortem(), finished_example().model_copy(update={"parking": (note,)}))
    assert found[0].title == ""
    order = [change.section for change in found if change.section is not None]
    assert order == sorted(order, key=list(SectionId).index)
    assert found[-1].title in ("Parking lot", "Action ideas")


def test_a_row_of_the_timeline_reads_as_a_line() -> None:
    """Its time in the zone of the postmortem, its kind, its words, who."""
    row = TimelineRow(id="t", text="Disk full", at=AT, kind=TimelineKind.STARTED, who="the primary", star=True)
    pm = Postmortem(zone="Europe/Berlin", timeline=(row,))
    (line,) = [line for line in plain_lines(pm) if line.section is SectionId.TIMELINE]
    assert line.text == "2026-11-23 15:02 · Started · key moment · Disk full · the primary"


def test_an_action_reads_as_a_line() -> None:
    """With all that makes it a commitment."""
    row = ActionRow(id="a", text="Alert at 80 %", owner="Kim", due=date(2026, 12, 1), done_when="it rang in a drill")
    (line,) = [line for line in plain_lines(Postmortem(actions=(row,))) if line.section is SectionId.ACTIONS]
    assert line.text == "Alert at 80 % · owner Kim · due 2026-12-01 · done when: it rang in a drill"


def test_long_unchanged_runs_are_left_out() -> None:
    """A word that changed in a long text is shown with the words around it."""
    long = " ".join(f"word{number}" for number in range(2_000))
    pieces = diff_words(f"{long} order {long}", f"{long} pay {long}")
    shown = "".join(piece.text for piece in pieces)
    assert "…" in shown
    assert "word1999 order" in shown.replace("pay", "")
    assert len(shown.split()) < 5 * AROUND


def test_two_huge_and_different_texts_hold_nobody_up() -> None:
    """They are told as one that went and one that came."""
    item, other = ("a b c " * 40_000), ("d e f " * 40_000)
    assert [piece.kind for piece in diff_words(item, other)][:2] == [Kind.REMOVED, Kind.ADDED]


@given(st.text(max_size=300), st.text(max_size=300))
def test_both_texts_can_be_read_off_a_comparison(before: str, after: str) -> None:
    """What is kept and removed is the old text, what is kept and added the new one, if nothing was left out."""
    pieces = diff_words(before, after)
    if "…" not in "".join(piece.text for piece in pieces):
        assert "".join(p.text for p in pieces if p.kind is not Kind.ADDED) == before
        assert "".join(p.text for p in pieces if p.kind is not Kind.REMOVED) == after


@given(postmortems(), postmortems())
def test_any_two_postmortems_can_be_compared(before: Postmortem, after: Postmortem) -> None:
    """Whatever people typed; and a postmortem never differs from itself."""
    compare(before, after)
    assert compare(after, after) == ()


@pytest.mark.parametrize("section", SectionId)
def test_a_section_that_is_skipped_says_so(section: SectionId) -> None:
    """Skipping is a change like any other."""
    (change,) = compare(Postmortem(), Postmortem(skipped=frozenset({section})))
    assert (change.section, change.fields[0].pieces[0].text) == (section, "Skipped")
