"""The quiet minute: what people write alone is theirs until it is shown, and is shown once, whatever happens."""

import pytest

from core.domain.clock.state import Back, Finish, Next, Pause, Resume, Start
from core.domain.postmortem import Postmortem, SectionId
from core.domain.quiet_minute import CHARACTERS_TOGETHER, DRAFT_CHARACTERS, DRAFTS_A_PERSON, Draft
from core.errors import BadInput, Conflict, NotAllowed, NotMember
from core.live.limits import LIMITS
from core.services import access
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock, quiet_minutes
from core.services.meetings.quiet_state import QuietState
from core.store.people import authors
from core.store.people.members import Member
from tests.support.apps import Rings, Room, TestClock, open_room

TECHNICAL = "root_cause.technical"


def state(app: App, room: Room) -> QuietState:
    return meeting_clock.view(app, room.pm_id).quiet


def press(app: App, room: Room, command: type) -> None:
    seen = meeting_clock.view(app, room.pm_id).meeting.version
    meeting_clock.run_command(app, room.pm_id, room.facilitator, command(seen=seen))


def at_root_cause(app: App, *, quiet: bool = True) -> Room:
    room = open_room(app)
    if not quiet:
        quiet_minutes.switch(app, room.facilitator, SectionId.ROOT_CAUSE, on=False)
    for command in (Start, Next, Next):
        press(app, room, command)
    return room


def write(app: App, member: Member, text: str, row_id: str = "row1", field: str = TECHNICAL, number: int = 1) -> None:
    quiet_minutes.write(app, member, number, Draft(id=row_id, author=member.visitor_id, field=field, text=text))


def written(app: App, room: Room) -> Postmortem:
    return document_store.reproject(app, room.pm_id).postmortem


def technical(app: App, room: Room) -> list[str]:
    return [row.text for row in written(app, room).root_cause.technical]


def test_the_groups_arrival_starts_one_where_it_is_switched_on(app: App, clock: TestClock) -> None:
    """A minute in the root cause; the timeline has none."""
    room = open_room(app)
    press(app, room, Start)
    press(app, room, Next)
    assert not state(app, room).minute.is_open
    press(app, room, Next)
    minute = state(app, room).minute
    assert (minute.number, minute.section, minute.is_open) == (1, SectionId.ROOT_CAUSE, True)
    assert minute.ends_at is not None
    assert (minute.ends_at - clock.now).total_seconds() == 60


def test_it_starts_once_and_not_where_it_is_switched_off(app: App) -> None:
    """Whoever comes back to a section goes on talking."""
    room = at_root_cause(app)
    for command in (Back, Next):
        press(app, room, command)
    assert state(app, room).minute.status == "revealed"
    quiet_minutes.switch(app, room.facilitator, SectionId.FACTORS, on=False)
    press(app, room, Next)
    assert state(app, room).minute.number == 1
    assert SectionId.FACTORS not in quiet_minutes.switched_on(app, room.pm_id)


def test_nobody_else_sees_a_draft_before_it_is_revealed(app: App) -> None:
    """Not in the document, not in what a room is told, and not among another person's own."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    write(app, room.facilitator, "The export had no end", "row2")
    assert technical(app, room) == []
    assert "no alert" not in repr(meeting_clock.view(app, room.pm_id))
    assert [draft.text for draft in quiet_minutes.drafts_of(app, room.participant)] == ["The disk had no alert"]
    assert state(app, room).writers == {room.participant.visitor_id, room.facilitator.visitor_id}
    opened = document_store.open_document(app, room.pm_id)
    assert not any(b"disk had no alert" in update for update in opened.updates)


def test_a_reveal_shows_each_draft_once_however_often_it_is_pressed(app: App, rings: Rings) -> None:
    """Two facilitators at once, a room and a facilitator, an answer that got lost."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    write(app, room.facilitator, "  The export had no end ", "row2")
    rings.clear()
    for _ in range(3):
        quiet_minutes.reveal(app, room.facilitator, 1)
    assert sorted(technical(app, room)) == ["The disk had no alert", "The export had no end"]
    assert {"doc", "record", "quiet"} <= rings.topics()
    assert quiet_minutes.drafts_of(app, room.participant) == []
    assert set(state(app, room).minute.shown) == {"row1", "row2"}
    assert quiet_minutes.reveal_if_due(app, room.pm_id, 1, [room.participant.visitor_id]) is False
    with pytest.raises(Conflict, match="was revealed"):
        write(app, room.participant, "Too late")


def test_the_order_tells_nothing(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server shuffles: not the order of writing, not that of the names."""
    room = at_root_cause(app)
    for number in range(6):
        write(app, room.participant, f"Thought {number}", f"row{number}")
    monkeypatch.setattr(quiet_minutes, "_shuffle", lambda drafts: drafts.reverse())
    quiet_minutes.reveal(app, room.facilitator, 1)
    assert technical(app, room) == [f"Thought {number}" for number in reversed(range(6))]


def test_whoever_wrote_is_among_the_authors_and_beside_no_line(app: App) -> None:
    """The updates of a reveal are the server's."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    quiet_minutes.reveal(app, room.facilitator, 1)
    with app.db.read() as tx:
        assert [author.name for author in authors.authors(tx, room.pm_id)] == ["Ben"]
    log = document_store.since(app, document_store.open_document(app, room.pm_id).doc_id, 0)
    assert log[-1].visitor_id is None


@pytest.mark.parametrize("command", [Next, Back, Finish])
def test_when_the_group_goes_on_everything_is_revealed(app: App, command: type) -> None:
    """Nothing stays behind in a round that nobody comes back to."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    press(app, room, command)
    assert technical(app, room) == ["The disk had no alert"]
    assert command is not Next or state(app, room).minute.section == SectionId.FACTORS


def test_a_section_that_is_skipped_gives_its_drafts_first(app: App) -> None:
    """Skipping goes on to the next section by itself."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    meeting_clock.skip(app, room.facilitator, SectionId.ROOT_CAUSE, skipped=True)
    assert technical(app, room) == ["The disk had no alert"]


def test_somebody_who_left_is_revealed_with_the_others(app: App) -> None:
    """Their lines are on the server."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    access.remove(app, room.facilitator, room.pm_id, room.participant.visitor_id)
    quiet_minutes.reveal(app, room.facilitator, 1)
    assert technical(app, room) == ["The disk had no alert"]


def test_lessons_become_points_behind_what_is_written(app: App) -> None:
    """A text is no list of rows: each draft is a point of it, further lines indented."""
    room = at_root_cause(app, quiet=False)
    for _ in range(3):
        press(app, room, Next)
    number = state(app, room).minute.number
    write(app, room.participant, "The replica\nhad room", field="lessons.lucky", number=number)
    quiet_minutes.reveal(app, room.facilitator, number)
    assert written(app, room).lessons.lucky == "- The replica\n  had room"
    quiet_minutes.start(app, room.facilitator, number)
    write(app, room.participant, "It was a Monday", field="lessons.lucky", number=number + 1)
    quiet_minutes.reveal(app, room.facilitator, number + 1)
    assert written(app, room).lessons.lucky == "- The replica\n  had room\n- It was a Monday"


def test_a_draft_is_changed_taken_away_and_sent_twice(app: App, rings: Rings) -> None:
    """The row's id is its browser's, so a resend is the same line. Others hear of the first and the last only."""
    room = at_root_cause(app)
    rings.clear()
    for text in ("The d", "The disk", "The disk"):
        write(app, room.participant, text)
    assert [topic for topic, _ in rings.heard] == ["quiet"]
    assert [draft.text for draft in quiet_minutes.drafts_of(app, room.participant)] == ["The disk"]
    write(app, room.participant, " \n")
    assert quiet_minutes.drafts_of(app, room.participant) == []
    assert [topic for topic, _ in rings.heard] == ["quiet", "quiet"]


def test_a_row_that_is_there_already_is_never_overwritten(app: App) -> None:
    """Also when somebody chooses its id on purpose, or two people the same one."""
    room = at_root_cause(app)
    write(app, room.participant, "First")
    quiet_minutes.reveal(app, room.facilitator, 1)
    quiet_minutes.start(app, room.facilitator, 1)
    write(app, room.participant, "Second", number=2)
    write(app, room.facilitator, "Third", number=2)
    quiet_minutes.reveal(app, room.facilitator, 2)
    assert sorted(technical(app, room)) == ["First", "Second", "Third"]


def test_a_pause_of_the_meeting_holds_it_up(app: App, clock: TestClock) -> None:
    """What was left of it is left after the pause."""
    room = at_root_cause(app)
    clock.tick(seconds=20)
    press(app, room, Pause)
    assert (state(app, room).minute.left, state(app, room).minute.ends_at) == (40.0, None)
    clock.tick(minutes=5)
    press(app, room, Resume)
    ends_at = state(app, room).minute.ends_at
    assert ends_at is not None
    assert (ends_at - clock.now).total_seconds() == 40


def test_it_is_revealed_by_itself_when_everybody_connected_is_done(app: App) -> None:
    """Not while one of them writes."""
    room = at_root_cause(app)
    write(app, room.participant, "The disk had no alert")
    ben = room.participant.visitor_id
    assert not quiet_minutes.reveal_if_due(app, room.pm_id, 1, [ben])
    quiet_minutes.done(app, room.participant, 1, is_done=True)
    assert not quiet_minutes.reveal_if_due(app, room.pm_id, 1, [ben, "somebody"])
    assert not quiet_minutes.reveal_if_due(app, room.pm_id, 1, [])
    quiet_minutes.done(app, room.participant, 1, is_done=False)
    assert not quiet_minutes.reveal_if_due(app, room.pm_id, 1, [ben])
    quiet_minutes.done(app, room.participant, 1, is_done=True)
    assert quiet_minutes.reveal_if_due(app, room.pm_id, 1, [ben])
    assert technical(app, room) == ["The disk had no alert"]


def test_its_end_reveals_it_only_where_the_facilitator_chose_so(app: App, clock: TestClock) -> None:
    """Until then everybody may finish their sentence."""
    room = at_root_cause(app)
    clock.tick(seconds=61)
    assert not quiet_minutes.reveal_if_due(app, room.pm_id, 1, [])
    quiet_minutes.reveal_at_end(app, room.facilitator, 1, on=True)
    quiet_minutes.more_time(app, room.facilitator, 1)
    assert not quiet_minutes.reveal_if_due(app, room.pm_id, 1, [])
    clock.tick(seconds=31)
    assert quiet_minutes.reveal_if_due(app, room.pm_id, 1, [])
    press(app, room, Next)
    assert state(app, room).minute.at_end


def test_what_one_person_and_all_together_may_write_is_bounded(app: App) -> None:
    """With a sentence; a line that is there can still be changed."""
    room = at_root_cause(app)
    with pytest.raises(BadInput, match="1,000 characters"):
        write(app, room.participant, "x" * (DRAFT_CHARACTERS + 1))
    for number in range(DRAFTS_A_PERSON):
        write(app, room.participant, "x" * DRAFT_CHARACTERS, f"row{number}")
    with pytest.raises(Conflict, match="Twenty lines"):
        write(app, room.participant, "One more", "another")
    write(app, room.participant, "Shorter", "row0")
    assert CHARACTERS_TOGETHER < DRAFT_CHARACTERS * DRAFTS_A_PERSON * 60
    assert CHARACTERS_TOGETHER * len("😀".encode()) < LIMITS.field_bytes, "all of it may go to one field"


def test_only_those_who_may_write_write_and_only_facilitators_run_it(app: App) -> None:
    """Whatever their page shows."""
    room = at_root_cause(app)
    with pytest.raises(NotAllowed):
        write(app, room.viewer, "I was never here")
    with pytest.raises(NotAllowed):
        quiet_minutes.drafts_of(app, room.viewer)
    for command in (quiet_minutes.reveal, quiet_minutes.more_time, quiet_minutes.start):
        with pytest.raises(NotAllowed):
            command(app, room.participant, 1)
    with pytest.raises(NotAllowed):
        quiet_minutes.switch(app, room.participant, SectionId.FACTORS, on=False)
    stranger = open_room(app, "Another one").participant
    with pytest.raises((NotMember, Conflict)):
        write(app, stranger, "From another meeting")
    with pytest.raises(BadInput):
        quiet_minutes.write(app, room.participant, 1, Draft(id="x", author="somebody", field=TECHNICAL, text="x"))
    with pytest.raises(BadInput):
        write(app, room.participant, "x", field="summary.impact")


def test_two_who_start_one_together_start_one(app: App) -> None:
    """And nobody in a section that is only told."""
    room = at_root_cause(app, quiet=False)
    assert quiet_minutes.start(app, room.facilitator, 0) == 1
    assert quiet_minutes.start(app, room.facilitator, 0) == 1
    with pytest.raises(Conflict, match="moment before"):
        quiet_minutes.start(app, room.facilitator, 1)
    press(app, room, Back)
    with pytest.raises(Conflict, match="no quiet minute in this section"):
        quiet_minutes.start(app, room.facilitator, 1)
    press(app, room, Finish)
    with pytest.raises(Conflict, match="another section"):
        quiet_minutes.start(app, room.facilitator, 1)


def test_whoever_prepares_alone_is_not_held_up(app: App) -> None:
    """A minute of silence needs two."""
    room = open_room(app)
    for member in (room.participant, room.viewer):
        access.remove(app, room.facilitator, room.pm_id, member.visitor_id)
    for command in (Start, Next, Next):
        press(app, room, command)
    assert not state(app, room).minute.is_open
