// Yjs without the kinds of content that no document here has, beside the whole of Yjs: the same bytes, the same words,
// also when updates come in any order.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as small from "yjs";

type Yjs = typeof small;
const { error } = console;
console.error = () => undefined; // the whole one says that Yjs is there twice, which is meant
const whole = (await import(new URL("../../node_modules/yjs/dist/yjs.mjs", import.meta.url).href)) as Yjs;
console.error = error;

/** A row of numbers that looks thrown and is the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

/** Two people who type, remove and set values, each change an update; both know everything at the end. */
function meeting(yjs: Yjs, seed: number): { updates: Uint8Array[]; words: string } {
  const throwOne = dice(seed);
  const updates: Uint8Array[] = [];
  const docs = [1, 2].map((clientID) => {
    const doc = new yjs.Doc();
    doc.clientID = clientID;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "typed") updates.push(update);
    });
    return doc;
  });
  for (let turn = 0; turn < 60; turn += 1) {
    const doc = docs[throwOne(2)] as small.Doc;
    doc.transact(() => change(yjs, doc, throwOne), "typed");
    if (throwOne(3) === 0) for (const other of docs) for (const update of updates) yjs.applyUpdate(other, update);
  }
  for (const other of docs) for (const update of updates) yjs.applyUpdate(other, update);
  return { updates, words: content(docs[0] as small.Doc) };
}

function change(yjs: Yjs, doc: small.Doc, throwOne: (sides: number) => number): void {
  const text = doc.getText("text");
  const rows = doc.getMap<unknown>("rows");
  const kind = throwOne(4);
  if (kind === 0 && text.length > 2) text.delete(throwOne(text.length - 2), 2);
  else if (kind === 1) rows.set(`row ${throwOne(4)}`, new yjs.Map([["text", new yjs.Text("words é 👍")]]));
  else if (kind === 2) rows.set("fact", { at: throwOne(100), who: ["Ada", null, true] });
  else text.insert(throwOne(text.length + 1), `word ${throwOne(100)} `);
}

const content = (doc: small.Doc): string =>
  JSON.stringify([doc.getText("text").toString(), Object.entries(doc.getMap("rows").toJSON()).sort()]);

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const throwOne = dice(seed);
  return items
    .map((item) => [throwOne(1e6), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

test("it writes the same bytes as the whole of Yjs", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const [ours, theirs] = [meeting(small, seed), meeting(whole, seed)];
    assert.deepEqual(ours, theirs);
    assert.ok(ours.words.length > 100);
  }
});

test("what comes before what it builds on waits, and nothing of it is lost", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { updates, words } = meeting(whole, seed);
    const doc = new small.Doc();
    let waited = false;
    for (const update of shuffled(updates, seed)) {
      small.applyUpdate(doc, update);
      waited ||= doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
    }
    assert.equal(waited, true, "nothing waited: the test shows nothing");
    assert.equal(doc.store.pendingStructs, null);
    assert.equal(doc.store.pendingDs, null);
    assert.equal(content(doc), words);
  }
});

test("what still waits is passed on with the rest, as the whole of Yjs passes it on", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { updates, words } = meeting(whole, seed);
    const [some, rest] = [updates.slice(0, -8), updates.slice(-8)];
    // The first few are missing, so that much of the others has to wait.
    const known = some.slice(3);
    const [doc, theirs] = [new small.Doc(), new whole.Doc()];
    for (const update of known) {
      small.applyUpdate(doc, update);
      whole.applyUpdate(theirs, update);
    }
    const passedOn = small.encodeStateAsUpdate(doc);
    assert.deepEqual(passedOn, whole.encodeStateAsUpdate(theirs));
    const late = new whole.Doc();
    for (const update of [passedOn, ...some.slice(0, 3), ...rest]) whole.applyUpdate(late, update);
    assert.equal(content(late), words);
  }
});

test("content that no document has is refused with a sentence, not read as something else", () => {
  const doc = new whole.Doc();
  doc.getArray("list").insert(0, [new whole.Array(), new whole.XmlElement("p")]);
  assert.throws(() => small.applyUpdate(new small.Doc(), whole.encodeStateAsUpdate(doc)), /content of this kind/);
  assert.throws(() => new small.Array(), /content of this kind/);
});
