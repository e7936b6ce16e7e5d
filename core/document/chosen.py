"""The marks of the chosen actions in a document: setting them, and putting them back where a browser changed them.

Who may choose is asked by the service that uses ``choose``. Browsers share the document and could write the mark
as well, so a room compares the marks before and after what browsers sent and takes a change of theirs out again.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from pycrdt import Doc, Map

from core.document.edit import Change
from core.document.schema import CHOSEN, ROW_FIELDS

Marks = dict[str, object]
"""By row id, whatever stands there; a row without the mark is not among them."""

NAME: Final = CHOSEN.encode()
"""Stands in the update that gives a row its first mark. Later ones, also after it was taken away, only point at that
place, and a row may come after its mark: once an update had this name, any update may bring a mark."""


def choose(chosen: Collection[str]) -> Change:
    """Exactly these rows are chosen, of those that are there."""

    def change(doc: Doc[Any]) -> None:
        for row_id, row in _rows(doc).items():
            if isinstance(row, Map):
                _set(row, True if row_id in chosen else None)

    return change


def marks(doc: Doc[Any]) -> Marks:
    found = ((row_id, row) for row_id, row in _rows(doc).items() if isinstance(row, Map) and CHOSEN in row)
    return {row_id: _plain(row[CHOSEN]) for row_id, row in found}


def put_back(doc: Doc[Any], before: Mapping[str, object]) -> bytes:
    """The update that makes the marks what they were; ``b""`` when they are. Rows that are gone stay gone."""
    now = marks(doc)
    rows = _rows(doc)
    wrong = {row_id for row_id in {*now, *before} if now.get(row_id) != before.get(row_id) and row_id in rows}
    if not wrong:
        return b""
    vector = doc.get_state()
    with doc.transaction():
        for row_id in sorted(wrong):
            row = rows[row_id]
            if isinstance(row, Map):
                _set(row, before.get(row_id))
    return doc.get_update(vector)


def _rows(doc: Doc[Any]) -> Map[Any]:
    rows: Map[Any] = doc.get(ROW_FIELDS["actions"].root, type=Map)
    return rows


def _plain(value: object) -> object:
    """What a stranger nested there is only told apart from a mark, and never walked into."""
    return value if value is None or isinstance(value, bool | int | float | str) else type(value).__name__


def _set(row: Map[Any], value: object) -> None:
    if value is None:
        if CHOSEN in row:
            del row[CHOSEN]
    elif CHOSEN not in row or _plain(row[CHOSEN]) != value:
        row[CHOSEN] = value
