"""Which peers of a room are still there: a silent tab is not counted, and an absent facilitator is reported.

A closed lid, a crash or a dead network sends no close frame, so a silent tab is pinged, and answers at once, hidden or
not. Facilitators are pinged after a second, everybody else less often. A tab that never answered a ping (an older page)
counts as present as long as its socket is open. Servers of one room exchange how long their facilitators have been
silent, in seconds, so that each can judge by its own clock.

Not here: frames, sockets, and what follows when a facilitator is away.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.peer import Peer
from core.live.room.presence.presence_table import PresenceTable

_PING = protocol.custom({"type": "ask"})  # answered with "here"


class Attendance:
    """``at`` is the process's steady clock in seconds everywhere."""

    def __init__(self, presence: PresenceTable, limits: Limits, at: float) -> None:
        self._presence = presence
        self._limits = limits
        self._created_at = at
        self._checked_at = at
        self._seen_at: dict[str, float] = {}
        self._expected_until: dict[str, float] = {}

    def start(self, at: float) -> None:
        """Somebody came into an empty room: from here on ``check`` is called regularly."""
        self._checked_at = at

    def frame_received(self, peer: Peer, user: dict[str, Any] | None, at: float) -> bool:
        """True when the peer was suspended and is shown again."""
        peer.last_frame_at = at
        resumed = user is not None and self._presence.resume(peer.number, user)
        if self._has_controls(peer):
            self._seen_at[peer.visitor_id] = at
        return resumed

    def ping_answered(self, peer: Peer) -> None:
        """It knows pings, so from now on its silence means something."""
        peer.answers_pings = True

    def peer_left(self, peer: Peer, at: float) -> None:
        """Before its presence is removed. A reload comes back before anybody counts as away."""
        if self._has_controls(peer):
            self._seen_at[peer.visitor_id] = at

    def expect(self, visitor_id: str, at: float) -> None:
        """They asked for the page: on a slow computer it takes a while until its socket is here."""
        self._expected_until[visitor_id] = at + self._limits.reload_seconds

    def silences_reported(self, silences: Mapping[str, float], at: float) -> None:
        """By another server: seconds since it received anything from these facilitators."""
        longest = self._limits.silence_seconds
        for visitor_id, seconds in silences.items():
            # Compared and not converted: JSON may hold a whole number that no float can.
            if isinstance(seconds, int | float) and -longest < seconds < longest:
                self._seen_at[visitor_id] = max(self._seen_at.get(visitor_id, -math.inf), at - max(0.0, seconds))

    def silences(self, facilitators: Collection[str], at: float) -> dict[str, float]:
        """Seconds since anything was received, for those facilitators who were seen lately. For other servers."""
        known = {
            visitor_id: at - self._seen_at[visitor_id] for visitor_id in facilitators if visitor_id in self._seen_at
        }
        known |= {visitor_id: 0.0 for visitor_id in facilitators if self._is_expected(visitor_id, at)}
        lately = 2 * self._limits.away_seconds
        return {visitor_id: round(silent, 2) for visitor_id, silent in known.items() if silent < lately}

    def check(self, peers: Iterable[Peer], facilitators: Collection[str], at: float) -> None:
        """Regularly: pings who is silent, and suspends who does not answer."""
        late = at - self._checked_at - self._limits.attendance_seconds
        self._checked_at = at
        if late > self._limits.stall_seconds:  # this server was held up: no frame could be received meanwhile
            self._discount(peers, late)
        for peer in peers:
            if not peer.answers_pings and self._has_controls(peer):
                self._seen_at[peer.visitor_id] = at
            self._check_peer(peer, peer.visitor_id in facilitators, at)

    def _check_peer(self, peer: Peer, is_facilitator: bool, at: float) -> None:
        limits = self._limits
        silent = at - peer.last_frame_at
        if silent <= (limits.ping_seconds if is_facilitator else limits.ping_others_seconds):
            return
        if peer.last_ping_at <= peer.last_frame_at:
            peer.last_ping_at = at
            peer.send(_PING)
        if peer.answers_pings and silent > (limits.away_seconds if is_facilitator else limits.gone_seconds):
            self._presence.suspend(peer.number)

    def facilitator_away(self, facilitators: Collection[str], status: str, at: float) -> bool:
        """Whether the meeting has facilitators and all of them are silent.

        Before the start nobody counts as away who has not been here yet.
        """
        if not facilitators or status == "finished":
            return False
        if any(self._is_expected(visitor_id, at) for visitor_id in facilitators):
            return False
        seen = [self._seen_at[visitor_id] for visitor_id in facilitators if visitor_id in self._seen_at]
        if status != "lobby":
            seen.append(self._created_at)
        return bool(seen) and at - max(seen) > self._limits.away_seconds

    def _is_expected(self, visitor_id: str, at: float) -> bool:
        return self._expected_until.get(visitor_id, at) > at

    def _has_controls(self, peer: Peer) -> bool:
        """A shared screen has none: whoever has only that open does not lead from there."""
        view = self._presence.view_of(peer.number)
        return view is not None and view != "present"

    def _discount(self, peers: Iterable[Peer], seconds: float) -> None:
        for peer in peers:
            peer.last_frame_at += seconds
        self._seen_at = {visitor_id: seen + seconds for visitor_id, seen in self._seen_at.items()}
