"""Starting and stopping core.live with the server."""

import asyncio
import contextlib
import gc
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from core.errors import StorageTrouble
from core.export.process.process_renderer import ProcessRenderer
from core.live import context
from core.live.context import NO_THEMES, LiveContext, Themes
from core.live.http.guard.connections import guard_connections
from core.live.limits import LIMITS, Limits
from core.live.metrics.instruments import database_time
from core.live.metrics.log_counter import count_errors
from core.live.server.inbound_worker import InboundWorker
from core.live.server.log_redaction import install_redaction
from core.live.server.mail_worker import MailWorker
from core.live.server.startup_banner import base_address, print_banner, set_up_log
from core.live.server.webhook_worker import WebhookWorker
from core.services import lifecycle as services
from core.services.app import App
from core.services.audit import retention
from core.services.evidence import housekeeping
from core.services.hints import hint_service
from core.services.operations import allocator, descriptors
from core.services.operations.server_address import note_server
from core.settings import Settings, load_settings

_log = logging.getLogger(__name__)

ServerAddress = Callable[[], tuple[str | None, int]]
"""Host (None for every interface) and port of the server, known once it starts."""


def lifespan(
    *,
    server_address: ServerAddress | None,
    forget_sessions: Callable[[], int],
    count_sessions: Callable[[], int] = lambda: 0,
    reload_page: bytes = b"",
    themes: Themes = NO_THEMES,
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """For ``st.App``: opens the application of this process, and closes it in the end.

    ``forget_sessions`` drops what the pages keep of browsers that left, and returns how many there were; it is called
    regularly. ``count_sessions`` says how many there are. Both are called on the event loop.
    ``reload_page`` is the message over a page's socket that makes the browser load the page again. ``themes`` are the
    CSS variables of the pages' themes.
    """
    allocator.use_one_arena()  # now, while there are few threads, and not when the server starts

    @asynccontextmanager
    async def opened(server: Any) -> AsyncIterator[None]:
        settings = settings_of(server_address)
        set_up_log(settings)
        guard_connections(settings.trusted_proxies)
        install_redaction()
        count_errors()
        descriptors.make_enough()
        application = await asyncio.to_thread(services.open_app, settings, renderer=ProcessRenderer())
        services.use(application)
        try:
            async with (
                running(application, None, server, count_sessions, reload_page, themes) as live,
                _background_work(live, forget_sessions),
            ):
                print_banner(application)
                await asyncio.to_thread(note_server, application, base_address(settings))
                gc.collect()
                gc.freeze()
                sys.setswitchinterval(LIMITS.thread_switch_seconds)
                yield
        finally:
            services.use(None)
            await asyncio.to_thread(services.close, application)

    return opened


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
async def running(
    application: App,
    limits: Limits | None = None,
    server: Any = None,
    count_sessions: Callable[[], int] = lambda: 0,
    reload_page: bytes = b"",
    themes: Themes = NO_THEMES,
) -> AsyncIterator[LiveContext]:
    """Rooms and routes over an application, with the change bus connected to them."""
    limits = limits or replace(LIMITS, room_peers=application.settings.room_peers)
    live = LiveContext.build(application, limits, count_sessions, reload_page, themes)
    application.db.on_transaction = database_time
    loop = asyncio.get_running_loop()

    def on_change(topic: str, pm_id: str) -> None:
        if not live.rooms.is_here(pm_id):  # in twenty rooms of another server people type
            return
        if topic != "doc" or not live.backend.published_from_here():  # the room broadcasts its own commits itself
            loop.call_soon_threadsafe(live.rooms.on_change, topic, pm_id)

    def on_relay(pm_id: str, server_id: str, text: str) -> None:
        if live.rooms.is_here(pm_id):
            loop.call_soon_threadsafe(live.rooms.on_relay, pm_id, server_id, text)

    application.change_bus.serve_rooms()
    unsubscribe = application.change_bus.subscribe(on_change)
    unsubscribe_relay = application.change_bus.subscribe_relay(on_relay)
    if isinstance(server, Starlette):
        server.state.live = live
    context.start(live)
    watch = asyncio.create_task(live.sign_ins.look_regularly(), name="sign-in-watch")
    try:
        yield live
    finally:
        watch.cancel()
        unsubscribe()
        unsubscribe_relay()
        await live.rooms.close()
        context.stop(live)
        with contextlib.suppress(RuntimeError):
            await asyncio.to_thread(live.close)


@asynccontextmanager
async def _background_work(live: LiveContext, forget_sessions: Callable[[], int]) -> AsyncIterator[None]:
    """Webhooks, bodies of other systems, the clean-up of sessions, and the warm-up of the hints.

    The first hint is seconds late without the last one, which begins when the server answers: it would hold up the
    start by half a second.
    """
    application = live.app
    stopping = threading.Event()
    warm_up = threading.Thread(target=_warm_up, args=(application, stopping), name="warm-up", daemon=True)
    warming = asyncio.get_running_loop().call_later(LIMITS.warm_up_after_seconds, warm_up.start)
    webhooks = WebhookWorker(application).start()
    mail = MailWorker(application).start()
    inbound = InboundWorker(application).start()
    cleanup = asyncio.create_task(_clean_up_regularly(forget_sessions), name="session-cleanup")
    tidying = asyncio.create_task(_tidy_pictures_regularly(application), name="evidence-housekeeping")
    keeping = asyncio.create_task(_keep_house_regularly(application), name="retention")
    live.background.update(
        webhooks=webhooks.is_running,
        mail=mail.is_running,
        inbound=inbound.is_running,
        session_cleanup=lambda: not cleanup.done(),
        evidence_housekeeping=lambda: not tidying.done(),
        retention=lambda: not keeping.done(),
    )
    try:
        yield
    finally:
        cleanup.cancel()
        tidying.cancel()
        keeping.cancel()
        stopping.set()
        warming.cancel()
        # All at once: whoever stops a server waits for the slowest of them and not for one after the other.
        await asyncio.gather(
            *(asyncio.to_thread(worker.stop) for worker in (inbound, webhooks, mail)),
            asyncio.to_thread(_join, warm_up, LIMITS.warm_up_stop_seconds),
        )


def _warm_up(application: App, stopping: threading.Event) -> None:
    """What would make the first keys slow, a second after the start."""
    try:
        application.db.lengthen_log()
    except StorageTrouble as error:  # a full disk, say: commits go on, and tell
        _log.warning("the log of the database was not made longer: %s", error.operator)
    hint_service.warm_up(application, stopping)


def _join(thread: threading.Thread, seconds: float) -> None:
    if thread.is_alive():  # which also says that it was started
        thread.join(seconds)


async def _clean_up_regularly(
    forget_sessions: Callable[[], int], seconds: float = LIMITS.session_cleanup_seconds
) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            count = forget_sessions()
        except Exception:
            _log.exception("the sessions that are over could not be cleaned up")
        else:
            _log.debug("%d sessions were over", count)


async def _tidy_pictures_regularly(application: App, seconds: float = LIMITS.evidence_tidy_seconds) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            count = await asyncio.to_thread(housekeeping.tidy, application)
        except Exception:
            _log.exception("the pictures that nobody uses could not be removed")
        else:
            _log.debug("%d pictures were removed that nobody used", count)


async def _keep_house_regularly(application: App, seconds: float = LIMITS.retention_seconds) -> None:
    """At the start, and from then on regularly: a server that is restarted each night deletes too."""
    while True:
        try:
            count = await asyncio.to_thread(retention.keep_house, application)
        except Exception:
            _log.exception("the old trash could not be deleted")
        else:
            _log.debug("%d things were deleted that were old", count)
        await asyncio.sleep(seconds)


def settings_of(server_address: ServerAddress | None) -> Settings:
    """The settings, with the address at which the server really listens.

    ``streamlit run`` tells it. Another server of ours (``uvicorn app:app``) listens where it was told to, which only
    the settings can say.
    """
    settings = load_settings()
    if server_address is None:
        return settings
    host, port = server_address()
    set_by_user = set() if _run_by_streamlit() else settings.model_fields_set
    found: dict[str, object] = {}
    if "host" not in set_by_user:
        found["host"] = host or "0.0.0.0"  # noqa: S104 - not bound here: this is what the server reports
    if "port" not in set_by_user:
        found["port"] = port
    return settings.model_copy(update=found)


def _run_by_streamlit() -> bool:
    return "streamlit" in Path(sys.argv[0]).parts[-2:] or Path(sys.argv[0]).name == "streamlit"
