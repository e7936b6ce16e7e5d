"""Who is in which meeting, and as what."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from core.errors import Conflict, NotMember
from core.store import postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.people import members, visitors
from core.store.people.visitors import Visitor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROLES = ("viewer", "participant", "facilitator")


def role_of(tx: Transaction, visitor_id: str = "ann") -> str | None:
    found = members.member(tx, "pm", visitor_id)
    return None if found is None else found.role


def test_joining_makes_a_member_with_the_visitors_name(tx: Transaction, pm: str, ann: Visitor) -> None:
    """The name is read from the visitor, so a new name is seen at once."""
    joined = members.join(tx, pm, "ann", "participant")
    assert (joined.name, joined.color, joined.role, joined.removed_at) == ("Ann", "#2a6f97", "participant", None)
    assert members.member(tx, pm, "ann") == joined
    visitors.rename(tx, "ann", "Änne")
    assert [member.name for member in members.members(tx, pm)] == ["Änne"]


@pytest.mark.parametrize("first", ROLES)
@pytest.mark.parametrize("then", ROLES)
def test_a_second_link_never_lowers_a_role(tx: Transaction, pm: str, ann: Visitor, first: str, then: str) -> None:
    """A facilitator who opens the participants' link stays one."""
    members.join(tx, pm, "ann", first)
    higher = max(first, then, key=ROLES.index)
    assert members.join(tx, pm, "ann", then).role == higher == role_of(tx)


def test_a_role_can_be_given(tx: Transaction, pm: str, ann: Visitor) -> None:
    """Taking over and handing over."""
    members.join(tx, pm, "ann", "facilitator")
    members.set_role(tx, pm, "ann", "participant")
    assert role_of(tx) == "participant"


def test_a_removed_person_is_out_until_let_in_again(tx: Transaction, pm: str, ann: Visitor) -> None:
    """The link that still lies in their chat does not undo it."""
    members.join(tx, pm, "ann", "participant")
    members.remove(tx, pm, "ann")
    assert role_of(tx) is None
    assert (members.members(tx, pm), members.meetings_of(tx, "ann")) == ([], [])
    assert [member.visitor_id for member in members.members(tx, pm, removed=True)] == ["ann"]
    with pytest.raises(NotMember, match="let you in again"):
        members.join(tx, pm, "ann", "facilitator")
    members.readmit(tx, pm, "ann")
    assert role_of(tx) == "participant"


def test_a_stranger_has_no_role_to_change(tx: Transaction, pm: str, ann: Visitor) -> None:
    """A sentence, not silence."""
    with pytest.raises(NotMember):
        members.set_role(tx, pm, "ann", "viewer")
    with pytest.raises(NotMember):
        members.remove(tx, pm, "ann")
    assert members.member(tx, "\x00", "\ud800") is None


@pytest.mark.parametrize(("pm_id", "visitor_id"), [("pm", "nobody"), ("nowhere", "ann")])
def test_nobody_joins_what_is_not_there(tx: Transaction, pm: str, ann: Visitor, pm_id: str, visitor_id: str) -> None:
    """A member without a meeting or without a browser cannot be."""
    with pytest.raises(Conflict):
        members.join(tx, pm_id, visitor_id, "participant")


def test_members_come_in_the_order_of_joining_and_one_meeting_knows_nothing_of_another(database_url: str) -> None:
    """A guest of one meeting is a stranger in the next."""
    seconds = count()
    database = Database.open(database_url, clock=lambda: NOON + timedelta(seconds=next(seconds)))
    with database.write() as tx:
        for name in ("ann", "bob"):
            visitors.create_visitor(tx, f"token-of-{name}", name.title(), "#000", name)
        for pm_id in ("pm", "pm2"):
            postmortems.create(tx, pm_id, "Disk full")
        for pm_id, visitor_id in (("pm", "bob"), ("pm", "ann"), ("pm2", "ann")):
            members.join(tx, pm_id, visitor_id, "participant")
        assert [member.visitor_id for member in members.members(tx, "pm")] == ["bob", "ann"]
        assert [member.visitor_id for member in members.members(tx, "pm2")] == ["ann"]
        assert members.meetings_of(tx, "ann") == ["pm2", "pm"]
    database.close()


def test_two_people_with_one_colour_get_two_in_one_meeting(tx: Transaction, pm: str) -> None:
    """The list and the single look agree, before and after somebody is taken out."""
    people = [visitors.create_visitor(tx, f"token-{n}-of-sixteen", f"P{n}", "#b3261e").id for n in range(3)]
    for item in people:
        members.join(tx, pm, item, "participant")
    before = {item.visitor_id: item.color for item in members.members(tx, pm)}
    assert len(set(before.values())) == 3
    members.remove(tx, pm, people[0])
    after = {item.visitor_id: item.color for item in members.members(tx, pm)}
    assert after == {item: before[item] for item in people[1:]}
    entry = members.member(tx, pm, people[2])
    assert entry is not None
    assert entry.color == before[people[2]]
