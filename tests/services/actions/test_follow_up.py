"""Two weeks later: did we do it? Done with evidence, moved to a day, dropped because…"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from core.document.load import load
from core.document.read import read
from core.domain.actions.action_view import ActionView
from core.domain.postmortem import ActionKind
from core.errors import BadInput, Conflict, NotAllowed, NotFound, NotMember
from core.services import postmortems
from core.services.actions import action_queries, follow_up
from core.services.app import App
from core.services.documents import document_store
from tests.support.apps import BEGIN, Opener, Rings, Room, TestClock, newcomer, open_room, visitor_of
from tests.support.edits import add_row, remove_row
from tests.support.held import held

TODAY = BEGIN.date()
EARLIER, LATER = TODAY - timedelta(days=3), TODAY + timedelta(days=10)


def with_actions(app: App, *dues: date | None, title: str = "Disk full") -> Room:
    """A meeting with one action a due date, called a0, a1 and so on."""
    room = open_room(app, title)
    for number, due in enumerate(dues):
        change = add_row("actions", f"a{number}", f"Action {number}", f"V{number}", owner="Kim", due=due, kind="detect")
        document_store.edit(app, room.pm_id, change, None)
    held(app, room.pm_id)
    return room


def the(app: App, action_id: str = "a0") -> ActionView:
    (found,) = [
        item for item in action_queries.list_actions(app, BEGIN, include_closed=True) if item.action_id == action_id
    ]
    return found


def test_overdue_comes_first_and_no_date_last(app: App) -> None:
    """What was due in the past is at the top, over all incidents."""
    with_actions(app, LATER, None, EARLIER)
    with_actions(app, EARLIER - timedelta(days=4), title="Slow login")
    found = action_queries.list_actions(app, BEGIN)
    assert [(item.postmortem_title, item.due, item.overdue, item.days_late) for item in found] == [
        ("Slow login", EARLIER - timedelta(days=4), True, 7),
        ("Disk full", EARLIER, True, 3),
        ("Disk full", LATER, False, 0),
        ("Disk full", None, False, 0),
    ]
    assert (found[1].owner, found[1].kind, found[1].state) == ("Kim", ActionKind.DETECT, "open")


def test_due_today_is_not_overdue(app: App) -> None:
    """A day is over when it is over; without a day given it is the database's."""
    with_actions(app, TODAY)
    assert not action_queries.list_actions(app)[0].overdue
    assert action_queries.list_actions(app, BEGIN + timedelta(days=1))[0].days_late == 1


def test_done_needs_evidence_and_closes_the_action(app: App, rings: Rings) -> None:
    """A tick alone is not a fix."""
    room = with_actions(app, EARLIER)
    for nothing in ("", "  \n"):
        with pytest.raises(BadInput, match="Done needs evidence"):
            follow_up.mark_done(app, room.pm_id, "a0", nothing, room.maker)
    rings.clear()
    follow_up.mark_done(app, room.pm_id, "a0", " https://example.org/pr/7 ", room.maker)
    assert ("record", room.pm_id) in rings.heard
    assert action_queries.list_actions(app, BEGIN) == []
    done = the(app)
    assert (done.state, done.overdue) == ("done", False)
    (step,) = done.history
    assert (step.state, step.evidence, step.by, step.at) == ("done", "https://example.org/pr/7", "Ada", BEGIN)
    assert postmortems.archive(app).rows[0].card.open_actions == 0
    with pytest.raises(Conflict):
        follow_up.mark_done(app, room.pm_id, "a0", "again", room.maker)


def test_moving_says_the_new_day_in_the_postmortem_too(app: App, rings: Rings) -> None:
    """The document owns the date, so the room and the follow-up never disagree."""
    room = with_actions(app, EARLIER)
    rings.clear()
    follow_up.move(app, room.pm_id, "a0", LATER, "The vendor needs a week", room.maker)
    assert rings.topics() == {"doc", "record"}
    moved = the(app)
    assert (moved.state, moved.due, moved.overdue) == ("moved", LATER, False)
    assert [(entry.state, entry.note, entry.due) for entry in moved.history] == [
        ("moved", "The vendor needs a week", LATER)
    ]
    in_document = read(load(document_store.open_document(app, room.pm_id).updates)).postmortem
    assert in_document.actions[0].due == LATER
    assert postmortems.summary(app, room.pm_id).postmortem == in_document


@pytest.mark.parametrize("due", [TODAY, EARLIER, date(1970, 1, 1)])
def test_moving_is_to_a_day_that_is_still_to_come(sqlite_app: App, due: date) -> None:
    """Moving into the past would only hide it."""
    room = with_actions(sqlite_app, EARLIER)
    with pytest.raises(BadInput, match="still to come"):
        follow_up.move(sqlite_app, room.pm_id, "a0", due, "why", room.maker)
    assert the(sqlite_app).history == ()
    with pytest.raises(BadInput, match="why"):
        follow_up.move(sqlite_app, room.pm_id, "a0", LATER, " ", room.maker)


def test_dropping_needs_a_because(app: App) -> None:
    """A dropped action with a reason is a decision."""
    room = with_actions(app, EARLIER)
    with pytest.raises(BadInput, match="why"):
        follow_up.drop(app, room.pm_id, "a0", "", room.maker)
    follow_up.drop(app, room.pm_id, "a0", "The service is switched off in May", room.maker)
    assert (the(app).state, the(app).history[0].note) == ("dropped", "The service is switched off in May")
    with pytest.raises(Conflict):
        follow_up.drop(app, room.pm_id, "a0", "again", room.maker)
    with pytest.raises(Conflict, match="Reopen"):
        follow_up.move(app, room.pm_id, "a0", LATER, "why", room.maker)


def test_reopening_keeps_the_whole_history(app: App, clock: TestClock) -> None:
    """Nothing that was said is unsaid."""
    room = with_actions(app, EARLIER)
    with pytest.raises(Conflict):
        follow_up.reopen(app, room.pm_id, "a0", room.maker)
    follow_up.move(app, room.pm_id, "a0", LATER, "later", room.maker)
    clock.tick(minutes=1)
    follow_up.mark_done(app, room.pm_id, "a0", "done", visitor_of(app, room.participant))
    clock.tick(minutes=1)
    follow_up.reopen(app, room.pm_id, "a0", None)
    again = the(app)
    assert again.state == "open"
    assert [(step.state, step.by) for step in again.history] == [
        ("moved", "Ada"),
        ("done", "Ben"),
        ("open", "the operator"),
    ]


def test_a_first_owner_and_a_first_date_stand_in_the_document(app: App, rings: Rings) -> None:
    """Kindness about missing owners ends with an owner; nobody has to explain it, and history knows."""
    room = open_room(app)
    document_store.edit(app, room.pm_id, add_row("actions", "a0", "Action", "V"), None)
    document_store.edit(app, room.pm_id, add_row("actions", "a1", "Other", "W"), None)
    held(app, room.pm_id)
    rings.clear()
    follow_up.set_owner(app, room.pm_id, "a0", "  Ada  Lovelace ", room.maker)
    follow_up.set_due(app, room.pm_id, "a0", LATER, room.maker)
    assert rings.topics() == {"doc", "record"}
    action, _ = postmortems.summary(app, room.pm_id).postmortem.actions
    assert (action.owner, action.due) == ("Ada Lovelace", LATER)
    assert [(step.state, step.owner, step.due) for step in the(app).history] == [
        ("owner", "Ada Lovelace", None),
        ("dated", "", LATER),
    ]
    with pytest.raises(BadInput, match="to come"):
        follow_up.set_due(app, room.pm_id, "a1", EARLIER, room.maker)
    with pytest.raises(Conflict, match="Move it"):
        follow_up.set_due(app, room.pm_id, "a0", LATER + timedelta(days=1), room.maker)


def test_another_owner_needs_a_reason_and_changes_no_state(app: App) -> None:
    """Whoever looks later sees who had it before and why it went on; a moved action item stays moved."""
    room = with_actions(app, EARLIER)
    follow_up.move(app, room.pm_id, "a0", LATER, "holidays", room.maker)
    with pytest.raises(BadInput, match="why"):
        follow_up.set_owner(app, room.pm_id, "a0", "Bo", room.maker)
    with pytest.raises(BadInput, match="already"):
        follow_up.set_owner(app, room.pm_id, "a0", " Kim ", room.maker, "same")
    with pytest.raises(BadInput):
        follow_up.set_owner(app, room.pm_id, "a0", "\u202eevil", room.maker, "why not")
    follow_up.set_owner(app, room.pm_id, "a0", "Bo", room.maker, "Kim left the team")
    found = the(app)
    assert (found.owner, found.state, found.due) == ("Bo", "moved", LATER)
    assert [(step.state, step.owner, step.note) for step in found.history] == [
        ("moved", "", "holidays"),
        ("owner", "Bo", "Kim left the team"),
    ]
    assert postmortems.summary(app, room.pm_id).postmortem.actions[0].owner == "Bo"
    follow_up.set_owner(app, room.pm_id, "a0", "", room.maker, "nobody has time")
    assert the(app).owner == ""


def test_what_is_closed_keeps_its_owner_and_date(sqlite_app: App) -> None:
    """First it is opened again, so that nobody rewrites what was kept."""
    room = with_actions(sqlite_app, None)
    follow_up.mark_done(sqlite_app, room.pm_id, "a0", "seen", room.maker)
    with pytest.raises(Conflict, match="Reopen"):
        follow_up.set_owner(sqlite_app, room.pm_id, "a0", "Bo", room.maker, "why")
    with pytest.raises(Conflict, match="Reopen"):
        follow_up.set_due(sqlite_app, room.pm_id, "a0", LATER, room.maker)


def test_an_action_is_not_moved_to_the_day_it_has(sqlite_app: App) -> None:
    """A move is a change."""
    room = with_actions(sqlite_app, LATER)
    with pytest.raises(BadInput, match="already"):
        follow_up.move(sqlite_app, room.pm_id, "a0", LATER, "why", room.maker)


Act = Callable[[App, str, str, Room], None]
ACTS: list[Act] = [
    lambda app, pm_id, action_id, room: follow_up.mark_done(app, pm_id, action_id, "x", room.maker),
    lambda app, pm_id, action_id, room: follow_up.move(app, pm_id, action_id, LATER, "x", room.maker),
    lambda app, pm_id, action_id, room: follow_up.drop(app, pm_id, action_id, "x", room.maker),
    lambda app, pm_id, action_id, room: follow_up.reopen(app, pm_id, action_id, room.maker),
    lambda app, pm_id, action_id, room: follow_up.set_owner(app, pm_id, action_id, "x", room.maker, "x"),
    lambda app, pm_id, action_id, room: follow_up.set_due(app, pm_id, action_id, LATER, room.maker),
]


@pytest.mark.parametrize("act", ACTS, ids=["done", "move", "drop", "reopen", "owner", "date"])
def test_what_is_gone_is_not_found(sqlite_app: App, act: Act) -> None:
    """A removed action, another postmortem's, a trashed one: each says so."""
    room, other = with_actions(sqlite_app, EARLIER), open_room(sqlite_app, "Other")
    document_store.edit(sqlite_app, room.pm_id, add_row("actions", "gone", "Gone", "Z"), None)
    document_store.edit(sqlite_app, room.pm_id, remove_row("actions", "gone"), None)
    for pm_id, action_id in ((room.pm_id, "gone"), (other.pm_id, "a0"), ("nothing", "a0")):
        with pytest.raises(NotFound):
            act(sqlite_app, pm_id, action_id, room)
    postmortems.trash(sqlite_app, room.pm_id, room.maker)
    with pytest.raises(NotFound):
        act(sqlite_app, room.pm_id, "a0", room)


def test_only_those_who_may_write_may_say_what_became_of_it(locked_app: App) -> None:
    """Guests of the meeting may; readers and strangers may not."""
    room = with_actions(locked_app, EARLIER)
    with pytest.raises(NotAllowed):
        follow_up.mark_done(locked_app, room.pm_id, "a0", "x", visitor_of(locked_app, room.viewer))
    with pytest.raises(NotMember):
        follow_up.mark_done(locked_app, room.pm_id, "a0", "x", newcomer(locked_app))
    follow_up.mark_done(locked_app, room.pm_id, "a0", "x", visitor_of(locked_app, room.participant))


def test_a_novel_is_no_evidence(sqlite_app: App) -> None:
    """What is too long is refused with what fits."""
    room = with_actions(sqlite_app, EARLIER)
    with pytest.raises(BadInput, match="2000"):
        follow_up.mark_done(sqlite_app, room.pm_id, "a0", "x" * 2001, room.maker)


def test_the_trash_and_empty_rows_are_left_out_and_the_example_is_last_and_never_overdue(
    empty_database_url: str, open_test_app: Opener
) -> None:
    """The list holds only actions in which something is written."""
    app = open_test_app(empty_database_url, example=True)
    gone, room = with_actions(app, EARLIER, title="Gone"), with_actions(app, LATER)
    document_store.edit(app, room.pm_id, add_row("actions", "empty", " ", "Z"), None)
    postmortems.trash(app, gone.pm_id, gone.maker)
    found = action_queries.list_actions(app, BEGIN)
    assert [item.action_id for item in found if not item.example] == ["a0"]
    assert not found[0].example
    assert len(found) > 1
    assert not any(item.overdue for item in found)
