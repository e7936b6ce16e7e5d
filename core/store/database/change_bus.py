"""The change bus: tells the rest of this process, and the other servers, that something changed. It carries no data.

A notification may get lost (a connection breaks, a server starts late), so nobody may depend on it alone: what is true
is in the database, and core.live looks there by itself now and then. Relay messages are the one exception: who is in a
room is stored nowhere, so it travels as it is, is sent again now and then, and may get lost as well.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from secrets import token_hex
from typing import Protocol

from core.store.database.engine import Database

log = logging.getLogger(__name__)

Callback = Callable[[str, str], None]
RelayCallback = Callable[[str, str, str], None]

RELAY_BYTES = 7_500
"""The longest relay message. PostgreSQL takes less than 8,000 bytes with all that stands around it."""
_RELAY = "relay"
_DOC = "doc"
_RECORD = "record"


class Wire(Protocol):
    """How other servers are reached, if there are any. Payloads are ``topic:id:sender`` or ``relay:id:sender:text``."""

    def send(self, payload: str, room: str | None = None) -> None:
        """``room``: it is of use only to a server that has this one open."""

    def rooms_only(self) -> None: ...

    def room_opened(self, room: str) -> None: ...

    def room_closed(self, room: str) -> None: ...

    def close(self) -> None: ...


class ChangeBus:
    """``publish`` after the commit, never inside the transaction: a subscriber reads the database at once."""

    def __init__(self, db: Database) -> None:
        self._guard = threading.Lock()
        self._callbacks: dict[object, tuple[Callback, asyncio.AbstractEventLoop | None]] = {}
        self._relay_callbacks: dict[object, RelayCallback] = {}
        self._sender = token_hex(8)
        self._of_rooms: tuple[str, ...] = (_DOC,)
        """Topics of which only servers that have the room open have a use."""
        self._wire: Wire | None = None
        if db.dialect == "postgresql":
            from core.store.database.postgres_relay import PostgresRelay

            self._wire = PostgresRelay(db.url, self._sender, self._receive)

    def publish(self, topic: str, pm_id: str) -> None:
        """Never blocks and never fails. Topics: doc, meeting, clock, members, record, trash, and those of services."""
        self._notify(topic, pm_id)
        if self._wire is not None:
            self._wire.send(f"{topic}:{pm_id}:{self._sender}", pm_id if topic in self._of_rooms else None)

    def serve_rooms(self) -> None:
        """This process has rooms and says which: others need not tell it of typing elsewhere.

        It also has the workers that look what follows from a record, so others need not hear of its records for that.
        """
        self._of_rooms = (_DOC, _RECORD)
        if self._wire is not None:
            self._wire.rooms_only()

    def room_opened(self, pm_id: str) -> None:
        """A room is about to be read. Never blocks and never fails, as `publish`."""
        if self._wire is not None:
            self._wire.room_opened(pm_id)

    def room_closed(self, pm_id: str) -> None:
        if self._wire is not None:
            self._wire.room_closed(pm_id)

    def subscribe(self, callback: Callback, loop: asyncio.AbstractEventLoop | None = None) -> Callable[[], None]:
        """``callback(topic, pm_id)`` runs on ``loop``, or without one on the publishing thread. Returns unsubscribe."""
        key = object()
        with self._guard:
            self._callbacks[key] = (callback, loop)

        def unsubscribe() -> None:
            with self._guard:
                self._callbacks.pop(key, None)

        return unsubscribe

    def relay(self, pm_id: str, text: str) -> None:
        """To the other servers only, and to nobody where there are none. What is too long is not sent."""
        if self._wire is not None and len(text.encode("utf-8", "replace")) <= RELAY_BYTES:
            self._wire.send(f"{_RELAY}:{pm_id}:{self._sender}:{text}", pm_id)

    def subscribe_relay(self, callback: RelayCallback) -> Callable[[], None]:
        """``callback(pm_id, server, text)`` runs on the wire's thread, for other servers' messages.

        Returns unsubscribe.
        """
        key = object()
        with self._guard:
            self._relay_callbacks[key] = callback

        def unsubscribe() -> None:
            with self._guard:
                self._relay_callbacks.pop(key, None)

        return unsubscribe

    def close(self) -> None:
        with self._guard:
            self._callbacks.clear()
            self._relay_callbacks.clear()
        if self._wire is not None:
            self._wire.close()

    def _notify(self, topic: str, pm_id: str) -> None:
        with self._guard:
            callbacks = list(self._callbacks.values())
        for callback, loop in callbacks:
            try:
                if loop is None:
                    callback(topic, pm_id)
                else:
                    loop.call_soon_threadsafe(callback, topic, pm_id)
            except Exception:  # one subscriber's failure, or a loop that has ended, must not affect the others
                log.exception("a subscriber of the change bus failed on %s", topic)

    def _receive(self, payload: str) -> None:
        parts = payload.split(":", 3)
        if len(parts) < 3 or parts[2] == self._sender:
            return
        if len(parts) == 3:
            self._notify(parts[0], parts[1])
        elif parts[0] == _RELAY:
            self._notify_relay(parts[1], parts[2], parts[3])

    def _notify_relay(self, pm_id: str, server: str, text: str) -> None:
        with self._guard:
            callbacks = list(self._relay_callbacks.values())
        for callback in callbacks:
            try:
                callback(pm_id, server, text)
            except Exception:
                log.exception("a relay message could not be handled")
