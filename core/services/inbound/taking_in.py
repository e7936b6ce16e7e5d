"""Bodies come in: stored in a short transaction, so that their senders may forget them. The worker does the rest."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.errors import DebriefError
from core.services.app import App
from core.services.inbound.source import Incoming, Source
from core.store.database.audience import UNRESTRICTED

_log = logging.getLogger(__name__)

TOPIC: Final = "inbound"


@dataclass(frozen=True)
class Arrived:
    """A body whose sender is known, read as far as that needs no transaction."""

    source: Source = field(repr=False)
    incoming: Incoming
    prepared: object = field(repr=False)


def now(app: App) -> datetime:
    """The database's clock, which all servers share."""
    with app.db.read() as tx:
        return tx.now()


def keep(app: App, source: Source, incoming: Incoming, prepared: object) -> str | None:
    """Store it durably. Returns the id of the postmortem that it is about. Raises StorageTrouble: nothing is stored."""
    (pm_id,) = _kept(app, [Arrived(source, incoming, prepared)])
    return pm_id


def keep_all(app: App, arrived: Sequence[Arrived]) -> list[str | None]:
    """The same for several, in their order. On SQLite in one transaction, whose disk they then wait for once.

    PostgreSQL lets several write at once, and two servers with the same groups in another order would wait for each
    other. Raises StorageTrouble: perhaps some are stored, and storing them again changes nothing.
    """
    if app.db.dialect == "sqlite" and len(arrived) > 1:
        try:
            return _kept(app, arrived)
        except DebriefError:
            raise
        except Exception:
            _log.exception("several bodies could not be stored together, each is tried alone")
    return [keep(app, item.source, item.incoming, item.prepared) for item in arrived]


def _kept(app: App, arrived: Sequence[Arrived]) -> list[str | None]:
    with app.db.write(UNRESTRICTED) as tx:  # their lines may belong to a closed postmortem
        found = [item.source.receiver.store(app, tx, item.incoming, item.prepared) for item in arrived]
    app.change_bus.publish(TOPIC, "-")
    return found
