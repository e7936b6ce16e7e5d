"""The values of a postmortem, read and replaced by the description of its fields.

Everything that reads a postmortem field by field (exports, history, search, hints, limits, the document) goes
through these functions, so a field or a column that is added to the template and the model is in all of them.
Not here: how a value is written (``core.domain.content.shown_values``).
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import reduce
from types import NoneType
from typing import Any, Final, TypeVar, get_args

from core.domain.postmortem import Postmortem, Row
from core.domain.template.schema import Column, Field, FieldKind

TYPED: Final = "_text"
"""Ends the name of what was typed for the value beside it: ``due_text`` beside ``due``."""
_HAS_TYPED_TEXT: Final = frozenset((FieldKind.DATE, FieldKind.DATETIME, FieldKind.MINUTES))

R = TypeVar("R", bound=Row)


def path_of(field: Field) -> str:
    """Where the model has the field: ``lessons.went_right``, ``duration_minutes``."""
    return field.path or field.id


def key_of(field: Field) -> str:
    """The last part of the id, such as ``review_on``: the key of a single value among the facts of a document."""
    return field.id.rpartition(".")[2]


def typed_path(field: Field) -> str:
    """Where the model has what was typed for the value; empty for a kind that is never read from text."""
    if field.kind not in _HAS_TYPED_TEXT:
        return ""
    holder, dot, _ = path_of(field).rpartition(".")
    return f"{holder}{dot}{key_of(field)}{TYPED}"


def attribute_of(column: Column) -> str:
    return column.attribute or column.key


def typed_attribute(column: Column) -> str:
    """The attribute of a row with what was typed for the value; empty for a kind that is never read from text."""
    return f"{attribute_of(column)}{TYPED}" if column.kind in _HAS_TYPED_TEXT else ""


def value_at(pm: Postmortem, path: str) -> Any:
    return reduce(getattr, path.split("."), pm)


def value_of(pm: Postmortem, field: Field) -> Any:
    """What the postmortem has for the field: text, a value or None, a tuple of words or of rows."""
    return value_at(pm, path_of(field))


def typed_text(pm: Postmortem, field: Field) -> str:
    """What was typed for a date, a time or a number, whether it was read or not."""
    path = typed_path(field)
    return str(value_at(pm, path)) if path else ""


def rows_of(pm: Postmortem, field: Field) -> tuple[Row, ...]:
    """The rows of a list."""
    rows: tuple[Row, ...] = value_of(pm, field)
    return rows


def cell_of(row: Row, column: Column) -> Any:
    return getattr(row, attribute_of(column))


def typed_cell(row: Row, column: Column) -> str:
    """What was typed for a date or a time in a row."""
    attribute = typed_attribute(column)
    return str(getattr(row, attribute)) if attribute else ""


def is_written(field: Field, row: Row) -> bool:
    """Whether anybody put anything into a row: its text, a line, a date, a picture. A choice or a mark says nothing."""
    return bool(row.text.strip() or getattr(row, "evidence", ())) or any(
        _is_typed(cell_of(row, column)) or bool(typed_cell(row, column).strip())
        for column in field.columns
        if column.kind not in (FieldKind.CHOICE, FieldKind.TOGGLE)
    )


def _is_typed(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def of_kind(fields: Iterable[Field], *kinds: FieldKind) -> Iterator[Field]:
    return (field for field in fields if field.kind in kinds)


def nested(values: Mapping[str, object]) -> dict[str, Any]:
    """Values by dotted path as the model takes them: ``{"lessons.lucky": "x"}`` is ``{"lessons": {"lucky": "x"}}``."""
    made: dict[str, Any] = {}
    for path, value in values.items():
        *holders, name = path.split(".")
        holder = made
        for part in holders:
            holder = holder.setdefault(part, {})
        holder[name] = value
    return made


def replaced(pm: Postmortem, values: Mapping[str, object]) -> Postmortem:
    """The postmortem with other values, by dotted path; the very same object when there are none. Not validated."""
    update: dict[str, object] = {}
    for name, value in nested(values).items():
        update[name] = getattr(pm, name).model_copy(update=value) if isinstance(value, dict) else value
    return pm.model_copy(update=update) if update else pm


def row_model(field: Field) -> type[Row]:
    """The class of a list's rows, by the model's own annotation."""
    row: type[Row] = get_args(_annotation(Postmortem, path_of(field)))[0]
    return row


def field_choice(field: Field) -> type[Enum]:
    """The enum of a choice."""
    return _choice(_annotation(Postmortem, path_of(field)))


def column_choice(field: Field, column: Column) -> type[Enum]:
    return _choice(_annotation(row_model(field), attribute_of(column)))


def _annotation(model: Any, path: str) -> Any:
    for name in path.split("."):
        model = model.model_fields[name].annotation
    return model


def _choice(annotation: Any) -> type[Enum]:
    """Without the None of a choice that may be open."""
    choice: type[Enum] = next((item for item in get_args(annotation) if item is not NoneType), annotation)
    return choice
