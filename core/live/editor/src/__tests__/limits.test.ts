// What the browser refuses, counted in bytes and not in letters.
import assert from "node:assert/strict";
import { test } from "node:test";
import { longerThan, PASTE_BYTES } from "../limits";

test("a paste just inside the limit passes and one byte more does not", () => {
  assert.ok(!longerThan("x".repeat(PASTE_BYTES), PASTE_BYTES));
  assert.ok(longerThan("x".repeat(PASTE_BYTES + 1), PASTE_BYTES));
});

test("letters of several bytes count as the bytes they are", () => {
  assert.ok(!longerThan("é".repeat(PASTE_BYTES / 2), PASTE_BYTES));
  assert.ok(longerThan("é".repeat(PASTE_BYTES / 2 + 1), PASTE_BYTES));
  assert.ok(longerThan("🔥".repeat(PASTE_BYTES / 4 + 1), PASTE_BYTES));
  assert.ok(!longerThan("", 0));
});
