"""One that stops reading, or sleeps, in one of twenty rooms: the others do not notice, and memory stays bounded."""

from collections.abc import Callable
from typing import Any

from core.live.limits import Limits
from core.live.room import peer as server_side
from core.live.room.close_codes import Close
from tests.support.live import House
from tests.support.peers import AsgiSocket, Peer

ROOMS = 20
LIMITS = Limits(frames_per_second=10_000, queue_frames=16, queue_bytes=20_000)


def queued(house: House) -> list[server_side.Peer]:
    """The server's side of every open socket."""
    return [one for room in house.server.state.live.rooms.loaded() for one in room.peers]


def wire(peer: Peer) -> AsgiSocket:
    assert isinstance(peer.transport, AsgiSocket)
    return peer.transport


async def everybody_types(rooms: list[tuple[Peer, Peer]], edits: int) -> None:
    """Turn by turn in all rooms; each edit is read by the other one of its room before the next."""
    for number in range(edits):
        for writer, _ in rooms:
            writer.type("x")
        for writer, reader in rooms:
            length = len(writer.read())
            await reader.until(lambda reader=reader, length=length: len(reader.read()) == length)  # type: ignore[misc]
        assert all(peer.closed is None for room in rooms for peer in room), number


async def a_while(rooms: list[tuple[Peer, Peer]], place: int) -> None:
    """Everybody types, and most of all those in one room."""
    await everybody_types(rooms, 1)
    await everybody_types([rooms[place]], 5)


async def test_a_stalled_reader_in_one_of_twenty_rooms_is_noticed_by_nobody(open_house: Callable[..., Any]) -> None:
    """Its queue is bounded by frames and by bytes; then it is out, and all the others have read everything."""
    house: House = await open_house(limits=LIMITS)
    meetings = [house.meeting() for _ in range(ROOMS)]
    rooms = [(await house.peer(pm_id), await house.peer(pm_id)) for pm_id in meetings]
    victim = await house.peer(meetings[7])
    wire(victim).stall()
    most = 0
    for _ in range(4):
        await a_while(rooms, 7)
        most = max([most, *(one._queued_bytes for one in queued(house))])
        assert all(len(one._queue) <= LIMITS.queue_frames + 1 for one in queued(house))
    assert 0 < most <= LIMITS.queue_bytes
    assert len(queued(house)) == 2 * ROOMS, "the stalled one still holds its place"
    wire(victim).wake()
    assert await victim.until_closed() == Close.TOO_SLOW


async def test_a_laptop_that_sleeps_and_wakes_is_there_again(open_house: Callable[..., Any]) -> None:
    """What was written meanwhile is on its screen, what was typed in it without a line is on everybody's."""
    house: House = await open_house(limits=LIMITS)
    meetings = [house.meeting() for _ in range(ROOMS)]
    rooms = [(await house.peer(pm_id), await house.peer(pm_id)) for pm_id in meetings]
    person = house.person(meetings[3])
    sleeper = await house.peer(meetings[3], person)
    wire(sleeper).stall()
    for _ in range(4):
        await a_while(rooms, 3)
    await sleeper.leave()
    sleeper.text().insert(0, "typed on the train ")
    awake = await house.peer(meetings[3], person, doc=sleeper.doc)
    both = {"typed on the train " + "x" * 24, "x" * 24 + "typed on the train "}  # typed at the same time
    for peer in (awake, *rooms[3]):
        await peer.until(lambda peer=peer: peer.read() in both)  # type: ignore[misc]
    assert all(peer.read() == "x" * 4 for place, room in enumerate(rooms) if place != 3 for peer in room)


async def test_stalled_ones_in_every_room_leave_nothing_behind(open_house: Callable[..., Any]) -> None:
    """One in each at once, as when a floor of an office loses its network: no queue is left when they are out."""
    house: House = await open_house(limits=LIMITS)
    meetings = [house.meeting() for _ in range(3)]
    rooms = [(await house.peer(pm_id), await house.peer(pm_id)) for pm_id in meetings]
    victims = [await house.peer(pm_id) for pm_id in meetings]
    for victim in victims:
        wire(victim).stall()
    await everybody_types(rooms, 24)
    assert len(queued(house)) == 2 * len(rooms)
    for victim in victims:
        wire(victim).vanish()
    await everybody_types(rooms, 2)
    assert len(queued(house)) == 2 * len(rooms)
