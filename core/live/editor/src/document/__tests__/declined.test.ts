// A decision against an action is an answer with its reason, as the server reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import table from "../../../../../../tests/cases/declined.json";
import { declinedAs } from "../declined";
import { addRow, type Row, rowsRoot } from "../rows_model";

function action(text: string, doneWhen = ""): Row {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "actions");
  return addRow(doc, root, {}, { id: "a", rank: "V", text, values: doneWhen ? { done_when: doneWhen } : {} });
}

test("the table that both sides are held to", () => {
  for (const [text, answered] of table.cases as [string, boolean][])
    assert.equal(declinedAs(action(text)) === "with its reason", answered, text);
});

test("the reason may stand where the test would, as text or as an older version stored it", () => {
  assert.equal(declinedAs(action("A second replica", "Won't do, because the host goes away.")), "with its reason");
  const row = action("A second replica");
  row.map.set("done_when", new Y.Text("Won't fix: the host goes away"));
  assert.equal(declinedAs(row), "with its reason");
});

test("a decision without its reason is told apart from none", () => {
  assert.equal(declinedAs(action("Won't do.")), "without");
  assert.equal(declinedAs(action("Page on-call at 90 %")), null);
});

test("a long text is read in no time", () => {
  const start = performance.now();
  declinedAs(action("won't do ".repeat(20_000)));
  assert.ok(performance.now() - start < 2000);
});
