// Durations in words and on a clock: the cases that Python is tested with too.
import assert from "node:assert/strict";
import { test } from "node:test";
import shared from "../../../../../../tests/cases/durations.json";
import { amountText } from "../../clock/clock_math";
import { durationText } from "../durations";

const cases = shared as unknown as Record<"words" | "clock", [number, string][]>;

test("a duration is worded as on the pages and in the files", () => {
  for (const [seconds, text] of cases.words) assert.equal(durationText(seconds * 1000), text, String(seconds));
});

test("minutes and seconds are those of the pages and the files", () => {
  for (const [seconds, text] of cases.clock) assert.equal(amountText(seconds), text, String(seconds));
});
