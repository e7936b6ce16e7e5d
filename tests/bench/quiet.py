"""The quiet minute: until what thirty people wrote is on every screen, and whether writing alone slows anybody's keys.

Protocol peers on a real server: no browser draws here, so that the server and the wire are measured.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from pycrdt import Map

from core.domain.clock.state import Next, Start
from core.services.access import VISITOR_COOKIE
from core.services.meetings import meeting_clock
from tests.bench.figures import Table, percentile
from tests.support.live import Guests, Person
from tests.support.peers import Peer
from tests.support.server import Server

PEOPLE = 30
LINES = 3
ROUNDS = 8
KEYS = 150
INTERVAL = 0.04
FIELD = "root_cause.technical"
ROWS = f"rows:{FIELD}"


class Writers:
    """People of one meeting, each with a socket and a way to send requests."""

    def __init__(self, guests: Guests, pm_id: str, http: httpx.AsyncClient, lead: Person) -> None:
        self.pm_id, self.lead = pm_id, lead
        self.people = [guests.person(pm_id) for _ in range(PEOPLE)]
        self._http = http
        self._address = f"{guests.server.url}/live/quiet/{pm_id}"
        self._origin = guests.server.url

    async def post(self, person: Person, **body: object) -> None:
        headers = {"cookie": f"{VISITOR_COOKIE}={person.token}", "origin": self._origin}
        answer = await self._http.post(self._address, json=body, headers=headers)
        answer.raise_for_status()

    async def write(self, person: Person, number: int, line: str, text: str) -> None:
        await self.post(person, what="write", round=number, draft={"id": line, "field": FIELD, "text": text})


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    server = Server(scratch / "quiet", {"DEBRIEF_ROOM_PEERS": "60"}).start()
    try:
        with Guests.of(server) as guests:
            async with httpx.AsyncClient(timeout=30) as http:
                lead = guests.person(pm_id := guests.meeting(), "facilitator")
                writers = Writers(guests, pm_id, http, lead)
                _to_the_root_cause(guests, pm_id, lead)
                async with _peers(guests, writers) as peers:
                    seen = await _revealed(writers, peers)
                    what = f"reveal of {PEOPLE * LINES} lines of {PEOPLE} people"
                    table.add_bound(f"{what}, p95 of all screens", percentile(seen, 95), "ms", 300)
                    table.add_bound(f"{what}, the last screen", max(seen), "ms", 600)
                    await writers.post(lead, what="start", round=ROUNDS)
                    alone = await _typed(*peers[:2])
                    writing = asyncio.create_task(_keep_writing(writers, ROUNDS + 1))
                    busy = await _typed(*peers[:2])
                    writing.cancel()
                    await asyncio.gather(writing, return_exceptions=True)
                    what = f"keystroke to peer while {PEOPLE} write alone"
                    table.add_bound(f"{what}, p50", percentile(busy, 50), "ms", 20, percentile(alone, 50))
                    table.add_bound(f"{what}, p95", percentile(busy, 95), "ms", 60, percentile(alone, 95))
    finally:
        server.stop()


def _to_the_root_cause(guests: Guests, pm_id: str, lead: Person) -> None:
    for make in (Start, Next, Next):
        seen = meeting_clock.view(guests.app, pm_id).meeting.version
        meeting_clock.run_command(guests.app, pm_id, guests.member(lead, pm_id), make(seen=seen))


@asynccontextmanager
async def _peers(guests: Guests, writers: Writers) -> AsyncIterator[list[Peer]]:
    peers = [await guests.peer(writers.pm_id, person) for person in writers.people]
    try:
        yield peers
    finally:
        await asyncio.gather(*(peer.leave() for peer in peers))


async def _revealed(writers: Writers, peers: Sequence[Peer]) -> list[float]:
    """Milliseconds from the facilitator's press until each screen has all lines, over several rounds."""
    found: list[float] = []
    for turn in range(1, ROUNDS + 1):
        if turn > 1:
            await writers.post(writers.lead, what="start", round=turn - 1)
        for line in range(LINES):
            text = f"What this person thought of in round {turn}, line {line}"
            await asyncio.gather(
                *(writers.write(person, turn, f"r{turn}p{at}l{line}", text) for at, person in enumerate(writers.people))
            )
        await asyncio.sleep(0.5)
        waits = [asyncio.create_task(_until_rows(peer, turn * PEOPLE * LINES)) for peer in peers]
        await asyncio.sleep(0)
        since = time.perf_counter()
        await writers.post(writers.lead, what="reveal", round=turn)
        found += [1000 * (at - since) for at in await asyncio.gather(*waits)]
    return found


async def _until_rows(peer: Peer, count: int) -> float:
    """When the document of this peer had so many rows."""
    rows = peer.doc.get(ROWS, type=Map)
    changed = asyncio.Event()
    subscription = peer.doc.observe(lambda _: changed.set())
    try:
        async with asyncio.timeout(20):
            while len(rows) < count:
                changed.clear()
                await changed.wait()
        return time.perf_counter()
    finally:
        peer.doc.unobserve(subscription)


async def _keep_writing(writers: Writers, number: int) -> None:
    """Everybody's line grows and is stored twice in three seconds, as a browser stores it."""

    async def one(at: int, person: Person) -> None:
        for count in range(10_000):
            await asyncio.sleep(1.5 * ((at / PEOPLE) if count == 0 else 1))
            await writers.write(person, number, f"k{at}", "A thought that grows " * (1 + count % 20))

    await asyncio.gather(*(one(at, person) for at, person in enumerate(writers.people)))


async def _typed(mine: Peer, other: Peer) -> list[float]:
    """Milliseconds from a key in one peer's document to the same in another's."""
    await asyncio.sleep(1)
    watching = asyncio.create_task(_keys_seen(other))
    typed: list[float] = []
    await asyncio.sleep(INTERVAL)
    for at in range(KEYS):
        typed.append(time.perf_counter())
        mine.type("abcdefghij"[at % 10])
        await asyncio.sleep(INTERVAL)
    seen = await watching
    return [1000 * (there - here) for here, there in zip(typed, seen, strict=True)]


async def _keys_seen(peer: Peer) -> list[float]:
    """When each further character was first in this peer's document."""
    text, seen = peer.text(), list[float]()
    before = len(text)
    changed = asyncio.Event()
    subscription = peer.doc.observe(lambda _: changed.set())
    try:
        async with asyncio.timeout(20):
            while len(seen) < KEYS:
                await changed.wait()
                changed.clear()
                seen += [time.perf_counter()] * (len(text) - before - len(seen))
        return seen
    finally:
        peer.doc.unobserve(subscription)
