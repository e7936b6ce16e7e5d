"""The open sockets of one room: the same frame to all of them, and the notices for the panels beside the board."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.close_codes import Close
from core.live.room.membership import MemberList
from core.live.room.peer import Peer


class PeerGroup:
    """Iterates over a copy: a peer that cannot take a frame leaves the group at once."""

    def __init__(self) -> None:
        self._peers: dict[int, Peer] = {}

    def __len__(self) -> int:
        return len(self._peers)

    def __iter__(self) -> Iterator[Peer]:
        return iter(list(self._peers.values()))

    def add(self, peer: Peer) -> None:
        self._peers[peer.number] = peer

    def remove(self, peer: Peer) -> bool:
        """False when it is not in the group any more."""
        return self._peers.pop(peer.number, None) is not None

    def broadcast(self, frame: bytes, but: Collection[Peer] = ()) -> None:
        for peer in self:
            if peer not in but:
                peer.send(frame)

    def broadcast_json(self, body: dict[str, Any], own: Mapping[int, dict[str, Any]] | None = None) -> None:
        """``own``: what else a peer is told in the same frame, by its number. Their pages take in both at once."""
        frame = protocol.custom(body)
        for peer in self:
            more = own.get(peer.number) if own else None
            peer.send(frame if more is None else protocol.custom({**body, **more}))

    def close_all(self, code: Close) -> None:
        for peer in self:
            peer.close(code)


class PanelNotices:
    """Tells the panels that what they show has changed.

    What many cause in a row (typing, a crowd that comes in) is told at most every few seconds, the first at once and
    the last at the end of the pause: each notice makes every page of the room draw its panels again. That the clock
    moved on concerns only the panels of those who have buttons for it; everybody hears of it with the meeting.
    """

    def __init__(self, peers: PeerGroup, members: MemberList, limits: Limits) -> None:
        self._peers = peers
        self._members = members
        self._pauses = {"record": limits.record_notice_seconds, "members": limits.members_notice_seconds}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._due: set[str] = set()

    def send(self, topic: str) -> None:
        if topic in self._timers:
            self._due.add(topic)
            return
        self._broadcast(topic)
        self._due.discard(topic)
        if topic in self._pauses:
            loop = asyncio.get_running_loop()
            self._timers[topic] = loop.call_later(self._pauses[topic], self._on_timer, topic)

    def stop(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._due.clear()

    def _on_timer(self, topic: str) -> None:
        del self._timers[topic]
        if topic in self._due:
            self.send(topic)

    def _broadcast(self, topic: str) -> None:
        others = [peer for peer in self._peers if topic == "clock" and not self._members.may_run_clock(peer)]
        self._peers.broadcast(protocol.custom({"type": "notice", "topic": topic}), but=others)
