"""All rooms of a process: the stampede, the tabs of one person, and letting go."""

import asyncio

import pytest
from pycrdt import Doc, Text

from core.errors import Conflict, TooMany
from core.live.closing import Close
from core.live.limits import Limits
from core.live.peer import Peer
from core.live.room import Room
from core.live.rooms import Rooms
from tests.support.fakes import FakeLog, FakeWire, member

ADA = member("ada")
FAST = Limits(evict_seconds=0.01, projection_seconds=0.01, poll_seconds=0.02)


async def enter(
    rooms: Rooms, log: FakeLog, visitor_id: str = "ada", epoch: int | None = 1
) -> tuple[Room, Peer, FakeWire]:
    wire = FakeWire()
    peer = Peer(wire, visitor_id)
    peer.start()
    who = next((each for each in log.members if each.visitor_id == visitor_id), ADA)
    return await rooms.enter("pm", peer, who, epoch), peer, wire


async def test_twenty_who_come_at_once_share_one_load() -> None:
    """The stampede: everybody gets the room, loaded, and it is loaded once."""
    log = FakeLog(*[member(f"v{number}") for number in range(20)])
    rooms = Rooms(log)
    found = await asyncio.gather(*[enter(rooms, log, f"v{number}") for number in range(20)])
    assert len({id(room) for room, _, _ in found}) == 1
    assert log.opened == 1
    assert len(found[0][0].peers) == 20
    await rooms.close()


async def test_the_ninth_tab_ends_the_first() -> None:
    """Eight sockets a visitor; the newest win."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    peers = [(await enter(rooms, log))[1] for _ in range(9)]
    assert [peer.closing for peer in peers] == [Close.CROWDED] + [None] * 8
    await rooms.close()


async def test_a_tab_that_left_makes_room() -> None:
    """Only open tabs count."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    for _ in range(20):
        room, peer, _ = await enter(rooms, log)
        room.leave(peer)
        rooms.gone(peer)
        assert peer.closing is None
    await rooms.close()


async def test_a_full_room_says_so() -> None:
    """Up to the cap, and not one more."""
    log = FakeLog(*[member(f"v{number}") for number in range(4)])
    rooms = Rooms(log, Limits(room_peers=3))
    for number in range(3):
        await enter(rooms, log, f"v{number}")
    with pytest.raises(TooMany):
        await enter(rooms, log, "v3")
    await rooms.close()


@pytest.mark.parametrize("epoch", [0, 2, None])
async def test_another_epoch_is_not_let_in(epoch: int | None) -> None:
    """A browser with an older copy would double the text."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    with pytest.raises(Conflict):
        await enter(rooms, log, epoch=epoch)
    await rooms.close()


async def test_an_empty_room_is_let_go_when_all_is_stored() -> None:
    """And nothing is left running for it."""
    log = FakeLog(ADA)
    rooms = Rooms(log, FAST)
    room, peer, _ = await enter(rooms, log)
    doc: Doc[Text] = Doc()
    doc.get("text:summary.what_happened", type=Text).insert(0, "kept")
    from core.live import protocol

    await room.hear(peer, protocol.sync_update(doc.get_update()))
    room.leave(peer)
    rooms.gone(peer)
    async with asyncio.timeout(5):
        while rooms.all():  # noqa: ASYNC110 - letting go rings no bell
            await asyncio.sleep(0.005)
    assert log.projected[-1][0].summary.what_happened == "kept"
    assert log.kept == ["the room was left"]
    await peer.finish()
    await asyncio.sleep(0.01)
    assert [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
    await rooms.close()


async def test_whoever_comes_back_in_time_finds_the_room_warm() -> None:
    """A reload of the page loads nothing."""
    log = FakeLog(ADA)
    rooms = Rooms(log, Limits(evict_seconds=5))
    room, peer, _ = await enter(rooms, log)
    room.leave(peer)
    again, _, _ = await enter(rooms, log)
    assert again is room
    assert log.opened == 1
    await rooms.close()


async def test_whoever_comes_while_a_room_rests_gets_a_new_one() -> None:
    """Coming in the very moment the room is let go works."""
    log = FakeLog(ADA)
    rooms = Rooms(log, Limits(evict_seconds=0))
    for _ in range(10):
        room, peer, _ = await enter(rooms, log)
        assert not room.ledger.dead
        room.leave(peer)
        rooms.gone(peer)
        await asyncio.sleep(0)
    await rooms.close()


async def test_the_slow_poll_finds_what_no_bell_told() -> None:
    """Another process on SQLite rings no bell here."""
    log = FakeLog(ADA)
    rooms = Rooms(log, FAST)
    room, _, _ = await enter(rooms, log)
    doc: Doc[Text] = Doc()
    doc.get("text:summary.what_happened", type=Text).insert(0, "from elsewhere")
    log.write(doc.get_update())
    log.members = [member("ada", name="Ada Lovelace")]
    async with asyncio.timeout(5):
        while str(room.ledger.doc.doc.get("text:summary.what_happened", type=Text)) != "from elsewhere":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        while room._members["ada"].name != "Ada Lovelace":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await rooms.close()


async def test_a_removed_person_is_out() -> None:
    """As soon as the bell rings."""
    bo = member("bo")
    log = FakeLog(ADA, bo)
    rooms = Rooms(log)
    _, ada, _ = await enter(rooms, log)
    _, peer, wire = await enter(rooms, log, "bo")
    log.members = [ADA]
    rooms.ring("members", "pm")
    async with asyncio.timeout(2):
        while wire.closed is None:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert (wire.closed, peer.closing, ada.closing) == (4403, Close.NOT_MEMBER, None)
    await rooms.close()


async def test_a_meeting_in_the_trash_ends_its_sockets() -> None:
    """There is no such meeting any more."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    _, peer, wire = await enter(rooms, log)
    log.gone = True
    rooms.ring("trash", "pm")
    async with asyncio.timeout(2):
        while wire.closed is None:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert peer.closing is Close.NO_MEETING
    await rooms.close()


async def test_a_room_that_broke_is_made_anew() -> None:
    """Nobody has to restart the server for it."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    room, _, _ = await enter(rooms, log)
    room.ledger.dead = True
    again, _, _ = await enter(rooms, log)
    assert again is not room
    await rooms.close()


async def test_stopping_tells_everybody_and_stores_everything() -> None:
    """1012: browsers come back by themselves."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    _, _, wire = await enter(rooms, log)
    await rooms.close()
    await asyncio.sleep(0.01)
    assert wire.closed == 1012
