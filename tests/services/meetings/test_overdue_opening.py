"""Every new sync opens with the team's overdue action items, for half a minute, and a guest sees them when shown."""

from datetime import date, timedelta

import pytest

from core.domain.clock.state import Finish, Next, Pause, Start
from core.errors import Conflict, NotAllowed, NotFound, WorkspaceLocked
from core.services import postmortems
from core.services.actions import follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock, overdue_opening
from core.store.people import members
from core.store.people.members import Member
from tests.support.apps import BEGIN, Rings, Room, TestClock, insider, open_room, visitor_of
from tests.support.edits import add_row
from tests.support.held import held

LATE = BEGIN.date() - timedelta(days=9)
SOON = BEGIN.date() + timedelta(days=9)


def earlier(app: App, *dues: date | None, title: str = "Disk full") -> str:
    """An earlier incident with one action a date; its id."""
    pm_id = postmortems.create(app, title)
    for number, due in enumerate(dues):
        document_store.edit(app, pm_id, add_row("actions", f"a{number}", f"Fix {number}", f"V{number}", due=due), None)
    held(app, pm_id)
    return pm_id


def started(app: App, room: Room) -> None:
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Start(seen=0))


def colleague(app: App, room: Room) -> Member:
    """Somebody of the workspace who takes part."""
    visitor = insider(app, "Dan")
    with app.db.write() as tx:
        return members.join(tx, room.pm_id, visitor.id, "participant")


def test_a_sync_opens_with_what_is_late_elsewhere(app: App) -> None:
    """The longest late first; not what is due later, has no date, is done, or belongs to this incident."""
    room = open_room(app)
    document_store.edit(app, room.pm_id, add_row("actions", "own", "Own", "V", due=LATE), None)
    earlier(app, LATE, SOON, None)
    done = earlier(app, LATE - timedelta(days=5), LATE - timedelta(days=2), title="Slow login")
    follow_up.mark_done(app, done, "a0", "seen", None)
    assert overdue_opening.overdue_elsewhere(app, room.pm_id) == 2
    assert overdue_opening.opening_for_member(app, room.facilitator, inside=True) is None, "not before the start"
    started(app, room)
    found = overdue_opening.opening_for_member(app, room.facilitator, inside=True)
    assert found is not None
    assert [(row.postmortem_title, row.days_late) for row in found.rows] == [("Slow login", 11), ("Disk full", 9)]
    assert (found.total, found.until, found.shown, found.leads) == (2, None, False, True)


def test_a_handful_and_the_number(app: App) -> None:
    """Nobody reads thirty lines in half a minute."""
    earlier(app, *([LATE] * 8))
    room = open_room(app)
    started(app, room)
    found = overdue_opening.opening_for_member(app, room.facilitator, inside=True)
    assert found is not None
    assert (len(found.rows), found.total) == (5, 8)


def test_nothing_late_opens_nothing(app: App) -> None:
    """A team without overdue action items just begins."""
    earlier(app, SOON)
    room = open_room(app)
    started(app, room)
    assert overdue_opening.opening_for_member(app, room.facilitator, inside=True) is None
    overdue_opening.show(app, room.facilitator)
    assert overdue_opening.opening_for_shared_screen(app, room.pm_id) is None


def test_half_a_minute_for_the_team(app: App, clock: TestClock) -> None:
    """It leaves a colleague's screen by itself, and the clock has been running all the time."""
    earlier(app, LATE)
    room = open_room(app)
    dan = colleague(app, room)
    started(app, room)
    found = overdue_opening.opening_for_member(app, dan, inside=True)
    assert found is not None
    assert (found.until, found.leads) == (BEGIN + timedelta(seconds=30), False)
    assert meeting_clock.view(app, room.pm_id).meeting.status == "running"
    clock.tick(seconds=29.9)
    assert overdue_opening.opening_for_member(app, dan, inside=True) is not None
    clock.tick(seconds=0.1)
    assert overdue_opening.opening_for_member(app, dan, inside=True) is None
    assert overdue_opening.opening_for_member(app, room.facilitator, inside=True) is not None, "the facilitator ends it"


def test_a_guest_and_the_shared_screen_see_it_when_a_facilitator_shows_it(
    app: App, clock: TestClock, rings: Rings
) -> None:
    """Nothing of other incidents is shown to a guest unless a facilitator shows it; then for half a minute."""
    earlier(app, LATE)
    room = open_room(app)
    started(app, room)
    for guest in (room.participant, room.viewer):
        assert overdue_opening.opening_for_member(app, guest, inside=False) is None
    assert overdue_opening.opening_for_shared_screen(app, room.pm_id) is None
    clock.tick(minutes=1)
    rings.clear()
    overdue_opening.show(app, room.facilitator)
    assert rings.heard == [("meeting", room.pm_id)]
    ends = BEGIN + timedelta(seconds=90)
    for guest in (room.participant, room.viewer):
        found = overdue_opening.opening_for_member(app, guest, inside=False)
        assert found is not None
        assert (found.until, found.leads, found.shown) == (ends, False, True)
    screen = overdue_opening.opening_for_shared_screen(app, room.pm_id)
    assert screen is not None
    assert (screen.until, len(screen.rows)) == (ends, 1)
    clock.tick(seconds=30)
    assert overdue_opening.opening_for_shared_screen(app, room.pm_id) is None
    assert overdue_opening.opening_for_member(app, room.viewer, inside=False) is None
    overdue_opening.show(app, room.facilitator)
    assert overdue_opening.opening_for_shared_screen(app, room.pm_id) is not None, "once more"


def test_going_on_takes_it_from_every_screen(app: App, rings: Rings) -> None:
    """One press, for everybody, and it does not come back."""
    earlier(app, LATE)
    room = open_room(app)
    started(app, room)
    overdue_opening.show(app, room.facilitator)
    rings.clear()
    overdue_opening.go_on(app, room.facilitator)
    assert rings.heard == [("meeting", room.pm_id)]
    assert overdue_opening.opening_for_member(app, room.facilitator, inside=True) is None
    assert overdue_opening.opening_for_member(app, room.participant, inside=False) is None
    assert overdue_opening.opening_for_shared_screen(app, room.pm_id) is None
    with pytest.raises(Conflict):
        overdue_opening.show(app, room.facilitator)
    overdue_opening.go_on(app, room.facilitator)


def test_the_next_section_ends_it_for_the_facilitator(app: App) -> None:
    """Whoever presses Next has gone on; a pause ends nothing."""
    earlier(app, LATE)
    room = open_room(app)
    started(app, room)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Pause(seen=1))
    assert overdue_opening.opening_for_member(app, room.facilitator, inside=True) is not None
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Next(seen=2))
    assert overdue_opening.opening_for_member(app, room.facilitator, inside=True) is None


def test_a_meeting_that_is_over_shows_nothing(app: App) -> None:
    """Nor does one in the trash, which is not there."""
    earlier(app, LATE)
    room = open_room(app)
    started(app, room)
    overdue_opening.show(app, room.facilitator)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Finish(seen=1))
    assert overdue_opening.opening_for_shared_screen(app, room.pm_id) is None
    with pytest.raises(Conflict):
        overdue_opening.show(app, room.facilitator)
    postmortems.trash(app, room.pm_id, room.maker)
    with pytest.raises(NotFound):
        overdue_opening.opening_for_shared_screen(app, room.pm_id)


def test_only_a_facilitator_who_is_inside_shows_what_is_the_workspaces(locked_app: App) -> None:
    """A guest who facilitates cannot open what they may not see; participants open and end nothing."""
    earlier(locked_app, LATE)
    room = open_room(locked_app)
    started(locked_app, room)
    guest = meeting_clock.take_over(locked_app, room.participant)
    assert overdue_opening.opening_for_member(locked_app, guest, inside=False) is None
    with pytest.raises(WorkspaceLocked):
        overdue_opening.show(locked_app, guest)
    for deed in (overdue_opening.show, overdue_opening.go_on):
        with pytest.raises(NotAllowed):
            deed(locked_app, room.viewer)
    overdue_opening.show(locked_app, room.facilitator)
    assert overdue_opening.opening_for_member(locked_app, guest, inside=False) is not None
    assert visitor_of(locked_app, guest).workspace is False
