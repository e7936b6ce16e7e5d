"""The open sockets of one room: the same frame to all of them, and the notices for the panels beside the board."""

import asyncio
from collections.abc import Collection, Iterator
from typing import Any

from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.close_codes import Close
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

    def broadcast_json(self, body: dict[str, Any]) -> None:
        self.broadcast(protocol.custom(body))

    def close_all(self, code: Close) -> None:
        for peer in self:
            peer.close(code)


class PanelNotices:
    """Tells the panels that what they show has changed. The topic ``record`` is sent at most every few seconds."""

    def __init__(self, peers: PeerGroup, limits: Limits) -> None:
        self._peers = peers
        self._limits = limits
        self._timer: asyncio.TimerHandle | None = None
        self._is_due = False

    def send(self, topic: str) -> None:
        if topic == "record":
            self._send_record()
        else:
            self._broadcast(topic)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _send_record(self) -> None:
        """The first at once, the last at the end of the pause."""
        if self._timer is not None:
            self._is_due = True
            return
        self._broadcast("record")
        self._is_due = False
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._limits.record_notice_seconds, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        if self._is_due:
            self._send_record()

    def _broadcast(self, topic: str) -> None:
        self._peers.broadcast_json({"type": "notice", "topic": topic})
