"""What the components of a room are given before its page: to whom, and that it is what the page gives."""

from datetime import timedelta

from core.domain.clock.state import Finish, Pause, Start
from core.domain.permissions import Role
from core.services import access, postmortems
from core.services.access import closing
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock, room_data
from core.services.reviews import lifecycle
from core.store.people import members
from core.store.people.visitors import Visitor
from tests.support import edits
from tests.support.apps import TestClock, insider, newcomer, open_room, visitor_of


def before(app: App, visitor: Visitor, pm_id: str, *, inside: bool = False) -> dict[str, object] | None:
    return room_data.data_before_page(app, visitor, pm_id, inside=inside)


def test_a_member_gets_what_the_page_will_give(app: App) -> None:
    """But for the zone, which the browser knows, and for names of other incidents' labels."""
    room = open_room(app)
    for member in (room.facilitator, room.participant, room.viewer):
        props = room_data.room_props(app, member, inside=False, zone="")
        found = before(app, visitor_of(app, member), room.pm_id)
        assert found == {
            "board": room_data.board_data(app, props),
            "clock": room_data.clock_data(props),
            "wide": False,
        }


def test_the_board_is_wide_while_nothing_stands_beside_it(app: App) -> None:
    """In the lobby and at the end there are words and buttons; in a closed one it says so all the time."""
    room = open_room(app)
    widths = [_is_wide(app, room.maker, room.pm_id)]
    for command in (Start, Pause, Finish):
        seen = meeting_clock.view(app, room.pm_id).meeting.version
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command(seen=seen))
        widths.append(_is_wide(app, room.maker, room.pm_id))
    assert widths == [False, True, True, False]
    closed = open_room(app)
    meeting_clock.run_command(app, closed.pm_id, closed.facilitator, Start(seen=0))
    closing.close(app, closed.pm_id, [], closed.maker)
    assert not _is_wide(app, closed.maker, closed.pm_id)


def _is_wide(app: App, visitor: Visitor, pm_id: str) -> bool:
    found = before(app, visitor, pm_id)
    assert found is not None
    return found["wide"] is True


def test_the_sections_are_kept_once_for_all_pages(app: App) -> None:
    """Every page that is open holds its data, in its session, for as long as it may come back."""
    room = open_room(app)
    one, other = (
        room_data.room_props(app, member, inside=False, zone="") for member in (room.facilitator, room.participant)
    )
    assert one.sections is other.sections


def test_who_may_not_write_gets_a_board_to_read(app: App) -> None:
    room = open_room(app)
    for member, readonly in ((room.participant, False), (room.viewer, True)):
        found = before(app, visitor_of(app, member), room.pm_id)
        assert found is not None
        board = found["board"]
        assert isinstance(board, dict)
        assert board["readonly"] is readonly


def test_the_workspace_is_told_of_earlier_incidents_and_of_no_label(app: App) -> None:
    """Names of labels are needed when one is typed, and would be the larger part of the page."""
    room = open_room(app)
    props = room_data.room_props(app, room.participant, inside=True, zone="UTC")
    found = before(app, visitor_of(app, room.participant), room.pm_id, inside=True)
    assert found is not None
    board = found["board"]
    assert isinstance(board, dict)
    assert board == {**room_data.board_data(app, props), "zone": "", "labels": {}}
    assert board["seen"] is True


def test_who_is_no_member_gets_nothing_and_does_not_become_one(app: App) -> None:
    """A preview of a link in a chat is no visit, also for somebody of the workspace."""
    room = open_room(app)
    for stranger in (newcomer(app), insider(app)):
        assert before(app, stranger, room.pm_id, inside=True) is None
        assert before(app, stranger, "nothing-like-it", inside=True) is None
    assert len(access.people(app, room.pm_id)) == 3


def test_who_was_removed_gets_nothing(app: App) -> None:
    room = open_room(app)
    removed = visitor_of(app, room.participant)
    access.remove(app, room.facilitator, room.pm_id, removed.id)
    assert before(app, removed, room.pm_id) is None


def test_a_shared_screen_gets_nothing(app: App) -> None:
    """It is shown no board."""
    room = open_room(app)
    screen = newcomer(app)
    with app.db.write() as tx:
        members.join(tx, room.pm_id, screen.id, Role.SCREEN)
    assert before(app, screen, room.pm_id) is None


def test_what_is_in_the_trash_is_for_nobody(app: App) -> None:
    room = open_room(app)
    postmortems.trash(app, room.pm_id, room.maker)
    assert before(app, room.maker, room.pm_id) is None


def test_what_is_closed_is_for_those_who_were_named(app: App) -> None:
    """The transaction reads for whoever asks, so it exists for them."""
    room = open_room(app)
    named, other = visitor_of(app, room.participant), visitor_of(app, room.viewer)
    closing.close(app, room.pm_id, [named.id], room.maker)
    assert before(app, named, room.pm_id) is not None
    assert before(app, room.maker, room.pm_id) is not None
    assert before(app, other, room.pm_id) is None


def test_there_is_none_while_a_review_stands_in_the_boards_place(app: App, clock: TestClock) -> None:
    """Before it and after its end the room shows the sections."""
    room = open_room(app)
    change = edits.add_row("actions", "a1", "Alert on disk use", "M", owner="Kim")
    document_store.edit(app, room.pm_id, change, None)
    for command in (Start, Finish):
        seen = meeting_clock.view(app, room.pm_id).meeting.version
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command(seen=seen))
    clock.now += timedelta(days=14)
    assert before(app, room.maker, room.pm_id) is not None
    lifecycle.open_review(app, room.pm_id, room.maker)
    assert room_data.review_is_on(meeting_clock.view(app, room.pm_id))
    assert before(app, room.maker, room.pm_id) is None
