#!/usr/bin/env bash
# icalendar 7.3.2: text with a backslash before a capital N, such as a path on a Windows share, is written into a calendar.
#
# What one would guess: what is added as text is escaped when it is written, so every reader gets back what was added. It is
# so for a small n, where the backslash is doubled.
# What happens: the two signs \N are taken for a line break that somebody had escaped already. The file has \n, every reader
# shows a line break, and the letter is gone: "C:\Network" is read as "C:", a new line, and "etwork".
#
# Looked for on 2026-12-01: neither in the documentation of vText nor in an issue (only about other signs, such as a lone
# carriage return). Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node for the second reader.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 >/dev/null 2>&1
cat > read.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const event = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(event.getFirstPropertyValue("summary")));
JAVASCRIPT
venv/bin/python - <<'PYTHON'
import json
import subprocess

import icalendar

SAMPLES = {r"C:\network": r"C:\network", r"C:\Network": "C:\network", r"\\files\New": "\\\\files\new", "C:/Network": "C:/Network"}
changed = False
for added, expected in SAMPLES.items():
    event = icalendar.Event()
    event.add("summary", added)
    written = event.to_ical()
    line = next(one for one in written.decode().split("\r\n") if one.startswith("SUMMARY"))
    by_itself = str(icalendar.Event.from_ical(written)["summary"])
    by_another = json.loads(subprocess.run(["node", "read.mjs"], input=written, capture_output=True, check=True).stdout)
    print(f"added {added!r:16} written {line!r:28} read {by_itself!r}, by ical.js {by_another!r}")
    changed |= not (by_itself == by_another == expected)
raise SystemExit(1 if changed else 0)
PYTHON
