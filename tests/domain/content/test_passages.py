"""Passages: every sentence that people wrote, once, with its place."""

from hypothesis import given

from core.domain.content.passages import passages
from core.domain.postmortem import NoteRow, Postmortem, SectionId, Summary, TimelineRow
from core.domain.template import field, section_of
from tests.support.postmortems import example, postmortems


def test_prose_and_rows_come_in_the_order_of_the_meeting() -> None:
    """With the field's handle, and the row's id where there is one."""
    pm = Postmortem(
        summary=Summary(what_happened="a"), timeline=(TimelineRow(id="t1", text="b"), TimelineRow(id="t2", text=" "))
    )
    assert [tuple(passage) for passage in passages(pm)] == [
        (SectionId.SUMMARY, "summary.what_happened", None, "a"),
        (SectionId.TIMELINE, "timeline", "t1", "b"),
    ]


def test_a_note_stands_where_it_came_up() -> None:
    """Or at the end, when nobody knows."""
    pm = Postmortem(parking=(NoteRow(id="p", text="x", section=SectionId.FACTORS),), ideas=(NoteRow(id="i", text="y"),))
    assert [(passage.section, passage.field) for passage in passages(pm)] == [
        (SectionId.FACTORS, "parking"),
        (SectionId.FOLLOW_UP, "ideas"),
    ]


@given(postmortems())
def test_every_passage_has_words_and_a_field_of_the_template(pm: Postmortem) -> None:
    """Whatever was typed."""
    for passage in passages(pm):
        assert passage.text.strip()
        assert field(passage.field)
        assert section_of(passage.field) in (passage.section, None)


def test_the_example_has_words_in_six_sections() -> None:
    """Follow-up has names and dates only."""
    assert {passage.section for passage in passages(example())} == set(SectionId) - {SectionId.FOLLOW_UP}
