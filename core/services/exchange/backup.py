"""One file that holds everything, and a database made from it again: `debrief backup` and `debrief restore`.

The file is a zip: ``manifest.json`` says the format, the schema, when it was made, and how many rows each table has
with their sha256; ``tables/<name>.jsonl`` holds one row a line as `core.store.database.row_archive` gives it. It
fits both kinds of database. It holds the workspace key and the instance's secret, so nobody but its owner may read it.

Taking one is a read of one unchanging view: people go on typing. Neither opens an `App`: a backup of an older database
must not migrate it, and a restore must not put an example beside what it brings.
"""

import contextlib
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from core.errors import BadFile, Conflict, NotFound
from core.services.exchange.whole_file import whole_file
from core.services.lifecycle import NO_DATABASE
from core.settings import Settings, load_settings
from core.store.database import row_archive
from core.store.database.engine import Database
from core.store.people import sign_ins

FORMAT = 1
MANIFEST = "manifest.json"

NO_BACKUP = "This file is no backup of Debrief. Give the file that `debrief backup` wrote."
DAMAGED = "This backup is damaged: what it holds is not what was written. Use another one; nothing was changed."
TOO_NEW = "This backup was made by a newer Debrief. Start that version, and restore it there."
FILLED = (
    "There are postmortems in this database already. Restore into an empty place, or say --replace "
    "to throw away what is here."
)


class TableContents(BaseModel):
    """What one table of the archive holds."""

    model_config = ConfigDict(frozen=True)

    rows: int = Field(ge=0)
    sha256: str


class Manifest(BaseModel):
    """The first thing that is read. Unknown fields are of a later version within the same format."""

    model_config = ConfigDict(frozen=True)

    format: int
    schema_revision: str
    made_at: AwareDatetime
    tables: dict[str, TableContents]
    counters: dict[str, int] = {}


@dataclass(frozen=True)
class BackupResult:
    """``made_at`` is the moment that the file shows; ``size`` is in bytes."""

    postmortems: int
    made_at: datetime
    size: int


def backup(path: Path, settings: Settings | None = None, *, asked: Path | None = None) -> BackupResult:
    """Write everything into ``path``, whole or not at all, readable by its owner only. Replaces a file that is there.
    ``asked``: the file that a person named, where this is one on the way to it.

    Raises NotFound when there is no database, StorageTrouble, OSError for a place that cannot be written.
    """
    with _database(settings or load_settings(), make=False) as db, whole_file(path, private=True, asked=asked) as out:
        with db.read() as tx:
            schema = row_archive.revision(tx)
            if schema is None:
                raise NotFound(NO_DATABASE.format(place=db.place))
            made_at = tx.now()
            with ZipFile(out, "w", ZIP_DEFLATED) as file:
                found = {
                    name: _write_table(file, name, row_archive.rows(tx, name)) for name in row_archive.table_names(tx)
                }
                manifest = Manifest(
                    format=FORMAT,
                    schema_revision=schema,
                    made_at=made_at,
                    tables=found,
                    counters=row_archive.counters(tx),
                )
                file.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        size = out.tell()
    return BackupResult(found["postmortem"].rows, made_at, size)


def restore(path: Path, *, replace: bool = False, settings: Settings | None = None) -> BackupResult:
    """Make the database what ``path`` says, all of it or nothing. With ``replace`` what is there is thrown away.

    Raises BadFile for a file that is none of ours, damaged or newer; Conflict for a database that is filled or open.
    """
    with _checked(path) as (file, manifest), _database(settings or load_settings(), make=True) as db:
        _put_back(db, file, manifest, replace=replace)
        return _restored(path, manifest)


def restore_into(db: Database, path: Path) -> dict[str, int]:
    """The same for an empty database that is open here, and nowhere else. Returns how many rows each table had then,
    before it was brought up to date.
    """
    with _checked(path) as (file, manifest):
        return _put_back(db, file, manifest, replace=False)


@contextlib.contextmanager
def _checked(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """Read to its end before any database is opened or made."""
    with path.open("rb") as given, _opened(given) as file:
        manifest = _manifest(file)
        _check(file, manifest)
        yield file, manifest


def _put_back(db: Database, file: ZipFile, manifest: Manifest, *, replace: bool) -> dict[str, int]:
    with db.rebuild() as tx:
        if not replace and row_archive.is_filled(tx):
            raise Conflict(FILLED)
        row_archive.refill(tx, manifest.schema_revision, lambda name: _rows(file, manifest, name), manifest.counters)
        found = row_archive.counts(tx)
        row_archive.bring_up_to_date(tx)
        # Whoever was signed out since would be signed in again.
        sign_ins.end_everybody(tx)
    return {name: found.get(name, 0) for name in manifest.tables}


def _restored(path: Path, manifest: Manifest) -> BackupResult:
    return BackupResult(manifest.tables["postmortem"].rows, manifest.made_at.astimezone(UTC), path.stat().st_size)


def manifest_of(path: Path) -> Manifest:
    """What a backup says about itself. Raises BadFile."""
    with path.open("rb") as given, _opened(given) as file:
        return _manifest(file)


@contextlib.contextmanager
def _database(settings: Settings, *, make: bool) -> Iterator[Database]:
    place = settings.database
    if isinstance(place, Path) and not make and not place.exists():
        raise NotFound(NO_DATABASE.format(place=place))
    db = Database.open(place, readonly=not make)
    try:
        yield db
    finally:
        db.close()


def _write_table(file: ZipFile, name: str, rows: Iterator[row_archive.Row]) -> TableContents:
    sum_, count = hashlib.sha256(), 0
    with file.open(_member(name), "w", force_zip64=True) as out:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            sum_.update(line)
            out.write(line)
            count += 1
    return TableContents(rows=count, sha256=sum_.hexdigest())


def _member(name: str) -> ZipInfo:
    made = ZipInfo(f"tables/{name}.jsonl")
    made.compress_type = ZIP_DEFLATED
    made.external_attr = 0o600 << 16  # unpacked, it is as private as the file around it
    return made


@contextlib.contextmanager
def _opened(given: IO[bytes]) -> Iterator[ZipFile]:
    try:
        with ZipFile(given) as file:
            yield file
    except BadZipFile as cause:
        raise BadFile(NO_BACKUP) from cause


def _manifest(file: ZipFile) -> Manifest:
    try:
        message = json.loads(file.read(MANIFEST))
        if isinstance(message, Mapping) and isinstance(message.get("format"), int) and message["format"] > FORMAT:
            raise BadFile(TOO_NEW)
        manifest = Manifest.model_validate(message)
    except (KeyError, ValueError, BadZipFile, EOFError, zlib.error) as cause:
        raise BadFile(NO_BACKUP) from cause
    if not row_archive.knows(manifest.schema_revision):
        raise BadFile(TOO_NEW)
    if "postmortem" not in manifest.tables:
        raise BadFile(NO_BACKUP)
    return manifest


def _check(file: ZipFile, manifest: Manifest) -> None:
    """Check the whole archive before anything is deleted."""
    for name, contents in manifest.tables.items():
        sum_, count = hashlib.sha256(), 0
        for line in _lines(file, name):
            sum_.update(line)
            count += 1
        if (count, sum_.hexdigest()) != (contents.rows, contents.sha256):
            raise BadFile(DAMAGED)


def _rows(file: ZipFile, manifest: Manifest, name: str) -> Iterator[dict[str, Any]]:
    if name not in manifest.tables:
        return
    for line in _lines(file, name):
        yield json.loads(line)


def _lines(file: ZipFile, name: str) -> Iterator[bytes]:
    try:
        with file.open(f"tables/{name}.jsonl") as lines:
            yield from lines
    except (KeyError, BadZipFile, EOFError, OSError, zlib.error) as cause:
        raise BadFile(DAMAGED) from cause
