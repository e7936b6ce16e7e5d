// Hints: about my words, on my screen, gone when they were dismissed or when the words changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type Transaction, type TransactionSpec } from "@codemirror/state";
import { ySyncAnnotation, YSyncConfig } from "y-codemirror.next";
import * as Y from "yjs";
import { found, hintAt, merged, mine, open, overlaps, setFound, setOpen } from "../hint_state";
import { makeHints, type Hint } from "../hints";

const BASE = (): string => "http://h/room?pm=1";
const hint = (start: number, end: number): Hint => ({ start, end, rule: "r", category: "c", message: "m", question: "q", suggestions: ["s"] });

test("a text is asked about at the page's own address, and nonsense in the answer is left out", async () => {
  const asked: unknown[] = [];
  const hints = makeHints("live/hints/pm1", async (address, body) => {
    asked.push([address, body]);
    return { hints: [hint(0, 4), { start: 3, end: 99 }, { start: 2, end: 2 }, null, "x", { start: 0, end: 2, suggestions: [1, "ok"] }] };
  }, BASE);
  const got = await hints.check("summary.impact", "summary", "some text");
  assert.deepEqual(asked, [["http://h/live/hints/pm1", { field: "summary.impact", section: "summary", text: "some text" }]]);
  assert.equal(got.length, 2);
  assert.deepEqual(got[1]?.suggestions, ["ok"]);
});

test("no server, an empty text or a very long one: no hints and no error", async () => {
  const failing = makeHints("/hints", async () => Promise.reject(new Error("offline")), BASE);
  assert.deepEqual(await failing.check("f", "s", "text"), []);
  let calls = 0;
  const counting = makeHints("/hints", async () => ((calls += 1), null), BASE);
  for (const text of ["", "  ", "x".repeat(20_001)]) assert.deepEqual(await counting.check("f", "s", text), []);
  assert.equal(calls, 0);
  assert.deepEqual(await makeHints(undefined).check("f", "s", "text"), []);
});

test("a dismissal is told once and remembered, whatever the case and the spaces", () => {
  const told: unknown[] = [];
  const hints = makeHints("/hints", async (address, body) => void told.push([address, body]), BASE);
  hints.dismiss("timeline", "Should  have", hint(0, 4));
  assert.deepEqual(told, [["http://h/hints/dismiss", { field: "timeline", phrase: "Should  have", rule: "r" }]]);
  assert.ok(hints.dismissed("timeline", "should have"));
  assert.ok(!hints.dismissed("factors", "should have"));
});

function editor(doc: string): { state: EditorState; do(spec: TransactionSpec): Transaction } {
  let state = EditorState.create({ doc, extensions: [mine, found, open] });
  return {
    get state() {
      return state;
    },
    do(spec) {
      const tr = state.update(spec);
      state = tr.state;
      return tr;
    },
  };
}
const theirs = ySyncAnnotation.of(new YSyncConfig(new Y.Text(), null));

test("only what I typed is mine, and it moves with the text", () => {
  const at = editor("They wrote this. ");
  at.do({ changes: { from: 17, insert: "I wrote that." } });
  assert.deepEqual(at.state.field(mine), [{ from: 17, to: 30 }]);
  at.do({ changes: { from: 0, insert: "More. " }, annotations: theirs });
  assert.deepEqual(at.state.field(mine), [{ from: 23, to: 36 }]);
  at.do({ changes: { from: 36, insert: " Theirs again." }, annotations: theirs });
  assert.deepEqual(at.state.field(mine), [{ from: 23, to: 36 }]);
  at.do({ changes: { from: 20, to: 36 } });
  assert.deepEqual(at.state.field(mine), []);
});

test("a hint follows its words, and goes when they change", () => {
  const at = editor("He should have known.");
  const one = { from: 3, to: 14, hint: hint(3, 14) };
  at.do({ effects: [setFound.of([one]), setOpen.of(one)] });
  at.do({ changes: { from: 0, insert: "Sadly. " }, annotations: theirs });
  assert.deepEqual(at.state.field(found).map(({ from, to }) => [from, to]), [[10, 21]]);
  assert.equal(at.state.field(open)?.from, 10);
  assert.ok(hintAt(at.state, 15) && !hintAt(at.state, 9));
  at.do({ changes: { from: 12, to: 14 } });
  assert.deepEqual(at.state.field(found), []);
  assert.equal(at.state.field(open), null);
});

test("spans that touch are one, and overlap is more than touching", () => {
  assert.deepEqual(merged([{ from: 5, to: 7 }, { from: 0, to: 2 }, { from: 2, to: 3 }, { from: 4, to: 4 }]), [{ from: 0, to: 3 }, { from: 5, to: 7 }]);
  assert.ok(overlaps({ from: 0, to: 3 }, [{ from: 2, to: 4 }]));
  assert.ok(!overlaps({ from: 0, to: 3 }, [{ from: 3, to: 4 }]));
});
