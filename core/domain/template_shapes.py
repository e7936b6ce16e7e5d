"""The shapes that the seven sections are described with: fields, columns, options.

A section is data, so that the board in the browser, the summary and every export draw the same thing.
Here live the shapes. Not here: any words (``template_sections``) and any drawing.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.postmortem import SectionId


class FieldKind(StrEnum):
    """What a field is made of, and so what draws it."""

    PROSE = "prose"
    LINE = "line"
    CHOICE = "choice"
    DATETIME = "datetime"
    DATE = "date"
    TOGGLE = "toggle"
    YESNO = "yesno"
    MINUTES = "minutes"
    SET = "set"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A typed field inside a row. A row's own text is always there and is no column."""

    key: str
    kind: FieldKind
    label: str
    placeholder: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``id`` is its handle everywhere: in the document, on the page and in hints."""

    id: str
    kind: FieldKind
    label: str
    help: str = ""
    placeholder: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One of the seven. ``protected`` sections lend no time unless somebody asks them to."""

    id: SectionId
    title: str
    minutes: int
    question: str
    prompt: str
    ask: tuple[str, ...]
    good: str
    bad: str
    why_good: str
    fields: tuple[Field, ...]
    protected: bool = False
