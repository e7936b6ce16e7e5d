"""Sets one document and ends: time and data come in on standard input, the PDF goes out on standard output.

A process of its own, because the typesetter keeps what it has laid out in memory (300 MB after a large
document) and is native code: here it gives back all memory, holds up no meeting, and can be stopped. Run by
its path, so nothing of Debrief is imported; it sees this folder and no other, and never the network.
"""

import contextlib
import os
import sys
from pathlib import Path

import typst

SECONDS = 60
BYTES = 4 * 1024**3


def main() -> None:
    here = Path(__file__).resolve().parent
    _limit()
    # Fonts of this computer come after our own: they are asked for scripts that those do not have.
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
    nowhere = str(here / "no-packages")
    # The first line says when, the rest is the data: read by the typesetter alone, because it may be megabytes.
    timestamp = int(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read().decode()
    compiler = typst.Compiler(
        (here / "postmortem.typ").read_bytes(),
        root=str(here),
        font_paths=fonts,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    made = compiler.compile(format="pdf", sys_inputs={"data": data}, timestamp=timestamp)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one piece of bytes")
    sys.stdout.buffer.write(made)


def _limit() -> None:
    """At most this much time and memory, and behind everybody who is in a meeting. Not on every system."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        os.nice(5)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


if __name__ == "__main__":
    main()
