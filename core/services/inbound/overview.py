"""Which tools send, and when each sent last: for whoever wonders whether one still does."""

from dataclasses import dataclass
from datetime import datetime

from core.services.app import App
from core.services.authority import require_workspace
from core.services.inbound.sources import SOURCES
from core.store.inbound import deliveries
from core.store.people.visitors import Visitor


@dataclass(frozen=True)
class SentLast:
    label: str
    at: datetime


def latest(app: App, by: Visitor | None) -> list[SentLast]:
    """The newest first; a tool whose messages are all forgotten is not in it. Raises WorkspaceLocked."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        found = deliveries.latest(tx)
    rows = [SentLast(SOURCES[name].label, at) for name, at in found.items() if name in SOURCES]
    return sorted(rows, key=lambda row: row.at, reverse=True)
