"""Whether this server can do its work now: what a load balancer or a monitor asks before it sends people here.

Each check is a word or a short sentence without names, paths or secrets, because anybody may ask.
"""

import logging
import shutil
from typing import Final

from core.errors import DebriefError
from core.services.app import App
from core.store import settings_kv
from core.store.database import row_archive

log = logging.getLogger(__name__)

OK: Final = "ok"
NOT_WRITABLE: Final = "the database cannot be written"
NOT_CURRENT: Final = "the database belongs to another version"
STOPPING: Final = "it is stopping"
FULL: Final = "the disk of the data folder is nearly full"
LEAST_FREE_BYTES: Final = 64 * 1024 * 1024
"""A day of meetings is a few megabytes; with less than this a backup does not fit any more."""


def database(app: App) -> dict[str, str]:
    """Writes one small row, so that a full disk or a read-only folder shows before a meeting does. May wait."""
    try:
        with app.db.write() as tx:
            settings_kv.put_setting(tx, settings_kv.READY_AT, tx.now().isoformat())
            current = row_archive.revision(tx) == row_archive.newest()
    except DebriefError as error:
        log.warning("not ready: %s", error.sentence)
        return {"database": NOT_WRITABLE}
    return {"database": OK, "schema": OK if current else NOT_CURRENT}


def disk(app: App) -> dict[str, str]:
    """Nothing at all when there is no data folder, as with a database elsewhere."""
    try:
        free = shutil.disk_usage(app.settings.data).free
    except OSError:
        return {}
    return {"disk": OK if free >= LEAST_FREE_BYTES else FULL}
