#!/usr/bin/env bash
# pycrdt 0.14.13 (yrs) and yjs 13.6.33: the whole state of a document that has received an update before the one it builds on.
# Both keep such an update inside of the document, and show its text as soon as the missing one arrives.
#
# What one would guess: the whole state (get_update() in Python, encodeStateAsUpdate() in JavaScript) holds what waits as
# well, so that it can be stored, or sent to somebody, in the place of the updates. yjs does that.
# What happens in pycrdt: get_update() leaves out what waits, without a word. A copy made from it shows neither the text
# when the missing update arrives, nor the deletion: deleted words come back. merge_updates() of the updates keeps both.
#
# Looked for on 2026-12-01: not in pycrdt's documentation (get_update returns "the update from the document creation"), no
# issue of pycrdt or y-crdt names it; bindings for other languages (yrby, ygo) have found and mended the same for themselves.
# Exits 0 while the behaviour is as described, 1 when it has changed. Needs Node for yjs.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pycrdt==0.14.13
npm init -y >/dev/null
npm install --silent --no-audit --no-fund yjs@13.6.33 >/dev/null 2>&1
cat > write.mjs <<'JAVASCRIPT'
import * as Y from "yjs";
import { writeFileSync } from "node:fs";

const doc = new Y.Doc();
const updates = [];
doc.on("update", (update) => updates.push(update));
const text = doc.getText("text");
text.insert(0, "one ");
text.insert(4, "two ");
text.insert(8, "three");
text.delete(0, 4);
const hex = (update) => Buffer.from(update).toString("hex");
const state = (arrived) => {
  const copy = new Y.Doc();
  for (const number of arrived) Y.applyUpdate(copy, updates[number]);
  return Y.encodeStateAsUpdate(copy);
};
writeFileSync("updates.json", JSON.stringify({ updates: updates.map(hex), insert: hex(state([0, 2])), remove: hex(state([3])) }));
JAVASCRIPT
node write.mjs
venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

from pycrdt import Doc, Text, merge_updates

made = json.loads(Path("updates.json").read_text())
one, two, three, delete_one = map(bytes.fromhex, made["updates"])


def text_of(*updates):
    doc = Doc()
    for update in updates:
        doc.apply_update(update)
    return str(doc.get("text", type=Text))


def state(*updates):
    doc = Doc()
    for update in updates:
        doc.apply_update(update)
    return doc.get_update()


seen = {
    "the updates themselves, in another order": text_of(one, three, two),
    "state of yjs, then the missing update": text_of(bytes.fromhex(made["insert"]), two),
    "merge_updates, then the missing update": text_of(merge_updates(one, three), two),
    "state of pycrdt, then the missing update": text_of(state(one, three), two),
    "state of yjs with a deletion, then what it deletes": text_of(bytes.fromhex(made["remove"]), one, two),
    "state of pycrdt with a deletion, then what it deletes": text_of(state(delete_one), one, two),
}
for name, text in seen.items():
    print(f"{name}: {text!r}")
expected = ["one two three"] * 3 + ["one two "] + ["two ", "one two "]
raise SystemExit(0 if list(seen.values()) == expected else 1)
PYTHON
