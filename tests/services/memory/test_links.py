"""Linking incidents: who may, what it changes, and what it never does."""

from collections.abc import Callable

import pytest

from core.domain.template.notes import SIMILAR_LINKED
from core.errors import BadInput, Conflict, DebriefError, NotAllowed, NotFound, NotMember, WorkspaceLocked
from core.services import postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.memory import carrying, comparing, links
from core.services.tracker.issue_links import set_link
from core.store import incident_links
from tests.support.apps import Opener, Rings
from tests.support.at_once import at_once, wait_for_each_other
from tests.support.edits import remove_row
from tests.support.incidents import OPEN_ACTION, Pair, pair

LINKS = (links.link, links.unlink, links.say_not_the_same, links.forget_not_the_same, comparing.compare)


@pytest.fixture
def parcels(app: App) -> Pair:
    return pair(app)


@pytest.fixture
def locked(database_url: str, open_test_app: Opener) -> Pair:
    """The same in a workspace that needs its key."""
    return pair(open_test_app(database_url, access="key"))


def ticked(parcels: Pair, pm_id: str) -> bool:
    rows = postmortems.summary(parcels.app, pm_id).postmortem.follow_up.checklist
    return next(row.done for row in rows if row.text == SIMILAR_LINKED)


def earlier_ids(parcels: Pair, pm_id: str) -> list[str]:
    with parcels.app.db.read() as tx:
        return [item.id for item in incident_links.earlier_of(tx, pm_id)]


def test_linking_ticks_the_checklist_and_unlinking_takes_it_back(parcels: Pair) -> None:
    """The line that asks for it says at once that it is done."""
    by = parcels.people.facilitator
    assert not ticked(parcels, parcels.later)
    assert links.link(parcels.app, parcels.later, parcels.earlier, by)
    assert ticked(parcels, parcels.later)
    assert not links.link(parcels.app, parcels.later, parcels.earlier, by)
    links.unlink(parcels.app, parcels.later, parcels.earlier, by)
    assert not ticked(parcels, parcels.later)
    assert earlier_ids(parcels, parcels.later) == []


def test_the_tick_stays_while_one_link_is_left(parcels: Pair) -> None:
    """Only the last one takes it away."""
    for earlier in (parcels.earlier, parcels.other):
        links.link(parcels.app, parcels.later, earlier, None)
    links.unlink(parcels.app, parcels.later, parcels.other, None)
    assert ticked(parcels, parcels.later)
    links.say_not_the_same(parcels.app, parcels.later, parcels.earlier, None)
    assert not ticked(parcels, parcels.later)
    assert earlier_ids(parcels, parcels.later) == []


def test_a_link_is_taken_away_from_either_end(parcels: Pair, rings: Rings) -> None:
    """Compare asks with the earlier one by time first, and times change after a link was made."""
    links.link(parcels.app, parcels.earlier, parcels.later, None)
    found = comparing.compare(parcels.app, parcels.earlier, parcels.later, None)
    assert (found.later.id, found.linked) == (parcels.later, True)
    rings.clear()
    links.unlink(parcels.app, found.later.id, found.earlier.id, None)
    assert not comparing.compare(parcels.app, parcels.earlier, parcels.later, None).linked
    assert ("meeting", parcels.earlier) in rings.heard  # its room may have been shown the other one
    with pytest.raises(Conflict):
        links.unlink(parcels.app, parcels.later, parcels.earlier, None)


def test_a_team_with_a_line_of_its_own_keeps_it(parcels: Pair) -> None:
    """A line that they rewrote is theirs."""
    before = postmortems.summary(parcels.app, parcels.earlier).postmortem
    links.link(parcels.app, parcels.earlier, parcels.other, None)
    assert postmortems.summary(parcels.app, parcels.earlier).postmortem == before


def test_linking_changes_no_word_of_either(parcels: Pair) -> None:
    """But for the tick."""
    before = [postmortems.summary(parcels.app, pm_id).postmortem for pm_id in (parcels.earlier, parcels.later)]
    links.link(parcels.app, parcels.later, parcels.earlier, None)
    after = [postmortems.summary(parcels.app, pm_id).postmortem for pm_id in (parcels.earlier, parcels.later)]
    assert after[0] == before[0]
    assert after[1].model_copy(update={"follow_up": before[1].follow_up}) == before[1]


def test_a_circle_is_refused(parcels: Pair) -> None:
    """An incident does not come before itself, over however many links."""
    links.link(parcels.app, parcels.later, parcels.other, None)
    links.link(parcels.app, parcels.other, parcels.earlier, None)
    with pytest.raises(Conflict) as refused:
        links.link(parcels.app, parcels.earlier, parcels.later, None)
    assert refused.value.sentence == links.OTHER_WAY_ROUND
    with pytest.raises(BadInput):
        links.link(parcels.app, parcels.later, parcels.later, None)


def test_two_who_link_the_other_way_round_at_once_make_no_circle(
    parcels: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of them is told; on PostgreSQL neither sees what the other has not stored yet."""
    app, later, earlier = parcels.app, parcels.later, parcels.earlier
    wait_for_each_other(monkeypatch, incident_links, "leads_to")
    found = at_once(
        lambda: links.link(app, later, earlier, None),
        lambda: links.link(app, earlier, later, None),
    )
    assert sorted(map(type, found), key=str) == sorted((bool, Conflict), key=str)
    with app.db.read() as tx:
        assert len(incident_links.all_pairs(tx)[0]) == 1


def test_a_link_made_while_another_is_taken_away_keeps_its_tick(parcels: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checklist says what is there when both are done."""
    app, later = parcels.app, parcels.later
    links.link(app, later, parcels.earlier, None)
    wait_for_each_other(monkeypatch, incident_links, "link", "unlink")
    at_once(
        lambda: links.link(app, later, parcels.other, None),
        lambda: links.unlink(app, later, parcels.earlier, None),
    )
    assert earlier_ids(parcels, later) == [parcels.other]
    assert ticked(parcels, later)


@pytest.mark.parametrize("end", ["earlier", "later"])
def test_rooms_hear_that_what_they_are_linked_with_went_or_came_back(parcels: Pair, rings: Rings, end: str) -> None:
    """A shared screen that shows a title must not show it on when that incident is in the trash."""
    app, gone = parcels.app, getattr(parcels, end)
    other = parcels.later if end == "earlier" else parcels.earlier
    links.link(app, parcels.later, parcels.earlier, None)
    for step in (postmortems.trash, postmortems.restore, postmortems.trash, postmortems.purge):
        rings.clear()
        step(app, gone, None)
        assert set(rings.heard) == {("trash", gone), ("meeting", other), ("record", other)}


def test_emptying_the_trash_tells_the_rooms_too(parcels: Pair, rings: Rings) -> None:
    """Those that are left; what was deleted has none."""
    links.link(parcels.app, parcels.later, parcels.earlier, None)
    postmortems.trash(parcels.app, parcels.earlier, None)
    rings.clear()
    postmortems.empty_trash(parcels.app, None)
    assert ("meeting", parcels.later) in rings.heard
    assert ("meeting", parcels.earlier) not in rings.heard


def test_what_is_gone_cannot_be_linked(parcels: Pair) -> None:
    """Unknown, deleted or in the trash: the same sentence."""
    postmortems.trash(parcels.app, parcels.other, None)
    for gone in (parcels.other, "nothing", "", "\x00"):
        with pytest.raises(NotFound) as missing:
            links.link(parcels.app, parcels.later, gone, None)
        assert missing.value.sentence == links.GONE
    with pytest.raises(Conflict):
        links.unlink(parcels.app, parcels.later, parcels.earlier, None)


def test_not_the_same_is_remembered_until_it_is_taken_back(parcels: Pair) -> None:
    """For both of them."""
    app, by = parcels.app, parcels.people.participant
    links.say_not_the_same(app, parcels.later, parcels.other, by)
    with app.db.read() as tx:
        assert incident_links.not_the_same_as(tx, parcels.other) == {parcels.later}
    links.forget_not_the_same(app, parcels.other, parcels.later, by)
    with app.db.read() as tx:
        assert incident_links.not_the_same_as(tx, parcels.other) == frozenset()


@pytest.mark.parametrize("who", ["guest", "leading_guest", "viewer", "stranger"])
@pytest.mark.parametrize("call", LINKS, ids=lambda call: call.__name__)
def test_whoever_is_outside_the_workspace_may_not(locked: Pair, call: Callable[..., object], who: str) -> None:
    """A link names another incident: a guest who leads the meeting may not make one either, nor look."""
    with pytest.raises(WorkspaceLocked):
        call(locked.app, locked.later, locked.earlier, getattr(locked.people, who))
    with pytest.raises(WorkspaceLocked):
        carrying.carry_over(locked.app, locked.later, locked.earlier, "a1", getattr(locked.people, who))
    assert earlier_ids(locked, locked.later) == []


@pytest.mark.parametrize("who", ["facilitator", "participant", "colleague"])
def test_the_workspace_may(locked: Pair, who: str) -> None:
    """Whether or not they have a seat in the meeting."""
    by = getattr(locked.people, who)
    assert links.link(locked.app, locked.later, locked.earlier, by)
    assert comparing.compare(locked.app, locked.later, locked.earlier, by).linked
    links.say_not_the_same(locked.app, locked.later, locked.earlier, by)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("participant", NotAllowed), ("guest", NotAllowed), ("viewer", NotAllowed), ("leading_guest", WorkspaceLocked)],
)
def test_only_a_facilitator_of_the_workspace_shows_it(locked: Pair, who: str, refusal: type[DebriefError]) -> None:
    """As with the overdue action items of other incidents."""
    links.link(locked.app, locked.later, locked.earlier, None)
    for call in (links.show, links.hide):
        with pytest.raises(refusal):
            call(locked.app, locked.member(getattr(locked.people, who)), locked.earlier)
    with locked.app.db.read() as tx:
        assert incident_links.earlier_of(tx, locked.later)[0].shown_at is None
    with pytest.raises(NotMember):
        locked.member(locked.people.colleague)


def test_showing_tells_the_room(parcels: Pair, rings: Rings) -> None:
    """The shared screen hears of it; what is not linked cannot be shown."""
    member = parcels.member(parcels.people.facilitator)
    with pytest.raises(Conflict):
        links.show(parcels.app, member, parcels.earlier)
    links.link(parcels.app, parcels.later, parcels.earlier, None)
    rings.clear()
    links.show(parcels.app, member, parcels.earlier)
    assert ("meeting", parcels.later) in rings.heard
    with parcels.app.db.read() as tx:
        assert incident_links.earlier_of(tx, parcels.later)[0].shown_at is not None
    links.hide(parcels.app, member, parcels.earlier)
    with parcels.app.db.read() as tx:
        assert incident_links.earlier_of(tx, parcels.later)[0].shown_at is None


def test_an_open_action_is_carried_over_once(parcels: Pair) -> None:
    """With its owner, its proof and its issue, without the day that is over; the earlier incident keeps its own."""
    app, by = parcels.app, parcels.people.participant
    issue = "https://github.com/acme/parcels/issues/7"
    set_link(app, parcels.earlier, "a1", issue, None)
    before = postmortems.summary(app, parcels.earlier)
    first = carrying.carry_over(app, parcels.later, parcels.earlier, "a1", by)
    assert carrying.carry_over(app, parcels.later, parcels.earlier, "a1", None) == first
    (row,) = postmortems.summary(app, parcels.later).postmortem.actions
    assert (row.id, row.text, row.owner, row.due, row.done_when) == (
        first,
        OPEN_ACTION,
        "Sam",
        None,
        "A test alert rang",
    )
    assert row.link == issue
    assert postmortems.summary(app, parcels.earlier).actions == before.actions
    with app.db.read() as tx:
        (carried,) = incident_links.carried_into(tx, parcels.later)
    assert (carried.action_id, carried.from_id, carried.from_action_id) == (first, parcels.earlier, "a1")


def test_a_carried_action_that_was_removed_comes_back(parcels: Pair) -> None:
    """Somebody deleted the row in the room and thinks again."""
    app = parcels.app
    row_id = carrying.carry_over(app, parcels.later, parcels.earlier, "a2", None)
    document_store.edit(app, parcels.later, remove_row("actions", row_id), None)
    assert postmortems.summary(app, parcels.later).postmortem.actions == ()
    carrying.carry_over(app, parcels.later, parcels.earlier, "a2", None)
    assert [row.id for row in postmortems.summary(app, parcels.later).postmortem.actions] == [row_id]


def test_only_an_action_that_is_there_and_open_is_carried_over(parcels: Pair) -> None:
    """With a sentence that says what to do."""
    app = parcels.app
    follow_up.mark_done(app, parcels.earlier, "a3", "https://wiki.example.org/token", None)
    for action_id, refusal in (("a3", Conflict), ("nothing", NotFound), ("", NotFound)):
        with pytest.raises(refusal):
            carrying.carry_over(app, parcels.later, parcels.earlier, action_id, None)
    assert postmortems.summary(app, parcels.later).postmortem.actions == ()


def test_what_is_carried_over_while_people_type_loses_nothing(parcels: Pair) -> None:
    """It is an edit like any other: what came a moment before stays."""
    app = parcels.app
    opened = document_store.open_document(app, parcels.later)
    carrying.carry_over(app, parcels.later, parcels.earlier, "a1", None)
    carrying.carry_over(app, parcels.later, parcels.earlier, "a2", None)
    after = document_store.open_document(app, parcels.later)
    assert after.epoch == opened.epoch
    assert after.updates[: len(opened.updates)] == opened.updates
    assert len(postmortems.summary(app, parcels.later).postmortem.actions) == 2
