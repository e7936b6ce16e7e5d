"""A room's part of the quiet minute: tells each peer of it, and reveals it when everybody is done or its time is over.

What a room knows that the database does not is who is connected. Every server of a meeting does the same; the service
reveals a round once. Not here: the shape of the message (``quiet_message``), what a reveal does.
"""

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

from core.domain import quiet_minute as rules
from core.domain.permissions import Role
from core.errors import DebriefError
from core.live.backend import Backend
from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.membership import MemberList
from core.live.room.peer import Peer
from core.live.room.peer_group import PeerGroup
from core.live.room.quiet_message import quiet_message
from core.live.room.server_clock import ServerClock
from core.services.meetings.quiet_state import QuietState

_log = logging.getLogger(__name__)


class QuietRoom:
    def __init__(
        self,
        pm_id: str,
        backend: Backend,
        state: QuietState,
        peers: PeerGroup,
        members: MemberList,
        clock: ServerClock,
        limits: Limits,
    ) -> None:
        self._pm_id = pm_id
        self._backend = backend
        self._state = state
        self._peers = peers
        self._members = members
        self._clock = clock
        self._limits = limits
        self._loaded_at = monotonic()
        self._seen_at: dict[str, float] = {}
        self._connected: frozenset[str] = frozenset()
        self._done_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def frame_for(self, peer: Peer) -> bytes:
        return protocol.custom(quiet_message(self._state, peer.visitor_id, self._connected))

    def update(self, state: QuietState) -> dict[int, dict[str, Any]]:
        """What the database says now. Returns what each peer has to be told of it, by its number; the room sends it."""
        before, self._state = self._state, state
        self._set_timer()
        self._check()
        return self._changes(before, self._connected)

    def send(self, changes: Mapping[int, dict[str, Any]]) -> None:
        for peer in self._peers:
            if peer.number in changes:
                peer.send(protocol.custom(changes[peer.number]))

    def present(self, visitor_ids: set[str]) -> None:
        """Regularly: who is connected now. Whoever reloads is still counted for as long as that may take."""
        at = monotonic()
        self._seen_at.update(dict.fromkeys(visitor_ids, at))
        since = at - self._limits.reload_seconds
        self._seen_at = {who: seen for who, seen in self._seen_at.items() if seen >= since}
        before = self._connected
        self._connected = frozenset(
            member.visitor_id for member in self._members if self._is_waited_for(member.visitor_id)
        )
        if self._state.minute.is_open:
            self.send(self._changes(self._state, before))
        self._check()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def finish(self) -> None:
        """Waits for a reveal that is under way."""
        self.stop()
        if self._task is not None:
            await self._task

    def _is_waited_for(self, visitor_id: str) -> bool:
        return visitor_id in self._seen_at and self._members[visitor_id].role == Role.PARTICIPANT

    def _changes(self, state: QuietState, connected: frozenset[str]) -> dict[int, dict[str, Any]]:
        """For each peer for whom anything is different."""
        changes = {}
        for peer in self._peers:
            body = quiet_message(self._state, peer.visitor_id, self._connected)
            if body != quiet_message(state, peer.visitor_id, connected):
                changes[peer.number] = body
        return changes

    def _set_timer(self) -> None:
        self.stop()
        minute = self._state.minute
        if minute.is_open and minute.at_end and minute.ends_at is not None and self._peers:
            wait = max(0.0, (minute.ends_at - self._clock.now()).total_seconds())
            self._timer = asyncio.get_running_loop().call_later(wait, self._check)

    def _check(self) -> None:
        """A reveal that failed is tried again: presence is looked at twice a second."""
        at, minute = monotonic(), self._state.minute
        ready = at - self._loaded_at >= self._limits.quiet_reconnect_seconds
        if not (ready and rules.everybody_done(minute, self._connected)):
            self._done_since = None
        elif self._done_since is None:
            self._done_since = at
        settled = self._done_since is not None and at - self._done_since >= self._limits.quiet_done_seconds
        if self._task is None and (settled or rules.is_over(minute, self._clock.now())):
            self._task = asyncio.create_task(self._reveal(minute.number), name=f"quiet-{self._pm_id}")

    async def _reveal(self, number: int) -> None:
        try:
            await self._backend.reveal_if_due(self._pm_id, number, self._connected)
        except DebriefError as error:
            _log.warning("the quiet minute of %s could not be revealed: %s", self._pm_id, error.sentence)
        finally:
            self._task = None
