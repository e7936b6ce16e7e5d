// Overdue promises stand on the shared screen until the server's instant, and only while the meeting goes on.
import assert from "node:assert/strict";
import test from "node:test";
import { headline, timeShown } from "../present_opening";

const row = { text: "Alert at 80 %", owner: "Ada", late: "9 days late", from: "Disk full" };
const opening = { until: 31_000, total: 1, rows: [row] };

test("it is shown until the server's instant, and not a moment longer", () => {
  assert.equal(timeShown(opening, "running", 1_000), 30_000);
  assert.equal(timeShown(opening, "paused", 30_999), 1);
  assert.equal(timeShown(opening, "running", 31_000), 0);
  assert.equal(timeShown(opening, "running", 99_000), 0);
});

test("nothing is shown before the start, after the end, or when nobody showed anything", () => {
  assert.equal(timeShown(opening, "lobby", 1_000), 0);
  assert.equal(timeShown(opening, "finished", 1_000), 0);
  assert.equal(timeShown(opening, undefined, 1_000), 0);
  assert.equal(timeShown(null, "running", 1_000), 0);
  assert.equal(timeShown(undefined, "running", 1_000), 0);
  assert.equal(timeShown({ ...opening, rows: [] }, "running", 1_000), 0);
});

test("the number is a word when it is one", () => {
  assert.equal(headline(1), "One promise is overdue");
  assert.equal(headline(7), "7 promises are overdue");
});
