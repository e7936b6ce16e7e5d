// Services and tags: each name once, in the document with every key, and never lost when the field is left.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { setFact } from "../../document/document_text";
import { field, testBoard } from "../../testing/board";
import { all, freshHost, leave, one, press, type } from "../../testing/dom";
import { setField } from "../set_field";

function setUp(stored: readonly string[] = [], known: readonly string[] = []) {
  const host = freshHost();
  const bench = testBoard();
  bench.board.knownNames = (key) => (key === "services" ? known : []);
  bench.facts.set("services", new Y.Map(stored.map((name) => [name, true])));
  bench.board.undo.clear();
  const part = setField(bench.board, field("summary.services", "set", { label: "Services", placeholder: "checkout" }));
  host.append(part.dom);
  const input = one<HTMLInputElement>(host, "input.chip-input");
  const chips = () => all(host, ".chip span").map((chip) => chip.textContent);
  const names = () => setFact(bench.doc, "services");
  return { ...bench, host, part, input, chips, names };
}

test("a name is in the document while it is typed, under the spelling it has so far", () => {
  const { input, names, chips } = setUp();
  type(input, "chec");
  assert.deepEqual(names(), ["chec"]);
  type(input, "checkout");
  assert.deepEqual(names(), ["checkout"]);
  assert.deepEqual(chips(), []);
});

test("Enter and a comma finish a name; what follows the comma is still being typed", () => {
  const { input, names, chips } = setUp();
  type(input, "checkout");
  assert.equal(press(input, "Enter"), false);
  assert.deepEqual([input.value, chips()], ["", ["checkout"]]);
  type(input, "search, pay");
  assert.deepEqual([input.value, chips(), names()], ["pay", ["checkout", "search"], ["checkout", "pay", "search"]]);
});

test("a comma of Chinese or Japanese finishes a name too, once its composition is over", () => {
  const { input, names, chips } = setUp();
  const compose = (value: string): void => {
    input.value = value;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
  };
  compose("決済");
  assert.deepEqual(names(), ["決済"]);
  compose("決済、け");
  assert.deepEqual([input.value, chips()], ["決済、け", []]);
  input.dispatchEvent(new Event("compositionend", { bubbles: true }));
  assert.deepEqual([input.value, chips(), names()], ["け", ["決済"], ["け", "決済"]]);
  type(input, "検索，订单；");
  assert.deepEqual(chips(), ["検索", "決済", "订单"].sort());
});

test("leaving the field keeps what was typed, and so does taking it off the page", () => {
  const { input, names, part } = setUp();
  type(input, "checkout");
  leave(input);
  assert.deepEqual([input.value, names()], ["", ["checkout"]]);
  type(input, "search");
  part.destroy();
  assert.deepEqual(names(), ["checkout", "search"]);
});

test("a name that was there already is not lost when somebody types a part of it and changes their mind", () => {
  const { input, names } = setUp(["pay"]);
  type(input, "pay");
  assert.deepEqual(names(), ["pay"]);
  type(input, "");
  assert.deepEqual(names(), ["pay"]);
});

test("Backspace in an empty input takes the last name back to be changed", () => {
  const { input, names, chips } = setUp(["checkout", "search"]);
  press(input, "Backspace");
  assert.deepEqual([input.value, chips()], ["search", ["checkout"]]);
  type(input, "searches");
  assert.deepEqual(names(), ["checkout", "searches"]);
});

test("a chip is removed by its button, and undo brings it back", () => {
  const { board, host, names } = setUp(["checkout", "search"]);
  one<HTMLButtonElement>(host, "button[aria-label='Remove search']").click();
  assert.deepEqual(names(), ["checkout"]);
  board.undo.undo();
  assert.deepEqual(names(), ["checkout", "search"]);
});

test("a name that is too long for the server stays in the field, marked, and nothing of it is taken", () => {
  const { input, names, told } = setUp();
  type(input, "x".repeat(201));
  assert.equal(input.getAttribute("aria-invalid"), "true");
  press(input, "Enter");
  assert.deepEqual([names(), input.value.length], [[], 201]);
  assert.match(told[0]?.sentence ?? "", /At most 200 characters/);
  type(input, "x".repeat(200));
  assert.equal(input.getAttribute("aria-invalid"), null);
});

test("what somebody else adds is shown at once, and does not disturb what is typed here", () => {
  const { input, facts, chips } = setUp();
  type(input, "check");
  (facts.get("services") as Y.Map<boolean>).set("search", true);
  assert.deepEqual([chips(), input.value], [["search"], "check"]);
});

test("two people who add the same name at once have one", () => {
  const left = setUp();
  const update = Y.encodeStateAsUpdate(left.doc);
  const right = new Y.Doc();
  Y.applyUpdate(right, update);
  type(left.input, "checkout");
  (right.getMap("facts").get("services") as Y.Map<boolean>).set("checkout", true);
  Y.applyUpdate(left.doc, Y.encodeStateAsUpdate(right));
  assert.deepEqual(left.names(), ["checkout"]);
});

test("many names are kept, and said to be many", () => {
  const { input, names, told } = setUp();
  type(input, Array.from({ length: 101 }, (_, i) => `s${i}`).join(","));
  press(input, "Enter");
  assert.equal(names().length, 101);
  assert.match(told.at(-1)?.sentence ?? "", /These are 101 by now/);
});

test("an Enter that ends a composition adds nothing", () => {
  const { input, chips, composing } = setUp();
  input.dispatchEvent(new Event("compositionstart"));
  assert.equal(composing.on, true);
  type(input, "検索");
  press(input, "Enter", { isComposing: true });
  assert.deepEqual([input.value, chips()], ["検索", []]);
  input.dispatchEvent(new Event("compositionend"));
  assert.equal(composing.on, false);
});

test("a document without the map gets one with the first name", () => {
  const { facts, input, names } = setUp();
  facts.delete("services");
  type(input, "checkout");
  assert.deepEqual(names(), ["checkout"]);
});

test("nothing is changed on a page that only shows", () => {
  const { board, input, host, names } = setUp(["checkout"]);
  board.readonly.set(true);
  type(input, "search");
  press(input, "Enter");
  one<HTMLButtonElement>(host, "button[aria-label='Remove checkout']").click();
  assert.deepEqual(names(), ["checkout"]);
});

test("names that other incidents have complete what is typed, but for those that are there already", () => {
  const { host, input } = setUp(["pay"], ["checkout", "pay", "<b>"]);
  const offered = () => all<HTMLOptionElement>(host, "datalist option").map((option) => option.value);
  assert.equal(input.getAttribute("list"), one(host, "datalist").id);
  assert.deepEqual(offered(), ["checkout", "<b>"]);
  type(input, "checkout");
  press(input, "Enter");
  assert.deepEqual(offered(), ["<b>"]);
});

test("nothing is offered to who may not know other incidents", () => {
  const { host } = setUp(["pay"]);
  assert.equal(all(host, "datalist option").length, 0);
});
