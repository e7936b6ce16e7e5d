// Which actions are promised and which are ideas, and what two people do to them at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { ideaRows, isChosen, promisedRows, setIdea, votableRows } from "../action_rows";
import { addRow, type Row, rowAt, rowsRoot, setRemoved } from "../rows_model";
import { undoManagerFor } from "../undo";

const ORIGIN = { me: true };
const ids = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);
const row = (doc: Y.Doc, id: string): Row => rowAt(rowsRoot(doc, "actions"), id) as Row;

function withActions(...words: string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const [place, text] of words.entries())
    addRow(doc, rowsRoot(doc, "actions"), ORIGIN, { id: `a${place}`, rank: `V${place}`, text });
  return doc;
}

/** As the server marks it. */
function choose(doc: Y.Doc, ...chosen: string[]): void {
  for (const id of chosen) row(doc, id).map.set("chosen", true);
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

test("the chosen stand first, the others in their order", () => {
  const doc = withActions("one", "two", "three", "four");
  choose(doc, "a3", "a1");
  assert.deepEqual(ids(promisedRows(doc)), ["a1", "a3", "a0", "a2"]);
});

test("empty rows and what was decided against cannot be voted for", () => {
  const doc = withActions("one", " ", "Won't do, because the queue goes away soon", "four");
  assert.deepEqual(ids(votableRows(doc)), ["a0", "a3"]);
});

test("the rest becomes ideas in one step, and one undo brings it back", () => {
  const doc = withActions("one", "two", "three");
  choose(doc, "a1");
  const undo = undoManagerFor(doc, ORIGIN);
  undo.stopCapturing();
  let updates = 0;
  doc.on("update", () => {
    updates += 1;
  });
  setIdea(
    doc,
    promisedRows(doc).filter((item) => !isChosen(item)),
    ORIGIN,
    true,
  );
  assert.equal(updates, 1);
  assert.deepEqual(ids(promisedRows(doc)), ["a1"]);
  assert.deepEqual(ids(ideaRows(doc)), ["a0", "a2"]);
  undo.undo();
  assert.deepEqual(ids(promisedRows(doc)), ["a1", "a0", "a2"]);
  assert.deepEqual(ids(ideaRows(doc)), []);
});

test("what is typed while somebody sets the row aside is in the idea", () => {
  const mine = withActions("Alert");
  const theirs = copyOf(mine);
  setIdea(mine, [row(mine, "a0")], ORIGIN, true);
  row(theirs, "a0").text.insert(5, " at 80 %");
  exchange(mine, theirs);
  for (const doc of [mine, theirs])
    assert.deepEqual(
      ideaRows(doc).map(({ text }) => text.toString()),
      ["Alert at 80 %"],
    );
});

test("two who set the same rows aside make them ideas once, and nothing is written twice", () => {
  const mine = withActions("one", "two");
  const theirs = copyOf(mine);
  for (const doc of [mine, theirs]) setIdea(doc, promisedRows(doc), ORIGIN, true);
  exchange(mine, theirs);
  assert.deepEqual(ids(ideaRows(mine)), ["a0", "a1"]);
  let updates = 0;
  mine.on("update", () => {
    updates += 1;
  });
  setIdea(mine, ideaRows(mine), ORIGIN, true);
  assert.equal(updates, 0);
  setIdea(mine, ideaRows(mine), ORIGIN, false);
  assert.deepEqual(ids(promisedRows(mine)), ["a0", "a1"]);
});

test("a row that was removed is neither", () => {
  const doc = withActions("one", "two");
  setIdea(doc, [row(doc, "a0")], ORIGIN, true);
  setRemoved(doc, row(doc, "a0"), ORIGIN, true);
  assert.deepEqual(ids(ideaRows(doc)), []);
  assert.deepEqual(ids(promisedRows(doc)), ["a1"]);
});
