// Words beside values: written together, read by everybody, one pair whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { holdsAll, setValueWithText, typedTextOf, valueWithText, withoutEmpty } from "../typed_text";

const map = (doc: Y.Doc): Y.Map<unknown> => doc.getMap("row");

test("a value and its words are one change", () => {
  const row = map(new Y.Doc());
  assert.ok(holdsAll(row, valueWithText("due", null, "")));
  setValueWithText(row, "due", "2026-12-04", "by Friday");
  assert.equal(row.get("due"), "2026-12-04");
  assert.equal(typedTextOf(row, "due"), "by Friday");
  assert.ok(holdsAll(row, valueWithText("due", "2026-12-04", "by Friday")));
  setValueWithText(row, "due", null, "next sprint");
  assert.deepEqual([row.get("due"), typedTextOf(row, "due")], ["", "next sprint"]);
  assert.deepEqual(withoutEmpty(valueWithText("due", null, "next sprint")), { due_text: "next sprint" });
});

test("values without words are set and taken away as before", () => {
  const row = map(new Y.Doc());
  setValueWithText(row, "kind", "detect");
  assert.equal(row.get("kind"), "detect");
  setValueWithText(row, "kind", null);
  assert.ok(!row.has("kind"));
});

test("what strangers put beside a value is no words", () => {
  const row = map(new Y.Doc());
  row.set("due_text", 5);
  assert.equal(typedTextOf(row, "due"), "");
  assert.equal(typedTextOf(null, "due"), "");
});

test("of two people who type at once one pair wins whole", () => {
  for (let round = 0; round < 40; round += 1) {
    const [ana, bo] = [new Y.Doc(), new Y.Doc()];
    setValueWithText(map(ana), "due", "2026-01-01", "start");
    Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana));
    setValueWithText(map(ana), "due", null, "A1");
    if (round % 2) setValueWithText(map(ana), "due", "2026-02-02", "A2");
    setValueWithText(map(bo), "due", "2026-03-03", "B1");
    if (round % 3) setValueWithText(map(bo), "due", null, "B2");
    Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana));
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(bo));
    const pair = [map(ana).get("due"), typedTextOf(map(ana), "due")].join(" ");
    assert.equal(pair, [map(bo).get("due"), typedTextOf(map(bo), "due")].join(" "));
    assert.ok([" A1", "2026-02-02 A2", "2026-03-03 B1", " B2"].includes(pair), pair);
  }
});
