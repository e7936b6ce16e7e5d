"""Sets one document and ends: jobs come in on standard input, a line each, and what the last one asks for goes out.

The document lies in a folder, the only argument, with the template beside it. A job may be a draft, which holds the
first part of the document: it is laid out, nothing goes out, and what was laid out is found again for the whole.

A process of its own, because the typesetter keeps what it has laid out in memory (300 MB after a large
document) and is native code: here it gives back all memory, holds up no meeting, and can be stopped. Run by
its path, so nothing of Debrief is imported; it sees that folder, the fonts and nothing else, and never the network.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import typst

_HERE: Final = str(Path(__file__).resolve().parent)
_Source = TypeVar("_Source", str, bytes)
SECONDS = 60
# A document that takes so long is not to be held up by its drafts.
DRAFT_SECONDS: Final = 10
BYTES = 4 * 1024**3
# What screen readers ask for. It also makes one link of an address that stands on two lines.
ACCESSIBLE: Final = "ua-1"
_SAMPLE = b"#set document(title: [x])\n#let it = json(bytes(sys.inputs.data))\n#set text(font: it.fonts)\n#it.text"

_PICTURE = (
    b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image(bytes(sys.inputs.data), format: "svg")'
)


def main() -> None:
    _limit()
    folder = sys.argv[1]
    asked: list[str] = []
    fonts = _fonts(asked)  # what most documents need, while they are written
    for job in _jobs():
        if job["folders"] != asked:
            asked = job["folders"]
            fonts = _fonts(asked)
        if "draft" not in job:
            sys.stdout.buffer.write(_made(fonts, job, folder))
            return
        if time.process_time() < DRAFT_SECONDS:
            with contextlib.suppress(RuntimeError):  # TypstError is one; the whole document says what is wrong
                document(fonts, folder).query("<none>")


def _fonts(folders: list[str]) -> typst.Fonts:
    """Fonts of this computer come after our own: they are asked for scripts that those do not have."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)


def _jobs() -> Iterator[dict[str, Any]]:
    """The newest that has come, each time: every draft before it is part of it."""
    came = b""
    while more := os.read(sys.stdin.fileno(), 1 << 20):
        came += more
        if came.endswith(b"\n"):
            yield json.loads(came.splitlines()[-1])
            came = b""


def _made(fonts: typst.Fonts, job: dict[str, Any], folder: str) -> bytes:
    if "samples" in job:
        return json.dumps([_drawn(fonts, json.dumps(sample)) for sample in job["samples"]]).encode()
    if "ppi" in job:
        return _bytes(_compiler(fonts, _PICTURE).compile(format="png", ppi=job["ppi"], sys_inputs={"data": job["svg"]}))
    try:
        made = document(fonts, folder).compile(format="pdf", timestamp=job["timestamp"], pdf_standards=ACCESSIBLE)
    except typst.TypstError as error:
        # Letters that no font has are against the standard; then without it. What was laid out is known already.
        made = document(fonts, folder).compile(format="pdf", timestamp=job["timestamp"])
        sys.stderr.write(error.message)
    return _bytes(made)


def document(fonts: typst.Fonts, folder: str) -> typst.Compiler:
    """The template by its path: a source that is given as bytes is another document each time."""
    return _compiler(fonts, str(Path(folder, "postmortem.typ")), folder)


def _bytes(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("one document is one piece of bytes")
    return made


def _drawn(fonts: typst.Fonts, sample: str) -> bool:
    """Whether there is a font for each letter of a sample."""
    # With the system's fallback, as in a document: a list of names alone would ask no other font.
    compiler = _compiler(fonts, _SAMPLE)
    try:
        compiler.compile(format="pdf", sys_inputs={"data": sample}, pdf_standards=ACCESSIBLE)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


def _compiler(fonts: typst.Fonts, source: _Source, root: str = _HERE) -> typst.Compiler:
    nowhere = str(Path(_HERE, "no-packages"))
    return typst.Compiler(source, root=root, font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)


def _limit() -> None:
    """At most this much time and memory, and behind everybody who is in a meeting. Not on every system."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        os.nice(5)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


if __name__ == "__main__":
    main()
