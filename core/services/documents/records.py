"""The record of a postmortem: what is projected from its document into tables, as one pure function.

Everything outside the live editor reads the record. It can be made again at any time, and no typed words make it fail.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Final

from core.domain.actions.declined import declined
from core.domain.content.completeness import section_progress
from core.domain.content.size_limits import fitted_to_limits
from core.domain.content.timeline import first
from core.domain.content.unreadable_values import unreadable_values
from core.domain.people.names import TITLE_AT_MOST
from core.domain.postmortem import Lens, Postmortem, Row, TimelineKind, TimelineRow
from core.domain.similar.document import document_of
from core.domain.template import CHECKLIST, HEAD, NOTES, SECTIONS, Field, FieldKind
from core.domain.template.values import cell_of, of_kind, rows_of, typed_cell, typed_text, value_of
from core.store.labels import LabelKind
from core.store.postmortems import Record, RecordRow

UNTITLED = "Untitled incident"
# Lines of the checklist that each postmortem begins with: a search for them would find everything.
_GIVEN: Final = frozenset(text for _, text in CHECKLIST)


def record_of(postmortem: Postmortem) -> Record:
    """The record of what stands in a document now."""
    state = section_progress(postmortem)
    return Record(
        postmortem_json=postmortem.model_dump_json(),
        title=shown_title(postmortem.title),
        severity=postmortem.severity,
        zone=postmortem.zone,
        meeting_at=postmortem.meeting_at,
        started_at=_at(postmortem, TimelineKind.STARTED),
        detected_at=_at(postmortem, TimelineKind.DETECTED),
        resolved_at=_at(postmortem, TimelineKind.RESOLVED),
        filled=state.done,
        needed=state.needed,
        actions=[row for row in postmortem.actions if not declined(row)],  # of a declined one nothing is owed
        search_text="\n".join(part for part in _searchable_texts(postmortem) if part.strip()),
        review_on=postmortem.follow_up.review_on,
        comparable=document_of(postmortem),
        labels=list(_labels(postmortem)),
    )


def postmortem_of(record: RecordRow) -> Postmortem:
    """What a record says, within today's bounds, whatever an older Debrief stored."""
    return _parsed(record.postmortem_json)


@lru_cache(maxsize=16)
def _parsed(stored: str) -> Postmortem:
    """Remembered: thousands of rows take a tenth of a second, in which no other thread gets anywhere."""
    return postmortem_in(stored)


def postmortem_in(stored: str) -> Postmortem:
    """The same from the record's JSON, for whoever reads many of them once: nothing is remembered."""
    return fitted_to_limits(Postmortem.model_validate_json(stored))


def shown_title(title: str) -> str:
    """A title for lists and file names, whatever somebody typed into the document: one line, never empty or endless."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in title[: 20 * TITLE_AT_MOST]).split())
    return line[:TITLE_AT_MOST].strip() or UNTITLED


def _at(postmortem: Postmortem, kind: TimelineKind) -> datetime | None:
    row = first(postmortem.timeline, kind)
    return None if row is None else row.at


def _labels(postmortem: Postmortem) -> Iterator[tuple[LabelKind, str]]:
    yield from ((LabelKind.SERVICE, service) for service in postmortem.services)
    yield from ((LabelKind.TAG, tag) for tag in postmortem.tags)
    for lens in Lens:
        if any(row.text.strip() for row in postmortem.root_cause.of(lens)):
            yield LabelKind.LENS, lens.value


def _searchable_texts(postmortem: Postmortem) -> Iterator[str]:
    """Every word a person typed, but for the title and the zone, in the order of the meeting."""
    yield postmortem.severity or ""
    in_sections = (field for section in SECTIONS for field in section.fields)
    for field in (*of_kind(HEAD, FieldKind.DATETIME), *in_sections, *NOTES):
        match field.kind:
            case FieldKind.PROSE | FieldKind.LINE | FieldKind.LINK:
                yield value_of(postmortem, field)
            case FieldKind.SET:
                yield from value_of(postmortem, field)
            case FieldKind.ROWS:
                for row in rows_of(postmortem, field):
                    yield from _row_words(field, row)
            case FieldKind.DATE | FieldKind.DATETIME | FieldKind.MINUTES:
                yield unreadable_values(value_of(postmortem, field), typed_text(postmortem, field))


def _row_words(field: Field, row: Row) -> Iterator[str]:
    if row.text not in _GIVEN:
        yield row.text
    if isinstance(row, TimelineRow):
        yield from (item.caption for item in row.evidence)
    for column in field.columns:
        if column.kind in (FieldKind.LINE, FieldKind.LINK):
            yield cell_of(row, column)
        elif column.kind in (FieldKind.DATE, FieldKind.DATETIME):
            yield unreadable_values(cell_of(row, column), typed_cell(row, column))
