// The checklist counts as core/domain/content/checklist.py counts: the same cases as
// tests/domain/content/test_checklist.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { CHECKLIST, checklistItem } from "../checklist";
import { sectionCompleteness } from "../completeness";
import { addRow, newRowId, type PlainValue, type Row, rankAtEnd, rowsRoot } from "../rows_model";

function add(doc: Y.Doc, field: string, text: string, values: Record<string, PlainValue> = {}): Row {
  const root = rowsRoot(doc, field);
  return addRow(doc, root, {}, { id: newRowId(), rank: rankAtEnd(root), text, values });
}

const OWNERS = "Every action has an owner and a date.";
const DAY = "2026-12-04";

test("owners and dates are computed and say which are missing", () => {
  const doc = new Y.Doc();
  const line = add(doc, CHECKLIST, OWNERS, { done: true });
  assert.deepEqual(checklistItem(doc, line), { done: false, computed: true, why: "There is no action yet." });
  add(doc, "actions", "Alert at 80 %");
  add(doc, "actions", "Rotate the logs", { owner: "Mara" });
  add(doc, "actions", "", { owner: "Kim", due: DAY });
  add(doc, "actions", "Test the restore", { due: DAY });
  assert.equal(
    checklistItem(doc, line).why,
    "No owner: “Alert at 80 %”, “Test the restore”. No date: “Alert at 80 %”, “Rotate the logs”.",
  );
  assert.equal(checklistItem(doc, line).done, false);
});

test("done without a tick once it is true, and an action decided against asks for nothing", () => {
  const doc = new Y.Doc();
  const line = add(doc, CHECKLIST, OWNERS);
  add(doc, "actions", "Alert at 80 %", { owner: "Mara", due: DAY });
  add(doc, "actions", "Won't do, because it never pays for itself");
  assert.deepEqual(checklistItem(doc, line), { done: true, computed: true, why: "" });
});

test("a review without a date is in no calendar; with one, people tick", () => {
  const doc = new Y.Doc();
  const line = add(doc, CHECKLIST, "The review is in the calendars.", { done: true });
  assert.deepEqual(checklistItem(doc, line), { done: false, computed: false, why: "There is no review date yet." });
  doc.getMap("facts").set("review_on", DAY);
  assert.deepEqual(checklistItem(doc, line), { done: true, computed: false, why: "" });
});

test("the line about links is ticked by the server or by hand, and counts like the others", () => {
  const doc = new Y.Doc();
  const before = sectionCompleteness(doc, "follow_up");
  const similar = add(doc, CHECKLIST, "Similar incidents are linked.");
  assert.deepEqual(checklistItem(doc, similar), { done: false, computed: false, why: "" });
  assert.equal(sectionCompleteness(doc, "follow_up").open, before.open + 1);
  similar.map.set("done", true);
  assert.deepEqual(checklistItem(doc, similar), { done: true, computed: false, why: "" });
  assert.equal(sectionCompleteness(doc, "follow_up").open, before.open);
});
