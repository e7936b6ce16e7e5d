// Elements that change their place while somebody types in them. What browsers do themselves, tests/e2e/
// test_before_streamlit.py sees; here is what is given back where they do not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshHost } from "../../testing/dom";

const { deepActive, moveAlive } = await import("../move_alive");

function scene(): { element: HTMLElement; input: HTMLInputElement; place: ShadowRoot } {
  const host = freshHost();
  const element = document.createElement("div");
  const input = document.createElement("input");
  input.value = "words";
  element.attachShadow({ mode: "open" }).append(input);
  host.append(element);
  const target = document.createElement("div");
  host.append(target);
  return { element, input, place: target.attachShadow({ mode: "open" }) };
}

test("focus and selection are where they were", () => {
  const { element, input, place } = scene();
  input.focus();
  input.setSelectionRange(1, 3, "backward");
  moveAlive([{ element, to: place }]);
  assert.equal(element.parentNode, place);
  assert.equal(deepActive(), input);
  assert.deepEqual([input.selectionStart, input.selectionEnd, input.selectionDirection], [1, 3, "backward"]);
});

test("who had no focus gets none", () => {
  const { element, place } = scene();
  moveAlive([{ element, to: place }]);
  assert.equal(element.parentNode, place);
  assert.equal(deepActive(), null);
});

test("a browser that can move is asked to, and lays the element out anew", () => {
  const { element, input, place } = scene();
  const seen: unknown[] = [];
  Object.assign(place, {
    moveBefore(node: Node, before: Node | null) {
      seen.push(node, before);
      place.appendChild(node);
    },
  });
  element.style.display = "grid";
  input.focus();
  moveAlive([{ element, to: place }]);
  assert.deepEqual(seen, [element, null]);
  assert.equal(element.style.display, "grid");
  assert.equal(deepActive(), input);
});

test("a browser that refuses to move it moves it as ever", () => {
  const { element, place } = scene();
  Object.assign(place, {
    moveBefore() {
      throw new Error("HierarchyRequestError");
    },
  });
  moveAlive([{ element, to: place }]);
  assert.equal(element.parentNode, place);
});

test("several go together, each to its place", () => {
  const first = scene();
  const second = document.createElement("p");
  document.body.append(second);
  moveAlive([
    { element: first.element, to: first.place },
    { element: second, to: document.body },
  ]);
  assert.equal(first.element.parentNode, first.place);
  assert.equal(document.body.lastChild, second);
});
