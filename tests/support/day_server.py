"""A server for a whole day in a minute: the live floor in a process of its own, with doors for what pages do otherwise.

``python -m tests.support.day_server FOLDER PORT``. Rooms are let go at once instead of after a while. ``POST /day/new``
makes a meeting with its people, ``POST /day/command`` gives its clock a command in this process as a page would,
``GET /day/figures`` says what is held now.
"""

import asyncio
import contextlib
import gc
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core import live
from core.domain.clock import Command, Finish, Next, Start
from core.live.context import live_of
from core.live.limits import LIMITS
from core.live.starting import lifespan_of
from core.services import access, meetings, postmortems
from core.services.app import App, close, open_app
from core.settings import Settings
from core.store.members import Member
from core.store.sqlite import READERS

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
            visitor, token = access.welcome(app, None)
            link = links.facilitator if role == "facilitator" else links.participant
            mac = link.split("&t=")[1].split("&")[0]
            tokens.append(access.enter_link(app, visitor, pm_id, role, mac).token or token)
        return {"id": pm_id, "tokens": tokens}

    return JSONResponse(await asyncio.to_thread(make))


async def command(request: Request) -> Response:
    """``{"id", "what"}``: the next step of the meeting's clock, by its facilitator."""
    app, told = live_of(request).app, await request.json()

    def give() -> str:
        view = meetings.view(app, told["id"])
        lead: Member = view.facilitators[0]
        wanted: Command = COMMANDS[told["what"]](seen=view.meeting.version)
        return str(meetings.command(app, told["id"], lead, wanted).status)

    return JSONResponse({"status": await asyncio.to_thread(give)})


async def figures(request: Request) -> Response:
    """What this process holds, after a look for what nobody holds any more."""
    gc.collect()
    process = psutil.Process()
    return JSONResponse(
        {
            "descriptors": process.num_fds(),
            "threads": process.num_threads(),
            "tasks": len(asyncio.all_tasks()),
            "rooms": len(live_of(request).rooms.all()),
            "objects": len(gc.get_objects()),
            "memory": process.memory_info().rss,
        }
    )


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
