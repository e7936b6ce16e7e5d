"""Bodies that wait to be stored: one alone at once, many together, and nobody waits for one that hangs."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from core.errors import StorageTrouble
from core.live.http.inbound.store_queue import Stored, StoreQueue
from core.live.limits import Limits
from core.services.inbound.source import Incoming
from core.services.inbound.sources import SOURCES
from core.services.inbound.taking_in import Arrived

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SOON = Limits(inbound_batch_seconds=0.1, inbound_batch=10)


def arrived(number: int) -> Arrived:
    return Arrived(SOURCES["alertmanager"], Incoming("alertmanager", str(number).encode(), {}, NOW), None)


class Storing:
    """Notes each round; ``trouble`` is raised, ``hold`` is waited for."""

    def __init__(self) -> None:
        self.rounds: list[list[bytes]] = []
        self.trouble: Exception | None = None
        self.hold: asyncio.Event | None = None

    def __call__(self, items: Sequence[Arrived]) -> "asyncio.Future[list[Stored]]":
        return asyncio.ensure_future(self._stored(items))

    async def _stored(self, items: Sequence[Arrived]) -> list[Stored]:
        self.rounds.append([item.incoming.body for item in items])
        if self.hold is not None:
            await self.hold.wait()
        if self.trouble is not None:
            raise self.trouble
        return [item.incoming.body.decode() for item in items]


async def test_one_alone_is_stored_at_once() -> None:
    """No sender waits for others that do not come."""
    storing = Storing()
    begun = asyncio.get_running_loop().time()
    assert await StoreQueue(storing, SOON).put(arrived(1)) == "1"
    assert asyncio.get_running_loop().time() - begun < SOON.inbound_batch_seconds


async def test_many_share_a_few_rounds() -> None:
    """Each gets its own answer, in the order in which they came, and no round is too large."""
    storing = Storing()
    queue = StoreQueue(storing, SOON)
    first = await queue.put(arrived(0))
    found = await asyncio.gather(*(queue.put(arrived(number)) for number in range(1, 26)))
    assert [first, *found] == [str(number) for number in range(26)]
    assert [len(batch) for batch in storing.rounds] == [1, 10, 10, 5]


async def test_trouble_is_everybodys() -> None:
    """All that were in the round are kept in files then; the next round is tried anew."""
    storing = Storing()
    storing.trouble = StorageTrouble()
    queue = StoreQueue(storing, SOON)
    found = await asyncio.gather(*(queue.put(arrived(number)) for number in range(3)), return_exceptions=True)
    assert [type(item) for item in found] == [StorageTrouble] * 3
    storing.trouble = None
    assert await queue.put(arrived(9)) == "9"


async def test_who_gives_up_is_stored_no_more() -> None:
    """While one hangs, those behind it leave; what was begun is finished for nobody, which does no harm."""
    storing = Storing()
    storing.hold = asyncio.Event()
    queue = StoreQueue(storing, SOON)
    for number in range(3):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(queue.put(arrived(number)), 0.05)
    storing.hold.set()
    assert await queue.put(arrived(9)) == "9"
    assert storing.rounds == [[b"0"], [b"9"]]
