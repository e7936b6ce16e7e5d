"""A server for a whole day in a minute: the live floor in a process of its own, with doors for what pages do otherwise.

``python -m tests.support.day_server FOLDER PORT``. Rooms are let go at once instead of after a while. ``POST /day/new``
makes a meeting with its people, ``POST /day/command`` gives its clock a command in this process as a page would,
``GET /day/figures`` says what is held now.
"""

import asyncio
import contextlib
import gc
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core import live
from core.domain.clock.state import Command, Finish, Next, Start
from core.live.context import live_of
from core.live.limits import LIMITS
from core.live.server.lifespan import lifespan_of
from core.services import access, postmortems
from core.services.app import App
from core.services.lifecycle import close, open_app
from core.services.meetings import meeting_clock
from core.settings import Settings
from core.store.database.sqlite import READERS
from core.store.people.members import Member

BRISK = replace(LIMITS, evict_seconds=0.2, all_sent_seconds=0.3, newcomers_per_second=1000.0, exports_per_second=1000.0)
COMMANDS: dict[str, type[Start] | type[Next] | type[Finish]] = {"start": Start, "next": Next, "finish": Finish}
ROLES = ("facilitator", "participant", "participant")


async def new(request: Request) -> Response:
    """A postmortem and three cookies, the first one the facilitator's."""
    app = live_of(request).app

    def make() -> dict[str, object]:
        pm_id = postmortems.create(app, "One of many")
        links = access.links(app, pm_id, "http://x")
        tokens = []
        for role in ROLES:
            visitor, token = access.known_or_new_visitor(app, None)
            link = links.facilitator if role == "facilitator" else links.participant
            mac = link.split("&t=")[1].split("&")[0]
            tokens.append(access.enter_link(app, visitor, pm_id, role, mac).token or token)
        return {"id": pm_id, "tokens": tokens}

    return JSONResponse(await asyncio.to_thread(make))


async def command(request: Request) -> Response:
    """``{"id", "what"}``: the next step of the meeting's clock, by its facilitator."""
    app, message = live_of(request).app, await request.json()

    def give() -> str:
        view = meeting_clock.view(app, message["id"])
        lead: Member = view.facilitators[0]
        wanted: Command = COMMANDS[message["what"]](seen=view.meeting.version)
        return str(meeting_clock.run_command(app, message["id"], lead, wanted).status)

    return JSONResponse({"status": await asyncio.to_thread(give)})


async def figures(request: Request) -> Response:
    """What this process holds, after a look for what nobody holds any more."""
    await _fill_the_thread_pools(request)
    gc.collect()
    process = psutil.Process()
    return JSONResponse(
        {
            "descriptors": process.num_fds(),
            "threads": process.num_threads(),
            "tasks": len(asyncio.all_tasks()),
            "rooms": len(live_of(request).rooms.loaded()),
            "objects": len(gc.get_objects()),
            "memory": process.memory_info().rss,
        }
    )


async def _fill_the_thread_pools(request: Request) -> None:
    """Pools make a thread whenever none is free, up to their bound: all of them count from the first figures on."""
    backend = live_of(request).backend
    pools = [pool for pool in vars(backend).values() if isinstance(pool, ThreadPoolExecutor)]
    for pool in pools:
        for waiting in [pool.submit(time.sleep, 0.05) for _ in range(pool._max_workers)]:
            await asyncio.wrap_future(waiting)
    usual = min(32, (os.cpu_count() or 1) + 4)  # of asyncio.to_thread, as concurrent.futures has it
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.05) for _ in range(usual)))


def _fill_the_pool(app: App) -> None:
    """Connections that are kept count from the beginning, whenever they would have been needed."""
    with contextlib.ExitStack() as held:
        for _ in range(READERS):
            held.enter_context(app.db.read()).now()


def main(folder: str, port: str) -> None:
    app = open_app(Settings(data=Path(folder), port=int(port)))
    doors = [
        Route("/day/new", new, methods=["POST"]),
        Route("/day/command", command, methods=["POST"]),
        Route("/day/figures", figures),
    ]
    _fill_the_pool(app)
    served = Starlette(routes=[*doors, *live.routes], middleware=live.middleware, lifespan=lifespan_of(app, BRISK))
    try:
        uvicorn.run(served, host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=2)
    finally:
        close(app)


if __name__ == "__main__":
    main(*sys.argv[1:])
