"""Sends each peer of a room the vote as that peer may see it, when it is different for them."""

from core.live.room import protocol
from core.live.room.membership import MemberList
from core.live.room.peer import Peer
from core.live.room.peer_group import PeerGroup
from core.live.room.vote_message import vote_message
from core.services.meetings.vote_state import VoteState


class VoteSender:
    def __init__(self, vote: VoteState | None, peers: PeerGroup, members: MemberList) -> None:
        self._vote = vote
        self._peers = peers
        self._members = members

    def frame_for(self, peer: Peer) -> bytes:
        return protocol.custom(vote_message(self._vote, peer.visitor_id, votes=self._members.may_write(peer)))

    def update(self, vote: VoteState | None) -> None:
        if vote == self._vote:
            return
        before = {peer.number: self.frame_for(peer) for peer in self._peers}
        self._vote = vote
        for peer in self._peers:
            frame = self.frame_for(peer)
            if frame != before.get(peer.number):
                peer.send(frame)
