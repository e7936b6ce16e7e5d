"""What the database server is and how it is set, as far as durability and times depend on it. For the operator."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.store.database import row_archive, sqlite
from core.store.database.engine import Database

NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "glusterfs", "ceph"}
)


@dataclass(frozen=True)
class ServerFacts:
    """``settings`` by their names in the database's own words; ``now`` is its clock; ``size`` is in bytes."""

    kind: str
    version: str
    schema: str | None
    newest_schema: str
    settings: dict[str, str]
    now: datetime
    size: int


def facts(db: Database) -> ServerFacts:
    """Reads only. Raises StorageTrouble."""
    with db.read() as tx:
        schema = row_archive.revision(tx)
        if tx.dialect == "sqlite":
            version = str(tx.sql("SELECT sqlite_version()").scalar_one())
            settings = {"journal_mode": str(tx.sql("PRAGMA journal_mode").scalar_one())}
            size = sum(path.stat().st_size for path in sqlite.files_of(Path(db.place)) if path.exists())
            return ServerFacts("SQLite", version, schema, row_archive.newest(), settings, tx.now(), size)
        names = ("fsync", "synchronous_commit", "full_page_writes", "server_encoding")
        settings = {name: str(tx.sql(f"SHOW {name}").scalar_one()) for name in names}
        version = str(tx.sql("SHOW server_version").scalar_one())
        now: datetime = tx.sql("SELECT clock_timestamp()").scalar_one()
        size = int(tx.sql("SELECT pg_database_size(current_database())").scalar_one())
        return ServerFacts("PostgreSQL", version, schema, row_archive.newest(), settings, now.astimezone(UTC), size)


def filesystem_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system that a path is on, as Linux names it; empty where that cannot be told."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    target = path.absolute()
    found = [(parts[1].replace("\\040", " "), parts[2]) for parts in lines if len(parts) > 2]
    fitting = [(len(place), kind) for place, kind in found if target.is_relative_to(place)]
    return max(fitting)[1] if fitting else ""
