// Lengths of time, as people write them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMinutes } from "../minutes_text";

test("a length of time may be typed in every way people type it", () => {
  const same: Record<number, string[]> = {
    90: [
      "90",
      "90 min",
      "90m",
      "1h30",
      "1h 30",
      "1:30",
      "01:30",
      "1.5 h",
      "1,5h",
      "1 h 30 min",
      "1h30m",
      "1 hour 30 minutes",
      "1 hour and 30 minutes",
      "an hour and a half",
      " 90 ",
    ],
    30: ["30", "half an hour", "0:30", "0.5h", "30 mins"],
    0: ["0", "0 min"],
    2880: ["2 days", "2d", "48h", "48 hours"],
    1590: ["1 d 2 h 30 min", "1 day, 2 hours and 30 minutes"],
  };
  for (const [want, typed] of Object.entries(same))
    for (const name of typed) assert.equal(parseMinutes(name), Number(want), name);
});

test("what is no length of time is not guessed at", () => {
  for (const typed of [
    "",
    "h",
    "rc",
    "ninety",
    "1:75",
    "-5",
    "1e3",
    "5 weeks",
    "30 min 1 h",
    "1h 1h",
    "1.33 h",
    "99999999",
    "about 2 hours",
    "2-3 h",
    "5x",
    "1".repeat(200),
  ]) {
    assert.equal(parseMinutes(typed), null, typed);
  }
});

test("reading takes no time, whatever was pasted", () => {
  for (const piece of ["1", "1h", "1 ", "a", "1.1"]) {
    const start = performance.now();
    parseMinutes(piece.repeat(100_000));
    assert.ok(performance.now() - start < 50);
  }
});
