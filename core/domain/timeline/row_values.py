"""An event as a row of a postmortem: what has no column of its own stands in the words.

An end, "about" and a doubt are written behind the text, so that they are in every export and nobody takes a doubtful
time for a certain one.
"""

from collections.abc import Callable, Sequence

from core.domain.postmortem import TimelineRow
from core.domain.timeline.kind_guess import guessed_kinds
from core.domain.timeline.model import TimelineEvent


def row_note(event: TimelineEvent) -> str:
    """What stands behind the words, or "": ``(until 10:20)``."""
    notes = []
    if event.until is not None:
        same = event.until.date() == event.at.date()
        notes.append(f"until {event.until:%H:%M}" if same else f"until {event.until:%Y-%m-%d %H:%M}")
    if event.approx:
        notes.append("time approximate")
    if event.ask:
        notes.append(f"check the time: {event.ask}")
    return f"({'; '.join(notes)})" if notes else ""


def row_text(event: TimelineEvent) -> str:
    """The words with their note: ``mail late (until 10:20)``."""
    return f"{event.text} {row_note(event)}".strip()


def timeline_rows(events: Sequence[TimelineEvent], new_id: Callable[[], str]) -> tuple[TimelineRow, ...]:
    """Rows to be added, in the order of the events, with guessed kinds."""
    return tuple(
        TimelineRow(id=new_id(), text=row_text(event), at=event.at, kind=kind, who=event.who)
        for event, kind in zip(events, guessed_kinds(events), strict=True)
    )
