"""A postmortem in, one Yjs update for a new document out. Used once for each document, never to change one.

A room is loaded only from its updates. Seeding twice would double the words, so nothing here touches a document
that exists already.
"""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from pycrdt import Doc, Map, Text

from core.document.schema import (
    FACTS,
    PROSE,
    RANK,
    REMOVED,
    ROW_FIELDS,
    TEXT,
    RowField,
    in_order,
    rows_root,
    skipped_key,
    text_root,
)
from core.domain.postmortem import Postmortem, Row
from core.domain.rank import spread


def seed(postmortem: Postmortem) -> bytes:
    """One update that makes an empty document say exactly this postmortem."""
    doc: Doc[Any] = Doc()
    with doc.transaction():
        _facts(doc, postmortem)
        for field in PROSE:
            words = storable(prose_of(postmortem, field))
            text = doc.get(text_root(field), type=Text)
            if words:
                text += words
        for spec in ROW_FIELDS.values():
            _rows(doc, spec, rows_of(postmortem, spec.field))
    return doc.get_update()


def prose_of(postmortem: Postmortem, field: str) -> str:
    """The words of one prose field, for example ``summary.impact``."""
    section, name = field.split(".")
    words: str = getattr(getattr(postmortem, section), name)
    return words


def rows_of(postmortem: Postmortem, field: str) -> tuple[Row, ...]:
    """The rows of one list, for example ``root_cause.technical`` or ``actions``."""
    here: object = postmortem
    for name in field.split("."):
        here = getattr(here, name)
    rows: tuple[Row, ...] = here  # type: ignore[assignment]  # every name in ROW_FIELDS ends in a tuple of rows
    return rows


def storable(words: str) -> str:
    """The same words without lone surrogates, which no UTF-8 and so no Yjs update can hold."""
    return words.encode("utf-8", "replace").decode() if not words.isascii() else words


def as_value(value: object) -> object:
    """A typed value of the model as it stands in a Y.Map: instants in UTC with a Z, days as ISO, enums by value."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return storable(value) if isinstance(value, str) else value


def instant(value: datetime) -> str:
    """``2026-11-23T14:00:00Z``: an aware datetime as the browser reads and writes it."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def new_row(rank: str, words: str, values: dict[str, object]) -> Map[Any]:
    """A row to be put into a rows map. Values that are None or empty are left out: absent means not filled."""
    row: dict[str, object] = {RANK: rank, REMOVED: False, TEXT: Text(storable(words))}
    for key, value in values.items():
        if value is not None and value != "":
            row[key] = as_value(value)
    return Map(row)


def _facts(doc: Doc[Any], postmortem: Postmortem) -> None:
    facts = doc.get(FACTS, type=Map)
    values = {
        "title": postmortem.title,
        "severity": postmortem.severity,
        "zone": postmortem.zone,
        "duration": postmortem.duration_minutes,
        "meeting_at": postmortem.meeting_at,
        "tracker": postmortem.follow_up.tracker,
        "review_on": postmortem.follow_up.review_on,
        "meeting_needed": postmortem.follow_up.meeting_needed,
    }
    for key, value in values.items():
        if value is not None and value != "":
            facts[key] = as_value(value)
    for section in postmortem.skipped:
        facts[skipped_key(section)] = True
    facts["services"] = Map({storable(value): True for value in in_order(postmortem.services)})
    facts["tags"] = Map({storable(value): True for value in in_order(postmortem.tags)})


def _rows(doc: Doc[Any], spec: RowField, rows: tuple[Row, ...]) -> None:
    root = doc.get(rows_root(spec.field), type=Map)
    for rank, row in zip(spread(len(rows)), rows, strict=True):
        values = {key: getattr(row, name) for key, (name, _) in spec.keys.items()}
        root[row.id] = new_row(rank, row.text, values)
