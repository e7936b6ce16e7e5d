"""The document of a room: frames of its peers on the way in, committed updates on the way out."""

import asyncio
from time import perf_counter

from core.domain.postmortem import Postmortem
from core.errors import BadInput
from core.live.backend import Backend
from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.close_codes import Close
from core.live.room.departures import DepartureTracker
from core.live.room.document.commit_listener import CommitListener
from core.live.room.document.commit_queue import CommitQueue
from core.live.room.document.update_scan import scan
from core.live.room.meeting_state import MeetingState
from core.live.room.membership import MemberList
from core.live.room.peer import Peer
from core.live.room.peer_group import PeerGroup
from core.services.documents.document_store import OpenDocument

NOT_A_WRITER = "You are reading along in this meeting. Ask a facilitator if you want to write."


class RoomDocument(CommitListener):
    def __init__(
        self,
        pm_id: str,
        backend: Backend,
        opened: OpenDocument,
        *,
        peers: PeerGroup,
        members: MemberList,
        meeting: MeetingState,
        departures: DepartureTracker,
        limits: Limits,
        trouble: str | None,
    ) -> None:
        self._peers = peers
        self._members = members
        self._meeting = meeting
        self._departures = departures
        self._limits = limits
        self.commits = CommitQueue(pm_id, backend, opened, self, limits, trouble)
        meeting.document_read(self.commits.document.read())

    # In

    def peer_joined(self, peer: Peer) -> None:
        """Asks what this browser has and we miss, as soon as no commit is in flight."""
        if self.commits.trouble is not None:
            peer.send(_trouble(self.commits.trouble))
        self.commits.when_settled(lambda: peer.send(protocol.sync_step1(self.commits.document.live.vector())))

    async def receive_change(self, peer: Peer, message: protocol.Change) -> None:
        """Queues a change, if this person may write now. A reader's answer to our step 1 is no attempt to write.

        Raises BadInput. Returns when the queue has space for more.
        """
        received = perf_counter()
        if not self._members.may_write(peer):
            if not message.answer:
                peer.send(_trouble(NOT_A_WRITER))
            return
        if message.update == protocol.EMPTY_UPDATE:
            found = None
        elif len(message.update) > self._limits.scan_on_loop_bytes:
            found = await asyncio.to_thread(scan, message.update)
        else:
            found = scan(message.update)
        self.commits.put(peer, message.update, found, answer=message.answer, received=received)
        await self.commits.wait_for_space()

    def answer_sync(self, peer: Peer, vector: bytes) -> None:
        """Sends what this browser misses, as soon as no commit is in flight."""
        self.commits.when_settled(lambda: self._send_missing(peer, vector))

    def _send_missing(self, peer: Peer, vector: bytes) -> None:
        try:
            peer.send(protocol.sync_step2(self.commits.document.live.missing_for(vector)))
        except BadInput:
            peer.close(Close.MALFORMED)

    # Out

    def broadcast_update(self, update: bytes, authors: set[Peer]) -> None:
        """With several authors everybody gets everything: what a browser has already does no harm."""
        self._peers.broadcast(protocol.sync_update(update), authors if len(authors) == 1 else ())

    def text_stored(self, author: Peer, *, answer: bool) -> None:
        self._departures.text_stored(author, answer=answer)

    def trouble_changed(self, sentence: str | None) -> None:
        self._peers.broadcast(_trouble(sentence))

    def close_writers(self, code: Close) -> None:
        for peer in self._peers:
            if self._members.of(peer) is None or self._members.may_write(peer):
                peer.close(code)

    def close_everybody(self, code: Close) -> None:
        self._peers.close_all(code)

    def document_read(self, postmortem: Postmortem) -> None:
        self._meeting.document_read(postmortem)


def _trouble(sentence: str | None) -> bytes:
    return protocol.custom({"type": "trouble", "sentence": sentence})
