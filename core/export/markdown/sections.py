"""The sections of the Markdown export: every field of the template, once, where somebody filled it.

Each section is walked field by field: prose under its label, single values in one table, a list as a table or as
bullets. What a field or a column has beyond that (a star, a tick, a lens) is in the small tables below; a field
without an entry there is written in the ordinary way, and so never missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

from core.domain.actions.commitments import commitments, commitments_text
from core.domain.actions.vote import CHOSEN_MARK
from core.domain.content.checklist import checklist
from core.domain.content.evidence import Figure, figures
from core.domain.content.shown_values import shown_cell, shown_value
from core.domain.content.timeline import in_order
from core.domain.postmortem import Postmortem, Row, SectionId, TimelineKind, TimelineRow
from core.domain.template import (
    CHECKLIST_FIELD,
    NOTES,
    SECTIONS,
    Column,
    Field,
    FieldKind,
    Section,
    section,
)
from core.domain.template.values import cell_of, is_written, of_kind, rows_of, value_of
from core.export.markdown.inline_text import cell, inline, linked, plain
from core.export.markdown.tables import Blocks, bullets, facts_table, filled_table, labelled, titled

_AS_TABLE: Final = frozenset(("timeline", "actions"))
_BOLD: Final = frozenset((("timeline", "kind"),))
# How a toggle that is on is marked in a table; any other is marked by its label.
_MARKS: Final = {"star": "★", "chosen": CHOSEN_MARK}
# Columns of a list of bullets that stand before the text, by what is written for a value.
_LEADS: Final = {("factors", "kind"): "**{}:** ", (CHECKLIST_FIELD, "done"): "[{}] "}


class DocumentPart(NamedTuple):
    """A piece of the document without its heading; ``section`` is None for what was parked.

    ``figures`` belong behind the text, which names each by its title.
    """

    section: SectionId | None
    title: str
    text: str
    figures: tuple[Figure, ...] = ()


def parts(pm: Postmortem, whole: Postmortem | None = None) -> tuple[DocumentPart, ...]:
    """The sections in their order, then parked topics and ideas; what is empty is not there.

    Where ``pm`` is a part only, the actions are counted in the ``whole``.
    """
    shown = {SectionId.TIMELINE: figures(pm)}
    found = [
        DocumentPart(part.id, part.title, _joined(_section(pm, part, whole or pm)), shown.get(part.id, ()))
        for part in SECTIONS
    ]
    found += [DocumentPart(None, field.label, _joined(_list(pm, field))) for field in NOTES]
    return tuple(part for part in found if part.text)


def causes(pm: Postmortem) -> str:
    """Why it happened, a line for each answer, for those who read no further."""
    lenses = of_kind(section(SectionId.ROOT_CAUSE).fields, FieldKind.ROWS)
    answers = ((field.label, row.text) for field in lenses for row in rows_of(pm, field))
    return _joined(bullets(f"**{label}:** {inline(text)}" for label, text in answers if text.strip()))


def fact(pm: Postmortem, field: Field) -> str:
    """A single value, or the words of a set."""
    if field.kind is FieldKind.SET:
        return ", ".join(plain(word) for word in value_of(pm, field))
    return plain(shown_value(pm, field))


def _section(pm: Postmortem, part: Section, whole: Postmortem) -> Blocks:
    counted = commitments_text(commitments(whole)) if part.id is SectionId.ACTIONS else ""
    if counted:
        yield f"*{counted}: an end one can check, an owner, a date and a test.*"
    for is_single, fields in groupby(part.fields, _is_single):
        if not is_single:
            for field in fields:
                yield from _text_or_list(pm, part, field)
        elif part.id is not SectionId.SUMMARY:  # those of the summary stand in the head of the document
            yield from facts_table((part.title, "Agreed"), ((field.label, fact(pm, field)) for field in fields))


def _is_single(field: Field) -> bool:
    return field.kind not in (FieldKind.PROSE, FieldKind.ROWS)


def _text_or_list(pm: Postmortem, part: Section, field: Field) -> Blocks:
    if field.kind is FieldKind.PROSE:
        yield from labelled(field.label, value_of(pm, field))
    elif field.label == part.title or field.id == CHECKLIST_FIELD:
        yield from _list(pm, field)
    else:
        question = f": {field.help[:1].lower()}{field.help[1:]}" if field.help.endswith("?") else ""
        yield from titled(f"{field.label}{question}", _list(pm, field), level=3)


def _list(pm: Postmortem, field: Field) -> Blocks:
    rows = _shown_rows(pm, field)
    if field.id in _AS_TABLE:
        yield from _rows_as_table(pm, field, rows)
    else:
        yield from bullets(_bullet(pm, field, row) for row in rows)


def _shown_rows(pm: Postmortem, field: Field) -> Iterable[Row]:
    """The rows in the order in which they are read; the checklist with its ticks as they count."""
    if field.id == "timeline":
        return in_order(pm.timeline)
    if field.id == CHECKLIST_FIELD:
        items = {item.id: item for item in checklist(pm)}
        rows = (row for row in pm.follow_up.checklist if row.id in items)
        return [row.model_copy(update={"done": items[row.id].done}) for row in rows]
    return rows_of(pm, field)


def _rows_as_table(pm: Postmortem, field: Field, rows: Iterable[Row]) -> Blocks:
    columns: list[Column | None] = [column for column in field.columns if column.kind is not FieldKind.TOGGLE]
    keys = [column.key for column in columns if column]
    columns.insert(keys.index(field.text_after) + 1 if field.text_after else 0, None)  # the text of the row
    header = [column.label if column else field.text_label or field.label for column in columns]
    named = _figures_by_row(pm) if field.id == "timeline" else {}
    filled = [
        [_cell(pm, field, row, column) if column else _text(field, row, named) for column in columns] for row in rows
    ]
    yield from filled_table(header, filled)


def _figures_by_row(pm: Postmortem) -> Mapping[str, list[str]]:
    named: dict[str, list[str]] = {}
    for item in figures(pm):
        named.setdefault(item.row_id, []).append(item.title)
    return named


def _cell(pm: Postmortem, field: Field, row: Row, column: Column) -> str:
    text = _value(pm, row, column)
    if text and (field.id, column.key) in _BOLD:
        text = f"**{text}**"
    marks = _marks(field, row) if column.key == field.text_after else []
    return " ".join(part for part in (text, *marks) if part)


def _text(field: Field, row: Row, named: Mapping[str, list[str]]) -> str:
    """The words of a row in a table, with marks that stand in no column of theirs and the names of its pictures."""
    shown = f"*({', '.join(named[row.id])})*" if row.id in named else ""
    text = " ".join(part for part in (cell(row.text), shown) if part)
    return " ".join((*_marks(field, row), text)) if text and not field.text_after else text


def _value(pm: Postmortem, row: Row, column: Column) -> str:
    if isinstance(row, TimelineRow) and column.key == "kind" and row.kind is TimelineKind.OTHER:
        return ""
    return _shown(pm, row, column)


def _shown(pm: Postmortem, row: Row, column: Column) -> str:
    text = shown_cell(pm, row, column)
    return linked(text) if column.kind is FieldKind.LINK else plain(text)


def _marks(field: Field, row: Row) -> list[str]:
    toggles = (column for column in field.columns if column.kind is FieldKind.TOGGLE and cell_of(row, column))
    return [_MARKS.get(column.key, column.label.lower()) for column in toggles]


def _bullet(pm: Postmortem, field: Field, row: Row) -> str:
    """The text with what belongs to it around it; empty for a row in which nobody wrote anything."""
    if not is_written(field, row):
        return ""
    before = after = ""
    for column in field.columns:
        value = _shown(pm, row, column)
        lead = _LEADS.get((field.id, column.key))
        if column.kind is FieldKind.TOGGLE and lead:
            before += lead.format("x" if value else " ")
        elif value and lead:
            before += lead.format(value)
        elif value:
            named = value if column.kind is FieldKind.TOGGLE else f"{column.label.lower()}: {value}"
            after += f" *({named})*"
    return f"{before}{inline(row.text)}{after}"


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(blocks)
