#!/usr/bin/env bash
# markdown-to-mrkdwn 0.3.3 (Markdown to Slack's text, for Python): a code span that holds signs of Markdown.
#
# What one would guess: what stands between backticks is code and stays as it is, which Markdown and Slack agree on.
# What happens: emphasis and links are rewritten inside it. The schedule `*/5 * * * *` becomes `_/5 _ _ _ *`, `__init__` becomes
# `*init*`, `[x](http://a)` becomes `<http://a|x>`: a command that somebody copies out of the message is another one, and nothing
# tells it. A fenced block of backticks is left alone, one of tildes is not.
#
# Looked for on 2026-12-01: not in its description, and in no issue found.
# Exits 0 while the behaviour is as described, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install markdown-to-mrkdwn==0.3.3 2>/dev/null
cat > convert.py <<'PYTHON'
import sys

from markdown_to_mrkdwn import SlackMarkdownConverter

SAMPLES = [
    ("cron `*/5 * * * *`", "cron `_/5 _ _ _ *`"),
    ("in `__init__`", "in `*init*`"),
    ("`[x](http://a)`", "`<http://a|x>`"),
    ("```\n**kept**\n```", "```\n**kept**\n```"),
    ("~~~\n**kept**\n~~~", "~~~\n*kept*\n~~~"),
]
made = [SlackMarkdownConverter().convert(written) for written, _ in SAMPLES]
for (written, _), shown in zip(SAMPLES, made):
    print(f"{written!r} -> {shown!r}")
sys.exit(0 if made == [expected for _, expected in SAMPLES] else 1)
PYTHON
venv/bin/python convert.py
