"""The application as one value: the database, the settings, the bell and the instance's secret.

Opening it makes the database ready to use. Every service takes the App first; nothing here knows a use case.
"""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex, token_urlsafe

from core.errors import StorageTrouble
from core.settings import Settings, load_settings
from core.store import settings_kv
from core.store.bell import Bell
from core.store.engine import Database


@dataclass(frozen=True, eq=False)
class App:
    """``secret`` signs join links; it is made once for a database and never leaves the server."""

    db: Database
    settings: Settings
    bell: Bell
    secret: bytes = field(repr=False)


def open_app(
    settings: Settings | None = None, *, clock: Callable[[], datetime] | None = None, example: bool = True
) -> App:
    """Open and migrate the database, make the secrets at first start, catch up on records that are behind.

    An empty database gets the finished example, once, unless ``example`` is False. ``clock`` stands in for the
    database's clock in tests.
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
        app = App(db, settings, Bell(db), bytes.fromhex(secret))
        _catch_up(app, example)
    except BaseException:
        db.close()
        raise
    return app


def close(app: App) -> None:
    """Let go of the bell's thread and of the database."""
    app.bell.close()
    app.db.close()


_lock = threading.Lock()
_one: list[App] = []


def current() -> App:
    """The App of this process, opened at the first call, from whichever thread that comes."""
    with _lock:
        if not _one:
            _one.append(open_app())
        return _one[0]


def use(app: App | None) -> None:
    """Make this the App of the process; None forgets it, so that the next call opens one again."""
    with _lock:
        _one.clear()
        if app is not None:
            _one.append(app)


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
    # Imported late: these build on App themselves.
    from core.services.documents import reproject_behind
    from core.services.example import add_once

    if example:
        add_once(app)
    # A database that cannot be written now is no reason not to start: it can still be read.
    with contextlib.suppress(StorageTrouble):
        reproject_behind(app)
