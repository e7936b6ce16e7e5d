"""A body comes in: stored in one short transaction, so that its sender may forget it. The worker does the rest."""

from datetime import datetime
from typing import Final

from core.services.app import App
from core.services.inbound.source import Incoming, Source
from core.store.database.audience import UNRESTRICTED

TOPIC: Final = "inbound"


def now(app: App) -> datetime:
    """The database's clock, which all servers share."""
    with app.db.read() as tx:
        return tx.now()


def keep(app: App, source: Source, incoming: Incoming, prepared: object) -> str | None:
    """Store it durably. Returns the id of the postmortem that it is about. Raises StorageTrouble: nothing is stored."""
    with app.db.write(UNRESTRICTED) as tx:  # its lines may belong to a closed postmortem
        pm_id = source.receiver.store(app, tx, incoming, prepared)
    app.change_bus.publish(TOPIC, "-")
    return pm_id
