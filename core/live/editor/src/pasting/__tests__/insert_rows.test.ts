// Chosen rows come in as one step to undo, with their values, and nothing of other people's is touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { byTime, rowsIn, rowsRoot } from "../../document/rows_model";
import { testBoard } from "../../testing/board";
import { insertRows } from "../insert_rows";

const chosen = (minute: number, text = `row ${minute}`) => ({
  at: `2026-11-02T10:${String(minute % 60).padStart(2, "0")}:00.123456+01:00`,
  who: "gwen",
  text,
  kind: "other",
});

test("a row has its time in UTC, its person, its words and its kind", () => {
  const { board, doc } = testBoard();
  const last = insertRows(board, "timeline", [{ ...chosen(2), kind: "detected" }]);
  const [row] = rowsIn(rowsRoot(doc, "timeline"), byTime);
  assert.equal(row?.id, last);
  assert.deepEqual(
    [row?.map.get("at"), String(row?.map.get("who")), row?.text.toString(), row?.map.get("kind")],
    ["2026-11-02T09:02:00Z", "gwen", "row 2", "detected"],
  );
});

test("a line without a time is a row without one", () => {
  const { board, doc } = testBoard();
  insertRows(board, "timeline", [{ at: null, who: "", text: "joined", kind: "other" }]);
  const [row] = rowsIn(rowsRoot(doc, "timeline"), byTime);
  assert.deepEqual([row?.map.has("at"), row?.text.toString()], [false, "joined"]);
});

test("all rows are one step back, and what was typed before is another", () => {
  const { board, doc } = testBoard();
  const rows = (): string[] => rowsIn(rowsRoot(doc, "timeline"), byTime).map((row) => row.text.toString());
  insertRows(board, "timeline", [chosen(1)]);
  insertRows(
    board,
    "timeline",
    Array.from({ length: 250 }, (_, i) => chosen(i, `row ${i}`)),
  );
  assert.equal(rows().length, 251);
  board.undo.undo();
  assert.deepEqual(rows(), ["row 1"]);
  board.undo.redo();
  assert.equal(rows().length, 251);
});

test("undo leaves alone what somebody else added meanwhile", () => {
  const mine = testBoard();
  const theirs = testBoard();
  insertRows(mine.board, "timeline", [chosen(1), chosen(2)]);
  Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(mine.doc));
  insertRows(theirs.board, "timeline", [chosen(3), chosen(4)]);
  Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(theirs.doc));
  mine.board.undo.undo();
  Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(mine.doc));
  for (const { doc } of [mine, theirs])
    assert.deepEqual(
      rowsIn(rowsRoot(doc, "timeline"), byTime).map((row) => row.text.toString()),
      ["row 3", "row 4"],
    );
});

test("no update is larger than a server takes", () => {
  const { board, doc } = testBoard();
  let largest = 0;
  doc.on("update", (update: Uint8Array) => {
    largest = Math.max(largest, update.length);
  });
  insertRows(
    board,
    "timeline",
    Array.from({ length: 500 }, (_, i) => chosen(i, "é".repeat(400))),
  );
  assert.equal(rowsIn(rowsRoot(doc, "timeline"), byTime).length, 500);
  assert.ok(largest < 200_000, String(largest));
});
