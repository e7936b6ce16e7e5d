"""A silent vote from the database on: who may do what, what is kept of it, and what it leaves behind."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from core.domain.clock.state import Finish, Jump, Reopen, Start
from core.domain.permissions import Role
from core.domain.postmortem import ActionRow, SectionId
from core.domain.quiet_minute import Draft
from core.errors import Conflict, DebriefError, NotAllowed, NotFound, NotMember
from core.services import postmortems
from core.services.access import Visitor
from core.services.actions import action_queries
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.meetings import meeting_clock, quiet_minutes, silent_vote
from core.services.meetings.vote_state import VoteState
from core.store import document_updates, votes
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.people import members
from core.store.people.members import Member
from tests.support.apps import Opener, Rings, Room, newcomer, open_room
from tests.support.edits import add_row, combined, remove_row, set_aside

ROWS = ("a", "b", "c", "d", "e")


@pytest.fixture
def room(app: App) -> Room:
    return with_actions(app)


def with_actions(app: App) -> Room:
    """A meeting with five actions."""
    made = open_room(app)
    rows = [add_row("actions", row, f"Action {row}", f"V{place}", owner="Kim") for place, row in enumerate(ROWS)]
    document_store.edit(app, made.pm_id, combined(*rows), None)
    return made


def joined(app: App, room: Room, name: str = "Dan", role: Role = Role.PARTICIPANT) -> Member:
    visitor: Visitor = newcomer(app, name)
    with app.db.write() as tx:
        return members.join(tx, room.pm_id, visitor.id, role)


def vote(app: App, room: Room) -> VoteState:
    found = meeting_clock.view(app, room.pm_id).vote
    assert found is not None
    return found


def give(app: App, member: Member, *rows: str, number: int = 1) -> None:
    for row in rows:
        silent_vote.give_dot(app, member, number, row)


def actions(app: App, room: Room) -> tuple[ActionRow, ...]:
    return postmortems.summary(app, room.pm_id).postmortem.actions


def chosen(app: App, room: Room) -> list[str]:
    return [row.id for row in actions(app, room) if row.chosen]


def stored_dots(app: App) -> int:
    with app.db.read() as tx:
        number: int = tx.execute(select(func.count()).select_from(tables.vote_dot)).scalar_one()
    return number


def test_a_vote_from_its_start_to_the_three_that_are_chosen(app: App, room: Room, rings: Rings) -> None:
    """Dots are kept per person until the reveal; then there are counts, and nothing says who gave what."""
    dan = joined(app, room)
    rings.clear()
    assert silent_vote.start(app, room.facilitator, 0) == 1
    give(app, room.facilitator, "c", "d")
    give(app, room.participant, "c", "d", "e")
    give(app, dan, "d", "a", "e")
    silent_vote.take_dot(app, dan, 1, "a")
    assert rings.topics() == {"vote"}
    assert (vote(app, room).people, stored_dots(app)) == (3, 7)
    assert vote(app, room).dots[dan.visitor_id] == {"d", "e"}
    assert chosen(app, room) == []
    found = silent_vote.reveal(app, room.facilitator, 1)
    assert {item.action_id: item.dots for item in found.counts} == {"d": 3, "c": 2, "e": 2, "a": 0, "b": 0}
    assert {"vote", "doc", "record"} <= rings.topics()
    assert [row.id for row in actions(app, room)] == ["c", "d", "e", "a", "b"]
    assert chosen(app, room) == ["c", "d", "e"]
    assert (vote(app, room).status, vote(app, room).dots, vote(app, room).tally) == ("revealed", {}, found)
    assert stored_dots(app) == 0


def test_revealing_twice_is_harmless(app: App, room: Room, rings: Rings) -> None:
    """Two facilitators press at once, or an answer gets lost: the second learns what the first did."""
    silent_vote.start(app, room.facilitator, 0)
    give(app, room.participant, "b")
    first = silent_vote.reveal(app, room.facilitator, 1)
    silent_vote.choose_action(app, room.facilitator, "a", chosen=True)
    assert silent_vote.reveal(app, room.facilitator, 1) == first
    assert chosen(app, room) == ["a", "b"], "what was chosen by hand since then stays"
    with pytest.raises(Conflict):
        give(app, room.participant, "c")


def test_starting_twice_opens_one_vote(app: App, room: Room) -> None:
    """And a start that was meant for an older screen opens none."""
    assert silent_vote.start(app, room.facilitator, 0) == 1
    give(app, room.participant, "b")
    assert silent_vote.start(app, room.facilitator, 0) == 1
    assert vote(app, room).people == 1
    silent_vote.reveal(app, room.facilitator, 1)
    with pytest.raises(Conflict):
        silent_vote.start(app, room.facilitator, 0)
    assert silent_vote.start(app, room.facilitator, 1) == 2
    with pytest.raises(Conflict):
        give(app, room.participant, "b", number=1)
    assert vote(app, room).people == 0


def test_a_vote_that_is_called_off_leaves_nothing(app: App, room: Room) -> None:
    """No dot, no count, no choice; twice is harmless."""
    silent_vote.start(app, room.facilitator, 0)
    give(app, room.participant, "a", "b")
    for _ in range(2):
        silent_vote.close(app, room.facilitator, 1)
    assert meeting_clock.view(app, room.pm_id).vote is None
    assert (stored_dots(app), chosen(app, room)) == (0, [])
    with pytest.raises(Conflict):
        silent_vote.reveal(app, room.facilitator, 1)


def test_a_tie_leaves_the_last_place_to_the_facilitator(app: App, room: Room) -> None:
    """Never silently: those that tie are named and none of them is chosen."""
    silent_vote.start(app, room.facilitator, 0)
    give(app, room.participant, "a", "b", "c")
    give(app, room.facilitator, "a", "b", "d")
    found = silent_vote.reveal(app, room.facilitator, 1)
    assert (found.chosen, found.tied, found.places) == (("a", "b"), ("c", "d"), 1)
    assert chosen(app, room) == ["a", "b"]
    silent_vote.choose_action(app, room.facilitator, "d", chosen=True)
    assert chosen(app, room) == ["a", "b", "d"]
    with pytest.raises(Conflict, match="Three"):
        silent_vote.choose_action(app, room.facilitator, "c", chosen=True)


def test_nobody_gave_a_dot_and_what_was_chosen_stays(app: App, room: Room) -> None:
    """An empty vote decides nothing."""
    silent_vote.choose_action(app, room.facilitator, "e", chosen=True)
    silent_vote.start(app, room.facilitator, 0)
    assert silent_vote.reveal(app, room.facilitator, 1).chosen == ()
    assert chosen(app, room) == ["e"]


def test_a_row_that_goes_meanwhile_is_no_trouble(app: App, room: Room) -> None:
    """Its dots do not count, and whoever gave one there can give it again."""
    silent_vote.start(app, room.facilitator, 0)
    give(app, room.participant, "a", "b", "c")
    document_store.edit(app, room.pm_id, remove_row("actions", "a"), None)
    with pytest.raises(NotFound):
        give(app, room.facilitator, "a")
    give(app, room.participant, "d")
    assert vote(app, room).dots[room.participant.visitor_id] == {"b", "c", "d"}
    found = silent_vote.reveal(app, room.facilitator, 1)
    assert {item.action_id for item in found.counts} == {"b", "c", "d", "e"}
    assert chosen(app, room) == ["b", "c", "d"]


def test_whoever_comes_late_votes_and_whoever_was_removed_does_not_count(app: App, room: Room) -> None:
    """Membership is read when the dots are counted."""
    silent_vote.start(app, room.facilitator, 0)
    late, gone = joined(app, room), joined(app, room, "Eve")
    give(app, late, "a")
    give(app, gone, "b")
    assert vote(app, room).people == 2
    with app.db.write() as tx:
        members.remove(tx, room.pm_id, gone.visitor_id)
    with pytest.raises(NotMember):
        give(app, gone, "c")
    assert vote(app, room).people == 1
    assert silent_vote.reveal(app, room.facilitator, 1).chosen == ("a",)


FACILITATORS_ONLY: dict[str, Callable[[App, Member], object]] = {
    "start": lambda app, who: silent_vote.start(app, who, 1),
    "reveal": lambda app, who: silent_vote.reveal(app, who, 1),
    "close": lambda app, who: silent_vote.close(app, who, 1),
    "choose": lambda app, who: silent_vote.choose_action(app, who, "a", chosen=True),
    "let go": lambda app, who: silent_vote.choose_action(app, who, "a", chosen=False),
}


@pytest.mark.parametrize("deed", FACILITATORS_ONLY)
def test_only_facilitators_start_reveal_and_choose(app: App, room: Room, deed: str) -> None:
    """Participants give dots; whoever reads along gives none."""
    silent_vote.start(app, room.facilitator, 0)
    for who in (room.participant, room.viewer):
        with pytest.raises(NotAllowed):
            FACILITATORS_ONLY[deed](app, who)
    with pytest.raises(NotAllowed):
        give(app, room.viewer, "a")
    give(app, room.participant, "a")
    assert vote(app, room).status == "open"


def test_an_open_vote_and_a_hand_do_not_mix(app: App, room: Room) -> None:
    """What is chosen by hand while others vote would be swept away by the reveal."""
    silent_vote.start(app, room.facilitator, 0)
    with pytest.raises(Conflict, match="Reveal it"):
        silent_vote.choose_action(app, room.facilitator, "a", chosen=True)


def test_without_an_action_there_is_no_vote(app: App) -> None:
    """It says what to do first."""
    bare = open_room(app)
    with pytest.raises(Conflict, match="Write the actions"):
        silent_vote.start(app, bare.facilitator, 0)


def test_the_end_of_the_meeting_calls_an_open_vote_off(app: App, room: Room) -> None:
    """Nobody's dots are kept for ever; a meeting that is opened again can vote anew."""
    silent_vote.start(app, room.facilitator, 0)
    give(app, room.participant, "a")
    for make in (Start(seen=0), Finish(seen=1)):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, make)
    assert meeting_clock.view(app, room.pm_id).vote is None
    assert stored_dots(app) == 0
    with pytest.raises(Conflict, match="over"):
        silent_vote.start(app, room.facilitator, 1)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Reopen(seen=2))
    assert silent_vote.start(app, room.facilitator, 1) == 2


def test_finish_and_reveal_lock_the_vote_before_the_document(
    app: App, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another order the two wait for each other on PostgreSQL, and one of them fails."""
    lock_vote, lock_document = votes.lock, document_updates.lock
    order: list[str] = []

    def noted(name: str, lock: Callable[[Transaction, str], object]) -> Callable[[Transaction, str], object]:
        def taken(tx: Transaction, key: str) -> object:
            order.append(name)
            return lock(tx, key)

        return taken

    monkeypatch.setattr(votes, "lock", noted("vote", lock_vote))
    monkeypatch.setattr(document_updates, "lock", noted("document", lock_document))
    for make in (Start(seen=0), Jump(seen=1, section=SectionId.LESSONS)):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, make)
    silent_vote.start(app, room.facilitator, 0)
    give(app, room.participant, "a")
    writer = room.participant.visitor_id
    quiet_minutes.write(app, room.participant, 1, Draft(id="x", author=writer, field="lessons.lucky", text="Luck"))

    order.clear()
    silent_vote.reveal(app, room.facilitator, 1)
    assert list(dict.fromkeys(order)) == ["vote", "document"]
    silent_vote.start(app, room.facilitator, 1)
    order.clear()
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Finish(seen=2))
    assert list(dict.fromkeys(order)) == ["vote", "document"]


def test_a_server_that_starts_again_finds_every_dot(sqlite_url: str, open_test_app: Opener) -> None:
    """Nothing of a vote is in a process only."""
    first = open_test_app(sqlite_url)
    room = with_actions(first)
    silent_vote.start(first, room.facilitator, 0)
    give(first, room.participant, "a", "b")
    second = open_test_app(sqlite_url)
    assert vote(second, room).dots == {room.participant.visitor_id: frozenset("ab")}
    give(second, room.participant, "c")
    assert silent_vote.reveal(first, room.facilitator, 1).chosen == ("a", "b", "c")


def test_dots_that_come_with_the_reveal_are_counted_or_refused(postgres_url: str, open_test_app: Opener) -> None:
    """On two servers at one moment: whatever was taken is in the counts, and whatever was not said so."""
    one, two = open_test_app(postgres_url), open_test_app(postgres_url)
    room = with_actions(one)
    people = [joined(one, room, f"Guest {number}") for number in range(8)]
    silent_vote.start(one, room.facilitator, 0)
    taken: list[str] = []
    refused: list[str] = []

    def press(member: Member) -> None:
        try:
            silent_vote.give_dot(two, member, 1, "a")
            taken.append(member.visitor_id)
        except DebriefError as error:
            refused.append(error.sentence)

    threads = [threading.Thread(target=press, args=(member,)) for member in people]
    for thread in threads[:4]:
        thread.start()
    found = threading.Thread(target=lambda: silent_vote.reveal(one, room.facilitator, 1))
    found.start()
    for thread in threads[4:]:
        thread.start()
    for thread in (*threads, found):
        thread.join()
    assert set(refused) <= {silent_vote.NOT_OPEN}
    counted = vote(one, room).tally
    assert counted is not None
    assert {item.action_id: item.dots for item in counted.counts}["a"] == len(taken) == counted.people
    assert stored_dots(one) == 0


def test_ideas_are_in_no_list_and_in_the_files(app: App, room: Room) -> None:
    """What was set aside is nobody's promise; a file that is imported again has it, and what was chosen."""
    silent_vote.choose_action(app, room.facilitator, "c", chosen=True)
    document_store.edit(app, room.pm_id, set_aside("d"), None)
    for make in (Start(seen=0), Finish(seen=1)):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, make)
    listed = action_queries.list_actions(app)
    assert {item.action_id: item.chosen for item in listed} == {"a": False, "b": False, "c": True, "e": False}
    text = exports.export(app, room.pm_id, "md").data.decode()
    assert "★ Action c" in text
    assert "## Ideas, not promised\n\n- Action d *(owner: Kim)*" in text
    again = exports.import_postmortem(app, exports.export(app, room.pm_id, "json").data)
    imported = postmortems.summary(app, again).postmortem
    assert [row.id for row in imported.actions] == ["c", "a", "b", "e"]
    assert [row.id for row in imported.actions if row.chosen] == ["c"]
    assert [(row.id, row.text, row.owner) for row in imported.set_aside] == [("d", "Action d", "Kim")]
