"""P22: Old data opens in the new version; a database of a newer version is refused; starting together migrates once."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import delete

from core.domain.clock.state import Resume
from core.services import access, postmortems
from core.services.actions import action_queries
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange.backup import backup, restore
from core.services.lifecycle import close, open_app
from core.services.meetings import meeting_clock
from core.settings import Settings
from core.store import document_updates
from core.store import postmortems as stored_postmortems
from core.store.database import row_archive, tables
from core.store.database.engine import Database
from core.store.database.migrate import known_revisions
from core.store.people import members
from core.store.settings_kv import SEARCH_FOLDING
from tests.support.databases import BOTH, PostgresServer
from tests.support.released import DONE, LATER, RELEASED, ROOT, TRASHED, WORDS, live_through, opened

SCHEMAS = tuple(sorted(path.stem for path in RELEASED.glob("*.sql")))
Old = Callable[[str], str]


@pytest.fixture(params=BOTH)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Old]:
    """Puts the database of a released schema somewhere, with its data in it. Gives its address."""
    if request.param == "sqlite":
        yield lambda schema: opened(schema, tmp_path / "old" / "debrief.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create()

    def moved(schema: str) -> str:
        """The same rows in the tables that the steps up to this schema make."""
        source, target = Database.open(opened(schema, tmp_path / "old.db")), Database.open(url)
        with source.read() as read, target.rebuild() as write:
            row_archive.refill(write, schema, lambda name: row_archive.rows(read, name), row_archive.counters(read))
            write.execute(delete(tables.setting).where(tables.setting.c.key == SEARCH_FOLDING))  # its index is empty
        source.close()
        target.close()
        return url

    yield moved
    server.drop(url)


@contextmanager
def running(url: str, tmp_path: Path) -> Iterator[App]:
    app = open_app(Settings(database_url=url, data=tmp_path / "data"))
    try:
        yield app
    finally:
        close(app)


def assert_everything_is_there(app: App) -> None:
    """What the old version was told, by the words of it."""
    found = {row.card.title: row.card.id for row in postmortems.archive(app).rows}
    assert len(found) == 3, "two of the team's and the example"
    _assert_finished(app, found["Parcels stood still"])
    _assert_open(app, found["Labels came out twice"])
    assert postmortems.home(app).trash_count == 1
    with app.db.read() as tx:
        assert [row.title for row in stored_postmortems.list_(tx, trashed=True)] == [TRASHED]
    for word in ("printer", "😀", "queue"):
        assert found["Labels came out twice"] in {row.card.id for row in postmortems.archive(app, word).rows}, word


def _assert_finished(app: App, pm_id: str) -> None:
    view = postmortems.summary(app, pm_id)
    written = view.postmortem
    assert (written.summary.what_happened, written.zone, written.severity) == (WORDS, "Europe/Berlin", "P2")
    assert written.lessons.went_right == "The night shift had a spare printer."
    assert [(row.text, row.owner) for row in written.actions] == [(DONE, "Ben"), ("Write the runbook", "")]
    assert view.meta.finished_at is not None
    assert view.meta.finished_at.date() == date(2026, 10, 6)
    items = {
        item.text: item
        for item in action_queries.list_actions(app, datetime(2026, 11, 1, tzinfo=UTC), include_closed=True)
    }
    assert items[DONE].state == "done"
    assert items["Write the runbook"].due == date(2026, 11, 2)
    with app.db.read() as tx:
        lines = tx.sql("SELECT state, note, evidence FROM action_progress ORDER BY id").all()
        assert [tuple(line) for line in lines] == [
            ("done", "", "https://tickets.example.org/7"),
            ("moved", "The printer team is away", ""),
        ]
        doc = document_updates.doc_of(tx, pm_id)
        assert doc is not None
        kept = [item.why for item in document_updates.revisions(tx, doc.id)]
        assert "finish" in " ".join(kept).lower()
        assert {item.name for item in members.members(tx, pm_id)} == {"Ada", "Ben"}
        assert tx.sql("SELECT count(*) FROM dismissal").scalar() == 1
        assert tx.sql("SELECT count(*) FROM wrong_attempt").scalar() == 1


def _assert_open(app: App, pm_id: str) -> None:
    """It was paused in its second section, and goes on from there."""
    target = meeting_clock.view(app, pm_id)
    assert (target.meeting.status, target.meeting.section) == ("paused", "timeline")
    (lead,) = target.facilitators
    assert lead.name == "Ada"
    assert postmortems.summary(app, pm_id).postmortem.summary.what_happened == WORDS + LATER
    after = meeting_clock.run_command(app, pm_id, lead, Resume(seen=target.meeting.version))
    assert (after.status, after.section) == ("running", "timeline")
    before = document_store.open_document(app, pm_id).last_id
    document_store.reproject(app, pm_id)
    assert document_store.open_document(app, pm_id).last_id == before


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_of_each_released_version_opens_with_all_that_is_in_it(
    old: Old, schema: str, tmp_path: Path
) -> None:
    """Opened, brought up to date, and everything is where people left it. The second start finds nothing to do."""
    url = old(schema)
    with running(url, tmp_path) as app:
        assert_everything_is_there(app)
        links = [access.workspace_link(app, "http://x")]
    with running(url, tmp_path) as app:
        assert [access.workspace_link(app, "http://x")] == links
        assert len(postmortems.archive(app).rows) == 3


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_backup_of_an_older_version_is_brought_up_to_date(
    empty_database_url: str, schema: str, tmp_path: Path
) -> None:
    """Taken with this version before updating, without changing what it reads; restored, it is of this version."""
    source = opened(schema, tmp_path / "old" / "debrief.db")
    file = tmp_path / "everything.debrief"
    assert backup(file, Settings(database_url=source, data=tmp_path / "old")).postmortems == 4
    with ZipFile(file) as written:
        assert f'"schema_revision": "{schema}"' in written.read("manifest.json").decode()
    assert _revision(source) == schema
    restore(file, settings=Settings(database_url=empty_database_url, data=tmp_path / "data"))
    with running(empty_database_url, tmp_path) as app:
        assert_everything_is_there(app)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_what_is_out_is_not_changed_any_more(schema: str, tmp_path: Path) -> None:
    """A step that is edited after its release would make two kinds of databases with one name."""
    made = Database.open(f"sqlite:///{tmp_path / 'made.db'}")
    with made.rebuild() as tx:
        row_archive.refill(tx, schema, lambda _: (), {})
    made.close()
    opened(schema, tmp_path / "released.db")
    assert _shape(tmp_path / "made.db") == _shape(tmp_path / "released.db")


def _shape(path: Path) -> dict[str, object]:
    with sqlite3.connect(path) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        shape: dict[str, object] = {
            name: (
                database.execute(f'PRAGMA table_info("{name}")').fetchall(),
                sorted(row[3:] for row in database.execute(f'PRAGMA foreign_key_list("{name}")')),
                sorted(row[1:4] for row in database.execute(f'PRAGMA index_list("{name}")')),
            )
            for name in names
            if not name.startswith("search_index_")
        }
    database.close()
    return shape


def test_the_code_of_today_can_make_the_database_of_its_release(tmp_path: Path) -> None:
    """``docs/release.md`` calls for it at each release; that day is too late to find out that it does not run."""
    path = live_through(ROOT, tmp_path / "released")
    with running(f"sqlite:///{path}", tmp_path) as app:
        assert_everything_is_there(app)


def test_each_schema_before_this_one_has_its_database_here() -> None:
    """Whoever adds a step to a released schema adds the database that people have, too."""
    assert set(SCHEMAS) >= set(sorted(known_revisions())[:-1])


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(old: Old, tmp_path: Path) -> None:
    """By every way in: a sentence, no traceback, and not one byte of another schema."""
    url = old(SCHEMAS[0])
    database = Database.open(url)
    with database.write() as tx:
        tx.sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    started = _list(url, tmp_path)
    _, message = started.communicate(timeout=60)
    assert started.returncode == 1
    assert "newer Debrief" in message
    assert message.count("\n") == 1, "a sentence and no traceback"
    assert _revision(url) == "9999"


def _revision(url: str) -> str | None:
    database = Database.open(url)
    with database.read() as tx:
        assert tx.sql("SELECT count(*) FROM postmortem").scalar() == 4
        found = row_archive.revision(tx)
    database.close()
    return found


def test_servers_that_start_together_on_old_data_migrate_it_once(old: Old, tmp_path: Path) -> None:
    """Three processes at the same moment: all come up with the same data."""
    url = old(SCHEMAS[0])
    started = [_list(url, tmp_path) for _ in range(3)]
    messages = [item.communicate(timeout=90) for item in started]
    assert [item.returncode for item in started] == [0, 0, 0], messages
    assert len({message for message, _ in messages}) == 1
    with running(url, tmp_path) as app:
        assert_everything_is_there(app)
        with app.db.read() as tx:
            assert tx.sql("SELECT count(*) FROM alembic_version").scalar() == 1


# As a server starts: it opens the database, which brings it up to date, and then shows what is there.
START = """
import sys
from core.cli import main
from core.errors import DebriefError
from core.services.lifecycle import close, open_app
try:
    close(open_app(example=False))
except DebriefError as error:
    sys.exit(error.sentence)
sys.exit(main(["list"]))
"""


def _list(url: str, tmp_path: Path) -> "subprocess.Popen[str]":
    env = {**os.environ, "DEBRIEF_DATABASE_URL": url, "DEBRIEF_DATA": str(tmp_path / "data")}
    line = [sys.executable, "-c", START]
    return subprocess.Popen(line, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_databases_are_of_their_time() -> None:
    """They were made by the code of then: what came later is not in them."""
    first, second = ((RELEASED / f"{schema}.sql").read_text(encoding="utf8") for schema in ("0001", "0002"))
    assert "hint_rule" not in first
    assert "hint_rule" in second
    assert "publication" not in second
    assert "2026-10-06T09:" in first
