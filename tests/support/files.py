"""Exported files read back by readers that are not ours, as plain words."""

import csv
import io
import zipfile

from pypdf import PdfReader

csv.field_size_limit(2**24)  # one cell may hold more than the module expects


def words_of(data: bytes, fmt: str) -> str:
    """All that can be found in a file: for a Word document every part of it, for a PDF its text and its properties."""
    if fmt == "docx":
        return "\n".join(parts_of(data).values())
    if fmt == "pdf":
        reader = PdfReader(io.BytesIO(data))
        return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
    return data.decode().replace("\r\n ", "")


def parts_of(data: bytes) -> dict[str, str]:
    """The files inside a Word document."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode(errors="replace") for name in packed.namelist()}


def rows_of(data: bytes) -> list[list[str]]:
    """A table as a spreadsheet reads it: the byte order mark is gone, quotes are taken off, nothing else is done."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
