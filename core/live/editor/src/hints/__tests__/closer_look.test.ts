// A closer look: asked for by one person in one section, dotted, said in words, and over when it is switched off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type StateEffect } from "@codemirror/state";
import { handleBoardKeys } from "../../board/board_keys";
import { testBoard } from "../../testing/board";
import { all, freshHost, one } from "../../testing/dom";
import { closerLookOf } from "../closer_look";
import { closerLookButton } from "../closer_look_button";
import type { Hint, HintClient, HintQuery } from "../hint_client";
import { HintController } from "../hint_controller";
import { hintCoordinatorOf } from "../hint_coordinator";
import { hintDescriptions, hintMarkClass } from "../hint_descriptions";
import { addTypedSpans, foundHints, openHint, typedSpans } from "../hint_state";
import { LineMarkLayer } from "../line_mark_layer";

const TEXT = "It was human error. It was carelessness.";
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function hint(text: string, unsure?: true): Hint {
  const start = TEXT.indexOf(text);
  const rule = { rule: "r", category: "c", message: `About ${text}`, question: "q", suggestions: [] };
  return { start, end: start + text.length, ...rule, ...(unsure ? { unsure } : {}) };
}

type Answer = (query: HintQuery) => Hint[] | null;
const usual: Answer = ({ closer }) => [hint("human error"), ...(closer ? [hint("carelessness", true)] : [])];

/** A section with one text that this person typed, the button, and a server that answers so. */
function setUp(answer: Answer = usual) {
  const bench = testBoard();
  const host = freshHost();
  const asked: HintQuery[] = [];
  const dismissed: unknown[] = [];
  const hints: HintClient = {
    async check(ask) {
      const query = ask();
      if (!query) return null;
      asked.push(query);
      return answer(query);
    },
    dismiss(_field, phrase, { unsure }, reason) {
      dismissed.push([phrase, unsure, reason]);
      return Promise.resolve(null);
    },
    dismissed: () => false,
    accepted: () => undefined,
    saveDayOrder: () => Promise.resolve(),
  };
  Object.assign(bench.board, { hints });
  const dom = document.createElement("div");
  const bar = closerLookButton(bench.board, "summary");
  host.append(bar.button, bar.note, dom);
  let state = EditorState.create({ doc: TEXT, extensions: [typedSpans, foundHints, openHint] });
  const effect = (...effects: StateEffect<unknown>[]): void => {
    state = state.update({ effects }).state;
    controller.changed({ changes: null, typed: null, caretMoved: false, resized: false });
  };
  const controller: HintController = new HintController(
    bench.board,
    {
      dom,
      state: () => state,
      effect,
      hasFocus: () => false,
      composing: () => false,
      caret: () => 0,
      select: () => undefined,
      focus: () => undefined,
      replaceText: () => undefined,
      lineBox: () => null,
      reserveSpace: () => undefined,
    },
    { field: "summary.impact", section: () => "summary" },
  );
  effect(addTypedSpans.of([{ from: 0, to: TEXT.length }]));
  const shown = (): string[] => controller.list().map(({ text }) => text);
  return { ...bench, ...bar, host, dom, controller, asked, dismissed, shown, look: closerLookOf(bench.board) };
}

test("nothing unsure is asked for before somebody presses, and only in the section of the button", async () => {
  const { button, look, asked, shown, controller } = setUp();
  controller.recheck();
  look.toggle("timeline");
  await rest();
  assert.deepEqual(asked, []);
  assert.equal(button.getAttribute("aria-pressed"), "false");
  button.click();
  await rest();
  assert.equal(button.getAttribute("aria-pressed"), "true");
  assert.deepEqual(
    asked.map(({ closer }) => closer),
    [true],
  );
  assert.deepEqual(shown(), ["human error", "carelessness"]);
});

test("pressed again it takes away what is unsure, with its card, and nothing else", async () => {
  const { button, note, dom, shown, board } = setUp();
  button.click();
  await rest();
  hintCoordinatorOf(board).openNext();
  hintCoordinatorOf(board).openNext();
  assert.match(dom.textContent ?? "", /Unsure: here because you look closer.*About carelessness/s);
  button.click();
  assert.deepEqual(shown(), ["human error"]);
  assert.equal(dom.querySelector(".hint-card"), null);
  assert.equal(note.textContent, "");
});

test("what came of it is said beside the button", async () => {
  const some = setUp();
  some.button.click();
  assert.match(some.note.textContent ?? "", /^Looking closer/);
  await rest();
  assert.match(some.note.textContent ?? "", /^Dotted: .*Only you see it/);
  assert.equal(some.note.getAttribute("role"), "status");
  const none = setUp(() => [hint("human error")]);
  none.button.click();
  await rest();
  assert.match(none.note.textContent ?? "", /^Nothing unsure/);
});

test("a server that cannot answer is said, after it was asked once more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { button, note, asked } = setUp(() => null);
  button.click();
  for (let i = 0; i < 8; i += 1) await Promise.resolve();
  assert.match(note.textContent ?? "", /^Looking closer/);
  t.mock.timers.tick(3100);
  for (let i = 0; i < 8; i += 1) await Promise.resolve();
  assert.equal(asked.length, 2);
  assert.match(note.textContent ?? "", /^Debrief cannot look right now/);
});

test("a text that is gone leaves nothing behind in the section", async () => {
  const { button, note, controller } = setUp();
  button.click();
  await rest();
  controller.destroy();
  assert.match(note.textContent ?? "", /^Nothing unsure/);
});

test("who only reads has no button, and the key does nothing", async () => {
  const { board, button, look, host } = setUp();
  board.readonly.set(true);
  assert.equal(button.hidden, true);
  const stop = handleBoardKeys(host, board);
  host.dispatchEvent(new KeyboardEvent("keydown", { key: "F8", shiftKey: true, bubbles: true }));
  assert.equal(look.on("summary"), false);
  stop();
});

test("Alt+Shift+H and Shift+F8 switch it for the section one is in; without Shift they open the next hint", async () => {
  const { board, look, host, dom, button } = setUp();
  const stop = handleBoardKeys(host, board);
  const hit = (init: KeyboardEventInit): boolean => host.dispatchEvent(new KeyboardEvent("keydown", init));
  hit({ key: "Ó", code: "KeyH", altKey: true, shiftKey: true, bubbles: true, cancelable: true });
  assert.equal(look.on("summary"), true);
  hit({ key: "F8", shiftKey: true, bubbles: true, cancelable: true });
  assert.equal(look.on("summary"), false);
  button.click();
  await rest();
  hit({ key: "F8", bubbles: true, cancelable: true });
  assert.equal(look.on("summary"), true);
  assert.match(dom.textContent ?? "", /About human error/);
  stop();
});

test("a dismissal of an unsure hint goes out as one", async () => {
  const { button, board, controller, dismissed, shown } = setUp();
  button.click();
  await rest();
  hintCoordinatorOf(board).openNext();
  hintCoordinatorOf(board).openNext();
  controller.dismissKey();
  assert.deepEqual(dismissed, [["carelessness", true, "not_blame"]]);
  assert.deepEqual(shown(), ["human error"]);
});

test("an unsure mark looks and sounds unlike a sure one", async () => {
  const [sure, unsure] = [hint("human error"), hint("carelessness", true)];
  assert.deepEqual([hintMarkClass(sure, false), hintMarkClass(unsure, true)], ["hint-mark", "hint-mark unsure open"]);
  const placed = [sure, unsure].map((item) => ({ from: item.start, to: item.end, hint: item, text: "" }));
  assert.deepEqual(
    hintDescriptions(placed).map(({ textContent }) => textContent),
    ["Hint: About human error", "Unsure hint: About carelessness"],
  );
  const layer = new LineMarkLayer();
  layer.draw(TEXT, placed, null);
  assert.deepEqual(
    all(layer.dom, "mark.unsure").map(({ textContent }) => textContent),
    ["carelessness"],
  );
  const { board, button } = setUp();
  button.click();
  await rest();
  assert.match(hintCoordinatorOf(board).dom.textContent ?? "", /^1 hint, 1 unsure hint\. Alt H opens it\./);
  assert.ok(one(button.parentElement ?? button, ".closer-note"));
});
