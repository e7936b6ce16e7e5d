#!/usr/bin/env bash
# typst 0.15.2 with Noto Sans Arabic (manimgx-fonts 2026.9.26.post1): Arabic words in a PDF, as programs find them.
#
# What one would guess: the text of the PDF is the text of the document, as it is for other scripts and as PDF/UA asks.
# What happens: this font draws a letter with dots as two pieces, the stroke and the dots, and each piece is filed as the whole
# letter. The page looks right, and six of its 18 letters are there twice: who copies or searches finds `الققرص` where `القرص`
# stands. Letters without dots, and Hebrew, come out once.
#
# Looked for on 2026-12-01: typst's issue 4225 is about letters of other scripts that are copied wrongly, notofonts/arabic 284 about
# this font in another program; neither says that each dotted letter is there twice.
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install typst==0.15.2 manimgx-fonts==2026.9.26.post1 pypdf==7.1.1 pymupdf==2.0 2>/dev/null
cat > letters.py <<'PYTHON'
import io
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pymupdf
import pypdf
import typst

FONTS = str(Path(find_spec("manimgx_fonts").origin).parent)


def doubled(words: str, font: str) -> list[Counter[str]]:
    """By reader, the letters that it finds more often than they were written."""
    source = f'#set document(title: "Words")\n#set text(font: "{font}", dir: rtl)\n{words}'.encode()
    pdf = typst.Compiler(source, font_paths=[FONTS], ignore_system_fonts=True).compile(format="pdf", pdf_standards="ua-1")
    shown = (pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(), pymupdf.open(stream=pdf)[0].get_text())
    return [Counter("".join(text.split())) - Counter(words) for text in shown]


made = {
    "with dots": doubled("القرص ممتلئ في الخادم", "Noto Sans Arabic"),
    "without dots": doubled("ملء سد رد", "Noto Sans Arabic"),
    "Hebrew": doubled("הדיסק מלא", "Noto Sans Hebrew"),
}
for name, more in made.items():
    print(f"{name}: pypdf {dict(more[0])}, MuPDF {dict(more[1])}")
right = all(sum(more.values()) == 6 for more in made["with dots"])
sys.exit(0 if right and not any(made["without dots"]) and not any(made["Hebrew"]) else 1)
PYTHON
venv/bin/python letters.py
