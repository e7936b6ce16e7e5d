"""Names a meeting knows: those of persons, and never those of systems."""

import pytest
from hypothesis import given

from core.domain.people.known_names import known_people
from core.domain.postmortem import ActionRow, FollowUp, Postmortem, TimelineRow
from tests.support.postmortems import example, postmortems


def doers(*who: str, services: tuple[str, ...] = ()) -> frozenset[str]:
    rows = tuple(TimelineRow(id=f"t{place}", who=text) for place, text in enumerate(who))
    return known_people([], Postmortem(timeline=rows, services=services))


def test_members_owners_and_doers_are_known() -> None:
    """Everybody who has a name in the room or in the text."""
    pm = Postmortem(
        timeline=(TimelineRow(id="t", who="Deniz, on call"),),
        actions=(ActionRow(id="a", owner="ayumi"), ActionRow(id="b", owner="Lê Văn Hà")),
        follow_up=FollowUp(tracker="Mara"),
    )
    assert known_people(["Zoë", "ben (ops)"], pm) == {"Deniz", "ayumi", "Lê Văn Hà", "Mara", "Zoë", "ben"}


@pytest.mark.parametrize(
    "who", ["Deniz", "Deniz, database team", "@Deniz", "Deniz / Mara", " Deniz ", "Deniz (SRE)", "Deniz、当番"]
)
def test_a_role_behind_a_name_is_no_part_of_it(who: str) -> None:
    """The field invites both."""
    assert doers(who) == {"Deniz"}


@pytest.mark.parametrize(
    "who",
    [
        "orders-db",
        "export job",
        "Order queue",
        "checkout alert",
        "Checkout",
        "On-call",
        "DBA",
        "db2",
        "Support team",
        "Monitoring",
        "",
        "(*[\\",
        "a whole sentence about who it might have been",
    ],
)
def test_a_system_is_not_taken_for_a_person(who: str) -> None:
    """Or else its failures would be read as blame."""
    assert doers(who) == frozenset()


def test_a_service_is_no_person_whatever_it_is_called() -> None:
    """Teams give their systems names of people."""
    assert doers("Konrad", services=("konrad",)) == frozenset()
    assert doers("Konrad") == {"Konrad"}


def test_the_example_knows_its_people() -> None:
    """And none of its machines."""
    assert known_people([], example()) == {"Deniz", "Mara", "Jonas", "Ayumi", "Samuel"}


@given(postmortems())
def test_nothing_that_is_typed_breaks_it(pm: Postmortem) -> None:
    """Whatever stands in the fields."""
    assert all(name.strip() for name in known_people([pm.title], pm))
