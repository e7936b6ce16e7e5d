"""What a server holds and spends: a room of fifteen people, twenty pages at which nobody does anything, and its stop.

People are sessions of Streamlit and sockets of rooms without browsers, so that what is measured is the server.
"""

import asyncio
import itertools
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import psutil
from pycrdt import Text

from core.document.edit import add_rows, all_of
from core.document.load import load
from core.domain.clock.state import Next, Start
from core.domain.postmortem import ActionRow, TimelineRow
from core.services import access
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from tests.bench.figures import Table
from tests.bench.house import FIELD, House
from tests.bench.looking import Looked, looked_into
from tests.bench.page_session import page_session
from tests.support.peers import NetSocket, Peer

ROOMS, PEOPLE = 10, 15
"""Python asks the system for a megabyte at a time: of four rooms the mean was off by up to a quarter of one."""
ROWS, TASKS, SENTENCES = 40, 8, 5
"""Of a postmortem: lines of the timeline, action items, and what each person types."""
PAGES: Final = 20
IDLE_SECONDS: Final = 60
RENEW_SECONDS: Final = 15.0
"""How often a browser says again that it is there."""
ROOM_MB, IDLE_PERCENT, STOP_MS = 1.0, 1.0, 1000.0
STOP_ROOMS, STOP_PEOPLE, STOP_EVERY = 5, 5, 0.05
SETTLE_SECONDS: Final = 5


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    async with looked_into(scratch / "memory") as (home, looked):
        await _room(table, home, looked)
    async with looked_into(scratch / "idle") as (home, _):
        await _idle(table, home)
    async with looked_into(scratch / "stop") as (home, _):
        await _stop(table, home)


async def _room(table: Table, home: House, looked: Looked) -> None:
    """What rooms add to the sessions of the same people; the mean of some, after one that fills what stays.

    The memories of pieces of text have bounds and are filled before: what a text adds to them is not its room's.
    """
    async with AsyncExitStack() as stack:
        await _come(home, stack, warm := _filled(home), home.cookies(warm, PEOPLE))
        await _write(home, stack, warm, home.cookies(warm, PEOPLE))
    await looked.ask("fill")
    async with AsyncExitStack() as stack:
        meetings = [_filled(home) for _ in range(ROOMS)]
        cookies = [home.cookies(pm_id, PEOPLE) for pm_id in meetings]
        before = await looked.figures()
        for pm_id, people in zip(meetings, cookies, strict=True):
            await _come(home, stack, pm_id, people)
        pages = await looked.figures()
        for pm_id, people in zip(meetings, cookies, strict=True):
            await _write(home, stack, pm_id, people)
        rooms = await looked.figures()
    sessions = (pages["own"] - before["own"]) / ROOMS / PEOPLE / 1e6
    table.add_figure("memory of a session of Streamlit in a room", sessions, "MB")
    what = f"memory of a room of {PEOPLE} above their sessions"
    table.add_bound(what, (rooms["own"] - pages["own"]) / ROOMS / 1e6, "MB", ROOM_MB)
    table.add_figure(f"{what}, objects", (rooms["objects"] - pages["objects"]) / ROOMS, "objects")


async def _come(home: House, stack: AsyncExitStack, pm_id: str, cookies: Sequence[str]) -> None:
    """The pages alone, as long as the browsers have not opened their sockets."""
    for cookie in cookies:
        page = await stack.enter_async_context(page_session(home.server, cookie))
        await page.open("room", f"pm={pm_id}")
    await asyncio.sleep(SETTLE_SECONDS)


async def _write(home: House, stack: AsyncExitStack, pm_id: str, cookies: Sequence[str]) -> None:
    peers = [await stack.enter_async_context(joined(home, pm_id, cookie)) for cookie in cookies]
    for nth, peer in enumerate(peers):
        peer.be(100 + nth, 1, {"section": "summary", "typing": True})
        for number in range(SENTENCES):
            peer.type(f"What person {nth} saw at {number}: the queue did not move. ")
    for peer in peers:
        await peer.until_saved()
    await asyncio.sleep(SETTLE_SECONDS)


def _filled(home: House) -> str:
    """A meeting about a postmortem as long as they are in the end."""
    pm_id = home.meeting()
    events = [
        TimelineRow(id=f"e{at}", text=f"At step {at} relay {at * 37} of the queue was looked at") for at in range(ROWS)
    ]
    tasks = [
        ActionRow(id=f"a{at}", text=f"Alert on the age of queue {at}", owner=f"Person {at}") for at in range(TASKS)
    ]
    document_store.edit(home.app, pm_id, all_of(add_rows("timeline", events), add_rows("actions", tasks)), None)
    return pm_id


@asynccontextmanager
async def joined(home: House, pm_id: str, cookie: str) -> AsyncIterator[Peer]:
    peer = Peer(await NetSocket.open(home.socket(pm_id), {"cookie": cookie, "origin": home.server.url})).start()
    try:
        await peer.until(lambda: peer.synced or peer.closed)
        yield peer
    finally:
        await peer.leave()


# Nobody does anything


async def _idle(table: Table, home: House) -> None:
    pm_id = home.meeting()
    lead = home.cookies(pm_id, 1, "facilitator")[0]
    member = access.member(home.app, access.visitor(home.app, lead.partition("=")[2]), pm_id)
    for command in (Start, Next):
        seen = meeting_clock.view(home.app, pm_id).meeting.version
        meeting_clock.run_command(home.app, pm_id, member, command(seen=seen))
    async with AsyncExitStack() as stack:
        peers = []
        for cookie in [lead, *home.cookies(pm_id, PAGES - 1)]:
            page = await stack.enter_async_context(page_session(home.server, cookie))
            await page.open("room", f"pm={pm_id}")
            peers.append(await stack.enter_async_context(joined(home, pm_id, cookie)))
        renewing = asyncio.create_task(_stay_there(peers))
        await asyncio.sleep(2 * SETTLE_SECONDS)
        process = psutil.Process(home.server.pid)
        begun, since = _spent(process), time.monotonic()
        await asyncio.sleep(IDLE_SECONDS)
        share = 100 * (_spent(process) - begun) / (time.monotonic() - since)
        renewing.cancel()
    table.add_bound(f"{PAGES} pages at which nobody does anything, server", share, "% core", IDLE_PERCENT)


async def _stay_there(peers: Sequence[Peer]) -> None:
    for clock in itertools.count(1):
        for nth, peer in enumerate(peers):
            peer.be(100 + nth, clock, {"section": "timeline", "typing": False})
        await asyncio.sleep(RENEW_SECONDS)


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


# A stop while people type


async def _stop(table: Table, home: House) -> None:
    """SIGTERM while all type: how long until the process is gone, and whether all that was acknowledged is there."""
    async with AsyncExitStack() as stack:
        rooms: dict[str, list[Peer]] = {}
        for _ in range(STOP_ROOMS):
            pm_id = home.meeting()
            for cookie in home.cookies(pm_id, STOP_PEOPLE):
                page = await stack.enter_async_context(page_session(home.server, cookie))
                await page.open("room", f"pm={pm_id}")
                rooms.setdefault(pm_id, []).append(await stack.enter_async_context(joined(home, pm_id, cookie)))
        typed = {peer: list[str]() for peers in rooms.values() for peer in peers}
        keys = asyncio.create_task(_keep_typing(typed))
        await asyncio.sleep(2)
        process = psutil.Process(home.server.pid)
        since = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(_wait_for_end, process)
        took = 1000 * (time.perf_counter() - since)
        keys.cancel()
        lost = [token for pm_id, peers in rooms.items() for token in _lost(home, pm_id, peers, typed)]
    table.add_bound(f"stop with {STOP_ROOMS} rooms of {STOP_PEOPLE} who type", took, "ms", STOP_MS)
    table.add_bound("acknowledged keys that were lost by it", len(lost), "keys", 0)


def _wait_for_end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.wait(30)


async def _keep_typing(typed: dict[Peer, list[str]]) -> None:
    for number in itertools.count():
        for nth, (peer, tokens) in enumerate(typed.items()):
            tokens.append(f"<{nth}.{number}>")
            peer.type(tokens[-1])
        await asyncio.sleep(STOP_EVERY)


def _lost(home: House, pm_id: str, peers: Sequence[Peer], typed: dict[Peer, list[str]]) -> list[str]:
    """What was acknowledged, and is not in the log. A peer's first frame answers a question and holds no key."""
    text = str(load(document_store.open_document(home.app, pm_id).updates).get(f"text:{FIELD}", type=Text))
    return [token for peer in peers for token in typed[peer][: max(0, peer.saved - 1)] if token not in text]
