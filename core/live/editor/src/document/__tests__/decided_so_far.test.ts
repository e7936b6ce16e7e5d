// Five short lines for whoever comes late.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { decidedSoFar } from "../decided_so_far";
import { addRow, newRowId, rankAtEnd, rowsRoot } from "../rows_model";

const ME = {};

function add(doc: Y.Doc, field: string, text: string, values: Record<string, string | number> = {}): void {
  const root = rowsRoot(doc, field);
  addRow(doc, root, ME, { id: newRowId(), text, rank: rankAtEnd(root), values });
}

test("nothing is written, nothing is said", () => {
  assert.deepEqual(decidedSoFar(new Y.Doc()), []);
});

test("each part in one line, with how many more there are", () => {
  const doc = new Y.Doc();
  doc.getMap("facts").set("severity", "P2");
  doc.getText("text:summary.what_happened").insert(0, "Checkout\nanswered   500");
  add(doc, "timeline", "Disk full");
  add(doc, "timeline", "  ");
  add(doc, "root_cause.monitoring", "No alert on disk");
  add(doc, "root_cause.process", "Runbook is old");
  add(doc, "factors", "Friday evening");
  add(doc, "actions", "Alert at 80 %", { owner: "Ana" });
  add(doc, "actions", "Grow the disk");
  assert.deepEqual(decidedSoFar(doc), [
    "P2: Checkout answered 500",
    "Timeline: 1 row",
    "Why: No alert on disk, and 1 more",
    "Contributing: Friday evening",
    "To do: Alert at 80 %, and 1 more (1 with an owner)",
  ]);
});

test("a full stop does not stand before what the line goes on with", () => {
  const doc = new Y.Doc();
  add(doc, "root_cause.monitoring", "No alert on disk.");
  add(doc, "root_cause.process", "Runbook is old.");
  add(doc, "actions", "Alert at 80 %.");
  assert.deepEqual(decidedSoFar(doc), ["Why: No alert on disk, and 1 more", "To do: Alert at 80 % (0 with an owner)"]);
});

test("a long text is cut between words, one without a space anywhere", () => {
  const doc = new Y.Doc();
  doc.getText("text:summary.what_happened").insert(0, "word ".repeat(100));
  const [line = ""] = decidedSoFar(doc);
  assert.equal(line.length <= 141, true);
  assert.match(line, /word…$/);
  const other = new Y.Doc();
  other.getText("text:summary.what_happened").insert(0, "数".repeat(5_000));
  assert.equal((decidedSoFar(other)[0] ?? "").length, 140);
});

test("a severity alone is said", () => {
  const doc = new Y.Doc();
  doc.getMap("facts").set("severity", "P1");
  assert.deepEqual(decidedSoFar(doc), ["Severity: P1"]);
});
