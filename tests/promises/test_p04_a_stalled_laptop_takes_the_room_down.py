"""P4: A stalled laptop hurts only itself."""

import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from core.live.limits import Limits
from tests.support.live import House
from tests.support.peers import AsgiSocket, Peer

UPDATES = 2_000


async def test_a_laptop_that_stops_reading_ends_only_itself(open_house: Callable[..., Any]) -> None:
    """Two thousand updates later it is closed as too slow, memory is bounded, and nobody else noticed."""
    house: House = await open_house(limits=Limits(frames_per_second=10_000, queue_frames=50))
    pm_id = house.meeting()
    ada, bo, victim = await house.peer(pm_id), await house.peer(pm_id), await house.peer(pm_id)
    stalled = victim.transport
    assert isinstance(stalled, AsgiSocket)
    stalled.stall()
    delays: list[float] = []
    tracemalloc.start()
    for number in range(UPDATES // 20):
        began = time.perf_counter()
        for _ in range(20):
            ada.type("x")
        await bo.until(lambda seen=20 * (number + 1): len(bo.read()) == seen)  # type: ignore[misc]
        delays.append(time.perf_counter() - began)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sorted(delays)[int(len(delays) * 0.95)] < 0.25 + median(delays) * 4
    assert peak < 32 * 1024 * 1024
    assert len(house.server.state.live.rooms.loaded()[0].peers) == 2, "the victim still holds its place"
    stalled.wake()
    assert await victim.until_closed() == 4508
    await comes_back(house, pm_id, victim)
    assert ada.closed is None
    assert bo.closed is None


async def test_when_everybody_drops_at_once_the_next_meeting_works(open_house: Callable[..., Any]) -> None:
    """The accident of a task group shared by all: one lost socket took the whole server down."""
    house: House = await open_house(limits=Limits(queue_frames=50))
    pm_id = house.meeting()
    peers = [await house.peer(pm_id) for _ in range(8)]
    for peer in peers[:4]:
        assert isinstance(peer.transport, AsgiSocket)
        peer.transport.stall()
    for _ in range(60):
        peers[-1].type("y")
    await peers[-2].until(lambda: len(peers[-2].read()) == 60)
    for peer in peers:
        await peer.leave()
    other = house.meeting()
    item, two = await house.peer(other), await house.peer(other)
    item.type("a new meeting")
    await two.until(lambda: two.read() == "a new meeting")


async def comes_back(house: House, pm_id: str, victim: Peer) -> None:
    """The browser tries again by itself and has everything."""
    again = await house.peer(pm_id, doc=victim.doc)
    await again.until(lambda: len(again.read()) == UPDATES)


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
