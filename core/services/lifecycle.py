"""Opening and closing the application, and the one of this process.

Opening makes the database ready to use: migrated, with its secrets, and with every record up to date.
"""

import contextlib
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Final

from core.errors import NotFound, SchemaTooNew, StorageTrouble
from core.export.process.renderer import LocalRenderer, Renderer
from core.services.app import App
from core.services.documents.document_store import reproject_behind
from core.services.postmortems.example import add_once
from core.settings import Settings, load_settings
from core.store import settings_kv
from core.store.database import row_archive
from core.store.database.change_bus import ChangeBus
from core.store.database.engine import Database
from core.store.search import full_text
from core.store.similar import index as similar_index

NO_DATABASE: Final = (
    "There is no Debrief database at {place}. Start the server once, or say where it is with DEBRIEF_DATA or "
    "DEBRIEF_DATABASE_URL."
)
OLD_DATABASE: Final = (
    "The database {place} was made by an older Debrief. Start the server of this version once; it brings it up to date."
)


def open_app(
    settings: Settings | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
    example: bool = True,
    renderer: Renderer | None = None,
) -> App:
    """Open and migrate the database, make the secrets at first start, catch up on records that are behind.

    An empty database gets the finished example, once, unless ``example`` is False. ``clock`` stands in for the
    database's clock in tests. ``renderer`` makes documents and is closed with the App; None: this process makes them.
    Raises StorageTrouble, or SchemaTooNew for a database of a newer Debrief.
    """
    settings = settings or load_settings()
    _make_folder(settings)
    db = Database.open(settings.database, clock=clock)
    try:
        db.migrate()
        with db.write() as tx:
            secret = settings_kv.keep_setting(tx, settings_kv.INSTANCE_SECRET, token_hex(32))
            settings_kv.keep_setting(tx, settings_kv.WORKSPACE_KEY, token_urlsafe(24))
            full_text.update_index(tx)
            similar_index.update_index(tx)
        app = App(db, settings, ChangeBus(db), bytes.fromhex(secret), renderer or LocalRenderer())
        _catch_up(app, example)
    except BaseException:
        db.close()
        raise
    return app


def open_existing(settings: Settings | None = None, *, write: bool = False, check: bool = True) -> App:
    """Open a database that is there, for commands that only look at it: nothing is made, migrated or caught up.

    Without ``write`` a SQLite file is opened read-only, so that an administrator who is not the service's user leaves
    no trace in it. Without ``check`` also one whose tables are not those of this version, to say what is wrong.
    Raises NotFound, StorageTrouble, SchemaTooNew.
    """
    settings = settings or load_settings()
    place = settings.database
    if isinstance(place, Path) and not place.is_file():
        raise NotFound(NO_DATABASE.format(place=place))
    db = Database.open(place, readonly=not write)
    try:
        if db.dialect == "sqlite" and not Path(db.place).is_file():
            raise NotFound(NO_DATABASE.format(place=db.place))
        with db.read() as tx:
            if check:
                _same_version(row_archive.revision(tx), db.place)
            secret = settings_kv.get_setting(tx, settings_kv.INSTANCE_SECRET) or ""
        return App(db, settings, ChangeBus(db), bytes.fromhex(secret))
    except BaseException:
        db.close()
        raise


def _same_version(schema: str | None, place: str) -> None:
    if schema is None:
        raise NotFound(NO_DATABASE.format(place=place))
    if not row_archive.knows(schema):
        raise SchemaTooNew()
    if schema != row_archive.newest():
        raise StorageTrouble(OLD_DATABASE.format(place=place))


def close(app: App) -> None:
    """Close the renderer, the change bus and the database."""
    app.renderer.close()
    app.change_bus.close()
    app.db.close()


_lock = threading.Lock()
_current: list[App] = []


def current() -> App:
    """The App of this process, opened at the first call, from whichever thread that comes."""
    with _lock:
        if not _current:
            _current.append(open_app())
        return _current[0]


def use(app: App | None) -> None:
    """Make this the App of the process; None forgets it, so that the next call opens one again."""
    with _lock:
        _current.clear()
        if app is not None:
            _current.append(app)


def _make_folder(settings: Settings) -> None:
    if settings.database_url:
        return
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageTrouble(
            f"Debrief cannot make its data folder {settings.data}: {error.strerror}. "
            "Set DEBRIEF_DATA to a folder that it may write to."
        ) from error


def _catch_up(app: App, example: bool) -> None:
    if example:
        add_once(app)
    # A database that cannot be written now is no reason not to start: it can still be read.
    with contextlib.suppress(StorageTrouble):
        reproject_behind(app)
