"""P12, the raw peer's part: ten megabytes in one frame are refused with 4413, and memory stays bounded."""

import asyncio
from collections.abc import Callable

import psutil

from core.live import protocol
from tests.support.live import Guests
from tests.support.server import Server

TEN_MEGABYTES = 10 * 1024 * 1024
TRIES = 5


async def test_ten_megabytes_are_refused_and_forgotten(start_server: Callable[..., Server]) -> None:
    """Again and again, without the server growing; the others in the room type on."""
    server = await asyncio.to_thread(start_server)
    with Guests.of(server) as guests:
        pm_id = guests.meeting()
        ada, bo = [await guests.peer(pm_id, guests.person(pm_id)) for _ in range(2)]
        process = psutil.Process(server.pid)
        before = process.memory_info().rss
        peaks = []
        for _ in range(TRIES):
            eve = await guests.peer(pm_id, guests.person(pm_id))
            await eve.transport.send(protocol.sync_update(bytes(TEN_MEGABYTES)))
            assert await eve.until_closed() == 4413
            peaks.append(process.memory_info().rss)
            await eve.leave()
        assert max(peaks) - before < 80 * 1024 * 1024
        assert peaks[-1] - peaks[0] < 30 * 1024 * 1024
        ada.type("still here")
        await bo.until(lambda: bo.read() == "still here")
        for peer in (ada, bo):
            await peer.leave()
