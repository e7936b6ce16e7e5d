"""Who is here: the awareness of a room, with the server's truth about who says it.

A tab may say where it is and whether it types. Who it is, the server says. One socket speaks for one
client id, and an id that has left can only be taken up again by the same visitor, because browsers
send everybody's states back and would otherwise revive the dead.

The clocks on the wire are the server's own, one counter per client id: a tab that reconnects with an
old clock is shown at once, and nobody can lock an id by sending the largest number.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.errors import BadInput, TooLarge
from core.live import protocol
from core.live.limits import LIMITS, Limits
from core.live.protocol import UNREADABLE

MOST_REMEMBERED = 1_000


@dataclass(slots=True)
class _State:
    peer: int
    visitor_id: str
    clock: int
    own_clock: int
    body: dict[str, Any] | None
    elsewhere: str = ""
    """The server whose socket speaks for it, when it is not this one."""
    heard: float = 0.0


class PresenceTable:
    """States by client id. ``changed`` holds the ids that others have not heard of yet."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._states: dict[int, _State] = {}
        self._client_of: dict[int, int] = {}
        self.changed: set[int] = set()

    def hear(self, peer: int, visitor_id: str, user: dict[str, Any], entries: protocol.Presence) -> bytes | None:
        """Takes what a socket says about itself. Returns the echo for it, or None if it said nothing of its own."""
        for client, clock, raw in entries.entries:
            if not self._speaks_for(peer, visitor_id, client, raw):
                continue
            body = self._body(raw)
            if body is not None:
                body["user"] = user
            self._put(peer, visitor_id, client, clock, body)
            return protocol.presence([protocol.presence_entry(client, clock, raw.decode())])
        return None

    def _speaks_for(self, peer: int, visitor_id: str, client: int, raw: bytes) -> bool:
        bound = self._client_of.get(peer)
        if bound is not None:
            return bound == client
        known = self._states.get(client)
        # Whoever spoke at another server and is here now has moved; that server may not have noticed yet.
        taken = known is not None and known.body is not None and not known.elsewhere
        if raw == b"null" or taken or (known is not None and known.visitor_id != visitor_id):
            return False
        self._client_of[peer] = client
        return True

    def _body(self, raw: bytes) -> dict[str, Any] | None:
        if len(raw) > self._limits.presence_state_bytes:
            raise TooLarge(protocol.TOO_LONG)
        try:
            body = json.loads(raw.decode("utf-8"))
            _encode(body)
        except (ValueError, RecursionError) as error:
            raise BadInput(UNREADABLE) from error
        if body is not None and not isinstance(body, dict):
            raise BadInput(UNREADABLE)
        return body

    def _put(self, peer: int, visitor_id: str, client: int, own_clock: int, body: dict[str, Any] | None) -> None:
        state = self._states.get(client)
        if state is None:
            state = self._states[client] = _State(peer, visitor_id, 0, own_clock, None)
        if body != state.body:
            state.clock += 1
            self.changed.add(client)
        state.peer, state.visitor_id, state.own_clock, state.body = peer, visitor_id, own_clock, body
        state.elsewhere = ""

    def hear_elsewhere(self, server: str, client: int, visitor_id: str, body: dict[str, Any] | None, at: float) -> None:
        """What another server says of one of its sockets. Who has a socket here speaks for themselves."""
        state = self._states.get(client)
        if state is not None and state.body is not None and not state.elsewhere:
            return
        if body is None and (state is None or state.elsewhere != server):
            return
        if state is None and len(self._states) >= MOST_REMEMBERED:
            return
        self._put(0, visitor_id, client, 0, body)
        state = self._states[client]
        state.elsewhere, state.heard = (server if body is not None else ""), at

    def forget_elsewhere(self, before: float) -> None:
        """Of whom nothing was heard since then, their server is gone."""
        for client, state in self._states.items():
            if state.elsewhere and state.heard < before:
                self._put(0, state.visitor_id, client, 0, None)

    def said_here(self, clients: Iterable[int] | None = None) -> list[tuple[int, str, dict[str, Any] | None]]:
        """Client, visitor and state of those of them whose sockets are here; without ``clients`` of all who are."""
        if clients is None:
            clients = [client for client, state in self._states.items() if state.body is not None]
        found = ((client, self._states[client]) for client in clients if client in self._states)
        return [(client, state.visitor_id, state.body) for client, state in found if not state.elsewhere]

    def leave(self, peer: int) -> None:
        client = self._client_of.pop(peer, None)
        state = None if client is None else self._states[client]
        if client is None or state is None or state.body is None:
            return
        state.body = None
        state.clock += 1
        self.changed.add(client)
        self._forget_oldest()

    def rename(self, visitor_id: str, user: dict[str, Any]) -> None:
        """The server's truth about a person changed."""
        for client, state in self._states.items():
            if state.visitor_id == visitor_id and state.body is not None and state.body.get("user") != user:
                state.body = {**state.body, "user": user}
                state.clock += 1
                self.changed.add(client)

    def renew(self) -> None:
        """Says everything again: browsers forget who was not heard of for half a minute."""
        for client, state in self._states.items():
            if state.body is not None:
                state.clock += 1
                self.changed.add(client)

    def take_changed(self) -> dict[int, bytes]:
        """The entries to tell, by client id. They count as told."""
        entries = {client: self._entry(client) for client in self.changed if client in self._states}
        self.changed.clear()
        return entries

    def everyone(self) -> bytes | None:
        """What a new peer is told, or None when nobody is here."""
        entries = [self._entry(client) for client, state in self._states.items() if state.body is not None]
        return protocol.presence(entries) if entries else None

    def client_of(self, peer: int) -> int | None:
        return self._client_of.get(peer)

    def present(self) -> set[str]:
        """The visitors who are here."""
        return {state.visitor_id for state in self._states.values() if state.body is not None}

    def _entry(self, client: int) -> bytes:
        state = self._states[client]
        return protocol.presence_entry(client, state.clock, _encode(state.body))

    def _forget_oldest(self) -> None:
        """Ids that left are remembered, so that an echo cannot revive them; a room does not remember for ever."""
        gone = [client for client, state in self._states.items() if state.body is None and client not in self.changed]
        for client in gone[: max(0, len(self._states) - MOST_REMEMBERED)]:
            del self._states[client]


def _encode(body: object) -> str:
    """Infinity and NaN are not JSON: one of them would make the frame unreadable for everybody."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
