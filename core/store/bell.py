"""The bell: tells the rest of this process, and the other servers, that something changed. It carries no data.

A ring may get lost (a connection breaks, a server starts late), so nobody may depend on it alone: what is true is in
the database, and the live floor looks there by itself now and then. What is whispered is the one exception: who is in a
room is stored nowhere, so it travels as it is, is said again now and then, and may get lost as well.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from secrets import token_hex
from typing import Protocol

from core.store.engine import Database

log = logging.getLogger(__name__)

Callback = Callable[[str, str], None]
Overhearing = Callable[[str, str, str], None]

LONGEST_WHISPER = 7_500  # bytes; PostgreSQL takes less than 8,000 with all that stands around it
_WHISPER = "whisper"


class Wire(Protocol):
    """How other servers are reached."""

    def send(self, payload: str) -> None: ...

    def close(self) -> None: ...


class Bell:
    """``ring`` after the commit, never inside the transaction: who hears it reads the database at once."""

    def __init__(self, db: Database) -> None:
        self._guard = threading.Lock()
        self._callbacks: dict[object, tuple[Callback, asyncio.AbstractEventLoop | None]] = {}
        self._overhearing: dict[object, Overhearing] = {}
        self._origin = token_hex(8)
        self._wire: Wire | None = None
        if db.dialect == "postgresql":
            from core.store.bell_wire import PostgresWire

            self._wire = PostgresWire(db.url, self._heard)

    def ring(self, topic: str, pm_id: str) -> None:
        """Never blocks and never fails. Topics: doc, meeting, members, record, trash."""
        self._tell(topic, pm_id)
        if self._wire is not None:
            self._wire.send(f"{topic}:{pm_id}:{self._origin}")

    def subscribe(self, callback: Callback, loop: asyncio.AbstractEventLoop | None = None) -> Callable[[], None]:
        """``callback(topic, pm_id)`` runs on ``loop``, or without one on the thread that rang. Returns the way out."""
        key = object()
        with self._guard:
            self._callbacks[key] = (callback, loop)

        def unsubscribe() -> None:
            with self._guard:
                self._callbacks.pop(key, None)

        return unsubscribe

    def whisper(self, pm_id: str, words: str) -> None:
        """To the other servers only, and to nobody where there are none. What is too long is not said."""
        if self._wire is not None and len(words.encode("utf-8", "replace")) <= LONGEST_WHISPER:
            self._wire.send(f"{_WHISPER}:{pm_id}:{self._origin}:{words}")

    def overhear(self, callback: Overhearing) -> Callable[[], None]:
        """``callback(postmortem id, server, words)`` on the bell's thread, for whispers of others. The way out."""
        key = object()
        with self._guard:
            self._overhearing[key] = callback

        def unsubscribe() -> None:
            with self._guard:
                self._overhearing.pop(key, None)

        return unsubscribe

    def close(self) -> None:
        with self._guard:
            self._callbacks.clear()
            self._overhearing.clear()
        if self._wire is not None:
            self._wire.close()

    def _tell(self, topic: str, pm_id: str) -> None:
        with self._guard:
            callbacks = list(self._callbacks.values())
        for callback, loop in callbacks:
            try:
                if loop is None:
                    callback(topic, pm_id)
                else:
                    loop.call_soon_threadsafe(callback, topic, pm_id)
            except Exception:  # one listener's trouble, or a loop that has ended, is nobody else's
                log.exception("a listener of the bell failed on %s", topic)

    def _heard(self, payload: str) -> None:
        parts = payload.split(":", 3)
        if len(parts) < 3 or parts[2] == self._origin:
            return
        if len(parts) == 3:
            self._tell(parts[0], parts[1])
        elif parts[0] == _WHISPER:
            self._pass_on(parts[1], parts[2], parts[3])

    def _pass_on(self, pm_id: str, server: str, words: str) -> None:
        with self._guard:
            callbacks = list(self._overhearing.values())
        for callback in callbacks:
            try:
                callback(pm_id, server, words)
            except Exception:
                log.exception("a whisper was not understood")
