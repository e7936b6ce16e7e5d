// Ctrl+Z is Ctrl+Z on every keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyLetter } from "../key_letter";

test("a Latin letter is what the key writes, wherever it lies", () => {
  assert.equal(keyLetter({ key: "Z", code: "KeyZ" }), "z");
  assert.equal(keyLetter({ key: "z", code: "KeyW" }), "z"); // AZERTY
  assert.equal(keyLetter({ key: "y", code: "KeyZ" }), "y"); // QWERTZ
});

test("on a keyboard of another script it is the letter of its place", () => {
  for (const key of ["я", "Я", "ζ", "ظ", "ㅋ"]) assert.equal(keyLetter({ key, code: "KeyZ" }), "z");
});

test("what lies on no letter's place stays what it is", () => {
  assert.equal(keyLetter({ key: "ü", code: "BracketLeft" }), "ü");
  assert.equal(keyLetter({ key: "?", code: "Slash" }), "?");
  assert.equal(keyLetter({ key: "ArrowLeft", code: "" }), "arrowleft");
});
