"""A postmortem in, one Yjs update for a new document out. Used once for each document, never to change one.

A room is loaded only from its updates. Seeding twice would double the words, so nothing here touches a document
that exists already.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from pycrdt import Doc, Map, Text

from core.document.schema import (
    FACT_FIELDS,
    FACTS,
    IDEA,
    PROSE,
    RANK,
    REMOVED,
    ROW_FIELDS,
    SETS,
    TEXT,
    RowField,
    caption_key,
    evidence_key,
    in_order,
    skipped_key,
    text_root,
    words_key,
)
from core.domain.content.rank import rank_between
from core.domain.postmortem import Evidence, Postmortem, Row, TimelineRow
from core.domain.template import SET_ASIDE
from core.domain.template.values import key_of, value_at, value_of


def seed(postmortem: Postmortem) -> bytes:
    """One update that makes an empty document say exactly this postmortem."""
    doc: Doc[Any] = Doc()
    with doc.transaction():
        _facts(doc, postmortem)
        for field in PROSE:
            phrase = storable(value_of(postmortem, field))
            text = doc.get(text_root(field.id), type=Text)
            if phrase:
                text += phrase
        for spec in ROW_FIELDS.values():
            _rows(doc, spec, value_at(postmortem, spec.path))
    return doc.get_update()


def storable(text: str) -> str:
    """The same words without lone surrogates, which no UTF-8 and so no Yjs update can hold."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


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


def new_row(
    spec: RowField, rank: str, text: str, values: dict[str, object], evidence: Sequence[Evidence] = ()
) -> Map[Any]:
    """A row to be put into a rows map.

    Its lines are there from its birth, empty or not, so that no two people make them at once. Of the other values
    those that are None or empty are left out: absent means not filled.
    """
    row: dict[str, object] = {RANK: rank, REMOVED: False, TEXT: Text(storable(text))}
    for key, value in values.items():
        if value is not None and value != "":
            row[key] = as_value(value)
    for key in spec.lines:
        row[key] = Text(storable(str(values.get(key) or "")))
    for picture in evidence:
        row[evidence_key(picture.id)] = True
        if picture.caption:
            row[caption_key(picture.id)] = Text(storable(picture.caption))
    return Map(row)


def row_of(spec: RowField, rank: str, row: Row) -> Map[Any]:
    """A row of the model, with everything in it, to be put into a rows map."""
    values = {key: getattr(row, name) for key, (name, _) in spec.keys.items()}
    if spec.field == SET_ASIDE:
        values[IDEA] = True
    return new_row(spec, rank, row.text, values, row.evidence if isinstance(row, TimelineRow) else ())


def _facts(doc: Doc[Any], postmortem: Postmortem) -> None:
    facts = doc.get(FACTS, type=Map)
    for fact in FACT_FIELDS:
        value = value_at(postmortem, fact.path)
        if fact.shared:
            facts[fact.key] = Text(storable(value))
        elif value is not None and value != "":
            facts[fact.key] = as_value(value)
        if fact.typed and (typed := value_at(postmortem, fact.typed)):
            facts[words_key(fact.key)] = as_value(typed)
    for section in postmortem.skipped:
        facts[skipped_key(section)] = True
    for field in SETS:
        entries = in_order(value_of(postmortem, field))
        facts[key_of(field)] = Map({storable(word): True for word in entries})


def _rows(doc: Doc[Any], spec: RowField, rows: tuple[Row, ...]) -> None:
    root = doc.get(spec.root, type=Map)
    last: str | None = max((str(row[RANK]) for row in root.values()), default=None)
    for row in rows:
        last = rank_between(last, None)
        root[row.id] = row_of(spec, last, row)
