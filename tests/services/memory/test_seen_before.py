"""The card: earlier incidents with what they left open, for the workspace, as the document is written now."""

from datetime import UTC, datetime

import pytest

from core.document.edit import set_fact
from core.domain.memory.shared_words import Run
from core.domain.postmortem import ActionRow, Postmortem
from core.errors import NotFound, WorkspaceLocked
from core.services import postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.memory import carrying, links
from core.services.memory.seen_before import (
    MOST,
    MOST_ACTIONS,
    EarlierIncident,
    SeenBefore,
    seen_before,
    seen_before_text,
)
from tests.support.apps import Opener, TestClock, insider
from tests.support.incidents import (
    EARLIER_TITLE,
    LATER_TITLE,
    OPEN_ACTION,
    ZONE,
    Pair,
    earlier_postmortem,
    pair,
    stored,
)


@pytest.fixture
def parcels(app: App) -> Pair:
    return pair(app)


def card(parcels: Pair, pm_id: str = "") -> SeenBefore:
    return seen_before(parcels.app, pm_id or parcels.later, parcels.people.facilitator)


def first(found: SeenBefore) -> EarlierIncident:
    return found.incidents[0]


def text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def test_what_happened_before_is_there_at_once(parcels: Pair, clock: TestClock) -> None:
    """With what it was, what was done, why it matches, and each action that is open still, with owner and age."""
    clock.now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    follow_up.mark_done(parcels.app, parcels.earlier, "a3", "https://wiki.example.org/token", None)
    found = first(card(parcels))
    assert (found.id, text(found.title)) == (parcels.earlier, EARLIER_TITLE)
    assert found.on.isoformat() == "2026-08-14"
    assert "closed mailbox" in text(found.what_happened)
    assert text(found.what_was_done) == "New token by hand, a page in the runbook"
    assert (found.done, found.promised, found.more_open) == (1, 3, 0)
    assert [(text(action.text), action.owner, action.days) for action in found.open] == [
        (OPEN_ACTION, "Sam", 105),
        ("A second gateway, so that one can fail", "Aiko", 105),
    ]
    assert {word.casefold() for word in found.why} >= {"token", "print-gateway"}
    assert not {"the", "in", "no", "of"} & {word.casefold() for word in found.why}
    assert any(run.marked for run in (*found.title, *found.what_happened))


def test_words_that_stand_in_both_are_marked(parcels: Pair) -> None:
    """In the title and in what it was, and no others."""
    found = first(card(parcels))
    marks = {run.text for run in (*found.title, *found.what_happened) if run.marked}
    assert {"token", "print-gateway", "Leipzig", "labels"} <= marks
    assert not {"reminder", "closed", "the", "no"} & marks


def test_it_follows_what_is_typed(parcels: Pair) -> None:
    """A title alone is enough, and another one finds something else."""
    app, by = parcels.app, parcels.people.facilitator
    pm_id = postmortems.create(app, "Untitled", zone=ZONE, by=by)
    assert parcels.earlier not in [item.id for item in card(parcels, pm_id).incidents]
    document_store.edit(app, pm_id, set_fact("title", "Labels: token of print-gateway ended"), None)
    assert parcels.earlier in [item.id for item in card(parcels, pm_id).incidents]
    document_store.edit(app, pm_id, set_fact("title", "Invoices were sent twice"), None)
    assert parcels.other in [item.id for item in card(parcels, pm_id).incidents]


def test_never_itself_and_never_more_than_three(parcels: Pair) -> None:
    """Nor what came later."""
    for number in range(MOST + 2):
        pm = earlier_postmortem()
        stored(parcels.app, pm.model_copy(update={"title": f"{pm.title} {number}"}))
    found = [item.id for item in card(parcels).incidents]
    assert len(found) == MOST
    assert parcels.later not in found
    assert parcels.later not in [item.id for item in card(parcels, parcels.earlier).incidents]


def test_not_the_same_stays_away_until_it_is_taken_back(parcels: Pair) -> None:
    """For both."""
    app, by = parcels.app, parcels.people.facilitator
    links.say_not_the_same(app, parcels.later, parcels.earlier, by)
    assert parcels.earlier not in [item.id for item in card(parcels).incidents]
    links.forget_not_the_same(app, parcels.later, parcels.earlier, by)
    assert parcels.earlier in [item.id for item in card(parcels).incidents]


def test_what_is_linked_stands_first_whatever_its_words(parcels: Pair) -> None:
    """So that the link can be shown or taken away."""
    links.link(parcels.app, parcels.later, parcels.other, parcels.people.facilitator)
    found = card(parcels)
    assert (first(found).id, first(found).linked, first(found).shown) == (parcels.other, True, False)
    assert [item.linked for item in found.incidents[1:]] == [False] * (len(found.incidents) - 1)
    links.show(parcels.app, parcels.member(parcels.people.facilitator), parcels.other)
    assert first(card(parcels)).shown


def test_a_carried_action_says_so(parcels: Pair) -> None:
    """Nobody is asked to carry it over twice; removed from the document, it can be."""
    carrying.carry_over(parcels.app, parcels.later, parcels.earlier, "a1", parcels.people.facilitator)
    assert {action.id: action.carried for action in first(card(parcels)).open} == {"a1": True, "a2": False, "a3": False}


def test_a_long_list_of_open_actions_ends(app: App) -> None:
    """And says how many more there are."""
    rows = tuple(ActionRow(id=f"a{n}", text=f"Action {n}") for n in range(MOST_ACTIONS + 4))
    stored(app, earlier_postmortem().model_copy(update={"actions": rows}))
    pm_id = stored(app, Postmortem(title=EARLIER_TITLE, zone=ZONE))
    found = first(seen_before(app, pm_id, None))
    assert (len(found.open), found.more_open, found.promised) == (MOST_ACTIONS, 4, MOST_ACTIONS + 4)


def test_what_is_in_the_trash_was_not_seen(parcels: Pair) -> None:
    """Neither found nor linked; restored it is there again."""
    links.link(parcels.app, parcels.later, parcels.earlier, None)
    postmortems.trash(parcels.app, parcels.earlier, None)
    assert parcels.earlier not in [item.id for item in card(parcels).incidents]
    postmortems.restore(parcels.app, parcels.earlier, None)
    assert first(card(parcels)).linked
    with pytest.raises(NotFound):
        card(parcels, "nothing")


@pytest.mark.parametrize(
    ("who", "leads"), [("facilitator", True), ("participant", False), ("colleague", False), (None, False)]
)
def test_who_may_show_it(parcels: Pair, who: str | None, leads: bool) -> None:
    """A facilitator; the operator on the command line sits in no meeting."""
    visitor = getattr(parcels.people, who) if who else None
    assert seen_before(parcels.app, parcels.later, visitor).leads is leads


@pytest.mark.parametrize("who", ["guest", "leading_guest", "viewer", "stranger"])
def test_guests_see_nothing(database_url: str, open_test_app: Opener, who: str) -> None:
    """Not even how many postmortems there are."""
    locked = pair(open_test_app(database_url, access="key"))
    links.link(locked.app, locked.later, locked.earlier, locked.people.facilitator)
    links.show(locked.app, locked.member(locked.people.facilitator), locked.earlier)
    visitor = getattr(locked.people, who)
    with pytest.raises(WorkspaceLocked):
        seen_before(locked.app, locked.later, visitor)
    with pytest.raises(WorkspaceLocked):
        seen_before_text(locked.app, EARLIER_TITLE, visitor)


def test_a_title_that_is_typed_on_home_is_enough(parcels: Pair) -> None:
    """Before there is a postmortem; nothing is found for nothing."""
    by = insider(parcels.app, "New")
    found = seen_before_text(parcels.app, "No labels, token of print-gateway", by)
    assert {parcels.earlier, parcels.later} <= {item.id for item in found.incidents}
    assert found.others == 3
    assert not found.leads
    for nothing in ("", "   ", "\x00", "zzzzqqq"):
        assert seen_before_text(parcels.app, nothing, by).incidents == ()
    assert LATER_TITLE in [text(item.title) for item in found.incidents]
