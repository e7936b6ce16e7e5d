#!/usr/bin/env bash
# typst 0.15.2 (the Python package of the typesetter): what was laid out is kept by its content, and a document that is
# compiled a second time in a process takes a fraction of the time. Not so when its source was given as bytes: each
# Compiler made from the same bytes lays everything out anew, as long as the first did.
#
# What one would guess: the same source, the same fonts and the same result are found again, however the source came.
# What happens: from a path the second compilation takes a sixth of the first; from bytes it takes all of it. One
# Compiler made from bytes is no way out: it compiles once, and its second call misses a file that nobody named.
#
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2
cd "$folder"
venv/bin/python - <<'PYTHON'
import time
from pathlib import Path

import typst

WORDS = "says that the queue grew and nobody was told, so orders waited for hours. " * 5
SOURCE = "\n\n".join(f"Paragraph {number} {WORDS}" for number in range(600))
Path("main.typ").write_text(SOURCE)
FONTS = typst.Fonts(include_system_fonts=False)


def ratio(source):
    """The quickest of three later compilers, as a share of the first."""
    took, files = [], set()
    for _ in range(4):
        begun = time.process_time()
        files.add(typst.Compiler(source, root=".", font_paths=FONTS).compile(timestamp=0))
        took.append(time.process_time() - begun)
    assert len(files) == 1, "each file is the same"
    return min(took[1:]) / took[0]


of_bytes = ratio(SOURCE.encode())
of_path = ratio("main.typ")
print(f"a later compiler takes {of_path:.2f} of the first from a path, {of_bytes:.2f} from bytes")
once = typst.Compiler(b"Text")
once.compile()
try:
    once.compile()
    again = "compiled"
except typst.TypstError as error:
    again = error.message
print(f"one compiler made from bytes, second call: {again.split(' (searched')[0]}")
raise SystemExit(0 if of_path < 0.4 and of_bytes > 0.6 and "file not found" in again else 1)
PYTHON
