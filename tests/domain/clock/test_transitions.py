"""The clock, command by command: what moves, what stays, and what is refused with which words."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from core.domain.clock.readings import allotted, deadline, left, reading_until, used_in
from core.domain.clock.state import (
    DEFAULT_ITEMS,
    LONGEST_S,
    Adjust,
    Back,
    ChangePlan,
    Command,
    Event,
    Finish,
    Jump,
    KeepLead,
    LeadKept,
    Loan,
    Meeting,
    MeetingFinished,
    MeetingPaused,
    MeetingReopened,
    MeetingResumed,
    MeetingStarted,
    Next,
    Pause,
    PlanChanged,
    PlanItem,
    ReadFirst,
    ReadingStarted,
    Rebalance,
    Reopen,
    Resume,
    SectionLeft,
    SectionStarted,
    Start,
    TimeAdjusted,
)
from core.domain.clock.transitions import apply
from core.domain.postmortem import SectionId
from core.errors import Conflict, StaleCommand

S = SectionId
T0 = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def play(*steps: tuple[type, float] | tuple[type, float, dict[str, object]], start: Meeting | None = None) -> Meeting:
    """Commands one after another, each with the version it sees."""
    m = start or Meeting()
    for step in steps:
        kind, when, rest = step[0], step[1], (step[2] if len(step) > 2 else {})
        m, _ = apply(m, kind(seen=m.version, **rest), at(when))
    return m


def refused(m: Meeting, command: Command, when: float = 0) -> str:
    with pytest.raises(Conflict) as caught:
        apply(m, command, at(when))
    assert not isinstance(caught.value, StaleCommand)
    return caught.value.sentence


def test_a_meeting_begins_in_the_lobby() -> None:
    """Nothing runs before somebody starts it."""
    m = Meeting()
    assert m.status == "lobby"
    assert m.plan == DEFAULT_ITEMS
    assert m.version == 0


def test_start_begins_the_first_section() -> None:
    """The clock starts with the section."""
    m, events = apply(Meeting(), Start(seen=0), T0)
    assert (m.status, m.section, m.started_at, m.version) == ("running", S.SUMMARY, T0, 1)
    assert events == (MeetingStarted(at=T0), SectionStarted(at=T0, section=S.SUMMARY))


def test_a_meeting_starts_once() -> None:
    """A second Start does not wind the clock back."""
    assert "started already" in refused(play((Start, 0)), Start(seen=1))


def test_next_keeps_what_was_used_and_starts_the_next_section() -> None:
    """A section is left with its time written down."""
    m, events = apply(play((Start, 0)), Next(seen=1), at(90))
    assert m.section == S.TIMELINE
    assert m.used == {S.SUMMARY: 90.0}
    assert left(m, at(90)) == 240
    assert events == (
        SectionLeft(at=at(90), section=S.SUMMARY, used=90.0),
        SectionStarted(at=at(90), section=S.TIMELINE),
    )


def test_next_in_the_last_section_is_refused_kindly() -> None:
    """A meeting never ends by a click too many."""
    m = play((Start, 0), (Jump, 1, {"section": S.FOLLOW_UP}))
    assert refused(m, Next(seen=2)) == "This is the last section. Finish the meeting when you are ready."


def test_back_resumes_the_remaining_time() -> None:
    """Going back gives a section what it had left, not a fresh start."""
    m = play((Start, 0), (Next, 90), (Back, 100))
    assert m.section == S.SUMMARY
    assert left(m, at(100)) == 30
    assert left(m, at(140)) == -10
    assert used_in(m, S.TIMELINE, at(140)) == 10


def test_back_in_the_first_section_is_refused() -> None:
    """There is no section before the first."""
    assert "first section" in refused(play((Start, 0)), Back(seen=1))


def test_jump_says_which_sections_were_passed_over() -> None:
    """Nobody can skip a section without it being seen."""
    m, events = apply(play((Start, 0), (Next, 10)), Jump(seen=2, section=S.ACTIONS), at(20))
    assert m.section == S.ACTIONS
    assert events[-1] == SectionStarted(at=at(20), section=S.ACTIONS, passed_over=(S.ROOT_CAUSE, S.FACTORS))


def test_jumping_back_passes_nothing_over() -> None:
    """A way back announces no skipped sections."""
    m = play((Start, 0), (Jump, 5, {"section": S.ACTIONS}))
    _, events = apply(m, Jump(seen=2, section=S.TIMELINE), at(9))
    assert events[-1] == SectionStarted(at=at(9), section=S.TIMELINE)


def test_jump_to_where_we_are_or_nowhere_is_refused() -> None:
    """A jump always goes somewhere."""
    m = play((Start, 0), start=Meeting(plan=DEFAULT_ITEMS[:3]))
    assert "already" in refused(m, Jump(seen=1, section=S.SUMMARY))
    assert "not part" in refused(m, Jump(seen=1, section=S.LESSONS))


def test_a_pause_is_a_true_pause() -> None:
    """An hour of pause takes no second from the section."""
    m = play((Start, 0), (Pause, 60))
    assert left(m, at(60)) == left(m, at(3660)) == 60
    m, events = apply(m, Resume(seen=2), at(3660))
    assert events == (MeetingResumed(at=at(3660)),)
    assert left(m, at(3670)) == 50
    assert deadline(m) == at(3720)


def test_two_pauses_in_one_section_add_up() -> None:
    """However often the group pauses, the section keeps its time."""
    m = play((Start, 0), (Pause, 10), (Resume, 20), (Pause, 30), (Resume, 50))
    assert used_in(m, S.SUMMARY, at(60)) == 30
    assert m.paused_total == 30


def test_next_in_a_pause_stays_paused() -> None:
    """Only Resume ends a pause."""
    m = play((Start, 0), (Pause, 60), (Next, 600))
    assert (m.status, m.section) == ("paused", S.TIMELINE)
    assert m.used == {S.SUMMARY: 60.0}
    assert left(m, at(900)) == 240
    assert left(play((Resume, 1000), start=m), at(1010)) == 230


@pytest.mark.parametrize(("first", "again", "text"), [(Pause, Pause, "paused already"), (Resume, Resume, "running")])
def test_a_pause_cannot_be_paused(first: type, again: type, text: str) -> None:
    """A command that changes nothing says so."""
    m = play((Start, 0), (Pause, 1)) if first is Pause else play((Start, 0))
    assert text in refused(m, again(seen=m.version))


def test_plus_one_minute_moves_the_deadline() -> None:
    """One click, one minute."""
    m, events = apply(play((Start, 0)), Adjust(seen=1, seconds=60), at(30))
    assert deadline(m) == at(180)
    assert allotted(m, S.SUMMARY) == 180
    assert events == (TimeAdjusted(at=at(30), section=S.SUMMARY, seconds=60),)


def test_a_minute_can_come_from_another_section() -> None:
    """Borrowed time is taken where it was said to be taken from."""
    m, events = apply(play((Start, 0)), Adjust(seen=1, seconds=60, take_from=S.LESSONS), at(30))
    assert (allotted(m, S.SUMMARY), allotted(m, S.LESSONS)) == (180, 60)
    assert [event.seconds for event in events if isinstance(event, TimeAdjusted)] == [60, -60]


def test_actions_lend_when_they_are_asked() -> None:
    """The protected section is protected from proposals, not from the people."""
    m = play((Start, 0), (Adjust, 1, {"seconds": 60, "take_from": S.ACTIONS}))
    assert allotted(m, S.ACTIONS) == 180


def test_a_section_lends_only_what_it_has() -> None:
    """No section goes below nothing."""
    m = play((Start, 0))
    assert "not that much time" in refused(m, Adjust(seen=1, seconds=121, take_from=S.LESSONS))
    assert "itself" in refused(m, Adjust(seen=1, seconds=1, take_from=S.SUMMARY))
    assert "no more time" in refused(m, Adjust(seen=1, seconds=-121))
    assert "changes nothing" in refused(m, Adjust(seen=1, seconds=0))
    assert "four hours" in refused(m, Adjust(seen=1, seconds=LONGEST_S))


def test_overtime_counts_up_and_nothing_happens_by_itself() -> None:
    """The clock never stops at zero and never moves the group."""
    m = play((Start, 0))
    assert left(m, at(162)) == -42
    assert left(m, at(100_000)) == 120 - 100_000
    assert m.section == S.SUMMARY


def test_a_rebalance_keeps_the_end_where_it_was() -> None:
    """Later sections become shorter by what this one is over."""
    m = play((Start, 0))
    loans = (Loan(section=S.LESSONS, seconds=20), Loan(section=S.FACTORS, seconds=20))
    m, events = apply(m, Rebalance(seen=1, loans=loans), at(160))
    assert left(m, at(160)) == 0
    assert (allotted(m, S.LESSONS), allotted(m, S.FACTORS), allotted(m, S.SUMMARY)) == (100, 100, 160)
    assert len(events) == 3


def test_a_rebalance_takes_only_from_what_is_still_to_come() -> None:
    """Time that was spent cannot be lent."""
    m = play((Start, 0), (Next, 10))
    assert "still to come" in refused(m, Rebalance(seen=2, loans=(Loan(section=S.SUMMARY, seconds=5),)), 10)
    twice = (Loan(section=S.LESSONS, seconds=5), Loan(section=S.LESSONS, seconds=5))
    assert "once" in refused(m, Rebalance(seen=2, loans=twice), 10)
    assert "not that much" in refused(m, Rebalance(seen=2, loans=(Loan(section=S.LESSONS, seconds=500),)), 10)


def test_the_plan_can_be_changed_in_the_lobby_and_in_the_meeting() -> None:
    """A section that does not fit is taken out before its turn, not by hurrying through it."""
    plan = (PlanItem(section=S.SUMMARY, seconds=60), PlanItem(section=S.ACTIONS, seconds=300))
    m, events = apply(Meeting(), ChangePlan(seen=0, plan=plan), T0)
    assert events == (PlanChanged(at=T0, plan=plan),)
    m = play((Start, 0), (Next, 30), start=m)
    assert m.section == S.ACTIONS
    shorter = (plan[0], PlanItem(section=S.ACTIONS, seconds=120), PlanItem(section=S.LESSONS, seconds=60))
    assert left(play((ChangePlan, 40, {"plan": shorter}), start=m), at(40)) == 110


def test_a_section_that_had_time_stays_in_the_plan() -> None:
    """Used time is never thrown away by a new plan."""
    m = play((Start, 0), (Next, 30))
    assert "has had time" in refused(m, ChangePlan(seen=2, plan=DEFAULT_ITEMS[1:]))
    twice = (DEFAULT_ITEMS[0], DEFAULT_ITEMS[1], DEFAULT_ITEMS[1])
    assert "once" in refused(m, ChangePlan(seen=2, plan=twice))
    done = play((Finish, 50), start=m)
    assert "Reopen" in refused(done, ChangePlan(seen=3, plan=DEFAULT_ITEMS))


def test_finish_writes_the_last_section_down_and_names_what_was_not_reached() -> None:
    """The end of a meeting says what it left out."""
    m, events = apply(play((Start, 0), (Next, 100)), Finish(seen=2), at(150))
    assert (m.status, m.finished_at, m.section) == ("finished", at(150), S.TIMELINE)
    assert m.used == {S.SUMMARY: 100.0, S.TIMELINE: 50.0}
    last = events[-1]
    assert isinstance(last, MeetingFinished)
    assert last.unvisited == (S.ROOT_CAUSE, S.FACTORS, S.ACTIONS, S.LESSONS, S.FOLLOW_UP)


def test_finishing_in_a_pause_counts_no_pause() -> None:
    """Coffee is not overtime."""
    m = play((Start, 0), (Pause, 30), (Finish, 600))
    assert m.used == {S.SUMMARY: 30.0}


def test_a_finished_meeting_is_reopened_paused_where_it_ended() -> None:
    """Nobody is surprised by a clock that runs the moment a meeting is opened again."""
    m = play((Start, 0), (Next, 100), (Finish, 150))
    m, events = apply(m, Reopen(seen=3), at(9000))
    assert (m.status, m.section, m.finished_at) == ("paused", S.TIMELINE, None)
    assert events == (MeetingReopened(at=at(9000)), SectionStarted(at=at(9000), section=S.TIMELINE))
    assert left(play((Resume, 9100), start=m), at(9110)) == 180


def test_a_finish_by_mistake_is_undone_and_the_clock_runs_on() -> None:
    """The section keeps what it had used; the minutes in which the meeting was over count as none."""
    m = play((Start, 0), (Next, 100), (Finish, 150))
    m, events = apply(m, Reopen(seen=3, undo=True), at(150 + 600))
    assert (m.status, m.section, m.finished_at, m.started_at) == ("running", S.TIMELINE, None, at(0))
    assert events == (MeetingReopened(at=at(750)), SectionStarted(at=at(750), section=S.TIMELINE))
    assert m.used == {S.SUMMARY: 100.0, S.TIMELINE: 50.0}
    assert left(m, at(760)) == 240 - 50 - 10


def test_after_ten_minutes_a_finish_is_not_undone_but_reopened() -> None:
    """The sentence says where; a clock that was set back does not make it longer ago."""
    m = play((Start, 0), (Finish, 150))
    assert "Reopen it from More" in refused(m, Reopen(seen=2, undo=True), 150 + 601)
    assert apply(m, Reopen(seen=2), at(150 + 601))[0].status == "paused"
    assert apply(m, Reopen(seen=2, undo=True), at(100))[0].status == "running"
    assert "finished meeting" in refused(play((Start, 0)), Reopen(seen=1, undo=True))


def test_before_the_meeting_everybody_may_be_asked_to_read_first() -> None:
    """Two minutes; it moves nothing else, can be called off, and is over once the meeting starts."""
    m, events = apply(Meeting(), ReadFirst(seen=0), at(0))
    assert (m.status, m.section, m.started_at) == ("lobby", None, None)
    assert reading_until(m) == at(120)
    assert events == (ReadingStarted(at=at(0)),)
    assert "reads already" in refused(m, ReadFirst(seen=1))
    called_off, nothing = apply(m, ReadFirst(seen=1, on=False), at(30))
    assert (reading_until(called_off), nothing) == (None, ())
    assert "asked to read" in refused(called_off, ReadFirst(seen=2, on=False))
    running, _ = apply(m, Start(seen=1), at(60))
    assert (running.status, reading_until(running)) == ("running", None)
    assert "has started already" in refused(running, ReadFirst(seen=2))


def test_the_lead_is_kept_until_it_is_let_go() -> None:
    """It is said once, moves nothing, and means nothing once the meeting is over."""
    m, events = apply(Meeting(), KeepLead(seen=0), at(5))
    assert (m.lead_kept, m.status, events) == (True, "lobby", (LeadKept(at=at(5), on=True),))
    assert "already" in refused(m, KeepLead(seen=1))
    assert apply(m, Start(seen=1), at(9))[0].lead_kept
    assert not apply(m, KeepLead(seen=1, on=False), at(9))[0].lead_kept
    assert "finished" in refused(play((Start, 0), (Finish, 9)), KeepLead(seen=2))


@pytest.mark.parametrize(
    "command",
    [
        Pause(seen=0),
        Resume(seen=0),
        Next(seen=0),
        Back(seen=0),
        Jump(seen=0, section=S.ACTIONS),
        Adjust(seen=0, seconds=60),
        Finish(seen=0),
    ],
)
def test_nothing_but_start_works_in_the_lobby(command: Command) -> None:
    """A meeting that has not started says that it has to be started."""
    assert "not started" in refused(Meeting(), command)


@pytest.mark.parametrize("kind", [Pause, Resume, Next, Back, Finish])
def test_nothing_but_reopen_works_after_the_end(kind: type) -> None:
    """A finished meeting says how to go on."""
    assert "Reopen" in refused(play((Start, 0), (Finish, 9)), kind(seen=2))


def test_only_a_finished_meeting_can_be_reopened() -> None:
    """A running meeting is not thrown back by Reopen."""
    assert "finished meeting" in refused(play((Start, 0)), Reopen(seen=1))


def test_two_people_press_next_and_one_section_moves() -> None:
    """The second one is told, and nothing is skipped."""
    m = play((Start, 0))
    moved, _ = apply(m, Next(seen=1), at(10))
    with pytest.raises(StaleCommand) as message:
        apply(moved, Next(seen=1), at(10))
    assert "a moment before you" in message.value.sentence
    assert moved.section == S.TIMELINE


@pytest.mark.parametrize("seen", [0, 2, -1, 10**9])
def test_a_command_of_another_version_is_stale_whatever_it_asks(seen: int) -> None:
    """Also a pause is given only by somebody who sees what the clock shows now."""
    m = play((Start, 0))
    for command in (Pause(seen=seen), Resume(seen=seen), Adjust(seen=seen, seconds=60), Start(seen=seen)):
        with pytest.raises(StaleCommand):
            apply(m, command, T0)


def test_a_database_clock_that_jumps_back_takes_no_time_away() -> None:
    """Used time never becomes negative, whatever a clock does."""
    m = play((Start, 0), (Pause, -50))
    assert used_in(m, S.SUMMARY, at(-50)) == 0
    m = play((Resume, -60), (Next, -70), start=m)
    assert m.used[S.SUMMARY] == 0
    assert left(m, at(-70)) == 240


def test_commands_are_read_from_json_by_their_name() -> None:
    """A page sends a name and a version; anything else is refused before it reaches the clock."""
    adapter: TypeAdapter[Command] = TypeAdapter(Command)
    assert adapter.validate_json('{"name":"jump","section":"actions","seen":3}') == Jump(section=S.ACTIONS, seen=3)
    for bad in (
        '{"name":"fly","seen":1}',
        '{"name":"next"}',
        '{"name":"next","seen":"1"}',
        '{"name":"next","seen":1,"x":1}',
    ):
        with pytest.raises(ValidationError):
            adapter.validate_json(bad)


def test_events_are_read_back_from_the_log() -> None:
    """The log of a meeting can be read years later."""
    adapter: TypeAdapter[Event] = TypeAdapter(Event)
    for event in (MeetingPaused(at=T0), SectionLeft(at=T0, section=S.ACTIONS, used=12.5)):
        assert adapter.validate_json(event.model_dump_json()) == event


def test_a_meeting_that_contradicts_itself_is_refused() -> None:
    """A broken row in the database is found when it is read, not in the middle of a meeting."""
    with pytest.raises(ValidationError, match="twice"):
        Meeting(plan=(DEFAULT_ITEMS[0], DEFAULT_ITEMS[0]))
    with pytest.raises(ValidationError, match="does not have"):
        Meeting(plan=DEFAULT_ITEMS[:1], section=S.ACTIONS)
    with pytest.raises(ValidationError):
        Meeting(plan=())
