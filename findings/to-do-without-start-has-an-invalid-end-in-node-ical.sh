#!/usr/bin/env bash
# node-ical 0.26.1 (the reader of calendars in MagicMirror and other dashboards): a to-do with a day it is due on and
# no start, which is how most task lists write one (RFC 5545 3.6.2 asks for no DTSTART).
#
# What one would guess: `end` is the due date, or is not there.
# What happens: `due` is right, and `end` is there and an Invalid Date: the rule for events without an end is applied to a
# start that does not exist. It is a Date, so a check for its presence passes; every comparison with it is false, so a
# filter "ends in the future" drops the to-do, and in JSON it is null. A start, even the same day, makes it valid.
#
# Looked for on 2026-12-01: neither in its documentation nor in its issues. (Issue 426 brought `due` in 0.25.)
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-ical@0.26.1 >/dev/null 2>&1
cat > read.mjs <<'JAVASCRIPT'
import ical from "node-ical";

const read = (...lines) => {
  const all = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//finding//EN", "BEGIN:VTODO", "UID:one@example.org",
    "DTSTAMP:20261201T080000Z", "SUMMARY:renew the certificate", ...lines, "END:VTODO", "END:VCALENDAR", ""];
  return ical.sync.parseICS(all.join("\r\n"))["one@example.org"];
};
const samples = {
  "due on a day": read("DUE;VALUE=DATE:20261202"),
  "due at an instant": read("DUE:20261202T100000Z"),
  "no day": read(),
  "start and day": read("DTSTART;VALUE=DATE:20261201", "DUE;VALUE=DATE:20261202"),
};
const seen = {};
for (const [name, todo] of Object.entries(samples)) {
  const invalid = todo.end instanceof Date && Number.isNaN(todo.end.getTime());
  seen[name] = invalid;
  console.log(`${name}: due ${todo.due ? "read" : "none"}, end ${invalid ? "an Invalid Date" : "valid"}, ` +
    `in the future ${todo.end > new Date(0)}, in the past ${todo.end < new Date(1e15)}`);
}
const as = { "due on a day": true, "due at an instant": true, "no day": true, "start and day": false };
const read_right = samples["due at an instant"].due.toISOString() === "2026-12-02T10:00:00.000Z";
process.exit(read_right && JSON.stringify(seen) === JSON.stringify(as) ? 0 : 1);
JAVASCRIPT
node read.mjs
