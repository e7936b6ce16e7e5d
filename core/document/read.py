"""A Yjs document in, the postmortem it says out. Reading never fails.

Anyone in the meeting can put anything into the document. What is not understood is left out of the postmortem and
named in ``problems``; it stays in the document, so nothing typed is lost. Nested values are never walked into:
a document can be nested deeper than the stack is high.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from pycrdt import Doc, Map, Text

from core.document.schema import (
    CAPTION,
    CHOSEN,
    DAY,
    EVIDENCE,
    FACT_FIELDS,
    FACT_KEYS,
    FACTS,
    FLAG,
    INSTANT,
    LINE,
    MINUTES,
    PROSE,
    RANK,
    REMOVED,
    ROW_FIELDS,
    SETS,
    TEXT,
    ZONE,
    RowField,
    caption_key,
    in_order,
    skipped_key,
    text_root,
    words_key,
)
from core.domain.content.evidence import MOST_NAMED, MOST_PICTURES
from core.domain.content.size_limits import fitted_to_limits, is_supported_day
from core.domain.dates.zones import zone_named
from core.domain.postmortem import LONGEST_CAPTION, Evidence, Postmortem, Row, SectionId
from core.domain.template.values import key_of, nested, path_of

MOST_PROBLEMS = 50
LONGEST_MINUTES = 10_000_000
ROW_ID_LENGTH = 64
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class ReadResult:
    """What a document says. ``problems`` are sentences for the log and the doctor, never for the meeting."""

    postmortem: Postmortem
    problems: tuple[str, ...] = ()


@dataclass
class _Reader:
    problems: list[str] = field(default_factory=list)

    def bad(self, where: str, value: object) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{where[:80]} holds {_shown(value)}, which is not understood and was left out.")

    def over(self, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(sentence)

    def value(self, where: str, value: object, shape: object) -> Any:
        """One typed value, or None when it is absent or not understood."""
        if value is None or value == "":
            return None
        try:
            understood = _SHAPES[shape](value) if isinstance(shape, str) else _choice(shape, value)
        except (ValueError, OverflowError):
            understood = None
        if understood is None:
            self.bad(where, value)
        return understood


def read(doc: Doc[Any]) -> ReadResult:
    """The postmortem as the document has it now, rows in rank order (ties by id), removed rows left out.

    Chosen actions stand before the others.
    """
    reader = _Reader()
    with doc.transaction():
        values = _facts(reader, doc)
        for prose in PROSE:
            values[path_of(prose)] = str(doc.get(text_root(prose.id), type=Text))
        for spec in ROW_FIELDS.values():
            rows = _rows(reader, doc, spec)
            values[spec.path] = _each_picture_once(reader, rows) if spec.evidence else rows
    postmortem = Postmortem(**nested(values))
    fitting = fitted_to_limits(postmortem, reader.over)
    return ReadResult(fitting, tuple(reader.problems))


def _facts(reader: _Reader, doc: Doc[Any]) -> dict[str, Any]:
    """What stands among the facts, by dotted path; a value that is absent or not understood is not in it."""
    facts = dict(doc.get(FACTS, type=Map).items())
    for key in sorted(set(facts) - FACT_KEYS):
        reader.bad(f"facts.{key}", facts[key])
    found: dict[str, Any] = {}
    for fact in FACT_FIELDS:
        value = reader.value(f"facts.{fact.key}", facts.get(fact.key), fact.shape)
        if value is not None:
            found[fact.path] = value
        if fact.typed:
            found[fact.typed] = _typed(reader, f"facts.{words_key(fact.key)}", facts, fact.key, value)
    for set_field in SETS:
        found[path_of(set_field)] = _entries(reader, key_of(set_field), facts.get(key_of(set_field)))
    found["skipped"] = frozenset(
        section
        for section in SectionId
        if reader.value(f"facts.{skipped_key(section)}", facts.get(skipped_key(section)), FLAG)
    )
    return found


def _entries(reader: _Reader, name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, Map):
        reader.bad(f"facts.{name}", value)
        return ()
    return in_order(word for word, target in value.items() if target is True)


def _rows(reader: _Reader, doc: Doc[Any], spec: RowField) -> tuple[Any, ...]:
    found: list[tuple[bool, str, str, Row]] = []
    for row_id, row in doc.get(spec.root, type=Map).items():
        where = f"{spec.field}.{row_id}"
        if not isinstance(row, Map) or not is_row_id(row_id):
            reader.bad(where, row)
            continue
        values = dict(row.items())
        if values.get(REMOVED) is True or not spec.has(values):
            continue
        rank = reader.value(f"{where}.rank", values.get(RANK), LINE) or ""
        after = CHOSEN in spec.keys and values.get(CHOSEN) is not True
        found.append((after, rank, row_id, _row(reader, where, spec, row_id, values)))
    return tuple(row for *_, row in sorted(found, key=lambda item: item[:3]))


def _row(reader: _Reader, where: str, spec: RowField, row_id: str, values: dict[str, Any]) -> Row:
    text = values.get(TEXT)
    if text is not None and not isinstance(text, str | Text):
        reader.bad(f"{where}.text", text)
        text = None
    typed: dict[str, Any] = {}
    if spec.evidence:
        typed["evidence"] = _evidence(reader, where, values)
    for key in sorted(set(values) - set(spec.keys) - spec.also - {RANK, REMOVED, TEXT}):
        reader.bad(f"{where}.{key}", values[key])
    for key, (name, shape) in spec.keys.items():
        value = reader.value(f"{where}.{key}", values.get(key), shape)
        if value is not None:
            typed[name] = value
        elif words_key(key) in spec.keys:
            typed[words_key(name)] = _typed(reader, f"{where}.{words_key(key)}", values, key, value)
    return spec.model(id=row_id, text="" if text is None else str(text), **typed)


def _evidence(reader: _Reader, where: str, values: dict[str, Any]) -> tuple[Evidence, ...]:
    """The pictures of a row, in the order of their ids, which is that in which they came. Takes their keys away."""
    there = {key: values.pop(key) for key in list(values) if key.startswith((EVIDENCE, CAPTION))}
    found = []
    for key in sorted(key for key in there if key.startswith(EVIDENCE)):
        picture = key.removeprefix(EVIDENCE)
        if there[key] is not True or not is_row_id(picture):
            reader.bad(f"{where}.{key}", there[key])
            continue
        caption: str = reader.value(f"{where}.{key}", there.get(caption_key(picture)), LINE) or ""
        found.append(Evidence(id=picture, caption=caption[:LONGEST_CAPTION]))
    if len(found) > MOST_PICTURES:
        reader.over(f"{where} has {len(found)} pictures; those after the first {MOST_PICTURES} were left out.")
    return tuple(found[:MOST_PICTURES])


def _each_picture_once(reader: _Reader, rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """A picture belongs to the first row that names it: named by hundreds, a file would hold it hundreds of times."""
    seen: set[str] = set()
    found = []
    for row in rows:
        own = tuple(item for item in row.evidence if item.id not in seen)
        fitting = own[: max(0, MOST_NAMED - len(seen))]
        if len(fitting) < len(row.evidence):
            reader.over(f"The row {row.id} names pictures that another row has, or too many; they were left out.")
            row = row.model_copy(update={"evidence": fitting})
        seen.update(item.id for item in fitting)
        found.append(row)
    return tuple(found)


def _typed(reader: _Reader, where: str, values: dict[str, Any], key: str, value: object) -> str:
    """What was typed for a value: its words; with no value, also what stands in its place and cannot be read."""
    text: str = reader.value(where, values.get(words_key(key)), LINE) or ""
    instead = values.get(key)
    return instead if not text and value is None and isinstance(instead, str) else text


def is_row_id(row_id: str) -> bool:
    """Whether this can be the id of a row."""
    plain = row_id.replace("-", "").replace("_", "")
    return 0 < len(row_id) <= ROW_ID_LENGTH and row_id.isascii() and (not plain or plain.isalnum())


def _shown(value: object) -> str:
    if isinstance(value, str):
        return repr(value[:40])
    return repr(value)[:40] if isinstance(value, int | float | bool) else f"a {type(value).__name__}"


def _choice(shape: object, value: object) -> Enum | None:
    if not isinstance(value, str) or not isinstance(shape, type) or not issubclass(shape, Enum):
        return None
    return shape(value)


def _line(value: object) -> str | None:
    if isinstance(value, Text):  # a line that was typed into as text still says its words
        return str(value)
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    moment = datetime.fromisoformat(value)
    at = moment.astimezone(UTC) if moment.tzinfo is not None else None
    return at if at is not None and is_supported_day(at) else None


def _day(value: object) -> date | None:
    # The one form that browsers read too: Python's own reader also takes 20261204 and 2026-W49-5.
    day = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    return day if day is not None and is_supported_day(day) else None


def _minutes(value: object) -> int | None:
    # Every number that comes from a browser is a float here.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return int(value) if 0 <= value <= LONGEST_MINUTES else None


def _zone(value: object) -> str | None:
    return value if isinstance(value, str) and zone_named(value) else None


_SHAPES: dict[str, Callable[[object], object]] = {
    LINE: _line,
    FLAG: _flag,
    INSTANT: _instant,
    DAY: _day,
    MINUTES: _minutes,
    ZONE: _zone,
}
