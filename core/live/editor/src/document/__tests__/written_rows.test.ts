// A row that somebody removes without knowing what another one has just written in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { addRow, isRemoved, type Row, rowAt, rowsRoot, setRemoved } from "../rows_model";
import { undoManagerFor } from "../undo";
import { watchWrittenRows } from "../written_rows";

const HERE = { tab: "here" };
const SERVER = { provider: true };

function setUp() {
  const mine = new Y.Doc();
  const others = new Y.Doc();
  const undo = undoManagerFor(mine, HERE);
  const unseen = { count: 0 };
  const stop = watchWrittenRows({
    doc: mine,
    localOrigin: HERE,
    isOurs: (origin) => origin !== SERVER,
    pending: () => unseen.count,
  });
  mine.on("update", (_update: Uint8Array, origin: unknown) => {
    if (origin !== SERVER) unseen.count += 1;
  });
  const saved = (): void => {
    unseen.count = 0;
  };
  const send = (from: Y.Doc, to: Y.Doc): void =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), SERVER);
  const row = (doc: Y.Doc, id = "one"): Row => rowAt(rowsRoot(doc, "timeline"), id) as Row;
  for (const id of ["one", "two"])
    addRow(mine, rowsRoot(mine, "timeline"), HERE, { id, rank: "a", text: "Down.", lines: ["who"] });
  undo.clear();
  saved();
  send(mine, others);
  const meet = (): void => {
    send(others, mine);
    send(mine, others);
  };
  const write = (key: "text" | "who", words: string): void =>
    mine.transact(() => (row(mine).map.get(key) as Y.Text).insert(0, words), HERE);
  return { mine, others, undo, saved, stop, row, meet, write };
}

for (const key of ["text", "who"] as const)
  test(`a row is there again for everybody when words of its ${key} were on their way`, () => {
    const { mine, others, undo, row, meet, write } = setUp();
    write(key, "Queue full. ");
    setRemoved(others, row(others), {}, true);
    setRemoved(others, row(others, "two"), {}, true);
    meet();
    for (const doc of [mine, others]) {
      assert.equal(isRemoved(row(doc)), false);
      assert.equal((row(doc).map.get(key) as Y.Text).toString().startsWith("Queue full. "), true);
      assert.equal(isRemoved(row(doc, "two")), true, "nobody wrote in that one");
    }
    undo.undo();
    assert.equal(isRemoved(row(mine)), false, "undo takes the words out, nothing else");
    assert.equal((row(mine).map.get(key) as Y.Text).toString().includes("Queue"), false);
  });

test("a value counts as words, a row that was moved does not", () => {
  const { mine, others, row, meet } = setUp();
  mine.transact(() => row(mine).map.set("kind", "detected"), HERE);
  mine.transact(() => row(mine, "two").map.set("rank", "b"), HERE);
  for (const id of ["one", "two"]) setRemoved(others, row(others, id), {}, true);
  meet();
  assert.equal(isRemoved(row(others)), false);
  assert.equal(isRemoved(row(others, "two")), true);
});

test("what the others have seen is theirs to remove, and what was removed here stays away", () => {
  const { mine, others, saved, row, meet, write } = setUp();
  write("text", "Seen. ");
  saved();
  setRemoved(others, row(others), {}, true);
  meet();
  assert.equal(isRemoved(row(mine)), true);
  setRemoved(mine, row(mine), HERE, false);
  write("text", "Again. ");
  setRemoved(mine, row(mine), HERE, true);
  meet();
  setRemoved(others, row(others), {}, true);
  meet();
  assert.equal(isRemoved(row(others)), true);
});

test("after its end it brings nothing back", () => {
  const { others, stop, row, meet, write } = setUp();
  write("text", "Late. ");
  stop();
  setRemoved(others, row(others), {}, true);
  meet();
  assert.equal(isRemoved(row(others)), true);
});
