// One line of plain text: what changed in it is found without asking the input, the caret says where.
import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../shared/text_difference";

test("the change is the smallest one that ends at the caret", () => {
  assert.equal(difference("same", "same", 2), null);
  assert.deepEqual(difference("", "new", 3), { from: 0, to: 0, insert: "new" });
  assert.deepEqual(difference("aa", "aaa", 1), { from: 0, to: 0, insert: "a" });
  assert.deepEqual(difference("aa", "aaa", 3), { from: 2, to: 2, insert: "a" });
  assert.deepEqual(difference("the old end", "the new end", 7), { from: 4, to: 7, insert: "new" });
  assert.deepEqual(difference("all of it", "", 0), { from: 0, to: 9, insert: "" });
  assert.deepEqual(difference("abab", "ab", 2), { from: 2, to: 4, insert: "" });
});

test("any change applied gives the new text, emoji and Chinese included", () => {
  const texts = ["", "a", "aa", "aba", "🚨", "🚨🚨", "🚨🚀", "小心", "小小心", "a🚨b", "e\u0301e", "x".repeat(40)];
  for (const before of texts) {
    for (const after of texts) {
      for (let caret = 0; caret <= after.length; caret += 1) {
        const change = difference(before, after, caret);
        const made = change ? before.slice(0, change.from) + change.insert + before.slice(change.to) : before;
        assert.equal(made, after, `${before} -> ${after} at ${caret}`);
      }
    }
  }
});
