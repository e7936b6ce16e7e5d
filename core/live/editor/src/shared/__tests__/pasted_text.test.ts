// Pasted words without what nobody sees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pastedText } from "../pasted_text";

test("every end of a line is one", () => {
  assert.equal(pastedText("a\r\nb\rc\vd\fe\u2028f\u2029g\u0085h\ni"), "a\nb\nc\nd\ne\nf\ng\nh\ni");
});

test("what nobody sees goes, and what stands around it stays", () => {
  assert.equal(pastedText("\ufeffda\u00adta\u200bbase\u2060 \0\x07\x1b\x7fdown"), "database down");
  assert.equal(pastedText("tab\tstays, so does\u00a0this blank"), "tab\tstays, so does\u00a0this blank");
});

test("joiners of pictures and of scripts stay", () => {
  assert.equal(pastedText("👩\u200d🚒 \u06cc\u200c\u0627"), "👩\u200d🚒 \u06cc\u200c\u0627");
  assert.equal(pastedText("\u1780\u200b\u1781"), "\u1780\u200b\u1781");
});

test("half a sign is replaced", () => {
  assert.equal(pastedText("a\ud83d b"), "a\ufffd b");
});
