"""Starting and stopping: what is opened, what the terminal says, and what never stands in a log."""

import asyncio
import gc
import logging
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from core.errors import StorageTrouble
from core.live import greeting, starting
from core.live.context import live_of
from core.services import access
from core.services import app as services
from core.settings import Settings
from tests.support.live import House
from tests.support.peers import running


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path))
    monkeypatch.delenv("DEBRIEF_HOST", raising=False)
    monkeypatch.delenv("DEBRIEF_PORT", raising=False)
    monkeypatch.setattr(starting, "_address", [])
    return tmp_path


async def test_the_servers_app_opens_and_closes_everything(own_data: Path) -> None:
    """Pages and rooms share one application while it runs, and nothing is left of it afterwards."""

    class Streamlits:
        """An App whose state routes cannot see."""

    async with starting.lifespan(Streamlits()):
        shared = services.current()
        assert shared.settings.data == own_data
        stranger = HTTPConnection({"type": "http", "headers": [], "app": Starlette()})
        assert live_of(stranger).app is shared
        assert sys.getswitchinterval() == pytest.approx(starting.SWITCH_SECONDS)
    gc.unfreeze()
    sys.setswitchinterval(0.005)
    with pytest.raises(StorageTrouble):
        live_of(stranger)
    assert services._one == []


async def test_where_the_server_listens_decides_who_may_come_in(own_data: Path) -> None:
    """The server's own word counts when nobody set another."""
    starting.address_from(lambda: (None, 9_001))
    assert starting._settings().decided_access == "key"
    assert starting._settings().port == 9_001
    starting.address_from(lambda: ("127.0.0.1", 9_001))
    assert starting._settings().decided_access == "open"


async def test_what_was_set_counts_more(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DEBRIEF_HOST and DEBRIEF_PORT: a container behind a proxy, say."""
    monkeypatch.setenv("DEBRIEF_HOST", "192.0.2.9")
    monkeypatch.setenv("DEBRIEF_PORT", "80")
    starting.address_from(lambda: ("127.0.0.1", 9_001))
    settings = starting._settings()
    assert (settings.host, settings.port, settings.decided_access) == ("192.0.2.9", 80, "key")


def settings(tmp_path: Path, **more: object) -> Settings:
    return Settings.model_validate({"data": tmp_path, **more})


def test_the_terminal_gets_a_link_and_the_log_does_not(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """In the key mode, as Jupyter does."""
    app = services.open_app(settings(tmp_path, access="key", url="https://team.example.org"))
    try:
        with caplog.at_level(logging.DEBUG):
            greeting.greet(app)
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
        words = greeting.words(app)
    finally:
        services.close(app)
    assert "http://127.0.0.1:8777" in words
    assert "#k=" not in words


def test_everywhere_is_not_an_address(tmp_path: Path) -> None:
    """Other laptops need one they can type."""
    everywhere = "0.0.0.0"  # noqa: S104 - named, not bound
    address = greeting.base_address(settings(tmp_path, host=everywhere, port=1_234))
    assert address.startswith("http://")
    assert everywhere not in address
    assert address.endswith(":1234")
    assert greeting.base_address(settings(tmp_path, host="2001:db8::1")) == "http://[2001:db8::1]:8501"


async def test_stopping_tells_the_sockets_and_keeps_what_was_typed(house: House) -> None:
    """1012, and everything typed up to then is there after the next start."""
    pm_id = house.meeting()
    app = Starlette(routes=house.server.routes, lifespan=starting.lifespan_of(house.app))
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
