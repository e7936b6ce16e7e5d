"""What an open socket of a room holds beside its room: few frames, and nothing of Streamlit's application."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core import live
from core.live.http.routes import ROUTES
from core.live.room.socket_door import ROUTE, SocketDoor
from tests.support.live import House

MOST_FRAMES = 11
"""One for each layer that does something for a socket while it is open, and those of the room that reads it."""


def frames(coroutine: Any) -> Iterator[str]:
    """The files of the coroutines that wait for each other, from the outermost on."""
    while inspect.iscoroutine(coroutine):
        if coroutine.cr_frame is not None:
            yield Path(coroutine.cr_frame.f_code.co_filename).as_posix()
        coroutine = coroutine.cr_await


async def test_an_open_socket_holds_few_frames_and_none_of_routing(house: House) -> None:
    """Each is memory for hours, of every tab: with sessions, compression and routes it was twice as many."""
    pm_id = house.meeting()
    peer = await house.peer(pm_id)
    socket: Any = peer.transport
    held = list(frames(socket._task.get_coro()))
    assert len(held) <= MOST_FRAMES, held
    assert not [file for file in held if file.endswith(("starlette/routing.py", "_exception_handler.py"))]
    peer.type("and it works")
    await peer.until_saved()


async def called_behind(scope: dict[str, Any]) -> bool:
    """Whether the door lets this through to the application."""
    reached = False

    async def application(*_: Any) -> None:
        nonlocal reached
        reached = True

    await SocketDoor(application)(scope, None, None)  # type: ignore[arg-type]  # never asked
    return reached


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("websocket", "/_stcore/stream"),
        ("websocket", "/live/ws/"),
        ("websocket", "/live/ws/pm/more"),
        ("http", "/live/ws/pm"),
        ("lifespan", ""),
    ],
    ids=["page", "no meeting", "more", "request", "start"],
)
async def test_what_is_no_socket_of_a_room_passes_through(kind: str, path: str) -> None:
    """Streamlit's own socket, requests, the start and the stop of the server."""
    assert await called_behind({"type": kind, "path": path, "root_path": ""})


def test_the_table_of_routes_names_the_same_endpoint() -> None:
    """What a test learns from the table about who may open it is true of the socket that is really opened."""
    assert ROUTE in ROUTES
    last: object = live.middleware[-1].cls
    assert last is SocketDoor, "behind every middleware that asks or counts"
