"""A file that gets its name only once it is written completely, and the sentence for a disk that has no room for it."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from core.errors import StorageTrouble

PRIVATE: Final = 0o600
_READABLE: Final = 0o666
"""Less what the user's umask takes away, as for every other file."""
_FULL: Final = {
    errno.ENOSPC: "{free} are free there",
    errno.EDQUOT: "what this user may write there is used up",
    errno.EFBIG: "a file may not become that large there",
}


def no_room(path: Path, error: OSError) -> StorageTrouble | None:
    """What to tell when a disk or a quota is full; None for any other trouble."""
    reason = _FULL.get(error.errno or 0)
    if reason is None:
        return None
    why = reason.format(free=free_in(path.parent))
    return StorageTrouble(
        operator=f"There is no room for {path.absolute()}: {why}. Make room, or name a place on another disk. "
        "Nothing was written; a file that was there before is unchanged."
    )


def free_in(folder: Path) -> str:
    """How much fits into a folder's disk, in words."""
    try:
        return size_text(shutil.disk_usage(folder).free)
    except OSError:
        return "no more bytes"


def size_text(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1_000:.1f} kB"


@contextlib.contextmanager
def whole_file(path: Path, *, private: bool = False, asked: Path | None = None) -> Iterator[IO[bytes]]:
    """Written under another name beside it, then in the place of what is there. ``private``: its owner's alone.
    ``asked``: the file that a person named, where this is one on the way to it.

    Raises StorageTrouble for a full disk, OSError for a place that cannot be written, with the name that was asked for.
    """
    try:
        with _written_beside(path, private=private) as out:
            yield out
    except OSError as error:
        if told := no_room(asked or path, error):
            raise told from error
        error.filename = error.filename or str(path.absolute())
        raise


@contextlib.contextmanager
def _written_beside(path: Path, *, private: bool) -> Iterator[IO[bytes]]:
    name = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        number = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE if private else _READABLE)
    except OSError as error:
        error.filename = str(path.absolute())  # not that of the file on the way
        raise
    try:
        with os.fdopen(number, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def write_whole(path: Path, data: bytes) -> None:
    """``data`` as a file for everybody. What is no plain file, such as a pipe or /dev/stdout, takes it as it comes; a
    link keeps pointing where it does. Raises what `whole_file` raises."""
    place = path.resolve()
    if place.exists() and not place.is_file():
        path.write_bytes(data)
        return
    with whole_file(place) as out:
        out.write(data)
