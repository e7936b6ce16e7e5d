"""One meeting's room: composes its parts, and hands each frame and each event to the part that it concerns.

``document`` takes changes and broadcasts what is committed, ``presence`` knows who is here, ``meeting`` holds the
clock and what else everybody is told, ``quiet`` the quiet minute, ``votes`` what each person is told of the silent
vote, ``members`` who may do what, ``departures`` who may still hold unsent text. A room never awaits a peer, and one
peer's bad frame ends that peer only.

Not here: sockets, HTTP, SQL.
"""

from collections.abc import Callable
from typing import Any

from core.domain.permissions import Role
from core.errors import TooMany
from core.live.backend import Backend
from core.live.limits import LIMITS, Limits
from core.live.room import protocol
from core.live.room.close_codes import Close
from core.live.room.departures import DepartureTracker
from core.live.room.document.commit_queue import CommitQueue
from core.live.room.document.room_document import RoomDocument
from core.live.room.meeting_message import members_message, own_member
from core.live.room.meeting_reader import MeetingReader, read_meeting
from core.live.room.meeting_state import MeetingState
from core.live.room.membership import MemberList
from core.live.room.peer import Peer
from core.live.room.peer_group import PanelNotices, PeerGroup
from core.live.room.presence.room_presence import RoomPresence
from core.live.room.quiet_room import QuietRoom
from core.live.room.server_clock import ServerClock
from core.live.room.vote_sender import VoteSender
from core.services.documents.document_store import OpenDocument
from core.services.meetings.meeting_clock import MeetingView
from core.store.people.members import Member


class Room:
    """Made by ``Room.load``; from then on used on the event loop only. ``on_empty`` runs when the last peer leaves."""

    def __init__(
        self,
        pm_id: str,
        backend: Backend,
        opened: OpenDocument,
        view: MeetingView,
        clock: ServerClock,
        *,
        on_empty: Callable[["Room"], None],
        limits: Limits = LIMITS,
        trouble: str | None = None,
    ) -> None:
        self.pm_id = pm_id
        self.peers = PeerGroup()
        self.members = MemberList(view.members)
        self.meeting = MeetingState(view, clock, self.peers)
        self.votes = VoteSender(view.vote, self.peers, self.members)
        self.notices = PanelNotices(self.peers, self.members, limits)
        self.quiet = QuietRoom(pm_id, backend, view.quiet, self.peers, self.members, clock, limits)
        self.presence = RoomPresence(
            pm_id, backend, self.peers, self.members, self.meeting, limits, on_present=self.quiet.present
        )
        self._on_empty = on_empty
        self._limits = limits
        self._departures = DepartureTracker(pm_id, backend, limits, self._writers)
        self._document = RoomDocument(
            pm_id,
            backend,
            opened,
            peers=self.peers,
            members=self.members,
            meeting=self.meeting,
            departures=self._departures,
            limits=limits,
            trouble=trouble,
        )
        self._reader = MeetingReader(
            pm_id,
            backend,
            clock,
            on_start=self.members.read_begins,
            on_view=self._update,
            on_removed=lambda: self.peers.close_all(Close.NO_MEETING),
            limits=limits,
        )

    @classmethod
    async def load(
        cls,
        pm_id: str,
        backend: Backend,
        *,
        on_empty: Callable[["Room"], None],
        limits: Limits = LIMITS,
        trouble: str | None = None,
    ) -> "Room":
        """Reads document, meeting and members. Raises NotFound, StorageTrouble."""
        clock = ServerClock()
        opened = await backend.open(pm_id)
        view = await read_meeting(pm_id, backend, clock)
        return cls(pm_id, backend, opened, view, clock, on_empty=on_empty, limits=limits, trouble=trouble)

    @property
    def commits(self) -> CommitQueue:
        return self._document.commits

    # Peers

    def add(self, peer: Peer, member: Member) -> None:
        """Lets a member in. The content follows as soon as no commit is in flight. Raises TooMany."""
        if len(self.peers) >= self._limits.room_peers:
            raise TooMany()
        if self.members.admit(member):
            self.refresh_soon()
        if not self.peers:
            self.presence.room_opened()
        peer.on_close = self.remove
        self.peers.add(peer)
        self._welcome(peer)
        self._departures.peer_joined(peer, self.meeting.status)
        self.presence.peer_joined(peer)

    def _welcome(self, peer: Peer) -> None:
        welcome = {
            "type": "welcome",
            "you": own_member(self.members[peer.visitor_id]),
            "epoch": self.commits.document.epoch,
            "server_time": self.meeting.clock.milliseconds(),
            "title": self.meeting.title,
        }
        for body in (welcome, members_message(self.members), self.meeting.message()):
            peer.send(protocol.custom(body))
        peer.send(self.quiet.frame_for(peer))
        peer.send(self.votes.frame_for(peer))
        present = self.presence.snapshot()
        if present is not None:
            peer.send(present)
        self._document.peer_joined(peer)

    def remove(self, peer: Peer) -> None:
        """Also called when a peer is closed from here; whatever it typed stays on its way into the log."""
        if not self.peers.remove(peer):
            return
        try:
            if self.members.may_write(peer):
                self._departures.peer_left(peer, self.meeting.status)
            self.presence.peer_left(peer)
        finally:  # whatever went wrong above: a room of which nobody learns that it is empty stays loaded for ever
            if not self.peers:
                self._stop_timers()
                self._on_empty(self)

    def role(self, peer: Peer) -> Role | None:
        return self.members.role_of(peer)

    def _writers(self) -> list[Peer]:
        return [peer for peer in self.peers if self.members.may_write(peer)]

    # Frames

    async def receive(self, peer: Peer, frame: bytes) -> float:
        """Handles one frame. Returns how many seconds not to read from the peer. Raises DebriefError to end it."""
        message = protocol.parse(frame, self._limits)
        self.presence.frame_received(peer)
        match message:
            case protocol.Change():
                await self._document.receive_change(peer, message)
            case protocol.AskSync():
                self._document.answer_sync(peer, message.vector)
                return peer.pause_after(len(frame), is_sync_request=True)
            case protocol.Presence():
                return peer.pause_after(len(frame), is_free=not self.presence.update(peer, message))
            case protocol.AskPresence():
                present = self.presence.snapshot()
                if present is not None:
                    peer.send(present)
            case protocol.Custom():
                self._receive_custom(peer, message.body)
        return peer.pause_after(len(frame))

    def _receive_custom(self, peer: Peer, body: dict[str, Any]) -> None:
        match body.get("type"):
            case "all_sent" if self.members.may_write(peer) and self.meeting.status == "finished":
                self._departures.all_sent(peer)
            case "here":
                self.presence.ping_answered(peer)
            case "probe":
                sent_at, now = _number(body.get("t0")), self.meeting.clock.milliseconds()
                peer.send(protocol.custom({"type": "probe", "t0": sent_at, "server_time": now}))

    # Changes

    def refresh(self) -> None:
        """Reads the meeting and its members again, soon."""
        self._reader.request()

    def refresh_soon(self) -> None:
        """The same for what changed about its members: of a crowd that comes in all are read together."""
        self._reader.request_soon()

    def _update(self, view: MeetingView) -> None:
        """A quiet minute that opens with a section is told in the frame of the section: a page draws both at once."""
        status = self.meeting.status
        quiet = self.quiet.update(view.quiet)
        if not self.meeting.update(view, {number: {"quiet": body} for number, body in quiet.items()}):
            self.quiet.send(quiet)
        self._departures.status_changed(status, self.meeting.status)
        if self.members.replace(view.members):
            self._members_changed()
        self.votes.update(view.vote)

    def _members_changed(self) -> None:
        """Whoever was removed is closed now; who was renamed is shown so."""
        for peer in self.peers:
            if peer.visitor_id not in self.members:
                peer.close(Close.NOT_MEMBER)
        self.presence.members_changed()
        self.peers.broadcast_json(members_message(self.members))

    # The end

    def _stop_timers(self) -> None:
        self.presence.stop()
        self.notices.stop()
        self.quiet.stop()
        self._reader.stop_pause()

    async def shutdown(self) -> None:
        """When nobody is here: stores everything, then nothing is left running."""
        self._stop_timers()
        await self._reader.finish()
        await self.quiet.finish()
        await self._departures.shutdown()
        await self.commits.shutdown()


def _number(value: object) -> int | float | None:
    """Echoes a number and nothing else."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53 else None
