"""Starting and stopping the live floor with the server."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette

from core.live import context
from core.live.backend import ServiceBackend
from core.live.context import Live
from core.live.limits import LIMITS, Limits
from core.live.rooms import Rooms
from core.services import app as services
from core.services.app import App
from core.settings import load_settings

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(server: Any) -> AsyncIterator[None]:
    """For ``st.App``: opens the application of this process, and closes it in the end."""
    application = await asyncio.to_thread(services.open_app, load_settings())
    services.use(application)
    try:
        async with running(application, server=server):
            gc.collect()
            gc.freeze()
            yield
    finally:
        services.use(None)
        await asyncio.to_thread(services.close, application)


def lifespan_of(
    application: App, limits: Limits | None = None
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The same for an application that somebody else opened, with limits of its own if need be."""

    @asynccontextmanager
    async def opened(server: Starlette) -> AsyncIterator[None]:
        async with running(application, limits, server):
            yield

    return opened


@asynccontextmanager
async def running(application: App, limits: Limits | None = None, server: Any = None) -> AsyncIterator[Live]:
    limits = limits or replace(LIMITS, room_peers=application.settings.room_peers)
    backend = ServiceBackend(application)
    rooms = Rooms(backend, limits)
    live = Live(application, backend, rooms, limits)
    loop = asyncio.get_running_loop()

    def heard(topic: str, pm_id: str) -> None:
        if topic != "doc" or not backend.rings_itself():
            loop.call_soon_threadsafe(rooms.ring, topic, pm_id)

    unsubscribe = application.bell.subscribe(heard)
    if isinstance(server, Starlette):
        server.state.live = live
    context.start(live)
    try:
        yield live
    finally:
        unsubscribe()
        await rooms.close()
        context.stop(live)
        with contextlib.suppress(RuntimeError):
            await asyncio.to_thread(backend.close)
