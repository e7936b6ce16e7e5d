"""A crowd that comes in is read and told of together, whatever the room and however many."""

import asyncio

from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.peer import Peer
from core.live.room.rooms import Rooms
from tests.support.fakes import FakeLog, FakeWire, member
from tests.support.settling import settled

ADA = member("ada")
PAUSES = Limits(members_read_seconds=0.05, members_notice_seconds=0.05, record_notice_seconds=0.05)
ROLES = (("lead", "facilitator"), ("ada", "participant"), ("cy", "viewer"))
LONG = Limits(members_read_seconds=60, members_notice_seconds=60)


async def enter(rooms: Rooms, visitor_id: str, wire: FakeWire | None = None, role: str = "participant") -> FakeWire:
    wire = wire or FakeWire()
    peer = Peer(wire, visitor_id)
    peer.start()
    await rooms.join("pm", peer, member(visitor_id, role), 1)
    return wire


def bodies(wire: FakeWire, kind: str) -> list[dict[str, object]]:
    found = [protocol.parse(frame) for frame in wire.frames if frame[0] == protocol.CUSTOM]
    said = [message.body for message in found if isinstance(message, protocol.Custom)]
    return [body for body in said if body["type"] == kind]


def notices(wire: FakeWire) -> list[object]:
    return [body["topic"] for body in bodies(wire, "notice")]


def known(wire: FakeWire) -> int:
    """How many members this browser was told of last."""
    told = bodies(wire, "members")
    people = told[-1]["members"] if told else []
    assert isinstance(people, list)
    return len(people)


async def test_thirty_who_come_in_one_by_one_cost_one_read_at_once_and_one_later() -> None:
    """Each came with a notification of the database and with an entry the room did not know: sixty reads before."""
    log = FakeLog(ADA)
    rooms = Rooms(log, LONG)
    await enter(rooms, "ada")
    await settled()
    before = log.viewed
    for number in range(30):
        log.members.append(member(f"v{number}"))
        rooms.on_change("members", "pm")
        await enter(rooms, f"v{number}")
        await settled()
    assert log.viewed - before == 1
    await rooms.close()


async def test_the_last_of_them_is_known_and_told_after_the_pause() -> None:
    """Nobody is forgotten in a pause, and everybody hears of everybody."""
    log = FakeLog(ADA)
    rooms = Rooms(log, PAUSES)
    first = await enter(rooms, "ada")
    for number in range(10):
        log.members.append(member(f"v{number}"))
        await enter(rooms, f"v{number}")
    async with asyncio.timeout(20):
        while known(first) < 11:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await rooms.close()


async def test_a_change_of_the_clock_waits_for_no_pause() -> None:
    """Only what members change is put off."""
    log = FakeLog(ADA)
    rooms = Rooms(log, LONG)
    await enter(rooms, "ada")
    rooms.on_change("members", "pm")
    await settled()
    before = log.viewed
    for _ in range(3):
        rooms.on_change("clock", "pm")
        await settled()
    assert log.viewed - before == 3
    await rooms.close()


async def test_panels_are_told_of_thirty_newcomers_twice() -> None:
    """Each notice makes every page of the room draw its panels again: thirty of them before, for thirty people."""
    log = FakeLog(ADA)
    rooms = Rooms(log, PAUSES)
    wire = await enter(rooms, "ada")
    for _ in range(30):
        rooms.on_change("members", "pm")
    await settled()
    assert notices(wire) == ["members"]
    async with asyncio.timeout(20):
        while len(notices(wire)) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await asyncio.sleep(0.15)
    assert notices(wire) == ["members", "members"]
    await rooms.close()


async def test_topics_pause_by_themselves() -> None:
    """A crowd that comes in puts off no other notice, and a change of the meeting is told each time."""
    log = FakeLog(ADA)
    rooms = Rooms(log, LONG)
    wire = await enter(rooms, "ada")
    for topic in ("members", "record", "meeting", "members", "record", "meeting", "clock", "clock"):
        rooms.on_change(topic, "pm")
    await settled()
    assert notices(wire) == ["members", "record", "meeting", "meeting"]
    await rooms.close()


async def test_that_the_clock_moved_is_told_to_the_panels_of_those_who_run_it() -> None:
    """Nobody else's shows anything of it: twenty frames at each Next that nothing came of."""
    log = FakeLog(member("lead", "facilitator"), ADA, member("cy", "viewer"))
    rooms = Rooms(log, LONG)
    wires = [await enter(rooms, visitor_id, role=role) for visitor_id, role in ROLES]
    rooms.on_change("clock", "pm")
    rooms.on_change("meeting", "pm")
    await settled()
    assert [notices(wire) for wire in wires] == [["clock", "meeting"], ["meeting"], ["meeting"]]
    await rooms.close()


async def test_whoever_takes_over_is_told_of_the_clock_from_then_on() -> None:
    """As soon as the members are read again; the change of roles has a notice of its own."""
    log = FakeLog(ADA)
    rooms = Rooms(log, LONG)
    wire = await enter(rooms, "ada")
    log.members = [member("ada", "facilitator")]
    rooms.on_change("meeting", "pm")
    await settled()
    rooms.on_change("clock", "pm")
    await settled()
    assert notices(wire) == ["meeting", "clock"]
    await rooms.close()


async def test_what_is_due_is_read_when_the_last_one_leaves() -> None:
    """The room stays loaded for a while: whoever comes back finds its members as they are."""
    log = FakeLog(ADA)
    rooms = Rooms(log, LONG)
    peer = Peer(FakeWire(), "ada")
    peer.start()
    room = await rooms.join("pm", peer, ADA, 1)
    rooms.on_change("members", "pm")
    await settled()
    log.members = [member("ada", name="Ada Lovelace")]
    rooms.on_change("members", "pm")
    before = log.viewed
    room.remove(peer)
    await settled()
    assert log.viewed == before + 1
    assert room.members["ada"].name == "Ada Lovelace"
    await rooms.close()
