"""Which other servers listen on this PostgreSQL, and to what: nobody is told what none of them would use.

A notice is a transaction of its own, under a lock that all of the cluster's notices share, and comes back to whoever
listens, also to its sender: beside twenty rooms in which people type, a fifth of a server's processor time. So servers
say that they are there and which rooms they have open, and a notice that no other one has a use for is kept for a while
instead of being sent. Whoever comes late is given these: what it did not hear of was published after it began to
listen, or to load its room.
"""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

HERE_SECONDS: Final = 10.0
"""How often each server says that it is there."""
FORGOTTEN_SECONDS: Final = 3.5 * HERE_SECONDS
"""After this silence a server is gone, whatever became of it. It finds what it misses by its slow poll."""
ANSWER_SECONDS: Final = 5.0
"""After the connection was made, in which another server may answer. Until then everything is sent."""
HELD_SECONDS: Final = 5.0
"""How old a notice may be that a newcomer is given."""
MOST_HELD: Final = 1_000


@dataclass(slots=True)
class _Server:
    """``rooms`` is None for one that has a use for every notice, such as one of an older version."""

    heard_at: float
    rooms: set[str] | None

    def wants(self, room: str | None) -> bool:
        return room is None or self.rooms is None or room in self.rooms


class OtherServers:
    """Safe to use from many threads. ``put`` sends; it is called in the order of `send`, one at a time."""

    def __init__(self, put: Callable[[str], None], now: Callable[[], float] = time.monotonic) -> None:
        self._put = put
        self._now = now
        self._guard = threading.Lock()
        self._servers: dict[str, _Server] = {}
        self._known_from = float("inf")
        """From when on silence means that there are none; never, while there is no connection."""
        self._held: dict[str, tuple[float, str | None]] = {}
        """Payloads that were not sent, each with the moment of its latest `send` and its room, the oldest first."""

    def connected(self) -> None:
        """The connection listens from now on; what others said before may have been missed."""
        with self._guard:
            self._known_from = self._now() + ANSWER_SECONDS

    def disconnected(self) -> None:
        with self._guard:
            self._known_from = float("inf")

    def heard(self, server: str) -> None:
        """Another server is there. Until it says which rooms it has, it has a use for all."""
        with self._guard:
            self._seen(server, None)

    def lists(self, server: str, rooms: Collection[str] | None) -> None:
        """It has these rooms open, or wants to hear of every one."""
        with self._guard:
            self._seen(server, None if rooms is None else set())
            known = self._servers[server]
            before, known.rooms = known.rooms, None if rooms is None else set(rooms)
            if known.rooms is None or before is not None:  # one that wanted everything was given everything
                self._give(lambda room: known.wants(room) and (before is None or room not in before))

    def opened(self, server: str, room: str) -> bool:
        """It loads this room. False when that was known."""
        with self._guard:
            self._seen(server, None)
            rooms = self._servers[server].rooms
            if rooms is None or room in rooms:
                return False
            rooms.add(room)
            self._give(lambda held: held == room)
            return True

    def closed(self, server: str, room: str) -> None:
        with self._guard:
            self._seen(server, None)
            rooms = self._servers[server].rooms
            if rooms is not None:
                rooms.discard(room)

    def left(self, server: str) -> None:
        with self._guard:
            self._servers.pop(server, None)

    def send(self, payload: str, room: str | None = None) -> None:
        """Puts it, or keeps it for whoever turns out to listen already. ``room``: of use only to who has it open."""
        now = self._now()
        with self._guard:
            if self._may_listen(now, room):
                self._held.pop(payload, None)
                self._put(payload)
            else:
                self._hold(payload, now, room)

    def _may_listen(self, now: float, room: str | None = None) -> bool:
        present = (server for server in self._servers.values() if now - server.heard_at <= FORGOTTEN_SECONDS)
        return now < self._known_from or any(server.wants(room) for server in present)

    def _seen(self, server: str, rooms: set[str] | None) -> None:
        """A newcomer is given what it may have missed."""
        now = self._now()
        self._servers = {
            other: known for other, known in self._servers.items() if now - known.heard_at <= FORGOTTEN_SECONDS
        }
        known = self._servers.get(server)
        if known is not None:
            known.heard_at = now
            return
        newcomer = self._servers[server] = _Server(now, rooms)
        self._give(newcomer.wants)

    def _give(self, wanted: Callable[[str | None], bool]) -> None:
        now = self._now()
        for payload, (at, room) in list(self._held.items()):
            if now - at <= HELD_SECONDS and wanted(room):
                del self._held[payload]
                self._put(payload)

    def _hold(self, payload: str, now: float, room: str | None) -> None:
        self._held.pop(payload, None)
        self._held[payload] = now, room
        while len(self._held) > MOST_HELD or now - next(iter(self._held.values()))[0] > HELD_SECONDS:
            del self._held[next(iter(self._held))]
