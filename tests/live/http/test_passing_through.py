"""A socket stays open for hours: middlewares that have nothing to do with it keep nothing for it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from core.live.http.guard.body_timeout import BodyTimeout
from core.live.http.guard.uploads import UploadGuard
from core.live.http.host_config_middleware import HostConfigMiddleware
from core.live.http.static.static_middleware import StaticMiddleware

FOUR = [BodyTimeout, UploadGuard, HostConfigMiddleware, StaticMiddleware]
SOCKET = {"type": "websocket", "path": "/live/ws/pm"}


async def _receive() -> dict[str, Any]:
    raise AssertionError("nothing is read here")


async def _send(_message: Any) -> None:
    raise AssertionError("nothing is sent here")


@pytest.mark.parametrize("middleware", FOUR)
async def test_a_socket_passes_through_without_a_frame(middleware: Callable[..., Any]) -> None:
    """What comes back is the application's own coroutine, and it gets what the middleware got."""
    given: list[tuple[Any, ...]] = []
    made: list[Awaitable[None]] = []

    async def inner() -> None:
        """The socket's whole life."""

    def application(*arguments: Any) -> Awaitable[None]:
        given.append(arguments)
        made.append(inner())
        return made[-1]

    passed = middleware(application)(SOCKET, _receive, _send)
    assert passed is made[0]
    assert given == [(SOCKET, _receive, _send)]
    await passed
