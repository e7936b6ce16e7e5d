"""Files that may be reports: which are read, how bytes become text, and why a file is refused, in one sentence each."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

ENDINGS: Final = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text", ".rst", ".adoc", ".org", ".erb")
_NO_REPORTS: Final = re.compile(
    r"(?:readme|license|licence|contributing|changelog|code_of_conduct|security|index|_index|template|"
    r".{0,40}[-_ ]template|template[-_ ].{0,40}|summary|toc)$",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at once; numbers are bytes, but for ``files``. A report is text, so that these are generous."""

    files: int = 2_000
    report: int = 5 * 1024 * 1024
    text: int = 300_000
    """Characters of a report without its pictures. A postmortem that is edited together holds not much more."""
    unpacked: int = 200 * 1024 * 1024
    archive: int = 50 * 1024 * 1024
    directory: int = 4 * 1024 * 1024
    """The list of files in an archive; an archive of 50 MB could name a million."""


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class ReportFile:
    """``text`` is None for what cannot be read, with the reason in ``refused``. ``marks`` say how it was read."""

    name: str
    text: str | None = None
    refused: str = ""
    marks: tuple[str, ...] = ()


def has_report_ending(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def is_left_out(name: str) -> bool:
    """Pages that stand beside reports in every folder: a README, a licence, an empty template."""
    stem = PurePosixPath(name.replace("\\", "/")).name.split(".")[0]
    return _NO_REPORTS.fullmatch(stem) is not None


def report_file(name: str, data: bytes, limits: Limits, *, chosen: bool = True) -> ReportFile:
    """One file as text. ``chosen``: somebody named this very file, so that its name decides nothing."""
    if not has_report_ending(name):
        return ReportFile(name, refused=_other_kind(name))
    if not chosen and is_left_out(name):
        return ReportFile(name, refused="Left out by its name. Choose it by itself to bring it in.")
    if len(data) > limits.report:
        return ReportFile(name, refused=f"This file is larger than {limits.report // 2**20} MB, which no report is.")
    text, marks = text_of(data)
    if text is None:
        return ReportFile(name, refused="This file is no text. Save it as Markdown or plain text in UTF-8.")
    if not text.strip():
        return ReportFile(name, refused="This file is empty.")
    return ReportFile(name, text, marks=marks)


def text_of(data: bytes) -> tuple[str | None, tuple[str, ...]]:
    """UTF-8, UTF-16 with its mark, Japanese or Western text of before; None for what is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), ("The file is UTF-16.",)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _older(data)
    return (None, ()) if _is_binary(text) else (text, ())


def _older(data: bytes) -> tuple[str | None, tuple[str, ...]]:
    if b"\x00" in data[:_LOOKED_AT]:
        return None, ()
    for name, called in (("cp932", "Shift JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if (
            sum("぀" <= sign <= "鿿" for sign in text[:_LOOKED_AT]) * 4
            > sum(not sign.isascii() for sign in text[:_LOOKED_AT]) * 3
        ):
            return text, (f"The file is not UTF-8. It was read as {called}.",)
    text = data.decode("cp1252", "replace")
    if _is_binary(text) or text.count("\ufffd") * 50 > len(text):
        return None, ()
    return text, ("The file is not UTF-8. It was read as Windows-1252; look at its letters.",)


def _is_binary(text: str) -> bool:
    part = text[:_LOOKED_AT]
    return len(_SIGNS.findall(part)) * 50 > len(part)


def _other_kind(name: str) -> str:
    lower = name.lower()
    if lower.endswith((".docx", ".doc", ".odt", ".pdf", ".html", ".htm", ".rtf", ".pages")):
        return "Debrief reads Markdown and plain text. Export this document as one of them first."
    if lower.endswith(".json"):
        return "Bring in a JSON export of Debrief by itself: debrief import FILE.json."
    if lower.endswith((".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".xz", ".bz2")):
        return "This is an archive in a place where a report is looked for. Unpack it, or give it by itself as a zip."
    return "This is neither Markdown nor plain text."
