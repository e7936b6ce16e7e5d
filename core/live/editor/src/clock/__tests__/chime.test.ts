// How loud the sounds are: kept from visit to visit, read from what older versions kept, and off means off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_VOLUME, peak, storedVolume } from "../chime";

for (const [stored, volume] of [
  [null, DEFAULT_VOLUME],
  ["on", DEFAULT_VOLUME],
  ["off", 0],
  ["0", 0],
  ["80", 80],
  ["100", 100],
  ["101", DEFAULT_VOLUME],
  ["-5", DEFAULT_VOLUME],
  ["loud", DEFAULT_VOLUME],
  ["", DEFAULT_VOLUME],
] as const) {
  test(`${JSON.stringify(stored)} is a volume of ${volume}`, () => {
    assert.equal(
      storedVolume(() => stored),
      volume,
    );
  });
}

test("a browser that refuses its storage plays at the usual volume", () => {
  const refuse = (): never => {
    throw new DOMException("denied", "SecurityError");
  };
  assert.equal(storedVolume(refuse), DEFAULT_VOLUME);
});

test("the usual volume is as loud as the sounds have been, and each step is louder", () => {
  assert.equal(peak(DEFAULT_VOLUME).toFixed(3), "0.120");
  const steps = [0, 10, 20, 50, 80, 100].map(peak);
  for (const [i, step] of steps.entries()) assert.ok(i === 0 || step > (steps[i - 1] as number));
  assert.ok((steps.at(-1) as number) <= 0.5);
});
