"""Publishing: who may, what the link opens, what readers are told, and that a withdrawal is final."""

import pytest

from core.document import edit
from core.domain.clock.state import Finish, Pause, Start
from core.domain.permissions import Role
from core.domain.publication import PublicationState
from core.errors import BadCode, Conflict, NotAllowed, NotFound, NotMember
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.publishing import publications
from core.store import document_updates
from core.store.document_updates import NewUpdate
from core.store.people.visitors import Visitor
from tests.support import edits
from tests.support.appending import append
from tests.support.apps import Rings, Room, TestClock, newcomer, open_room, visitor_of

BASE = "http://d"


def mac_of(app: App, pm_id: str) -> str:
    return publications.link(app, pm_id, BASE).partition("&t=")[2]


def entered(app: App, pm_id: str, name: str = "Rea") -> Visitor:
    """Somebody of the company who opened the link."""
    reader = newcomer(app, name)
    publications.enter(app, reader, pm_id, mac_of(app, pm_id))
    return reader


def write(app: App, room: Room, text: str, by: Visitor | None) -> None:
    document_store.edit(app, room.pm_id, edits.set_text("summary.impact", text), by.id if by else None)


def test_it_goes_from_draft_to_published_and_back(app: App) -> None:
    """The state follows the meeting and the publication; cards and the summary agree."""
    room = open_room(app)
    seen = []
    for command in (None, Start(seen=0), Pause(seen=1), Finish(seen=2)):
        if command is not None:
            meeting_clock.run_command(app, room.pm_id, room.facilitator, command)
        seen.append(publications.publication_status(app, room.pm_id).state)
        (card,) = [row.card for row in postmortems.archive(app).rows]
        assert card.state is seen[-1]
    publications.publish(app, room.pm_id, room.maker)
    seen.append(publications.publication_status(app, room.pm_id).state)
    publications.withdraw(app, room.pm_id, room.maker)
    seen.append(publications.publication_status(app, room.pm_id).state)
    assert seen == [
        PublicationState.DRAFT,
        PublicationState.IN_MEETING,
        PublicationState.IN_MEETING,
        PublicationState.MEETING_HELD,
        PublicationState.PUBLISHED,
        PublicationState.MEETING_HELD,
    ]


def test_publishing_keeps_a_revision_and_says_when_and_by_whom(app: App, clock: TestClock, rings: Rings) -> None:
    """What was published can be looked at for ever, and open pages hear of it."""
    room = open_room(app)
    rings.clear()
    made = publications.publish(app, room.pm_id, room.maker)
    standing = publications.publication_status(app, room.pm_id)
    assert (standing.published_at, standing.by, standing.revision_id) == (clock.now, "Ada", made.revision_id)
    with app.db.read() as tx:
        doc = document_updates.doc_of(tx, room.pm_id)
        assert doc is not None
        kept = [revision for revision in document_updates.revisions(tx, doc.id) if revision.id == made.revision_id]
    assert [(revision.why, revision.by) for revision in kept] == [("published", room.maker.id)]
    assert ("record", room.pm_id) in rings.heard


def test_while_the_meeting_runs_nothing_is_published(app: App) -> None:
    """A sentence says to finish first."""
    room = open_room(app)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Start(seen=0))
    with pytest.raises(Conflict, match="Finish it first"):
        publications.publish(app, room.pm_id, room.maker)


def test_facilitators_and_the_workspace_publish_and_nobody_else(locked_app: App) -> None:
    """Participants, viewers, strangers and readers of the link are told whom to ask."""
    room = open_room(locked_app)
    for member in (room.participant, room.viewer):
        with pytest.raises(NotAllowed, match="facilitator"):
            publications.publish(locked_app, room.pm_id, visitor_of(locked_app, member))
    with pytest.raises(NotMember):
        publications.publish(locked_app, room.pm_id, newcomer(locked_app))
    guest = visitor_of(locked_app, meeting_clock.hand_over(locked_app, room.facilitator, room.participant.visitor_id))
    assert guest.id == room.maker.id  # stepped back, and still of the workspace
    publications.publish(locked_app, room.pm_id, visitor_of(locked_app, room.participant))
    reader = entered(locked_app, room.pm_id)
    for deed in (publications.publish, publications.withdraw):
        with pytest.raises(NotMember):
            deed(locked_app, room.pm_id, reader)
    publications.withdraw(locked_app, room.pm_id, guest)


def test_whoever_opens_the_link_reads_this_one_and_is_in_no_meeting(locked_app: App) -> None:
    """A link for the company is no way in."""
    room, other = open_room(locked_app), open_room(locked_app, "Another incident")
    publications.publish(locked_app, room.pm_id, room.maker)
    publications.publish(locked_app, other.pm_id, other.maker)
    reader = entered(locked_app, room.pm_id)
    view, standing = publications.read(locked_app, reader, room.pm_id)
    assert view.meta.id == room.pm_id
    assert standing.state is PublicationState.PUBLISHED
    with pytest.raises(NotFound):
        publications.read(locked_app, reader, other.pm_id)
    with pytest.raises(NotMember):
        access.member(locked_app, reader, room.pm_id)
    assert not access.has_workspace(locked_app, reader, request_is_loopback=False)
    assert not access.in_any_meeting(locked_app, reader)
    assert reader.id not in {person.visitor_id for person in access.people(locked_app, room.pm_id)}
    assert reader.name not in publications.read(locked_app, reader, room.pm_id)[0].meta.people


def test_members_and_the_workspace_may_look_at_it_too(locked_app: App) -> None:
    """So that whoever publishes can see what others will see."""
    room = open_room(locked_app)
    publications.publish(locked_app, room.pm_id, room.maker)
    publications.read(locked_app, visitor_of(locked_app, room.viewer), room.pm_id)
    publications.read(locked_app, newcomer(locked_app), room.pm_id, inside=True)
    with pytest.raises(NotFound):
        publications.read(locked_app, newcomer(locked_app), room.pm_id)
    with pytest.raises(NotFound):
        publications.read(locked_app, None, room.pm_id)


def test_a_withdrawn_link_answers_like_an_unknown_one(app: App) -> None:
    """Never published, withdrawn, thrown away, unknown, forged: one error, one sentence."""
    room, draft = open_room(app), open_room(app, "A draft")
    publications.publish(app, room.pm_id, room.maker)
    good, reader = mac_of(app, room.pm_id), entered(app, room.pm_id)
    publications.withdraw(app, room.pm_id, room.maker)
    join = access.links(app, room.pm_id, BASE).viewer.split("&t=")[1].split("&")[0]
    messages = set()
    tries = ((room.pm_id, good), (room.pm_id, join), (room.pm_id, ""), ("nothing", good), (draft.pm_id, good))
    for pm_id, mac in tries:
        with pytest.raises(BadCode) as refused:
            publications.enter(app, newcomer(app), pm_id, mac)
        messages.add(refused.value.sentence)
    assert len(messages) == 1
    pages = set()
    for pm_id in (room.pm_id, draft.pm_id, "nothing", "\x00", "x" * 5000):
        with pytest.raises(NotFound) as refused_page:
            publications.read(app, reader, pm_id)
        pages.add(refused_page.value.sentence)
    assert pages == {publications.NOTHING_HERE}
    with pytest.raises(Conflict):
        publications.link(app, room.pm_id, BASE)


def test_in_the_trash_it_is_not_readable_and_comes_back_with_it(app: App) -> None:
    """Throwing away takes it from readers at once; putting back gives it back, by the same link."""
    room = open_room(app)
    publications.publish(app, room.pm_id, room.maker)
    good, reader = mac_of(app, room.pm_id), entered(app, room.pm_id)
    postmortems.trash(app, room.pm_id, room.maker)
    with pytest.raises(BadCode):
        publications.enter(app, newcomer(app), room.pm_id, good)
    with pytest.raises(NotFound):
        publications.read(app, reader, room.pm_id)
    postmortems.restore(app, room.pm_id, room.maker)
    publications.read(app, reader, room.pm_id)


def test_publishing_again_after_a_withdrawal_makes_a_new_link(app: App) -> None:
    """The old one stays dead, also for those who had opened it."""
    room = open_room(app)
    publications.publish(app, room.pm_id, room.maker)
    old, reader = mac_of(app, room.pm_id), entered(app, room.pm_id)
    publications.publish(app, room.pm_id, room.maker)
    assert mac_of(app, room.pm_id) == old
    publications.withdraw(app, room.pm_id, room.maker)
    publications.publish(app, room.pm_id, room.maker)
    assert mac_of(app, room.pm_id) != old
    with pytest.raises(BadCode):
        publications.enter(app, newcomer(app), room.pm_id, old)
    with pytest.raises(NotFound):
        publications.read(app, reader, room.pm_id)


def test_renewed_join_links_leave_the_published_link_alone(app: App) -> None:
    """Taking a person out of a meeting takes nothing away from the company's readers."""
    room = open_room(app)
    publications.publish(app, room.pm_id, room.maker)
    before = mac_of(app, room.pm_id)
    access.new_links(app, room.facilitator)
    assert mac_of(app, room.pm_id) == before


def test_the_published_link_is_no_join_link(app: App) -> None:
    """Its signature under any role opens no door of the meeting."""
    room = open_room(app)
    publications.publish(app, room.pm_id, room.maker)
    for role in (*Role, "published"):
        with pytest.raises(BadCode):
            access.enter_link(app, newcomer(app), room.pm_id, role, mac_of(app, room.pm_id))


def test_a_first_reader_gets_a_new_cookie_and_a_returning_one_keeps_theirs(locked_app: App) -> None:
    """A cookie that was planted before is worth nothing; a second tab is not thrown out."""
    room = open_room(locked_app)
    publications.publish(locked_app, room.pm_id, room.maker)
    reader = newcomer(locked_app)
    first = publications.enter(locked_app, reader, room.pm_id, mac_of(locked_app, room.pm_id))
    assert first.token
    assert first.member is None
    again = publications.enter(locked_app, reader, room.pm_id, mac_of(locked_app, room.pm_id))
    assert again.token is None


def test_later_edits_are_told_with_who_and_when(app: App, clock: TestClock) -> None:
    """The latest first; what was written before publishing is not told, and publishing again starts anew."""
    room = open_room(app)
    ben = visitor_of(app, room.participant)
    write(app, room, "Nobody could order", ben)
    clock.tick(minutes=1)
    publications.publish(app, room.pm_id, room.maker)
    assert publications.publication_status(app, room.pm_id).late == ()
    clock.tick(hours=1)
    write(app, room, "Nobody could order for an hour", ben)
    clock.tick(hours=1)
    write(app, room, "Nobody could order for 61 minutes", room.maker)
    late = publications.publication_status(app, room.pm_id).late
    assert [item.by for item in late] == ["Ada", "Ben"]
    assert late[0].at == clock.now
    clock.tick(minutes=1)
    publications.publish(app, room.pm_id, room.maker)
    assert publications.publication_status(app, room.pm_id).late == ()


def test_what_was_typed_in_the_room_is_a_later_edit_too_even_when_it_is_compacted(app: App, clock: TestClock) -> None:
    """The room appends, projects and compacts; whoever wrote in between is remembered."""
    room = open_room(app)
    publications.publish(app, room.pm_id, room.maker)
    clock.tick(minutes=5)
    with app.db.read() as tx:
        doc = document_updates.doc_of(tx, room.pm_id)
    assert doc is not None
    change = edit.apply(
        document_store.open_document(app, room.pm_id).updates, edits.set_text("summary.impact", "Later")
    )
    ids = append(app, room.pm_id, [NewUpdate(doc.id, doc.epoch, room.participant.visitor_id, change)])
    document_store.compact_and_revise(app, room.pm_id, "ten minutes of work")
    assert [item.by for item in publications.publication_status(app, room.pm_id).late] == ["Ben"]
    document_store.project(app, room.pm_id, postmortems.summary(app, room.pm_id).postmortem, ids[-1])
    assert [item.by for item in publications.publication_status(app, room.pm_id).late] == ["Ben"]


def test_readers_see_the_text_of_today(app: App) -> None:
    """A correction reaches them at once, told as a later edit."""
    room = open_room(app)
    publications.publish(app, room.pm_id, room.maker)
    reader = entered(app, room.pm_id)
    write(app, room, "Corrected: 61 minutes", room.maker)
    assert "Corrected" in str(publications.read(app, reader, room.pm_id)[0].whole)


def test_who_only_opened_the_room_afterwards_did_not_take_part(app: App, clock: TestClock) -> None:
    """People are those who were there before the end, and those who wrote; viewers are neither."""
    room = open_room(app)
    for command in (Start(seen=0), Finish(seen=1)):
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command)
    clock.tick(minutes=3)
    for name in ("Looks", "Writes"):
        access.join_from_workspace(app, newcomer(app, name), room.pm_id)
    # Two who joined in the same moment stand in either order.
    assert sorted(postmortems.summary(app, room.pm_id).meta.people) == ["Ada", "Ben"]
    writer = next(person for person in access.people(app, room.pm_id) if person.name == "Writes")
    write(app, room, "One more thing", visitor_of(app, writer))
    document_store.compact_and_revise(app, room.pm_id, "the room was left")
    assert sorted(postmortems.summary(app, room.pm_id).meta.people) == ["Ada", "Ben", "Writes"]
