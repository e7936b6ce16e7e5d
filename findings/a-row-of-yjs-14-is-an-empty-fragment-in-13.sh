#!/usr/bin/env bash
# @y/y 14.0.0-rc.7 (the next Yjs) beside yjs 13.6.33 and pycrdt 0.14.13 in one document: a row, which is a shared map in a shared list.
#
# What one would guess: the updates have one format, as they are exchanged without an error; or a kind that the other does not know
# is refused.
# What happens: 14 has one type for everything and reads rows of 13 rightly, and its changes to them arrive. A row that 14 makes is a
# Y.XmlFragment for 13 and for pycrdt, which has no attributes: the values travel with it and nobody sees them. 13 says "" for the row;
# pycrdt raises an error only when the row is turned into Python's own types. Text and values at the top level are read on all sides.
#
# Looked for on 2026-12-01: not in the README of 14, which names neither the kind nor a way from 13.
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @y/y@14.0.0-rc.7 yjs@13.6.33 >/dev/null 2>&1
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pycrdt==0.14.13 2>/dev/null
cat > rows.mjs <<'JAVASCRIPT'
import { writeFileSync } from "node:fs";
import * as Next from "@y/y";
import * as Y from "yjs";

const old = new Y.Doc();
const oldRow = new Y.Map();
old.getArray("rows").push([oldRow]);
oldRow.set("owner", "Ana");

const next = new Next.Doc();
Next.applyUpdate(next, Y.encodeStateAsUpdate(old));
next.get("rows").get(0).setAttr("owner", "Ben");
const newRow = new Next.Type();
next.get("rows").insert(1, [newRow]);
newRow.setAttr("owner", "Chi");
next.get("summary").insert(0, "down");

const update = Next.encodeStateAsUpdate(next);
writeFileSync("update.bin", update);
const back = new Y.Doc();
Y.applyUpdate(back, update);
const rows = back.getArray("rows");
const seen = JSON.stringify({ summary: back.getText("summary").toString(), rows: rows.toJSON(), kind: rows.get(1).constructor.name });
console.log("14 has:  ", JSON.stringify(next.get("rows").toJSON()));
console.log("13 reads:", seen);
process.exit(seen === '{"summary":"down","rows":[{"owner":"Ben"},""],"kind":"YXmlFragment"}' ? 0 : 1);
JAVASCRIPT
node rows.mjs
cat > rows.py <<'PYTHON'
import sys
from pathlib import Path

from pycrdt import Array, Doc, Text, XmlFragment

document = Doc()
document["summary"], document["rows"] = Text(), Array()
document.apply_update(Path("update.bin").read_bytes())
rows = document["rows"]
print("pycrdt:  ", document["summary"], rows[0].to_py(), type(rows[1]).__name__)
sys.exit(0 if rows[0].to_py() == {"owner": "Ben"} and isinstance(rows[1], XmlFragment) else 1)
PYTHON
venv/bin/python rows.py
