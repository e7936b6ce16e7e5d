// Words that were never sent are found again, and copies of other meetings or epochs are not mixed in.
import assert from "node:assert/strict";
import test from "node:test";
import * as Y from "yjs";
import { missingFrom, setFact, textFact, textPieces } from "../../document/document_text";
import { asPlainText, fieldLabel } from "../offline_copies_panel";
import { databaseName, otherEpochs } from "../offline_copy";

function row(text: string, more: Record<string, unknown> = {}): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  map.set("rank", "m");
  map.set("removed", false);
  map.set("text", new Y.Text(text));
  for (const [key, value] of Object.entries(more)) map.set(key, value);
  return map;
}

function written(): Y.Doc {
  const doc = new Y.Doc();
  doc.getText("text:summary.what_happened").insert(0, "The disk was full.");
  doc.getMap("rows:actions").set("r1", row("Alert at 80 %", { owner: "Mina" }));
  doc.getMap("rows:actions").set("r2", row("gone", { removed: true }));
  doc.getMap("rows:actions").set("junk", "not a row");
  doc.getMap("facts").set("title", "Checkout outage");
  doc.getMap("facts").set("tracker", 7);
  return doc;
}

test("only other epochs of the same meeting count", () => {
  const names = [
    databaseName("abc", 1),
    databaseName("abc", 2),
    databaseName("abc", 3),
    databaseName("abcd", 1),
    "debrief:abc:x",
    "other",
    undefined,
  ];
  assert.deepEqual(otherEpochs(names, "abc", 3), [2, 1]);
  assert.deepEqual(otherEpochs(names, "nothing", 1), []);
});

test("all words of a document are found, also when it was only loaded and never opened", () => {
  const loaded = new Y.Doc();
  Y.applyUpdate(loaded, Y.encodeStateAsUpdate(written()));
  assert.deepEqual(textPieces(loaded), [
    { field: "actions", text: "Alert at 80 %" },
    { field: "actions", text: "Mina" },
    { field: "summary.what_happened", text: "The disk was full." },
    { field: "title", text: "Checkout outage" },
  ]);
});

test("words that stand in the new document are not called lost", () => {
  const today = written();
  const older = written();
  older.getText("text:summary.impact").insert(0, "1,900 checkouts failed");
  today.getText("text:summary.what_happened").insert(18, " Nobody was told.");
  assert.deepEqual(missingFrom(today, textPieces(older)), [
    { field: "summary.impact", text: "1,900 checkouts failed" },
  ]);
});

test("kept words are given back as text that can be pasted anywhere", () => {
  const typedText = asPlainText([
    { field: "summary.impact", text: "1,900 checkouts" },
    { field: "actions", text: "Alert" },
    { field: "actions", text: "Rotate" },
  ]);
  assert.equal(typedText, "Summary, impact:\n1,900 checkouts\n\nActions:\nAlert\nRotate");
  assert.equal(fieldLabel("lessons.went_right"), "Lessons, went right");
});

test("facts that have the wrong shape are no facts", () => {
  const doc = written();
  assert.equal(textFact(doc, "tracker"), "");
  assert.deepEqual(setFact(doc, "services"), []);
  const services = new Y.Map<unknown>();
  doc.getMap("facts").set("services", services);
  services.set("orders-db", true);
  services.set("api", "yes");
  assert.deepEqual(setFact(doc, "services"), ["orders-db"]);
});
