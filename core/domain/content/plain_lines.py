"""A postmortem line by line, as one would read it aloud: each field and each row as one piece of plain text.

For comparing two versions. Every line has a key that stays the same while its field or its row does. What is empty
has no line. It walks the template, so each field and each column of a row is in it. Not here: any markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.content.checklist import checklist
from core.domain.content.evidence import caption
from core.domain.content.shown_values import shown_cell, shown_value
from core.domain.content.timeline import in_order
from core.domain.postmortem import Postmortem, Row, SectionId, TimelineKind, TimelineRow
from core.domain.template import CHECKLIST_FIELD, HEAD, NOTES, SECTIONS, Column, Field, FieldKind
from core.domain.template.values import is_written, rows_of

HEAD_TITLE: Final = ""
SEPARATOR: Final = " · "

# What stands before a value in the line of its row; a column that is not named here has its label there.
_BEFORE: Final = {"at": "", "kind": "", "who": "", "star": "", "owner": "owner ", "due": "due "}


@dataclass(frozen=True)
class PlainLine:
    """``title`` is the section's; empty for what stands above the sections."""

    key: str
    section: SectionId | None
    title: str
    label: str
    text: str


def plain_lines(pm: Postmortem) -> tuple[PlainLine, ...]:
    """Everything that somebody wrote, in the order of the meeting."""
    return tuple(line for line in _all(pm) if line.text.strip())


def _all(pm: Postmortem) -> Iterator[PlainLine]:
    for field in HEAD:
        yield from _field(pm, field, None, HEAD_TITLE)
    for section in SECTIONS:
        skipped = "Skipped" if section.id in pm.skipped else ""
        yield PlainLine(f"skipped.{section.id}", section.id, section.title, "Section", skipped)
        for field in section.fields:
            yield from _field(pm, field, section.id, section.title)
    for field in NOTES:
        yield from _field(pm, field, None, field.label)


def _field(pm: Postmortem, field: Field, section: SectionId | None, title: str) -> Iterator[PlainLine]:
    if field.kind is FieldKind.ROWS:
        for row_id, text in _rows(pm, field):
            yield PlainLine(f"{field.id}.{row_id}", section, title, field.row_label or field.label, text)
    else:
        yield PlainLine(field.id, section, title, field.label, shown_value(pm, field))


def _rows(pm: Postmortem, field: Field) -> Iterator[tuple[str, str]]:
    """The id and the line of each row, in the order in which they are read."""
    rows = rows_of(pm, field)
    if field.id == CHECKLIST_FIELD:
        shown = {item.id: item for item in checklist(pm)}
        rows = tuple(row.model_copy(update={"done": shown[row.id].done}) for row in rows if row.id in shown)
    elif field.id == "timeline":
        rows = in_order(pm.timeline)
    return ((row.id, _row(pm, field, row)) for row in rows)


def _row(pm: Postmortem, field: Field, row: Row) -> str:
    """Empty for a row in which nobody wrote anything."""
    if not is_written(field, row):
        return ""
    text = row.text
    before: list[str] = []
    after: list[str] = []
    for column in field.columns:
        value = _cell(pm, row, column)
        if column.kind is FieldKind.TOGGLE and not field.text_after:
            text = f"{text} ({value})" if value else text
        else:
            (before if _stands_before(field, column) else after).append(value)
    if isinstance(row, TimelineRow):
        after += [f"picture: {caption(pm, row, item)}" for item in row.evidence]
    return SEPARATOR.join(part for part in (*before, text, *after) if part.strip())


def _stands_before(field: Field, column: Column) -> bool:
    """Whether a value stands before the text of its row; where anything does, marks do too."""
    keys = [item.key for item in field.columns]
    if not field.text_after:
        return False
    return column.kind is FieldKind.TOGGLE or keys.index(column.key) <= keys.index(field.text_after)


def _cell(pm: Postmortem, row: Row, column: Column) -> str:
    if isinstance(row, TimelineRow) and column.key == "kind" and row.kind is TimelineKind.OTHER:
        return ""
    value = shown_cell(pm, row, column)
    before = "" if column.kind is FieldKind.TOGGLE else _BEFORE.get(column.key, f"{column.label.lower()}: ")
    return f"{before}{value}" if value.strip() else ""
