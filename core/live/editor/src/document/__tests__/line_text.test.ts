// Two people in one line of an old document: each browser makes a text of the plain string by itself, and there is one.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { ensureLineText, lineKeys, lineValue } from "../line_text";
import { undoManagerFor } from "../undo";

const ME = { me: true };
type Rows = Y.Map<Y.Map<unknown>>;

function peers(count: number, make: (doc: Y.Doc) => void): Y.Doc[] {
  const first = new Y.Doc();
  make(first);
  return [first, ...Array.from({ length: count - 1 }, () => copyOf(first))];
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), "net");
  return copy;
}

function pass(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "net");
}

function meet(docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) if (from !== to) pass(from, to);
}

function old(stored?: unknown): (doc: Y.Doc) => void {
  return (doc) => {
    const row = new Y.Map<unknown>([
      ["rank", "V"],
      ["text", new Y.Text("Alert")],
    ]);
    if (stored !== undefined) row.set("owner", stored);
    (doc.getMap("rows:actions") as Rows).set("a", row);
  };
}

const row = (doc: Y.Doc): Y.Map<unknown> => (doc.getMap("rows:actions") as Rows).get("a") as Y.Map<unknown>;
const owner = (doc: Y.Doc): string => lineValue(row(doc).get("owner"));
const typeIn = (doc: Y.Doc, at: number, text: string): void => ensureLineText(doc, row(doc), "owner").insert(at, text);

test("a value is read in whatever shape it stands", () => {
  assert.equal(lineValue("Kim"), "Kim");
  assert.equal(lineValue(new Y.Doc().getText("t")), "");
  for (const nothing of [undefined, null, 7, true, new Y.Map(), ["Kim"]]) assert.equal(lineValue(nothing), "");
});

test("which keys of a list are lines is known, others have none", () => {
  assert.deepEqual(lineKeys("actions"), ["owner", "done_when", "link"]);
  assert.deepEqual(lineKeys("timeline"), ["who"]);
  assert.deepEqual(lineKeys("factors"), []);
});

test("a plain string becomes a text with the same words, once", () => {
  for (const typedText of ["Kim", "", "日本 🚨", "שלום", "half \ud83d", "x".repeat(400)]) {
    const [doc] = peers(1, old(typedText)) as [Y.Doc];
    const text = ensureLineText(doc, row(doc), "owner");
    assert.equal(text.toString(), typedText.replace("half \ud83d", "half \uFFFD"));
    assert.equal(ensureLineText(doc, row(doc), "owner"), text);
  }
});

test("what is no words at all gives way to an empty text", () => {
  for (const value of [7, true, { a: 1 }, ["Kim"]]) {
    const [doc] = peers(1, old(value)) as [Y.Doc];
    assert.equal(ensureLineText(doc, row(doc), "owner").toString(), "");
  }
});

test("two who begin to type at once, before either hears of the other, lose nothing and double nothing", () => {
  for (const before of ["Kim", undefined]) {
    const docs = peers(2, old(before)) as [Y.Doc, Y.Doc];
    const base = before ?? "";
    typeIn(docs[0], 0, "Ali");
    typeIn(docs[1], base.length, "Bo");
    meet(docs);
    assert.equal(owner(docs[0]), owner(docs[1]));
    if (base) assert.equal(owner(docs[0]), "AliKimBo");
    else assert.ok(["AliBo", "BoAli"].includes(owner(docs[0])));
  }
});

test("the tracker, among the facts, the same", () => {
  const docs = peers(2, (doc) => doc.getMap("facts").set("tracker", "Ada"));
  for (const [i, doc] of docs.entries()) ensureLineText(doc, doc.getMap("facts"), "tracker").insert(3, ` ${i}`);
  meet(docs);
  const message = docs.map((doc) => lineValue(doc.getMap("facts").get("tracker")));
  assert.equal(message[0], message[1]);
  assert.ok(["Ada 0 1", "Ada 1 0"].includes(message[0] as string));
});

test("a copy that was made long ago and converts today makes the same text", () => {
  const docs = peers(2, old("Kim")) as [Y.Doc, Y.Doc];
  typeIn(docs[0], 3, "ber");
  for (let i = 0; i < 50; i += 1) docs[0].getText("text:x").insert(0, "noise ");
  typeIn(docs[1], 3, "!");
  meet(docs);
  assert.equal(owner(docs[0]), owner(docs[1]));
  assert.match(owner(docs[0]), /^Kim(ber!|!ber)$/);
});

test("an older page that sets a plain string over it is heard, and the next key makes a text of that", () => {
  const docs = peers(2, old("Kim")) as [Y.Doc, Y.Doc];
  typeIn(docs[0], 3, "ber");
  row(docs[1]).set("owner", "Noor");
  meet(docs);
  assert.equal(owner(docs[0]), owner(docs[1]));
  typeIn(docs[0], 0, ">");
  meet(docs);
  assert.equal(owner(docs[0]), owner(docs[1]));
  assert.equal(owner(docs[0]).startsWith(">"), true);
});

test("undo takes back what was typed and not the conversion", () => {
  const [doc] = peers(1, old("Kim")) as [Y.Doc];
  const undo = undoManagerFor(doc, ME);
  const text = ensureLineText(doc, row(doc), "owner");
  doc.transact(() => text.insert(3, "ber"), ME);
  undo.undo();
  assert.equal(owner(doc), "Kim");
  undo.undo();
  assert.equal(owner(doc), "Kim");
});

// A small generator with a seed, so that a failure can be repeated.
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("in any order of typing and hearing, all end alike with each letter once", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const pick = random(seed);
    const docs = peers(2 + pick(3), old(["Kim", "", "日🚨本", undefined][pick(4)]));
    const base = owner(docs[0] as Y.Doc);
    const typed: string[] = [];
    for (let step = 0; step < 25; step += 1) {
      const doc = docs[pick(docs.length)] as Y.Doc;
      if (pick(3) === 0) pass(docs[pick(docs.length)] as Y.Doc, doc);
      else {
        const mark = String.fromCharCode(0x4e00 + typed.length);
        typed.push(mark);
        // Only in front of or behind what stood there: in the middle of it the words of the beginning would be cut.
        typeIn(doc, pick(2) === 0 ? 0 : owner(doc).length, mark);
      }
    }
    meet(docs);
    meet(docs);
    const message = docs.map(owner);
    for (const name of message) assert.equal(name, message[0], `seed ${seed}`);
    for (const mark of typed)
      assert.equal((message[0] as string).split(mark).length, 2, `seed ${seed}: ${mark} in ${message[0]}`);
    assert.equal(
      (message[0] as string).split(base).length,
      base === "" ? (message[0] as string).length : 2,
      `seed ${seed}`,
    );
  }
});
