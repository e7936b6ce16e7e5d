"""Edits that come from outside the board: an owner set on Follow-up, a time for the meeting, an imported row.

A ``Change`` changes a document in place; ``apply`` turns it into the bytes to append to the log. Each change touches
as little as it can, because people may be typing in the same document at the same moment.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from pycrdt import Doc, Map, Text, TransactionEvent

from core.document.load import load, merged
from core.document.schema import FACTS, REMOVED, TEXT, rows_root, skipped_key, text_root
from core.document.seed import as_value, new_row, storable
from core.domain.postmortem import SectionId, Severity
from core.errors import NotFound

Change = Callable[[Doc[Any]], None]


def apply(updates: Iterable[bytes], change: Change) -> bytes:
    """The update that makes the change on top of these updates, or ``b""`` when nothing changes."""
    doc = load(updates)
    made: list[bytes] = []

    def note(event: TransactionEvent) -> None:
        made.append(event.update)

    subscription = doc.observe(note)
    try:
        with doc.transaction():
            change(doc)
    finally:
        doc.unobserve(subscription)
    return merged(made) if made else b""


def together(*changes: Change) -> Change:
    """Several changes as one."""

    def change(doc: Doc[Any]) -> None:
        for each in changes:
            each(doc)

    return change


def set_fact(key: str, value: object) -> Change:
    """Set one of the facts; None or an empty word takes it away. Setting what is already there changes nothing."""
    stored = None if value is None else as_value(value)

    def change(doc: Doc[Any]) -> None:
        _set(doc.get(FACTS, type=Map), key, stored)

    return change


def set_title(title: str) -> Change:
    return set_fact("title", title)


def set_severity(severity: Severity | None) -> Change:
    return set_fact("severity", severity)


def set_meeting_at(at: datetime | None) -> Change:
    return set_fact("meeting_at", at)


def set_skipped(section: SectionId, skipped: bool) -> Change:
    return set_fact(skipped_key(section), True if skipped else None)


def add_row(field: str, row_id: str, words: str, rank: str, **values: object) -> Change:
    """Add a row, for example ``add_row("actions", "a1", "Alert at 90 %", rank, owner="Kim")``.

    The same id twice stays one row: a row that is there, removed or not, is left as people made it.
    """

    def change(doc: Doc[Any]) -> None:
        rows = doc.get(rows_root(field), type=Map)
        if row_id not in rows:
            rows[row_id] = new_row(rank, words, values)

    return change


def remove_row(field: str, row_id: str) -> Change:
    """Mark a row as removed; its words stay in the document for whoever is typing in it."""
    return set_row_value(field, row_id, REMOVED, True)


def set_row_value(field: str, row_id: str, key: str, value: object) -> Change:
    """Set one typed value of a row. Raises NotFound when the row is not there."""
    stored = None if value is None else as_value(value)

    def change(doc: Doc[Any]) -> None:
        _set(_row(doc, field, row_id), key, stored)

    return change


def set_action_owner(action_id: str, owner: str) -> Change:
    return set_row_value("actions", action_id, "owner", owner)


def set_action_due(action_id: str, due: date | None) -> Change:
    return set_row_value("actions", action_id, "due", due)


def set_text(field: str, words: str) -> Change:
    """Make a prose field say these words, keeping what is the same at both ends where it is."""

    def change(doc: Doc[Any]) -> None:
        _say(doc.get(text_root(field), type=Text), words)

    return change


def set_row_text(field: str, row_id: str, words: str) -> Change:
    """Make a row say these words. Raises NotFound when the row is not there."""

    def change(doc: Doc[Any]) -> None:
        row = _row(doc, field, row_id)
        text = row.get(TEXT)
        if isinstance(text, Text):
            _say(text, words)
        else:
            row[TEXT] = Text(storable(words))

    return change


def _row(doc: Doc[Any], field: str, row_id: str) -> Map[Any]:
    row = doc.get(rows_root(field), type=Map).get(row_id)
    if not isinstance(row, Map):
        raise NotFound("This row is no longer there. Reload the page and choose it again.")
    return row


def _set(target: Map[Any], key: str, value: object) -> None:
    if value is None or value == "":
        if key in target:
            del target[key]
    elif key not in target or target[key] != value:
        target[key] = value


def _say(text: Text, words: str) -> None:
    before, after = str(text), storable(words)
    if before == after:
        return
    if len(text) != len(before.encode()):  # something that is not words is embedded: offsets would be wrong
        text.clear()
        text.insert(0, after)
        return
    start = _same(before, after)
    end = _same(before[start:][::-1], after[start:][::-1])
    # pycrdt counts in UTF-8 bytes; the cut is always between whole characters.
    first, last = len(before[:start].encode()), len(before[: len(before) - end].encode())
    del text[first:last]
    if new := after[start : len(after) - end]:
        text.insert(first, new)


def _same(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
