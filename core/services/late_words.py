"""Nothing is lost at the end: whose line was gone when a meeting finished, and whether the words came since.

A server cannot know what is typed where it has no line. It knows who left without a goodbye, and a browser says when
it has sent everything; between the two stands what the summary says. A meeting that goes on says nothing of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.domain.clock import Meeting
from core.services.app import App
from core.store import absent, meetings
from core.store.transaction import Transaction

WAITED_FOR: Final = timedelta(days=14)
"""Whoever has not been back by the review will not be."""


@dataclass(frozen=True)
class LateWords:
    """``awaited`` names those who may hold words still; ``arrived`` those whose words came late, and when."""

    awaited: tuple[str, ...] = ()
    arrived: tuple[tuple[str, datetime], ...] = ()


def went_away(app: App, pm_id: str, visitor_id: str) -> None:
    """A line is gone without a goodbye, or did not answer when the meeting finished."""
    with app.db.write() as tx:
        absent.went(tx, pm_id, visitor_id)
    app.bell.ring("record", pm_id)


def came_back(app: App, pm_id: str, visitor_id: str) -> None:
    """The laptop has a line again, while the meeting goes on. Asks before it writes: most were never away."""
    with app.db.read() as tx:
        if not absent.is_awaited(tx, pm_id, visitor_id) or _finished(tx, pm_id):
            return
    with app.db.write() as tx:
        absent.came_back(tx, pm_id, visitor_id)


def all_is_here(app: App, pm_id: str, visitor_id: str, *, words: bool) -> None:
    """After Finish a browser says that it has sent everything; ``words`` says that some were typed without a line."""
    with app.db.read() as tx:
        if not absent.is_awaited(tx, pm_id, visitor_id):
            return
    with app.db.write() as tx:
        absent.all_is_here(tx, pm_id, visitor_id, words=words)
    app.bell.ring("record", pm_id)


def late_words(app: App, pm_id: str) -> LateWords:
    """What there is to say on the summary, once the meeting has finished."""
    with app.db.read() as tx:
        if not _finished(tx, pm_id):
            return LateWords()
        oldest = tx.now() - WAITED_FOR
        found = absent.absent(tx, pm_id)
    return LateWords(
        awaited=tuple(each.name for each in found if each.back_at is None and each.since > oldest),
        arrived=tuple((each.name, each.words_at) for each in found if each.words_at is not None),
    )


def _finished(tx: Transaction, pm_id: str) -> bool:
    return (meetings.load_meeting(tx, pm_id) or Meeting()).status == "finished"
