"""Opening the App: folders, secrets, the example, and catching up."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from core.errors import SchemaTooNew, StorageTrouble
from core.services import lifecycle as apps
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.lifecycle import close, open_app
from core.services.postmortems import summary_view
from core.settings import Settings
from core.store.document_updates import NewUpdate
from tests.support.appending import append
from tests.support.apps import Opener, open_room


def test_a_fresh_start_makes_the_folder_and_the_example(tmp_path: Path) -> None:
    """Nobody starts at an empty page, and nothing has to be prepared."""
    settings = Settings(data=tmp_path / "deep" / "data")
    app = open_app(settings)
    try:
        (only,) = postmortems.home(app).recent
        assert only.example
        assert only.status == "finished"
        assert only.filled == only.needed > 0
        written, meta = summary_view.recorded(app, only.id)
        assert written.meeting_at
        assert meta.finished_at
        assert timedelta(minutes=15) < meta.finished_at - written.meeting_at < timedelta(minutes=25), "one story"
        assert (tmp_path / "deep" / "data" / "debrief.db").exists()
    finally:
        close(app)


def test_the_example_is_added_once_and_stays_deleted(empty_database_url: str, open_test_app: Opener) -> None:
    """Whoever deleted the example is not given it again at the next start."""
    app = open_test_app(empty_database_url, example=True)
    (only,) = postmortems.home(app).recent
    postmortems.trash(app, only.id, None)
    postmortems.empty_trash(app, None)
    later = open_test_app(empty_database_url, example=True)
    assert postmortems.home(later).recent == ()
    again = postmortems.add_example(later)
    assert [card.id for card in postmortems.home(later).recent] == [again]


def test_a_database_in_use_gets_no_example(app: App, database_url: str, open_test_app: Opener) -> None:
    """The example is for empty databases."""
    open_room(app)
    assert postmortems.home(open_test_app(database_url, example=True)).recent == ()


def test_two_servers_starting_together_add_one_example(empty_database_url: str, open_test_app: Opener) -> None:
    """They migrate once and add it once."""
    opened: list[App] = []
    threads = [
        threading.Thread(target=lambda: opened.append(open_test_app(empty_database_url, example=True)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(opened) == 3
    assert len(postmortems.home(opened[0]).recent) == 1
    assert len({app.secret for app in opened}) == 1


def test_what_is_behind_is_projected_at_start(app: App, database_url: str, open_test_app: Opener) -> None:
    """A server that was killed before it projected leaves nothing missing in the archive."""
    from core.document.edit import apply
    from tests.support.edits import set_text

    room = open_room(app)
    opened = document_store.open_document(app, room.pm_id)
    update = apply(opened.updates, set_text("summary.impact", "Checkout was down"))
    append(app, room.pm_id, [NewUpdate(opened.doc_id, opened.epoch, None, update)])
    assert postmortems.summary(app, room.pm_id).postmortem.summary.impact == ""
    later = open_test_app(database_url)
    assert postmortems.summary(later, room.pm_id).postmortem.summary.impact == "Checkout was down"


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    """With the name of the setting that helps."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageTrouble, match="DEBRIEF_DATA"):
        open_app(Settings(data=tmp_path / "file" / "data"))


def test_a_newer_database_is_refused(empty_database_url: str, open_test_app: Opener) -> None:
    """An old Debrief must not touch what a newer one wrote."""
    with open_test_app(empty_database_url).db.write() as tx:
        tx.sql("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    with pytest.raises(SchemaTooNew):
        open_app(Settings(database_url=empty_database_url))


def test_the_current_app_is_one_for_all_threads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pages of many sessions share one App, however they start."""
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path))
    apps.use(None)
    seen: list[App] = []
    threads = [threading.Thread(target=lambda: seen.append(apps.current())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(seen) == 8
    assert len(set(map(id, seen))) == 1
    apps.use(None)
    close(seen[0])


def test_a_test_can_put_its_own_app_in_place(sqlite_app: App) -> None:
    """One seam for everything that asks for the current App."""
    apps.use(sqlite_app)
    assert apps.current() is sqlite_app
    apps.use(None)
