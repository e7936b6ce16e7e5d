"""Starting and stopping: what is opened, what the terminal says, and what never stands in a log."""

import asyncio
import gc
import logging
import sys
import threading
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from core.errors import StorageTrouble
from core.live.context import live_of
from core.live.limits import LIMITS
from core.live.server import lifespan, startup_banner
from core.services import access
from core.services import lifecycle as services
from core.services.hints import hint_service
from core.services.operations import server_address
from core.settings import Settings
from core.store.database.engine import Database
from core.store.database.sqlite import WAL_BYTES
from tests.support.live import House
from tests.support.peers import running

HERE = lambda: ("127.0.0.1", 9_001)  # noqa: E731


def opened(server: object, address: lifespan.ServerAddress | None = None) -> AbstractAsyncContextManager[None]:
    return lifespan.lifespan(server_address=address, forget_sessions=lambda: 0)(server)


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path))
    monkeypatch.delenv("DEBRIEF_HOST", raising=False)
    monkeypatch.delenv("DEBRIEF_PORT", raising=False)
    return tmp_path


async def test_the_servers_app_opens_and_closes_everything(own_data: Path) -> None:
    """Pages and rooms share one application while it runs, and nothing is left of it afterwards."""

    class Streamlits:
        """An App whose state routes cannot see."""

    async with opened(Streamlits()):
        shared = services.current()
        assert shared.settings.data == own_data
        stranger = HTTPConnection({"type": "http", "headers": [], "app": Starlette()})
        assert live_of(stranger).app is shared
        assert sys.getswitchinterval() == pytest.approx(LIMITS.thread_switch_seconds)
    gc.unfreeze()
    sys.setswitchinterval(0.005)
    with pytest.raises(StorageTrouble):
        live_of(stranger)
    assert services._current == []


async def test_where_the_server_listens_decides_who_may_come_in(own_data: Path) -> None:
    """The server's own word counts when nobody set another."""
    everywhere = lifespan.settings_of(lambda: (None, 9_001))
    assert (everywhere.decided_access, everywhere.port) == ("key", 9_001)
    assert lifespan.settings_of(HERE).decided_access == "open"


async def test_streamlits_own_word_counts_more(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It listens there, whatever the environment says: a link to anywhere else would be dead."""
    monkeypatch.setattr(sys, "argv", ["/x/site-packages/streamlit/__main__.py", "run", "app.py"])
    monkeypatch.setenv("DEBRIEF_HOST", "192.0.2.9")
    monkeypatch.setenv("DEBRIEF_PORT", "80")
    settings = lifespan.settings_of(HERE)
    assert (settings.host, settings.port, settings.decided_access) == ("127.0.0.1", 9_001, "open")


async def test_stopping_does_not_wait_for_the_warm_up(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the hints are to become ready, a stop takes its half second and no more."""
    begun, go_on = threading.Event(), threading.Event()
    ready: list[bool] = []

    def slow(_app: object, stopping: threading.Event) -> None:
        begun.set()
        ready.append(go_on.wait(60))

    monkeypatch.setattr(hint_service, "warm_up", slow)
    async with opened(object()):
        assert await asyncio.to_thread(begun.wait, 5)
    assert ready == []
    go_on.set()
    gc.unfreeze()
    sys.setswitchinterval(0.005)


async def test_the_log_of_the_database_is_made_long_behind_the_start(
    own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the hints are made ready: keys come sooner than the first pause in which hints are asked for."""
    begun = threading.Event()
    monkeypatch.setattr(hint_service, "warm_up", lambda *_: begun.set())
    async with opened(object()):
        assert await asyncio.to_thread(begun.wait, 5)
        assert _wal_bytes(own_data) >= WAL_BYTES
    gc.unfreeze()
    sys.setswitchinterval(0.005)


def _wal_bytes(data: Path) -> int:
    (wal,) = data.rglob("*-wal")
    return wal.stat().st_size


async def test_a_log_that_cannot_be_made_long_holds_nothing_up(
    own_data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk, say: it is in the log, and the hints are made ready."""
    begun = threading.Event()

    def full(_database: Database) -> None:
        raise StorageTrouble(operator="The disk is full.")

    monkeypatch.setattr(Database, "lengthen_log", full)
    monkeypatch.setattr(hint_service, "warm_up", lambda *_: begun.set())
    async with opened(object()):
        assert await asyncio.to_thread(begun.wait, 5)
    assert "The disk is full." in caplog.text
    gc.unfreeze()
    sys.setswitchinterval(0.005)


async def test_the_address_is_kept_for_the_command_line(own_data: Path) -> None:
    """Links that a terminal prints lead to where the server is."""
    async with opened(object(), HERE):
        assert server_address.server_address(services.current()) == "http://127.0.0.1:9001"
    gc.unfreeze()
    sys.setswitchinterval(0.005)


async def test_another_server_listens_where_the_settings_say(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DEBRIEF_HOST and DEBRIEF_PORT, where Streamlit's own values mean nothing: under uvicorn."""
    monkeypatch.setenv("DEBRIEF_HOST", "192.0.2.9")
    monkeypatch.setenv("DEBRIEF_PORT", "80")
    settings = lifespan.settings_of(HERE)
    assert (settings.host, settings.port, settings.decided_access) == ("192.0.2.9", 80, "key")


def settings(tmp_path: Path, **more: object) -> Settings:
    return Settings.model_validate({"data": tmp_path, **more})


def test_the_terminal_gets_a_link_and_the_log_does_not(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the key mode, to a terminal and to nothing else; elsewhere the command is named that prints it."""
    app = services.open_app(settings(tmp_path, access="key", url="https://team.example.org"))
    try:
        with caplog.at_level(logging.DEBUG):
            startup_banner.print_banner(app)
            assert "#k=" not in capfd.readouterr().err  # a file or a journal: others may read it
            monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
            startup_banner.print_banner(app)
        key = access.workspace_link(app, "x").partition("#k=")[2]
    finally:
        services.close(app)
    printed = capfd.readouterr()
    assert f"https://team.example.org/live/enter#k={key}" in printed.err
    assert printed.out == ""
    assert key not in caplog.text


def test_in_the_open_mode_there_is_no_key_to_print(tmp_path: Path) -> None:
    """Trying it takes none."""
    app = services.open_app(settings(tmp_path, port=8_777))
    try:
        text = startup_banner.banner_text(app)
    finally:
        services.close(app)
    assert "http://127.0.0.1:8777" in text
    assert "#k=" not in text


def test_everywhere_is_not_an_address(tmp_path: Path) -> None:
    """Other laptops need one they can type."""
    everywhere = "0.0.0.0"  # noqa: S104 - named, not bound
    address = startup_banner.base_address(settings(tmp_path, host=everywhere, port=1_234))
    assert address.startswith("http://")
    assert everywhere not in address
    assert address.endswith(":1234")
    assert startup_banner.base_address(settings(tmp_path, host="2001:db8::1")) == "http://[2001:db8::1]:8501"


async def test_stopping_tells_the_sockets_and_keeps_what_was_typed(house: House) -> None:
    """1012, and everything typed up to then is there after the next start."""
    pm_id = house.meeting()
    app = Starlette(routes=house.server.routes, lifespan=lifespan.lifespan_of(house.app))
    other = House(house.app, app)
    async with running(app):
        peer = await other.peer(pm_id)
        peer.type("last words")
        await peer.until(lambda: peer._outbox.empty())
        await asyncio.sleep(0.02)
    assert await peer.until_closed() == 1012
    await peer.leave()
    fresh = await house.peer(pm_id)
    await fresh.until(lambda: fresh.read() == "last words")


async def test_sessions_that_are_over_are_cleaned_up_without_a_visitor() -> None:
    """Again and again, also after it failed once."""
    calls: list[int] = []

    def forget() -> int:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("x")
        return 0

    cleanup = asyncio.create_task(lifespan._clean_up_regularly(forget, 0.01))
    async with asyncio.timeout(10):
        while len(calls) < 3:  # noqa: ASYNC110 - nothing tells when it was called
            await asyncio.sleep(0.01)
    cleanup.cancel()
