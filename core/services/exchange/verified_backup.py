"""A backup that was tried before it counts, and a folder in which the newest ones are kept.

A file gets its name only after it was restored into a database of its own and read back. So what carries the name is
whole, an earlier good one is never replaced by a bad one, and old ones are removed only when a new one is there.
"""

import contextlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from core.errors import BadFile, BadInput, DebriefError, StorageTrouble
from core.services.exchange.backup import BackupResult, backup, manifest_of, restore_into
from core.services.exchange.whole_file import free_in, no_room, size_text
from core.settings import Settings, load_settings
from core.store import settings_kv
from core.store.database import health
from core.store.database.database_errors import is_full
from core.store.database.engine import Database

OWN_NAME: Final = re.compile(r"debrief-\d{8}T\d{6}Z\.debrief")
LEFT_BEHIND: Final = re.compile(r"\.{1,2}debrief-\d{8}T\d{6}Z\.debrief\..+")
"""A file on the way, of a backup that was killed."""
TRIED_IN: Final = ".debrief-verify-"
"""How the name of a folder begins in which a backup is restored for a try."""
STALE: Final = timedelta(days=1)
CLOCKS_DIFFER: Final = timedelta(days=1)
"""How far ahead the clock of another computer may be that keeps its backups in the same folder."""

NOT_THE_SAME: Final = (
    "This backup was restored for a try, and {problem}. It is not to be relied on; what was there before is unchanged."
)
NO_ROOM_FOR_A_TRY: Final = (
    "There is no room in {folder} to restore the backup for a try: {free} are free, and about {needed} are needed for "
    "it. Make room there, or name a place on another disk. Nothing is known to be wrong with the backup, but one that "
    "was not tried is not kept; an earlier one is unchanged."
)
TIMES: Final = 3
"""What a restored database takes of its text: tables, indexes, and its log beside it."""
FIXED: Final = 1_000_000
"""An empty one with its log, in bytes."""


@dataclass(frozen=True)
class Verified:
    """What a backup holds, as it was read back: ``rows`` of all tables together."""

    postmortems: int
    rows: int
    made_at: datetime
    schema: str


@dataclass(frozen=True)
class FolderResult:
    """``path`` is the new backup, ``removed`` are the old ones of ours that went, ``kept`` how many are there now."""

    path: Path
    made: BackupResult
    verified: Verified
    removed: tuple[str, ...]
    kept: int


def verify(path: Path) -> Verified:
    """Restore a backup into a database of its own, read every row back and check the database; then throw it away.

    Raises BadFile for a file that is none of ours, damaged, newer, or that does not come back as it was written;
    OSError for one that cannot be read.
    """
    beside = path.parent if os.access(path.parent, os.W_OK) else None  # where there was space for the backup itself
    with tempfile.TemporaryDirectory(dir=beside, prefix=TRIED_IN) as folder:
        free = free_in(Path(folder))
        db = Database.open(Path(folder) / "verify.db")
        try:
            return _read_back(db, path, restore_into(db, path))
        except StorageTrouble as error:
            if is_full(error):
                raise StorageTrouble(operator=_no_room_for_a_try(path, Path(folder).parent, free)) from error
            raise BadFile(NOT_THE_SAME.format(problem=f"that failed: {error.operator.rstrip('.')}")) from error
        finally:
            db.close()


def _no_room_for_a_try(path: Path, folder: Path, free: str) -> str:
    with ZipFile(path) as file:
        needed = FIXED + TIMES * sum(member.file_size for member in file.infolist())
    return NO_ROOM_FOR_A_TRY.format(folder=folder.absolute(), free=free, needed=size_text(needed))


def _read_back(db: Database, path: Path, found: Mapping[str, int]) -> Verified:
    """``found`` are the rows of each table as they came back, before anything was brought up to date."""
    manifest = manifest_of(path)
    problems = health.findings(db)  # which reads every row to its end
    if problems:
        raise BadFile(NOT_THE_SAME.format(problem=f"the database is not well: {problems[0].rstrip('.')}"))
    for name, table in manifest.tables.items():
        if found.get(name) != table.rows:
            problem = f"the table {name} has {found.get(name, 0)} rows and not {table.rows}"
            raise BadFile(NOT_THE_SAME.format(problem=problem))
    made_at = manifest.made_at.astimezone(UTC)
    return Verified(found["postmortem"], sum(found.values()), made_at, manifest.schema_revision)


def verified_backup(path: Path, settings: Settings | None = None) -> tuple[BackupResult, Verified]:
    """Like `backup`, and tried before it replaces what is there. Raises what `backup` and `verify` raise."""
    settings = settings or load_settings()
    on_the_way = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        made = backup(on_the_way, settings, asked=path)
        verified = verify(on_the_way)
        os.replace(on_the_way, path)
    except OSError as error:
        if told := no_room(path, error):
            raise told from error
        if error.filename and Path(error.filename).name == on_the_way.name:
            error.filename = str(path.absolute())
        raise
    finally:
        with contextlib.suppress(OSError):
            on_the_way.unlink(missing_ok=True)
    _note(settings, made.made_at)
    return made, verified


def back_up_into(folder: Path, keep: int, now: datetime, settings: Settings | None = None) -> FolderResult:
    """A new backup in ``folder``, named after ``now``; of ours only the newest ``keep`` stay there, itself among them.

    Files with any other name are never touched. Raises BadInput, and what `verified_backup` raises.
    """
    if keep < 1:
        raise BadInput("Keep at least one backup: --keep 14, say.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / _name(now)
    made, verified = verified_backup(path, settings)
    removed = [old for old in _by_age(folder, now)[keep:] if old != path and _remove(old)]
    _sweep(folder, now)
    return FolderResult(path, made, verified, tuple(old.name for old in removed), len(own_backups(folder)))


def own_backups(folder: Path) -> list[Path]:
    """Backups that `back_up_into` made there, the newest first. No link, no folder, no file with another name."""
    found = [item for item in folder.iterdir() if OWN_NAME.fullmatch(item.name)]
    return sorted((item for item in found if item.is_file() and not item.is_symlink()), reverse=True)


def _by_age(folder: Path, now: datetime) -> list[Path]:
    """Of ours the newest first. A name of days to come was given while the clock was wrong, and counts as the oldest.

    Otherwise every right one would be removed on the next day, for as long as the wrong ones are ahead.
    """
    latest = _name(now + CLOCKS_DIFFER)
    found = own_backups(folder)
    return [*(item for item in found if item.name <= latest), *(item for item in found if item.name > latest)]


def _name(now: datetime) -> str:
    return f"debrief-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.debrief"


def _sweep(folder: Path, now: datetime) -> None:
    """What backups of ours left behind that were killed on the way; both hold all secrets."""
    for item in folder.iterdir():
        ours = LEFT_BEHIND.fullmatch(item.name) or item.name.startswith(TRIED_IN)
        with contextlib.suppress(OSError):
            if not ours or item.is_symlink() or now - datetime.fromtimestamp(item.stat().st_mtime, UTC) < STALE:
                continue
            shutil.rmtree(item) if item.is_dir() else item.unlink()


def _remove(path: Path) -> bool:
    """False when another one removed it meanwhile."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def _note(settings: Settings, made_at: datetime) -> None:
    """For monitors and the doctor. The backup itself is there, also where this cannot be written."""
    with contextlib.suppress(DebriefError, OSError):
        db = Database.open(settings.database)
        try:
            if _is_ours(db):
                with db.write() as tx:
                    settings_kv.put_setting(tx, settings_kv.BACKUP_AT, made_at.astimezone(UTC).isoformat())
        finally:
            db.close()


def _is_ours(db: Database) -> bool:
    """Files that somebody else makes beside a SQLite database, root too, would keep its owner from writing."""
    return db.dialect != "sqlite" or not hasattr(os, "geteuid") or Path(db.place).stat().st_uid == os.geteuid()
