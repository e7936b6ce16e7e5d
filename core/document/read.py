"""A Yjs document in, the postmortem it says out. Reading never fails.

Anyone in the meeting can put anything into the document. What is not understood is left out of the postmortem and
named in ``problems``; it stays in the document, so nothing typed is lost. Nested values are never walked into:
a document can be nested deeper than the stack is high.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from pycrdt import Doc, Map, Text

from core.document.schema import (
    DAY,
    FACT_KEYS,
    FACTS,
    FLAG,
    INSTANT,
    LINE,
    PROSE,
    RANK,
    REMOVED,
    ROW_FIELDS,
    SETS,
    TEXT,
    RowField,
    in_order,
    rows_root,
    skipped_key,
    text_root,
)
from core.domain.postmortem import FollowUp, Lessons, Postmortem, RootCause, Row, SectionId, Severity, Summary

MOST_PROBLEMS = 50
LONGEST_MINUTES = 10_000_000
ROW_ID_LENGTH = 64


@dataclass(frozen=True)
class Reading:
    """What a document says. ``problems`` are sentences for the log and the doctor, never for the meeting."""

    postmortem: Postmortem
    problems: tuple[str, ...] = ()


@dataclass
class _Reader:
    problems: list[str] = field(default_factory=list)

    def bad(self, where: str, value: object) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{where[:80]} holds {_shown(value)}, which is not understood and was left out.")

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


def read(doc: Doc[Any]) -> Reading:
    """The postmortem as the document has it now, rows in rank order (ties by id), removed rows left out."""
    reader = _Reader()
    with doc.transaction():
        facts = _facts(reader, doc)
        prose = {name: str(doc.get(text_root(name), type=Text)) for name in PROSE}
        rows = {spec.field: _rows(reader, doc, spec) for spec in ROW_FIELDS.values()}
    postmortem = Postmortem(
        title=facts.get("title") or "",
        severity=facts.get("severity"),
        zone=facts.get("zone") or "UTC",
        services=facts["services"],
        tags=facts["tags"],
        duration_minutes=facts.get("duration"),
        meeting_at=facts.get("meeting_at"),
        summary=Summary(**_under("summary", prose)),
        timeline=rows["timeline"],
        root_cause=RootCause(**_under("root_cause", rows)),
        factors=rows["factors"],
        actions=rows["actions"],
        lessons=Lessons(**_under("lessons", prose)),
        follow_up=FollowUp(
            tracker=facts.get("tracker") or "",
            review_on=facts.get("review_on"),
            meeting_needed=facts.get("meeting_needed"),
            checklist=rows["follow_up.checklist"],
        ),
        parking=rows["parking"],
        ideas=rows["ideas"],
        skipped=facts["skipped"],
    )
    return Reading(postmortem, tuple(reader.problems))


def _under(prefix: str, values: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(f"{prefix}."): value for name, value in values.items() if name.startswith(f"{prefix}.")}


def _facts(reader: _Reader, doc: Doc[Any]) -> dict[str, Any]:
    facts = dict(doc.get(FACTS, type=Map).items())
    for key in sorted(set(facts) - FACT_KEYS):
        reader.bad(f"facts.{key}", facts[key])
    shapes: dict[str, object] = {
        "title": LINE,
        "severity": Severity,
        "zone": "zone",
        "duration": "minutes",
        "meeting_at": INSTANT,
        "tracker": LINE,
        "review_on": DAY,
        "meeting_needed": FLAG,
    }
    found = {key: reader.value(f"facts.{key}", facts.get(key), shape) for key, shape in shapes.items()}
    for name in SETS:
        found[name] = _words(reader, name, facts.get(name))
    found["skipped"] = frozenset(
        section
        for section in SectionId
        if reader.value(f"facts.{skipped_key(section)}", facts.get(skipped_key(section)), FLAG)
    )
    return found


def _words(reader: _Reader, name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, Map):
        reader.bad(f"facts.{name}", value)
        return ()
    return in_order(word for word, there in value.items() if there is True)


def _rows(reader: _Reader, doc: Doc[Any], spec: RowField) -> tuple[Any, ...]:
    found: list[tuple[str, str, Row]] = []
    for row_id, row in doc.get(rows_root(spec.field), type=Map).items():
        where = f"{spec.field}.{row_id}"
        if not isinstance(row, Map) or not _row_id(row_id):
            reader.bad(where, row)
            continue
        values = dict(row.items())
        if values.get(REMOVED) is True:
            continue
        rank = reader.value(f"{where}.rank", values.get(RANK), LINE) or ""
        found.append((rank, row_id, _row(reader, where, spec, row_id, values)))
    return tuple(row for _, _, row in sorted(found, key=lambda each: each[:2]))


def _row(reader: _Reader, where: str, spec: RowField, row_id: str, values: dict[str, Any]) -> Row:
    words = values.get(TEXT)
    if words is not None and not isinstance(words, str | Text):
        reader.bad(f"{where}.text", words)
        words = None
    for key in sorted(set(values) - set(spec.keys) - spec.also - {RANK, REMOVED, TEXT}):
        reader.bad(f"{where}.{key}", values[key])
    typed = {}
    for key, (name, shape) in spec.keys.items():
        value = reader.value(f"{where}.{key}", values.get(key), shape)
        if value is not None:
            typed[name] = value
    return spec.model(id=row_id, text="" if words is None else str(words), **typed)


def _row_id(row_id: str) -> bool:
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
    return moment.astimezone(UTC) if moment.tzinfo is not None else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _minutes(value: object) -> int | None:
    # Every number that comes from a browser is a float here.
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return int(value) if 0 <= value <= LONGEST_MINUTES else None


def _zone(value: object) -> str | None:
    if not isinstance(value, str) or len(value) > 64:
        return None
    try:
        ZoneInfo(value)
    except (KeyError, OSError):
        return None
    return value


_SHAPES: dict[str, Callable[[object], object]] = {
    LINE: _line,
    FLAG: _flag,
    INSTANT: _instant,
    DAY: _day,
    "minutes": _minutes,
    "zone": _zone,
}
