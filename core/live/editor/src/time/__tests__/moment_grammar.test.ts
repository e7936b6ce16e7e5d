// A moment taken apart: a time of day, a day or a part of one, an offset; or a sentence about what does not exist.
import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../../../../../../tests/cases/times_of_day.json";
import { parseMoment, type WrittenMoment } from "../moment_grammar";

function written(typed: string, zone = "Europe/Berlin"): WrittenMoment {
  const result = parseMoment(typed, zone);
  assert.ok("written" in result, `${typed}: ${JSON.stringify(result)}`);
  return result.written;
}

function problem(typed: string, zone = "Europe/Berlin"): string {
  const result = parseMoment(typed, zone);
  assert.ok("problem" in result, `${typed} was read`);
  return result.problem;
}

test("times of day are read as the server reads them: the table that both sides are held to", () => {
  for (const [typed, meant] of table.cases as [string, string | null][]) {
    if (meant === null) assert.notEqual(problem(typed), "", typed);
    else assert.equal(written(typed).time, meant, typed);
  }
});

test("parts may stand in any order, and mean the same", () => {
  const day = { kind: "date", year: 2026, month: 11, day: 23 } as const;
  for (const typed of [
    "2026-11-23 02:58",
    "02:58 2026-11-23",
    "23.11.2026 02:58",
    "02:58 23-nov-2026",
    "0258 nov 23 2026",
  ]) {
    const { day: found, time } = written(typed);
    assert.equal(time, "02:58", typed);
    assert.ok(found?.kind === "date", typed);
    assert.deepEqual({ kind: found.kind, year: found.year, month: found.month, day: found.day }, day, typed);
  }
});

test("a log's line is read whole: weekday, month, seconds and zone", () => {
  const { day, time, zone } = written("Mon Nov 23 02:58:31 UTC 2026");
  assert.deepEqual(day, { kind: "date", year: 2026, month: 11, day: 23, weekday: 1 });
  assert.equal(time, "02:58:31");
  assert.deepEqual(zone, { offset: 0 });
});

test("days that people name: today, yesterday, a weekday", () => {
  assert.deepEqual(written("yesterday 2pm").day, { kind: "near", days: -1 });
  assert.deepEqual(written("14:05 today").day, { kind: "near", days: 0 });
  assert.deepEqual(written("tues 9:15").day, { kind: "weekday", weekday: 2 });
  assert.equal(written("9:15").day, null);
});

test("a zone counts in brackets too, unless a number beside it says the same", () => {
  assert.deepEqual(written("10:02 PM (PST)").zone, { offset: -480 });
  assert.deepEqual(written("22:02 (UTC)").zone, { offset: 0 });
  assert.deepEqual(written("2026-12-02 22:02 (PT)").zone, { zone: "America/Los_Angeles" });
  assert.deepEqual(written("22:02 (UTC+5:30)").zone, { offset: 330 });
  assert.deepEqual(written("22:02 (-0500)").zone, { offset: -300 });
  assert.deepEqual(written("22:02:11 GMT-0500 (Eastern Standard Time)").zone, { offset: -300 });
  assert.deepEqual(written("22:02:11 -0400 (EST)").zone, { offset: -240 });
  assert.deepEqual(written("22:02 (IST)", "Asia/Kolkata").zone, { offset: 330 });
  assert.match(problem("22:02 (IST)", "Europe/Rome"), /several zones/);
  assert.equal(written("22:02 (about)").zone, null);
});

test("24:00 is the midnight that ends the day, and no other hour is like it", () => {
  assert.deepEqual([written("24:00").midnight, written("24:00").time], [true, "00:00"]);
  assert.equal(written("00:00").midnight, false);
  assert.match(problem("24:01"), /No clock shows 24:01/);
});

test("offsets and names of zones say where; a name of several zones asks for its offset", () => {
  assert.deepEqual(written("02:58 +0530").zone, { offset: 330 });
  assert.deepEqual(written("02:58 UTC-3").zone, { offset: -180 });
  assert.deepEqual(written("2:58 pm PT").zone, { zone: "America/Los_Angeles" });
  assert.deepEqual(written("02:58 IST", "Asia/Kolkata").zone, { offset: 330 });
  assert.match(problem("02:58 IST", "Europe/Berlin"), /IST is the name of several zones/);
  assert.match(problem("02:58 +1500"), /No zone is/);
});

test("two numbers that can be two days are asked about, by their names", () => {
  assert.equal(problem("4/12 02:58"), "“4/12” can be two days. Write 4 Dec or 12 Apr.");
  assert.equal(written("13/12 02:58").day?.kind, "date");
});

test("what does not exist is named and not moved", () => {
  assert.match(problem("31 Nov 02:58"), /There is no 31 November/);
  assert.match(problem("29.02.2026 02:58"), /There is no 29 February 2026/);
  assert.match(problem("2026-13-01 02:58"), /There is no month 13/);
  assert.match(problem("1.1.1969 02:58"), /too long ago/);
  assert.match(problem("1.1.2201 02:58"), /too far away/);
  assert.match(problem("02:58:60"), /no second 60/);
});

test("a day alone, two times, two days and words that say nothing are no moment", () => {
  assert.match(problem("2026-11-23"), /is a day without a time/);
  for (const typed of ["", "soon", "02:58 03:10", "Monday Tuesday 02:58", "14 users", "Nov Dec 3 02:58"])
    assert.match(problem(typed), /is not a time yet/, typed);
});

test("a very long text is no time, and is answered at once", () => {
  for (const piece of ["1", "a ", "1:", "12 ", "(", "nov "]) {
    const start = performance.now();
    problem(piece.repeat(50_000));
    assert.ok(performance.now() - start < 1000, piece);
  }
});
