"""The change bus between servers: one thread with one connection that listens and notifies on PostgreSQL.

It reconnects by itself when the connection breaks. Imported only where PostgreSQL is used.
"""

import contextlib
import logging
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Final

import psycopg
from sqlalchemy import URL

from core.store.database.other_servers import HERE_SECONDS, OtherServers

log = logging.getLogger(__name__)

CHANNEL = "debrief"
HELLO: Final = "hello"
"""The topic in which servers speak of themselves: ``hello:new:sender`` asks for answers, ``here`` is one, ``gone``.

The first two have ``:room,room`` behind them: which rooms are open there. Without it, as older versions say it, a
server has a use for every notice. ``open`` and ``shut`` have one room.
"""
_LIST_BYTES: Final = 7_500
"""The longest list of rooms. PostgreSQL takes less than 8,000 bytes with all that stands around it."""
_MOST_WAITING = 1_000
_TOGETHER_SECONDS: Final = 0.01
"""So much lies between two statements: what is published meanwhile shares the next one."""
_CONNECT_SECONDS = 5
_CLOSE_SECONDS = 10
_RECONNECT_SECONDS = (0.1, 0.5, 1.0, 2.0, 5.0)


class Outbox:
    """Payloads that wait to be sent: each once, in the order of their latest ``add``, up to a bound.

    The latest and not the first: a state that is sent a second time must not be followed by an older one.
    """

    def __init__(self, most: int = _MOST_WAITING) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._waiting: dict[str, None] = {}

    def add(self, payload: str) -> bool:
        """Whether it is the first one that waits."""
        with self._guard:
            is_first = not self._waiting
            self._waiting.pop(payload, None)
            if len(self._waiting) < self._most:
                self._waiting[payload] = None
            return is_first

    def take_all(self) -> list[str]:
        with self._guard:
            payloads = list(self._waiting)
            self._waiting.clear()
        return payloads


class PostgresRelay:
    """Payloads are ``topic:id:sender``, with a text behind it or not; ``receive`` gets those of other senders."""

    def __init__(self, url: URL, sender: str, receive: Callable[[str], None]) -> None:
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._sender = sender
        self._receive = receive
        self._outbox = Outbox()
        self._others = OtherServers(self._put)
        self._guard = threading.Lock()
        self._rooms: set[str] | None = None
        """Which rooms are open here; None: of use here is every notice."""
        self._closing = threading.Event()
        self._wake_writer, self._wake_reader = socket.socketpair()
        self._wake_writer.setblocking(False)
        self._wake_reader.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="debrief-change-bus", daemon=True)
        self._thread.start()

    def send(self, payload: str, room: str | None = None) -> None:
        """``room``: it is of use only to a server that has this one open."""
        self._others.send(payload, room)

    def rooms_only(self) -> None:
        """From now on others need not tell this server of rooms that are not open here. None is, yet."""
        with self._guard:
            self._rooms = set()
        self._say("here")

    def room_opened(self, room: str) -> None:
        """Before it is read: what is published afterwards is told here."""
        with self._guard:
            if self._rooms is not None:
                self._rooms.add(room)
                self._put(f"{HELLO}:open:{self._sender}:{room}")

    def room_closed(self, room: str) -> None:
        with self._guard:
            if self._rooms is not None:
                self._rooms.discard(room)
                self._put(f"{HELLO}:shut:{self._sender}:{room}")

    def close(self) -> None:
        self._closing.set()
        self._wake()
        self._thread.join(timeout=_CLOSE_SECONDS)
        self._wake_writer.close()
        self._wake_reader.close()

    def _put(self, payload: str) -> None:
        if self._outbox.add(payload):  # whoever added one before has woken the thread
            self._wake()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # full: it is awake already; closed: the thread has ended
            self._wake_writer.send(b"!")

    # On the thread

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True, connect_timeout=_CONNECT_SECONDS) as connection:
                    # A notice is no longer true after a power cut: it need not wait for the disk, as each would.
                    connection.execute("SET synchronous_commit = off")
                    connection.execute(f"LISTEN {CHANNEL}")
                    failures = 0
                    self._others.connected()
                    self._say("new")
                    self._serve(connection)
                    self._say("gone")
                    self._notify(connection)
            except psycopg.Error as error:
                self._others.disconnected()
                log.warning("the change bus lost its connection and reconnects: %s", type(error).__name__)
                self._closing.wait(_RECONNECT_SECONDS[min(failures, len(_RECONNECT_SECONDS) - 1)])
                failures += 1

    def _serve(self, connection: psycopg.Connection) -> None:
        here_at, free_at = time.monotonic() + HERE_SECONDS, 0.0
        while not self._closing.is_set():
            now = time.monotonic()
            if now >= here_at:  # fails, too, on a connection that was dropped silently
                here_at = now + HERE_SECONDS
                self._say("here")
            if now >= free_at and self._notify(connection):
                free_at = now + _TOGETHER_SECONDS
            for notice in connection.notifies(timeout=0):
                self._received(notice.payload)
            self._wait(connection, here_at, free_at)

    def _wait(self, connection: psycopg.Connection, here_at: float, free_at: float) -> None:
        """For what others send; and for what is to be sent, once some time has passed since the last statement."""
        now, wake = time.monotonic(), self._wake_reader.fileno()
        is_free = now >= free_at
        waited_for = [connection.fileno(), wake] if is_free else [connection.fileno()]
        ready, _, _ = select.select(waited_for, [], [], max(0.0, (here_at if is_free else free_at) - now))
        if wake in ready:
            with contextlib.suppress(BlockingIOError):
                self._wake_reader.recv(4096)

    def _notify(self, connection: psycopg.Connection) -> bool:
        """Sends what waits in one statement, since each is a way to the server and back. False when nothing did."""
        payloads = self._outbox.take_all()
        if payloads:
            connection.execute("SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload", (CHANNEL, payloads))
        return bool(payloads)

    def _say(self, what: str) -> None:
        """A list is never followed by an older one, nor by what was opened before it was made."""
        with self._guard:
            rooms = None if self._rooms is None else ",".join(sorted(self._rooms))
            is_listed = rooms is not None and len(rooms.encode()) <= _LIST_BYTES
            self._put(f"{HELLO}:{what}:{self._sender}" + (f":{rooms}" if is_listed else ""))

    def _received(self, payload: str) -> None:
        """Payloads are anybody's who may use the database."""
        topic, _, rest = payload.partition(":")
        what, _, rest = rest.partition(":")
        sender, has_more, more = rest.partition(":")
        if not sender or sender == self._sender:
            return
        if topic != HELLO:
            self._others.heard(sender)
            self._receive(payload)
        else:
            self._greeted(what, sender, more if has_more else None)

    def _greeted(self, what: str, server: str, rooms: str | None) -> None:
        match what:
            case "gone":
                self._others.left(server)
            case "new" | "here":
                self._others.lists(server, None if rooms is None else [room for room in rooms.split(",") if room])
                if what == "new":
                    self._say("here")
            case "open" if rooms:
                if self._others.opened(server, rooms):
                    self._answer_opened(rooms)
            case "shut" if rooms:
                self._others.closed(server, rooms)
            case _:
                self._others.heard(server)

    def _answer_opened(self, room: str) -> None:
        """Whoever opens a room asks at once who else has it; a word about it may have been lost."""
        with self._guard:
            if self._rooms is not None and room in self._rooms:
                self._put(f"{HELLO}:open:{self._sender}:{room}")
