// Hints in one text: what opens and closes a card, what its buttons do, and what is left after a text is gone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type StateEffect } from "@codemirror/state";
import { testBoard } from "../../testing/board";
import { all, freshHost, one, press } from "../../testing/dom";
import type { Hint, HintClient } from "../hint_client";
import { HintController } from "../hint_controller";
import { hintCoordinatorOf } from "../hint_coordinator";
import { type FoundHint, foundHints, openHint, setFoundHints, typedSpans } from "../hint_state";
import type { HintSurface } from "../hint_surface";

const TEXT = "It was human error. Nobody looked. It was carelessness.";

function hint(text: string, suggestion: string): FoundHint {
  const start = TEXT.indexOf(text);
  const found: Hint = {
    start,
    end: start + text.length,
    rule: "blame",
    category: "blame",
    message: `About ${text}`,
    question: "What made it possible?",
    suggestions: [suggestion],
  };
  return { from: start, to: start + text.length, text, hint: found };
}

const FIRST = hint("human error", "a missing check");
const SECOND = hint("carelessness", " ");

function setUp(bench = testBoard(), field = "summary.impact") {
  const host = freshHost();
  const dismissed: unknown[] = [];
  const accepted: unknown[] = [];
  const hints: HintClient = {
    check: () => Promise.resolve(null),
    dismiss(...all_) {
      dismissed.push([all_[0], all_[1], all_[3]]);
      return Promise.resolve("The team's rule is quiet now.");
    },
    dismissed: () => false,
    accepted: (name, { rule }) => void accepted.push([name, rule]),
    saveDayOrder: () => Promise.resolve(),
  };
  Object.assign(bench.board, { hints });
  const dom = document.createElement("div");
  host.append(dom);
  const it = { caret: 0, focused: true, replaced: [] as [number, number, string][] };
  let state = EditorState.create({ doc: TEXT, extensions: [typedSpans, foundHints, openHint] });
  const effect = (...effects: StateEffect<unknown>[]): void => {
    state = state.update({ effects }).state;
    controller.changed({ changes: null, typed: null, caretMoved: false, resized: false });
  };
  const surface: HintSurface = {
    dom,
    state: () => state,
    effect,
    hasFocus: () => it.focused,
    composing: () => false,
    caret: () => it.caret,
    select(pos) {
      it.caret = pos;
    },
    focus: () => undefined,
    replaceText: (span, text) => void it.replaced.push([span.from, span.to, text]),
    lineBox: () => null,
    reserveSpace: () => undefined,
  };
  const lists: number[] = [];
  const controller = new HintController(bench.board, surface, { field, section: () => "summary" }, (list) =>
    lists.push(list.length),
  );
  effect(setFoundHints.of([SECOND, FIRST]));
  const card = () => dom.querySelector<HTMLElement>(".hint-card");
  return { ...bench, it, dom, controller, card, dismissed, accepted, lists, voice: hintCoordinatorOf(bench.board).dom };
}

test("hints are listed in the order of the text, and the list is passed on when it changes", () => {
  const { controller, lists } = setUp();
  assert.deepEqual(
    controller.list().map(({ text }) => text),
    ["human error", "carelessness"],
  );
  assert.deepEqual(lists, [2]);
});

test("one key goes through the hints and round again, and says each of them", () => {
  const { board, it, card, voice } = setUp();
  const coordinator = hintCoordinatorOf(board);
  assert.equal(coordinator.openNext(), true);
  assert.match(card()?.textContent ?? "", /About human error/);
  assert.match(voice.textContent ?? "", /Hint, only for you\. About human error/);
  assert.equal(it.caret, FIRST.from);
  coordinator.openNext();
  assert.match(card()?.textContent ?? "", /About carelessness/);
  coordinator.openNext();
  assert.match(card()?.textContent ?? "", /About human error/);
});

test("Alt+Enter opens the hint at the caret, and the next one writes its suggestion", () => {
  const { controller, it, card, accepted } = setUp();
  it.caret = FIRST.from + 2;
  assert.equal(controller.acceptKey(), true);
  assert.ok(card());
  assert.equal(controller.acceptKey(), true);
  assert.deepEqual(it.replaced, [[FIRST.from, FIRST.to, "a missing check"]]);
  assert.deepEqual(accepted, [["summary.impact", "blame"]]);
});

test("a suggestion that leaves the words out takes one of the two spaces along", () => {
  const { controller, it } = setUp();
  it.caret = SECOND.from;
  controller.acceptKey();
  controller.acceptKey();
  assert.deepEqual(it.replaced, [[SECOND.from - 1, SECOND.to, ""]]);
});

test("where there is no hint the keys are left to the text", () => {
  const { controller, it } = setUp();
  it.caret = 2;
  assert.equal(controller.acceptKey(), false);
  assert.equal(controller.dismissKey(), false);
});

test("Escape dismisses for everyone, and every text of the field forgets these words", async () => {
  const bench = testBoard();
  const { controller, it, dismissed, card, told } = setUp(bench);
  it.caret = FIRST.from;
  controller.acceptKey();
  assert.equal(controller.dismissKey(), true);
  assert.deepEqual(dismissed, [["summary.impact", "human error", "not_blame"]]);
  assert.equal(card(), null);
  assert.deepEqual(
    controller.list().map(({ text }) => text),
    ["carelessness"],
  );
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(told.at(-1)?.sentence, "The team's rule is quiet now.");
});

test("the buttons of the card do what they say", () => {
  const { controller, it, card, dismissed } = setUp();
  it.caret = FIRST.from;
  controller.acceptKey();
  const buttons = all<HTMLButtonElement>(card() as HTMLElement, ".ways button");
  assert.deepEqual(
    buttons.map((button) => button.textContent),
    ["Not blameEsc", "Not helpful", "It is a quote"],
  );
  buttons[2]?.click();
  assert.deepEqual(dismissed, [["summary.impact", "human error", "quote"]]);
});

test("keys inside the card work as in the text", () => {
  const { controller, it, card } = setUp();
  it.caret = FIRST.from;
  controller.acceptKey();
  const swap = one<HTMLButtonElement>(card() as HTMLElement, ".swap");
  assert.equal(press(swap, "Enter", { altKey: true }), false);
  assert.equal(it.replaced.length, 1);
});

test("a card that the pointer opened closes when the pointer leaves, one that a key opened stays", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { controller, dom, card } = setUp();
  controller.pointerOver(controller.list()[0] ?? null);
  assert.equal(card(), null);
  t.mock.timers.tick(300);
  assert.ok(card());
  dom.dispatchEvent(new Event("mouseleave"));
  t.mock.timers.tick(300);
  assert.equal(card(), null);
  controller.open(controller.list()[0] as FoundHint, "key");
  dom.dispatchEvent(new Event("mouseleave"));
  t.mock.timers.tick(300);
  assert.ok(card());
});

test("one card is open at a time, whichever text it belongs to", () => {
  const bench = testBoard();
  const left = setUp(bench, "summary.impact");
  const right = setUp(bench, "summary.what_happened");
  left.controller.open(left.controller.list()[0] as FoundHint, "caret");
  assert.ok(left.card());
  right.controller.open(right.controller.list()[0] as FoundHint, "caret");
  assert.deepEqual([left.card() === null, right.card() !== null], [true, true]);
});

test("on a page that only shows, a suggestion is not written", () => {
  const { board, controller, it } = setUp();
  it.caret = FIRST.from;
  controller.acceptKey();
  board.readonly.set(true);
  controller.acceptKey();
  assert.deepEqual(it.replaced, []);
});

test("a text that is gone has no hints, and its card is taken away", () => {
  const { controller, it, dom, board } = setUp();
  it.caret = FIRST.from;
  controller.acceptKey();
  controller.destroy();
  assert.deepEqual(controller.list(), []);
  assert.equal(controller.opened(), null);
  assert.equal(dom.querySelector(".hint-card"), null);
  assert.equal(hintCoordinatorOf(board).openNext(), false);
});

test("the number of new hints is said once with the key that opens them, then without", () => {
  const { board, voice } = setUp();
  const coordinator = hintCoordinatorOf(board);
  coordinator.announceNew(0);
  assert.equal(voice.textContent, "");
  coordinator.announceNew(1);
  assert.equal(voice.textContent, "1 hint. Alt H opens it.");
  coordinator.announceNew(2);
  assert.equal(voice.textContent, "2 hints");
});
