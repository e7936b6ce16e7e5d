"""Pictures of a timeline: who may bring one and see one, how many there are, and when unused ones go."""

import base64
import json
from pathlib import Path

import pytest

from core.document.edit import add_rows, apply
from core.domain.content.evidence import MOST_PICTURES
from core.domain.postmortem import Evidence, TimelineRow
from core.errors import BadFile, NotAllowed, NotFound, NotMember, TooLarge
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.evidence import housekeeping, pictures
from core.services.exchange import backup, exports
from core.services.postmortems import trashing
from core.services.publishing import publications
from core.store import document_updates, evidence
from core.store import postmortems as stored_postmortems
from core.store.document_updates import NewUpdate
from tests.support.apps import Room, TestClock, insider, newcomer, open_room, visitor_of
from tests.support.pictures import opened, saved, screenshot


@pytest.fixture
def room(app: App) -> Room:
    return open_room(app)


def named(app: App, pm_id: str, *ids: str, row: str = "t1", caption: str = "") -> None:
    """What a browser does once its picture is kept: the row names it."""
    made = TimelineRow(id=row, text="CPU", evidence=tuple(Evidence(id=item, caption=caption) for item in ids))
    with app.db.write() as tx:
        document_store.edit_in(tx, pm_id, add_rows("timeline", [made]), None)
        document_store.project_in(tx, pm_id)


def _count(app: App) -> int:
    with app.db.read() as tx:
        return len(stored_postmortems.list_(tx))


def brought(app: App, room: Room, data: bytes = b"") -> str:
    return pictures.add(app, room.participant, "t1", data or screenshot()).id


def test_a_participant_brings_a_picture_and_every_member_sees_it(app: App, room: Room) -> None:
    made = pictures.add(app, room.participant, "t1", screenshot())
    for member in (room.facilitator, room.participant, room.viewer):
        found = pictures.see(app, visitor_of(app, member), room.pm_id, made.id, inside=False)
        assert opened(found.data).size == (640, 360)
    assert found.created_by == room.participant.visitor_id


def test_a_viewer_brings_none(app: App, room: Room) -> None:
    with pytest.raises(NotAllowed):
        pictures.add(app, room.viewer, "t1", screenshot())


def test_whoever_was_taken_out_brings_none_and_sees_none(app: App, room: Room) -> None:
    """Also with a membership that was read before."""
    made = brought(app, room)
    access.remove(app, room.facilitator, room.pm_id, room.participant.visitor_id)
    with pytest.raises(NotMember):
        pictures.add(app, room.participant, "t1", screenshot())
    with pytest.raises(NotMember):
        pictures.see(app, visitor_of(app, room.participant), room.pm_id, made, inside=False)


def test_to_everybody_else_a_picture_that_is_there_and_one_that_is_not_are_the_same(app: App, room: Room) -> None:
    """No cookie, a cookie of another meeting, another postmortem, a guessed name: one answer."""
    made = brought(app, room)
    stranger = newcomer(app)
    said = set()
    for who, pm_id, name in (
        (None, room.pm_id, made),
        (stranger, room.pm_id, made),
        (stranger, room.pm_id, "nothing"),
        (stranger, "nowhere", made),
    ):
        with pytest.raises(NotMember) as refused:
            pictures.see(app, who, pm_id, name, inside=False)
        said.add(refused.value.sentence)
    assert len(said) == 1


def test_a_picture_is_seen_under_its_own_postmortem_only(app: App, room: Room) -> None:
    """Its name opens nothing elsewhere, not even for somebody who may read both."""
    made = brought(app, room)
    other = postmortems.create(app, "Another")
    with pytest.raises(NotFound):
        pictures.see(app, insider(app), other, made, inside=True)


def test_a_reader_of_what_is_published_sees_what_stands_in_it_and_only_while_it_is_published(
    app: App, room: Room
) -> None:
    shown, removed = brought(app, room), brought(app, room)
    named(app, room.pm_id, shown)
    publications.publish(app, room.pm_id, None)
    link = publications.link(app, room.pm_id, "http://x")
    reader = newcomer(app)
    with pytest.raises(NotMember):
        pictures.see(app, reader, room.pm_id, shown, inside=False)
    publications.enter(app, reader, room.pm_id, link.rpartition("t=")[2])
    assert pictures.see(app, reader, room.pm_id, shown, inside=False).id == shown
    with pytest.raises(NotMember):
        pictures.see(app, reader, room.pm_id, removed, inside=False)
    publications.withdraw(app, room.pm_id, None)
    with pytest.raises(NotMember):
        pictures.see(app, reader, room.pm_id, shown, inside=False)


def test_what_is_no_picture_leaves_nothing_behind(app: App, room: Room) -> None:
    with pytest.raises(BadFile):
        pictures.add(app, room.participant, "t1", b"%PDF-1.7")
    assert pictures.kept(app, room.pm_id) == frozenset()


def test_names_sort_in_the_order_in_which_pictures_came(app: App, room: Room) -> None:
    """Also within one moment, and when the server's clock goes back."""
    names = [brought(app, room) for _ in range(4)]
    assert names == sorted(names)
    assert len(set(names)) == 4


def test_one_postmortem_holds_so_many_and_says_what_to_do(app: App, room: Room, clock: TestClock) -> None:
    """The room of those that nobody uses is free again ten minutes after somebody needed it."""
    tiny = saved(opened(screenshot()).resize((8, 8)))
    ids = [brought(app, room, tiny) for _ in range(MOST_PICTURES)]
    named(app, room.pm_id, *ids[:-2])
    with pytest.raises(TooLarge) as refused:
        brought(app, room, tiny)
    assert "Remove one" in refused.value.sentence
    clock.tick(minutes=11)
    kept = {*ids[:-2], brought(app, room, tiny)}
    assert pictures.kept(app, room.pm_id) == kept


def test_a_picture_that_no_row_names_goes_after_a_week(app: App, room: Room, clock: TestClock) -> None:
    """And comes back to life when the row does: removing is taken back with one key."""
    used, unused, revived = (brought(app, room) for _ in range(3))
    named(app, room.pm_id, used)
    assert housekeeping.tidy(app) == 0
    clock.tick(days=6)
    named(app, room.pm_id, revived, row="t2")
    assert housekeeping.tidy(app) == 0
    clock.tick(days=2)
    assert housekeeping.tidy(app) == 1
    assert pictures.kept(app, room.pm_id) == {used, revived}
    assert unused not in pictures.kept(app, room.pm_id)


def test_while_the_record_is_behind_the_document_nothing_is_thrown_away(app: App, room: Room, clock: TestClock) -> None:
    """The document may name a picture that the record does not know of yet."""
    made = brought(app, room)
    with app.db.write() as tx:
        evidence.note_use(tx, room.pm_id, [])
    clock.tick(days=8)
    row = TimelineRow(id="t1", text="CPU", evidence=(Evidence(id=made),))
    with app.db.write() as tx:
        doc = document_updates.doc_of(tx, room.pm_id)
        assert doc is not None
        update = apply(document_updates.load(tx, doc.id), add_rows("timeline", [row]))
        document_updates.append(tx, [NewUpdate(doc.id, doc.epoch, None, update)])
    assert housekeeping.tidy(app) == 0
    with app.db.write() as tx:
        document_store.project_in(tx, room.pm_id)
    assert housekeeping.tidy(app) == 0
    assert pictures.kept(app, room.pm_id) == {made}


def test_in_the_trash_it_is_not_seen_and_after_the_purge_it_is_gone(app: App, room: Room) -> None:
    made = brought(app, room)
    trashing.trash(app, room.pm_id, None)
    with pytest.raises(NotFound):
        pictures.see(app, visitor_of(app, room.participant), room.pm_id, made, inside=False)
    trashing.purge(app, room.pm_id, None)
    with app.db.read() as tx:
        assert evidence.owners(tx) == []


def test_exported_and_imported_it_is_the_same_picture_in_a_postmortem_of_its_own(app: App, room: Room) -> None:
    """Twice: each has its own, and purging one leaves the other."""
    made = brought(app, room)
    named(app, room.pm_id, made, caption="CPU of orders-db")
    file = exports.export(app, room.pm_id, "json").data
    first, second = exports.import_postmortem(app, file), exports.import_postmortem(app, file)
    trashing.trash(app, first, None)
    trashing.purge(app, first, None)
    with app.db.read() as tx:
        before, after = evidence.find(tx, room.pm_id, made), evidence.find(tx, second, made)
    assert before is not None
    assert after is not None
    assert (after.data, after.mime, after.row_id, after.created_by) == (before.data, before.mime, "t1", None)
    again = json.loads(exports.export(app, second, "json").data)
    assert again["postmortem"]["timeline"][-1]["evidence"] == [{"id": made, "caption": "CPU of orders-db"}]


def test_a_file_whose_picture_is_something_else_is_refused_and_nothing_is_made(app: App, room: Room) -> None:
    """Whoever wrote the file by hand."""
    made = brought(app, room)
    named(app, room.pm_id, made)
    file = json.loads(exports.export(app, room.pm_id, "json").data)
    before = _count(app)
    for data in (base64.b64encode(b"<svg onload=alert(1)>").decode(), "no base64 %%"):
        file["pictures"][0]["data"] = data
        with pytest.raises(BadFile):
            exports.import_postmortem(app, json.dumps(file).encode())
    assert _count(app) == before


def test_a_row_may_name_a_picture_that_is_not_in_the_file(app: App, room: Room) -> None:
    """It is imported all the same, and says that the picture is not kept."""
    named(app, room.pm_id, "longgone")
    imported = exports.import_postmortem(app, exports.export(app, room.pm_id, "json").data)
    assert "no longer kept" in exports.export(app, imported, "html").data.decode()


def test_a_backup_holds_it(app: App, room: Room, tmp_path: Path) -> None:
    made = brought(app, room)
    file = tmp_path / "all.zip"
    backup.backup(file, app.settings)
    pictures_before = pictures.see(app, None, room.pm_id, made, inside=True)
    with app.db.write() as tx:
        evidence.note_use(tx, room.pm_id, [])
        evidence.remove_unused(tx, room.pm_id, tx.now())
    app.db.close()
    backup.restore(file, replace=True, settings=app.settings)
    assert pictures.see(app, None, room.pm_id, made, inside=True) == pictures_before
