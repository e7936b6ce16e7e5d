"""Who is present in a room: awareness states by client id, with the identity that the server knows.

A tab reports where it is and whether it types; its identity comes from the server. One socket speaks for one
client id, and an id that has left can only be taken up again by the same visitor, because browsers
send everybody's states back and would otherwise show people who have left.

The clocks on the wire are the server's own, one counter per client id: a tab that reconnects with an
old clock is shown at once, and nobody can lock an id by sending the largest number.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.errors import BadInput, TooLarge
from core.live.limits import LIMITS, Limits
from core.live.room import protocol
from core.live.room.protocol import UNREADABLE


@dataclass(slots=True)
class _State:
    peer: int
    visitor_id: str
    clock: int
    own_clock: int
    body: dict[str, Any] | None
    remote_server: str = ""
    """The server that has its socket, when it is not this one."""
    reported_at: float = 0.0
    """When that server reported it last, by this process's steady clock."""


class PresenceTable:
    """``changed`` holds the client ids whose state has not been broadcast yet, ``urgent`` those of them who did more
    than go to another section."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._states: dict[int, _State] = {}
        self._client_of: dict[int, int] = {}
        self._suspended: dict[int, tuple[int, dict[str, Any]]] = {}
        self.changed: set[int] = set()
        self.urgent: set[int] = set()

    def update(self, peer: int, visitor_id: str, user: dict[str, Any], entries: protocol.Presence) -> bytes | None:
        """Takes a socket's own state out of its frame. Returns the echo for it, or None if it was not in the frame.

        Raises BadInput, TooLarge; a frame that is refused changes nothing.
        """
        for client, clock, raw in entries.entries:
            if not self._owns(peer, visitor_id, client, raw):
                continue
            body = self._body(raw)  # before the socket is bound to the id
            self._client_of[peer] = client
            if body is not None:
                body["user"] = user
            self._put(peer, visitor_id, client, clock, body)
            return protocol.presence([protocol.presence_entry(client, clock, raw.decode())])
        return None

    def _owns(self, peer: int, visitor_id: str, client: int, raw: bytes) -> bool:
        bound = self._client_of.get(peer)
        if bound is not None:
            return bound == client
        known = self._states.get(client)
        # A tab that another server reported and that is here now has moved; that server may not have noticed yet.
        taken = known is not None and known.body is not None and not known.remote_server
        return not (raw == b"null" or taken or (known is not None and known.visitor_id != visitor_id))

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
            self._note_change(client, state, is_urgent=not _only_went_elsewhere(state.body, body))
        state.peer, state.visitor_id, state.own_clock, state.body = peer, visitor_id, own_clock, body
        state.remote_server = ""

    def update_remote(self, server: str, client: int, visitor_id: str, body: dict[str, Any] | None, at: float) -> None:
        """What another server reports of one of its sockets. A socket of this server takes precedence."""
        state = self._states.get(client)
        if state is not None and state.body is not None and not state.remote_server:
            return
        if body is None and (state is None or state.remote_server != server):
            return
        if (state is None and len(self._states) >= self._limits.presence_remembered) or not _is_encodable(client, body):
            return
        self._put(0, visitor_id, client, 0, body)
        if client in self.changed:
            self.urgent.add(client)  # that server has collected already
        state = self._states[client]
        state.remote_server, state.reported_at = (server if body is not None else ""), at

    def expire_remote(self, before: float) -> None:
        """Removes the sockets of other servers that were not reported since then."""
        for client, state in self._states.items():
            if state.remote_server and state.reported_at < before:
                self._put(0, state.visitor_id, client, 0, None)

    def local_states(self, clients: Iterable[int] | None = None) -> list[tuple[int, str, dict[str, Any] | None]]:
        """Client, visitor and state of those whose sockets are on this server; without ``clients`` of all present."""
        if clients is None:
            clients = [client for client, state in self._states.items() if state.body is not None]
        found = ((client, self._states[client]) for client in clients if client in self._states)
        return [(client, state.visitor_id, state.body) for client, state in found if not state.remote_server]

    def view_of(self, peer: int) -> str | None:
        """Which page a socket's tab reports to show; None while it has reported nothing or is suspended."""
        client = self._client_of.get(peer)
        body = self._states[client].body if client is not None and client in self._states else None
        return None if body is None else str(body.get("view", "room"))

    def suspend(self, peer: int) -> None:
        """Its socket is open and silent: it is shown as gone until its next frame."""
        client = self._client_of.get(peer)
        body = self._states[client].body if client is not None and client in self._states else None
        if client is not None and body is not None:
            self.remove(peer)
            self._suspended[peer] = client, body

    def resume(self, peer: int, user: dict[str, Any]) -> bool:
        """A frame of it came. True when it had been suspended and is shown again, as it was."""
        client, body = self._suspended.pop(peer, (None, None))
        state = None if client is None else self._states.get(client)
        if client is None or body is None or (state is not None and state.body is not None):
            return False
        visitor_id = state.visitor_id if state is not None else str(user.get("id", ""))
        self._client_of[peer] = client
        self._put(peer, visitor_id, client, state.own_clock if state is not None else 0, {**body, "user": user})
        return True

    def remove(self, peer: int) -> None:
        """The socket is gone. Never raises: a room is evicted only after its last socket has left."""
        self._suspended.pop(peer, None)
        client = self._client_of.pop(peer, None)
        state = None if client is None else self._states.get(client)
        if client is None or state is None or state.body is None:
            return
        state.body = None
        self._note_change(client, state)
        self._forget_oldest()

    def set_user(self, visitor_id: str, user: dict[str, Any]) -> None:
        """Name, colour or role of a person changed in the database."""
        for client, state in self._states.items():
            if state.visitor_id == visitor_id and state.body is not None and state.body.get("user") != user:
                state.body = {**state.body, "user": user}
                self._note_change(client, state)

    def renew(self) -> None:
        """Marks everything as changed: browsers drop a person after half a minute without news."""
        for client, state in self._states.items():
            if state.body is not None:
                self._note_change(client, state)

    def take_changed(self, *, only_urgent: bool = False) -> dict[int, bytes]:
        """The entries to broadcast, by client id. They count as broadcast."""
        taken = set(self.urgent if only_urgent else self.changed)
        self.changed -= taken
        self.urgent -= taken
        return {client: self._entry(client) for client in taken if client in self._states}

    def snapshot(self) -> bytes | None:
        """One frame with everybody, for a new peer; None when nobody is present."""
        entries = [self._entry(client) for client, state in self._states.items() if state.body is not None]
        return protocol.presence(entries) if entries else None

    def client_of(self, peer: int) -> int | None:
        return self._client_of.get(peer)

    def present(self) -> set[str]:
        """The ids of the visitors who are shown as present."""
        return {state.visitor_id for state in self._states.values() if state.body is not None}

    def present_in_room(self) -> set[str]:
        """The same, of those who have more than a shared screen open."""
        bodies = [(state.visitor_id, state.body) for state in self._states.values()]
        return {visitor_id for visitor_id, body in bodies if body is not None and body.get("view") != "present"}

    def _note_change(self, client: int, state: _State, *, is_urgent: bool = True) -> None:
        state.clock += 1
        self.changed.add(client)
        if is_urgent:
            self.urgent.add(client)

    def _entry(self, client: int) -> bytes:
        state = self._states[client]
        return protocol.presence_entry(client, state.clock, _encode(state.body))

    def _forget_oldest(self) -> None:
        """Ids that left are kept, so that an echo cannot bring them back, up to a bound."""
        gone = [client for client, state in self._states.items() if state.body is None and client not in self.changed]
        for client in gone[: max(0, len(self._states) - self._limits.presence_remembered)]:
            del self._states[client]


def _only_went_elsewhere(before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """Another section, and no caret any more or as before: what everybody does at a Next."""
    if before is None or after is None or after.get("cursor") not in (None, before.get("cursor")):
        return False
    places = {"section": None, "cursor": None}
    return {**before, **places} == {**after, **places}


def _is_encodable(client: int, body: object) -> bool:
    """Checked before it is kept: one entry that cannot be encoded would keep all others from being broadcast."""
    try:
        _encode(body)
    except (ValueError, RecursionError):
        return False
    return 0 <= client < protocol.MAX_CLIENT


def _encode(body: object) -> str:
    """Infinity and NaN are not JSON: one of them would make the frame unreadable for everybody."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
