"""The same room on other servers: who is there, told by whispers from server to server.

Only on PostgreSQL is there anybody to hear them. Everybody who is here is whispered again now and then, so that a lost
whisper heals and a server that died is forgotten. Words and the clock do not travel this way: they are in the database.
"""

import json
import time
from collections.abc import Iterable
from typing import Final

from core.live.backend import Backend
from core.live.limits import Limits
from core.live.presence import PresenceTable

PATIENCE: Final = 2.5
"""How many rounds of saying it again may be missed."""


class Elsewhere:
    def __init__(self, pm_id: str, backend: Backend, presence: PresenceTable, limits: Limits) -> None:
        self._pm_id = pm_id
        self._backend = backend
        self._presence = presence
        self._patience = limits.presence_renew_seconds * PATIENCE

    def first_comes(self) -> None:
        """Somebody is about to look: forget who was not heard of for long, and ask who is there."""
        self.forget_silent()
        self._backend.whisper(self._pm_id, json.dumps({"who": True}))

    def tell(self, clients: Iterable[int] | None = None) -> None:
        """Say where these are, as far as they are here; without ``clients`` everybody."""
        for client, visitor_id, body in self._presence.said_here(clients):
            self._backend.whisper(self._pm_id, json.dumps({"is": [client, visitor_id, body]}, separators=(",", ":")))

    def hear(self, server: str, words: str) -> None:
        """A whisper of another server. What is not understood comes from another version and is left alone."""
        try:
            said = json.loads(words)
            if said.get("who"):
                self.tell()
                return
            client, visitor_id, body = said["is"]
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if isinstance(client, int) and isinstance(visitor_id, str) and isinstance(body, dict | None):
            self._presence.hear_elsewhere(server, client, visitor_id, body, time.monotonic())

    def forget_silent(self) -> None:
        self._presence.forget_elsewhere(time.monotonic() - self._patience)
