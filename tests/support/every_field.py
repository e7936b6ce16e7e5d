"""A postmortem with a text of its own in every field and column of the template, and what each output makes of it.

Nothing here names a field: the postmortem is filled by the template's description, so a field that is added is filled
and looked for as well. ``python -m tests.support.every_field`` prints as JSON which places there are and which of them
each output lacks; a test runs it in a copy of the project to which fields were added.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from core.document.load import load
from core.document.read import read
from core.document.seed import seed
from core.domain.content.passages import passages
from core.domain.content.plain_lines import plain_lines
from core.domain.content.version_diff import compare
from core.domain.postmortem import Postmortem, SectionId
from core.domain.template import HEAD, Column, Field, FieldKind, all_fields, section
from core.domain.template.values import (
    attribute_of,
    key_of,
    nested,
    path_of,
    typed_attribute,
    typed_path,
)
from core.export.docx.writer import to_docx
from core.export.html import to_html
from core.export.json import from_json, to_json
from core.export.markdown.sections import parts
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata
from core.export.pdf.writer import to_pdf
from core.export.slack.message import to_slack
from core.services.documents.records import record_of
from tests.support.files import parts_of, words_of

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="pm", created_at=NOW, exported_at=NOW)
TEXTS = (FieldKind.PROSE, FieldKind.LINE)
LISTS = (FieldKind.SET, FieldKind.ROWS)
READ_FROM_TEXT = (FieldKind.DATE, FieldKind.DATETIME, FieldKind.MINUTES)

Text = Callable[[str], str]
Value = Callable[[str, Field | Column], object]


def fill(text: Text, value: Value = lambda place, described: None, *, typed: bool = True, rows: int = 1) -> Postmortem:
    """``text(place)`` is what is typed there; ``value(place, described)`` what a date, a choice or a tick holds.

    A place is a field's id, ``<id>.text`` for the text of a list's rows or ``<id>.<key>`` for a column. ``typed``:
    a date, a time or a number without a value has a text that cannot be read as one.
    """
    values: dict[str, object] = {}
    for field in sorted(all_fields(), key=lambda field: field not in HEAD):  # the title first
        path = path_of(field)
        if field.kind is FieldKind.ROWS:
            made = [_row(field, number, text, value, typed) for number in range(rows)]
            values[path] = [row | {"id": f"{key_of(field)}{number}"} for number, row in enumerate(made)]
        elif field.kind is FieldKind.SET:
            values[path] = (text(field.id),)
        elif field.kind in TEXTS:
            values[path] = text(field.id)
        else:
            values |= _value(path, typed_path(field), field.id, field, text, value, typed)
    return Postmortem.model_validate(nested(values))


def _row(field: Field, number: int, text: Text, value: Value, typed: bool) -> dict[str, object]:
    row: dict[str, object] = {"text": text(f"{field.id}.text")}
    for column in field.columns:
        place, name = f"{field.id}.{column.key}", attribute_of(column)
        if column.kind in TEXTS:
            row[name] = text(place)
        else:
            row |= _value(name, typed_attribute(column), place, column, text, value, typed)
    return row


def _value(
    name: str, typed_name: str, place: str, described: Field | Column, text: Text, value: Value, typed: bool
) -> dict[str, object]:
    held = value(place, described)
    if held is not None:
        return {name: held}
    return {typed_name: text(place)} if typed_name and typed else {}


class Markers:
    """A word of its own for each place: letters only, so that no reader finds anything to do in it."""

    def __init__(self) -> None:
        self.by_place: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        number = len(self.by_place)
        letters = "".join(chr(97 + number // 26**power % 26) for power in (2, 1, 0))
        return self.by_place.setdefault(place, f"marker{letters}x")


def outputs(pm: Postmortem) -> dict[str, str]:
    """Everything that tells a postmortem, as text, by its name."""
    made = {
        "Markdown": to_markdown(pm, META),
        "HTML": to_html(pm, META),
        "JSON": to_json(pm, META).decode(),
        "imported JSON": from_json(to_json(pm, META)).model_dump_json(),
        "PDF": words_of(to_pdf(pm, META), "pdf"),
        "Word": parts_of(to_docx(pm, META))["word/document.xml"],
        "published page": "\n".join(part.text for part in parts(pm)),
        "Slack message": to_slack(pm, META),
        "search": f"{record_of(pm).title} {record_of(pm).search_text}",
        "plain lines": "\n".join(line.text for line in plain_lines(pm)),
        "history": "\n".join(
            piece.text for part in compare(Postmortem(), pm) for field in part.fields for piece in field.pieces
        ),
        "document": read(load([seed(pm)])).postmortem.model_dump_json(),
        "hints": "\n".join(passage.text for passage in passages(pm)),
    }
    return {name: re.sub(r"\s+", "", text) for name, text in made.items()}


def expected(name: str) -> Iterator[str]:
    """The places that an output has to tell."""
    single_in_head = {field.id for field in (*HEAD, *section(SectionId.SUMMARY).fields) if _is_single(field)}
    for place, described, field in places():
        match name:
            case "hints":
                told = field.hints and (described.kind is FieldKind.PROSE or place.endswith(".text"))
            case "search" | "document":
                told = place != "zone"  # everything would be found by it; a document reads only what is a zone
            case "published page":
                told = place not in single_in_head  # the page shows these above the text
            case "Slack message":  # short on purpose: what happened, what is done about it, when the team looks again
                in_message = place in ("title", "actions.text", "actions.owner", "actions.due", "follow_up.review_on")
                told = in_message or (place.startswith("summary.") and field.kind is FieldKind.PROSE)
            case _:
                told = True
        if told:
            yield place


def places() -> Iterator[tuple[str, Field | Column, Field]]:
    """Every place where people type: its name, what is described there, and the field it belongs to."""
    yield from (found for found in described_places() if found[1].kind in (*TEXTS, *READ_FROM_TEXT, *LISTS))


def described_places() -> Iterator[tuple[str, Field | Column, Field]]:
    """The same with choices and ticks."""
    for field in all_fields():
        if field.kind is FieldKind.ROWS:
            yield f"{field.id}.text", field, field
            yield from ((f"{field.id}.{column.key}", column, field) for column in field.columns)
        else:
            yield field.id, field, field


def lacking() -> dict[str, list[str]]:
    """By output, the places whose text is not in it."""
    markers = Markers()
    told = outputs(fill(markers))
    return {
        name: [place for place in expected(name) if markers.by_place[place] not in text] for name, text in told.items()
    }


def chosen(described: Field | Column) -> object:
    """A value for each kind that is not typed as text; None for the others."""
    match described.kind:
        case FieldKind.CHOICE:
            return described.options[0].value
        case FieldKind.TOGGLE | FieldKind.YESNO:
            return True
        case FieldKind.DATE:
            return date(2031, 1, 2)
        case FieldKind.DATETIME:
            return datetime(2031, 1, 2, 3, 4, tzinfo=UTC)
        case FieldKind.MINUTES:
            return 90
    return None


def _is_single(field: Field) -> bool:
    return field.kind not in (FieldKind.PROSE, FieldKind.ROWS)


if __name__ == "__main__":
    json.dump({"places": [place for place, _, _ in places()], "lacking": lacking()}, sys.stdout)
