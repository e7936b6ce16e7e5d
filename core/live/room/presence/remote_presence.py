"""The same room on other servers: who is there, and how long facilitators have been silent, by relay messages.

Only on PostgreSQL are there other servers to receive them. Every state is sent again now and then, so that a lost
message heals and a server that died is dropped. Text and the clock do not travel this way: they are in the database.

Messages are JSON objects: ``{"who": true}`` asks for states, ``{"is": [client, visitor id, state or null]}`` is one,
``{"silent": {visitor id: seconds}}`` reports silences.
"""

import json
import math
from collections.abc import Iterable
from time import monotonic

from core.live.backend import Backend
from core.live.limits import Limits
from core.live.room.presence.attendance import Attendance
from core.live.room.presence.presence_table import PresenceTable


class RemotePresence:
    def __init__(
        self, pm_id: str, backend: Backend, presence: PresenceTable, attendance: Attendance, limits: Limits
    ) -> None:
        self._pm_id = pm_id
        self._backend = backend
        self._presence = presence
        self._attendance = attendance
        self._limits = limits
        self._received_at = -math.inf
        self._silences_sent_at = -math.inf

    def request_states(self) -> None:
        """Somebody is about to look: drop who was not reported for long, and ask the other servers."""
        self.expire()
        self._send({"who": True})

    def send_states(self, clients: Iterable[int] | None = None) -> None:
        """The states of these, as far as their sockets are here; without ``clients`` of everybody."""
        for client, visitor_id, body in self._presence.local_states(clients):
            self._send({"is": [client, visitor_id, body]})

    def send_silences(self, silences: dict[str, float], at: float) -> None:
        """Only while another server has this room open: nobody else would receive it."""
        limits = self._limits
        is_alone = at - self._received_at > limits.other_servers_seconds
        if is_alone or at - self._silences_sent_at < limits.silences_relay_seconds:
            return
        self._silences_sent_at = at
        self._send({"silent": silences})

    def receive(self, server: str, text: str) -> None:
        """A message of another server. What cannot be read comes from another version and is ignored."""
        try:
            message = json.loads(text)
            silent, asks = message.get("silent"), message.get("who")
            client, visitor_id, body = (None, None, None) if silent or asks or "is" not in message else message["is"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        self._received_at = monotonic()
        if isinstance(silent, dict):
            self._attendance.silences_reported(silent, monotonic())
        elif asks:
            self.send_states()
        if isinstance(client, int) and isinstance(visitor_id, str) and isinstance(body, dict | None):
            self._presence.update_remote(server, client, visitor_id, body, monotonic())

    def expire(self) -> None:
        """Drops who was not reported through several renewals of their server."""
        limits = self._limits
        self._presence.expire_remote(monotonic() - limits.presence_renew_seconds * limits.remote_presence_rounds)

    def _send(self, message: dict[str, object]) -> None:
        self._backend.relay(self._pm_id, json.dumps(message, separators=(",", ":")))
