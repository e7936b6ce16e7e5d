"""Where each part of a postmortem lives in its Yjs document.

The names follow from the template: prose in ``text:<id>``, lists in ``rows:<id>``, single values in ``facts`` under
the last part of the id. They stand in every document ever stored: a field may be added, never renamed.
Here are names and shapes only; what is written is in ``seed``, what is understood is in ``read``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from core.domain.postmortem import Row, SectionId
from core.domain.template import HEAD, SET_ASIDE, Field, FieldKind, all_fields
from core.domain.template.values import (
    TYPED,
    attribute_of,
    column_choice,
    field_choice,
    key_of,
    of_kind,
    path_of,
    row_model,
    typed_attribute,
    typed_path,
)

FACTS: Final = "facts"

# Keys of a row that every row has.
RANK: Final = "rank"
REMOVED: Final = "removed"
TEXT: Final = "text"

IDEA: Final = "idea"
"""True in a row of the actions that was set aside: it stays where it is, so that nothing typed into it is lost."""
CHOSEN: Final = "chosen"
"""Of an action. Only the server writes it, for a facilitator; a room takes it out of what browsers send."""

# What the keys of a row's pictures begin with.
EVIDENCE: Final = "evidence."
CAPTION: Final = "caption."

# Shapes of typed values; an enum class stands for itself.
INSTANT: Final = "instant"
DAY: Final = "day"
LINE: Final = "line"
FLAG: Final = "flag"
MINUTES: Final = "minutes"
ZONE: Final = "zone"

_SHAPES: Final = {
    FieldKind.DATETIME: INSTANT,
    FieldKind.DATE: DAY,
    FieldKind.LINE: LINE,
    FieldKind.LINK: LINE,
    FieldKind.TOGGLE: FLAG,
    FieldKind.YESNO: FLAG,
    FieldKind.MINUTES: MINUTES,
}


@dataclass(frozen=True)
class Fact:
    """A single value among the facts: its key, its dotted path in the model and how it is written.

    ``typed`` is the path of what was typed for the value, empty where nothing can be. ``shared``: several people may
    type into it at once, so it is a Y.Text (a plain string in older documents).
    """

    key: str
    path: str
    shape: object
    typed: str
    shared: bool


@dataclass(frozen=True)
class RowField:
    """One list of rows: its field id, its model and how each typed key of a row is written.

    ``keys`` maps the key in the Y.Map to ``(name in the model, shape)``; the shapes are known to ``read`` and ``seed``.
    ``also`` are keys that may stand in a row and say nothing about the postmortem itself. ``evidence``: its rows may
    have pictures, each under two keys of its own, so that two people can add one at the same moment.
    """

    field: str
    path: str
    model: type[Row]
    keys: dict[str, tuple[str, object]]
    also: frozenset[str] = frozenset()
    evidence: bool = False

    @property
    def root(self) -> str:
        """The root of the rows: two lists share one where a row changes lists by a mark in it."""
        return rows_root("actions" if self.field == SET_ASIDE else self.field)

    def has(self, values: Mapping[str, object]) -> bool:
        """Whether a row with these values belongs to this list, of those that share its root."""
        return (values.get(IDEA) is True) is (self.field == SET_ASIDE) or IDEA not in self.also

    @property
    def lines(self) -> tuple[str, ...]:
        """The keys that several people may type into at once: each is a Y.Text of its own, from the row's birth on.

        What was typed beside a value (``due_text`` beside ``due``) changes together with it and is none of these.
        """
        lines = (key for key, (_, shape) in self.keys.items() if shape == LINE)
        return tuple(key for key in lines if key.removesuffix(TYPED) == key)


def text_root(field: str) -> str:
    """The root name of a prose field: ``text:<field>``."""
    return f"text:{field}"


def rows_root(field: str) -> str:
    """The root name of a list of rows: ``rows:<field>``."""
    return f"rows:{field}"


def words_key(key: str) -> str:
    """The key of what was typed for a value, read or not: ``due_text`` beside ``due``."""
    return f"{key}{TYPED}"


def skipped_key(section: SectionId) -> str:
    return f"skipped.{section.value}"


def evidence_key(picture: str) -> str:
    """``evidence.<id>`` is true in a row that has the picture."""
    return f"{EVIDENCE}{picture}"


def caption_key(picture: str) -> str:
    """``caption.<id>`` is what people typed about it, a Y.Text."""
    return f"{CAPTION}{picture}"


def in_order(values: Iterable[str]) -> tuple[str, ...]:
    """A set of words (services, tags) in the one order that everybody sees; empty words are left out."""
    return tuple(sorted({value for value in values if value}))


def _fact(field: Field) -> Fact:
    if field.kind is FieldKind.CHOICE:
        shape: object = field_choice(field)
    else:
        shape = ZONE if field.id == "zone" else _SHAPES[field.kind]
    shared = field.kind is FieldKind.LINE and field not in HEAD
    return Fact(key_of(field), path_of(field), shape, typed_path(field), shared)


def _row_field(field: Field) -> RowField:
    keys: dict[str, tuple[str, object]] = {}
    for column in field.columns:
        shape = column_choice(field, column) if column.kind is FieldKind.CHOICE else _SHAPES[column.kind]
        keys[column.key] = (attribute_of(column), shape)
        if typed := typed_attribute(column):
            keys[words_key(column.key)] = (typed, LINE)
    model, also = row_model(field), _ALSO.get(field.id, frozenset())
    return RowField(field.id, path_of(field), model, keys, also, evidence="evidence" in model.model_fields)


# An idea that became an action names it; an action that was set aside keeps its place among the actions.
_ALSO: Final = {
    "ideas": frozenset({"became"}),
    "actions": frozenset({IDEA}),
    SET_ASIDE: frozenset({IDEA, CHOSEN}),
}
_FIELDS = all_fields()
_IN_ROOTS: Final = (FieldKind.PROSE, FieldKind.ROWS, FieldKind.SET)

PROSE: Final = tuple(of_kind(_FIELDS, FieldKind.PROSE))
SETS: Final = tuple(of_kind(_FIELDS, FieldKind.SET))
FACT_FIELDS: Final = tuple(_fact(field) for field in _FIELDS if field.kind not in _IN_ROOTS)
FACT_LINES: Final = tuple(fact.key for fact in FACT_FIELDS if fact.shared)
ROW_FIELDS: Final = {field.id: _row_field(field) for field in of_kind(_FIELDS, FieldKind.ROWS)}
FACT_KEYS: Final = frozenset(
    {
        *(fact.key for fact in FACT_FIELDS),
        *(words_key(fact.key) for fact in FACT_FIELDS if fact.typed),
        "day_order",  # how the team writes days in numbers; it says nothing about the incident
        *(key_of(field) for field in SETS),
        *(skipped_key(section) for section in SectionId),
    }
)
