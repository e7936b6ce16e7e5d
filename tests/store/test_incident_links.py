"""Links between incidents in the database: both ways, once, and never to what is in the trash."""

from datetime import timedelta

import pytest

from core.store import incident_links, postmortems
from core.store.database import tables
from core.store.database.transaction import Transaction


@pytest.fixture
def incidents(tx: Transaction) -> tuple[str, str, str]:
    """Three incidents, the oldest first."""
    begin = tx.now() - timedelta(days=200)
    for number, (pm_id, title) in enumerate((("old", "Labels stood still"), ("mid", "Scanners"), ("new", "No labels"))):
        at = begin + timedelta(days=60 * number)
        postmortems.create(tx, pm_id, title, severity="P2", zone="Europe/Berlin", started_at=at)
    return "old", "mid", "new"


def ids(found: tuple[incident_links.LinkedIncident, ...]) -> list[str]:
    return [item.id for item in found]


def test_a_link_is_read_from_both_ends(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """The later one names the earlier, and the other way round, with title, severity and when it happened."""
    old, _, new = incidents
    assert incident_links.link(tx, new, old, "ann")
    (earlier,), (later,) = incident_links.earlier_of(tx, new), incident_links.later_of(tx, old)
    assert (earlier.id, earlier.title, earlier.severity, earlier.zone) == (
        old,
        "Labels stood still",
        "P2",
        "Europe/Berlin",
    )
    assert later.id == new
    assert later.happened_at > earlier.happened_at
    assert earlier.shown_at is None
    assert incident_links.later_of(tx, new) == incident_links.earlier_of(tx, old) == ()
    assert incident_links.is_linked(tx, old, new)
    assert incident_links.is_linked(tx, new, old)


def test_linking_twice_is_one_link(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """Two people press at the same moment; the first one is kept."""
    old, _, new = incidents
    assert incident_links.link(tx, new, old, "ann")
    assert not incident_links.link(tx, new, old, "bo")
    assert tx.execute(tables.incident_link.select()).one().by == "ann"
    assert incident_links.unlink(tx, new, old)
    assert not incident_links.unlink(tx, new, old)
    assert not incident_links.is_linked(tx, new, old)


def test_the_latest_incident_stands_first(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """Whichever was linked first."""
    old, mid, new = incidents
    incident_links.link(tx, new, mid, None)
    incident_links.link(tx, new, old, None)
    assert ids(incident_links.earlier_of(tx, new)) == [mid, old]


def test_the_trash_hides_a_link_and_a_restore_brings_it_back(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """At both ends."""
    old, _, new = incidents
    incident_links.link(tx, new, old, None)
    postmortems.trash(tx, old)
    assert incident_links.earlier_of(tx, new) == ()
    postmortems.restore(tx, old)
    assert ids(incident_links.earlier_of(tx, new)) == [old]
    postmortems.trash(tx, new)
    assert incident_links.later_of(tx, old) == ()


@pytest.mark.parametrize("purged", ["old", "new"])
def test_purging_takes_all_that_names_it(tx: Transaction, incidents: tuple[str, str, str], purged: str) -> None:
    """Links, answers and where actions came from, at whichever end."""
    old, mid, new = incidents
    incident_links.link(tx, new, old, None)
    incident_links.say_not_the_same(tx, purged, mid, None)
    incident_links.note_carried(tx, new, "a1", old, "a9", None)
    postmortems.purge(tx, purged)
    for table in (tables.incident_link, tables.not_the_same, tables.carried_action):
        assert tx.execute(table.select()).all() == []


def test_what_is_shown_can_be_hidden_again(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """Only a link can be shown."""
    old, mid, new = incidents
    incident_links.link(tx, new, old, None)
    assert incident_links.show(tx, new, old, "ann")
    assert incident_links.earlier_of(tx, new)[0].shown_at is not None
    assert incident_links.hide(tx, new, old)
    assert incident_links.earlier_of(tx, new)[0].shown_at is None
    assert not incident_links.show(tx, new, mid, "ann")
    assert not incident_links.show(tx, old, new, "ann")


def test_not_the_same_is_about_the_pair(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """It has no order, is kept once, takes a link away, and goes when somebody links the two after all."""
    old, mid, new = incidents
    incident_links.link(tx, new, old, None)
    assert incident_links.say_not_the_same(tx, old, new, "ann") == (new,)
    assert incident_links.say_not_the_same(tx, new, old, "bo") == ()
    assert not incident_links.is_linked(tx, new, old)
    assert incident_links.not_the_same_as(tx, new) == {old}
    assert incident_links.not_the_same_as(tx, old) == {new}
    assert incident_links.not_the_same_as(tx, mid) == frozenset()
    incident_links.link(tx, new, old, None)
    assert incident_links.not_the_same_as(tx, new) == frozenset()
    incident_links.say_not_the_same(tx, mid, new, None)
    assert incident_links.forget_not_the_same(tx, new, mid)
    assert not incident_links.forget_not_the_same(tx, new, mid)


def test_a_way_back_is_found_over_several_links(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """So that no circle is made, and one that is there does not stop the search."""
    old, mid, new = incidents
    incident_links.link(tx, new, mid, None)
    incident_links.link(tx, mid, old, None)
    assert incident_links.leads_to(tx, new, old)
    assert not incident_links.leads_to(tx, old, new)
    incident_links.link(tx, old, new, None)
    assert not incident_links.leads_to(tx, old, "nothing")


def test_where_an_action_came_from_is_kept_once(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """And is silent while that incident is in the trash."""
    old, _, new = incidents
    incident_links.note_carried(tx, new, "a1", old, "a9", "ann")
    incident_links.note_carried(tx, new, "a1", old, "a9", "bo")
    assert incident_links.carried_into(tx, new) == (
        incident_links.CarriedAction("a1", old, "a9", "Labels stood still"),
    )
    postmortems.trash(tx, old)
    assert incident_links.carried_into(tx, new) == ()


def test_a_ranking_reads_all_answers_at_once(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """The links as (later, earlier), the others in any order."""
    old, mid, new = incidents
    incident_links.link(tx, new, old, None)
    incident_links.say_not_the_same(tx, new, mid, None)
    links, others = incident_links.all_pairs(tx)
    assert links == {(new, old)}
    assert {frozenset(pair) for pair in others} == {frozenset((new, mid))}


def test_an_id_that_is_none_finds_nothing(tx: Transaction, incidents: tuple[str, str, str]) -> None:
    """Ids come out of addresses."""
    for odd in ("", "\x00", "nothing", "💥" * 300):
        assert incident_links.earlier_of(tx, odd) == incident_links.later_of(tx, odd) == ()
        assert not incident_links.is_linked(tx, odd, incidents[0])
        assert incident_links.not_the_same_as(tx, odd) == frozenset()
        assert incident_links.carried_into(tx, odd) == ()
