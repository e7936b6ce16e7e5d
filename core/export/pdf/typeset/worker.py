"""Sets one document and ends: a line with the job and then data come in on standard input, the PDF goes out.

A process of its own, because the typesetter keeps what it has laid out in memory (300 MB after a large
document) and is native code: here it gives back all memory, holds up no meeting, and can be stopped. Run by
its path, so nothing of Debrief is imported; it sees this folder, the fonts and nothing else, and never the network.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Final, TypeVar

import typst

# By its path: a source that is given as bytes is another document each time, and nothing of it is known.
TEMPLATE: Final = str(Path(__file__).resolve().parent / "postmortem.typ")
_Source = TypeVar("_Source", str, bytes)
SECONDS = 60
BYTES = 4 * 1024**3
# What screen readers ask for. It also makes one link of an address that stands on two lines.
ACCESSIBLE: Final = "ua-1"
_SAMPLE = b"#set document(title: [x])\n#let it = json(bytes(sys.inputs.data))\n#set text(font: it.fonts)\n#it.text"

_PICTURE = (
    b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image(bytes(sys.inputs.data), format: "svg")'
)


def main() -> None:
    _limit()
    # The first line is the job, the rest is the data: read by the typesetter alone, because it may be megabytes.
    job = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read().decode()
    # Fonts of this computer come after our own: they are asked for scripts that those do not have.
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=job["folders"])
    if "samples" in job:
        sys.stdout.write(json.dumps([_drawn(fonts, json.dumps(sample)) for sample in job["samples"]]))
        return
    if "ppi" in job:
        image = _compiler(fonts, _PICTURE).compile(format="png", ppi=job["ppi"], sys_inputs={"data": data})
        sys.stdout.buffer.write(_bytes(image))
        return
    queries = {"format": "pdf", "sys_inputs": {"data": data}, "timestamp": job["timestamp"]}
    try:
        made = _compiler(fonts, TEMPLATE).compile(**queries, pdf_standards=ACCESSIBLE)
    except typst.TypstError as error:
        # Letters that no font has are against the standard; then without it. What was laid out is known already.
        made = _compiler(fonts, TEMPLATE).compile(**queries)
        sys.stderr.write(error.message)
    sys.stdout.buffer.write(_bytes(made))


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


def _compiler(fonts: typst.Fonts, source: _Source) -> typst.Compiler:
    here = Path(__file__).resolve().parent
    nowhere = str(here / "no-packages")
    return typst.Compiler(source, root=str(here), font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)


def _limit() -> None:
    """At most this much time and memory, and behind everybody who is in a meeting. Not on every system."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        os.nice(5)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


if __name__ == "__main__":
    main()
