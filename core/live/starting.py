"""Starting and stopping the live floor with the server."""

import asyncio
import contextlib
import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette

from core.live import context
from core.live.backend import ServiceBackend
from core.live.context import Live
from core.live.greeting import greet, set_up_log
from core.live.limits import LIMITS, Limits
from core.live.messenger import Messenger
from core.live.quiet import keep_quiet
from core.services import app as services
from core.services import hints
from core.services.app import App
from core.settings import Settings, load_settings

SWITCH_SECONDS = 0.001
"""How long one thread may hold the interpreter while another wants it. A commit changes hands several times; beside
pages that rerun it waited each time up to the default 5 ms: 95 of 100 commits within 47 ms, with this within 28."""

_address: list[Callable[[], tuple[str | None, int]]] = []


def address_from(source: Callable[[], tuple[str | None, int]]) -> None:
    """Who serves us knows where: host (None for everywhere) and port, asked for when the server starts."""
    _address[:] = [source]


def _settings() -> Settings:
    """The environment's word, else where the server really listens."""
    settings = load_settings()
    if not _address:
        return settings
    host, port = _address[0]()
    told = settings.model_fields_set
    found: dict[str, object] = {}
    if "host" not in told:
        found["host"] = host or "0.0.0.0"  # noqa: S104 - not bound here: this is what the server said
    if "port" not in told:
        found["port"] = port
    return settings.model_copy(update=found)


@asynccontextmanager
async def lifespan(server: Any) -> AsyncIterator[None]:
    """For ``st.App``: opens the application of this process, and closes it in the end."""
    settings = _settings()
    set_up_log(settings)
    keep_quiet()
    application = await asyncio.to_thread(services.open_app, settings)
    services.use(application)
    try:
        async with running(application, server=server):
            greet(application)
            gc.collect()
            gc.freeze()
            sys.setswitchinterval(SWITCH_SECONDS)
            # The first hint would else come seconds late. Nobody waits for this, and nothing depends on it.
            warming = asyncio.create_task(asyncio.to_thread(hints.warm, application))
            messenger = Messenger(application).start()
            try:
                yield
            finally:
                await asyncio.to_thread(messenger.stop)
            await warming
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
    live = Live.made_of(application, backend, limits)
    loop = asyncio.get_running_loop()

    def heard(topic: str, pm_id: str) -> None:
        if topic != "doc" or not backend.rings_itself():
            loop.call_soon_threadsafe(live.rooms.ring, topic, pm_id)

    def overheard(pm_id: str, server: str, words: str) -> None:
        loop.call_soon_threadsafe(live.rooms.overhear, pm_id, server, words)

    unsubscribe = application.bell.subscribe(heard)
    unhear = application.bell.overhear(overheard)
    if isinstance(server, Starlette):
        server.state.live = live
    context.start(live)
    try:
        yield live
    finally:
        unsubscribe()
        unhear()
        await live.rooms.close()
        context.stop(live)
        with contextlib.suppress(RuntimeError):
            await asyncio.to_thread(backend.close)
