"""Bodies that came while the database could not be written: each in a file, until the worker has stored it.

A sender waits a second or less, a locked database is waited for much longer. The file is on the disk before the sender
is answered. It holds no key: who sent it was checked before.
"""

import contextlib
import json
import logging
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

from core.errors import BadInput, NotFound, StorageTrouble
from core.services.app import App
from core.services.inbound import taking_in
from core.services.inbound.source import Incoming
from core.services.inbound.sources import source_named

_log = logging.getLogger(__name__)

FOLDER: Final = "inbound"
ENDING: Final = ".body"
MOST_FILES: Final = 1_000
MOST_BYTES: Final = 64 * 1024 * 1024


def keep(app: App, incoming: Incoming) -> Path:
    """Write the body into a file of the data folder, durably. Raises StorageTrouble when nothing more fits."""
    folder = app.settings.data / FOLDER
    about = {"source": incoming.source, "headers": dict(incoming.headers), "at": incoming.received_at.isoformat()}
    path = folder / f"{incoming.received_at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _require_room(folder, len(incoming.body))
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(json.dumps(about).encode() + b"\n" + incoming.body)
            file.flush()
            os.fsync(file.fileno())
        done = path.with_suffix(ENDING)  # a file that is half written never has this name
        path.rename(done)
        _sync(folder)
    except OSError as error:
        raise StorageTrouble(
            operator=f"A body of {incoming.source} could not be kept in {folder}: {error.strerror}."
        ) from error
    return done


def drop(path: Path) -> None:
    """The body is in the database."""
    path.unlink(missing_ok=True)


def files(app: App) -> list[Path]:
    """The oldest first."""
    with contextlib.suppress(OSError):
        return sorted((app.settings.data / FOLDER).glob(f"*{ENDING}"))
    return []


def store_all(app: App) -> int:
    """Store what waits in files. Returns how many. Raises StorageTrouble while the database cannot be written.

    A file that was stored and not removed is stored again, which changes nothing: its lines are known.
    """
    stored = 0
    for path in files(app):
        incoming = _read(path)
        if incoming is not None:
            _store(app, incoming)
            stored += 1
        drop(path)
    return stored


def _store(app: App, incoming: Incoming) -> None:
    try:
        source = source_named(incoming.source)
        taking_in.keep(app, source, incoming, source.receiver.prepare(app, incoming))
    except (BadInput, NotFound):
        _log.warning("a body of %s that was kept in a file cannot be understood any more", incoming.source)


def _read(path: Path) -> Incoming | None:
    """None for a file that another server has stored meanwhile, or that is none of ours."""
    try:
        about, _, body = path.read_bytes().partition(b"\n")
        known = json.loads(about)
        headers = {str(name): str(value) for name, value in known["headers"].items()}
        return Incoming(str(known["source"]), body, headers, datetime.fromisoformat(known["at"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        _log.warning("a file in the folder of bodies cannot be read and is removed")
        return None


def _require_room(folder: Path, size: int) -> None:
    sizes = [item.stat().st_size for item in folder.glob(f"*{ENDING}")]
    if len(sizes) >= MOST_FILES or sum(sizes) + size > MOST_BYTES:
        raise StorageTrouble(operator=f"{folder} holds as many bodies as it may, and the database takes none of them.")


def _sync(folder: Path) -> None:
    """The name of the file is on the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
