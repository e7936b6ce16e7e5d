// What a text knows about hints: about my words, following them wherever they go, gone when they change.
// Positions are UTF-16 units, as browsers and CodeMirror count them: an emoji is two, a family is eleven.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, EditorState, type Extension, type Transaction, type TransactionSpec } from "@codemirror/state";
import { YSyncConfig, ySyncAnnotation } from "y-codemirror.next";
import * as Y from "yjs";
import type { Hint } from "../hint_client";
import {
  acceptingHint,
  addTypedSpans,
  type FoundHint,
  foundHints,
  hintAt,
  mergeSpans,
  moveFound,
  openHint,
  overlaps,
  placeHints,
  remoteChange,
  setFoundHints,
  setOpenHint,
  typedSpans,
  undoInProgress,
} from "../hint_state";

const hint = (start: number, end: number, rule = "r"): Hint => ({
  start,
  end,
  rule,
  category: "c",
  message: "m",
  question: "q",
  suggestions: ["s"],
});

function editor(
  doc: string,
  extensions: Extension = [],
): { state: EditorState; do(spec: TransactionSpec): Transaction } {
  let state = EditorState.create({ doc, extensions: [typedSpans, foundHints, openHint, extensions] });
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
const remote = ySyncAnnotation.of(new YSyncConfig(new Y.Text(), null));
const on = (text: string, typedText: string, rule = "r"): FoundHint => {
  const from = text.indexOf(typedText);
  return { from, to: from + typedText.length, hint: hint(from, from + typedText.length, rule), text: typedText };
};
const wordsOf = (state: EditorState): string[] =>
  state.field(foundHints).map(({ from, to }) => state.sliceDoc(from, to));

test("only what I typed is mine, and it moves with the text", () => {
  const at = editor("They wrote this. ");
  at.do({ changes: { from: 17, insert: "I wrote that." } });
  assert.deepEqual(at.state.field(typedSpans), [{ from: 17, to: 30 }]);
  at.do({ changes: { from: 0, insert: "More. " }, annotations: remote });
  assert.deepEqual(at.state.field(typedSpans), [{ from: 23, to: 36 }]);
  at.do({ changes: { from: 36, insert: " Theirs again." }, annotations: remote });
  assert.deepEqual(at.state.field(typedSpans), [{ from: 23, to: 36 }]);
  at.do({ changes: { from: 20, to: 36 } });
  assert.deepEqual(at.state.field(typedSpans), []);
});

test("what others write between my words stays theirs", () => {
  const at = editor("");
  at.do({ changes: { from: 0, insert: "It was late." } });
  at.do({ changes: { from: 7, insert: "human error and " }, annotations: remoteChange.of(true) });
  assert.equal(at.state.sliceDoc(), "It was human error and late.");
  assert.deepEqual(at.state.field(typedSpans), [
    { from: 0, to: 7 },
    { from: 23, to: 28 },
  ]);
  assert.ok(!overlaps(on(at.state.sliceDoc(), "human error"), at.state.field(typedSpans)));
});

test("what my own undo brings back is mine, although it comes from the document", () => {
  let now = false;
  const at = editor(
    "Before. ",
    undoInProgress.of(() => now),
  );
  now = true;
  at.do({ changes: { from: 8, insert: "human error" }, annotations: remote });
  assert.deepEqual(at.state.field(typedSpans), [{ from: 8, to: 19 }]);
  now = false;
  at.do({ changes: { from: 0, insert: "x" }, annotations: remote });
  assert.deepEqual(at.state.field(typedSpans), [{ from: 9, to: 20 }]);
});

test("words that were mine before a look elsewhere are mine again", () => {
  const at = editor("Mine and theirs");
  at.do({ effects: addTypedSpans.of([{ from: 0, to: 4 }]) });
  at.do({ effects: addTypedSpans.of([{ from: 2, to: 5 }]) });
  assert.deepEqual(at.state.field(typedSpans), [{ from: 0, to: 5 }]);
});

for (const [name, before] of [
  ["emoji", "🚨 "],
  ["a family", "👨‍👩‍👧‍👦 "],
  ["a flag and skin", "🇩🇪👍🏽 "],
  ["Chinese", "我们在看。"],
  ["Japanese", "障害です。"],
  ["combining marks", "e\u0301\u0323 "],
  ["Hebrew", "שלום "],
] as const) {
  test(`a hint after ${name} covers exactly its words, also while ${name} is typed in front of it`, () => {
    const text = `${before}He should have known. ${before}`;
    const at = editor(text);
    at.do({ effects: setFoundHints.of([on(text, "should have known")]) });
    assert.deepEqual(wordsOf(at.state), ["should have known"]);
    at.do({ changes: { from: 0, insert: before } });
    at.do({ changes: { from: at.state.doc.length, insert: before }, annotations: remote });
    at.do({ changes: { from: 0, to: before.length } });
    assert.deepEqual(wordsOf(at.state), ["should have known"]);
    assert.equal(at.state.field(foundHints)[0]?.from, text.indexOf("should"));
  });
}

test("a hint on Chinese words follows them and goes with one of them", () => {
  const text = "🚨小王应该更小心。系统没有报警。";
  const at = editor(text);
  at.do({ effects: setFoundHints.of([on(text, "应该更小心")]) });
  at.do({ changes: { from: 0, insert: "𠮷田：" }, annotations: remote });
  assert.deepEqual(wordsOf(at.state), ["应该更小心"]);
  const { from } = at.state.field(foundHints)[0] as FoundHint;
  at.do({ changes: { from: from + 1, to: from + 2 } });
  assert.deepEqual(wordsOf(at.state), []);
});

test("a full stop, a space or a quote beside the words keeps the hint; another letter makes another word", () => {
  const text = "It was human error";
  for (const [at, insert, stays] of [
    [18, ".", true],
    [18, " ", true],
    [18, "”", true],
    [7, "“", true],
    [18, "s", false],
    [7, "in", false],
    [18, "é", false],
    [18, "𝒙", false],
    [12, "-", false],
  ] as const) {
    const on_ = editor(text);
    on_.do({ effects: setFoundHints.of([on(text, "human error")]) });
    on_.do({ changes: { from: at, insert } });
    assert.equal(on_.state.field(foundHints).length === 1, stays, `${insert} at ${at}`);
  }
});

test("an open card follows its words through the changes of others, and closes when I go on typing", () => {
  const at = editor("He should have known.");
  const found = on("He should have known.", "should have");
  at.do({ effects: [setFoundHints.of([found]), setOpenHint.of(found)] });
  at.do({ changes: { from: 0, insert: "Sadly. " }, annotations: remote });
  assert.equal(at.state.field(openHint)?.from, 10);
  assert.ok(hintAt(at.state, 15) && !hintAt(at.state, 9));
  at.do({ changes: { from: 28, insert: " And" } });
  assert.equal(at.state.field(openHint), null);
  assert.equal(at.state.field(foundHints).length, 1);
});

test("a rewrite takes its own hint away and leaves the others", () => {
  const text = "He should have known. It was human error.";
  const at = editor(text);
  at.do({ effects: [setFoundHints.of([on(text, "should have known"), on(text, "human error", "r2")])] });
  at.do({ changes: { from: 3, to: 20, insert: "had no way to know" }, annotations: acceptingHint.of(true) });
  assert.deepEqual(wordsOf(at.state), ["human error"]);
});

test("an answer lands where its words stand by now, whatever was typed meanwhile", () => {
  const asked = "🚨 He should have known. 小王应该更小心。It was human error";
  const at = editor(asked);
  let since = ChangeSet.empty(asked.length).desc;
  const change = (spec: TransactionSpec): void => {
    since = since.composeDesc(at.do(spec).changes.desc);
  };
  change({ changes: { from: asked.length, insert: ". And" } });
  change({ changes: { from: 0, insert: "👍🏽" }, annotations: remote });
  change({ changes: { from: at.state.sliceDoc().indexOf("known"), insert: "not " } });
  const hints = ["should have known", "应该更小心", "human error"].map((typedText) => on(asked, typedText).hint);
  const list = placeHints(hints, asked, since, at.state, []);
  assert.deepEqual(
    list.map(({ from, to }) => at.state.sliceDoc(from, to)),
    ["应该更小心", "human error"],
  );
  assert.deepEqual(
    list.map(({ text: content }) => content),
    ["应该更小心", "human error"],
  );
});

test("an answer that says the same again keeps the hint that is known", () => {
  const text = "It was human error.";
  const known = on(text, "human error");
  const at = editor(text);
  at.do({ effects: setFoundHints.of([known]) });
  const list = placeHints(
    [hint(7, 18), hint(7, 18, "other")],
    text,
    ChangeSet.empty(text.length).desc,
    at.state,
    at.state.field(foundHints),
  );
  assert.equal(list[0], known);
  assert.notEqual(list[1], known);
});

test("moved says null for words that are gone", () => {
  const changes = ChangeSet.of({ from: 0, to: 5 }, 10).desc;
  assert.equal(
    moveFound({ from: 1, to: 4, text: "abc" }, changes, () => ""),
    null,
  );
});

test("spans that touch are one, and overlap is more than touching", () => {
  assert.deepEqual(
    mergeSpans([
      { from: 5, to: 7 },
      { from: 0, to: 2 },
      { from: 2, to: 3 },
      { from: 4, to: 4 },
    ]),
    [
      { from: 0, to: 3 },
      { from: 5, to: 7 },
    ],
  );
  assert.ok(overlaps({ from: 0, to: 3 }, [{ from: 2, to: 4 }]));
  assert.ok(!overlaps({ from: 0, to: 3 }, [{ from: 3, to: 4 }]));
});
