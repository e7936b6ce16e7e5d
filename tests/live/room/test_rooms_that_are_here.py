"""Other servers are told which rooms this one has: before it reads one, and when it is not loaded any more."""

import asyncio

import pytest

from core.errors import StorageTrouble
from core.live.limits import Limits
from core.live.room.rooms import Rooms
from core.services.documents.document_store import OpenDocument
from tests.live.room.test_rooms import ADA, enter
from tests.support.fakes import FakeLog

SOON = Limits(evict_seconds=0.01, projection_seconds=0.01, first_join_seconds=0.01)


class WatchedLog(FakeLog):
    """Notes among the rooms when the log was read."""

    async def open(self, pm_id: str) -> OpenDocument:
        self.here.append("read")
        return await super().open(pm_id)


async def until_none(rooms: Rooms) -> None:
    async with asyncio.timeout(10):
        while rooms.loaded():  # noqa: ASYNC110 - an eviction notifies nobody
            await asyncio.sleep(0.01)


async def test_a_room_is_said_to_be_here_before_it_is_read_and_until_it_was_dropped() -> None:
    """What another server stores after the reading is told to this one, whoever comes and goes meanwhile."""
    log = WatchedLog(ADA)
    rooms = Rooms(log, SOON)
    for _ in range(2):
        room, peer, _ = await enter(rooms, log)
        assert log.here[-2:] == ["+pm", "read"]
        room.remove(peer)
        rooms.socket_closed(peer)
        await until_none(rooms)
        assert log.here[-1] == "-pm"
    assert log.here == ["+pm", "read", "-pm"] * 2
    await rooms.close()


async def test_a_room_that_could_not_be_read_is_not_here() -> None:
    """Others would tell this server of it for ever."""
    log = FakeLog(ADA)
    log.unreadable = True
    rooms = Rooms(log, SOON)
    with pytest.raises(StorageTrouble):
        await enter(rooms, log)
    assert log.here == ["+pm", "-pm"]
    log.unreadable = False
    await enter(rooms, log)
    assert log.here == ["+pm", "-pm", "+pm"]
    await rooms.close()
