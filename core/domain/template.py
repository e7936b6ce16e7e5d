"""The seven sections as data: the one door to what is asked, where, and for how long.

The board, the summary, completeness and every export read the sections from here, so that a field is
named once. Not here: the words (``template_sections``, ``template_notes``) and the shapes (``template_shapes``).
"""

from dataclasses import asdict
from enum import Enum

from pydantic import JsonValue

from core.domain.postmortem import SectionId
from core.domain.template_notes import CHECKLIST, HEAD, NOTES
from core.domain.template_sections import (
    ACTIONS,
    FACTORS,
    FOLLOW_UP,
    LESSONS,
    ROOT_CAUSE,
    SUMMARY,
    TIMELINE,
)
from core.domain.template_shapes import Column, Field, FieldKind, Option, Section

__all__ = [
    "CHECKLIST",
    "DEFAULT_PLAN",
    "HEAD",
    "NOTES",
    "SECTIONS",
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
    """A section exactly as its dataclass says, in JSON; this is what the browser draws from."""
    return _object(asdict(section(section_id)))


def field_schema(field_id: str) -> dict[str, JsonValue]:
    """The same for one field, such as a field of the head or of the notes."""
    return _object(asdict(field(field_id)))


def _object(values: dict[str, object]) -> dict[str, JsonValue]:
    return {key: _json(value) for key, value in values.items()}


def _json(value: object) -> JsonValue:
    match value:
        case Enum():
            return str(value.value)
        case bool() | int() | str():
            return value
        case tuple() | list():
            return [_json(item) for item in value]
        case dict():
            return {str(key): _json(item) for key, item in value.items()}
    raise TypeError(f"the template holds a {type(value).__name__}, which has no JSON form")
