"""One socket in a room: what it is still to be sent, how fast it is read, how it is closed.

Each peer has its own bounded queue and its own writer, so that a laptop that does not read holds up
nobody but itself. A room never awaits a peer. Not here: documents, permissions.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable
from typing import Protocol

from core.live.limits import LIMITS, Limits
from core.live.metrics import instruments
from core.live.rates import Bucket
from core.live.room.close_codes import Close, reason

_log = logging.getLogger(__name__)
_numbers = itertools.count(1)


class Wire(Protocol):
    """What is done to a socket here."""

    async def send_bytes(self, data: bytes) -> None: ...

    async def close(self, code: int, reason: str) -> None: ...

    def abort(self) -> None:
        """Ends the reader of a socket that does not take its close frame."""


class Peer:
    def __init__(self, wire: Wire, visitor_id: str, limits: Limits = LIMITS) -> None:
        self.number = next(_numbers)
        self.visitor_id = visitor_id
        self.limits = limits
        self.closing: Close | None = None
        self.on_close: Callable[[Peer], None] | None = None
        """Takes it out of its room; None while it is in none."""
        self.closed_cleanly = False
        """It closed its socket itself: a closed tab, a page that was left."""
        self.last_frame_at = 0.0
        """By the process's steady clock."""
        self.last_ping_at = -1.0
        self.answers_pings = False
        """It has answered one, so that its silence means something."""
        self.saved = 0
        """Document frames of this socket, from the first on, that are durable: "saved" on the wire."""
        self._frames = Bucket(limits.frames_per_second, limits.burst)
        self._bytes = Bucket(limits.bytes_per_second, limits.bytes_burst)
        self._sync_requests = Bucket(limits.step1_per_second, limits.burst)
        self._wire = wire
        self._queue: list[bytes] = []
        """Mostly empty, of a thousand frames at most: a deque has space for 64 from the start."""
        self._queued_bytes = 0
        self._resting: asyncio.Future[None] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._deadline: asyncio.TimerHandle | None = None

    def start(self) -> None:
        self._writer = asyncio.create_task(self._write(), name=f"peer-{self.number}")

    def send(self, frame: bytes) -> None:
        """Queues a frame. A queue that overflows ends this peer: it comes back and syncs anew."""
        if self.closing is not None:
            return
        self._queue.append(frame)
        self._queued_bytes += len(frame)
        if len(self._queue) > self.limits.queue_frames or self._queued_bytes > self.limits.queue_bytes:
            self.close(Close.TOO_SLOW)
        else:
            self._wake()

    def close(self, code: Close) -> None:
        """Ends this peer: out of the room at once, the close frame as soon as the network takes it."""
        if self.closing is not None:
            return
        self.closing = code
        instruments.socket_closed(code)
        if code is Close.TOO_SLOW:
            self._queue.clear()
        self._wake()
        self._deadline = asyncio.get_running_loop().call_later(self.limits.close_frame_seconds, self._abandon)
        self.leave_room()

    def leave_room(self) -> None:
        """Once, whoever calls first: the reader whose socket ended, or ``close``."""
        on_close, self.on_close = self.on_close, None
        if on_close is not None:
            on_close(self)

    def pause_after(self, size: int, *, is_sync_request: bool = False, is_free: bool = False) -> float:
        """Seconds not to read after a frame of this size. Over the rate we wait; we do not close."""
        now = asyncio.get_running_loop().time()
        return max(
            self._bytes.take(size, now),
            self._frames.take(0 if is_free else 1, now),
            self._sync_requests.take(1, now) if is_sync_request else 0.0,
        )

    async def finish(self) -> None:
        """To be awaited when the reader is done. The writer may still have a close frame to send."""
        if self._writer is None:
            return
        if self.closing is None:
            self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer
        if self._deadline is not None:
            self._deadline.cancel()

    async def _write(self) -> None:
        try:
            while self.closing is None or self._queue:
                if not self._queue:
                    await self._rest()
                    continue
                frame = self._queue.pop(0)
                self._queued_bytes -= len(frame)
                await self._wire.send_bytes(frame)
            await self._wire.close(int(self.closing), reason(self.closing))
        except Exception as error:  # the network is gone; the reader notices it too
            _log.debug("peer %d stopped: %s", self.number, type(error).__name__)

    async def _rest(self) -> None:
        """Until there is something to do."""
        self._resting = asyncio.get_running_loop().create_future()
        try:
            await self._resting
        finally:
            self._resting = None

    def _wake(self) -> None:
        if self._resting is not None and not self._resting.done():
            self._resting.set_result(None)

    def _abandon(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
        self._wire.abort()
