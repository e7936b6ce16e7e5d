"""All rooms of a process: the stampede, the tabs of one person, and letting go."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pycrdt import Doc, Text

from core.errors import BadInput, Conflict, StorageTrouble, TooMany
from core.live.limits import Limits
from core.live.room.close_codes import Close
from core.live.room.peer import Peer
from core.live.room.room import Room
from core.live.room.rooms import Rooms
from core.services.meetings.meeting_clock import MeetingView
from tests.support.fakes import FakeLog, FakeWire, member
from tests.support.settling import settled

ADA = member("ada")
FAST = Limits(evict_seconds=0.01, projection_seconds=0.01, poll_seconds=0.02)


async def enter(
    rooms: Rooms, log: FakeLog, visitor_id: str = "ada", epoch: int | None = 1
) -> tuple[Room, Peer, FakeWire]:
    wire = FakeWire()
    peer = Peer(wire, visitor_id)
    peer.start()
    who = next((item for item in log.members if item.visitor_id == visitor_id), ADA)
    return await rooms.join("pm", peer, who, epoch), peer, wire


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
        room.remove(peer)
        rooms.socket_closed(peer)
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
    from core.live.room import protocol

    await room.receive(peer, protocol.sync_update(doc.get_update()))
    room.remove(peer)
    rooms.socket_closed(peer)
    async with asyncio.timeout(5):
        while rooms.loaded():  # noqa: ASYNC110 - letting go rings no bell
            await asyncio.sleep(0.005)
    assert log.projected[-1][0].summary.what_happened == "kept"
    assert log.kept == ["the room was left"]
    await peer.finish()
    await settled()
    assert [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
    await rooms.close()


async def test_a_room_is_let_go_after_a_malformed_presence_frame() -> None:
    """The last person's last frame was refused: the room is compacted and revised all the same."""
    from core.live.room import protocol

    log = FakeLog(ADA)
    rooms = Rooms(log, FAST)
    room, peer, _ = await enter(rooms, log)
    doc: Doc[Text] = Doc()
    doc.get("text:summary.what_happened", type=Text).insert(0, "kept")
    await room.receive(peer, protocol.sync_update(doc.get_update()))
    with pytest.raises(BadInput):
        await room.receive(peer, protocol.presence([protocol.presence_entry(7, 1, "[1]")]))
    room.remove(peer)
    rooms.socket_closed(peer)
    async with asyncio.timeout(5):
        while rooms.loaded():  # noqa: ASYNC110 - letting go rings no bell
            await asyncio.sleep(0.005)
    assert log.kept == ["the room was left"]
    await peer.finish()
    await rooms.close()


async def test_whoever_comes_back_in_time_finds_the_room_warm() -> None:
    """A reload of the page loads nothing."""
    log = FakeLog(ADA)
    rooms = Rooms(log, Limits(evict_seconds=5))
    room, peer, _ = await enter(rooms, log)
    room.remove(peer)
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
        assert not room.commits.abandoned
        room.remove(peer)
        rooms.socket_closed(peer)
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
        while str(room.commits.document.live.doc.get("text:summary.what_happened", type=Text)) != "from elsewhere":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        while room.members["ada"].name != "Ada Lovelace":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await rooms.close()


async def test_a_removed_person_is_out() -> None:
    """As soon as the change bus notifies."""
    bo = member("bo")
    log = FakeLog(ADA, bo)
    rooms = Rooms(log)
    _, ada, _ = await enter(rooms, log)
    _, peer, wire = await enter(rooms, log, "bo")
    log.members = [ADA]
    rooms.on_change("members", "pm")
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
    rooms.on_change("trash", "pm")
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
    room.commits.abandoned = True
    again, _, _ = await enter(rooms, log)
    assert again is not room
    await rooms.close()


async def test_stopping_tells_everybody_and_stores_everything() -> None:
    """1012: browsers come back by themselves."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    _, _, wire = await enter(rooms, log)
    await rooms.close()
    await settled()
    assert wire.closed == 1012


async def test_a_member_who_enters_while_the_members_are_read_stays() -> None:
    """What that read has found is older than they are; it once closed their socket as a stranger's."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    room, _, _ = await enter(rooms, log)
    log.view_gate.clear()
    room.refresh()
    await settled()
    log.members.append(member("bo"))
    _, bo, _ = await enter(rooms, log, "bo")
    log.view_gate.set()
    await settled()
    assert bo.closing is None
    assert room.role(bo) is not None
    await rooms.close()


async def test_a_member_who_was_removed_before_entering_is_put_out() -> None:
    """The read that their entry asks for knows better than the one that admitted them."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    await enter(rooms, log)
    wire = FakeWire()
    late = Peer(wire, "bo")
    late.start()
    await rooms.join("pm", late, member("bo"), 1)
    await settled()
    assert late.closing is Close.NOT_MEMBER
    await rooms.close()


async def test_what_changes_while_a_room_loads_is_read_again() -> None:
    """What the load has found is older; the notification found no room to tell and was lost."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    log.view_gate.clear()
    joining = asyncio.create_task(enter(rooms, log))
    await settled()
    log.members = [member("ada", name="Ada Lovelace")]
    rooms.on_change("members", "pm")
    log.view_gate.set()
    room, _, _ = await joining
    await settled()
    assert room.members["ada"].name == "Ada Lovelace"
    await rooms.close()


class FailingOnce(FakeLog):
    """Its next read of the meeting fails, when ``fail`` is set."""

    def __init__(self) -> None:
        super().__init__(ADA)
        self.fail: asyncio.Event | None = None

    async def view(self, pm_id: str) -> MeetingView:
        fail, self.fail = self.fail, None
        if fail is not None:
            await fail.wait()
            raise StorageTrouble()
        return await super().view(pm_id)


async def test_what_changes_during_a_read_that_fails_is_read_all_the_same() -> None:
    """The read that the change asked for went down with the other one."""
    log = FailingOnce()
    rooms = Rooms(log)
    room, _, _ = await enter(rooms, log)
    fail = log.fail = asyncio.Event()
    room.refresh()
    await settled()
    log.members = [member("ada", name="Ada Lovelace")]
    rooms.on_change("members", "pm")
    fail.set()
    await settled()
    assert room.members["ada"].name == "Ada Lovelace"
    await rooms.close()


async def test_a_slow_read_does_not_set_the_clock_back() -> None:
    """Its time is as old as the read took; every screen counted down by that much too late."""
    log = FakeLog(ADA)
    rooms = Rooms(log)
    room, _, _ = await enter(rooms, log)
    log.view_gate.clear()
    room.refresh()
    await asyncio.sleep(0.3)
    log.view_gate.set()
    await settled()
    assert abs(room.meeting.clock.now() - datetime.now(UTC)) < timedelta(seconds=0.1)
    await rooms.close()


async def test_an_empty_room_that_was_abandoned_is_dropped_with_the_next_one() -> None:
    """The timer of the old room stood in for the new one's: the new one stayed loaded for ever."""
    log = FakeLog(ADA)
    rooms = Rooms(log, Limits(evict_seconds=0.2, first_join_seconds=0.2))
    room, peer, _ = await enter(rooms, log)
    room.remove(peer)
    rooms.socket_closed(peer)
    log.epoch = 2
    room.commits.follow_log()
    await settled()
    assert room.commits.abandoned
    with pytest.raises(Conflict):
        await enter(rooms, log, epoch=1)
    async with asyncio.timeout(5):
        while rooms.loaded():  # noqa: ASYNC110 - an eviction notifies nobody
            await asyncio.sleep(0.02)
    assert room.commits.document.live._observer is None
    await rooms.close()
