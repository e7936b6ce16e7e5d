"""The change bus between servers: one thread with one connection that listens and notifies on PostgreSQL.

It reconnects by itself when the connection breaks. Imported only where PostgreSQL is used.
"""

import contextlib
import logging
import select
import socket
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import URL

log = logging.getLogger(__name__)

CHANNEL = "debrief"
_MOST_WAITING = 1_000
_KEEPALIVE_SECONDS = 30.0
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

    def add(self, payload: str) -> None:
        with self._guard:
            self._waiting.pop(payload, None)
            if len(self._waiting) < self._most:
                self._waiting[payload] = None

    def take_all(self) -> list[str]:
        with self._guard:
            payloads = list(self._waiting)
            self._waiting.clear()
        return payloads


class PostgresRelay:
    def __init__(self, url: URL, receive: Callable[[str], None]) -> None:
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._receive = receive
        self._outbox = Outbox()
        self._closing = threading.Event()
        self._wake_writer, self._wake_reader = socket.socketpair()
        self._wake_writer.setblocking(False)
        self._wake_reader.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="debrief-change-bus", daemon=True)
        self._thread.start()

    def send(self, payload: str) -> None:
        self._outbox.add(payload)
        self._wake()

    def close(self) -> None:
        self._closing.set()
        self._wake()
        self._thread.join(timeout=_CLOSE_SECONDS)
        self._wake_writer.close()
        self._wake_reader.close()

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # full: it is awake already; closed: the thread has ended
            self._wake_writer.send(b"!")

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True, connect_timeout=_CONNECT_SECONDS) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    failures = 0
                    self._serve(connection)
            except psycopg.Error as error:
                log.warning("the change bus lost its connection and reconnects: %s", type(error).__name__)
                self._closing.wait(_RECONNECT_SECONDS[min(failures, len(_RECONNECT_SECONDS) - 1)])
                failures += 1

    def _serve(self, connection: psycopg.Connection) -> None:
        while not self._closing.is_set():
            if payloads := self._outbox.take_all():  # one statement for all: each is a way to the server and back
                connection.execute(
                    "SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload", (CHANNEL, payloads)
                )
            for notice in connection.notifies(timeout=0):
                self._receive(notice.payload)
            wake = self._wake_reader.fileno()
            ready, _, _ = select.select([connection.fileno(), wake], [], [], _KEEPALIVE_SECONDS)
            if wake in ready:
                with contextlib.suppress(BlockingIOError):
                    self._wake_reader.recv(4096)
            if not ready:
                connection.execute("SELECT 1")  # fails on a connection that was dropped silently
