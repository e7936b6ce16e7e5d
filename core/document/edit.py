"""Edits that come from outside the board: an owner set on Follow-up, a time for the meeting, an imported row.

A ``Change`` changes a document in place; ``apply`` turns it into the bytes to append to the log. Each change touches
as little as it can, because people may be typing in the same document at the same moment.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from pycrdt import Doc, Map, Text, TransactionEvent

from core.document.load import load, merged
from core.document.schema import (
    FACT_LINES,
    FACTS,
    RANK,
    REMOVED,
    ROW_FIELDS,
    rows_root,
    skipped_key,
    words_key,
)
from core.document.seed import as_value, row_of, storable
from core.domain.content.rank import is_rank, rank_between
from core.domain.postmortem import Row, SectionId
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


def all_of(*changes: Change) -> Change:
    """One change that makes several, in this order."""

    def change(doc: Doc[Any]) -> None:
        for part in changes:
            part(doc)

    return change


def set_fact(key: str, value: object) -> Change:
    """Set one of the facts; None or an empty word takes it away. Setting what is already there changes nothing."""
    stored = None if value is None else as_value(value)

    def change(doc: Doc[Any]) -> None:
        facts = doc.get(FACTS, type=Map)
        if key in FACT_LINES:
            _set_line(facts, key, stored)
        else:
            _set(facts, key, stored)
            _set(facts, words_key(key), None)  # words that were typed for another value

    return change


def set_title(title: str) -> Change:
    return set_fact("title", title)


def set_meeting_at(at: datetime | None) -> Change:
    return set_fact("meeting_at", at)


def set_skipped(section: SectionId, skipped: bool) -> Change:
    return set_fact(skipped_key(section), True if skipped else None)


def set_row_value(field: str, row_id: str, key: str, value: object) -> Change:
    """Set one typed value of a row. Raises NotFound when the row is not there."""
    stored = None if value is None else as_value(value)

    def change(doc: Doc[Any]) -> None:
        row = row_in(doc, field, row_id)
        if key in ROW_FIELDS[field].lines:
            _set_line(row, key, stored)
        else:
            _set(row, key, stored)
            _set(row, words_key(key), None)  # words that were typed for another value

    return change


def add_rows(field: str, rows: Sequence[Row]) -> Change:
    """Put rows behind those that are there, in this order. Their ids must be new."""
    spec = ROW_FIELDS[field]

    def change(doc: Doc[Any]) -> None:
        root = doc.get(rows_root(field), type=Map)
        ranks = (str(row[RANK]) for row in root.values() if isinstance(row, Map) and RANK in row)
        last = max((rank for rank in ranks if is_rank(rank)), default=None)
        for row in rows:
            last = rank_between(last, None)
            root[row.id] = row_of(spec, last, row)

    return change


def put_row(field: str, row: Row) -> Change:
    """Put one row behind the others, or bring it back where somebody removed it; nothing when it is there already."""
    adding = add_rows(field, [row])

    def change(doc: Doc[Any]) -> None:
        there = doc.get(rows_root(field), type=Map).get(row.id)
        if not isinstance(there, Map):
            adding(doc)
        elif there.get(REMOVED) is True:
            there[REMOVED] = False

    return change


def set_action_owner(action_id: str, owner: str) -> Change:
    return set_row_value("actions", action_id, "owner", owner)


def set_action_due(action_id: str, due: date | None) -> Change:
    return set_row_value("actions", action_id, "due", due)


def row_in(doc: Doc[Any], field: str, row_id: str) -> Map[Any]:
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


def _set_line(target: Map[Any], key: str, value: object) -> None:
    """Make a line say this, in the text that people type into. A plain string of an older document becomes one.

    Two that do so at once make two texts, and one of them wins whole: no word is there twice. (Browsers, where
    people type on in the text that they made, make the same one: line_text.ts.)
    """
    text = "" if value is None else str(value)
    location = target.get(key)
    if isinstance(location, Text):
        write_text(location, text)
    elif (location or "") != text:
        target[key] = Text(storable(text))


def write_text(text: Text, phrase: str) -> None:
    before, after = str(text), storable(phrase)
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


def _same(item: str, other: str) -> int:
    count = 0
    for a, b in zip(item, other, strict=False):
        if a != b:
            break
        count += 1
    return count
