// Elements are made by hand: text stays text, and nothing is touched that is the same already.

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, freshHost, one } from "../../testing/dom";
import { afterPointerRelease, trackPointer } from "../after_press";
import { h, setAttr, setChildren, setHidden, setText } from "../dom";
import { isComposing } from "../input_method";
import { makeToasts } from "../toast";

test("what people wrote is text, whatever stands in it", () => {
  const node = h("p", null, "<img src=x onerror=alert(1)>", " & ", 7);
  assert.equal(node.children.length, 0);
  assert.equal(node.textContent, "<img src=x onerror=alert(1)> & 7");
});

test("attributes that are off are not there, those that are on have no value", () => {
  const input = h("input", { type: "text", disabled: false, readonly: true, "aria-label": null, title: undefined });
  assert.deepEqual([input.hasAttribute("disabled"), input.getAttribute("readonly")], [false, ""]);
  assert.equal(input.hasAttribute("aria-label"), false);
});

test("children that are missing leave nothing behind", () => {
  const node = h("ul", null, null, false, undefined, h("li", null, "one"));
  assert.equal(node.childNodes.length, 1);
});

test("listeners and styles are set, custom properties too", () => {
  let clicks = 0;
  const button = h("button", { onclick: () => clicks++, style: { "--who": "#123456" } as never }, "Go");
  button.click();
  assert.equal(clicks, 1);
  assert.equal(button.style.getPropertyValue("--who"), "#123456");
});

test("the same children are left alone", () => {
  const host = freshHost();
  const [a, b] = [h("i"), h("b")];
  setChildren(host, a, b);
  let replaced = 0;
  const replace = host.replaceChildren.bind(host);
  host.replaceChildren = (...nodes) => {
    replaced += 1;
    replace(...nodes);
  };
  setChildren(host, a, null, b);
  assert.equal(replaced, 0);
  setChildren(host, b);
  assert.deepEqual([replaced, host.children.length], [1, 1]);
});

test("texts and attributes are written only when they differ", () => {
  const node = h("p", { title: "a" }, "text");
  const first = node.firstChild;
  setText(node, "text");
  assert.equal(node.firstChild, first);
  setText(node, "other");
  assert.equal(node.textContent, "other");
  setAttr(node, "title", null);
  assert.equal(node.hasAttribute("title"), false);
});

test("a layout change waits for the press that is going on, and for its click", async () => {
  trackPointer();
  const page = (globalThis as unknown as { window: EventTarget }).window;
  const order: string[] = [];
  page.dispatchEvent(new Event("pointerdown"));
  afterPointerRelease(() => order.push("layout"));
  assert.deepEqual(order, []);
  page.dispatchEvent(new Event("pointerup"));
  order.push("click");
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(order, ["click", "layout"]);
  afterPointerRelease(() => order.push("at once"));
  assert.equal(order.at(-1), "at once");
});

test("a key of a composition is known in every browser", () => {
  assert.equal(isComposing({ isComposing: true, keyCode: 13 } as KeyboardEvent), true);
  assert.equal(isComposing({ isComposing: false, keyCode: 229 } as KeyboardEvent), true);
  assert.equal(isComposing({ isComposing: false, keyCode: 13 } as KeyboardEvent), false);
});

test("a message goes away by itself, by its button, and when the next one comes", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const toasts = makeToasts();
  let undone = 0;
  toasts.show("Row removed.", { label: "Undo", run: () => undone++ });
  assert.match(toasts.dom.textContent ?? "", /Row removed\./);
  one<HTMLButtonElement>(toasts.dom, "button").click();
  assert.deepEqual([undone, toasts.dom.childElementCount], [1, 0]);
  toasts.show("First");
  toasts.show("Second");
  assert.equal(all(toasts.dom, ".toast").length, 1);
  t.mock.timers.tick(9000);
  assert.equal(toasts.dom.childElementCount, 0);
});

test("an element that is hidden is not hidden again", () => {
  const node = h("p");
  let written = 0;
  let hidden = false;
  Object.defineProperty(node, "hidden", {
    get: () => hidden,
    set(value: boolean) {
      written += 1;
      hidden = value;
    },
  });
  for (const now of [false, true, true, false, false]) setHidden(node, now);
  assert.deepEqual([written, hidden], [2, false]);
});
