"""The clock in the hands of several people: who may, who was faster, and what is kept."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from core.domain.clock.readings import left
from core.domain.clock.state import (
    Adjust,
    Back,
    Command,
    Finish,
    Jump,
    KeepLead,
    Meeting,
    Next,
    Pause,
    Reopen,
    Resume,
    Start,
)
from core.domain.permissions import Role
from core.domain.postmortem import SectionId
from core.errors import BadInput, Conflict, NotAllowed, NotFound, NotMember, StaleCommand
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.store import document_updates
from core.store import meetings as stored
from tests.support.apps import BEGIN, Opener, Rings, Room, TestClock, open_room, visitor_of


def give(app: App, room: Room, *commands: Callable[[int], Command]) -> Meeting:
    """Commands one after the other, each having seen the state before it."""
    meeting = meeting_clock.view(app, room.pm_id).meeting
    for command in commands:
        meeting = meeting_clock.run_command(app, room.pm_id, room.facilitator, command(meeting.version))
    return meeting


def start(seen: int) -> Command:
    return Start(seen=seen)


def on(seen: int) -> Command:
    return Next(seen=seen)


def finish(seen: int) -> Command:
    return Finish(seen=seen)


def test_a_command_moves_the_meeting_and_rings(app: App, rings: Rings, clock: TestClock) -> None:
    """Everybody hears of it and sees the same time."""
    room = open_room(app)
    rings.clear()
    give(app, room, start)
    assert rings.heard == [("meeting", room.pm_id)]
    clock.tick(seconds=30)
    view = meeting_clock.view(app, room.pm_id)
    assert view.now == clock.now
    assert left(view.meeting, view.now) == 90
    assert view.title == "Orders database ran out of disk"
    rings.clear()
    give(app, room, on)
    assert rings.heard == [("clock", room.pm_id)], "only who has buttons for the clock draws them again"


def test_two_people_pressing_next_move_one_section(app: App, rings: Rings) -> None:
    """The second is told, and nothing moves twice."""
    room = open_room(app)
    other = meeting_clock.take_over(app, room.participant)
    seen = give(app, room, start).version
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Next(seen=seen))
    rings.clear()
    with pytest.raises(StaleCommand) as message:
        meeting_clock.run_command(app, room.pm_id, other, Next(seen=seen))
    assert message.value.sentence == StaleCommand.default
    assert meeting_clock.view(app, room.pm_id).meeting.section == SectionId.TIMELINE
    assert not rings.heard


def test_two_servers_and_many_hands_move_one_section(database_url: str, open_test_app: Opener) -> None:
    """The same from several processes at the same instant: one wins, the others are told."""
    item, other = open_test_app(database_url), open_test_app(database_url)
    room = open_room(item)
    seen = give(item, room, start).version
    messages: list[type[Exception]] = []

    def press(app: App) -> None:
        try:
            meeting_clock.run_command(app, room.pm_id, room.facilitator, Next(seen=seen))
        except StaleCommand as error:
            messages.append(type(error))

    threads = [threading.Thread(target=press, args=(app,)) for app in (item, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(messages) == 5
    assert meeting_clock.view(other, room.pm_id).meeting.section == SectionId.TIMELINE


@pytest.mark.parametrize(
    "command", [Start(seen=0), Finish(seen=0), Jump(seen=0, section=SectionId.ACTIONS), Adjust(seen=0, seconds=60)]
)
def test_only_facilitators_run_the_clock(app: App, command: Command) -> None:
    """A participant is told whom to ask, and nothing moves."""
    room = open_room(app)
    for member in (room.participant, room.viewer):
        with pytest.raises(NotAllowed, match="facilitator"):
            meeting_clock.run_command(app, room.pm_id, member, command)
    assert meeting_clock.view(app, room.pm_id).meeting == Meeting()


def test_a_role_that_was_lost_counts_at_once(app: App) -> None:
    """A page that still holds an old Member cannot use it."""
    room = open_room(app)
    stale = room.facilitator
    meeting_clock.hand_over(app, stale, room.participant.visitor_id)
    with pytest.raises(NotAllowed):
        meeting_clock.run_command(app, room.pm_id, stale, Start(seen=0))
    access.remove(app, meeting_clock.view(app, room.pm_id).facilitators[0], room.pm_id, stale.visitor_id)
    with pytest.raises(NotMember):
        meeting_clock.run_command(app, room.pm_id, stale, Start(seen=0))


def test_a_member_of_one_meeting_runs_no_other(app: App) -> None:
    """Facilitator is a role in one meeting."""
    here, target = open_room(app), open_room(app, "Another one")
    with pytest.raises(NotMember):
        meeting_clock.run_command(app, target.pm_id, here.facilitator, Start(seen=0))


def test_a_command_that_makes_no_sense_says_so(app: App) -> None:
    """In a sentence, and nothing is stored."""
    room = open_room(app)
    with pytest.raises(Conflict, match="not started"):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, Pause(seen=0))
    assert meeting_clock.view(app, room.pm_id).meeting.version == 0


def test_a_pause_is_a_true_pause_for_everybody(app: App, clock: TestClock) -> None:
    """The time left stands still and goes on from there."""
    room = open_room(app)
    give(app, room, start)
    clock.tick(seconds=20)
    give(app, room, lambda seen: Pause(seen=seen))
    clock.tick(hours=1)
    view = meeting_clock.view(app, room.pm_id)
    assert left(view.meeting, view.now) == 100
    give(app, room, lambda seen: Resume(seen=seen))
    clock.tick(seconds=10)
    view = meeting_clock.view(app, room.pm_id)
    assert left(view.meeting, view.now) == 90


def test_every_step_is_logged_with_who_and_when(app: App, clock: TestClock) -> None:
    """Used time per section is in the log, for the summary and the next plan."""
    room = open_room(app)
    give(app, room, start)
    clock.tick(seconds=75)
    give(app, room, on, lambda seen: Back(seen=seen), finish)
    with app.db.read() as tx:
        events = stored.events(tx, room.pm_id)
    assert [event.name for event in events] == [
        "meeting_started",
        "section_started",
        "section_left",
        "section_started",
        "section_left",
        "section_started",
        "section_left",
        "meeting_finished",
    ]
    assert events[2].data["used"] == 75
    assert {event.by for event in events} == {room.facilitator.visitor_id}
    assert (events[0].at, events[2].at) == (BEGIN, BEGIN + timedelta(seconds=75))


def test_a_revision_is_kept_at_each_section_change_and_at_the_end(app: App) -> None:
    """Earlier states can be shown for ever, though the log is compacted."""
    room = open_room(app)
    give(app, room, start, on, on, finish)
    doc_id = document_store.open_document(app, room.pm_id).doc_id
    with app.db.read() as tx:
        kept = document_updates.revisions(tx, doc_id)
    assert [revision.why for revision in kept] == [
        "section summary",
        "section timeline",
        "section root_cause",
        "finish",
    ]


def test_used_and_planned_time_are_in_the_summary(app: App, clock: TestClock) -> None:
    """What the meeting really took, section by section, also while it runs."""
    room = open_room(app)
    give(app, room, start)
    clock.tick(seconds=150)
    give(app, room, on)
    clock.tick(seconds=10)
    first, second, *rest = postmortems.summary(app, room.pm_id).meta.sections
    assert (first.section, first.planned_s, first.used_s) == (SectionId.SUMMARY, 120, 150)
    assert (second.section, second.used_s) == (SectionId.TIMELINE, 10)
    assert all(part.used_s == 0 for part in rest)


class TestRoles:
    def test_a_participant_takes_over_in_one_click(self, app: App, rings: Rings) -> None:
        """When the facilitator's laptop dies, the meeting goes on; nobody loses a role by it."""
        room = open_room(app)
        rings.clear()
        assert meeting_clock.take_over(app, room.participant).role == Role.FACILITATOR
        assert rings.topics() == {"members", "meeting"}
        assert {member.name for member in meeting_clock.view(app, room.pm_id).facilitators} == {"Ada", "Ben"}

    def test_a_lead_that_is_kept_is_free_only_while_its_holder_is_away(self, app: App) -> None:
        """Whoever is new to the role is not pushed aside; a dead laptop still stops nothing."""
        room = open_room(app)
        give(app, room, lambda seen: KeepLead(seen=seen))
        with pytest.raises(Conflict, match="Ada keeps the lead while connected"):
            meeting_clock.take_over(app, room.participant)
        assert meeting_clock.take_over(app, room.participant, away=True).role == Role.FACILITATOR

    def test_letting_go_of_the_lead_tells_everybodys_menu(self, app: App, rings: Rings) -> None:
        """Also while the meeting runs, when a command of the clock redraws facilitators only."""
        room = open_room(app)
        give(app, room, lambda seen: Start(seen=seen), lambda seen: KeepLead(seen=seen))
        rings.clear()
        give(app, room, lambda seen: KeepLead(seen=seen, on=False))
        assert rings.topics() == {"meeting"}
        assert meeting_clock.take_over(app, room.participant).role == Role.FACILITATOR

    def test_a_viewer_cannot_take_over(self, app: App) -> None:
        """Reading along is reading along."""
        room = open_room(app)
        with pytest.raises(NotAllowed):
            meeting_clock.take_over(app, room.viewer)

    def test_handing_over_makes_one_facilitator_and_one_participant(self, app: App) -> None:
        """Whoever hands over steps back."""
        room = open_room(app)
        assert meeting_clock.hand_over(app, room.facilitator, room.viewer.visitor_id).role == Role.PARTICIPANT
        roles = {member.name: member.role for member in meeting_clock.view(app, room.pm_id).members}
        assert roles == {"Ada": "participant", "Ben": "participant", "Cleo": "facilitator"}

    def test_handing_over_goes_to_somebody_else_who_is_there(self, app: App) -> None:
        """Never to a stranger, never to oneself, never by a participant: someone is always left to run it."""
        room, other = open_room(app), open_room(app, "Another one")
        with pytest.raises(NotMember):
            meeting_clock.hand_over(app, room.facilitator, other.participant.visitor_id)
        with pytest.raises(Conflict):
            meeting_clock.hand_over(app, room.facilitator, room.facilitator.visitor_id)
        with pytest.raises(NotAllowed):
            meeting_clock.hand_over(app, room.participant, room.viewer.visitor_id)
        assert access.member(app, visitor_of(app, room.facilitator), room.pm_id).role == Role.FACILITATOR


class TestPlan:
    def test_a_team_can_change_the_timeboxes(self, app: App) -> None:
        """Before the meeting, by the facilitator, in seconds."""
        room = open_room(app)
        plan = [(SectionId.TIMELINE, 300), (SectionId.ACTIONS, 600)]
        meeting = meeting_clock.change_plan(app, room.pm_id, room.facilitator, plan, seen=0)
        assert [(item.section, item.seconds) for item in meeting.plan] == plan
        assert meeting.version == 1
        assert meeting_clock.change_plan(app, room.pm_id, room.facilitator, plan, seen=0) == meeting
        with pytest.raises(StaleCommand):
            meeting_clock.change_plan(app, room.pm_id, room.facilitator, plan[:1], seen=0)
        with pytest.raises(NotAllowed):
            meeting_clock.change_plan(app, room.pm_id, room.participant, plan[:1], seen=1)

    @pytest.mark.parametrize(
        "plan", [[], [(SectionId.TIMELINE, 0)], [(SectionId.TIMELINE, -60)], [(SectionId.TIMELINE, 10**9)]]
    )
    def test_a_plan_that_is_none_is_refused(self, sqlite_app: App, plan: list[tuple[SectionId, int]]) -> None:
        """No section of no time, and none of a year."""
        room = open_room(sqlite_app)
        with pytest.raises(BadInput):
            meeting_clock.change_plan(sqlite_app, room.pm_id, room.facilitator, plan, seen=0)

    def test_a_section_stands_in_the_plan_once(self, sqlite_app: App) -> None:
        """Twice would be two truths about its time."""
        room = open_room(sqlite_app)
        with pytest.raises((BadInput, Conflict)):
            meeting_clock.change_plan(sqlite_app, room.pm_id, room.facilitator, [(SectionId.TIMELINE, 60)] * 2, seen=0)


def test_the_clock_outlives_a_restart(database_url: str, open_test_app: Opener, clock: TestClock) -> None:
    """The deadline is in the database: a server that comes back goes on as if nothing had happened."""
    app = open_test_app(database_url)
    room = open_room(app)
    give(app, room, start, on)
    clock.tick(seconds=40)
    later = meeting_clock.view(open_test_app(database_url), room.pm_id)
    assert left(later.meeting, later.now) == 240 - 40


def test_a_meeting_in_the_trash_has_no_clock(app: App) -> None:
    """And says where it is."""
    room = open_room(app)
    postmortems.trash(app, room.pm_id, room.maker)
    with pytest.raises(NotFound, match="trash"):
        meeting_clock.view(app, room.pm_id)
    with pytest.raises(NotFound, match="trash"):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, Start(seen=0))


def test_a_finished_meeting_can_be_reopened(app: App) -> None:
    """Finish is not a trap."""
    room = open_room(app)
    give(app, room, start, finish)
    reopened = give(app, room, lambda seen: Reopen(seen=seen))
    assert reopened.status == "paused"
