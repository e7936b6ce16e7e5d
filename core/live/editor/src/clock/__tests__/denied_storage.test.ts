// A browser that denies its storage throws at the very name of it: the room opens all the same.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");

beforeEach(() => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
});

afterEach(() => {
  if (before) Object.defineProperty(globalThis, "localStorage", before);
  else Reflect.deleteProperty(globalThis, "localStorage");
});

test("the sounds have their ordinary volume, and it can be changed for this page", async () => {
  const { DEFAULT_VOLUME, soundVolume } = await import("../chime");
  assert.equal(soundVolume.get(), DEFAULT_VOLUME);
  soundVolume.set(0);
  assert.equal(soundVolume.get(), 0);
});

test("the keys of the clock are on, and can be switched off for this page", async () => {
  const { shortcutsEnabled } = await import("../shortcuts");
  assert.equal(shortcutsEnabled.get(), true);
  shortcutsEnabled.set(false);
  assert.equal(shortcutsEnabled.get(), false);
});
