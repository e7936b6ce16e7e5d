"""The work on bodies that were stored: a few at a time, oldest first, each source by its own receiver.

Blocks; called by the worker's thread, by tests and by nobody who draws a page.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from core.domain.inbound.limits import KEPT, MOST_BYTES, MOST_KEPT, REMEMBERED
from core.services.app import App
from core.services.documents import document_store
from core.services.inbound import spool
from core.services.inbound.sources import SOURCES
from core.store.inbound import deliveries, groups
from core.store.inbound.deliveries import Delivery, Status

_log = logging.getLogger(__name__)

AT_ONCE: Final = 200
BYTES_AT_ONCE: Final = 16 * 1024 * 1024
"""Of the bodies of one round, which are in memory together."""
GONE: Final = "Its source is not known to this version."


@dataclass(frozen=True)
class Round:
    """``count`` bodies were worked on; the records of ``postmortems`` may be behind their documents."""

    count: int
    postmortems: frozenset[str]


def work_waiting(app: App) -> int:
    """Work on the next few, records included. Returns how many there were. Raises StorageTrouble."""
    done = work_round(app)
    document_store.catch_up(app, done.postmortems)
    return done.count


def work_round(app: App) -> Round:
    """Work on the next few. The caller has the records made. Raises StorageTrouble while nothing can be written."""
    spool.store_all(app)
    with app.db.read() as tx:
        waiting = deliveries.waiting(tx, AT_ONCE, BYTES_AT_ONCE)
    by_source: dict[str, list[Delivery]] = defaultdict(list)
    for item in waiting:
        by_source[item.source].append(item)
    for name, items in by_source.items():
        source = SOURCES.get(name)
        if source is not None:
            source.receiver.work(app, items)
        else:
            with app.db.write() as tx:
                deliveries.finish(tx, [item.id for item in items], Status.FAILED, GONE)
    return Round(len(waiting), frozenset(item.postmortem_id for item in waiting if item.postmortem_id))


def tidy(app: App) -> None:
    """Forget what is old, and what is more than fits."""
    with app.db.write() as tx:
        now = tx.now()
        gone = deliveries.forget(tx, now - KEPT) + deliveries.trim(tx, MOST_KEPT, MOST_BYTES)
        groups.forget(tx, now - REMEMBERED)
    _log.debug("%d bodies of other systems were forgotten", gone)
