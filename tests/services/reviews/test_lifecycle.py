"""The review from its opening to its note, on both databases, with the time in the hands of the test."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from core.document import chosen, edit
from core.domain.clock.readings import left
from core.domain.clock.state import Adjust, Back, Command, Finish, Meeting, Next, Pause, Reopen, Resume, Start
from core.domain.clock.steps import AGAIN, NOTE, step_of
from core.domain.people.names import clean_name
from core.domain.postmortem import SectionId
from core.domain.review import Answer, WouldRecur
from core.errors import Conflict, NotAllowed, NotFound, NotMember, StaleCommand
from core.live.room.review_message import review_message
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.meetings import meeting_clock
from core.services.reviews import answers, lifecycle, review_queries, review_state
from core.store.people.members import Member
from tests.support import edits
from tests.support.apps import BEGIN, Rings, Room, TestClock, insider, newcomer, open_room, visitor_of

TWO_WEEKS = timedelta(days=14)
Make = Callable[[int], Command]


def give(app: App, room: Room, *makes: Make, by: Member | None = None) -> Meeting:
    """Clock commands of the facilitator, each with the version that is there."""
    for make in makes:
        seen = meeting_clock.view(app, room.pm_id).meeting.version
        after = meeting_clock.run_command(app, room.pm_id, by or room.facilitator, make(seen))
    return after


def add_action(app: App, room: Room, action_id: str, text: str, due: date | None, owner: str = "Kim") -> None:
    change = edits.add_row("actions", action_id, text, f"M{action_id}", owner=owner, due=due)
    document_store.edit(app, room.pm_id, change, None)


@pytest.fixture
def held(app: App, clock: TestClock) -> Room:
    """A meeting that is over, with three action items, two weeks later."""
    room = open_room(app)
    add_action(app, room, "a2", "Move the log to a volume of its own", date(2026, 12, 6))
    add_action(app, room, "a3", "Practise the failover", None, owner="")
    add_action(app, room, "a1", "Alert on disk use", date(2026, 12, 1))
    give(app, room, lambda seen: Start(seen=seen))
    clock.tick(minutes=20)
    give(app, room, lambda seen: Finish(seen=seen))
    clock.tick(days=14)
    return room


@pytest.fixture
def walking(app: App, held: Room) -> Room:
    """Its review, just started."""
    lifecycle.open_review(app, held.pm_id, held.maker)
    give(app, held, lambda seen: Start(seen=seen))
    return held


# Which are due


def test_a_review_is_due_two_weeks_after_the_meeting_and_not_before(app: App, held: Room, clock: TestClock) -> None:
    """Home has it from that day on, with the day."""
    clock.tick(days=-1)
    assert review_queries.due_reviews(app) == []
    assert not review_queries.review_view(app, held.pm_id).due
    clock.tick(days=1)
    (found,) = review_queries.due_reviews(app)
    assert (found.postmortem_id, found.due_on, found.status) == (held.pm_id, date(2026, 12, 7), None)
    assert review_queries.review_view(app, held.pm_id).due


@pytest.mark.parametrize(("day", "due"), [(date(2026, 11, 30), True), (date(2026, 12, 8), False), (None, True)])
def test_the_day_that_the_team_set_counts(app: App, held: Room, day: date | None, due: bool) -> None:
    """Earlier or later than two weeks; without one it is two weeks."""
    document_store.edit(app, held.pm_id, edit.set_fact("review_on", day), None)
    assert bool(review_queries.due_reviews(app)) is due
    assert review_queries.review_view(app, held.pm_id).due is due


def test_the_day_of_a_review_comes_when_it_comes_where_the_team_is(app: App, held: Room, clock: TestClock) -> None:
    """At half past eleven in the morning of UTC it is three days on earth. The meeting's own day is one there, too."""
    clock.now = datetime(2026, 12, 7, 11, 30, tzinfo=UTC)
    document_store.edit(app, held.pm_id, edit.set_fact("review_on", date(2026, 12, 8)), None)
    for zone, due in (("Etc/GMT+12", False), ("UTC", False), ("Pacific/Kiritimati", True)):
        document_store.edit(app, held.pm_id, edit.set_fact("zone", zone), None)
        assert (bool(review_queries.due_reviews(app)), review_queries.review_view(app, held.pm_id).due) == (due, due), (
            zone
        )
    document_store.edit(app, held.pm_id, edit.set_fact("review_on", None), None)
    assert review_queries.review_view(app, held.pm_id).today == date(2026, 12, 8)
    assert [due_review.due_on for due_review in review_queries.due_reviews(app)] == [
        date(2026, 12, 8)
    ]  # the meeting began on the 24th there


def test_words_that_look_like_a_day_do_not_make_a_review_due(app: App, held: Room) -> None:
    """What people type is never read as what the program wrote."""
    document_store.edit(app, held.pm_id, edit.set_fact("review_on", date(2027, 1, 1)), None)
    document_store.edit(
        app, held.pm_id, edit.set_title('"review_on":"2020-01-01" \\"finished_at\\":"2020-01-01"'), None
    )
    assert review_queries.due_reviews(app) == []


def test_nothing_is_due_for_what_was_never_held_or_thrown_away_or_is_an_example(
    app: App, held: Room, clock: TestClock
) -> None:
    """No meeting, no look back; an example waits for nobody."""
    open_room(app, "Never held")
    postmortems.add_example(app)
    clock.tick(days=40)
    assert [due_review.postmortem_id for due_review in review_queries.due_reviews(app)] == [held.pm_id]
    postmortems.trash(app, held.pm_id, held.maker)
    assert review_queries.due_reviews(app) == []


def test_a_review_that_is_held_is_due_no_more_until_a_later_day_is_set(
    app: App, walking: Room, clock: TestClock
) -> None:
    """While it runs it stands on Home as running; a second one takes a day after the first."""
    assert [due_review.status for due_review in review_queries.due_reviews(app)] == ["running"]
    give(app, walking, lambda seen: Finish(seen=seen))
    assert review_queries.due_reviews(app) == []
    document_store.edit(app, walking.pm_id, edit.set_fact("review_on", date(2026, 12, 21)), None)
    assert review_queries.due_reviews(app) == []
    clock.tick(days=14)
    assert [due_review.due_on for due_review in review_queries.due_reviews(app)] == [date(2026, 12, 21)]


# Opening


def test_opening_makes_the_room_a_review_with_the_open_actions_by_date(app: App, held: Room) -> None:
    """The earliest due comes first, what has no date last; what is closed is not part of it."""
    follow_up.drop(app, held.pm_id, "a2", "not needed", held.maker)
    lifecycle.open_review(app, held.pm_id, held.maker)
    view = meeting_clock.view(app, held.pm_id)
    assert (view.meeting.kind, view.meeting.status) == ("review", "lobby")
    assert [item.section for item in view.meeting.plan] == [step_of("a1"), step_of("a3"), AGAIN, NOTE]
    assert view.title_of(step_of("a1")) == "Alert on disk use"
    assert sum(item.seconds for item in view.meeting.plan) == 300


def test_whoever_opens_it_facilitates(app: App, held: Room) -> None:
    """A participant, or somebody of the workspace who has never been in the room."""
    ben = visitor_of(app, held.participant)
    assert lifecycle.open_review(app, held.pm_id, ben).role == "facilitator"
    lifecycle.cancel_review(app, held.pm_id, access.member(app, ben, held.pm_id))
    dora = insider(app, "Dora")
    assert lifecycle.open_review(app, held.pm_id, dora).role == "facilitator"


def test_a_reader_and_a_stranger_open_nothing(held: Room, app: App, rings: Rings) -> None:
    """A reader is told whom to ask; nothing changed and no bell rang."""
    with pytest.raises(NotAllowed):
        lifecycle.open_review(app, held.pm_id, visitor_of(app, held.viewer))
    assert meeting_clock.view(app, held.pm_id).meeting.kind == "sync"
    assert rings.heard == []


def test_a_stranger_outside_the_workspace_opens_nothing(locked_app: App) -> None:
    """Where a key is needed, a link to one meeting is needed too."""
    room = open_room(locked_app)
    with pytest.raises(Exception, match=r"\w+") as refused:
        lifecycle.open_review(locked_app, room.pm_id, newcomer(locked_app, "Mallory"))
    assert type(refused.value).__name__ in ("WorkspaceLocked", "NotMember")
    assert review_queries.review_view(locked_app, room.pm_id).status is None


def test_a_review_waits_for_the_meeting_and_is_opened_once(app: App, clock: TestClock) -> None:
    """Two people who start it together get one review."""
    room = open_room(app)
    give(app, room, lambda seen: Start(seen=seen))
    with pytest.raises(Conflict, match="still running"):
        lifecycle.open_review(app, room.pm_id, room.maker)
    give(app, room, lambda seen: Finish(seen=seen))
    lifecycle.open_review(app, room.pm_id, room.maker)
    with pytest.raises(Conflict, match="open already"):
        lifecycle.open_review(app, room.pm_id, visitor_of(app, room.participant))


def test_the_code_works_again_while_a_review_is_open_and_for_a_day_after(
    app: App, held: Room, clock: TestClock
) -> None:
    """People come in as they did two weeks ago."""
    lifecycle.open_review(app, held.pm_id, held.maker)
    opened = access.links(app, held.pm_id, "http://d").code
    assert opened
    access.enter_code(app, newcomer(app, "Eve"), "198.51.100.9", opened)
    give(app, held, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    clock.tick(days=2)
    with pytest.raises(Exception, match=r"\w+"):
        access.enter_code(app, newcomer(app, "Fay"), "198.51.100.9", opened)


def test_a_review_that_has_not_started_can_be_called_off(app: App, held: Room) -> None:
    """The room is what it was; one that runs is finished, not called off."""
    lifecycle.open_review(app, held.pm_id, held.maker)
    with pytest.raises(NotAllowed):
        lifecycle.cancel_review(app, held.pm_id, held.participant)
    lifecycle.cancel_review(app, held.pm_id, held.facilitator)
    assert meeting_clock.view(app, held.pm_id).meeting.kind == "sync"
    assert review_queries.review_view(app, held.pm_id).due
    with pytest.raises(Conflict, match="has not started"):
        lifecycle.cancel_review(app, held.pm_id, held.facilitator)


# Walking


def test_the_plan_is_made_anew_when_the_review_starts(app: App, held: Room) -> None:
    """Whatever was closed or added while people came in."""
    lifecycle.open_review(app, held.pm_id, held.maker)
    follow_up.mark_done(app, held.pm_id, "a1", "seen", held.maker)
    add_action(app, held, "a4", "A fourth one", date(2026, 12, 2))
    after = give(app, held, lambda seen: Start(seen=seen))
    assert [item.section for item in after.plan[:-2]] == [step_of("a4"), step_of("a2"), step_of("a3")]
    assert [entry.action_id for entry in review_queries.review_view(app, held.pm_id).actions] == ["a4", "a2", "a3"]


def test_the_controls_work_as_in_any_meeting(app: App, walking: Room, clock: TestClock) -> None:
    """Pause, back, more time, and a late joiner sees what is left."""
    clock.tick(seconds=20)
    give(app, walking, lambda seen: Next(seen=seen))
    clock.tick(seconds=10)
    give(app, walking, lambda seen: Back(seen=seen), lambda seen: Pause(seen=seen))
    clock.tick(minutes=3)
    give(app, walking, lambda seen: Adjust(seconds=60, seen=seen), lambda seen: Resume(seen=seen))
    clock.tick(seconds=5)
    view = meeting_clock.view(app, walking.pm_id)
    assert left(view.meeting, view.now) == pytest.approx(60 + 60 - 25)


def test_two_facilitators_who_press_next_move_one_step(app: App, walking: Room) -> None:
    """The second one is told."""
    seen = meeting_clock.view(app, walking.pm_id).meeting.version
    second = meeting_clock.take_over(app, walking.participant)
    after = meeting_clock.run_command(app, walking.pm_id, walking.facilitator, Next(seen=seen))
    with pytest.raises(StaleCommand):
        meeting_clock.run_command(app, walking.pm_id, second, Next(seen=seen))
    assert meeting_clock.view(app, walking.pm_id).meeting.section == after.section == step_of("a2")


def test_only_facilitators_run_its_clock(app: App, walking: Room) -> None:
    """A participant answers and notes, and does not move the group."""
    with pytest.raises(NotAllowed):
        give(app, walking, lambda seen: Next(seen=seen), by=walking.participant)
    stranger = open_room(app, "Another one").facilitator
    with pytest.raises(NotMember):
        give(app, walking, lambda seen: Next(seen=seen), by=stranger)


def test_a_button_of_the_meeting_is_not_obeyed_by_its_review(app: App, held: Room) -> None:
    """Reopen was drawn for the meeting; by now the review is there."""
    seen = meeting_clock.view(app, held.pm_id).meeting.version
    lifecycle.open_review(app, held.pm_id, held.maker)
    with pytest.raises(StaleCommand):
        meeting_clock.run_command(app, held.pm_id, held.facilitator, Reopen(seen=seen))


def test_done_moved_and_dropped_by_the_rules_of_the_follow_up(app: App, walking: Room, rings: Rings) -> None:
    """Each with its evidence, its date or its because; the review shows when it was due and what became of it."""
    ben = visitor_of(app, walking.participant)
    follow_up.mark_done(app, walking.pm_id, "a1", "https://wiki/alert", ben)
    follow_up.move(app, walking.pm_id, "a2", date(2026, 12, 20), "hardware came late", ben)
    follow_up.drop(app, walking.pm_id, "a3", "the cluster is gone", ben)
    done, moved, dropped = review_queries.review_view(app, walking.pm_id).actions
    assert (done.state, done.explanation, done.due_before) == ("done", "https://wiki/alert", date(2026, 12, 1))
    assert (moved.state, moved.explanation) == ("moved", "hardware came late")
    assert (moved.due_before, moved.due) == (date(2026, 12, 6), date(2026, 12, 20))
    assert (dropped.state, dropped.explanation, dropped.in_review) == ("dropped", "the cluster is gone", True)
    assert "record" in rings.topics()


def test_a_first_date_is_a_word_too(app: App, walking: Room) -> None:
    """An action without a due date has one now."""
    follow_up.set_due(app, walking.pm_id, "a3", date(2026, 12, 30), walking.maker)
    item = review_queries.review_view(app, walking.pm_id).actions[-1]
    assert (item.state, item.due_before, item.due, item.in_review) == ("moved", None, date(2026, 12, 30), True)


def test_what_was_said_before_the_review_is_no_word_of_it(app: App, held: Room, clock: TestClock) -> None:
    """A move of last week leaves the action open in this walk."""
    follow_up.move(app, held.pm_id, "a1", date(2026, 12, 9), "a week late", held.maker)
    clock.tick(hours=1)
    lifecycle.open_review(app, held.pm_id, held.maker)
    give(app, held, lambda seen: Start(seen=seen))
    item = next(item for item in review_queries.review_view(app, held.pm_id).actions if item.action_id == "a1")
    assert (item.state, item.in_review, item.explanation) == ("moved", False, "")
    assert item.due_before == date(2026, 12, 9)


def test_an_action_that_is_taken_out_of_the_page_stays_in_the_walk(app: App, walking: Room) -> None:
    """The plan stands; the words are those it began with."""
    document_store.edit(app, walking.pm_id, edits.remove_row("actions", "a1"), None)
    assert review_queries.review_view(app, walking.pm_id).actions[0].text == "Alert on disk use"
    give(app, walking, lambda seen: Next(seen=seen), lambda seen: Finish(seen=seen))
    assert len(review_queries.notes(app, walking.pm_id)[0].actions) == 3


# The note it leaves


def test_a_finished_review_leaves_a_note_in_every_export(app: App, walking: Room, clock: TestClock) -> None:
    """Answer, actions, lines, who and when; the postmortem itself is untouched and imports as before."""
    ada = access.rename(app, walking.maker, clean_name("Ada Lind"))
    follow_up.mark_done(app, walking.pm_id, "a1", "https://wiki/alert", ada)
    answers.save_would_recur(app, walking.pm_id, WouldRecur.YES, None, ada)
    answers.save_because(app, walking.pm_id, "", "the alert is muted", ada)
    answers.save_note(app, walking.pm_id, "", "Look again in January", ada)
    clock.tick(minutes=4)
    give(app, walking, lambda seen: Finish(seen=seen))
    (note,) = review_queries.notes(app, walking.pm_id)
    assert (note.by, note.again, note.because, note.at) == ("Ada Lind", WouldRecur.YES, "the alert is muted", clock.now)
    assert [action.state for action in note.actions] == ["done", "open", "open"]
    for fmt in ("md", "html", "json"):
        written = exports.export(app, walking.pm_id, fmt).data.decode()
        for text in ("the alert is muted", "https://wiki/alert", "Look again in January", "Ada Lind"):
            assert text in written, (fmt, text)
    data = exports.export(app, walking.pm_id, "json").data
    again = exports.import_postmortem(app, data, walking.maker)
    assert postmortems.summary(app, again).postmortem == postmortems.summary(app, walking.pm_id).postmortem


def test_after_a_day_the_note_stands_until_somebody_reopens(app: App, walking: Room, clock: TestClock) -> None:
    """What happens to the actions later is not written into it."""
    give(app, walking, lambda seen: Finish(seen=seen))
    follow_up.mark_done(app, walking.pm_id, "a1", "done the day after", walking.maker)
    assert review_queries.notes(app, walking.pm_id)[0].actions[0].state == "open"
    clock.tick(days=1, seconds=1)
    with pytest.raises(Conflict, match="over"):
        answers.save_note(app, walking.pm_id, "", "late", walking.maker)
    give(app, walking, lambda seen: Reopen(seen=seen), lambda seen: Resume(seen=seen))
    assert review_queries.notes(app, walking.pm_id) == ()
    answers.save_note(app, walking.pm_id, "", "late", walking.maker)
    give(app, walking, lambda seen: Finish(seen=seen))
    assert review_queries.notes(app, walking.pm_id)[0].note == "late"
    assert review_queries.notes(app, walking.pm_id)[0].actions[0].state == "done"


def test_a_second_review_is_a_new_page_and_the_first_note_stays(app: App, walking: Room, clock: TestClock) -> None:
    """It walks what is still open, with a clock and an answer of its own."""
    follow_up.mark_done(app, walking.pm_id, "a1", "seen", walking.maker)
    answers.save_would_recur(app, walking.pm_id, WouldRecur.LESS, None, walking.maker)
    give(app, walking, lambda seen: Finish(seen=seen))
    clock.tick(days=30)
    lifecycle.open_review(app, walking.pm_id, walking.maker)
    view = review_queries.review_view(app, walking.pm_id)
    assert (view.answer, view.note) == (Answer(), "")
    give(app, walking, lambda seen: Start(seen=seen), lambda seen: Finish(seen=seen))
    first, second = review_queries.notes(app, walking.pm_id)
    assert (first.again, second.again) == (WouldRecur.LESS, None)
    assert [action.action_id for action in second.actions] == ["a2", "a3"]


def test_the_meeting_before_is_not_touched_by_a_review(app: App, walking: Room) -> None:
    """Its times and its sections stand on the summary as they were."""
    give(app, walking, lambda seen: Finish(seen=seen))
    meta = postmortems.summary(app, walking.pm_id).meta
    assert [part.section for part in meta.sections] == list(SectionId)
    assert sum(part.used_s for part in meta.sections) == pytest.approx(20 * 60)


def test_a_review_goes_with_its_postmortem(app: App, walking: Room) -> None:
    """Purged means gone, and in the trash it is not found."""
    give(app, walking, lambda seen: Finish(seen=seen))
    postmortems.trash(app, walking.pm_id, walking.maker)
    with pytest.raises(NotFound):
        review_queries.review_view(app, walking.pm_id)
    postmortems.purge(app, walking.pm_id, walking.maker)
    with pytest.raises(NotFound):
        review_queries.notes(app, walking.pm_id)


def test_a_review_takes_the_chosen_first(app: App) -> None:
    """Then the earliest due; ideas are no part of it."""
    room = open_room(app)
    days = {"a": 9, "b": 5, "c": 7, "d": 1}
    for row, number in days.items():
        change = edits.add_row("actions", row, f"Action {row}", f"V{row}", due=BEGIN.date() + timedelta(days=number))
        document_store.edit(app, room.pm_id, change, None)
    document_store.edit(app, room.pm_id, chosen.choose({"a", "c"}), None)
    document_store.edit(app, room.pm_id, edits.set_aside("d"), None)
    with app.db.read() as tx:
        walk = review_state.actions_to_review(tx, room.pm_id)
    assert [item.action_id for item in walk] == ["c", "a", "b"]
    lifecycle.open_review(app, room.pm_id, room.maker)
    view = meeting_clock.view(app, room.pm_id)
    assert view.review is not None
    assert [item["words"] for item in review_message(view.review)["walk"]] == ["★ Action c", "★ Action a", "Action b"]
