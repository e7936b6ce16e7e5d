// One key goes from hint to hint, down the page and round again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { after, type Home } from "../hint_desk";
import type { Found } from "../hint_state";

const found = (from: number): Found => ({ from, to: from + 3, words: "abc", hint: { start: from, end: from + 3, rule: "r", category: "c", message: "m", question: "q", suggestions: [] } });

/** A text at a place of the page, with hints, and the caret or an open card. */
function home(place: number, hints: readonly Found[], caret: number | null = null, opened: Found | null = null): Home {
  const dom = { place, compareDocumentPosition: (other: { place: number }) => (other.place > place ? 4 : 2) } as unknown as HTMLElement;
  return { dom, field: "f", list: () => hints, opened: () => opened, caret: () => caret, open: () => undefined, close: () => undefined, forget: () => undefined };
}

const [a, b, c] = [found(0), found(10), found(5)];

test("from nowhere, the first one on the page, in whatever order the texts came", () => {
  assert.equal(after([home(2, [c]), home(1, [a, b])])?.one, a);
  assert.equal(after([home(1, []), home(2, [])]), null);
});

test("from the caret, the next one in its text or below, then the first again", () => {
  assert.equal(after([home(1, [a, b], 2), home(2, [c])])?.one, a);
  assert.equal(after([home(1, [a, b], 5), home(2, [c])])?.one, b);
  assert.equal(after([home(1, [a, b], 20), home(2, [c])])?.one, c);
  assert.equal(after([home(1, [a, b]), home(2, [c], 20)])?.one, a);
  assert.equal(after([home(1, [a, b]), home(3, [c]), home(2, [], 0)])?.one, c);
});

test("from an open card, the one after it, also into another text and round", () => {
  assert.equal(after([home(1, [a, b], 0, a), home(2, [c])])?.one, b);
  assert.equal(after([home(1, [a, b], 10, b), home(2, [c])])?.one, c);
  assert.equal(after([home(1, [a, b]), home(2, [c], 5, c)])?.one, a);
  assert.equal(after([home(1, [a], 0, a)])?.one, a);
});
