// The marks in the navigation count what the preparation counts.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import gaps from "../../../../../../tests/cases/action_gaps.json";
import table from "../../../../../../tests/cases/completeness.json";
import { actionGaps, joinList, sectionCompleteness } from "../completeness";
import { declinedAs } from "../declined";
import { addRow, newRowId, type PlainValue, type Row, rankAtEnd, rowsRoot } from "../rows_model";

function add(doc: Y.Doc, field: string, text: string, values: Record<string, PlainValue> = {}): Row {
  const root = rowsRoot(doc, field);
  return addRow(doc, root, {}, { id: newRowId(), rank: rankAtEnd(root), text, values });
}

test("an empty page needs everything, and nothing of it is met", () => {
  const doc = new Y.Doc();
  assert.deepEqual(sectionCompleteness(doc, "summary"), { met: 0, open: 4, skipped: false });
  assert.deepEqual(sectionCompleteness(doc, "timeline"), { met: 0, open: 5, skipped: false });
  assert.deepEqual(sectionCompleteness(doc, "root_cause"), { met: 0, open: 5, skipped: false });
  assert.deepEqual(sectionCompleteness(doc, "lessons"), { met: 0, open: 3, skipped: false });
});

test("a section that was skipped needs nothing", () => {
  const doc = new Y.Doc();
  doc.getMap("facts").set("skipped.factors", true);
  assert.deepEqual(sectionCompleteness(doc, "factors"), { met: 0, open: 0, skipped: true });
});

test("the summary is filled when it says what, who, how bad and how long", () => {
  const doc = new Y.Doc();
  doc.getText("text:summary.what_happened").insert(0, "The disk was full.");
  doc.getText("text:summary.impact").insert(0, "   ");
  doc.getMap("facts").set("severity", "P1");
  doc.getMap("facts").set("duration", 37);
  assert.deepEqual(sectionCompleteness(doc, "summary"), { met: 3, open: 1, skipped: false });
  doc.getText("text:summary.impact").insert(0, "1,900 checkouts");
  assert.equal(sectionCompleteness(doc, "summary").open, 0);
});

test("a timeline row with words and no time, and a time that cannot be, stay open", () => {
  const doc = new Y.Doc();
  const at = (time: string): string => `2026-11-23T${time}:00Z`;
  add(doc, "timeline", "full", { kind: "started", at: at("02:14") });
  add(doc, "timeline", "alert", { kind: "detected", at: at("02:10") });
  add(doc, "timeline", "someone looks", {});
  const state = sectionCompleteness(doc, "timeline");
  assert.deepEqual(state, { met: 3, open: 4, skipped: false });
});

test("an action says what it still needs until it has everything", () => {
  const doc = new Y.Doc();
  const row = add(doc, "actions", "Page at 90 %");
  assert.equal(joinList(actionGaps(row)), "an owner, a date and how we know it is done");
  row.map.set("owner", "Deniz");
  row.map.set("due", "2026-12-01");
  assert.equal(joinList(actionGaps(row)), "how we know it is done");
  assert.deepEqual(sectionCompleteness(doc, "actions"), { met: 1, open: 1, skipped: false });
  row.map.set("done_when", "A test volume rings the phone.");
  assert.deepEqual(actionGaps(row), []);
  assert.equal(sectionCompleteness(doc, "actions").open, 0);
});

test("factors want a mark, the checklist wants its ticks", () => {
  const doc = new Y.Doc();
  const factor = add(doc, "factors", "Month-end export");
  assert.equal(sectionCompleteness(doc, "factors").open, 1);
  factor.map.set("kind", "context");
  assert.equal(sectionCompleteness(doc, "factors").open, 0);
  const item = add(doc, "follow_up.checklist", "Those affected were told.");
  const facts = doc.getMap("facts");
  facts.set("tracker", "Mara");
  facts.set("review_on", "2026-12-07");
  facts.set("meeting_needed", false);
  assert.equal(sectionCompleteness(doc, "follow_up").open, 1);
  item.map.set("done", true);
  assert.equal(sectionCompleteness(doc, "follow_up").open, 0);
});

test("a decision not to act is an answer, once it has its reason", () => {
  const doc = new Y.Doc();
  const says = (text: string, done_when = ""): Row => add(new Y.Doc(), "actions", text, done_when ? { done_when } : {});
  for (const text of [
    "Won't do, because the host goes away in May.",
    "won’t fix: it pays for itself never",
    "We will not do this since 容量 is enough",
    "Wontfix – too rare",
    "Decided against it as it goes away",
  ]) {
    assert.equal(declinedAs(says(text)), "with its reason", text);
  }
  assert.equal(declinedAs(says("A second replica", "Won't do, because the host goes away.")), "with its reason");
  for (const text of [
    "Won't do",
    "Won't do, because …",
    "won't do this one because 🙂 no",
    "We will not do it. Because.",
  ])
    assert.equal(declinedAs(says(text)), "without", text);
  for (const text of ["", "Do it, because we can", "Page on-call at 90 %"])
    assert.equal(declinedAs(says(text)), null, text);
  const row = add(doc, "actions", "Won't do, because it goes away in May");
  assert.deepEqual(actionGaps(row), []);
  assert.deepEqual(sectionCompleteness(doc, "actions"), { met: 2, open: 0, skipped: false });
});

test("the server asks for the same: the table that both sides are held to", () => {
  for (const { text, owner, due, done_when, gaps: expected } of gaps.cases) {
    const row = add(new Y.Doc(), "actions", text, { owner, done_when, ...(due === null ? {} : { due }) });
    assert.deepEqual(actionGaps(row), expected, `${text} ${done_when}`);
  }
});

test("the server counts the same needs: the table that both sides are held to", () => {
  for (const item of table.cases) {
    const doc = new Y.Doc();
    Y.applyUpdate(
      doc,
      Uint8Array.from(atob(item.update), (byte) => byte.charCodeAt(0)),
    );
    for (const [section, expected] of Object.entries(item.sections))
      assert.deepEqual(sectionCompleteness(doc, section as keyof typeof item.sections), expected, item.name);
  }
});
