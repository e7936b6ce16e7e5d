// Overdue action items stand on the shared screen until the server's instant, and only while the meeting goes on.
import assert from "node:assert/strict";
import test from "node:test";
import { headline, remainingMs } from "../overdue_actions";

const row = { text: "Alert at 80 %", owner: "Ada", late: "9 days late", from: "Disk full" };
const opening = { until: 31_000, total: 1, rows: [row] };

test("it is shown until the server's instant, and not a moment longer", () => {
  assert.equal(remainingMs(opening, "running", 1_000), 30_000);
  assert.equal(remainingMs(opening, "paused", 30_999), 1);
  assert.equal(remainingMs(opening, "running", 31_000), 0);
  assert.equal(remainingMs(opening, "running", 99_000), 0);
});

test("nothing is shown before the start, after the end, or when nobody showed anything", () => {
  assert.equal(remainingMs(opening, "lobby", 1_000), 0);
  assert.equal(remainingMs(opening, "finished", 1_000), 0);
  assert.equal(remainingMs(opening, undefined, 1_000), 0);
  assert.equal(remainingMs(null, "running", 1_000), 0);
  assert.equal(remainingMs(undefined, "running", 1_000), 0);
  assert.equal(remainingMs({ ...opening, rows: [] }, "running", 1_000), 0);
});

test("the number is a word when it is one", () => {
  assert.equal(headline(1), "One action item is overdue");
  assert.equal(headline(7), "7 action items are overdue");
});
