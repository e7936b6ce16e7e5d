"""Earlier versions: listed, looked at, compared, brought back; on both databases, and nothing is ever lost by it."""

import pytest

from core.document import edit
from core.domain.clock.state import Finish, Next, Start
from core.domain.content.version_diff import Kind
from core.errors import Conflict, NotAllowed, NotFound, NotMember
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store, revisions
from core.services.meetings import meeting_clock
from core.services.publishing import publications
from core.store.document_updates import NewUpdate
from tests.support import edits
from tests.support.appending import append
from tests.support.apps import Rings, Room, TestClock, newcomer, open_room, visitor_of


def write(app: App, room: Room, text: str) -> None:
    document_store.edit(app, room.pm_id, edits.set_text("summary.impact", text), room.maker.id)


def impact(app: App, room: Room) -> str:
    return postmortems.summary(app, room.pm_id).postmortem.summary.impact


def kept(app: App, room: Room, text: str, why: str = "ten minutes of work") -> int:
    """A version that says these words. Returns its number."""
    write(app, room, text)
    document_store.compact_and_revise(app, room.pm_id, why)
    return revisions.history(app, room.pm_id)[0].id


def test_the_history_says_when_why_and_by_whom(app: App, clock: TestClock) -> None:
    """The newest first, in words a person understands."""
    room = open_room(app)
    for command in (Start(seen=0), Next(seen=1), Finish(seen=2)):
        clock.tick(minutes=1)
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command)
    publications.publish(app, room.pm_id, room.maker)
    found = revisions.history(app, room.pm_id)
    assert found[0].at >= found[-1].at
    assert [item.label for item in found][:2] == ["Published", "The meeting was finished"]
    assert "Incident summary was left" in [item.label for item in found]
    assert {item.by for item in found} == {"Ada"}


def test_a_version_reads_as_it_read_then(app: App) -> None:
    """Also after the log was compacted and written on."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    second = kept(app, room, "Nobody could pay")
    write(app, room, "Something else")
    assert revisions.revision_text(app, room.pm_id, first)[1].summary.impact == "Nobody could order"
    assert revisions.revision_text(app, room.pm_id, second)[1].summary.impact == "Nobody could pay"


def test_two_versions_are_compared_and_one_with_now(app: App) -> None:
    """In the words of the domain's comparison; the same twice is no change."""
    room = open_room(app)
    first, second = kept(app, room, "Nobody could order"), kept(app, room, "Nobody could pay")
    write(app, room, "Everybody could pay")
    (section,) = revisions.changes(app, room.pm_id, first, second).sections
    pieces = {piece.kind: piece.text for piece in section.fields[0].pieces}
    assert (pieces[Kind.REMOVED], pieces[Kind.ADDED]) == ("order", "pay")
    (section,) = revisions.changes(app, room.pm_id, second).sections
    pieces = {piece.kind: piece.text for piece in section.fields[0].pieces}
    assert (pieces[Kind.REMOVED], pieces[Kind.ADDED]) == ("Nobody", "Everybody")
    assert revisions.changes(app, room.pm_id, first, first).sections == ()


def test_a_number_opens_no_version_of_another_postmortem(app: App) -> None:
    """Looking, comparing and bringing back say the same as for a number that never was."""
    room, other = open_room(app), open_room(app, "Another team's")
    theirs = kept(app, other, "Their secret")
    mine = kept(app, room, "Ours")
    for number in (theirs, 10**9, -1, 2**70):
        for deed in (
            lambda n: revisions.revision_text(app, room.pm_id, n),
            lambda n: revisions.changes(app, room.pm_id, mine, n),
            lambda n: revisions.restore(app, room.pm_id, n, room.maker),
        ):
            with pytest.raises(NotFound, match="no such earlier version"):
                deed(number)


def test_bringing_a_version_back_makes_it_the_text_of_today(app: App, rings: Rings, clock: TestClock) -> None:
    """In a new epoch; what was there before is kept first, and the restore is a version itself."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    at = revisions.history(app, room.pm_id)[0].at
    clock.tick(minutes=5)
    write(app, room, "All words lost")
    before = document_store.open_document(app, room.pm_id)
    rings.clear()
    revisions.restore(app, room.pm_id, first, room.maker)
    after = document_store.open_document(app, room.pm_id)
    assert impact(app, room) == "Nobody could order"
    assert after.epoch == before.epoch + 1
    assert after.last_id > before.last_id
    assert rings.topics() >= {"doc", "record"}
    newest, kept_before = revisions.history(app, room.pm_id)[:2]
    assert (newest.label, newest.by, newest.of) == ("An earlier version was brought back", "Ada", at)
    assert "Before" in kept_before.label
    assert revisions.revision_text(app, room.pm_id, kept_before.id)[1].summary.impact == "All words lost"


def test_a_restore_can_be_taken_back(app: App) -> None:
    """By bringing back what was kept before it."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    write(app, room, "Better words")
    revisions.restore(app, room.pm_id, first, room.maker)
    revisions.restore(app, room.pm_id, revisions.history(app, room.pm_id)[1].id, room.maker)
    assert impact(app, room) == "Better words"


def test_what_is_the_text_already_is_not_brought_back(app: App) -> None:
    """Nobody's open page is turned away for nothing."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    with pytest.raises(Conflict, match="exactly this"):
        revisions.restore(app, room.pm_id, first, room.maker)
    assert document_store.open_document(app, room.pm_id).epoch == 1


def test_an_update_of_the_document_before_is_refused_and_one_of_the_new_is_taken(app: App) -> None:
    """The append of a room that has not heard of the restore yet cannot write into the new text."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    write(app, room, "More words")
    old = document_store.open_document(app, room.pm_id)
    late = edit.apply(old.updates, edits.set_text("summary.impact", "Too late"))
    revisions.restore(app, room.pm_id, first, room.maker)
    with pytest.raises(Conflict):
        append(app, room.pm_id, [NewUpdate(old.doc_id, old.epoch, room.maker.id, late)])
    document_store.project(app, room.pm_id, postmortems.summary(app, room.pm_id).postmortem, old.last_id)
    write(app, room, "Written on")
    assert impact(app, room) == "Written on"


def test_facilitators_and_the_workspace_bring_back_and_nobody_else(locked_app: App) -> None:
    """Participants, viewers and strangers are told whom to ask, and nothing happens."""
    room = open_room(locked_app)
    first = kept(locked_app, room, "Nobody could order")
    write(locked_app, room, "Better words")
    for member in (room.participant, room.viewer):
        with pytest.raises(NotAllowed):
            revisions.restore(locked_app, room.pm_id, first, visitor_of(locked_app, member))
    with pytest.raises(NotMember):
        revisions.restore(locked_app, room.pm_id, first, newcomer(locked_app))
    assert impact(locked_app, room) == "Better words"
    revisions.restore(locked_app, room.pm_id, first, None)
    assert impact(locked_app, room) == "Nobody could order"


def test_a_version_brought_back_after_publishing_is_told_as_a_later_edit(app: App, clock: TestClock) -> None:
    """Readers see who changed what they read, also this way."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    write(app, room, "Better words")
    publications.publish(app, room.pm_id, room.maker)
    clock.tick(minutes=1)
    revisions.restore(app, room.pm_id, first, visitor_of(app, room.facilitator))
    assert [item.by for item in publications.publication_status(app, room.pm_id).late] == ["Ada"]


def test_in_the_trash_there_is_no_history(app: App) -> None:
    """As there is no summary."""
    room = open_room(app)
    first = kept(app, room, "Nobody could order")
    postmortems.trash(app, room.pm_id, room.maker)
    for deed in (
        lambda: revisions.history(app, room.pm_id),
        lambda: revisions.revision_text(app, room.pm_id, first),
        lambda: revisions.restore(app, room.pm_id, first, room.maker),
    ):
        with pytest.raises(NotFound):
            deed()
