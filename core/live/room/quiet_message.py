"""The quiet minute as one person's browsers get it: how many write and are done, and whether they are themselves.

No frame holds a draft, a name, or a change that tells who wrote one: authors ask for their own drafts over HTTP.
"""

from collections.abc import Collection
from typing import Any

from core.live.room.server_clock import milliseconds
from core.services.meetings.quiet_state import QuietState


def quiet_message(state: QuietState, visitor_id: str, connected: Collection[str]) -> dict[str, Any]:
    """``connected`` are the participants who are there. ``shown`` are rows of the document, once they are revealed."""
    minute = state.minute
    return {
        "type": "quiet",
        "number": minute.number,
        "status": minute.status,
        "section": minute.section,
        "ends_at": None if minute.ends_at is None else milliseconds(minute.ends_at),
        "left": minute.left,
        "at_end": minute.at_end,
        "writers": len(state.writers),
        "done": len(set(minute.done) & set(connected)),
        "people": len(connected),
        "mine": visitor_id in minute.done,
        "shown": list(minute.shown),
    }
