"""The seven sections as data: what is asked, where, and for how long.

The board, the summary, completeness and every export walk these fields, so that a field is described once: its
texts in ``sections``, ``outcome_sections`` and ``notes``, its shape in ``schema``, its value in a postmortem through
``values``.
"""

from collections.abc import Mapping
from dataclasses import asdict
from enum import Enum
from typing import Final

from pydantic import JsonValue

from core.domain.postmortem import SectionId
from core.domain.template.notes import CHECKLIST, CHECKLIST_FIELD, HEAD, NOTES, SET_ASIDE
from core.domain.template.outcome_sections import ACTIONS, FOLLOW_UP, LESSONS
from core.domain.template.schema import Column, Field, FieldKind, Option, Section
from core.domain.template.sections import FACTORS, ROOT_CAUSE, SUMMARY, TIMELINE

__all__ = [
    "CHECKLIST",
    "CHECKLIST_FIELD",
    "DEFAULT_PLAN",
    "HEAD",
    "NOTES",
    "SECTIONS",
    "SET_ASIDE",
    "Column",
    "Field",
    "FieldKind",
    "Option",
    "Section",
    "all_fields",
    "board_schema",
    "field",
    "field_schema",
    "label_of",
    "section",
    "section_of",
]

SECTIONS: tuple[Section, ...] = (SUMMARY, TIMELINE, ROOT_CAUSE, FACTORS, ACTIONS, LESSONS, FOLLOW_UP)

DEFAULT_PLAN: tuple[tuple[SectionId, int], ...] = tuple((part.id, part.minutes * 60) for part in SECTIONS)

# What only the server reads: where the model keeps a field, and how its rows are read aloud.
_NOT_DRAWN: Final = ("path", "short", "missing", "row_label", "text_label", "text_after", "hints", "attribute")

_BY_ID = {part.id: part for part in SECTIONS}
_FIELDS = {item.id: item for part in SECTIONS for item in part.fields} | {item.id: item for item in (*HEAD, *NOTES)}
_SECTION_OF = {item.id: part.id for part in SECTIONS for item in part.fields}


def section(section_id: SectionId) -> Section:
    return _BY_ID[section_id]


def field(field_id: str) -> Field:
    """The field of that id, in a section, in the head or among the notes; KeyError if there is none."""
    return _FIELDS[field_id]


def all_fields() -> tuple[Field, ...]:
    return tuple(_FIELDS.values())


def section_of(field_id: str) -> SectionId | None:
    """Where a field stands; None for the head, the notes and for what is no field."""
    return _SECTION_OF.get(field_id)


def label_of(options: tuple[Option, ...], value: str) -> str:
    """The words for a choice's value; the value itself if nobody named it."""
    return next((option.label for option in options if option.value == value), value)


def board_schema(section_id: SectionId) -> dict[str, JsonValue]:
    """A section in JSON, as the browser draws it."""
    return _object(asdict(section(section_id)))


def field_schema(field_id: str) -> dict[str, JsonValue]:
    """The same for one field, such as a field of the head or of the notes."""
    return _object(asdict(field(field_id)))


def _object(values: Mapping[str, object]) -> dict[str, JsonValue]:
    return {key: _json(value) for key, value in values.items() if key not in _NOT_DRAWN}


def _json(value: object) -> JsonValue:
    match value:
        case Enum():
            return str(value.value)
        case bool() | int() | str():
            return value
        case tuple() | list():
            return [_json(item) for item in value]
        case dict():
            return _object(value)
    raise TypeError(f"the template holds a {type(value).__name__}, which has no JSON form")
