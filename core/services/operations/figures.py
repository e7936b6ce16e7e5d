"""Figures of the whole database for whoever runs the server: what waits, and when the last backup was made."""

from dataclasses import dataclass
from datetime import datetime

from core.services.app import App
from core.store import settings_kv, webhooks


@dataclass(frozen=True)
class Figures:
    """``deliveries`` of webhooks wait or are being sent; ``last_backup`` is None when none was noted."""

    deliveries: int
    oldest_delivery_seconds: float
    last_backup: datetime | None


def read(app: App) -> Figures:
    """Three small queries. Raises StorageTrouble."""
    with app.db.read() as tx:
        count, oldest = webhooks.QUEUE.backlog(tx)
        age = (tx.now() - oldest).total_seconds() if oldest else 0.0
        return Figures(count, max(0.0, age), last_backup(settings_kv.get_setting(tx, settings_kv.BACKUP_AT)))


def last_backup(noted: str | None) -> datetime | None:
    """The moment as it was noted; None for what is no moment."""
    try:
        return datetime.fromisoformat(noted) if noted else None
    except ValueError:
        return None
