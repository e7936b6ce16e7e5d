// Nobody is interrupted in the middle of a sentence.
import assert from "node:assert/strict";
import { test } from "node:test";
import { endsSentence, sentenceEnd } from "../hint_timing";

test("a sentence ends at its full stop, at a wide one, or at the end of the line", () => {
  const ends = (text: string, typedText: string): string | null => {
    const end = sentenceEnd(text, text.indexOf(typedText) + typedText.length);
    return end === null ? null : text.slice(0, end);
  };
  assert.equal(ends("It was human error. And then", "human error"), "It was human error.");
  assert.equal(ends("He said “it was human error.” Then", "human error"), "He said “it was human error.”");
  assert.equal(ends("It was human error at 3.5 GB of load", "human error"), null);
  assert.equal(ends("It was human error", "human error"), null);
  assert.equal(ends("It was human error, at 3.5 GB!", "human error"), "It was human error, at 3.5 GB!");
  assert.equal(ends("Was it human error?", "error"), "Was it human error?");
  assert.equal(ends("小王应该更小心。系统", "小心"), "小王应该更小心。");
  assert.equal(ends("It was human error\nNext", "human error"), "It was human error");
  assert.equal(ends("Pay attention. Now", "Pay attention."), "Pay attention.");
  assert.equal(ends("Wait… it was 🚨 error… ok", "error"), "Wait… it was 🚨 error…");
});

test("typing a full stop, a question mark, a wide stop or a new line finishes a sentence", () => {
  for (const text of ["Done.", "Done. ", "Really?", "Oh!", "He said “no.”", "完了。", "A line\n"])
    assert.ok(endsSentence(text), text);
  for (const text of ["", "\n", "Don", "Done,", "v1.2", "Done.  x", "3.5"]) assert.ok(!endsSentence(text), text);
});
