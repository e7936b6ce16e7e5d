"""How long another room waits while somebody keeps the server busy: from one person's key to the other's screen."""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from core.domain.postmortem import ActionRow, Postmortem
from core.services import postmortems
from core.services.postmortems.creating import create_from
from tests.support.held import held_in
from tests.support.live import Guests
from tests.support.peers import Peer

EVERY = 0.05


@dataclass(frozen=True)
class Waits:
    """Seconds. ``worst`` and the 95th of a hundred."""

    p95: float
    worst: float
    keys: int


def a_long_one(guests: Guests, rows: int) -> str:
    """As many actions as a room takes, each with words that the hints read, as one guest may type or send them."""
    text = "Restart the checkout service when queue {} is long and be more careful next time, everybody"
    actions = tuple(
        ActionRow(id=f"a{number}", text=text.format(number), owner=f"Person {number % 7}") for number in range(rows)
    )
    with guests.app.db.write() as tx:
        pm_id = create_from(tx, Postmortem(title="Long " * 40, actions=actions))
        held_in(tx, pm_id)
        return pm_id


async def typists(guests: Guests) -> tuple[Peer, Peer]:
    """Two people in a room of their own."""
    pm_id = postmortems.create(guests.app, "Another incident")
    first, second = [await guests.peer(pm_id, guests.person(pm_id)) for _ in range(2)]
    return first, second


async def waits_while(first: Peer, second: Peer, busy: Coroutine[Any, Any, Any], at_least: int = 60) -> Waits:
    """Types on until ``busy`` is over and there are so many figures."""
    working = asyncio.ensure_future(busy)
    took: list[float] = []
    try:
        while not working.done() or len(took) < at_least:
            took.append(await _one_key(first, second))
            await asyncio.sleep(EVERY)
        await working
    finally:
        working.cancel()
    took.sort()
    return Waits(took[int(len(took) * 0.95)], took[-1], len(took))


async def _one_key(first: Peer, second: Peer) -> float:
    expected = len(second.read()) + 1
    started = time.perf_counter()
    first.type("x")
    await second.until(lambda: len(second.read()) >= expected, 60)
    return time.perf_counter() - started
