"""How much of a long list a page draws: the first part and a sentence. Files have all of it.

A page of thousands of rows takes a browser seconds and the server longer, while everybody in a meeting waits.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeVar

from core.domain.postmortem import Postmortem
from core.domain.template import FieldKind, all_fields
from core.domain.template.values import of_kind, path_of, replaced, rows_of

SHOWN: Final = 200
T = TypeVar("T")


def first_rows(rows: Sequence[T], most: int = SHOWN) -> tuple[tuple[T, ...], str]:
    """The first rows, and the sentence about the others; empty when these are all."""
    return tuple(rows[:most]), more_sentence(len(rows) - most)


def more_sentence(left: int) -> str:
    """``and 4,700 more; the export has all of them.``"""
    return f"and {left:,} more; the export has all of them." if left > 0 else ""


def first_part(pm: Postmortem, most: int = SHOWN) -> Postmortem:
    """The same with the first rows of every list; itself when no list is longer. How many are left: `omitted_count`."""
    lists = ((path_of(field), rows_of(pm, field)) for field in of_kind(all_fields(), FieldKind.ROWS))
    return replaced(pm, {path: rows[:most] for path, rows in lists if len(rows) > most})


def omitted_count(pm: Postmortem, most: int = SHOWN) -> dict[str, int]:
    """How many rows `first_part` leaves out, by section, ``parking`` or ``ideas``; what is whole is not in it."""
    left: Counter[str] = Counter()
    for field in of_kind(all_fields(), FieldKind.ROWS):
        left[field.id.partition(".")[0]] += max(len(rows_of(pm, field)) - most, 0)
    return {name: number for name, number in left.items() if number}
