"""What is in the trash is deleted after some days, with everything that belongs to it, and not a day before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from core.domain.audit import AuditEvent
from core.errors import BadInput, NotFound, WorkspaceLocked
from core.services import access, postmortems
from core.services.access import closing
from core.services.app import App
from core.services.audit import reading, retention
from core.services.exchange import backup
from core.services.insights.readings import catch_up
from core.services.lifecycle import close, open_app
from core.services.postmortems import trashing
from core.settings import Settings
from core.store.database import row_archive
from tests.support.apps import Rings, Room, TestClock, insider, newcomer, open_room


@pytest.fixture
def room(app: App) -> Room:
    retention.keep_house(app)
    return open_room(app)


def rows_about(app: App, pm_id: str) -> dict[str, int]:
    """In which tables a postmortem is named, in whichever column."""
    found = {}
    with app.db.read() as tx:
        for name in row_archive.table_names(tx):
            about = [row for row in row_archive.rows(tx, name) if pm_id in repr(row)]
            if about:
                found[name] = len(about)
        for index in ("search_index", "similar_index"):
            found |= {index: number} if (number := tx.sql(f"SELECT count(*) FROM {index}").scalar_one()) else {}  # noqa: S608
    return found


def test_after_thirty_days_nothing_is_left_but_the_log(app: App, room: Room, clock: TestClock, rings: Rings) -> None:
    catch_up(app)
    assert len(rows_about(app, room.pm_id)) > 8
    postmortems.trash(app, room.pm_id, room.maker)
    clock.tick(days=29, hours=23)
    retention.keep_house(app)
    assert [item.id for item in postmortems.home(app).trash] == [room.pm_id]
    clock.tick(hours=2)
    rings.clear()
    assert retention.keep_house(app) == 1
    assert postmortems.home(app).trash == ()
    assert set(rows_about(app, room.pm_id)) == {"audit"}
    assert ("trash", room.pm_id) in rings.heard
    line = reading.all_lines(app, None)[-1]
    assert (line.event, line.name, line.detail) == (AuditEvent.DELETED, "the server", "after 30 days in the trash")
    with pytest.raises(NotFound):
        postmortems.restore(app, room.pm_id, room.maker)


def test_home_says_when(app: App, room: Room, clock: TestClock) -> None:
    postmortems.trash(app, room.pm_id, room.maker)
    (item,) = postmortems.home(app).trash
    assert (item.deleted_at - item.trashed_at).days == 30
    retention.set_trash_days(app, 2, room.maker)
    (item,) = postmortems.home(app).trash
    assert (item.deleted_at - item.trashed_at).days == 2


def test_what_was_put_back_stays(app: App, room: Room, clock: TestClock) -> None:
    postmortems.trash(app, room.pm_id, room.maker)
    clock.tick(days=31)
    postmortems.restore(app, room.pm_id, room.maker)
    assert retention.empty_old_trash(app) == []
    postmortems.trash(app, room.pm_id, room.maker)
    assert retention.empty_old_trash(app) == [], "its days count from now"


def test_a_closed_one_goes_too(app: App, room: Room, clock: TestClock) -> None:
    closing.close(app, room.pm_id, [], room.maker)
    postmortems.trash(app, room.pm_id, room.maker)
    clock.tick(days=31)
    assert retention.empty_old_trash(app) == [room.pm_id]


def test_what_lay_there_before_an_update_has_its_days(app: App, clock: TestClock) -> None:
    """The first server that deletes must not delete what nobody was told about."""
    pm_id = postmortems.create(app, "Of long ago")
    postmortems.trash(app, pm_id, None)
    clock.tick(days=400)
    assert retention.keep_house(app) == 2, "two old lines of the audit log, and nothing else"
    assert [item.id for item in postmortems.home(app).trash] == [pm_id]
    clock.tick(days=29)
    assert retention.empty_old_trash(app) == []
    clock.tick(days=2)
    assert retention.empty_old_trash(app) == [pm_id]


def test_after_a_restore_the_days_count_anew(clock: TestClock, tmp_path: Path) -> None:
    """Whoever restores a backup for what was deleted finds it."""
    before, after = (Settings(data=tmp_path / name) for name in ("before", "after"))
    app = open_app(before, clock=clock, example=False)
    retention.keep_house(app)
    pm_id = postmortems.create(app, "Wanted again")
    postmortems.trash(app, pm_id, None)
    backup.backup(tmp_path / "backup.zip", before)
    close(app)
    backup.restore(tmp_path / "backup.zip", settings=after)
    clock.tick(days=60)
    restored = open_app(after, clock=clock, example=False)
    retention.keep_house(restored)
    assert [item.id for item in postmortems.home(restored).trash] == [pm_id]
    close(restored)


def test_a_command_deletes_now(app: App, room: Room) -> None:
    postmortems.trash(app, room.pm_id, room.maker)
    assert retention.due(app) == []
    assert [row.id for row in retention.due(app, everything=True)] == [room.pm_id]
    assert retention.empty_old_trash(app, everything=True, by_operator=True) == [room.pm_id]
    assert reading.all_lines(app, None)[-1].name == "the operator"


def test_who_may_say_how_long(app: App, locked_app: App) -> None:
    for days in (0, -1, 4000):
        with pytest.raises(BadInput):
            retention.set_trash_days(app, days, insider(app))
    assert retention.trash_days(app) == 30
    with pytest.raises(WorkspaceLocked):
        retention.set_trash_days(locked_app, 7, newcomer(locked_app))
    assert access.has_workspace(locked_app, insider(locked_app), False)


def turns_of(app: App, work: Callable[[], object]) -> int:
    """How often some work takes the writer's turn."""
    kinds: list[str] = []
    before, app.db._opened.on_transaction = app.db._opened.on_transaction, lambda kind, seconds: kinds.append(kind)
    try:
        work()
    finally:
        app.db._opened.on_transaction = before
    return kinds.count("write")


def test_many_are_deleted_one_at_a_time(app: App) -> None:
    """Nobody in a meeting waits until all of a wrong import are gone."""
    for number in range(5):
        postmortems.trash(app, postmortems.create(app, f"Report {number}"), None)
    assert turns_of(app, lambda: postmortems.empty_trash(app, None)) == 5
    assert postmortems.home(app).trash == ()


def test_what_is_put_back_while_others_are_deleted_stays(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [postmortems.create(app, f"Report {number}") for number in range(3)]
    for pm_id in made:
        postmortems.trash(app, pm_id, None)
    last = postmortems.home(app).trash[-1].id
    announce = trashing.announce_deleted

    def putting_back(*given: Any) -> None:
        announce(*given)
        monkeypatch.setattr(trashing, "announce_deleted", announce)
        postmortems.restore(app, last, None)

    monkeypatch.setattr(trashing, "announce_deleted", putting_back)
    assert postmortems.empty_trash(app, None) == 2
    assert postmortems.summary(app, last).postmortem.title


def test_the_trash_is_not_read_anew_for_each_that_is_deleted(app: App, clock: TestClock) -> None:
    """A thousand in it would be read a thousand times, each time while everybody waits."""
    retention.keep_house(app)  # days count from here
    for number in range(4):
        postmortems.trash(app, postmortems.create(app, f"Report {number}"), None)
    clock.tick(days=31)
    listed = []

    def note(*call: Any) -> None:
        if "ORDER BY postmortem.began_at" in call[2]:
            listed.append(call[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert len(retention.empty_old_trash(app)) == 4
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(listed) == 1


def test_old_lines_are_dropped_some_at_a_time(app: App, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A team that keeps thirty days instead of a year drops a hundred thousand of them."""
    monkeypatch.setattr(reading, "DROPPED_AT_ONCE", 2)
    for number in range(5):
        postmortems.trash(app, postmortems.create(app, f"Report {number}"), None)
    before = len(reading.all_lines(app, None))
    clock.tick(days=400)
    assert turns_of(app, lambda: reading.drop_old(app)) == before // 2 + 1
    assert reading.all_lines(app, None) == []
