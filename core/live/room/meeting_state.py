"""The state of a room's meeting, and its messages to everybody when it changes.

It is read from the database (``meeting_reader``) and from the document (skipped sections, the title); whether a
facilitator is there comes from presence. Not here: the shape of the messages (``meeting_message``).
"""

from collections.abc import Mapping
from typing import Any

from core.domain.postmortem import Postmortem, SectionId
from core.live.room.meeting_message import meeting_message
from core.live.room.peer_group import PeerGroup
from core.live.room.server_clock import ServerClock
from core.services.meetings.meeting_clock import MeetingView


class MeetingState:
    def __init__(self, view: MeetingView, clock: ServerClock, peers: PeerGroup) -> None:
        self.clock = clock
        self.title = view.title
        self._view = view
        self._peers = peers
        self._skipped: frozenset[SectionId] = frozenset()
        self._away = False

    @property
    def status(self) -> str:
        return self._view.meeting.status

    @property
    def away(self) -> bool:
        """Whether the meeting has facilitators and none of them is there."""
        return self._away

    @property
    def facilitator_ids(self) -> set[str]:
        return {member.visitor_id for member in self._view.facilitators}

    @property
    def in_review(self) -> bool:
        """What became of an action is part of what is shown, although it is no part of the document."""
        return self._view.review is not None

    def message(self) -> dict[str, Any]:
        return meeting_message(self._view, self.clock.now(), self._skipped, away=self._away)

    def update(self, view: MeetingView, own: Mapping[int, dict[str, Any]] | None = None) -> bool:
        """What the database says now. True when it is something new: it was sent, and ``own`` with it
        (``PeerGroup.broadcast_json``)."""
        before, self._view = self._view, view
        changed = (before.meeting, before.facilitators, before.review) != (view.meeting, view.facilitators, view.review)
        if changed:
            self._peers.broadcast_json(self.message(), own)
        return changed

    def document_read(self, postmortem: Postmortem) -> None:
        self.title = postmortem.title or self.title
        if postmortem.skipped != self._skipped:
            self._skipped = postmortem.skipped
            self._broadcast()

    def set_away(self, away: bool) -> None:
        """Whether the meeting has facilitators and none of them is there."""
        if away is not self._away:
            self._away = away
            self._broadcast()

    def _broadcast(self) -> None:
        self._peers.broadcast_json(self.message())
