"""A value of a postmortem as plain text, the same in history, search and every export.

Days and moments stand in ISO form, moments in the postmortem's zone; what cannot be read stands in quotation marks
with what is missing. Not here: any markup.
"""

from datetime import timedelta, tzinfo
from typing import Any, Final

from core.domain.content.timeline import zone_of
from core.domain.content.unreadable_values import NO_DATE, NO_DURATION, NO_TIME, quoted
from core.domain.dates.durations import duration_text
from core.domain.dates.zones import date_and_time
from core.domain.postmortem import Postmortem, Row
from core.domain.template import label_of
from core.domain.template.schema import Column, Field, FieldKind, Option
from core.domain.template.values import cell_of, typed_cell, typed_text, value_of

_MISSING: Final = {FieldKind.DATE: NO_DATE, FieldKind.DATETIME: NO_TIME, FieldKind.MINUTES: NO_DURATION}


def shown_value(pm: Postmortem, field: Field) -> str:
    """One field that is no list, on its own; empty when nobody filled it."""
    return _shown(field.kind, field.options, value_of(pm, field), typed_text(pm, field), zone_of(pm))


def shown_cell(pm: Postmortem, row: Row, column: Column) -> str:
    """One typed value of a row; a toggle that is on is its label in lower case."""
    if column.kind is FieldKind.TOGGLE:
        return column.label.lower() if cell_of(row, column) else ""
    return _shown(column.kind, column.options, cell_of(row, column), typed_cell(row, column), zone_of(pm))


def _shown(kind: FieldKind, options: tuple[Option, ...], value: Any, typed: str, zone: tzinfo) -> str:
    if value is None:
        return quoted(value, typed, _MISSING[kind]) if kind in _MISSING else ""
    match kind:
        case FieldKind.DATETIME:
            return date_and_time(value, zone)
        case FieldKind.DATE:
            return str(value.isoformat())
        case FieldKind.MINUTES:
            return duration_text(timedelta(minutes=value))
        case FieldKind.CHOICE:
            return label_of(options, value)
        case FieldKind.YESNO | FieldKind.TOGGLE:
            return "yes" if value else "no"
        case FieldKind.SET:
            return ", ".join(value)
    return str(value)
