#!/usr/bin/env bash
# cmark-gfm (GitHub's own Markdown parser, here by cmarkgfm 2025.10.22): an OPEN task is rendered with its box ticked as
# soon as the text [x] stands anywhere later in the same line, in a code span too. The box is read by looking for "[x]"
# in the whole rest of the line instead of at the box.
#
# What one would guess: "- [ ] read `a[x]`" is an open task.
# What happens: the checkbox has checked="". Escaping the brackets (\[x\]) in plain text keeps the task open.
#
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cmarkgfm==2025.10.22
"$folder/venv/bin/python" - <<'PYTHON'
import cmarkgfm

SAMPLES = {
    "- [ ] renew the token": False,
    "- [ ] see [x] below": True,
    "- [ ] read `a[x]`": True,
    r"- [ ] read a\[x\]": False,
    "- [ ] see [y] below": False,
}
changed = False
for text, ticked in SAMPLES.items():
    html = cmarkgfm.github_flavored_markdown_to_html(text)
    found = 'checked=""' in html
    print(f"{text!r:32} -> {'ticked' if found else 'open'}")
    changed |= found != ticked
raise SystemExit(1 if changed else 0)
PYTHON
