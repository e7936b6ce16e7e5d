#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17): a path of Windows, or a regular expression, in a Markdown file.
#
# What one would guess: a backslash before a letter is a backslash, as in every other reader of Markdown, or else a warning.
# What happens: in the Markdown that pandoc takes for a file named .md, `\Network` is a command of TeX. Every output but TeX leaves
# commands out, together with the next backslashes and the space behind them, and says nothing: `The share C:\Network\new failed`
# becomes `The share C:failed`, in HTML, Word and plain text. With `--from gfm`, or with two backslashes, the words stay.
#
# Looked for on 2026-12-01: the manual describes the extension (raw_tex) and that other outputs leave TeX out. Issues (2790, 5901, 6595)
# are about PDF and TeX, which stop with an error; that other outputs lose words without one is only in an old one (135).
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pypandoc_binary==1.17 python-docx==1.2.0 2>/dev/null
cat > convert.py <<'PYTHON'
import subprocess
import sys

import pypandoc
from docx import Document

PANDOC = pypandoc.get_pandoc_path()
TYPED = r"The share C:\Network\new failed, and \d+ matched."
LOST = "The share C:failed, and matched."


def converted(text: str, *options: str) -> tuple[str, str]:
    with open("report.md", "w") as file:
        file.write(text)
    done = subprocess.run([PANDOC, "report.md", *options], capture_output=True, text=True, check=True)
    return done.stdout.strip(), done.stderr.strip()


made = {
    "plain text": converted(TYPED, "--to", "plain"),
    "HTML": converted(TYPED, "--to", "html"),
    "plain text, from gfm": converted(TYPED, "--from", "gfm", "--to", "plain"),
    "plain text, two backslashes": converted(TYPED.replace("\\", "\\\\"), "--to", "plain"),
}
converted(TYPED, "--output", "report.docx")
made["Word"] = (Document("report.docx").paragraphs[0].text, "")
for name, (shown, warned) in made.items():
    print(f"{name}: {shown} (warnings: {warned or 'none'})")
expected = {
    "plain text": (LOST, ""),
    "HTML": (f"<p>{LOST}</p>", ""),
    "plain text, from gfm": (TYPED, ""),
    "plain text, two backslashes": (TYPED, ""),
    "Word": ("The share C:failed, and  matched.", ""),
}
sys.exit(0 if made == expected else 1)
PYTHON
venv/bin/python convert.py
