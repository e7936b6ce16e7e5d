"""What people wrote, passage by passage, with the place it stands in: what a hint can be about.

Every prose field and every row of the template, but those that nobody writes sentences into (``Field.hints``).
Names and times are not here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from core.domain.postmortem import NoteRow, Postmortem, SectionId
from core.domain.template import NOTES, SECTIONS, Field, FieldKind
from core.domain.template.values import rows_of, value_of


class Passage(NamedTuple):
    """The text of one field, or of one row of a list."""

    section: SectionId
    field: str
    row_id: str | None
    text: str


def passages(pm: Postmortem) -> Iterator[Passage]:
    """Every passage that is not empty, in the order of the meeting; notes stand where they came up."""
    return (passage for passage in _all(pm) if passage.text.strip())


def _all(pm: Postmortem) -> Iterator[Passage]:
    for section in SECTIONS:
        for field in section.fields:
            if field.hints:
                yield from _of(pm, field, section.id)
    for field in NOTES:
        yield from _of(pm, field, SectionId.FOLLOW_UP)


def _of(pm: Postmortem, field: Field, section: SectionId) -> Iterator[Passage]:
    if field.kind is FieldKind.PROSE:
        yield Passage(section, field.id, None, value_of(pm, field))
    elif field.kind is FieldKind.ROWS:
        for row in rows_of(pm, field):
            noted = row.section if isinstance(row, NoteRow) else None
            yield Passage(noted or section, field.id, row.id, row.text)
