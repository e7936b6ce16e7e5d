"""The rows of a body in the order of time, and not more of them than a timeline can take at once."""

from collections.abc import Iterable
from typing import Final

from core.domain.alerts.reading import AlertRow

MOST_ROWS: Final = 200
"""Of one body."""


def in_order(rows: Iterable[AlertRow]) -> tuple[tuple[AlertRow, ...], str]:
    """The first rows, the earliest first, and a sentence about those left out, or ""."""
    ordered = sorted(rows, key=lambda row: row.at)
    left = len(ordered) - MOST_ROWS
    return tuple(ordered[:MOST_ROWS]), f"{left} more rows were left out." if left > 0 else ""
