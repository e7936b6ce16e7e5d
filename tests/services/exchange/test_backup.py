"""Everything in one file, and a database made from it again: on both kinds of database, and from one to the other."""

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from core.document.edit import set_fact
from core.domain.clock.state import Next, Pause, Start
from core.domain.permissions import Role
from core.errors import BadFile, Conflict, NotFound, StorageTrouble
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.exchange.backup import backup, restore
from core.services.lifecycle import close, open_app
from core.services.meetings import meeting_clock
from core.services.memory import carrying, links
from core.settings import Settings
from core.store import document_updates, incident_links, settings_kv
from core.store.database.engine import Database
from core.store.document_updates import NewUpdate
from tests.support.appending import append
from tests.support.apps import BEGIN, Opener, TestClock, open_room, visitor_of
from tests.support.incidents import pair


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "everything.debrief"


@pytest.fixture
def place(empty_database_url: str, tmp_path: Path) -> Settings:
    """Somewhere to restore into, with nothing there."""
    return Settings(database_url=empty_database_url, data=tmp_path / "other")


def test_everything_is_there_again_on_whichever_database(
    app: App, file: Path, place: Settings, open_test_app: Opener
) -> None:
    """The same summaries, the same hits, the same links and code, the same people: moved, not copied in part."""
    room = open_room(app, "Orders stood still 😀")
    example = postmortems.add_example(app)
    document_store.edit(app, room.pm_id, set_fact("tracker", "the board in the hall"), room.maker.id)
    before = _seen(app, room.pm_id), _seen(app, example)
    ways_in = access.links(app, room.pm_id, "http://x")

    done = backup(file, app.settings)
    assert done.postmortems == 2
    assert restore(file, settings=place).postmortems == 2

    again = open_test_app(place.database_url)
    assert (_seen(again, room.pm_id), _seen(again, example)) == before
    assert access.links(again, room.pm_id, "http://x") == ways_in
    assert again.secret == app.secret
    assert access.workspace_link(again, "http://x") == access.workspace_link(app, "http://x")
    member = access.member(again, visitor_of(again, room.participant), room.pm_id)
    assert (member.name, member.role) == ("Ben", Role.PARTICIPANT)


def _seen(app: App, pm_id: str) -> tuple[object, ...]:
    view = postmortems.summary(app, pm_id)
    found = {word: postmortems.archive(app, word).rows for word in ("orders", "disk", "😀", "hall")}
    hits = {word: {(row.card.id, row.snippet) for row in rows} for word, rows in found.items()}  # ranks differ a little
    return view.postmortem, exports.export(app, pm_id, "md").data, exports.export(app, pm_id, "json").data, hits


def test_what_is_known_of_other_incidents_is_there_again(
    app: App, file: Path, place: Settings, open_test_app: Opener
) -> None:
    """Links with what the room was shown, pairs that are not the same, and where actions were carried over from."""
    parcels = pair(app)
    links.link(app, parcels.later, parcels.earlier, parcels.people.facilitator)
    links.show(app, parcels.member(parcels.people.facilitator), parcels.earlier)
    links.say_not_the_same(app, parcels.later, parcels.other, None)
    carrying.carry_over(app, parcels.later, parcels.earlier, "a1", None)
    backup(file, app.settings)
    restore(file, settings=place)
    again = open_test_app(place.database_url)
    for of in (app, again):
        view = postmortems.summary(of, parcels.later, inside=True)
        assert [item.id for item in view.meta.recurrence_of] == [parcels.earlier]
        assert [origin.from_id for origin in view.carried.values()] == [parcels.earlier]
        assert len(postmortems.summary(of, parcels.later).meta.recurrence_of) == 1
        with of.db.read() as tx:
            assert incident_links.not_the_same_as(tx, parcels.other) == {parcels.later}


def test_an_open_meeting_goes_on(
    app: App, file: Path, place: Settings, open_test_app: Opener, clock: TestClock
) -> None:
    """The clock stands where it stood, the log goes on in its epoch, and no number is given a second time."""
    room = open_room(app)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Start(seen=0))
    clock.tick(minutes=1)
    meeting_clock.run_command(app, room.pm_id, room.facilitator, Next(seen=1))
    opened = document_store.open_document(app, room.pm_id)
    document_store.compact_and_revise(app, room.pm_id, "next")
    view = meeting_clock.view(app, room.pm_id)

    backup(file, app.settings)
    restore(file, settings=place)

    again = open_test_app(place.database_url)
    assert meeting_clock.view(again, room.pm_id).meeting == view.meeting
    target = document_store.open_document(again, room.pm_id)
    assert (target.doc_id, target.epoch, target.last_id) == (opened.doc_id, opened.epoch, opened.last_id)
    data = b"\x00\x00"
    (number,) = append(again, room.pm_id, [NewUpdate(target.doc_id, target.epoch, None, data)])
    assert number > opened.last_id
    clock.tick(seconds=30)
    paused = meeting_clock.run_command(again, room.pm_id, room.facilitator, Pause(seen=view.meeting.version))
    assert paused.paused_at == BEGIN + timedelta(seconds=90)
    with again.db.read() as tx:
        assert [revision.why for revision in document_updates.revisions(tx, target.doc_id)] == [
            revision.why for revision in _revisions(app, opened.doc_id)
        ]


def _revisions(app: App, doc_id: str) -> list[Any]:
    with app.db.read() as tx:
        return list(document_updates.revisions(tx, doc_id))


def test_a_filled_database_is_left_alone_unless_asked(
    app: App, file: Path, empty_database_url: str, open_test_app: Opener
) -> None:
    """A slip of the fingers costs nothing; --replace throws away what was there, all of it."""
    pm_id = postmortems.create(app, "Kept")
    backup(file, app.settings)
    other = open_test_app(empty_database_url)
    gone = postmortems.create(other, "Somebody's work")
    settings = other.settings
    close(other)

    with pytest.raises(Conflict, match="--replace"):
        restore(file, settings=settings)
    other = open_test_app(empty_database_url)
    assert [row.card.id for row in postmortems.archive(other).rows] == [gone]
    close(other)

    restore(file, replace=True, settings=settings)
    other = open_test_app(empty_database_url)
    assert [row.card.id for row in postmortems.archive(other).rows] == [pm_id]
    assert not postmortems.archive(other, "somebody").rows


def test_a_started_database_without_postmortems_counts_as_empty(
    app: App, file: Path, empty_database_url: str, open_test_app: Opener
) -> None:
    """Its secrets have opened nothing yet; those of the backup take their place."""
    postmortems.create(app, "Kept")
    backup(file, app.settings)
    other = open_test_app(empty_database_url)
    close(other)
    assert restore(file, settings=other.settings).postmortems == 1
    assert open_test_app(empty_database_url).secret == app.secret


def test_a_running_debrief_is_in_the_way(app: App, file: Path) -> None:
    """It would go on writing what it remembers into what was restored."""
    postmortems.create(app, "Kept")
    backup(file, app.settings)
    with pytest.raises(Conflict, match="Stop it"):
        restore(file, replace=True, settings=app.settings)
    assert len(postmortems.archive(app).rows) == 1
    postmortems.create(app, "And it can still be written")


def test_only_its_owner_may_read_it(sqlite_app: App, file: Path) -> None:
    """It holds the workspace key. A file that was readable for all is replaced by one that is not."""
    file.write_bytes(b"older")
    file.chmod(0o644)
    backup(file, sqlite_app.settings)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with sqlite_app.db.read() as tx:
        key = settings_kv.get_setting(tx, settings_kv.WORKSPACE_KEY) or "none"
    with ZipFile(file) as opened:
        assert key in opened.read("tables/setting.jsonl").decode()


def test_it_is_written_whole_or_not_at_all(sqlite_app: App, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that broke off leaves the one before it, and nothing beside it."""
    backup(file, sqlite_app.settings)
    before = file.read_bytes()

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.services.exchange.whole_file.os.fsync", fail)
    with pytest.raises(StorageTrouble):
        backup(file, sqlite_app.settings)
    assert file.read_bytes() == before
    assert [item.name for item in file.parent.iterdir() if item.name.startswith(".")] == []


def test_a_place_without_a_database_is_not_made_by_looking(tmp_path: Path) -> None:
    """A wrong DEBRIEF_DATA is told, instead of a backup of nothing."""
    with pytest.raises(NotFound, match="DEBRIEF_DATA"):
        backup(tmp_path / "x", Settings(data=tmp_path / "nowhere"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_has_nothing_to_back_up(empty_database_url: str, tmp_path: Path) -> None:
    """The same sentence where the place is there and the tables are not."""
    Database.open(empty_database_url).close()
    with pytest.raises(NotFound, match="Start the server once"):
        backup(tmp_path / "x", Settings(database_url=empty_database_url, data=tmp_path / "data"))
    assert not (tmp_path / "x").exists()


def _changed(file: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same archive with some of its members changed or left out."""
    with ZipFile(file) as old, ZipFile(to, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return to


def _told(**more: object) -> Callable[[str, bytes], bytes]:
    return lambda name, data: json.dumps({**json.loads(data), **more}).encode() if name == "manifest.json" else data


BROKEN: dict[str, tuple[Callable[[str, bytes], bytes | None], str]] = {
    "a line is missing": (lambda name, data: data[:-20] if name == "tables/doc_update.jsonl" else data, "damaged"),
    "a letter is another": (
        lambda name, data: data.replace(b"Kept", b"Left") if name == "tables/postmortem.jsonl" else data,
        "damaged",
    ),
    "a table is missing": (lambda name, data: None if name == "tables/doc.jsonl" else data, "damaged"),
    "nothing says what it is": (lambda name, data: None if name == "manifest.json" else data, "no backup"),
    "it says something else": (lambda name, data: b"[]" if name == "manifest.json" else data, "no backup"),
    "it has no postmortems": (_told(tables={}), "no backup"),
    "its format is newer": (_told(format=2), "newer Debrief"),
    "its schema is newer": (_told(schema_revision="9999"), "newer Debrief"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_cannot_be_trusted_changes_nothing(sqlite_app: App, file: Path, tmp_path: Path, what: str) -> None:
    """All of it is read and compared before the first row is thrown away."""
    postmortems.create(sqlite_app, "Kept")
    backup(file, sqlite_app.settings)
    close(sqlite_app)
    change, sentence = BROKEN[what]
    broken = _changed(file, tmp_path / "broken", change)
    with pytest.raises(BadFile, match=sentence):
        restore(broken, replace=True, settings=sqlite_app.settings)
    again = open_app(sqlite_app.settings, example=False)
    assert [row.card.title for row in postmortems.archive(again).rows] == ["Kept"]
    close(again)


@pytest.mark.parametrize("data", [b"", b"{}", b"PK\x03\x04 and then nothing", b"\x00" * 5000])
def test_a_file_of_something_else_is_no_backup(tmp_path: Path, data: bytes) -> None:
    """In a sentence."""
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BadFile, match="no backup"):
        restore(tmp_path / "file", settings=Settings(data=tmp_path / "data"))
    assert not (tmp_path / "data").exists()


def test_a_cut_off_file_is_no_backup(sqlite_app: App, file: Path, tmp_path: Path) -> None:
    """Half a copy over a bad line."""
    backup(file, sqlite_app.settings)
    (tmp_path / "half").write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(BadFile):
        restore(tmp_path / "half", settings=Settings(data=tmp_path / "data"))


def test_rows_that_no_debrief_wrote_are_refused_whole(sqlite_app: App, file: Path, tmp_path: Path) -> None:
    """Somebody edited the archive and its sums by hand: a sentence, and nothing half restored."""
    import hashlib

    postmortems.create(sqlite_app, "Kept")
    backup(file, sqlite_app.settings)
    line = b'{"key":"a","value":"b","colour":"blue"}\n'
    with ZipFile(file) as opened:
        tables = json.loads(opened.read("manifest.json"))["tables"]
    tables["setting"] = {"rows": 1, "sha256": hashlib.sha256(line).hexdigest()}
    tell = _told(tables=tables)
    odd = _changed(
        file, tmp_path / "odd", lambda name, data: line if name == "tables/setting.jsonl" else tell(name, data)
    )
    place = Settings(data=tmp_path / "data2")
    with pytest.raises(BadFile, match="no Debrief wrote"):
        restore(odd, settings=place)
    again = open_app(place, example=False)
    assert postmortems.archive(again).rows == ()
    close(again)
