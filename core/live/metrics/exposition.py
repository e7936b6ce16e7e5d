"""The text that Prometheus reads: what is counted all the time, and what is looked up when somebody asks."""

import asyncio
import logging
from time import perf_counter
from typing import Final

from prometheus_client import generate_latest

from core.errors import DebriefError
from core.live.context import LiveContext
from core.live.metrics import instruments
from core.services.operations import figures
from core.services.operations.readiness import OK

_log = logging.getLogger(__name__)

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


async def exposition(live: LiveContext) -> bytes:
    """Waits for the database a second at most; what it did not answer keeps its last value."""
    _look_at_rooms(live)
    for check, result in (await live.readiness.checks()).items():
        instruments.READY.labels(check).set(result == OK)
    await _look_into_database(live)
    return generate_latest(instruments.REGISTRY)


def _look_at_rooms(live: LiveContext) -> None:
    """On the event loop, where rooms live."""
    rooms = live.rooms.loaded()
    people = {peer.visitor_id for room in rooms for peer in room.peers}
    oldest = [moment for room in rooms if (moment := room.commits.oldest_received) is not None]
    instruments.ROOMS.set(len(rooms))
    instruments.CONNECTIONS.set(sum(len(room.peers) for room in rooms))
    instruments.PEOPLE.set(len(people))
    instruments.QUEUE.set(sum(room.commits.waiting for room in rooms))
    instruments.QUEUE_AGE.set(max(0.0, perf_counter() - min(oldest)) if oldest else 0.0)
    instruments.SESSIONS.set(live.count_sessions())
    instruments.CHILDREN.set(len(live.app.renderer.pids()))
    for task, is_running in live.background.items():
        instruments.BACKGROUND.labels(task).set(is_running())


async def _look_into_database(live: LiveContext) -> None:
    reading = asyncio.ensure_future(live.threads.run_probe(lambda: figures.read(live.app)))
    try:
        found = await asyncio.wait_for(reading, live.limits.ready_seconds)
    except (TimeoutError, DebriefError) as error:
        _log.warning("the figures of the database could not be read: %s", type(error).__name__)
        return
    instruments.DELIVERIES.set(found.deliveries)
    instruments.DELIVERY_AGE.set(found.oldest_delivery_seconds)
    instruments.BACKUP.set(found.last_backup.timestamp() if found.last_backup else 0)
