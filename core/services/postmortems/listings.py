"""The lists of postmortems: Home by what is next, and the trash. Reading only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.services.app import App
from core.services.audit.retention import deletion
from core.services.postmortems.cards import Card, cards_of
from core.store import postmortems

RECENT: Final = 10
LOOKED_AT: Final = 50
# A meeting that nobody started an hour after its time has not happened: the incident waits again.
MISSED_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Trashed:
    """``deleted_at``: when the server deletes it, unless it is put back before."""

    id: str
    title: str
    trashed_at: datetime
    deleted_at: datetime


@dataclass(frozen=True)
class Home:
    """``waiting``: no meeting yet, the oldest first; ``upcoming`` by time; ``recent``: held, the latest first."""

    waiting: tuple[Card, ...]
    upcoming: tuple[Card, ...]
    running: tuple[Card, ...]
    recent: tuple[Card, ...]
    trash: tuple[Trashed, ...]

    @property
    def trash_count(self) -> int:
        return len(self.trash)


def home(app: App) -> Home:
    """What Home shows: waiting, upcoming, running and recent. Only for those in the workspace."""
    with app.db.read() as tx:
        now = tx.now()
        rows = postmortems.unfinished(tx) + postmortems.finished(tx, LOOKED_AT)
        cards = cards_of(tx, rows, now)
        until = deletion(tx)
        trash = tuple(
            Trashed(row.id, row.title, row.trashed_at, until(row.trashed_at)) for row in postmortems.in_trash(tx)
        )
    lobby = [card for card in cards if card.status == "lobby"]
    coming = [card for card in lobby if card.meeting_at is not None and card.meeting_at > now - MISSED_AFTER]
    waiting = [card for card in lobby if card not in coming]
    held = [card for card in cards if card.finished_at is not None and card.status == "finished"]
    return Home(
        waiting=tuple(sorted(waiting, key=lambda card: card.started_at or card.created_at)),
        upcoming=tuple(sorted(coming, key=lambda card: card.meeting_at or now)),
        running=tuple(card for card in cards if card.status in ("running", "paused")),
        recent=tuple(sorted(held, key=lambda card: card.finished_at or now, reverse=True)[:RECENT]),
        trash=trash,
    )
