// While editors are made the page is not laid out for their sake: no look at the selection, and letters measured once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeTextEditor } from "../../fields/text_editor";
import { testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import type { Made } from "../new_editors";

const SIZE = { lineHeight: 20, charWidth: 8, textHeight: 17 };

function partsOf(editor: { view: unknown } | undefined): Made {
  return editor?.view as unknown as Made;
}

/** What `name` of an object does instead until the test is over. */
function instead<T extends object, K extends keyof T>(object: T, name: K, does: T[K]): { restore(): void } {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value: does, configurable: true, writable: true });
  return {
    restore() {
      if (before) Object.defineProperty(object, name, before);
      else delete object[name];
    },
  };
}

/** Editors that stand in these places; `measured` says how often letters were measured by their own line. */
function editorsIn(...places: HTMLElement[]) {
  const { board, doc } = testBoard();
  const make = (name: string) => makeTextEditor(board, { text: doc.getText(name), label: name, placeholder: "" });
  const prototype = Object.getPrototypeOf(partsOf(make("first")).docView) as Made["docView"];
  const size = { ...SIZE };
  let count = 0;
  const { restore } = instead(prototype, "measureTextSize", () => {
    count += 1;
    return { ...size };
  });
  const parts = places.map((place, nth) => {
    const editor = make(`t${nth}`);
    place.append(editor.view.dom);
    return partsOf(editor).docView;
  });
  return { parts, size, measured: () => count, restore };
}

function placeIn(kind: string, list?: HTMLElement): HTMLElement {
  const place = document.createElement("div");
  place.className = kind;
  (list ?? freshHost()).append(place);
  return place;
}

test("an editor has the parts that are reached for", () => {
  const { board, doc } = testBoard();
  const { docView, observer } = partsOf(makeTextEditor(board, { text: doc.getText("a"), label: "a", placeholder: "" }));
  assert.equal(typeof docView.measureTextSize, "function");
  assert.equal(typeof Object.getPrototypeOf(observer).readSelectionRange, "function");
  assert.ok(observer.dom instanceof HTMLElement);
});

test("an editor that is made does not ask what is selected on the page; on the page it does", () => {
  const host = freshHost();
  const { board, doc } = testBoard();
  makeTextEditor(board, { text: doc.getText("first"), label: "first", placeholder: "" });
  let reads = 0;
  const ask = document.getSelection.bind(document);
  const { restore } = instead(document, "getSelection", () => {
    reads += 1;
    return ask();
  });
  const editor = makeTextEditor(board, { text: doc.getText("a"), label: "a", placeholder: "" });
  partsOf(editor).observer.readSelectionRange();
  assert.equal(reads, 0);
  host.append(editor.view.dom);
  partsOf(editor).observer.readSelectionRange();
  assert.ok(reads > 0);
  restore();
});

test("the letters of a list are measured once in a frame, and those of another place by themselves", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const list = placeIn("rows");
  const { parts, measured, restore } = editorsIn(placeIn("cell", list), placeIn("cell", list), placeIn("prose"));
  for (const part of parts) assert.deepEqual(part.measureTextSize(), SIZE);
  assert.equal(measured(), 2);
  t.mock.timers.tick(1);
  for (const part of parts) part.measureTextSize();
  assert.equal(measured(), 4, "a frame later fonts may have changed");
  t.mock.timers.tick(1);
  restore();
});

test("what an editor measures that is not laid out is no size for the others", () => {
  const list = placeIn("rows");
  const { parts, size, measured, restore } = editorsIn(placeIn("cell", list), placeIn("cell", list));
  size.lineHeight = 0;
  for (const part of parts) assert.equal(part.measureTextSize().lineHeight, 0);
  assert.equal(measured(), 2);
  restore();
});

test("what fonts are loaded is asked once for all editors, and again when others are loaded", () => {
  const { board, doc } = testBoard();
  let reads = 0;
  const fonts = Object.assign(new EventTarget(), { ready: Promise.resolve() });
  Object.defineProperty(fonts, "ready", {
    get() {
      reads += 1;
      return Promise.resolve();
    },
  });
  const { restore } = instead(document, "fonts", fonts as unknown as Document["fonts"]);
  const make = (name: string) => makeTextEditor(board, { text: doc.getText(name), label: name, placeholder: "" });
  make("a");
  make("b");
  assert.equal(reads, 1);
  assert.equal(document.fonts as unknown, fonts, "nobody else sees another answer");
  fonts.dispatchEvent(new Event("loading"));
  make("c");
  assert.equal(reads, 2);
  fonts.dispatchEvent(new Event("loading"));
  restore();
});
