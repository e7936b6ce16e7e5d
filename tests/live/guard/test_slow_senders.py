"""Who sends nothing, half a request or a dripping body is cut off; everybody else is served meanwhile."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from core import live
from core.live.http.guard import connections
from core.live.http.guard.connections import guard_connections
from core.live.limits import LIMITS
from tests.support.live import House
from tests.support.server import free_port


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@contextlib.asynccontextmanager
async def serving(house: House) -> AsyncIterator[int]:
    """The middleware before one route, on a real server in this process."""
    app = Starlette(routes=[Route("/echo", echo, methods=["GET", "POST"])], middleware=live.middleware)
    app.state.live = house.server.state.live
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="critical", lifespan="off"))
    running = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110 - uvicorn rings no bell
            await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await running


async def says(port: int, data: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    await writer.drain()
    return reader, writer


async def answer(port: int, body: bytes = b"") -> bytes:
    head = f"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    reader, writer = await says(port, head.encode() + body)
    found = await reader.read()
    writer.close()
    return found


@pytest.fixture(autouse=True)
async def as_before() -> AsyncIterator[None]:
    yield
    guard_connections()


async def test_a_connection_without_a_whole_request_is_closed(house: House) -> None:
    """Nothing, half a line, half of the headers; and a request that is whole is served before and after."""
    guard_connections(header_seconds=0.3)
    async with serving(house) as port:
        silent = [await says(port, data) for data in (b"", b"GET /ec", b"GET /echo HTTP/1.1\r\nHost: x\r\n")]
        assert b" 200 " in await answer(port, b"abc")
        async with asyncio.timeout(5):
            assert [await reader.read() for reader, _ in silent] == [b"", b"", b""]
        assert b" 200 " in await answer(port, b"abc")
        for _, writer in silent:
            writer.close()


async def test_a_body_that_stops_is_cut_off(open_house: Callable[..., Any]) -> None:
    """Half of what was announced; then silence."""
    house: House = await open_house(replace(LIMITS, body_seconds=0.3))
    async with serving(house) as port:
        head = f"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n\r\nhalf"
        reader, writer = await says(port, head.encode())
        async with asyncio.timeout(5):
            found = await reader.read()
        assert b" 200 " not in found
        assert b" 200 " in await answer(port, b"x" * 1_000)
        writer.close()


async def test_an_address_has_a_bound_and_a_proxy_has_none(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted over everything that is open; this computer is never refused, since a proxy may run on it."""
    monkeypatch.setattr(connections, "LIMITS", replace(LIMITS, connections_an_address=2))
    guard_connections()
    async with serving(house) as port:
        many = [await says(port, b"GET") for _ in range(5)]
        assert b" 200 " in await answer(port)
        monkeypatch.setattr(connections, "is_loopback", lambda _: False)
        reader, writer = await says(port, b"GET / HTTP/1.1\r\n\r\n")
        async with asyncio.timeout(5):
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
        guard_connections(("127.0.0.0/8",))
        assert b" 200 " in await answer(port)
        for _, other in [*many, (reader, writer)]:
            other.close()


def test_extending_twice_is_extending_once() -> None:
    """A second start in one process does not stack timers."""
    guard_connections()
    made = H11Protocol.connection_made
    guard_connections()
    assert H11Protocol.connection_made is made
