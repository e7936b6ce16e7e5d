"""Whether another server listens on this PostgreSQL: where nobody does, nobody is told.

A notice is a transaction of its own, under a lock that all of the cluster's notices share, and comes back to whoever
listens, also to its sender: beside twenty rooms in which people type, a fifth of a server's processor time. So servers
say that they are there, and a server that hears of no other one keeps its notices for a while instead of sending them.
One that comes late is given these: what it did not hear of was published after it began to listen.
"""

import threading
import time
from collections.abc import Callable
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


class OtherServers:
    """Safe to use from many threads. ``put`` sends; it is called in the order of `send`, one at a time."""

    def __init__(self, put: Callable[[str], None], now: Callable[[], float] = time.monotonic) -> None:
        self._put = put
        self._now = now
        self._guard = threading.Lock()
        self._heard_at: dict[str, float] = {}
        self._known_from = float("inf")
        """From when on silence means that there are none; never, while there is no connection."""
        self._held: dict[str, float] = {}
        """Payloads that were not sent, each with the moment of its latest `send`, the oldest first."""

    def connected(self) -> None:
        """The connection listens from now on; what others said before may have been missed."""
        with self._guard:
            self._known_from = self._now() + ANSWER_SECONDS

    def disconnected(self) -> None:
        with self._guard:
            self._known_from = float("inf")

    def heard(self, server: str) -> None:
        """Another server is there: what it may have missed is sent now."""
        now = self._now()
        with self._guard:
            self._heard_at = {other: at for other, at in self._heard_at.items() if now - at <= FORGOTTEN_SECONDS}
            self._heard_at[server] = now
            for payload, at in self._held.items():
                if now - at <= HELD_SECONDS:
                    self._put(payload)
            self._held.clear()

    def left(self, server: str) -> None:
        with self._guard:
            self._heard_at.pop(server, None)

    def send(self, payload: str) -> None:
        """Puts it, or keeps it for whoever turns out to listen already."""
        now = self._now()
        with self._guard:
            if self._may_listen(now):
                self._put(payload)
            else:
                self._hold(payload, now)

    def _may_listen(self, now: float) -> bool:
        return now < self._known_from or any(now - at <= FORGOTTEN_SECONDS for at in self._heard_at.values())

    def _hold(self, payload: str, now: float) -> None:
        self._held.pop(payload, None)
        self._held[payload] = now
        while len(self._held) > MOST_HELD or now - next(iter(self._held.values())) > HELD_SECONDS:
            del self._held[next(iter(self._held))]
