// An idea becomes one action, whoever clicks and how often.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import type { Connection } from "../../connection/connection";
import { addRow, isRemoved, type Row, rowAt, rowsIn, rowsRoot, setRemoved } from "../../document/rows_model";
import { makeAction } from "../section_notes";

const ORIGIN = { me: true };
const board = (doc: Y.Doc): { doc: Y.Doc; connection: Connection } => ({
  doc,
  connection: { localOrigin: ORIGIN } as Connection,
});
const actions = (doc: Y.Doc): string[] => rowsIn(rowsRoot(doc, "actions")).map((row) => row.text.toString());
const idea = (doc: Y.Doc): Row => rowAt(rowsRoot(doc, "ideas"), "idea1") as Row;

function withIdea(): Y.Doc {
  const doc = new Y.Doc();
  addRow(doc, rowsRoot(doc, "ideas"), ORIGIN, {
    id: "idea1",
    rank: "V",
    text: " Alert at 80 % ",
    values: { from: "timeline" },
  });
  return doc;
}

test("an idea becomes an action with its words, and remembers which", () => {
  const doc = withIdea();
  const action = makeAction(board(doc), idea(doc));
  assert.deepEqual(actions(doc), ["Alert at 80 %"]);
  assert.equal(idea(doc).map.get("became"), action.id);
});

test("two people who click at once make one action", () => {
  const item = withIdea();
  const two = new Y.Doc();
  Y.applyUpdate(two, Y.encodeStateAsUpdate(item));
  makeAction(board(item), idea(item));
  makeAction(board(two), idea(two));
  Y.applyUpdate(item, Y.encodeStateAsUpdate(two));
  Y.applyUpdate(two, Y.encodeStateAsUpdate(item));
  assert.deepEqual(actions(item), ["Alert at 80 %"]);
  assert.deepEqual(actions(two), actions(item));
});

test("an action that was removed comes back as it was when its idea is taken up again", () => {
  const doc = withIdea();
  const action = makeAction(board(doc), idea(doc));
  action.text.insert(action.text.length, ", page on-call");
  setRemoved(doc, action, ORIGIN, true);
  const again = makeAction(board(doc), idea(doc));
  assert.equal(again.id, action.id);
  assert.ok(!isRemoved(again));
  assert.deepEqual(actions(doc), ["Alert at 80 %, page on-call"]);
});
