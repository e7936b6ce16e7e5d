"""The lists of postmortems: Home by what is next, the Archive by date or by search, the trash. Reading only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.services.app import App
from core.services.postmortems.cards import Card, card_of
from core.store import postmortems
from core.store.postmortems import PostmortemRow
from core.store.search import full_text

PAGE: Final = 50
RECENT: Final = 10
LOOKED_AT: Final = 50
MOST_HITS: Final = 500
# A meeting that nobody started an hour after its time has not happened: the incident waits again.
MISSED_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Trashed:
    id: str
    title: str
    trashed_at: datetime


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


@dataclass(frozen=True)
class ArchiveRow:
    """``snippet``: words around what was found, in which \\x02 begins and \\x03 ends a find; empty without a query."""

    card: Card
    snippet: str


@dataclass(frozen=True)
class ArchivePage:
    """``page`` counts from 1; ``total`` is over all pages. ``whole``: each row has all words of the query."""

    rows: tuple[ArchiveRow, ...]
    total: int
    page: int
    pages: int
    query: str
    whole: bool = True


def home(app: App) -> Home:
    """What Home shows: waiting, upcoming, running and recent. Only for those in the workspace."""
    with app.db.read() as tx:
        now = tx.now()
        cards = [card_of(tx, row, now) for row in _on_home(postmortems.list_(tx))]
        trash = tuple(
            Trashed(row.id, row.title, row.trashed_at)
            for row in postmortems.list_(tx, trashed=True)
            if row.trashed_at is not None
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


def _on_home(rows: list[PostmortemRow]) -> list[PostmortemRow]:
    """Of the meetings that are over only those of the newest incidents: Home stays fast with years of them."""
    held = [row for row in rows if row.meeting_status == "finished"]
    return [row for row in rows if row.meeting_status != "finished"] + held[:LOOKED_AT]


def archive(app: App, query: str = "", page: int = 1) -> ArchivePage:
    """All postmortems, the newest incident first, or those in which words of the query are found, best first."""
    query = " ".join(query.split())
    with app.db.read() as tx:
        now = tx.now()
        hits = {hit.postmortem_id: hit for hit in full_text.search(tx, query, limit=MOST_HITS)} if query else {}
        total = len(hits) if query else postmortems.count(tx)
        pages = max(1, -(-total // PAGE))
        page = min(max(1, page), pages)
        start = (page - 1) * PAGE
        if query:
            rows = postmortems.list_(tx, ids=list(hits)[start : start + PAGE])
        else:
            rows = postmortems.list_(tx, limit=PAGE, offset=start)
        found = tuple(ArchiveRow(card_of(tx, row, now), hits[row.id].snippet if row.id in hits else "") for row in rows)
    return ArchivePage(found, total, page, pages, query, all(hit.whole for hit in hits.values()))
