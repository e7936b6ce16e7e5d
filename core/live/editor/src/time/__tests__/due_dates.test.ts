// Due dates: the same table of cases as on the server, and nothing that breaks a row.
import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../../../../../../tests/cases/due_dates.json";
import { buttonLabels } from "../../fields/due_note";
import { dayLabel } from "../datetime";
import { type DayOrder, parseDueDate } from "../due_dates";

type Case = [today: string, said: string, order: DayOrder | null, days: string[]];
const CASES = table as unknown as Case[];

test("every case that the server is held to is read the same here", () => {
  assert.ok(CASES.length > 250);
  for (const [today, message, order, days] of CASES) {
    const read = parseDueDate(message, today, order);
    assert.deepEqual(read.days, days, `${message} on ${today}`);
    assert.equal(read.sentence === "", days.length > 0, message);
    if (days.length === 0) assert.match(read.sentence, /\.$/, message);
  }
});

test("numbers that can be read in two ways say so, and the team's order settles it", () => {
  assert.ok(parseDueDate("4/12", "2026-11-29", null).byOrder);
  assert.ok(!parseDueDate("4/12", "2026-11-29", "dmy").byOrder);
  assert.ok(!parseDueDate("next Tuesday", "2026-11-29", null).byOrder);
});

test("what is shown is read back as the day it shows", () => {
  for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2028, 2, 2); ms += 86_400_000) {
    const day = new Date(ms).toISOString().slice(0, 10);
    for (const shown of [dayLabel(day, "0000"), `by ${dayLabel(day, "0000")}`, day])
      assert.deepEqual(parseDueDate(shown, "2027-06-15", null).days, [day], shown);
  }
});

test("a very long text is no date, and is said so at once", () => {
  for (const piece of ["1", "a ", "a-", "1/", " ", "end of ", "by "]) {
    const start = performance.now();
    assert.deepEqual(parseDueDate(piece.repeat(100_000), "2026-11-29", null).days, []);
    assert.ok(performance.now() - start < 1000);
  }
});

test("buttons say what the two days differ in", () => {
  assert.deepEqual(buttonLabels(["2026-12-04", "2027-04-12"], true), ["4 Dec", "12 Apr"]);
  assert.deepEqual(buttonLabels(["2026-12-01", "2026-12-08"], false), ["1 Dec", "8 Dec"]);
  assert.deepEqual(buttonLabels(["2026-12-04", "2026-12-05"], false), ["Fri 4 Dec", "Sat 5 Dec"]);
  assert.deepEqual(buttonLabels(["2026-11-28", "2027-11-28"], false), ["Sat 28 Nov 2026", "Sun 28 Nov 2027"]);
});
