"""An archive as files: each member is read by itself within bounds, and nothing is ever written to a disk."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from core.services.old_reports.report_files import LIMITS, Limits, ReportFile, has_report_ending, report_file

_BROKEN: Final = "This archive cannot be read. Pack the reports again as a plain zip file."
_TRICK: Final = "This name leads out of the archive, so the file was not read."
_TOO_MANY: Final = "This archive lists far more files than a team has reports."
_DAMAGED_FILE: Final = "This file of the archive is damaged or packed in a way nobody reads."
# "Export-1f0c….zip" holds "ExportBlock-1f0c…-Part-1.zip", which holds the pages.
_PART: Final = re.compile(r"(?:^|/)Export[\w-]{0,80}-Part-\d{1,4}\.zip$", re.ASCII)
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_END: Final = b"PK\x05\x06"
_CHUNK: Final = 64 * 1024

# What zipfile raises for archives that are cut, damaged, locked or packed in a way that it does not know.
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError)


def zip_files(name: str, source: bytes | IO[bytes], limits: Limits) -> Iterator[ReportFile]:
    """Each file of an archive that may be a report, in its order; what is refused with its sentence.

    ``source`` is the archive, or a file that it is read from without being held in memory.
    """
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    size = file.seek(0, io.SEEK_END)
    if size > limits.archive:
        yield ReportFile(name, refused=f"This archive is larger than {limits.archive // 2**20} MB. Unpack it first.")
        return
    yield from _opened(name, file, size, limits, _Left(limits.unpacked, limits.files))


@dataclass(slots=True)
class _Left:
    """What may still be unpacked, in bytes and in files, of an archive with what lies in it."""

    size: int
    files: int


def from_upload(name: str, data: bytes, limits: Limits = LIMITS) -> Iterator[ReportFile]:
    """What somebody dropped on the page: a report, or an archive of reports."""
    if name.lower().endswith(".zip"):
        yield from zip_files(name, data, limits)
    else:
        yield report_file(name, data, limits)


def _directory_size(file: IO[bytes], size: int) -> int:
    """Bytes of the list at the end, as the archive gives them; a number no smaller than any limit for a huge one."""
    file.seek(max(0, size - 70_000))
    tail = file.read(70_000)
    at = tail.rfind(_END)
    file.seek(0)
    return struct.unpack("<I", tail[at + 12 : at + 16])[0] if 0 <= at <= len(tail) - 16 else 0


def _opened(
    name: str, file: IO[bytes], size: int, limits: Limits, left: _Left, *, inner: bool = False
) -> Iterator[ReportFile]:
    """What is in an archive, or why it cannot be read. ``inner``: it lay in another one."""
    if _directory_size(file, size) > limits.directory:
        yield ReportFile(name, refused=_TOO_MANY)
        return
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGED:
        yield ReportFile(name, refused=_BROKEN)
        return
    with archive:
        yield from _members(name, archive, limits, left, inner=inner)


def _members(
    name: str, archive: zipfile.ZipFile, limits: Limits, left: _Left, *, inner: bool = False
) -> Iterator[ReportFile]:
    members = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    for number, info in enumerate(members):
        shown = f"{name}/{_printable(info.filename)}"
        if not left.files:
            rest = len(members) - number
            yield ReportFile(name, refused=f"More than {limits.files} files: the last {rest} were not read.")
            return
        left.files -= 1
        part = not inner and _PART.search(info.filename) is not None
        if refused := _refused(info, limits.archive if part else limits.report):
            yield ReportFile(shown, refused=refused)
            continue
        if part:
            yield from _part(shown, archive, info, limits, left)
            continue
        if not has_report_ending(info.filename):
            yield report_file(shown, b"", limits)
            continue
        data = _unpacked(archive, info, min(limits.report, left.size) + 1)
        if data is None:
            yield ReportFile(shown, refused=_DAMAGED_FILE)
            continue
        left.size = max(0, left.size - len(data))
        if not left.size:
            yield ReportFile(shown, refused=f"The archive unpacks to more than {limits.unpacked // 2**20} MB.")
            continue
        yield report_file(shown, data, limits, chosen=False)


def _part(
    shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, left: _Left
) -> Iterator[ReportFile]:
    """The archive in which Notion packs what it exports, one deep and no deeper."""
    data = _unpacked(archive, info, min(limits.archive, left.size) + 1)
    if data is None:
        yield ReportFile(shown, refused=_DAMAGED_FILE)
        return
    left.size = max(0, left.size - len(data))
    file = io.BytesIO(data)
    yield from _opened(shown, file, len(data), limits, left, inner=True)


def _refused(info: zipfile.ZipInfo, most: int) -> str:
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path) or "\x00" in info.orig_filename:
        return _TRICK
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "This is a link to another file, which is not followed."
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "This is no plain file."
    if info.flag_bits & 0x1:
        return "This file is locked with a password. Pack it without one."
    if info.file_size > most:
        return f"This file is larger than {most // 2**20} MB, which no report is."
    return ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """At most ``most`` bytes, whatever the archive says about its size."""
    made = bytearray()
    try:
        with archive.open(info) as member:
            while len(made) < most and (part := member.read(min(_CHUNK, most - len(made)))):
                made += part
    except _DAMAGED:
        return None
    return bytes(made)


def _is_hidden(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _printable(path: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in path)[:300]
