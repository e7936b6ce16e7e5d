// One line, two people: what each input shows, where the caret stands, and what waits while an input method composes.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeSet } from "@codemirror/state";
import * as Y from "yjs";
import { asSingleLine, LineMerge } from "../line_merge";

class Person {
  readonly doc = new Y.Doc();
  readonly line = new LineMerge();
  readonly text = this.doc.getText("line");
  value = "";
  caret = 0;
  composing = false;
  #writing = false;

  constructor() {
    this.text.observe((event) => {
      if (this.#writing) return;
      this.line.remoteChange(event.delta);
      this.line.syncTo(asSingleLine(this.text.toString()));
      this.look();
    });
  }

  look(): void {
    if (this.composing || !this.line.hasHeldChanges) return;
    const { text: typedText, mapPosition } = this.line.applyHeld();
    this.value = typedText;
    this.caret = mapPosition(this.caret);
  }

  /** As a browser does it: the input has the new value before anybody is told. */
  type(content: string, gone = 0): void {
    this.value = this.value.slice(0, this.caret - gone) + content + this.value.slice(this.caret);
    this.caret += content.length - gone;
    const change = this.line.typed(this.value, this.caret);
    if (change) this.write(change);
    this.look();
  }

  write(change: ChangeSet): void {
    this.#writing = true;
    let by = 0;
    this.doc.transact(() =>
      change.iterChanges((from, to, _from, _to, inserted) => {
        this.text.delete(from + by, to - from);
        this.text.insert(from + by, inserted.sliceString(0));
        by += inserted.length - (to - from);
      }),
    );
    this.#writing = false;
  }

  hear(other: Person): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)), "net");
  }
}

function two(start = ""): [Person, Person] {
  const [a, b] = [new Person(), new Person()];
  a.type(start);
  b.hear(a);
  return [a, b];
}

test("Ali and Bo become whatever, but not Boce", () => {
  const [a, b] = two();
  a.type("Ali");
  b.type("Bo");
  a.hear(b);
  b.hear(a);
  a.type("ce");
  b.type("ris");
  a.hear(b);
  b.hear(a);
  assert.equal(a.value, b.value);
  assert.ok(["AliceBoris", "BorisAlice"].includes(a.value), a.value);
});

test("the caret stays at its letter, beside same letters too", () => {
  const [a, b] = two("aa");
  assert.equal(a.caret, 2);
  b.caret = 0;
  b.type("a");
  a.hear(b);
  assert.equal(a.caret, 3);
  a.type("!");
  assert.equal(a.text.toString(), "aaa!");
});

test("while letters are composed the others' wait, mine go through, and then all is shown", () => {
  const [a, b] = two("Bo");
  a.composing = true;
  a.type("に");
  b.caret = 0;
  b.type("Dr ");
  a.hear(b);
  a.type("にほ", 1);
  assert.equal(a.value, "Boにほ");
  b.hear(a);
  assert.equal(b.value, "Dr Boにほ");
  a.type("日本", 2);
  a.composing = false;
  a.look();
  assert.equal(a.value, "Dr Bo日本");
  assert.equal(a.text.toString(), a.value);
  assert.equal(a.caret, a.value.length);
});

test("a line break that came in from elsewhere is shown as a space and stays where it is", () => {
  const [a, b] = two("ab");
  b.text.insert(1, "\n");
  a.hear(b);
  assert.equal(a.value, "a b");
  a.type("!");
  assert.equal(a.text.toString(), "a\nb!");
});

test("in any order of keys, compositions and hearing, after all is heard every screen equals the document", () => {
  const signs = ["x", "é", "🚨", "日本", "שלום", " "];
  for (let seed = 1; seed <= 400; seed += 1) {
    let state = seed;
    const pick = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const [a, b] = two(["", "Kim", "日🚨本"][pick(3)]);
    for (let step = 0; step < 40; step += 1) {
      const [me, other] = pick(2) === 0 ? [a, b] : [b, a];
      const what = pick(6);
      const whole = [...me.value.slice(0, me.caret)].at(-1)?.length ?? 0;
      if (what < 2) me.type(signs[pick(signs.length)] as string);
      else if (what === 2) me.type("", whole);
      else if (what === 3) me.hear(other);
      else if (what === 4) me.caret = [...me.value].slice(0, pick([...me.value].length + 1)).join("").length;
      else {
        me.composing = !me.composing;
        me.look();
      }
    }
    for (const person of [a, b]) {
      person.composing = false;
      person.look();
    }
    a.hear(b);
    b.hear(a);
    assert.equal(a.text.toString(), b.text.toString(), `seed ${seed}`);
    for (const item of [a, b]) assert.equal(item.value, item.text.toString(), `seed ${seed}`);
  }
});
