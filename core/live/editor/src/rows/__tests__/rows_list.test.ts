// A list of rows with its real editors: drafts, order, removing, and what happens to rows that stay empty.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { addRow, isRemoved, rankAtEnd, rowAt, rowsIn, rowsRoot } from "../../document/rows_model";
import { field, testBoard } from "../../testing/board";
import { all, freshHost, one } from "../../testing/dom";
import { arrange } from "../arrange";
import { EmptyRows } from "../empty_rows";
import { rowsList } from "../rows_list";

const ORIGIN = { other: "tab" };

function setUp(...texts: string[]) {
  const host = freshHost();
  const bench = testBoard();
  const root = rowsRoot(bench.doc, "factors");
  const add = (text: string, id: string) => addRow(bench.doc, root, ORIGIN, { id, rank: rankAtEnd(root), text });
  texts.forEach((text, i) => void add(text, `r${i}`));
  const list = rowsList(bench.board, field("factors", "rows", { label: "Factors" }), { section: () => "factors" });
  host.append(list.dom);
  const shown = () => all(host, ".row[data-row]").map((row) => row.dataset.row);
  const texts_ = () => rowsIn(root).map((row) => row.text.toString());
  return { ...bench, host, list, root, add, shown, texts: texts_ };
}

test("rows are drawn in the order of their ranks, with a draft at the end", () => {
  const { host, shown } = setUp("disk", "no alert");
  assert.deepEqual(shown(), ["r0", "r1"]);
  const rows = all(host, ".row");
  assert.equal(rows.length, 3);
  assert.equal(rows.at(-1)?.dataset.draft, "true");
});

test("a row that somebody else adds appears in its place, and one that they remove goes", () => {
  const { doc, root, add, shown } = setUp("disk");
  add("late", "r9");
  assert.deepEqual(shown(), ["r0", "r9"]);
  doc.transact(() => rowAt(root, "r0")?.map.set("removed", true), ORIGIN);
  assert.deepEqual(shown(), ["r9"]);
});

test("the same node stays for the same row, whatever happens around it", () => {
  const { host, doc, root, add } = setUp("disk", "no alert");
  const node = one(host, "[data-row=r1]");
  add("late", "r9");
  doc.transact(() => rowAt(root, "r0")?.map.set("removed", true), ORIGIN);
  assert.equal(one(host, "[data-row=r1]"), node);
});

test("the button removes a row, says so, and gives it back", () => {
  const { host, shown, told } = setUp("disk", "no alert");
  one<HTMLButtonElement>(host, "[data-row=r0] .row-remove").click();
  assert.deepEqual(shown(), ["r1"]);
  assert.equal(told.at(-1)?.sentence, "Row removed.");
  told.at(-1)?.act?.run();
  assert.deepEqual(shown(), ["r0", "r1"]);
});

test("nothing is removed on a page that only shows", () => {
  const { board, host, shown } = setUp("disk");
  board.readonly.set(true);
  one<HTMLButtonElement>(host, "[data-row=r0] .row-remove").click();
  assert.deepEqual(shown(), ["r0"]);
});

test("a long list comes in several goes, and whole in the end", async () => {
  const { shown } = setUp(...Array.from({ length: 90 }, (_, i) => `factor ${i}`));
  assert.equal(shown().length, 40);
  for (let waited = 0; shown().length < 90 && waited < 100; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(shown().length, 90);
});

test("a list that was taken off the page draws no more", () => {
  const { list, host, add } = setUp("disk");
  list.destroy();
  add("late", "r9");
  assert.equal(all(host, "[data-row=r9]").length, 0);
});

test("a row that was begun here and left empty goes, without a step in undo", () => {
  const { board, doc, root } = setUp();
  const empty = new EmptyRows(doc, root, board.connection.localOrigin);
  addRow(doc, root, board.connection.localOrigin, { id: "mine", rank: "V" });
  empty.begun("mine");
  const steps = board.undo.undoStack.length;
  empty.removeLeft("mine", false);
  assert.equal(isRemoved(rowAt(root, "mine") as never), false);
  empty.begun("mine");
  empty.removeLeft(undefined, false);
  assert.equal(isRemoved(rowAt(root, "mine") as never), true);
  assert.equal(board.undo.undoStack.length, steps);
});

test("text that was on its way brings an empty row back", () => {
  const { board, doc, root } = setUp();
  const empty = new EmptyRows(doc, root, board.connection.localOrigin);
  const row = addRow(doc, root, ORIGIN, { id: "mine", rank: "V" });
  empty.begun("mine");
  empty.removeLeft(undefined, false);
  empty.reviveFilled();
  assert.equal(isRemoved(row), true);
  row.text.insert(0, "late words");
  empty.reviveFilled();
  assert.equal(isRemoved(row), false);
});

test("a row with text, and a page that only shows, are left alone", () => {
  const { board, doc, root } = setUp();
  const empty = new EmptyRows(doc, root, board.connection.localOrigin);
  const full = addRow(doc, root, ORIGIN, { id: "full", rank: "V", text: "disk" });
  const bare = addRow(doc, root, ORIGIN, { id: "bare", rank: "W" });
  empty.begun("full");
  empty.begun("bare");
  empty.removeLeft(undefined, true);
  assert.deepEqual([isRemoved(full), isRemoved(bare)], [false, false]);
});

test("nodes are brought into any order without moving the one that holds the focus", () => {
  const list = document.createElement("ul");
  const nodes = ["a", "b", "c", "d"].map((id) => Object.assign(document.createElement("li"), { id }));
  const [a, b, c, d] = nodes as unknown as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  list.append(...nodes);
  const moved: Node[] = [];
  const insertBefore = list.insertBefore.bind(list);
  list.insertBefore = (node, before) => {
    moved.push(node);
    return insertBefore(node, before);
  };
  const order = () => [...list.children].map((node) => node.id).join("");
  arrange(list, [d, c, b, a], b);
  assert.equal(order(), "dcba");
  assert.ok(!moved.includes(b));
  arrange(list, [a, b, c, d], null);
  assert.equal(order(), "abcd");
});

test("the document of an older page with something else in a row's place is drawn without it", () => {
  const { doc, root, shown } = setUp("disk");
  doc.transact(() => root.set("strange", new Y.Map([["text", "no shared text"]]) as never), ORIGIN);
  assert.deepEqual(shown(), ["r0"]);
});

test("a key in a row's words draws what depends on them, and no typed value again", () => {
  const host = freshHost();
  const { board, doc } = testBoard();
  const root = rowsRoot(doc, "factors");
  const row = addRow(doc, root, ORIGIN, { id: "r0", rank: rankAtEnd(root), text: "disk" });
  let notes = 0;
  const note = (): null => {
    notes += 1;
    return null;
  };
  const list = rowsList(board, field("factors", "rows", { label: "Factors" }), { section: () => "factors", note });
  host.append(list.dom);
  const node = one(host, "[data-row=r0]");
  node.dataset.kind = "as it was drawn";
  notes = 0;
  doc.transact(() => row.text.insert(4, "s"), ORIGIN);
  assert.deepEqual([notes, node.dataset.kind], [1, "as it was drawn"]);
  doc.transact(() => row.map.set("kind", "cause"), ORIGIN);
  assert.equal(node.dataset.kind, "cause");
});
