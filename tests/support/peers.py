"""Peers that speak the room's protocol without a browser: over an application in this process, or over a real socket.

A ``Peer`` holds a Yjs document of its own, answers like y-websocket does, and remembers what it was told.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

import websockets
from pycrdt import Doc, Map, Text, TransactionEvent
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from core.live.room import protocol

PATIENCE = 20.0

AsgiApp = Callable[[dict[str, Any], Callable[..., Awaitable[Any]], Callable[..., Awaitable[Any]]], Awaitable[None]]


class Closed(Exception):
    """The server ended the socket."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"closed with {code}: {reason}")
        self.code = code
        self.reason = reason


class Transport(Protocol):
    async def send(self, frame: bytes | str) -> None: ...

    async def receive(self) -> bytes: ...

    async def close(self) -> None: ...


class AsgiSocket:
    """One WebSocket of an ASGI application in this process. ``stall()`` stops reading, as a sleeping laptop does."""

    def __init__(self, app: AsgiApp, path: str, headers: dict[str, str], client: tuple[str, int]) -> None:
        path, _, query = path.partition("?")
        self._scope: dict[str, Any] = {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": client,
            "server": ("127.0.0.1", 8501),
            "subprotocols": [],
            "state": {},
            "extensions": {},
        }
        self._app = app
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._out: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reading = asyncio.Event()
        self._reading.set()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Raises Closed when the handshake is refused."""
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.ensure_future(self._run())
        first = await asyncio.wait_for(self._out.get(), PATIENCE)
        if first["type"] != "websocket.accept":
            raise Closed(403, "refused before accept")

    async def _run(self) -> None:
        await self._app(self._scope, self._in.get, self._take)

    async def _take(self, message: dict[str, Any]) -> None:
        await self._reading.wait()
        self._out.put_nowait(message)
        if message["type"] == "websocket.close":
            self._in.put_nowait({"type": "websocket.disconnect", "code": message.get("code", 1000)})

    def stall(self) -> None:
        self._reading.clear()

    def wake(self) -> None:
        self._reading.set()

    async def send(self, frame: bytes | str) -> None:
        key = "text" if isinstance(frame, str) else "bytes"
        self._in.put_nowait({"type": "websocket.receive", key: frame})

    async def receive(self) -> bytes:
        message = await self._out.get()
        if message["type"] == "websocket.close":
            raise Closed(message.get("code", 1000), message.get("reason") or "")
        data: bytes = message["bytes"]
        return data

    def vanish(self) -> None:
        """The line breaks: no close frame, as with an empty battery. This is what uvicorn makes of it."""
        self._reading.set()
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1005})

    async def close(self) -> None:
        self._reading.set()
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1001})
        if self._task is not None:
            with suppress(Exception):
                await asyncio.wait_for(self._task, PATIENCE)


class NetSocket:
    """A WebSocket over the network."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str, headers: dict[str, str]) -> "NetSocket":
        made = await websockets.connect(
            url, additional_headers=headers, max_size=None, compression=None, open_timeout=PATIENCE
        )
        return cls(made)

    async def send(self, frame: bytes | str) -> None:
        try:
            await self._connection.send(frame)
        except ConnectionClosed as error:
            raise _closed(error) from error

    async def receive(self) -> bytes:
        try:
            frame = await self._connection.recv()
        except ConnectionClosed as error:
            raise _closed(error) from error
        return frame if isinstance(frame, bytes) else frame.encode()

    def abort(self) -> None:
        """The line breaks: no close frame reaches the server."""
        self._connection.transport.abort()

    async def close(self) -> None:
        await self._connection.close()


def _closed(error: ConnectionClosed) -> Closed:
    return Closed(error.rcvd.code, error.rcvd.reason) if error.rcvd is not None else Closed(1006)


class Peer:
    """A participant. Local edits are sent at once; what arrives is applied and remembered."""

    def __init__(self, transport: Transport, doc: Doc[Any] | None = None) -> None:
        self.transport = transport
        self.doc: Doc[Any] = doc if doc is not None else Doc()
        self.said: list[dict[str, Any]] = []
        """Our own JSON messages, as they came."""
        self.presence: dict[int, tuple[int, dict[str, Any] | None]] = {}
        self.frames: list[bytes] = []
        self.saved = 0
        self.sent = 0
        self.synced = False
        self.closed: Closed | None = None
        self.answers = True
        self.there = True
        """Answers when it is asked whether it is still there."""
        self._applying = False
        self._left = False
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._subscription = self.doc.observe(self._changed)

    def start(self) -> "Peer":
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        self.ask()
        return self

    # What a person does

    def ask(self) -> None:
        self.send(protocol.sync_step1(self.doc.get_state()))

    def type(self, phrase: str, field: str = "summary.what_happened", at: int | None = None) -> None:
        text = self.text(field)
        text.insert(len(text) if at is None else at, phrase)

    def text(self, field: str = "summary.what_happened") -> Text:
        found: Text = self.doc.get(f"text:{field}", type=Text)
        return found

    def read(self, field: str = "summary.what_happened") -> str:
        return str(self.text(field))

    def facts(self) -> "Map[Any]":
        found: Map[Any] = self.doc.get("facts", type=Map)
        return found

    def be(self, client: int, clock: int, state: dict[str, Any] | None) -> None:
        """Says something about itself, as y-websocket's awareness does."""
        self.send(protocol.presence([protocol.presence_entry(client, clock, json.dumps(state))]))

    def say(self, body: dict[str, Any]) -> None:
        self.send(protocol.custom(body))

    def send(self, frame: bytes) -> None:
        self._outbox.put_nowait(frame)

    # What it knows

    def last(self, kind: str) -> dict[str, Any]:
        """The latest message of a kind; empty when there was none."""
        return next((body for body in reversed(self.said) if body.get("type") == kind), {})

    def notices(self) -> list[str]:
        return [body["topic"] for body in self.said if body.get("type") == "notice"]

    async def until(self, done: Callable[[], object], patience: float = PATIENCE) -> None:
        """Waits for something to become true; says what was known when it did not."""
        try:
            async with asyncio.timeout(patience):
                while not done():
                    self._news.clear()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._news.wait(), 0.05)
        except TimeoutError:
            raise AssertionError(
                f"waited in vain; closed: {self.closed}, text: {self.read()[:200]!r}, "
                f"saved {self.saved} of {self.sent}, said: {self.said[-3:]}"
            ) from None

    async def until_saved(self, patience: float = PATIENCE) -> None:
        await self.until(lambda: self.saved >= self.sent and self._outbox.empty(), patience)

    def has_said_everything(self) -> bool:
        """Nothing waits here to be sent."""
        return self._outbox.empty()

    async def until_closed(self, patience: float = PATIENCE) -> int:
        await self.until(lambda: self.closed is not None, patience)
        return self.closed.code if self.closed is not None else 0

    async def leave(self) -> None:
        if self._left:
            return
        self._left = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(Exception):
            await self.transport.close()
        self.doc.unobserve(self._subscription)

    # The wire

    def _changed(self, event: TransactionEvent) -> None:
        if not self._applying:
            self.sent += 1
            self.send(protocol.sync_update(event.update))

    async def _write(self) -> None:
        with suppress(Closed):
            while True:
                await self.transport.send(await self._outbox.get())

    async def _read(self) -> None:
        try:
            while True:
                self._hear(await self.transport.receive())
                self._news.set()
        except Closed as closed:
            self.closed = closed
            self._news.set()

    def _hear(self, frame: bytes) -> None:
        self.frames.append(frame)
        reader = protocol.Reader(frame)
        kind = reader.uint()
        if kind == protocol.SYNC:
            self._hear_sync(reader.uint(), reader.bytes())
        elif kind == protocol.PRESENCE:
            for client, clock, state in protocol.parse_presence(reader.bytes()):
                self.presence[client] = (clock, json.loads(state))
        elif kind == protocol.CUSTOM:
            body = json.loads(reader.string())
            self.said.append(body)
            if "quiet" in body:
                self.said.append(body.pop("quiet"))
            if body["type"] == "ask" and self.there:
                self.say({"type": "here"})
            if body["type"] == "saved":
                self.saved = body["n"]

    def _hear_sync(self, step: int, data: bytes) -> None:
        if step == protocol.STEP1:
            if self.answers:
                self.sent += 1
                self.send(protocol.sync_step2(self.doc.get_update(data)))
            return
        self._applying = True
        try:
            self.doc.apply_update(data)
        finally:
            self._applying = False
        self.synced = self.synced or step == protocol.STEP2


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[None]:
    """Runs an application's lifespan, as a server does."""
    into: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    out: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    into.put_nowait({"type": "lifespan.startup"})
    work: Coroutine[Any, Any, None] = app(
        {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, into.get, out.put
    )
    task = asyncio.create_task(work)
    started = await out.get()
    assert started["type"] == "lifespan.startup.complete", started
    try:
        yield
    finally:
        into.put_nowait({"type": "lifespan.shutdown"})
        await out.get()
        await task
