"""Where each part of a postmortem lives in its Yjs document.

The names here are a promise to the browser and to every document ever stored: add to them, never rename.
Here are names and shapes only; what is written is in ``seed``, what is understood is in ``read``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    ChecklistRow,
    FactorKind,
    FactorRow,
    Lens,
    NoteRow,
    Row,
    SectionId,
    TimelineKind,
    TimelineRow,
)

FACTS: Final = "facts"
SETS: Final = ("services", "tags")

# Keys of a row that every row has.
RANK: Final = "rank"
REMOVED: Final = "removed"
TEXT: Final = "text"

PROSE: Final[tuple[str, ...]] = (
    "summary.what_happened",
    "summary.impact",
    "lessons.went_right",
    "lessons.went_wrong",
    "lessons.differently",
    "lessons.lucky",
)

FACT_KEYS: Final[frozenset[str]] = frozenset(
    {
        "title",
        "severity",
        "zone",
        "duration",
        "meeting_at",
        "tracker",
        "review_on",
        "meeting_needed",
        *SETS,
        *(f"skipped.{section.value}" for section in SectionId),
    }
)


@dataclass(frozen=True)
class RowField:
    """One list of rows: its field id, its model and how each typed key of a row is written.

    ``keys`` maps the key in the Y.Map to ``(name in the model, shape)``; the shapes are known to ``read`` and ``seed``.
    ``also`` are keys that may stand in a row and say nothing about the postmortem itself.
    """

    field: str
    model: type[Row]
    keys: dict[str, tuple[str, object]]
    also: frozenset[str] = frozenset()


# Shapes of typed values; an enum class stands for itself.
INSTANT: Final = "instant"
DAY: Final = "day"
LINE: Final = "line"
FLAG: Final = "flag"

ROW_FIELDS: Final[dict[str, RowField]] = {
    spec.field: spec
    for spec in (
        RowField(
            "timeline",
            TimelineRow,
            {"at": ("at", INSTANT), "kind": ("kind", TimelineKind), "who": ("who", LINE), "star": ("star", FLAG)},
        ),
        *(RowField(f"root_cause.{lens.value}", AnswerRow, {}) for lens in Lens),
        RowField("factors", FactorRow, {"kind": ("kind", FactorKind)}),
        RowField(
            "actions",
            ActionRow,
            {
                "owner": ("owner", LINE),
                "due": ("due", DAY),
                "kind": ("kind", ActionKind),
                "done_when": ("done_when", LINE),
            },
        ),
        RowField("follow_up.checklist", ChecklistRow, {"done": ("done", FLAG)}),
        RowField("parking", NoteRow, {"from": ("section", SectionId)}),
        RowField("ideas", NoteRow, {"from": ("section", SectionId)}, frozenset({"became"})),
    )
}


def text_root(field: str) -> str:
    """The root name of a prose field: ``text:<field>``."""
    return f"text:{field}"


def rows_root(field: str) -> str:
    """The root name of a list of rows: ``rows:<field>``."""
    return f"rows:{field}"


def skipped_key(section: SectionId) -> str:
    return f"skipped.{section.value}"


def in_order(values: Iterable[str]) -> tuple[str, ...]:
    """A set of words (services, tags) in the one order that everybody sees; empty words are left out."""
    return tuple(sorted({value for value in values if value}))
