"""What people wrote, passage by passage, with the place it stands in: what a hint can be about.

Names, times and the checklist are not here: nobody writes sentences into them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.domain.postmortem import Lens, NoteRow, Postmortem, Row, SectionId


class Passage(NamedTuple):
    """The text of one field, or of one row of a list."""

    section: SectionId
    field: str
    row_id: str | None
    text: str


def passages(pm: Postmortem) -> Iterator[Passage]:
    """Every passage with words in it, in the order of the meeting; notes stand where they came up."""
    return (passage for passage in _all(pm) if passage.text.strip())


def _all(pm: Postmortem) -> Iterator[Passage]:
    for field in ("what_happened", "impact"):
        yield Passage(SectionId.SUMMARY, f"summary.{field}", None, getattr(pm.summary, field))
    yield from _rows(SectionId.TIMELINE, "timeline", pm.timeline)
    for lens in Lens:
        yield from _rows(SectionId.ROOT_CAUSE, f"root_cause.{lens.value}", pm.root_cause.of(lens))
    yield from _rows(SectionId.FACTORS, "factors", pm.factors)
    yield from _rows(SectionId.ACTIONS, "actions", pm.actions)
    for field in ("went_right", "went_wrong", "differently", "lucky"):
        yield Passage(SectionId.LESSONS, f"lessons.{field}", None, getattr(pm.lessons, field))
    yield from _notes("parking", pm.parking)
    yield from _notes("ideas", pm.ideas)


def _rows(section: SectionId, field: str, rows: Iterable[Row]) -> Iterator[Passage]:
    return (Passage(section, field, row.id, row.text) for row in rows)


def _notes(field: str, rows: Iterable[NoteRow]) -> Iterator[Passage]:
    return (Passage(row.section or SectionId.FOLLOW_UP, field, row.id, row.text) for row in rows)
