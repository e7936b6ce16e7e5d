"""One meeting's room: who is in it, what they are told, and what becomes of their frames.

The order in which typing becomes everybody's is in ``ledger``. A room never awaits a peer, and one
peer's bad frame ends that peer. Who somebody is and what they may do is the database's word, kept
here as the last view of the meeting and asked for every frame.

Not here: sockets, HTTP, SQL.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any

from core.domain.postmortem import Postmortem, SectionId
from core.domain.roles import Deed, Role, may
from core.errors import BadInput, DebriefError, NotFound, TooMany
from core.live import protocol
from core.live.backend import Backend
from core.live.closing import Close
from core.live.elsewhere import Elsewhere
from core.live.goodbyes import Goodbyes
from core.live.ledger import Ledger
from core.live.limits import LIMITS, Limits
from core.live.meeting_state import ServerClock, meeting_message, members_message, user, you
from core.live.peer import Peer
from core.live.presence import PresenceTable
from core.live.scan import Scan, scan
from core.services.meetings import MeetingView
from core.store.members import Member

_log = logging.getLogger(__name__)
NOT_A_WRITER = "You are reading along in this meeting. Ask a facilitator if you want to write."
LARGE = 8 * 1024


class Room:
    """Made by ``Room.load``; from then on used on the event loop only."""

    def __init__(self, pm_id: str, backend: Backend, ledger: Ledger, view: MeetingView, limits: Limits) -> None:
        self.pm_id = pm_id
        self.clock = ServerClock()
        self.peers: dict[int, Peer] = {}
        self.ledger = ledger
        self.on_empty: Callable[[Room], None] = lambda _: None
        self._backend = backend
        self._limits = limits
        self._view = view
        self._members = {member.visitor_id: member for member in view.members}
        self._skipped: frozenset[SectionId] = frozenset()
        self._title = view.title
        self._presence = PresenceTable(limits)
        self._elsewhere = Elsewhere(pm_id, backend, self._presence, limits)
        self._presence_timer: asyncio.TimerHandle | None = None
        self._renew_timer: asyncio.TimerHandle | None = None
        self._refreshing: asyncio.Task[None] | None = None
        self._stale = False
        self._record_timer: asyncio.TimerHandle | None = None
        self._record_again = False
        self._goodbyes = Goodbyes(pm_id, backend, limits, self._writers)
        self.clock.learn(view.now)

    @classmethod
    async def load(cls, pm_id: str, backend: Backend, limits: Limits = LIMITS, trouble: str | None = None) -> "Room":
        """Everything is there before the first person is let in."""
        ledger = await Ledger.open(pm_id, backend, limits, trouble)
        room = cls(pm_id, backend, ledger, await backend.view(pm_id), limits)
        ledger.tell = room._show
        ledger.end = room._end_writers
        ledger.say = room._say_trouble
        ledger.projected = room._read
        room._skipped = ledger.read().skipped
        return room

    # Coming and going

    def enter(self, peer: Peer, member: Member) -> None:
        """Lets a member in. The content follows as soon as no commit is in flight."""
        if len(self.peers) >= self._limits.room_peers:
            raise TooMany()
        if member.visitor_id not in self._members:
            self._members[member.visitor_id] = member
            self.refresh()
        if not self.peers:
            self._elsewhere.first_comes()
        self.peers[peer.number] = peer
        peer.on_close = self.leave
        self._greet(peer, self._members[member.visitor_id])
        self._goodbyes.entered(peer, self._view.meeting.status)
        if self._renew_timer is None:
            self._renew_later()

    def _greet(self, peer: Peer, member: Member) -> None:
        welcome = {
            "type": "welcome",
            "you": you(member),
            "epoch": self.ledger.epoch,
            "server_time": self.clock.ms(),
            "title": self._title,
        }
        for body in (welcome, members_message(self._members.values()), self._meeting()):
            peer.send(protocol.custom(body))
        if self.ledger.trouble is not None:
            peer.send(_trouble(self.ledger.trouble))
        everyone = self._presence.everyone()
        if everyone is not None:
            peer.send(everyone)
        self.ledger.when_settled(lambda: peer.send(protocol.sync_step1(self.ledger.doc.vector())))

    def leave(self, peer: Peer) -> None:
        """Also called when a peer is closed from here; whatever it typed stays on its way into the log."""
        if self.peers.pop(peer.number, None) is None:
            return
        if self._may_write(peer):
            self._goodbyes.left(peer, self._view.meeting.status)
        self._presence.leave(peer.number)
        self._flush_presence_soon()
        if not self.peers:
            self._elsewhere.tell(self._presence.changed)
            self._stop_timers()
            self.on_empty(self)

    # Frames

    def role(self, peer: Peer) -> Role | None:
        member = self._members.get(peer.visitor_id)
        return Role(member.role) if member is not None else None

    def _may_write(self, peer: Peer) -> bool:
        role = self.role(peer)
        return role is not None and may(role, Deed.WRITE)

    def _writers(self) -> list[Peer]:
        return [peer for peer in self.peers.values() if self._may_write(peer)]

    async def hear(self, peer: Peer, frame: bytes) -> float:
        """Takes one frame of a peer. Returns how long not to read from it. Raises what ends the peer."""
        message = protocol.parse(frame, self._limits)
        match message:
            case protocol.Change():
                await self._hear_change(peer, message)
                return peer.pause_after(len(frame))
            case protocol.AskSync():
                self.ledger.when_settled(lambda: self._answer(peer, message.vector))
                return peer.pause_after(len(frame), asks=True)
            case protocol.Presence():
                return peer.pause_after(len(frame), free=not self._hear_presence(peer, message))
            case protocol.AskPresence():
                everyone = self._presence.everyone()
                if everyone is not None:
                    peer.send(everyone)
            case protocol.Custom():
                self._hear_custom(peer, message.body)
        return peer.pause_after(len(frame))

    async def _hear_change(self, peer: Peer, message: protocol.Change) -> None:
        """May this person write, now? A reader's answer to our step 1 is not an attempt to write."""
        peer.received += 1
        if not self._may_write(peer):
            if not message.answer:
                peer.send(_trouble(NOT_A_WRITER))
            return
        if message.update == protocol.EMPTY_UPDATE:
            self.ledger.put(peer, message.update, None)
        elif len(message.update) > LARGE:
            self._take(peer, message, await asyncio.to_thread(scan, message.update))
        else:
            self._take(peer, message, scan(message.update))
        await self.ledger.has_room()

    def _take(self, peer: Peer, message: protocol.Change, found: Scan) -> None:
        if found.structs:
            self._goodbyes.words_came(peer, answer=message.answer)
        self.ledger.put(peer, message.update, found)

    def _answer(self, peer: Peer, vector: bytes) -> None:
        try:
            peer.send(protocol.sync_step2(self.ledger.doc.missing_for(vector)))
        except BadInput:
            peer.close(Close.MALFORMED)

    def _hear_presence(self, peer: Peer, message: protocol.Presence) -> bool:
        """The echo keeps y-websocket's socket open: it gives up after 30 s without a message."""
        member = self._members.get(peer.visitor_id)
        if member is None:
            return False
        echo = self._presence.hear(peer.number, peer.visitor_id, user(member), message)
        if echo is not None:
            peer.send(echo)
            self._flush_presence_soon()
        return echo is not None

    def _hear_custom(self, peer: Peer, body: dict[str, Any]) -> None:
        if body.get("type") == "all_sent" and self._may_write(peer) and self._view.meeting.status == "finished":
            self._goodbyes.all_sent(peer)
        elif body.get("type") == "probe":
            peer.send(protocol.custom({"type": "probe", "t0": _number(body.get("t0")), "server_time": self.clock.ms()}))

    # Telling

    def broadcast(self, frame: bytes, but: Iterable[Peer] = ()) -> None:
        skipped = {peer.number for peer in but}
        for peer in list(self.peers.values()):
            if peer.number not in skipped:
                peer.send(frame)

    def notice(self, topic: str) -> None:
        """For the panels beside the board: something there is no longer what they show."""
        if topic != "record":
            self._tell_panels(topic)
        elif self._record_timer is None:
            self._tell_panels(topic)
            self._wait_with_record()
        else:
            self._record_again = True

    def _tell_panels(self, topic: str) -> None:
        self.broadcast(protocol.custom({"type": "notice", "topic": topic}))

    def _wait_with_record(self) -> None:
        self._record_again = False
        loop = asyncio.get_running_loop()
        self._record_timer = loop.call_later(self._limits.record_notice_seconds, self._record_was_told)

    def _record_was_told(self) -> None:
        self._record_timer = None
        if self._record_again:
            self.notice("record")

    def _show(self, update: bytes, authors: set[Peer]) -> None:
        """What was committed. With several authors everybody gets everything: knowing it already does no harm."""
        self.broadcast(protocol.sync_update(update), authors if len(authors) == 1 else ())

    def _say_trouble(self, sentence: str | None) -> None:
        self.broadcast(_trouble(sentence))

    def _end_writers(self, code: Close) -> None:
        for peer in list(self.peers.values()):
            if self.ledger.dead or self.role(peer) is None or self._may_write(peer):
                peer.close(code)

    def close_all(self, code: Close) -> None:
        for peer in list(self.peers.values()):
            peer.close(code)

    # Presence

    def _flush_presence_soon(self) -> None:
        if self._presence.changed and self._presence_timer is None and self.peers:
            loop = asyncio.get_running_loop()
            self._presence_timer = loop.call_later(self._limits.presence_seconds, self._flush_presence)

    def _flush_presence(self) -> None:
        """One frame with all that changed, without the reader's own state: that would overwrite what it says now."""
        self._presence_timer = None
        entries = self._presence.take_changed()
        if not entries:
            return
        self._elsewhere.tell(entries)
        whole = protocol.presence(list(entries.values()))
        for peer in list(self.peers.values()):
            own = self._presence.client_of(peer.number)
            if own not in entries:
                peer.send(whole)
            elif len(entries) > 1:
                peer.send(protocol.presence([entry for client, entry in entries.items() if client != own]))

    def _renew_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._renew_timer = loop.call_later(self._limits.presence_renew_seconds, self._renew)

    def overhear(self, server: str, words: str) -> None:
        """Another server whispers about its part of this room."""
        self._elsewhere.hear(server, words)
        self._flush_presence_soon()

    def _renew(self) -> None:
        self._elsewhere.forget_silent()
        self._presence.renew()
        self._flush_presence()
        self._renew_later()

    def _stop_timers(self) -> None:
        for timer in (self._renew_timer, self._presence_timer, self._record_timer):
            if timer is not None:
                timer.cancel()
        self._renew_timer = self._presence_timer = self._record_timer = None

    # The meeting

    def _meeting(self) -> dict[str, Any]:
        return meeting_message(self._view, self.clock.now(), self._skipped)

    def refresh(self) -> None:
        """Reads the meeting and its members again, soon, once for however many asked."""
        self._stale = True
        if self._refreshing is None:
            self._refreshing = asyncio.create_task(self._refresh(), name=f"refresh-{self.pm_id}")

    async def _refresh(self) -> None:
        try:
            while self._stale:
                self._stale = False
                self._take_view(await self._backend.view(self.pm_id))
        except NotFound:
            self.close_all(Close.NO_MEETING)
        except DebriefError as error:
            _log.warning("the meeting %s could not be read: %s", self.pm_id, error.sentence)
        finally:
            self._refreshing = None

    def _take_view(self, view: MeetingView) -> None:
        before, old_members = self._view, self._members
        self.clock.learn(view.now)
        self._view = view
        self._members = {member.visitor_id: member for member in view.members}
        told = before.meeting, before.facilitators, before.review
        if told != (view.meeting, view.facilitators, view.review):
            self.broadcast(protocol.custom(self._meeting()))
        if before.meeting.status != view.meeting.status:
            self._goodbyes.status_changed(before.meeting.status, view.meeting.status)
        if old_members != self._members:
            self._members_changed()

    def _members_changed(self) -> None:
        """Whoever was removed is out now; who was renamed is shown so."""
        for peer in list(self.peers.values()):
            if peer.visitor_id not in self._members:
                peer.close(Close.NOT_MEMBER)
        for member in self._members.values():
            self._presence.rename(member.visitor_id, user(member))
        self._flush_presence_soon()
        self.broadcast(protocol.custom(members_message(self._members.values())))

    def _read(self, postmortem: Postmortem) -> None:
        """The document was read for its record; some of it belongs to the meeting's state."""
        self._title = postmortem.title or self._title
        if postmortem.skipped != self._skipped:
            self._skipped = postmortem.skipped
            self.broadcast(protocol.custom(self._meeting()))

    @property
    def in_review(self) -> bool:
        """What became of an action is part of what is shown, although it is no part of the document."""
        return self._view.review is not None

    async def rest(self) -> None:
        """When nobody is here: everything stored, then nothing is left running."""
        self._stop_timers()
        if self._refreshing is not None:
            await self._refreshing
        await self._goodbyes.rest()
        await self.ledger.rest()


def _trouble(sentence: str | None) -> bytes:
    return protocol.custom({"type": "trouble", "sentence": sentence})


def _number(value: object) -> int | float | None:
    """Echoes a number and nothing else."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53 else None
