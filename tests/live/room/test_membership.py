"""Who belongs to a meeting, as a room knows it between two reads of the database."""

from core.domain.permissions import Role
from core.live.room.membership import MemberList
from core.live.room.peer import Peer
from tests.support.fakes import FakeWire, member


def test_whoever_was_admitted_during_a_read_survives_it() -> None:
    """The read began before they were a member; the next one decides."""
    members = MemberList([member("ada")])
    members.read_begins()
    assert members.admit(member("bo"))
    members.replace([member("ada")])
    assert "bo" in members
    members.read_begins()
    assert members.replace([member("ada")])
    assert "bo" not in members


def test_a_known_member_with_another_role_asks_for_a_read() -> None:
    """A screen that became a participant would else read along until the next poll. Nothing is read for the same."""
    members = MemberList([member("ada", "screen")])
    assert members.admit(member("ada", "participant"))
    assert members.role_of(Peer(FakeWire(), "ada")) is Role.SCREEN
    members.replace([member("ada", "participant")])
    assert not members.admit(member("ada", "participant"))
    assert members.may_write(Peer(FakeWire(), "ada"))


def test_whoever_was_admitted_is_told_of_by_the_next_read() -> None:
    """They are in the list already, so that the read finds nothing new; the others have not heard of them."""
    ada, bo = member("ada"), member("bo")
    members = MemberList([ada])
    assert members.admit(bo)
    members.read_begins()
    assert members.replace([ada, bo])
    members.read_begins()
    assert not members.replace([ada, bo])


def test_whoever_was_admitted_and_is_none_any_more_is_told_of() -> None:
    """Removed between their admission and the read: nobody was told that they came, and they are to be put out."""
    ada = member("ada")
    members = MemberList([ada])
    assert members.admit(member("bo"))
    members.read_begins()
    assert members.replace([ada])
    assert "bo" not in members
