// Rows are made, moved and removed by several people at once, and nobody's words get lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import {
  addRow,
  addRows,
  byRank,
  byTime,
  isEmpty,
  isRemoved,
  keepHeldInPlace,
  moveRow,
  newRowId,
  type Row,
  rankAtEnd,
  ranksAtEnd,
  ranksBehind,
  rowAt,
  rowsIn,
  rowsRoot,
  setRemoved,
} from "../rows_model";
import { undoManagerFor } from "../undo";

const ORIGIN = { me: true };

function add(doc: Y.Doc, text: string, values: Record<string, string | boolean> = {}, id = newRowId()): Row {
  const root = rowsRoot(doc, "factors");
  return addRow(doc, root, ORIGIN, { id, rank: rankAtEnd(root), text, values });
}
const words = (doc: Y.Doc, order = byRank): string[] =>
  rowsIn(rowsRoot(doc, "factors"), order).map((row) => row.text.toString());

function meet(...docs: Y.Doc[]): void {
  for (const from of docs)
    for (const to of docs)
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "net");
}

test("rows stand in the order they were added", () => {
  const doc = new Y.Doc();
  for (const text of ["one", "two", "three"]) add(doc, text);
  assert.deepEqual(words(doc), ["one", "two", "three"]);
});

test("the timeline stands in the order of time, and rows without a time come last", () => {
  const doc = new Y.Doc();
  add(doc, "no time");
  add(doc, "later", { at: "2026-11-23T03:14:00Z" });
  add(doc, "first", { at: "2026-11-23T02:58:00Z" });
  add(doc, "bad time", { at: "soon" });
  assert.deepEqual(words(doc, byTime), ["first", "later", "no time", "bad time"]);
});

test("a removed row is out of the list, keeps the words somebody still writes, and comes back whole", () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  const row = add(mine, "half a thou", {}, "r1");
  meet(mine, theirs);
  setRemoved(theirs, rowAt(rowsRoot(theirs, "factors"), "r1") as Row, ORIGIN, true);
  row.text.insert(row.text.length, "ght");
  meet(mine, theirs);
  assert.deepEqual(words(theirs), []);
  setRemoved(mine, row, ORIGIN, false);
  meet(mine, theirs);
  assert.deepEqual(words(theirs), ["half a thought"]);
});

test("a row that somebody is in stays in the list although another person removed it", () => {
  const doc = new Y.Doc();
  const row = add(doc, "mine");
  setRemoved(doc, row, ORIGIN, true);
  assert.equal(rowsIn(rowsRoot(doc, "factors"), byRank, row.id).length, 1);
});

test("the same id added by two people at once is one row", () => {
  const a = new Y.Doc();
  const b = new Y.Doc();
  add(a, "alert at 80 %", {}, "from-idea1");
  add(b, "alert at 80 %", {}, "from-idea1");
  meet(a, b);
  assert.deepEqual(words(a), ["alert at 80 %"]);
  assert.deepEqual(words(b), words(a));
});

test("rows move up and down one place, and stop at the ends", () => {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "factors");
  const rows = ["a", "b", "c"].map((text) => add(doc, text));
  const id = (rows[2] as Row).id;
  assert.ok(moveRow(doc, root, ORIGIN, id, -1));
  assert.deepEqual(words(doc), ["a", "c", "b"]);
  assert.ok(moveRow(doc, root, ORIGIN, id, -1));
  assert.deepEqual(words(doc), ["c", "a", "b"]);
  assert.ok(!moveRow(doc, root, ORIGIN, id, -1));
  assert.ok(moveRow(doc, root, ORIGIN, id, 1));
  assert.deepEqual(words(doc), ["a", "c", "b"]);
  assert.ok(!moveRow(doc, root, ORIGIN, "nobody", 1));
});

test("rows with the same rank, or with none, can still be moved apart", () => {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "factors");
  for (const id of ["r1", "r2", "r3", "r4"]) addRow(doc, root, ORIGIN, { id, rank: "V", text: id });
  assert.deepEqual(words(doc), ["r1", "r2", "r3", "r4"]);
  assert.ok(moveRow(doc, root, ORIGIN, "r4", -1));
  assert.deepEqual(words(doc), ["r1", "r2", "r4", "r3"]);
  assert.ok(moveRow(doc, root, ORIGIN, "r1", 1));
  assert.deepEqual(words(doc), ["r2", "r1", "r4", "r3"]);
  (rowAt(root, "r3") as Row).map.set("rank", 7);
  assert.equal(words(doc)[0], "r3");
  assert.ok(moveRow(doc, root, ORIGIN, "r3", 1));
  assert.deepEqual(words(doc), ["r2", "r3", "r1", "r4"]);
});

test("two people who move rows at once end with the same order and every row", () => {
  const a = new Y.Doc();
  const b = new Y.Doc();
  for (const text of ["one", "two", "three", "four", "five"]) add(a, text, {}, text);
  meet(a, b);
  for (const [doc, id, by] of [
    [a, "five", -1],
    [b, "five", -1],
    [a, "one", 1],
    [b, "two", 1],
    [b, "one", 1],
  ] as const) {
    moveRow(doc, rowsRoot(doc, "factors"), ORIGIN, id, by);
  }
  meet(a, b);
  assert.deepEqual(words(a), words(b));
  assert.equal(new Set(words(a)).size, 5);
});

test("what strangers put among the rows is ignored", () => {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "factors") as Y.Map<unknown>;
  root.set("a", "text");
  root.set("b", new Y.Map());
  root.set("bad id!", new Y.Map([["text", new Y.Text()]]));
  root.set("c", new Y.Text("words"));
  assert.deepEqual(rowsIn(rowsRoot(doc, "factors")), []);
});

test("the row somebody is in keeps its place while the others sort around it", () => {
  const doc = new Y.Doc();
  const rows = ["a", "b", "c", "d"].map((id) => add(doc, id, {}, id));
  const order = (held: string | null, shown: string[], now: string[]): string =>
    keepHeldInPlace(
      now.map((id) => rows.find((row) => row.id === id) as Row),
      held,
      shown,
    )
      .map((row) => row.id)
      .join("");
  assert.equal(order("d", ["a", "b", "c", "d"], ["d", "a", "b", "c"]), "abcd");
  assert.equal(order(null, ["a", "b", "c", "d"], ["d", "a", "b", "c"]), "dabc");
  assert.equal(order("b", ["a", "b"], ["c", "b", "a", "d"]), "cabd");
  assert.equal(order("a", ["a", "b"], ["b", "a"]), "ab");
  assert.equal(order("x", ["a"], ["a", "b"]), "ab");
});

test("undo takes back only what I did, in the row and in the list", () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  const undo = undoManagerFor(mine, ORIGIN);
  const row = add(mine, "m", {}, "r1");
  meet(mine, theirs);
  (rowAt(rowsRoot(theirs, "factors"), "r1") as Row).text.insert(1, " and theirs");
  meet(mine, theirs);
  undo.undo();
  assert.ok(isRemoved(row));
  assert.equal(row.text.toString(), " and theirs");
  meet(mine, theirs);
  assert.equal((rowAt(rowsRoot(theirs, "factors"), "r1") as Row).text.toString(), " and theirs");
  undo.redo();
  assert.ok(!isRemoved(row));
  assert.equal(row.text.toString(), "m and theirs");
});

test("undo never touches what arrived from others, even right after a change of mine", () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  const undo = undoManagerFor(mine, ORIGIN);
  theirs.getText("text:summary.impact").insert(0, "theirs");
  meet(mine, theirs);
  mine.transact(() => mine.getText("text:summary.impact").insert(0, "mine "), ORIGIN);
  theirs.getText("text:summary.impact").insert(6, " too");
  meet(mine, theirs);
  undo.undo();
  undo.undo();
  assert.equal(mine.getText("text:summary.impact").toString(), "theirs too");
});

test("a row is empty only when it holds neither words nor typed values", () => {
  const doc = new Y.Doc();
  assert.ok(isEmpty(add(doc, "", { from: "timeline" })));
  assert.ok(!isEmpty(add(doc, "", { at: "2026-11-23T02:58:00Z" })));
  assert.ok(!isEmpty(add(doc, "x")));
});

test("whatever people do to rows, and however the network delivers it, all end with the same list", () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    let state = seed * 7919;
    const pick = (below: number): number => {
      state = (state * 1664525 + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const docs = Array.from({ length: 2 + pick(4) }, () => new Y.Doc());
    const mail: [to: Y.Doc, update: Uint8Array][] = [];
    for (const doc of docs)
      doc.on("update", (update: Uint8Array, from: unknown) => {
        for (const to of docs) if (from !== "net" && to !== doc) mail.push([to, update]);
      });
    for (let step = 0; step < 120; step += 1) {
      const doc = docs[pick(docs.length)] as Y.Doc;
      const root = rowsRoot(doc, "factors");
      const rows = rowsIn(root);
      const row = rows[pick(rows.length || 1)];
      const what = pick(6);
      if (!row || what === 0) add(doc, `row ${step} 🔥 漢字 שלום`, {}, `s${seed}x${step}`);
      else if (what === 1) moveRow(doc, root, ORIGIN, row.id, pick(2) === 0 ? -1 : 1);
      else if (what === 2) setRemoved(doc, row, ORIGIN, true);
      else if (what === 3) row.text.insert(pick(row.text.length + 1), "é");
      else if (what === 4 && row.text.length > 0) row.text.delete(pick(row.text.length), 1);
      // Some mail comes late, out of order, twice or not at all.
      while (mail.length > 0 && pick(3) > 0) {
        const [to, update] = mail.splice(pick(mail.length), 1)[0] as [Y.Doc, Uint8Array];
        if (pick(10) > 0) Y.applyUpdate(to, update, "net");
        if (pick(4) === 0) Y.applyUpdate(to, update, "net");
      }
    }
    meet(...docs);
    meet(...docs);
    const [first, ...others] = docs.map((doc) =>
      rowsIn(rowsRoot(doc, "factors")).map((row) => [row.id, row.rank, row.text.toString()]),
    );
    for (const other of others) assert.deepEqual(other, first);
  }
});

test("a row made behind another stands directly behind it, whatever came in behind meanwhile", () => {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "factors");
  const [row] = ["one", "three"].map((text) => add(doc, text)) as [Row, Row];
  addRow(doc, root, ORIGIN, { id: "two", rank: ranksBehind(root, row, 1)[0] as string, text: "two" });
  assert.deepEqual(words(doc), ["one", "two", "three"]);
  for (let i = 0; i < 200; i += 1)
    addRow(doc, root, ORIGIN, { id: `n${i}`, rank: ranksBehind(root, row, 1)[0] as string, text: "new" });
  assert.deepEqual([words(doc)[0], words(doc)[201], words(doc)[202]], ["one", "two", "three"]);
});

test("two who make rows at the end at one moment keep room between them: each one's next row stands behind their own", () => {
  for (let round = 0; round < 50; round += 1) {
    const a = new Y.Doc();
    const b = new Y.Doc();
    add(a, "first");
    meet(a, b);
    const mine = add(a, "a1");
    const theirs = add(b, "b1");
    meet(a, b);
    for (const [doc, row, text] of [
      [a, mine, "a2"],
      [b, theirs, "b2"],
    ] as const) {
      const root = rowsRoot(doc, "factors");
      addRow(doc, root, ORIGIN, { id: newRowId(), rank: ranksBehind(root, row, 1)[0] as string, text });
    }
    meet(a, b);
    assert.deepEqual(words(a), words(b));
    assert.ok(
      [
        ["first", "a1", "a2", "b1", "b2"],
        ["first", "b1", "b2", "a1", "a2"],
      ].some((order) => order.join() === words(a).join()),
      words(a).join(),
    );
  }
});

test("many ranks at once stand in order, at the end and between two", () => {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "factors");
  const first = add(doc, "first");
  for (const make of [() => ranksAtEnd(root, 200), () => ranksBehind(root, first, 200)]) {
    const ranks = make();
    assert.deepEqual([...ranks].sort(), ranks);
    assert.equal(new Set(ranks).size, 200);
    assert.ok(ranks.every((rank) => rank > first.rank));
    add(doc, "last");
  }
});

test("rows made together are one change to undo, and the words of their lines are texts", () => {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "actions");
  const undo = undoManagerFor(doc, ORIGIN);
  let updates = 0;
  doc.on("update", () => (updates += 1));
  const ranks = ranksAtEnd(root, 40);
  const lines = ["owner", "done_when"];
  addRows(
    doc,
    root,
    ORIGIN,
    ranks.map((rank, i) => ({ id: `r${i}`, rank, text: `row ${i}`, values: { owner: "Kim" }, lines })),
  );
  assert.equal(updates, 2);
  assert.equal(rowsIn(root).length, 40);
  const row = rowAt(root, "r7") as Row;
  assert.ok(row.map.get("owner") instanceof Y.Text && row.map.get("done_when") instanceof Y.Text);
  assert.equal(String(row.map.get("owner")), "Kim");
  undo.undo();
  assert.equal(rowsIn(root).length, 0);
  undo.redo();
  assert.equal(String((rowAt(root, "r7") as Row).map.get("owner")), "Kim");
});

test("a row whose lines hold no letter is empty", () => {
  const doc = new Y.Doc();
  const row = addRow(doc, rowsRoot(doc, "actions"), ORIGIN, { id: "r", rank: "V", lines: ["owner"] });
  assert.ok(isEmpty(row));
  (row.map.get("owner") as Y.Text).insert(0, "K");
  assert.ok(!isEmpty(row));
});
