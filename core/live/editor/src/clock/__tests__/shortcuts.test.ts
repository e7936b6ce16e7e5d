// Which key is a wish of the facilitator, and when a key is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { coveredHeight } from "../../shared/keyboard_inset";
import { parsePixels } from "../../shared/viewport_insets";
import { commandFor, type KeyPress, SHORTCUTS } from "../shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  keyCode: 0,
  defaultPrevented: false,
  ...more,
});

test("each listed key is a wish, whatever the case of its letter", () => {
  assert.deepEqual(
    ["n", "b", " ", "+", "?"].map((key) => commandFor(press(key))),
    ["next", "back", "pause", "more", "keys"],
  );
  assert.equal(commandFor(press("N")), "next");
  assert.equal(SHORTCUTS.length, 5);
});

test("on a keyboard of another script the key at the letter's place is the wish", () => {
  assert.equal(commandFor(press("т", { code: "KeyN" })), "next");
  assert.equal(commandFor(press("и", { code: "KeyB" })), "back");
  // On a French one the key at that place writes another Latin letter, and that counts.
  assert.equal(commandFor(press("b", { code: "KeyN" })), "back");
});

test("other keys, and names of keys that begin like one, are none", () => {
  for (const key of ["m", "Enter", "NumLock", "Backspace", "", "ن", "constructor"])
    assert.equal(commandFor(press(key)), null);
});

test("with Ctrl, Alt or Meta, held down, composed or answered already, a key is none", () => {
  const none: Partial<KeyPress>[] = [
    { ctrlKey: true },
    { altKey: true },
    { metaKey: true },
    { repeat: true },
    { isComposing: true },
    { keyCode: 229 },
    { defaultPrevented: true },
  ];
  for (const more of none) assert.equal(commandFor(press("n", more)), null);
});

test("a keyboard covers what is below the part in view; an address bar and a zoomed page cover nothing", () => {
  assert.equal(coveredHeight(844, { height: 844, offsetTop: 0, scale: 1 }), 0);
  assert.equal(coveredHeight(844, { height: 500, offsetTop: 0, scale: 1 }), 344);
  assert.equal(coveredHeight(844, { height: 500, offsetTop: 100.4, scale: 1 }), 244);
  assert.equal(coveredHeight(844, { height: 788, offsetTop: 0, scale: 1 }), 0);
  assert.equal(coveredHeight(844, { height: 400, offsetTop: 0, scale: 2 }), 0);
});

test("a measure of the page is a plain length or nothing, and grows with the letters where it is one of them", () => {
  const lengths = ["64px", " 60.5px ", "4rem", "3.75rem", "", "auto", "calc(1px + 2px)", "-4px"];
  const read = (letters: number): number[] => lengths.map((length) => parsePixels(length, letters));
  assert.deepEqual(read(16), [64, 60.5, 64, 60, 0, 0, 0, 0]);
  assert.deepEqual(read(32), [64, 60.5, 128, 120, 0, 0, 0, 0]);
});
