"""What a postmortem holds at most when it is shown, and which years it knows.

Pages do not let anybody type more, but a document and an old record may hold it. What is over is shortened here, for
every page and every file in one way; the document keeps all of it. A day that is out of reach becomes the words that
stand for it.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final, TypeVar

from core.domain.people.names import TITLE_AT_MOST
from core.domain.postmortem import Postmortem, Row
from core.domain.template import Field, FieldKind, all_fields
from core.domain.template.values import (
    attribute_of,
    path_of,
    replaced,
    rows_of,
    typed_attribute,
    typed_path,
    typed_text,
    value_of,
)
from core.errors import BadInput

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200
LONGEST_LINE: Final = 5_000
"""Characters of an owner, a test, a tracker: lines, not texts."""
LONGEST_WORD: Final = 200
MOST_WORDS: Final = 200
MOST_ROWS: Final = 5_000
"""Rows of one list: the live document holds at most 10,000 maps and texts, two for each row."""

Told = Callable[[str], object]
R = TypeVar("R", bound=Row)

_DAYS: Final = (FieldKind.DATE, FieldKind.DATETIME)
_LINES: Final = (FieldKind.LINE, FieldKind.LINK)


def is_supported_day(day: date) -> bool:
    """A day or a moment that every calendar, zone and file can show."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def require_supported_day(day: date) -> None:
    """Raises BadInput with the years that can be chosen."""
    if not is_supported_day(day):
        raise BadInput(f"The year {day.year} is out of reach. Choose a date between {FIRST_YEAR} and {LAST_YEAR}.")


def omitted_text(day: date) -> str:
    """As it stands in a document."""
    return day.isoformat().replace("+00:00", "Z") if isinstance(day, datetime) else day.isoformat()


def fitted_to_limits(pm: Postmortem, message: Told = lambda _: None) -> Postmortem:
    """The same postmortem within these bounds: the very same object, unless something is over.

    ``message`` gets a sentence for each thing that is.
    """
    over: dict[str, object] = {}
    for field in all_fields():
        match field.kind:
            case FieldKind.ROWS:
                over |= _list(pm, field, message)
            case FieldKind.SET:
                over |= _set(pm, field, message)
            case FieldKind.LINE | FieldKind.LINK:
                most = TITLE_AT_MOST if field.id == "title" else LONGEST_LINE
                over |= _line(path_of(field), value_of(pm, field), most, message)
            case FieldKind.DATE | FieldKind.DATETIME:
                over |= _day(value_of(pm, field), typed_text(pm, field), (path_of(field), typed_path(field)), message)
        if typed := typed_path(field):
            over |= _line(typed, over.get(typed, typed_text(pm, field)), LONGEST_LINE, message)
    return replaced(pm, over)


def _list(pm: Postmortem, field: Field, message: Told) -> dict[str, object]:
    rows = rows_of(pm, field)
    lines, days = _line_attributes(field), _day_attributes(field)
    fitting = tuple(_row(row, field.id, lines, days, message) for row in rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        message(f"{field.id} has {len(rows)} rows; those after the first {MOST_ROWS} were left out.")
    same = len(rows) == len(fitting) and all(item is other for item, other in zip(rows, fitting, strict=True))
    return {} if same else {path_of(field): fitting}


def _line_attributes(field: Field) -> tuple[str, ...]:
    lines = (attribute_of(column) for column in field.columns if column.kind in _LINES)
    return (*lines, *(typed for column in field.columns if (typed := typed_attribute(column))))


def _day_attributes(field: Field) -> tuple[tuple[str, str], ...]:
    return tuple((attribute_of(column), typed_attribute(column)) for column in field.columns if column.kind in _DAYS)


def _row(row: R, place: str, lines: Sequence[str], days: Sequence[tuple[str, str]], message: Told) -> R:
    over: dict[str, object] = {}
    values = row.__dict__  # a record of 5,000 rows is read at each look at a page: no getattr
    for name in lines:
        text = values[name]
        if len(text) > LONGEST_LINE:
            over |= _line(name, text, LONGEST_LINE, message, f"{place}.{row.id}.")
    for name, typed in days:
        if values[name] is not None:
            over |= _day(values[name], values[typed], (name, typed), message, f"{place}.{row.id}.")
    return row.model_copy(update=over) if over else row


def _set(pm: Postmortem, field: Field, message: Told) -> dict[str, object]:
    entries: tuple[str, ...] = value_of(pm, field)
    if len(entries) <= MOST_WORDS and all(len(word) <= LONGEST_WORD for word in entries):
        return {}
    message(f"{path_of(field)} hold more than is shown, and were shortened.")
    return {path_of(field): tuple(_short(word, LONGEST_WORD) for word in entries[:MOST_WORDS])}


def _day(day: date | None, typed: str, names: tuple[str, str], message: Told, place: str = "") -> dict[str, object]:
    """The day becomes the words that stand for it, unless somebody typed words for it."""
    if day is None or is_supported_day(day):
        return {}
    name, typed_name = names
    message(f"{place}{name} is in the year {day.year}, which is out of reach; it is shown as it was typed.")
    return {name: None, typed_name: typed or omitted_text(day)}


def _line(name: str, text: object, most: int, message: Told, place: str = "") -> dict[str, object]:
    if not isinstance(text, str) or len(text) <= most:
        return {}
    message(f"{place}{name} has {len(text)} characters; {most} of them are shown.")
    return {name: _short(text, most)}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
