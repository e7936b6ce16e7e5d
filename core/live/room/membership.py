"""Who belongs to a meeting and as what, as the room last read it from the database."""

from collections.abc import Iterable, Iterator

from core.domain.permissions import Permission, Role, may
from core.live.room.peer import Peer
from core.store.people.members import Member


class MemberList:
    """By visitor id. ``read_begins`` and ``replace`` enclose each read of the members."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._members = {member.visitor_id: member for member in members}
        self._told = dict(self._members)
        self._unconfirmed: dict[str, Member] = {}
        """Who was admitted since the current read began, or the latest one: that read may not have found them."""

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members.values())

    def __contains__(self, visitor_id: str) -> bool:
        return visitor_id in self._members

    def __getitem__(self, visitor_id: str) -> Member:
        return self._members[visitor_id]

    def of(self, peer: Peer) -> Member | None:
        return self._members.get(peer.visitor_id)

    def role_of(self, peer: Peer) -> Role | None:
        member = self.of(peer)
        return None if member is None else Role(member.role)

    def may_write(self, peer: Peer) -> bool:
        role = self.role_of(peer)
        return role is not None and may(role, Permission.WRITE)

    def may_run_clock(self, peer: Peer) -> bool:
        role = self.role_of(peer)
        return role is not None and may(role, Permission.RUN_CLOCK)

    def admit(self, member: Member) -> bool:
        """Adds somebody whom the database admitted a moment ago. False when nothing new is known by that.

        When the list has another role or name for them, either may be the newer: True asks for a read.
        """
        known = self._members.get(member.visitor_id)
        if known is None:
            self._members[member.visitor_id] = self._unconfirmed[member.visitor_id] = member
            return True
        return (known.role, known.name) != (member.role, member.name)

    def read_begins(self) -> None:
        self._unconfirmed.clear()

    def replace(self, members: Iterable[Member]) -> bool:
        """Takes what a read has found. True when anything is different now, or was not told yet: who was admitted
        since the read before is in the list already, and nobody has heard of them."""
        before, told = self._members, self._told
        self._members = self._unconfirmed | {member.visitor_id: member for member in members}
        self._told = dict(self._members)
        return not self._members == before == told
