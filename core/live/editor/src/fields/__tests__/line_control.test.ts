// One line on a shared text: every key is in the document at once, others' letters come in, and the caret stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import type * as Y from "yjs";
import { ensureLineText } from "../../document/line_text";
import type { PlainValue } from "../../document/rows_model";
import { testBoard } from "../../testing/board";
import { freshHost, one, press, type } from "../../testing/dom";
import { lineControl, SHOWN_EVENT } from "../line_control";

function setUp(more: { wraps?: boolean; names?: boolean; draft?: boolean } = {}) {
  const host = freshHost();
  const bench = testBoard();
  const sets: PlainValue[] = [];
  const control = lineControl({
    board: bench.board,
    key: "tracker",
    label: "Tracker",
    wraps: more.wraps,
    names: more.names,
    set: (value) => void sets.push(value ?? ""),
    text: () => (more.draft ? null : ensureLineText(bench.doc, bench.facts, "tracker")),
  });
  host.append(control.dom);
  const input = one<HTMLInputElement>(host, "[data-key=tracker]");
  const show = () => control.show(bench.facts.get("tracker"), false);
  const stored = () => String(bench.facts.get("tracker") ?? "");
  return { ...bench, host, control, input, sets, show, stored };
}

test("each key is in the shared text before the field is left", () => {
  const { input, stored, keystrokes } = setUp();
  type(input, "M");
  type(input, "Mara");
  assert.equal(stored(), "Mara");
  assert.equal(keystrokes.count, 2);
});

test("others' letters come in around the caret, which stays at its letter", () => {
  const { doc, facts, input } = setUp();
  type(input, "Mara");
  input.setSelectionRange(2, 2);
  doc.transact(() => (facts.get("tracker") as Y.Text).insert(0, "Dr. "), "somebody else");
  assert.equal(input.value, "Dr. Mara");
  assert.equal(input.selectionStart, 6);
});

test("while an input method composes, others' letters wait and are not lost", () => {
  const { doc, facts, input, stored, composing } = setUp();
  type(input, "Mara");
  input.dispatchEvent(new Event("compositionstart"));
  assert.equal(composing.on, true);
  doc.transact(() => (facts.get("tracker") as Y.Text).insert(0, "Dr. "), "somebody else");
  assert.equal(input.value, "Mara");
  type(input, "Mara 井");
  input.dispatchEvent(new Event("compositionend"));
  assert.equal(composing.on, false);
  assert.deepEqual([input.value, stored()], ["Dr. Mara 井", "Dr. Mara 井"]);
});

test("undo takes back what was typed here and says that it is mine", () => {
  const { board, input, show } = setUp();
  type(input, "Mara");
  board.undo.stopCapturing();
  type(input, "Mara and Kim");
  const mine: boolean[] = [];
  input.addEventListener(SHOWN_EVENT, (event) => mine.push((event as CustomEvent<{ mine: boolean }>).detail.mine));
  board.undo.undo();
  show();
  assert.equal(input.value, "Mara");
  assert.deepEqual(mine, [true]);
});

test("a pasted line break becomes a space, and half a character one that can be stored", () => {
  const { input, stored } = setUp({ wraps: true });
  type(input, "Mara \n and\r\nKim");
  assert.equal(stored(), "Mara and Kim");
  type(input, "Mara \ud83d");
  assert.equal(stored(), "Mara \ufffd");
});

test("a draft is made a row with the first key, and then bound to its text", () => {
  const { input, sets, control, stored, doc, facts } = setUp({ draft: true });
  type(input, "M");
  assert.deepEqual(sets, ["M"]);
  const text = ensureLineText(doc, facts, "tracker");
  text.insert(0, "M");
  control.show(text, true);
  type(input, "Ma");
  assert.equal(stored(), "Ma");
  assert.deepEqual(sets, ["M"]);
});

test("a value that an older version stored as a plain string is shown", () => {
  const { facts, input, show } = setUp();
  facts.set("tracker", "Jira");
  show();
  assert.equal(input.value, "Jira");
});

test("names to choose from are those who gave one, and follow who comes", () => {
  const { host, members } = setUp({ names: true });
  const offered = () => [...host.querySelectorAll("option")].map((option) => option.value);
  assert.deepEqual(offered(), []);
  const person = { color: "#0f6b6b", role: "participant" } as const;
  members.set([
    { ...person, id: "a", name: "Ana" },
    { ...person, id: "g", name: "Guest Heron", guest: true },
  ]);
  assert.deepEqual(offered(), ["Ana"]);
});

test("Enter puts nothing into a line that is drawn in several", () => {
  assert.equal(press(setUp({ wraps: true }).input, "Enter"), false);
  assert.equal(press(setUp({ wraps: true }).input, "Enter", { isComposing: true }), true);
  assert.equal(press(setUp().input, "Enter"), true);
});

test("nothing is written on a page that only shows", () => {
  const { board, input, stored } = setUp();
  type(input, "Mara");
  board.readonly.set(true);
  assert.equal(input.readOnly, true);
  type(input, "Mara!");
  assert.equal(stored(), "Mara");
});

test("a control that is gone hears of nothing", () => {
  const { control, doc, facts, input } = setUp();
  type(input, "Mara");
  control.destroy();
  doc.transact(() => (facts.get("tracker") as Y.Text).insert(0, "Dr. "), "somebody else");
  assert.equal(input.value, "Mara");
});
