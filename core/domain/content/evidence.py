"""The pictures of a timeline as readers see them: numbered, each with its row's time and what it is called.

Not here: the pictures themselves (``core.store.evidence``), and how they are made safe (``core.export.evidence``).
"""

from dataclasses import dataclass
from typing import Final

from core.domain.content.timeline import in_order, zone_of
from core.domain.dates.zones import clock_time
from core.domain.postmortem import Evidence, Postmortem, TimelineRow

MOST_PICTURES: Final = 30
"""Pictures of one postmortem, those that were removed a moment ago included."""
MOST_NAMED: Final = 10 * MOST_PICTURES
"""Pictures that the rows of a postmortem name together, those that are no longer kept included."""
MOST_BYTES: Final = 5_500_000
"""Bytes of all pictures of one postmortem together: as JSON they still fit into a file that can be imported."""


@dataclass(frozen=True)
class Figure:
    """One picture. ``title`` is ``Picture 1``, ``text`` its caption, or what stands for one."""

    id: str
    row_id: str
    title: str
    text: str


def figures(pm: Postmortem) -> tuple[Figure, ...]:
    """All pictures, in the order of the timeline."""
    found = [(row, item) for row in in_order(pm.timeline) for item in row.evidence]
    return tuple(
        Figure(item.id, row.id, f"Picture {number}", caption(pm, row, item))
        for number, (row, item) in enumerate(found, start=1)
    )


def caption(pm: Postmortem, row: TimelineRow, item: Evidence) -> str:
    """What people typed, or ``Screenshot at 10:02``."""
    if typed := " ".join(item.caption.split()):
        return typed
    if row.at is None:
        return "Screenshot"
    return f"Screenshot at {clock_time(row.at, zone_of(pm))}"


def picture_ids(pm: Postmortem) -> frozenset[str]:
    """Of all pictures that the postmortem shows."""
    return frozenset(item.id for row in pm.timeline for item in row.evidence)
