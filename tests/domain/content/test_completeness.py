"""What is missing: counted honestly, said kindly, silent about what was skipped."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from core.document.load import load
from core.document.read import read
from core.domain.actions.gaps import action_gaps
from core.domain.content.completeness import missing, section_progress
from core.domain.postmortem import (
    ActionRow,
    ChecklistRow,
    FactorRow,
    FollowUp,
    Postmortem,
    SectionId,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import field, section_of
from core.services.postmortems.creating import started_with
from tests.support.cases import cases
from tests.support.postmortems import example, postmortems

S = SectionId


def sentences(pm: Postmortem, section: SectionId) -> list[str]:
    return [gap.sentence for gap in missing(pm) if gap.section is section]


def test_the_example_is_complete() -> None:
    """There is a postmortem to which nothing has to be added."""
    assert missing(example()) == ()
    state = section_progress(example())
    assert state.done == state.needed
    assert all(part.filled for part in state.per_section.values())


def test_an_empty_postmortem_misses_something_in_each_section() -> None:
    """A new postmortem shows the whole way, and that it is short."""
    gaps = missing(Postmortem())
    assert {gap.section for gap in gaps} == set(SectionId)
    assert section_progress(Postmortem()).done <= 1
    assert section_progress(Postmortem()).needed <= 25


def test_a_skipped_section_does_not_nag() -> None:
    """One click, and nobody is asked about it again."""
    pm = Postmortem(skipped=frozenset({S.ROOT_CAUSE, S.FACTORS}))
    assert not {S.ROOT_CAUSE, S.FACTORS} & {gap.section for gap in missing(pm)}
    state = section_progress(pm).per_section[S.FACTORS]
    assert (state.filled, state.skipped, state.gaps) == (True, True, 0)
    assert section_progress(pm).needed < section_progress(Postmortem()).needed


@given(postmortems())
def test_what_is_done_and_what_is_missing_make_the_whole(pm: Postmortem) -> None:
    """The number on the page and the list below it never disagree."""
    state = section_progress(pm)
    gaps = missing(pm)
    assert state.needed - state.done == len(gaps)
    assert 0 <= state.done <= state.needed
    for section, part in state.per_section.items():
        assert part.gaps == sum(gap.section is section for gap in gaps)
        assert part.filled == (part.gaps == 0)


@given(postmortems())
def test_each_gap_leads_to_a_field_of_its_section(pm: Postmortem) -> None:
    """Every gap can be clicked."""
    for gap in missing(pm):
        assert section_of(field(gap.field).id) is gap.section
        assert gap.sentence[-1] in ".?"
        assert len(gap.sentence) < 160


def test_whitespace_is_no_answer() -> None:
    """A space does not fill a field."""
    assert missing(Postmortem(summary=Summary(what_happened=" \n\t"))) == missing(Postmortem())


def test_timeline_gaps_name_the_kind_and_count_rows_without_a_time() -> None:
    """The timeline says exactly which click is missing."""
    pm = Postmortem(timeline=(TimelineRow(id="a", text="Disk full"), TimelineRow(id="b", text="Alert")))
    message = sentences(pm, S.TIMELINE)
    assert "Mark the row in which it was detected." in message
    assert "2 rows of the timeline have no time yet." in message


def test_an_impossible_time_is_a_gap_and_a_missing_one_is_not_said_twice() -> None:
    """One problem, one sentence."""
    rows = {row.kind: row for row in example().timeline if row.kind is not TimelineKind.OTHER}
    swapped = rows[TimelineKind.DETECTED].model_copy(update={"at": rows[TimelineKind.STARTED].at})
    late = rows[TimelineKind.STARTED].model_copy(update={"at": rows[TimelineKind.DETECTED].at})
    pm = example().model_copy(
        update={"timeline": (late, swapped, rows[TimelineKind.RESPONDED], rows[TimelineKind.RESOLVED])}
    )
    assert sentences(pm, S.TIMELINE) == ["Detected is earlier than Started. Check these two times."]
    assert len(sentences(Postmortem(), S.TIMELINE)) == 5


@pytest.mark.parametrize(
    ("action", "texts"),
    [
        (ActionRow(id="a"), ("what changes", "an owner", "a date", "how we know it is done")),
        (ActionRow(id="a", text="Alert at 90 %"), ("an owner", "a date", "how we know it is done")),
        (ActionRow(id="a", text="x", owner="Mara", done_when="y"), ("a date",)),
        (example().actions[0], ()),
    ],
)
def test_an_action_says_what_makes_it_a_commitment(action: ActionRow, texts: tuple[str, ...]) -> None:
    """An action without an owner or a date says so until it has both."""
    assert action_gaps(action) == texts


def test_an_action_is_called_by_its_words() -> None:
    """Somebody who reads the gap knows which row is meant, also when the row is long."""
    pm = Postmortem(actions=(ActionRow(id="a", text="Alert at 90 %", owner="Deniz"), ActionRow(id="b", text="y" * 300)))
    message = sentences(pm, S.ACTIONS)
    assert message[0] == "“Alert at 90 %” still needs a date and how we know it is done."
    assert "…" in message[1]
    assert sentences(Postmortem(actions=(ActionRow(id="a"),)), S.ACTIONS) == sentences(Postmortem(), S.ACTIONS)


def test_one_row_and_several_rows_are_counted_in_good_english() -> None:
    """The words agree with the number."""
    item = Postmortem(factors=(FactorRow(id="a", text="x"),))
    two = Postmortem(factors=(FactorRow(id="a", text="x"), FactorRow(id="b", text="y")))
    assert sentences(item, S.FACTORS) == ["One row is not marked as cause or context yet."]
    assert sentences(two, S.FACTORS) == ["2 rows are not marked as cause or context yet."]


def test_a_new_postmortem_is_not_begun() -> None:
    """Severity, start and review date come from the form: nobody has written anything yet."""
    new = started_with("Disk full", Severity.P1, datetime(2026, 11, 23, 2, 58, tzinfo=UTC), "UTC", datetime.now(UTC))
    counted = section_progress(new)
    assert counted.done == 0
    assert all(state.count == 0 for state in counted.per_section.values())
    begun = new.model_copy(update={"summary": Summary(what_happened="The disk was full.")})
    assert section_progress(begun).per_section[S.SUMMARY].count == 2


def test_a_gap_leads_to_the_row_and_what_it_lacks() -> None:
    """So that a link can put the caret there."""
    pm = Postmortem(
        actions=(ActionRow(id="a1", text="Alert"), ActionRow(id="a2", text="Test", owner="Mara", done_when="x")),
        factors=(FactorRow(id="f1", text="x"),),
        timeline=(TimelineRow(id="t1", text="x"),),
    )
    places = [(gap.field, gap.row, gap.key) for gap in missing(pm) if gap.row]
    assert places == [
        ("timeline", "t1", "at"),
        ("factors", "f1", "kind"),
        ("actions", "a1", "owner"),
        ("actions", "a2", "due"),
    ]


def test_the_checklist_counts_what_is_not_ticked() -> None:
    """The checklist nags as one, not as six."""
    rows = tuple(ChecklistRow(id=f"c{n}", text="x", done=n > 1) for n in range(4))
    message = sentences(Postmortem(follow_up=FollowUp(checklist=rows)), S.FOLLOW_UP)
    assert message[-1] == "2 of the checklist are not ticked yet."


@pytest.mark.parametrize("case", cases("completeness")["cases"], ids=lambda case: case["name"])
def test_the_board_counts_the_same(case: dict[str, Any]) -> None:
    """``completeness.test.ts`` reads the same table."""
    states = section_progress(read(load([base64.b64decode(case["update"])])).postmortem).per_section
    counted = {key: {"met": at.count, "open": at.gaps, "skipped": at.skipped} for key, at in states.items()}
    assert counted == case["sections"]
