// Texts that contain their layout: each gets its own height, and a list is measured once, not once for each row.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freshHost } from "../../testing/dom";

type Told = (entries: readonly { target: Element }[]) => void;
const observed = new Set<Element>();
let tell: Told = () => undefined;

class Observer {
  constructor(told: Told) {
    tell = told;
  }
  observe(target: Element): void {
    observed.add(target);
  }
  unobserve(target: Element): void {
    observed.delete(target);
  }
}
Object.assign(globalThis, { ResizeObserver: Observer });
const { containLayout } = await import("../layout_containment");

/** An editor's two elements; what is read and written of them is noted in `steps`. */
function editor(height: number, steps: string[] = []) {
  const dom = document.createElement("div");
  const contentDOM = document.createElement("div");
  const sizes = { height };
  Object.defineProperty(contentDOM, "offsetHeight", {
    get() {
      steps.push("read");
      return sizes.height;
    },
  });
  const style = new Proxy({} as Record<string, string>, {
    set(target, key, value: string) {
      steps.push("write");
      target[String(key)] = value;
      return true;
    },
  });
  Object.defineProperty(dom, "style", { value: style });
  dom.append(contentDOM);
  freshHost().append(dom);
  return { dom, contentDOM, style, sizes };
}

test("all heights are read before one is written, or each text would lay the page out anew", () => {
  const steps: string[] = [];
  const rows = [editor(24, steps), editor(48, steps), editor(72, steps)];
  for (const row of rows) containLayout(row);
  tell(rows.map(({ contentDOM }) => ({ target: contentDOM })));
  assert.deepEqual(steps.slice(0, 3), ["read", "read", "read"]);
  assert.equal(steps.slice(3).includes("read"), false);
  assert.deepEqual(
    rows.map(({ style }) => [style.height, style.contain]),
    [
      ["24px", "size layout"],
      ["48px", "size layout"],
      ["72px", "size layout"],
    ],
  );
});

test("a text that is not on the page, or in a closed part of it, contains nothing", () => {
  const row = editor(24);
  containLayout(row);
  tell([{ target: row.contentDOM }]);
  row.sizes.height = 0;
  tell([{ target: row.contentDOM }]);
  assert.deepEqual([row.style.height, row.style.contain], ["", ""]);
});

test("a text that is gone is watched no more, and news of it changes nothing", () => {
  const row = editor(24);
  const stop = containLayout(row);
  assert.equal(observed.has(row.contentDOM), true);
  stop();
  assert.equal(observed.has(row.contentDOM), false);
  tell([{ target: row.contentDOM }]);
  assert.equal(row.style.height, undefined);
});
