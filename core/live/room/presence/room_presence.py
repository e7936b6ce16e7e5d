"""Presence in one room: what is broadcast about who is here, when, and whether a facilitator is.

The table holds the states, attendance judges silences, remote presence exchanges both with other servers. This module
owns their timers: one frame for all that changed in a moment, everybody again by and by, and a regular check.
"""

import asyncio
from collections.abc import Callable
from time import monotonic

from core.live.backend import Backend
from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.meeting_message import presence_user
from core.live.room.meeting_state import MeetingState
from core.live.room.membership import MemberList
from core.live.room.peer import Peer
from core.live.room.peer_group import PeerGroup
from core.live.room.presence.attendance import Attendance
from core.live.room.presence.presence_table import PresenceTable
from core.live.room.presence.remote_presence import RemotePresence


class RoomPresence:
    def __init__(
        self,
        pm_id: str,
        backend: Backend,
        peers: PeerGroup,
        members: MemberList,
        meeting: MeetingState,
        limits: Limits,
        *,
        on_present: Callable[[set[str]], None],
    ) -> None:
        """``on_present`` is told regularly who is shown as present in the room, shared screens not counted."""
        self._peers = peers
        self._members = members
        self._meeting = meeting
        self._limits = limits
        self._on_present = on_present
        self._table = PresenceTable(limits)
        self._attendance = Attendance(self._table, limits, monotonic())
        self._remote = RemotePresence(pm_id, backend, self._table, self._attendance, limits)
        self._broadcast_timer: asyncio.TimerHandle | None = None
        self._moves_timer: asyncio.TimerHandle | None = None
        self._renew_timer: asyncio.TimerHandle | None = None
        self._check_timer: asyncio.TimerHandle | None = None

    # Peers

    def room_opened(self) -> None:
        """The first peer is about to join."""
        self._remote.request_states()

    def peer_joined(self, peer: Peer) -> None:
        peer.last_frame_at = monotonic()
        if self._renew_timer is None:
            self._renew_later()
            self._attendance.start(monotonic())
            self._check_later()

    def peer_left(self, peer: Peer) -> None:
        self._attendance.peer_left(peer, monotonic())
        self._table.remove(peer.number)
        self._broadcast_soon()
        if not self._peers:
            self._remote.send_states(self._table.changed)

    def snapshot(self) -> bytes | None:
        return self._table.snapshot()

    def frame_received(self, peer: Peer) -> None:
        """Any frame shows that a peer is there."""
        member = self._members.of(peer)
        if self._attendance.frame_received(peer, presence_user(member) if member else None, monotonic()):
            self._broadcast_soon()

    def ping_answered(self, peer: Peer) -> None:
        self._attendance.ping_answered(peer)

    def update(self, peer: Peer, message: protocol.Presence) -> bool:
        """Takes a peer's own state. The echo keeps y-websocket's socket open: it gives up after 30 s of silence."""
        member = self._members.of(peer)
        if member is None:
            return False
        echo = self._table.update(peer.number, peer.visitor_id, presence_user(member), message)
        if echo is not None:
            peer.send(echo)
            self.frame_received(peer)  # from now on it is known which page this tab shows
            self._broadcast_soon()
        return echo is not None

    # News from elsewhere

    def expect_reload(self, visitor_id: str) -> None:
        """A browser of theirs asked for the page: its socket follows."""
        self._attendance.expect(visitor_id, monotonic())

    def relay_received(self, server: str, text: str) -> None:
        self._remote.receive(server, text)
        self._broadcast_soon()

    def members_changed(self) -> None:
        for member in self._members:
            self._table.set_user(member.visitor_id, presence_user(member))
        self._broadcast_soon()

    # Timers

    def stop(self) -> None:
        for timer in (self._broadcast_timer, self._moves_timer, self._renew_timer, self._check_timer):
            if timer is not None:
                timer.cancel()
        self._broadcast_timer = self._moves_timer = self._renew_timer = self._check_timer = None

    def _broadcast_soon(self) -> None:
        """Other servers hear of everything soon, and collect for themselves."""
        if not self._peers:
            return
        loop = asyncio.get_running_loop()
        if self._table.urgent and self._broadcast_timer is None:
            self._broadcast_timer = loop.call_later(self._limits.presence_seconds, self._broadcast_urgent)
        if self._table.changed - self._table.urgent and self._moves_timer is None:
            self._moves_timer = loop.call_later(self._limits.presence_moves_seconds, self._broadcast)

    def _broadcast_urgent(self) -> None:
        self._broadcast_timer = None
        self._send(self._table.take_changed(only_urgent=True))

    def _broadcast(self) -> None:
        if self._moves_timer is not None:
            self._moves_timer.cancel()
            self._moves_timer = None
        self._send(self._table.take_changed())

    def _send(self, entries: dict[int, bytes]) -> None:
        """One frame with all that changed, without the reader's own state: that would overwrite what it holds now."""
        if not entries:
            return
        self._remote.send_states(entries)
        whole = protocol.presence(list(entries.values()))
        for peer in self._peers:
            own = self._table.client_of(peer.number)
            if own not in entries:
                peer.send(whole)
            elif len(entries) > 1:
                peer.send(protocol.presence([entry for client, entry in entries.items() if client != own]))

    def _renew_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._renew_timer = loop.call_later(self._limits.presence_renew_seconds, self._renew)

    def _renew(self) -> None:
        self._remote.expire()
        self._table.renew()
        self._broadcast()
        self._renew_later()

    def _check_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._check_timer = loop.call_later(self._limits.attendance_seconds, self._check)

    def _check(self) -> None:
        """Who has gone silent, and whether any facilitator is there."""
        at = monotonic()
        facilitators = self._meeting.facilitator_ids
        self._attendance.check(self._peers, facilitators, at)
        self._broadcast_soon()
        self._remote.send_silences(self._attendance.silences(facilitators, at), at)
        self._on_present(self._table.present_in_room())
        self._meeting.set_away(self._attendance.facilitator_away(facilitators, self._meeting.status, at))
        self._check_later()
