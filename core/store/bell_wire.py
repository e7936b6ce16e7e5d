"""The bell's wire between servers: one thread with one connection that listens and notifies on PostgreSQL.

It comes back by itself when the connection breaks. Imported only where PostgreSQL is used.
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
_QUIET_SECONDS = 30.0
_PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)


class PostgresWire:
    def __init__(self, url: URL, heard: Callable[[str], None]) -> None:
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._heard = heard
        self._guard = threading.Lock()
        self._waiting: dict[str, None] = {}  # ordered; the same ring twice is one ring
        self._closing = threading.Event()
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="debrief-bell", daemon=True)
        self._thread.start()

    def send(self, payload: str) -> None:
        with self._guard:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting[payload] = None
        self._nudge()

    def close(self) -> None:
        self._closing.set()
        self._nudge()
        self._thread.join(timeout=10)
        self._wake.close()
        self._woken.close()

    def _nudge(self) -> None:
        with contextlib.suppress(OSError):  # full: it is awake already; closed: nobody is left to wake
            self._wake.send(b"!")

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    failures = 0
                    self._serve(connection)
            except psycopg.Error as trouble:
                log.warning("the bell lost its connection and tries again: %s", type(trouble).__name__)
                self._closing.wait(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1

    def _serve(self, connection: psycopg.Connection) -> None:
        while not self._closing.is_set():
            self._send_waiting(connection)
            for notice in connection.notifies(timeout=0):
                self._heard(notice.payload)
            woken = self._woken.fileno()
            ready, _, _ = select.select([connection.fileno(), woken], [], [], _QUIET_SECONDS)
            if woken in ready:
                with contextlib.suppress(BlockingIOError):
                    self._woken.recv(4096)
            if not ready:
                connection.execute("SELECT 1")  # notices a connection that died without a word

    def _send_waiting(self, connection: psycopg.Connection) -> None:
        with self._guard:
            payloads = list(self._waiting)
            self._waiting.clear()
        for payload in payloads:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))
