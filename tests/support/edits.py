"""Changes to a document as people make them on the board, for tests: rows added and removed, texts written.

The board itself changes documents in the browser. What production changes from outside is ``core.document.edit``.
"""

from typing import Any

from pycrdt import Doc, Map, Text

from core.document.edit import Change, row_in, set_fact, set_row_value, write_text
from core.document.schema import IDEA, REMOVED, ROW_FIELDS, TEXT, rows_root, text_root
from core.document.seed import new_row, storable
from core.domain.postmortem import Severity


def set_severity(severity: Severity | None) -> Change:
    return set_fact("severity", severity)


def add_row(field: str, row_id: str, text: str, rank: str, **values: object) -> Change:
    """Add a row, for example ``add_row("actions", "a1", "Alert at 90 %", rank, owner="Kim")``.

    The same id twice stays one row: a row that is there, removed or not, is left as people made it.
    """

    def change(doc: Doc[Any]) -> None:
        rows = doc.get(rows_root(field), type=Map)
        if row_id not in rows:
            rows[row_id] = new_row(ROW_FIELDS[field], rank, text, values)

    return change


def remove_row(field: str, row_id: str) -> Change:
    """Mark a row as removed; its words stay in the document for whoever is typing in it."""
    return set_row_value(field, row_id, REMOVED, True)


def set_aside(action_id: str) -> Change:
    """Make an action an idea, which nobody promises."""
    return set_row_value("actions", action_id, IDEA, True)


def set_text(field: str, text: str) -> Change:
    """Make a prose field say these words, keeping what is the same at both ends where it is."""

    def change(doc: Doc[Any]) -> None:
        write_text(doc.get(text_root(field), type=Text), text)

    return change


def set_row_text(field: str, row_id: str, phrase: str) -> Change:
    """Make a row say these words. Raises NotFound when the row is not there."""

    def change(doc: Doc[Any]) -> None:
        row = row_in(doc, field, row_id)
        text = row.get(TEXT)
        if isinstance(text, Text):
            write_text(text, phrase)
        else:
            row[TEXT] = Text(storable(phrase))

    return change


def combined(*changes: Change) -> Change:
    """Several changes as one."""

    def change(doc: Doc[Any]) -> None:
        for item in changes:
            item(doc)

    return change


def set_labels(field: str, *values: str) -> Change:
    """Make ``services`` or ``tags`` these."""
    return set_fact(field, Map(dict.fromkeys(values, True)))
