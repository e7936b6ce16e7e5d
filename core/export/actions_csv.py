"""Actions as a table for spreadsheets: what people typed opens as text, in every one of them.

UTF-8 with a byte order mark, because Excel guesses wrong without; RFC 4180 with every cell in quotes. A cell that a
spreadsheet would take for a formula gets an apostrophe before it. No cell holds a code or an id, and the only
addresses are those that people typed.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

from core.domain.actions.action_view import ActionView
from core.domain.content.unreadable_values import unreadable_values
from core.domain.dates.zones import day_in
from core.domain.template import Column, FieldKind, field
from core.domain.template.values import attribute_of, typed_attribute
from core.export.markdown.inline_text import visible

_ACTIONS: Final = field("actions")
_NEWER: Final = (FieldKind.TOGGLE, FieldKind.LINK)
_COLUMNS: Final = tuple(column for column in _ACTIONS.columns if column.kind not in _NEWER)
_LAST: Final = tuple(column for kind in _NEWER for column in _ACTIONS.columns if column.kind is kind)
"""Stand last: spreadsheets that people have made know the others by their place."""
HEADER: Final = (
    "Incident",
    "Severity",
    _ACTIONS.text_label,
    *(column.label for column in _COLUMNS),
    "State",
    "Evidence or reason",
    "Last change",
    *(column.label for column in _LAST),
)
STATES: Final = {"declined": "decided against"}

# Quotes, spaces and invisible signs: programs drop them before they look whether a cell begins a formula.
_DROPPED: Final = frozenset(
    "\"'`´‘’“”„«»\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
_FORMULA: Final = frozenset("=+-−@")
_RUNS_RAW: Final = ("\t", "\r", "\x00")
# Where another country's spreadsheet would split the cell, or a careless program the line.
_PART: Final = 65_536
# Begins with a letter or a figure, and has nothing that is unseen or could begin another cell: most cells are so.
_PLAIN_CELL: Final = r"[A-Za-z0-9À-ÖØ-öø-ɏ][A-Za-z0-9À-ÖØ-öø-ɏ .,:()/%#&?!_'=+*@-]*"
_HARMLESS: Final = re.compile(_PLAIN_CELL)
# Cells of a line, each harmless or empty, and between them what no such cell can hold.
_BETWEEN: Final = "\x1f"
_HARMLESS_LINE: Final = re.compile(f"(?:{_PLAIN_CELL})?(?:{_BETWEEN}(?:{_PLAIN_CELL})?)*")
_NEW_CELL: Final = re.compile(r"([\n;\v\f\x85\u2028\u2029])")


def actions_csv(rows: Iterable[ActionView]) -> bytes:
    """One line an action, below one line of headings."""
    return b"".join(actions_csv_parts(rows))


def actions_csv_parts(rows: Iterable[ActionView]) -> Iterator[bytes]:
    """The same in parts of about ``_PART`` characters, each as soon as its rows are read."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow(HEADER)
    for row in rows:
        cells = _cells(row)
        line = _BETWEEN.join(cells)
        if _HARMLESS_LINE.fullmatch(line):  # nearly all are: then no cell has a quote in it either
            out.write('"' + line.replace(_BETWEEN, '","') + '"\r\n')
        else:
            writer.writerow([safe_cell(cell) for cell in cells])
        if out.tell() >= _PART:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def safe_cell(cell: str) -> str:
    """The cell so that no spreadsheet runs it: an apostrophe stands wherever a formula could begin."""
    if not cell or _HARMLESS.fullmatch(cell):
        return cell
    if cell.startswith(_RUNS_RAW):
        cell = f"'{cell}"
    pieces = _NEW_CELL.split(visible(cell).replace("\t", " "))  # no cell can show a tab
    return "".join(f"'{piece}" if _begins_formula(piece) else piece for piece in pieces)


def _begins_formula(piece: str) -> bool:
    for sign in piece:
        if sign.isspace() or sign in _DROPPED:
            continue
        # Full-width, small and raised forms mean the same to a program that evens them out.
        return unicodedata.normalize("NFKC", sign)[:1] in _FORMULA
    return False


def _shown(column: Column) -> Callable[[ActionView, Any], str] | None:
    """What a column of the template shows of a row and its value; None where the value is the text already.

    A date that cannot be read is shown as it was typed.
    """
    typed = typed_attribute(column)
    match column.kind:
        case FieldKind.DATE | FieldKind.DATETIME:
            return lambda row, value: value.isoformat() if value else unreadable_values(value, getattr(row, typed))
        case FieldKind.CHOICE:
            labels = {option.value: option.label for option in column.options}
            return lambda row, value: labels.get(value, value or "")
        case FieldKind.TOGGLE:
            return lambda row, value: column.label.lower() if value else ""
    return None


# All values of a row in the order of its cells are read by one call: tables have tens of thousands of rows.
_ORDER: Final = (
    *("postmortem_title", "severity", "text"),
    *map(attribute_of, _COLUMNS),
    *("state", "explanation", "changed_at"),
    *map(attribute_of, _LAST),
)
_VALUES: Final = attrgetter(*_ORDER)
_STATE: Final = _ORDER.index("state")
_CHANGED: Final = _ORDER.index("changed_at")
_TURNED: Final = tuple(
    (_ORDER.index(attribute_of(column)), shown)
    for column in (*_COLUMNS, *_LAST)
    if (shown := _shown(column)) is not None
)


def _cells(row: ActionView) -> list[str]:
    cells = list(_VALUES(row))
    cells[1] = cells[1] or ""
    cells[_STATE] = STATES.get(cells[_STATE], cells[_STATE])
    cells[_CHANGED] = day_in(row.zone, cells[_CHANGED]).isoformat() if cells[_CHANGED] else ""
    for at, shown in _TURNED:
        cells[at] = shown(row, cells[at])
    return cells
