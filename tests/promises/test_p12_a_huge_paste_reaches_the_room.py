"""P12, the raw peer's part: a frame that is too large is refused at its head or with 4413; memory stays bounded."""

import asyncio
import contextlib
from collections.abc import Callable

import psutil

from core.live.room import protocol
from tests.support.live import Guests
from tests.support.peers import Closed
from tests.support.server import Server

TEN_MEGABYTES = 10 * 1024 * 1024  # over server.maxMessageSize: refused when its head says so, before it is kept
TOO_LARGE = 2 * 1024 * 1024 + 1_024  # under it, and over what a room takes
TRIES = 9
WARM = 5  # tries in which the server takes the memory that it then uses again: 30 MB, and no more in 16 tries


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
            for size, code in ((TEN_MEGABYTES, 1009), (TOO_LARGE, 4413)):
                eve = await guests.peer(pm_id, guests.person(pm_id))
                with contextlib.suppress(Closed, ConnectionError):  # refused while it is still being sent
                    await eve.transport.send(protocol.sync_update(bytes(size)))
                assert await eve.until_closed() == code
                await eve.leave()
            peaks.append(process.memory_info().rss)
        assert max(peaks) - before < 80 * 1024 * 1024
        assert peaks[-1] - peaks[WARM - 1] < 15 * 1024 * 1024
        ada.type("still here")
        await bo.until(lambda: bo.read() == "still here")
        for peer in (ada, bo):
            await peer.leave()
