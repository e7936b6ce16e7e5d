#!/usr/bin/env bash
# icalendar 7.3.0 (Python) and ical.js 2.2.1 (JavaScript): the name of a subscribed calendar, X-WR-CALNAME, keeps its
# backslashes when it is read, because both know no type for it. RFC 5545 (3.8.8.2) says that such a property is TEXT
# unless VALUE says otherwise, so commas, semicolons and line breaks in it are escaped by whoever writes it.
#
# What one would guess: "X-WR-CALNAME:Database\, network" is read as "Database, network", like a SUMMARY.
# What happens: it is read as "Database\, network"; with ";VALUE=TEXT" written out, both decode it.
#
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node for the second reader.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.0
"$folder/venv/bin/python" - <<'PYTHON'
import icalendar

LINES = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//finding//EN", r"X-WR-CALNAME{}:Database\, network", "END:VCALENDAR", ""]
read = {}
for parameter in ("", ";VALUE=TEXT"):
    data = "\r\n".join(LINES).format(parameter)
    read[parameter] = str(icalendar.Calendar.from_ical(data).get("X-WR-CALNAME"))
    print("icalendar", parameter or "(no VALUE)", "->", read[parameter])
raise SystemExit(0 if read == {"": r"Database\, network", ";VALUE=TEXT": "Database, network"} else 1)
PYTHON
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 >/dev/null 2>&1
cat > read.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
const lines = (parameter) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//finding//EN", `X-WR-CALNAME${parameter}:Database\\, network`, "END:VCALENDAR", ""];
const read = ["", ";VALUE=TEXT"].map((parameter) => new ICAL.Component(ICAL.parse(lines(parameter).join("\r\n"))).getFirstPropertyValue("x-wr-calname"));
console.log("ical.js (no VALUE) ->", read[0], "\nical.js ;VALUE=TEXT ->", read[1]);
process.exit(read[0] === "Database\\, network" && read[1] === "Database, network" ? 0 : 1);
JAVASCRIPT
node read.mjs
