// Where the others are, as they say it, and never more than that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { Carets } from "../carets";

interface Side {
  doc: Y.Doc;
  awareness: Awareness;
  carets: Carets;
  text: Y.Text;
  clock: { ms: number };
}

function side(): Side {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const clock = { ms: 0 };
  const publish = (cursor: unknown) => awareness.setLocalStateField("cursor", cursor);
  const carets = new Carets(doc, awareness, publish, () => clock.ms);
  return { doc, awareness, carets, text: doc.getText("text:summary.impact"), clock };
}
function meet(from: Side, to: Side): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), "net");
  applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.doc.clientID]), "net");
}
function done(...sides: Side[]): void {
  for (const { carets, awareness } of sides) {
    carets.destroy();
    awareness.destroy();
  }
}

test("a caret is seen in its text, with its name, and keeps its place while others type before it", () => {
  const mina = side();
  const jo = side();
  mina.awareness.setLocalStateField("user", { name: "Mina", color: "#7a4fb5" });
  mina.text.insert(0, "hello world");
  mina.carets.setOwn(mina.text, 5, 5);
  let heard = 0;
  jo.carets.watch(jo.text, () => (heard += 1));
  meet(mina, jo);
  assert.equal(heard, 1);
  const [before] = jo.carets.inText(jo.text);
  assert.equal(before?.name, "Mina");
  assert.equal(before?.head, 5);
  jo.text.insert(0, "oh, ");
  jo.clock.ms += 5000;
  const [after] = jo.carets.inText(jo.text);
  assert.equal(after?.head, 9);
  assert.notEqual(after?.stamp, before?.stamp);
  assert.deepEqual(jo.carets.inText(jo.doc.getText("text:summary.what_happened")), []);
  done(mina, jo);
});

test("whoever types on is named all the time, and named anew once a second", () => {
  const mina = side();
  const jo = side();
  mina.text.insert(0, "hello");
  mina.carets.setOwn(mina.text, 5, 5);
  meet(mina, jo);
  const stampAfter = (ms: number, moved: boolean): number | undefined => {
    jo.clock.ms += ms;
    if (moved) jo.text.insert(0, "x");
    return jo.carets.inText(jo.text)[0]?.stamp;
  };
  const first = stampAfter(0, false);
  assert.equal(stampAfter(400, true), first);
  assert.equal(stampAfter(400, true), first);
  const second = stampAfter(400, true);
  assert.notEqual(second, first);
  assert.equal(stampAfter(400, true), second);
  assert.equal(stampAfter(9000, false), second, "it rests: nothing to show");
  assert.notEqual(stampAfter(0, true), second, "it moves after a rest: shown at once");
  done(mina, jo);
});

test("a caret that left its text is gone, and another text's leaving changes nothing", () => {
  const mina = side();
  const jo = side();
  mina.carets.setOwn(mina.text, 0, 0);
  mina.carets.clearOwn(mina.doc.getText("text:lessons.lucky"));
  meet(mina, jo);
  assert.equal(jo.carets.inText(jo.text).length, 1);
  mina.carets.clearOwn(mina.text);
  meet(mina, jo);
  assert.equal(jo.carets.inText(jo.text).length, 0);
  done(mina, jo);
});

test("standing still is told once", () => {
  const told: unknown[] = [];
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const carets = new Carets(doc, awareness, (cursor) => told.push(cursor));
  const text = doc.getText("t");
  text.insert(0, "abc");
  carets.setOwn(text, 3, 3);
  carets.setOwn(text, 3, 3);
  text.insert(3, "d");
  carets.setOwn(text, 4, 4);
  assert.equal(told.length, 1);
  carets.setOwn(text, 1, 1);
  assert.equal(told.length, 2);
  carets.destroy();
  awareness.destroy();
});

test("a stranger's idea of a position, a name or a colour does no harm", () => {
  const jo = side();
  const mina = side();
  const bad: unknown[] = [
    "x",
    { anchor: 1, head: 2 },
    { anchor: {}, head: {} },
    { anchor: { tname: "facts" }, head: { tname: "facts" } },
    { anchor: { item: { client: 1, clock: 9 } }, head: { item: { client: 1, clock: 9 } } },
  ];
  for (const cursor of bad) {
    mina.awareness.setLocalStateField("cursor", cursor);
    meet(mina, jo);
    assert.deepEqual(jo.carets.inText(jo.text), []);
  }
  mina.awareness.setLocalStateField("user", { name: 7, color: "red; background: url(//evil)" });
  mina.carets.setOwn(mina.text, 0, 0);
  meet(mina, jo);
  const [caret] = jo.carets.inText(jo.text);
  assert.equal(caret?.name, "Someone");
  assert.equal(caret?.color, "#5d6874");
  done(mina, jo);
});

test("only the texts hear of a caret that it left or came to", () => {
  const [mina, bo, jo] = [side(), side(), side()];
  mina.text.insert(0, "hello");
  mina.carets.setOwn(mina.text, 1, 1);
  meet(mina, jo);
  meet(mina, bo);
  const other = bo.doc.getText("text:lessons.lucky");
  bo.carets.setOwn(other, 0, 0);
  let heard = 0;
  jo.carets.watch(jo.text, () => (heard += 1));
  meet(bo, jo);
  bo.awareness.setLocalStateField("section", "timeline");
  meet(bo, jo);
  assert.equal(heard, 0);
  bo.carets.setOwn(bo.text, 2, 2);
  meet(bo, jo);
  assert.equal(heard, 1);
  assert.equal(jo.carets.inText(jo.text).length, 2);
  done(mina, bo, jo);
});

test("a caret in words that have not come yet is shown with the next news of anybody", () => {
  const [mina, bo, jo] = [side(), side(), side()];
  mina.text.insert(0, "hello");
  mina.carets.setOwn(mina.text, 3, 3);
  applyAwarenessUpdate(jo.awareness, encodeAwarenessUpdate(mina.awareness, [mina.doc.clientID]), "net");
  assert.deepEqual(jo.carets.inText(jo.text), []);
  Y.applyUpdate(jo.doc, Y.encodeStateAsUpdate(mina.doc), "net");
  bo.awareness.setLocalStateField("typing", true);
  meet(bo, jo);
  assert.equal(jo.carets.inText(jo.text)[0]?.head, 3);
  done(mina, bo, jo);
});
