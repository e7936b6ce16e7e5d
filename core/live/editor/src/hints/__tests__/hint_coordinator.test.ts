// One key goes from hint to hint, down the page and round again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type HintHost, nextHint } from "../hint_coordinator";
import type { FoundHint } from "../hint_state";

const found = (from: number): FoundHint => ({
  from,
  to: from + 3,
  text: "abc",
  hint: { start: from, end: from + 3, rule: "r", category: "c", message: "m", question: "q", suggestions: [] },
});

/** A text at a place of the page, with hints, and the caret or an open card. */
function home(
  place: number,
  hints: readonly FoundHint[],
  caret: number | null = null,
  opened: FoundHint | null = null,
): HintHost {
  const dom = {
    place,
    compareDocumentPosition: (other: { place: number }) => (other.place > place ? 4 : 2),
  } as unknown as HTMLElement;
  return {
    dom,
    field: "f",
    list: () => hints,
    opened: () => opened,
    caret: () => caret,
    open: () => undefined,
    close: () => undefined,
    removeDismissed: () => undefined,
  };
}

const [a, b, c] = [found(0), found(10), found(5)];

test("from nowhere, the first one on the page, in whatever order the texts came", () => {
  assert.equal(nextHint([home(2, [c]), home(1, [a, b])])?.found, a);
  assert.equal(nextHint([home(1, []), home(2, [])]), null);
});

test("from the caret, the next one in its text or below, then the first again", () => {
  assert.equal(nextHint([home(1, [a, b], 2), home(2, [c])])?.found, a);
  assert.equal(nextHint([home(1, [a, b], 5), home(2, [c])])?.found, b);
  assert.equal(nextHint([home(1, [a, b], 20), home(2, [c])])?.found, c);
  assert.equal(nextHint([home(1, [a, b]), home(2, [c], 20)])?.found, a);
  assert.equal(nextHint([home(1, [a, b]), home(3, [c]), home(2, [], 0)])?.found, c);
});

test("from an open card, the one after it, also into another text and round", () => {
  assert.equal(nextHint([home(1, [a, b], 0, a), home(2, [c])])?.found, b);
  assert.equal(nextHint([home(1, [a, b], 10, b), home(2, [c])])?.found, c);
  assert.equal(nextHint([home(1, [a, b]), home(2, [c], 5, c)])?.found, a);
  assert.equal(nextHint([home(1, [a], 0, a)])?.found, a);
});
