// What becomes of a line of this browser when the quiet minute is revealed: in the document once, as it was typed last.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { addRow, isRemoved, rowsIn, rowsRoot } from "../../document/rows_model";
import type { DraftLine } from "../draft_store";
import { hasArrived, point, settle } from "../reveal";

const ORIGIN = {};
const ROW = { prose: false, typing: false };
const POINT = { prose: true, typing: false };

const line = (text: string, stored = text, sent = stored): DraftLine => ({
  id: "mine",
  field: "factors",
  text,
  stored,
  sent,
});
const texts = (doc: Y.Doc): string[] => rowsIn(rowsRoot(doc, "factors")).map(({ text }) => text.toString());

function revealed(text: string): Y.Doc {
  const doc = new Y.Doc();
  addRow(doc, rowsRoot(doc, "factors"), {}, { id: "mine", rank: "a0", text });
  return doc;
}

test("a line that the server had is left as it is there, whatever others made of it", () => {
  const doc = revealed("The disk, and its alert");
  assert.ok(hasArrived(doc, line("The disk"), false));
  settle(doc, ORIGIN, line("The disk"), ROW);
  assert.deepEqual(texts(doc), ["The disk, and its alert"]);
});

test("the keys that the server had not got go into the row that it made", () => {
  const doc = revealed("The disk");
  settle(doc, ORIGIN, line("The disk was full", "The disk"), ROW);
  assert.deepEqual(texts(doc), ["The disk was full"]);
  const lost = revealed("The disk was");
  settle(lost, ORIGIN, line("The disk was full", "The", "The disk was"), ROW);
  assert.deepEqual(texts(lost), ["The disk was full"]);
});

test("the space before the next word stays where somebody types, and nowhere else", () => {
  const typing = revealed("The disk");
  settle(typing, ORIGIN, line("The disk "), { ...ROW, typing: true });
  assert.deepEqual(texts(typing), ["The disk "]);
  const resting = revealed("The disk");
  settle(resting, ORIGIN, line("The disk "), ROW);
  assert.deepEqual(texts(resting), ["The disk"]);
});

test("a line that the server never had becomes a row; one that it had is never made twice", () => {
  const doc = new Y.Doc();
  settle(doc, ORIGIN, line("Written offline", ""), ROW);
  settle(doc, ORIGIN, line("Written offline", ""), ROW);
  assert.deepEqual(texts(doc), ["Written offline"]);
  const empty = new Y.Doc();
  assert.equal(settle(empty, ORIGIN, line("On its way"), ROW), null);
  assert.deepEqual(texts(empty), []);
});

test("a line that was emptied in that moment takes its row away", () => {
  const doc = revealed("The disk");
  assert.equal(settle(doc, ORIGIN, line("", "The disk"), ROW), null);
  assert.deepEqual(texts(doc), []);
  const row = rowsRoot(doc, "factors").get("mine");
  assert.ok(row && isRemoved({ id: "mine", map: row, text: new Y.Text(), rank: "" }));
});

test("a point of a text is changed where it stands, and added once when it is not there", () => {
  const doc = new Y.Doc();
  const text = doc.getText("text:factors");
  text.insert(0, "Before\n\n- Other\n- The disk\n  was full\n- Last");
  settle(doc, ORIGIN, line("The disk\nwas very full", "The disk\nwas full"), POINT);
  assert.equal(text.toString(), "Before\n\n- Other\n- The disk\n  was very full\n- Last");
  settle(doc, ORIGIN, line("New", ""), POINT);
  settle(doc, ORIGIN, line("New", ""), POINT);
  assert.equal(text.toString(), "Before\n\n- Other\n- The disk\n  was very full\n- Last\n- New");
  settle(doc, ORIGIN, line("Changed by others since"), POINT);
  assert.ok(!text.toString().includes("Changed"));
});

test("a point stands apart from prose, and its further lines are indented", () => {
  const doc = new Y.Doc();
  const text = doc.getText("text:factors");
  const place = settle(doc, ORIGIN, line("One", ""), POINT);
  assert.deepEqual([text.toString(), place?.from], ["- One", 2]);
  const prose = new Y.Doc();
  prose.getText("text:factors").insert(0, "Some prose.");
  settle(prose, ORIGIN, line("One", ""), POINT);
  assert.equal(prose.getText("text:factors").toString(), "Some prose.\n\n- One");
  assert.equal(point(" a\nb "), "- a\n  b");
});
