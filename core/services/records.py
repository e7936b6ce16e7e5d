"""The record of a postmortem: what is projected from its document into tables, as one pure function.

Everything outside the live editor reads the record. It can be made again at any time, and no typed words make it fail.
"""

from collections.abc import Iterator
from datetime import datetime

from core.domain.completeness import filled
from core.domain.declined import declined
from core.domain.names import TITLE_AT_MOST
from core.domain.postmortem import Lens, Postmortem, Row, TimelineKind
from core.domain.timeline import first
from core.store.postmortems import Record, RecordAction

UNTITLED = "Untitled incident"


def record_of(postmortem: Postmortem) -> Record:
    """The record of what stands in a document now."""
    state = filled(postmortem)
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
        actions=[
            RecordAction(row.id, row.text, row.owner, row.due, row.kind, row.done_when)
            for row in postmortem.actions
            if not declined(row)  # no promise, so nothing to come back to
        ],
        search_text="\n".join(part for part in _words(postmortem) if part.strip()),
    )


def shown_title(title: str) -> str:
    """A title for lists and file names, whatever somebody typed into the document: one line, never empty or endless."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in title[: 20 * TITLE_AT_MOST]).split())
    return line[:TITLE_AT_MOST].strip() or UNTITLED


def _at(postmortem: Postmortem, kind: TimelineKind) -> datetime | None:
    row = first(postmortem.timeline, kind)
    return None if row is None else row.at


def _words(postmortem: Postmortem) -> Iterator[str]:
    """Every word a person typed, but for the title, in the order of the meeting."""
    yield from (postmortem.severity or "", *postmortem.services, *postmortem.tags)
    yield from (postmortem.summary.what_happened, postmortem.summary.impact)
    for row in postmortem.timeline:
        yield from (row.text, row.who)
    for lens in Lens:
        yield from _texts(postmortem.root_cause.of(lens))
    yield from _texts(postmortem.factors)
    for action in postmortem.actions:
        yield from (action.text, action.owner, action.done_when)
    lessons = postmortem.lessons
    yield from (lessons.went_right, lessons.went_wrong, lessons.differently, lessons.lucky)
    yield postmortem.follow_up.tracker
    yield from _texts((*postmortem.parking, *postmortem.ideas))


def _texts(rows: tuple[Row, ...]) -> Iterator[str]:
    return (row.text for row in rows)
