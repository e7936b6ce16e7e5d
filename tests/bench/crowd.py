"""Crowds: 300 people come into 20 rooms, 200 type in one, 50 sessions draw their panels again at each Next."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.domain.clock.state import Command, Next, Start
from core.services import access
from core.services.access import VISITOR_COOKIE
from core.services.meetings import meeting_clock
from core.store.people.members import Member
from tests.bench import house, limit_server
from tests.bench.figures import Table, percentile
from tests.bench.followers import follow_all, followers
from tests.bench.house import House
from tests.bench.limit_server import Fanout, Room

ROOT: Final = f"text:{house.FIELD}"
ROOMS, COMERS, TYPISTS, WITHIN = 20, 15, 2, 2
SESSIONS, EVERY, PRESSES = 50, 5, 5
"""Sessions that follow, seconds between two Nexts, and how many there are."""


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    await _coming(table, folder, scratch / "coming")
    await _one_room(table, folder, scratch / "one_room")
    await _following(table, folder, scratch / "following")


# 300 people come into 20 rooms


@dataclass(frozen=True)
class Coming:
    """Times in ms: of keys before and meanwhile, and from the first request to an editable document."""

    quiet: list[float]
    busy: list[float]
    waits: list[float]
    editable: int


async def _coming(table: Table, folder: Path, scratch: Path) -> None:
    """Once as members who are there already, once through the join link, each within two seconds."""
    with house.running(scratch) as home:
        for how in ("members", "join links"):
            found = await _came([_room(home, by_link=how == "join links") for _ in range(ROOMS)], folder, home)
            what = f"{ROOMS * COMERS} come by {how}"
            table.add_least(f"{what}, editable", found.editable, "people", ROOMS * COMERS)
            busy, quiet = percentile(found.busy, 95), percentile(found.quiet, 95)
            table.add_bound(f"{what}, others' keys meanwhile, p95", busy, "ms", 100, quiet)
            table.add_figure(f"{what}, until editable, p95", percentile(found.waits, 95), "ms")
            await asyncio.sleep(3)


def _room(home: House, *, by_link: bool) -> dict[str, Any]:
    pm_id = home.meeting()
    typists = home.cookies(pm_id, TYPISTS)
    if not by_link:
        return {"url": home.socket(pm_id), "typists": typists, "comers": home.cookies(pm_id, COMERS)}
    link = access.links(home.app, pm_id, home.server.url).participant
    body = dict(part.split("=", 1) for part in link.partition("#")[2].split("&"))
    tokens = [access.known_or_new_visitor(home.app, None)[1] for _ in range(COMERS)]
    comers = [{"path": "/live/enter", "body": body, "cookie": f"{VISITOR_COOKIE}={token}"} for token in tokens]
    return {"url": home.socket(pm_id), "typists": typists, "comers": comers}


async def _came(rooms: list[dict[str, Any]], folder: Path, home: House) -> Coming:
    plan = {"rooms": rooms, "origin": home.server.url, "within": WITHIN, "root": ROOT, "quiet": 5}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "node", "crowd.cjs", cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe
    )
    out, err = await asyncio.wait_for(process.communicate(json.dumps(plan).encode()), 120)
    if process.returncode != 0:
        raise RuntimeError(err.decode()[-800:])
    return Coming(**json.loads(out))


# 200 people in one room


async def _one_room(table: Table, folder: Path, scratch: Path) -> None:
    with limit_server.running(folder) as limit, house.running(scratch, DEBRIEF_ROOM_PEERS="250") as home:
        theirs = await limit_server.fan_out(folder, limit.socket(), "t", 200, origin=limit.page[:-1])
        pm_id = home.meeting()
        cookies = home.cookies(pm_id, 200)
        ours = await limit_server.fan_out(
            folder, home.socket(pm_id), ROOT, 200, origin=home.server.url, cookies=cookies
        )
        table.add_ratio("200 in one room, 2 edits/s each, p95", ours.p95, theirs.p95, "ms", 1.0)
        table.add_least("200 in one room, delivered", 100 * ours.delivered, "%", 100, 100 * theirs.delivered)


# 50 sessions follow Next


async def _following(table: Table, folder: Path, scratch: Path) -> None:
    """Every session draws its panel at each Next, as facilitators' do; those of participants need not."""
    with house.running(scratch) as home:
        pm_id = home.meeting()
        lead = _member(home, pm_id, home.cookies(pm_id, 1, "facilitator")[0])
        typists = home.cookies(pm_id, 2)
        async with followers(home.server, pm_id, home.cookies(pm_id, SESSIONS)) as sessions:
            _press(home, lead, Start(seen=_version(home, pm_id)))
            await asyncio.sleep(2)
            quiet = await _typed(folder, home, pm_id, typists, EVERY * 2)
            typing = asyncio.create_task(_typed(folder, home, pm_id, typists, EVERY * PRESSES))
            drawn = []
            for _ in range(PRESSES):
                await asyncio.sleep(EVERY / 2)
                _press(home, lead, Next(seen=_version(home, pm_id)))
                drawn.append(await follow_all(sessions))
                await asyncio.sleep(max(0.0, EVERY / 2 - drawn[-1]))
            busy = await typing
        what = f"two type while {SESSIONS} sessions follow Next"
        table.add_bound(f"{what}, p95", busy.p95, "ms", 20, quiet.p95)
        table.add_figure(f"{what}, all drawn", 1000 * percentile(drawn, 50), "ms")


def _member(home: House, pm_id: str, cookie: str) -> Member:
    return access.member(home.app, access.visitor(home.app, cookie.partition("=")[2]), pm_id)


def _version(home: House, pm_id: str) -> int:
    return meeting_clock.view(home.app, pm_id).meeting.version


def _press(home: House, lead: Member, command: Command) -> None:
    """From another process, as the bench is one: the room hears of it by its poll."""
    meeting_clock.run_command(home.app, lead.postmortem_id, lead, command)


async def _typed(folder: Path, home: House, pm_id: str, cookies: list[str], seconds: int) -> Fanout:
    place = Room(home.socket(pm_id), 2, cookies)
    (found,) = await limit_server.rooms(folder, [place], ROOT, origin=home.server.url, rate=8, seconds=seconds)
    return found
