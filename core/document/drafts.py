"""Drafts of a quiet minute become part of the document: a row each in a list, a point each in a text.

What people typed there before stays as it is. Nothing here knows who wrote a draft.
"""

from collections.abc import Sequence
from itertools import chain, count
from typing import Any

from pycrdt import Doc, Map, Text

from core.document.edit import Change, add_rows
from core.document.schema import ROW_FIELDS, rows_root, text_root
from core.document.seed import storable
from core.domain.quiet_minute import Draft


def add_drafts(drafts: Sequence[Draft]) -> Change:
    """In this order, behind what is there."""

    def change(doc: Doc[Any]) -> None:
        for field in dict.fromkeys(draft.field for draft in drafts):
            mine = [draft for draft in drafts if draft.field == field]
            if field in ROW_FIELDS:
                _add_rows(doc, field, mine)
            else:
                _add_points(doc, field, mine)

    return change


def point(text: str) -> str:
    """A draft as a point of a list, its further lines indented. The browser has the same (draft_reveal.ts)."""
    return "- " + text.strip().replace("\n", "\n  ")


def _add_rows(doc: Doc[Any], field: str, drafts: list[Draft]) -> None:
    spec, there = ROW_FIELDS[field], set(doc.get(rows_root(field), type=Map).keys())
    rows = []
    for draft in drafts:
        # No browser of ours chooses an id that is taken; a row is never overwritten.
        names = chain([draft.id], (f"{draft.id[:50]}-{number}" for number in count(2)))
        row_id = next(name for name in names if name not in there)
        there.add(row_id)
        rows.append(spec.model(id=row_id, text=draft.text.strip()))
    add_rows(field, rows)(doc)


def _add_points(doc: Doc[Any], field: str, drafts: list[Draft]) -> None:
    text = doc.get(text_root(field), type=Text)
    before = str(text)
    points = storable("\n".join(point(draft.text) for draft in drafts))
    last = before.rstrip("\n").rpartition("\n\n")[2]
    gap = "" if not before else "\n" * (max(0, (1 if last.startswith("- ") else 2) - _line_ends(before)))
    text += gap + points


def _line_ends(text: str) -> int:
    return len(text) - len(text.rstrip("\n"))
