"""P29: memory and descriptors cannot be filled from outside. A real server on a network, attacked in harmless sizes."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import httpx
import psutil
import pytest
import websockets
from websockets import Origin
from websockets.exceptions import InvalidStatus

from core.live.limits import LIMITS
from core.services import access, postmortems
from core.services.access import VISITOR_COOKIE
from tests.support.live import Guests
from tests.support.server import Server

FILE = 1024 * 1024
HALF = 2 * 1024 * 1024


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of it: what one attack left behind, the next would find."""
    running = Server(tmp_path_factory.mktemp("strangers"), {"DEBRIEF_ACCESS": "key"}).start()
    yield running
    running.stop()


@pytest.fixture
def guests(locked: Server) -> Iterator[Guests]:
    with Guests.of(locked, access="key") as found:
        yield found


def megabytes(server: Server) -> float:
    return float(psutil.Process(server.pid).memory_info().rss) / 1024 / 1024


def descriptors(server: Server) -> int:
    return int(psutil.Process(server.pid).num_fds())


def stranger(server: Server) -> httpx.Client:
    """A browser with the cookie that every page hands out, and the token that Streamlit asks for."""
    client = httpx.Client(base_url=server.url, timeout=20, cookies=httpx.get(server.url, timeout=20).cookies)
    client.cookies.set("_streamlit_xsrf", "x" * 32)
    client.headers["x-xsrftoken"] = "x" * 32
    return client


def test_strangers_upload_nothing(locked: Server) -> None:
    """Not one of twenty files of a megabyte, whatever session they name."""
    with stranger(locked) as client:
        # The first one makes what every later request uses again.
        client.put("/_stcore/upload_file/session/first", files={"file": b"x" * FILE})
        before = megabytes(locked)
        for number in range(20):
            answer = client.put(f"/_stcore/upload_file/session/{number}", files={"file": b"x" * FILE})
            assert answer.status_code == 403
            assert set(answer.json()) == {"sentence"}
    assert megabytes(locked) < before + 15


async def test_strangers_hold_few_sockets_and_half_frames(locked: Server, guests: Guests) -> None:
    """Beyond the bound the handshake is refused; a member still gets in and the memory is given back."""
    host = f"ws://{locked.host}/_stcore/stream"
    before = megabytes(locked)
    refused: list[int] = []
    target = []
    for _ in range(LIMITS.stranger_sockets_an_address + 8):
        try:
            target.append(await websockets.connect(host, origin=Origin(locked.url), max_size=None, compression=None))
        except InvalidStatus as error:
            refused.append(error.response.status_code)
    assert (len(target), refused) == (LIMITS.stranger_sockets_an_address, [403] * 8)
    head = b"\x82\xff" + HALF.to_bytes(8, "big") + b"\0\0\0\0"
    for item in target[:10]:  # a frame of 2 MB of which the last byte never comes
        item.transport.write(head + b"\0" * (HALF - 1))
    await asyncio.sleep(1)
    assert megabytes(locked) < before + 250
    pm_id = postmortems.create(guests.app, "Still open")
    peer = await guests.peer(pm_id, guests.person(pm_id))
    assert peer.synced
    await peer.leave()
    for item in target:
        item.transport.abort()
    async with asyncio.timeout(20):
        while True:
            with contextlib.suppress(InvalidStatus):
                again = await websockets.connect(host, origin=Origin(locked.url), compression=None)
                await again.close()
                break
            await asyncio.sleep(0.1)


def test_a_too_large_frame_ends_its_socket(locked: Server) -> None:
    """One that says it will be 26 MB is closed at its head, before any of it is kept."""
    before = megabytes(locked)

    async def send() -> int:
        async with websockets.connect(
            f"ws://{locked.host}/_stcore/stream", origin=Origin(locked.url), compression=None
        ) as item:
            item.transport.write(b"\x82\xff" + (26 * 1024 * 1024).to_bytes(8, "big") + b"\0\0\0\0" + b"\0" * 65_536)
            async with asyncio.timeout(10):
                with contextlib.suppress(websockets.ConnectionClosed):
                    while True:
                        await item.recv()
            return item.close_code or 0

    assert asyncio.run(send()) == 1009
    assert megabytes(locked) < before + 60


def test_half_sent_requests_are_closed(locked: Server) -> None:
    """A hundred of them hold a descriptor each, for as long as a request's head may take and no longer."""
    before = descriptors(locked)
    half = b"GET / HTTP/1.1\r\nHost: x\r\n"
    with contextlib.ExitStack() as stack:
        for _ in range(100):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", locked.port), timeout=5))
            connection.sendall(half)
        assert httpx.get(f"{locked.url}/live/health", timeout=10).status_code == 200
        assert descriptors(locked) >= before + 100
        connection.settimeout(LIMITS.header_seconds + 10)
        assert connection.recv(1) == b""
    assert httpx.get(f"{locked.url}/live/health", timeout=10).status_code == 200
    assert descriptors(locked) < before + 20


def test_newcomers_still_get_in(locked: Server, guests: Guests) -> None:
    """After all of that a guest types the code and is in the meeting."""
    pm_id = postmortems.create(guests.app, "Open")
    code = access.links(guests.app, pm_id, locked.url).code
    with httpx.Client(base_url=locked.url) as client:
        answer = client.post("/live/enter", json={"code": code})
        assert answer.status_code == 200
        assert client.cookies.get(VISITOR_COOKIE)
