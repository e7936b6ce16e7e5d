"""The shapes that the seven sections are described with: fields, columns, options.

A section is data, so that the board in the browser, the summary and every export show the same fields.
The texts are in ``sections`` and ``notes``; the values of a postmortem are read by ``values``.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.postmortem import SectionId


class FieldKind(StrEnum):
    """What a field is made of, and so what draws it.

    A LINK is a line that leads somewhere when it is a web address (``core.domain.tracker.link``), and a text if not.
    """

    PROSE = "prose"
    LINE = "line"
    LINK = "link"
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
    """A typed value inside a row. A row's own text is always there and is no column.

    ``key`` is its key in the document; ``attribute`` its name in the model where that differs.
    """

    key: str
    kind: FieldKind
    label: str
    placeholder: str = ""
    options: tuple[Option, ...] = ()
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``id`` names it everywhere: in the document, on the page and in hints.

    ``path`` is its dotted place in the model (``core.domain.postmortem``), where that is not the id. ``missing`` is
    the sentence that says what to do while a field that is not optional is empty; ``short`` the label in a chat
    message; ``hints`` tells whether people write sentences into it. Of a list, ``row_label`` is what one row is
    called, ``text_label`` what a row's own text is called, and ``text_after`` the key of the column behind which the
    text is read (empty: the text comes first).
    """

    id: str
    kind: FieldKind
    label: str
    help: str = ""
    placeholder: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    optional: bool = False
    path: str = ""
    short: str = ""
    missing: str = ""
    row_label: str = ""
    text_label: str = ""
    text_after: str = ""
    hints: bool = True


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
