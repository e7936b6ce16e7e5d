"""A long day in minutes: hundreds of meetings through the pages, each with Finish, and what the server holds after.

Each begins with Home's form and ends with summary and exports; three people come, write, ask for hints and follow the
clock. The people are a company's forty, who meet again and again, and now and then somebody new.

What is bounded is full before the first look: otherwise filling it would count as growth. The memories of pieces of
text are filled by a question to the server, since they take some hundred meetings; sessions of browsers that left,
connections and what is remembered of hints take the first forty. From then on the slope between the looks counts, times
the meetings of a long day. ``BENCH_MEETINGS=500`` plays that day itself, in three times the time.
"""

import asyncio
import itertools
import os
import statistics
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
from pycrdt import Map, Text

from core.services import access
from core.services.access import VISITOR_COOKIE
from tests.bench.figures import Table
from tests.bench.house import House
from tests.bench.looking import Looked, looked_into
from tests.bench.page_session import PageSession, page_session
from tests.support.peers import NetSocket, Peer

MEETINGS: Final = int(os.environ.get("BENCH_MEETINGS", "160"))
TO_GET_WARM: Final = 40
LOOKS: Final = 3
"""After the first."""
LONG_DAY: Final = 450
"""Meetings in which memory may grow by a twentieth."""
AT_A_TIME: Final = 4
COMPANY: Final = 40
NEWCOMER_EVERY: Final = 3
LARGE_FILE_EVERY: Final = 10
PEOPLE: Final = 3
AT_MOST: Final = 1.05
SETTLE_SECONDS: Final = 26
"""A room is let go twenty seconds after the last has left it."""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    async with looked_into(scratch / "soak") as (home, looked), _players(home) as players:
        await looked.ask("fill")
        await _play(players, TO_GET_WARM)
        looks = {TO_GET_WARM: await _at_rest(table, looked, TO_GET_WARM)}
        for look in range(LOOKS):
            done = max(looks)
            to_come = (MEETINGS - done) // (LOOKS - look)
            await _play(players, to_come)
            looks[done + to_come] = await _at_rest(table, looked, done + to_come)
    before, last = looks[TO_GET_WARM], looks[max(looks)]
    for name in ("rss", "own"):
        slope = typical_slope({meetings: found[name] for meetings, found in looks.items()})
        what = f"after {LONG_DAY} meetings more, by the slope: {name}"
        table.add_ratio(what, (before[name] + slope * LONG_DAY) / 1e6, before[name] / 1e6, "MB", AT_MOST)
    what = f"after {MEETINGS} meetings, beside {TO_GET_WARM}"
    for name in ("threads", "descriptors", "rooms"):
        table.add_bound(f"{what}: {name}", last[name], name, before[name] * AT_MOST + 1, before[name])


def typical_slope(looks: Mapping[int, float]) -> float:
    """The median of what a meeting added between each two looks: a table made larger once does not decide it."""
    in_turn = itertools.pairwise(sorted(looks.items()))
    return statistics.median((after - before) / (later - sooner) for (sooner, before), (later, after) in in_turn)


async def _at_rest(table: Table, looked: Looked, meetings: int) -> dict[str, int]:
    await asyncio.sleep(SETTLE_SECONDS)
    found = await looked.figures()
    for name in ("own", "objects"):
        unit, scale = ("MB", 1e6) if name == "own" else ("thousand", 1e3)
        table.add_figure(f"after {meetings} meetings: {name}", found[name] / scale, unit)
    return found


@dataclass
class Players:
    """``company`` are cookies as ``name=value``."""

    home: House
    http: httpx.AsyncClient
    company: list[str]
    numbers: "itertools.count[int]"


@asynccontextmanager
async def _players(home: House) -> AsyncIterator[Players]:
    people = [f"{VISITOR_COOKIE}={access.known_or_new_visitor(home.app, None)[1]}" for _ in range(COMPANY)]
    headers = {"origin": home.server.url}
    async with httpx.AsyncClient(base_url=home.server.url, timeout=60, headers=headers) as http:
        yield Players(home, http, people, itertools.count())


async def _play(players: Players, meetings: int) -> None:
    turns = iter(range(meetings))

    async def some() -> None:
        for _ in turns:
            await _meeting(players, next(players.numbers))

    await asyncio.gather(*(some() for _ in range(AT_A_TIME)))


async def _meeting(players: Players, number: int) -> None:
    home = players.home
    places = [(number * PEOPLE + nth) % COMPANY for nth in range(PEOPLE)]
    cookies = [players.company[place] for place in places]
    if number % NEWCOMER_EVERY == 0:
        cookies[-1] = ""
    async with AsyncExitStack() as stack:
        lead = await stack.enter_async_context(page_session(home.server, cookies[0]))
        await lead.open("")
        await lead.fill("new-title", f"The queue stood still for the {number}th time")
        await lead.press("new-open")
        pm_id = lead.asked_for("pm")
        cookies[1:] = [await _join(players, pm_id, cookie) for cookie in cookies[1:]]
        players.company[places[1]] = cookies[1]  # the first time it is another one from then on
        players.company[places[2]] = cookies[2]
        peers = [await stack.enter_async_context(_peer(home, pm_id, cookie)) for cookie in cookies]
        for cookie in cookies[1:]:
            page = await stack.enter_async_context(page_session(home.server, cookie))
            await page.open("room", f"pm={pm_id}")
        screen = await stack.enter_async_context(page_session(home.server, cookies[0]))
        await screen.open("present", f"pm={pm_id}")
        await lead.press("do-start")
        await _write(peers, number)
        await _ask_for_hints(players, pm_id, cookies[1])
        await _through_the_sections(players, pm_id, cookies[0], lead, peers[0])
        await lead.set_open("finish")
        await lead.press("do-finish")
        await peers[0].until(lambda: peers[0].last("meeting").get("status") == "finished")
        for peer in peers:
            await peer.until_saved()
            peer.say({"type": "all_sent"})
        await lead.open("summary", f"pm={pm_id}")
        await _download(players, pm_id, cookies, number)


async def _join(players: Players, pm_id: str, cookie: str) -> str:
    """Through the join link. The cookie from then on."""
    link = access.links(players.home.app, pm_id, players.home.server.url).participant
    body = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))
    answer = await players.http.post("/live/enter", json=body, headers={"cookie": cookie} if cookie else {})
    answer.raise_for_status()
    players.http.cookies.clear()
    return str(answer.headers.get("set-cookie", cookie)).partition(";")[0]


@asynccontextmanager
async def _peer(home: House, pm_id: str, cookie: str) -> AsyncIterator[Peer]:
    peer = Peer(await NetSocket.open(home.socket(pm_id), {"cookie": cookie, "origin": home.server.url})).start()
    try:
        await peer.until(lambda: peer.synced or peer.closed)
        yield peer
    finally:
        await peer.leave()


async def _write(peers: Sequence[Peer], number: int) -> None:
    """Everybody writes some sentences, a line of the timeline and an action item of their own words."""
    for nth, peer in enumerate(peers):
        peer.be(1000 + nth, 1, {"section": "summary", "typing": True})
        for sentence in range(5):
            peer.type(f"Person {nth} saw in incident {number} that queue {number % 7}-{sentence} did not move. ")
        for field in ("timeline", "actions", "factors"):
            row: dict[str, Any] = {
                "rank": f"m{nth}",
                "removed": False,
                "text": Text(f"{field} of {number}: valve {nth} and relay {number * 31 % 997}"),
            }
            peer.doc.get(f"rows:{field}", type=Map)[f"r{nth}"] = Map(row)
    await asyncio.gather(*(peer.until_saved() for peer in peers))


async def _ask_for_hints(players: Players, pm_id: str, cookie: str) -> None:
    body = {"field": "summary.what_happened", "section": "summary", "text": "Somebody should have checked the queue."}
    answer = await players.http.post(f"/live/hints/{pm_id}", json=body, headers={"cookie": cookie})
    answer.raise_for_status()


async def _through_the_sections(players: Players, pm_id: str, cookie: str, lead: PageSession, peer: Peer) -> None:
    """Next until the last section. The facilitator's panels are drawn again each time, as in a browser."""
    await peer.until(lambda: peer.last("meeting").get("status") == "running")
    while not lead.has("finish"):
        seen = peer.last("meeting")
        body = {"what": "next", "seen": seen["version"]}
        answer = await players.http.post(f"/live/clock/{pm_id}", json=body, headers={"cookie": cookie})
        answer.raise_for_status()
        await peer.until(lambda seen=seen: peer.last("meeting")["version"] > seen["version"])  # type: ignore[misc]
        await lead.follow("debrief_signal")
        await lead.follow("debrief_buttons")


async def _download(players: Players, pm_id: str, cookies: Sequence[str], number: int) -> None:
    formats = ["md", "json", *(("pdf", "docx", "html") if number % LARGE_FILE_EVERY == 0 else ())]
    for name in formats:
        path = f"/live/export/{pm_id}.{name}"
        answer = await players.http.get(path, headers={"cookie": cookies[number % PEOPLE]})
        answer.raise_for_status()
