"""Edits that arrive after Finish: who was disconnected when a meeting finished, and whether their edits came since.

The server cannot know what is typed in a disconnected browser. It knows who disconnected without closing the page, and
a browser reports when it has sent everything; from both follows what the summary shows once the meeting is finished.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.domain.clock.state import Meeting
from core.domain.review import REVIEW_AFTER
from core.services.app import App
from core.services.authority import require_known
from core.store import meetings
from core.store.database.transaction import Transaction
from core.store.people import departures

WAITED_FOR: Final = REVIEW_AFTER
"""Whoever has not reconnected by the review is no longer waited for."""


@dataclass(frozen=True)
class LateEdits:
    """``awaited`` names those who may hold unsent edits; ``arrived`` those whose edits came late, and when."""

    awaited: tuple[str, ...] = ()
    arrived: tuple[tuple[str, datetime], ...] = ()


def note_departure(app: App, pm_id: str, visitor_id: str) -> None:
    """A connection broke without the page being closed, or did not answer when the meeting finished."""
    with app.db.write() as tx:
        departures.note_departure(tx, pm_id, visitor_id)
    app.change_bus.publish("record", pm_id)


def note_return(app: App, pm_id: str, visitor_id: str) -> None:
    """The browser is connected again while the meeting runs. Reads before it writes: most were never disconnected."""
    with app.db.read() as tx:
        if not departures.is_awaited(tx, pm_id, visitor_id) or _finished(tx, pm_id):
            return
    with app.db.write() as tx:
        departures.note_return(tx, pm_id, visitor_id)


def note_all_received(app: App, pm_id: str, visitor_id: str, *, text: bool) -> None:
    """After Finish a browser reports that it has sent everything; ``text``: some of it was typed while disconnected."""
    with app.db.read() as tx:
        if not departures.is_awaited(tx, pm_id, visitor_id):
            return
    with app.db.write() as tx:
        departures.note_all_received(tx, pm_id, visitor_id, text=text)
    app.change_bus.publish("record", pm_id)


def late_edits(app: App, pm_id: str) -> LateEdits:
    """The late edits that the summary shows; none before the meeting has finished."""
    with app.db.read() as tx:
        require_known(tx, pm_id)
        if not _finished(tx, pm_id):
            return LateEdits()
        oldest = tx.now() - WAITED_FOR
        found = departures.departed(tx, pm_id)
    return LateEdits(
        awaited=tuple(item.name for item in found if item.back_at is None and item.since > oldest),
        arrived=tuple((item.name, item.words_at) for item in found if item.words_at is not None),
    )


def _finished(tx: Transaction, pm_id: str) -> bool:
    return (meetings.load_meeting(tx, pm_id) or Meeting()).status == "finished"
