"""P4: A stalled laptop hurts only itself: not its own room, and not one of nineteen others that share the commits."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from core.live.limits import Limits
from core.store import postmortems
from tests.support.live import House
from tests.support.peers import AsgiSocket, Peer

ROOMS = 20
KEYS = 12


def has(peer: Peer, keys: int) -> bool:
    return len(peer.read()) == keys


async def typed(writer: Peer, reader: Peer) -> None:
    """Key after key, each as soon as the one before is on the other screen and acknowledged."""
    for number in range(1, KEYS + 1):
        writer.type("k")
        await reader.until(partial(has, reader, number))
    await writer.until_saved()


def behind(house: House) -> list[str]:
    with house.app.db.read() as tx:
        return postmortems.behind(tx)


async def test_nineteen_rooms_and_its_own_do_not_notice_one_that_does_not_read(open_house: Callable[..., Any]) -> None:
    """Each key of each room arrives and is saved, records are made, somebody joins: all while it sleeps."""
    house: House = await open_house(limits=Limits(frames_per_second=10_000, queue_frames=20))
    meetings = [house.meeting() for _ in range(ROOMS)]
    pairs = [(await house.peer(pm_id), await house.peer(pm_id)) for pm_id in meetings]
    victim = await house.peer(meetings[0])
    assert isinstance(victim.transport, AsgiSocket)
    victim.transport.stall()
    await asyncio.gather(*(typed(writer, reader) for writer, reader in pairs))
    assert not has(victim, KEYS), "it sleeps"
    await pairs[0][1].until(lambda: not behind(house))
    newcomer = await house.peer(meetings[0])
    assert has(newcomer, KEYS)
    for writer, reader in pairs:
        assert (writer.closed, reader.closed) == (None, None)
        assert "trouble" not in {body["type"] for body in (*writer.said, *reader.said)}


async def test_many_rooms_have_one_each_that_does_not_read(open_house: Callable[..., Any]) -> None:
    """A floor of an office loses its network: every room has a sleeper, and every room goes on."""
    house: House = await open_house(limits=Limits(frames_per_second=10_000, queue_frames=10))
    meetings = [house.meeting() for _ in range(ROOMS)]
    pairs = [(await house.peer(pm_id), await house.peer(pm_id)) for pm_id in meetings]
    for pm_id in meetings:
        sleeper = await house.peer(pm_id)
        assert isinstance(sleeper.transport, AsgiSocket)
        sleeper.transport.stall()
    await asyncio.gather(*(typed(writer, reader) for writer, reader in pairs))
    assert all(writer.closed is None and reader.closed is None for writer, reader in pairs)
    assert {len(room.peers) for room in house.server.state.live.rooms.loaded()} == {2}, "sleepers hold their places"
