// A time that was typed means the moment that people mean: whole words, missing parts, hours that come twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, instantOf, instantsOf, storedInstant, toLocal } from "../datetime";
import { momentOnDay, resolveMoment, type TimelineContext } from "../moment_resolution";

const ms = (iso: string): number => instantOf(iso.length === 17 ? iso.replace("Z", ":00Z") : iso) ?? NaN;
const NOW = ms("2026-11-29T09:00Z");
const nothing: TimelineContext = { before: null, after: null, first: null, own: null, day: null, now: NOW };
const below = (iso: string, more: Partial<TimelineContext> = {}): TimelineContext => ({
  ...nothing,
  before: ms(iso),
  first: ms(iso),
  ...more,
});

function read(typed: string, around: TimelineContext = below("2026-11-23T01:00Z"), zone = "UTC"): string | null {
  const answer = resolveMoment(typed, around, zone);
  return "iso" in answer ? answer.iso.replace(":00Z", "Z") : null;
}

function problem(typed: string, around: TimelineContext = below("2026-11-23T01:00Z"), zone = "UTC"): string {
  const answer = resolveMoment(typed, around, zone);
  return "problem" in answer ? answer.problem : `taken: ${answer.iso}`;
}

test("a time of day may be typed in every way people type it", () => {
  const same: Record<string, string[]> = {
    "02:58": [
      "0258",
      "02:58",
      "2:58",
      "258",
      "2.58",
      "2h58",
      " 2:58 ",
      "2:58 am",
      "２:５８",
      "2:58 a.m.",
      "2.58 Uhr",
      "at 2:58",
      "02: 58",
      "[02:58]",
    ],
    "14:05": ["1405", "14:05", "2:05pm", "2:05 PM", "2:05 p.m.", "205pm", "14.05", "14h05", "2:05\u202fPM"],
    "02:58:31": ["025831", "2:58:31", "02:58:31", "2:58:31.250", "02:58:31,123", "02:58:31.123456"],
    "14:00": ["14", "2pm", "14h", "14 Uhr", "2 p.m."],
  };
  for (const [want, typed] of Object.entries(same)) {
    for (const name of typed) assert.equal(read(name), `2026-11-23T${want}Z`, name);
  }
  for (const midnight of ["0000", "12am", "0", "00:00", "24:00"])
    assert.equal(read(midnight, below("2026-11-23T01:30Z")), "2026-11-24T00:00Z", midnight);
});

test("what is no time of day is not guessed at, and the sentence says what to do", () => {
  for (const typed of [
    "",
    "noon-ish",
    "2:5",
    "1:2:3",
    "12345",
    "-1:00",
    "2:58x",
    "soon",
    "T",
    "Nov 02:58",
    "02:58 03:58",
    "1 2 3",
    "Mon",
    "2:58 abc",
  ]) {
    assert.equal(read(typed), null, typed);
    assert.match(problem(typed), /not a time yet|a day without a time/, typed);
  }
  assert.match(problem("2026-11-24"), /a day without a time/);
  for (const typed of ["25:00", "25:10", "2:60", "2960", "99", "13pm", "0pm", "24:01", "25:00 UTC"])
    assert.match(problem(typed), /^No clock shows /, typed);
  assert.match(problem("2016-12-31 23:59:60Z"), /no second 60/);
});

test("a day that does not exist is refused, with a zone too", () => {
  for (const zone of ["", "Z", " UTC", "+01:00", " CET", " -0500"]) {
    assert.match(problem(`2026-11-31 02:58${zone}`), /^There is no 31 November\./, zone);
    assert.match(problem(`31 Feb 02:58${zone}`), /^There is no 31 February\./, zone);
    assert.match(problem(`2027-02-29T02:58${zone}`), /^There is no 29 February 2027\./, zone);
  }
  assert.match(problem("2026-13-01 02:58"), /no month 13/);
  assert.match(problem("0202-11-23 02:58"), /year 202 is too long ago/);
  assert.equal(read("29 Feb 02:58", below("2024-02-28T12:00Z")), "2024-02-29T02:58Z");
  assert.equal(read("29 Feb 02:58"), "2024-02-29T02:58Z");
  assert.equal(read("2028-02-29 02:58"), "2028-02-29T02:58Z");
});

test("a moment may be pasted from a log, a chat or a mail", () => {
  const berlin = (typed: string): string | null => read(typed, below("2026-11-23T00:30Z"), "Europe/Berlin");
  const same: Record<string, string[]> = {
    "2026-11-23T01:58:31Z": [
      "2026-11-23T02:58:31",
      "2026-11-23 02:58:31",
      "2026/11/23 02:58:31",
      "2026-11-23 02:58:31,123",
      "2026-11-23T02:58:31+01",
      "2026-11-23T02:58:31+01:00",
      "2026-11-23T02:58:31.250+0100",
      "2026-11-23T02:58:31+01:00[Europe/Berlin]",
      "20261123T015831Z",
      "2026-11-23_02:58:31",
      "Nov 23 02:58:31",
      "Nov  23 02:58:31",
      "23/Nov/2026:02:58:31 +0100",
      "[23/Nov/2026:02:58:31 +0100]",
      "Mon, 23 Nov 2026 02:58:31 +0100 (CET)",
      "Mon Nov 23 02:58:31 CET 2026",
      "Mon Nov 23 01:58:31 UTC 2026",
      "Mon Nov 23 2026 02:58:31 GMT+0100 (Central European Standard Time)",
      "23.11.2026 02:58:31",
      "23.11. 02:58:31",
      "23.11 02:58:31",
      "23.11.26 02:58:31",
      "23-Nov-2026 02:58:31",
      "23nov2026 02:58:31",
      "2:58:31 AM, Nov 23, 2026",
      "2:58:31 AM · Nov 23, 2026",
      "November 23rd, 2026 at 2:58:31 AM",
      "02:58:31 on 23 November",
      "11/23/2026 02:58:31",
      "23/11/2026 02:58:31",
      "025831+0100",
      "1795399111",
      "1795399111000",
      "02:58:31 CET",
      "03:58:31 CEST",
      "01:58:31Z",
      "01:58:31 utc",
      "20:58:31 -05",
      "20:58:31 EST",
      "8:58:31 PM ET",
      "2026-11-22 20:58:31 UTC-5",
      "02:58:31 UTC+1",
      "07:28:31 UTC+5:30",
      "10:58:31 JST",
      "Mon 02:58:31",
      "monday 02:58:31",
    ],
    "2026-11-29T05:58Z": ["Today at 6:58 AM", "today 06:58", "Today 06:58"],
    "2026-11-28T22:10Z": ["Yesterday 23:10", "Yesterday at 11:10 PM"],
    "2026-11-23T01:58Z": ["Nov 23, 2026 2:58 AM", "23 Nov 2026 0258", "23 Nov 0258", "23 Nov, 02:58"],
  };
  for (const [want, typed] of Object.entries(same)) {
    for (const name of typed)
      assert.equal(berlin(name), want, `${name}: ${problem(name, below("2026-11-23T00:30Z"), "Europe/Berlin")}`);
  }
  assert.equal(berlin("2026-11-23 24:00"), "2026-11-23T23:00Z");
  assert.equal(berlin("24 November 2025, 2:58"), "2025-11-24T01:58Z");
  assert.match(problem("4/12 02:58"), /can be two days.*4 Dec or 12 Apr/);
  assert.equal(berlin("12/24/2025 02:58"), "2025-12-24T01:58Z");
});

test("names of several zones are read as the postmortem's own zone reads them", () => {
  assert.equal(read("02:58 IST", below("2026-11-22T20:00Z"), "Asia/Kolkata"), "2026-11-22T21:28Z");
  assert.equal(read("02:58 IST", below("2026-11-22T20:00Z"), "Asia/Jerusalem"), "2026-11-23T00:58Z");
  assert.match(problem("02:58 IST", below("2026-11-22T20:00Z"), "Europe/Berlin"), /IST is the name of several zones/);
  assert.equal(read("02:58 CST", below("2026-11-22T18:00Z"), "Asia/Shanghai"), "2026-11-22T18:58Z");
  assert.equal(read("02:58 CST", below("2026-11-22T18:00Z"), "America/Chicago"), "2026-11-23T08:58Z");
  assert.match(problem("02:58 +25:00"), /No zone is \+25:00/);
});

test("a missing day or year is the nearest that keeps the order", () => {
  assert.equal(read("1 Jan 00:10", below("2025-12-31T23:50Z")), "2026-01-01T00:10Z");
  assert.equal(read("00:10", below("2025-12-31T23:50Z")), "2026-01-01T00:10Z");
  assert.equal(read("31 Dec 23:50", below("2026-01-01T00:10Z")), "2025-12-31T23:50Z");
  assert.equal(read("31 Dec 23:50", below("2025-01-01T00:10Z")), "2024-12-31T23:50Z");
  assert.equal(read("0300", below("2026-11-23T15:00Z")), "2026-11-24T03:00Z");
  assert.equal(read("09:00", below("2026-11-23T15:00Z")), "2026-11-24T09:00Z");
  // Never the future: what would lie there is the last one that was.
  assert.equal(read("23:50", nothing), "2026-11-28T23:50Z");
  assert.equal(read("08:50", nothing), "2026-11-29T08:50Z");
  assert.equal(read("30 Nov 08:50", nothing), "2025-11-30T08:50Z");
  assert.equal(read("0300", below("2026-11-28T15:00Z")), "2026-11-29T03:00Z");
  assert.equal(read("23:50", below("2026-11-29T08:00Z")), "2026-11-28T23:50Z");
  assert.equal(read("Sat 14:00", nothing), "2026-11-28T14:00Z");
  assert.equal(read("Fri 14:00", below("2026-11-23T15:00Z")), "2026-11-27T14:00Z");
  // Unless it is written.
  assert.equal(read("2026-12-24 18:00"), "2026-12-24T18:00Z");
  assert.equal(read("tomorrow 18:00"), "2026-11-30T18:00Z");
  // Where the rows are still to come, what is typed among them is too.
  assert.equal(read("18:00", below("2026-12-24T17:00Z")), "2026-12-24T18:00Z");
});

test("between two rows it is between them; above the first it is before it", () => {
  const between = (before: string, after: string): TimelineContext => below(before, { after: ms(after) });
  assert.equal(read("0010", between("2025-12-31T23:50Z", "2026-01-01T00:30Z")), "2026-01-01T00:10Z");
  assert.equal(read("2355", between("2025-12-31T23:50Z", "2026-01-01T00:30Z")), "2025-12-31T23:55Z");
  assert.equal(read("10:00", between("2026-11-20T15:00Z", "2026-11-22T15:00Z")), "2026-11-21T10:00Z");
  assert.equal(read("1 Jan 00:10", between("2025-12-31T23:50Z", "2026-01-01T00:30Z")), "2026-01-01T00:10Z");
  assert.equal(read("23:50", { ...nothing, after: ms("2026-11-23T00:10Z") }), "2026-11-22T23:50Z");
});

test("a moment that was forgotten is typed at the end too", () => {
  assert.equal(read("23:40", below("2026-11-23T23:58Z")), "2026-11-23T23:40Z");
  assert.equal(read("14:10", below("2026-11-23T16:00Z", { first: ms("2026-11-23T14:00Z") })), "2026-11-23T14:10Z");
  assert.equal(read("02:58", below("2026-11-23T02:58:31Z")), "2026-11-23T02:58Z");
});

test("a time that is put right stays on its day and in its pass of the hour", () => {
  const own = (iso: string, before: string | null, after: string | null = null): TimelineContext => ({
    ...nothing,
    own: ms(iso),
    before: before ? ms(before) : null,
    after: after ? ms(after) : null,
  });
  assert.equal(read("14:50", own("2026-11-23T15:10Z", "2026-11-23T15:00Z")), "2026-11-23T14:50Z");
  assert.equal(read("23:00", own("2026-11-23T10:00Z", null)), "2026-11-23T23:00Z");
  assert.equal(read("00:02", own("2026-11-22T23:58Z", "2026-11-22T23:50Z", "2026-11-23T00:10Z")), "2026-11-23T00:02Z");
  for (const pass of ["2026-10-25T00:10Z", "2026-10-25T01:10Z"]) {
    assert.equal(read("02:12", own(pass, null), "Europe/Berlin"), pass.replace("10Z", "12Z"));
    assert.equal(read("25 Oct 2026 02:12", own(pass, null), "Europe/Berlin"), pass.replace("10Z", "12Z"));
  }
  assert.equal(read("02:12 CEST", own("2026-10-25T01:10Z", null), "Europe/Berlin"), "2026-10-25T00:12Z");
});

test("of the hour that comes twice it is the pass that keeps the order", () => {
  const berlin = (typed: string, around: TimelineContext): string | null => read(typed, around, "Europe/Berlin");
  assert.equal(berlin("02:10", below("2026-10-25T00:50Z")), "2026-10-25T01:10Z");
  assert.equal(berlin("02:10", below("2026-10-25T00:05Z")), "2026-10-25T00:10Z");
  assert.equal(berlin("02:10", below("2026-10-25T00:05Z", { after: ms("2026-10-25T00:15Z") })), "2026-10-25T00:10Z");
  assert.equal(berlin("25 Oct 2026 02:10", below("2026-10-25T00:50Z")), "2026-10-25T01:10Z");
  assert.equal(berlin("02:10 CET", below("2026-10-25T00:05Z")), "2026-10-25T01:10Z");
  assert.equal(read("1:10", below("2026-11-01T05:50Z"), "America/New_York"), "2026-11-01T06:10Z");
  assert.equal(read("1:40", below("2026-04-04T14:50Z"), "Australia/Lord_Howe"), "2026-04-04T15:10Z");
});

test("a time that clocks skip is refused, not moved", () => {
  const spring = below("2026-03-29T00:50Z");
  for (const typed of ["02:30", "29 Mar 02:30", "2026-03-29 02:30"]) {
    assert.match(problem(typed, spring, "Europe/Berlin"), /^Clocks skip 02:30 on Sun 29 Mar\./, typed);
  }
  assert.equal(read("02:30+01:00", spring, "Europe/Berlin"), "2026-03-29T01:30Z");
  assert.equal(read("03:30", spring, "Europe/Berlin"), "2026-03-29T01:30Z");
});

test("what was assumed is said: the day, the year, the pass; what was written or stands above is not", () => {
  const marks = (typed: string, around: TimelineContext, zone = "UTC"): string => {
    const answer = resolveMoment(typed, around, zone);
    return "iso" in answer ? `${answer.assumed}${answer.assumedPass ? "pass" : ""}` : answer.problem;
  };
  const evening = below("2025-12-31T23:50Z");
  assert.equal(marks("00:10", evening), "day");
  assert.equal(marks("1 Jan 00:10", evening), "year");
  assert.equal(marks("1 Jan 00:10", below("2026-10-25T00:50Z")), "year");
  assert.equal(marks("23:55", evening), "");
  assert.equal(marks("2026-01-01 00:10", evening), "");
  assert.equal(marks("today 00:10", evening), "");
  assert.equal(marks("23:50", nothing), "day");
  assert.equal(marks("00:10", { ...evening, day: "2026-01-01" }), "");
  assert.equal(marks("02:10", below("2026-10-25T00:50Z"), "Europe/Berlin"), "pass");
  assert.equal(marks("02:10 CET", below("2026-10-25T00:50Z"), "Europe/Berlin"), "");
});

test("a day that is picked keeps the time, and the pass where there are two", () => {
  const own = ms("2026-11-23T01:10Z");
  assert.equal(momentOnDay("2026-11-24", own, { ...nothing, own }, "Europe/Berlin"), ms("2026-11-24T01:10Z"));
  assert.equal(
    momentOnDay("2026-10-25", own, { ...nothing, own, before: ms("2026-10-25T00:50Z") }, "Europe/Berlin"),
    ms("2026-10-25T01:10Z"),
  );
  assert.equal(momentOnDay("2026-03-29", own, { ...nothing, own }, "Europe/Berlin"), null);
});

// Any two neighbours: what is typed of the second is read as the second, around New Year, a leap day and both changes.
test("the time of the next row alone says when it was, in every zone and season", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Vancouver",
    "America/Edmonton",
    "America/Winnipeg",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Inuvik",
    "America/Rainy_River",
    "America/Yellowknife",
    "Europe/Chisinau",
    "America/Havana",
  ];
  const seasons = [
    "2025-12-31T20:00Z",
    "2024-02-28T20:00Z",
    "2026-03-07T22:00Z",
    "2026-03-28T12:00Z",
    "2025-10-25T12:00Z",
    "2025-11-01T22:00Z",
    "2026-04-04T06:00Z",
  ];
  const steps = [1, 7, 31, 60, 119, 240, 601, 719];
  const now = ms("2026-11-29T09:00Z");
  let tried = 0;
  for (const zone of zones) {
    for (const season of seasons) {
      for (let i = 0; i < 14; i += 1) {
        const before = ms(season) + i * 97 * 60_000;
        for (const step of steps) {
          const at = before + step * 60_000;
          const local = toLocal(storedInstant(at), zone);
          assert.ok(local);
          const around = { ...nothing, before, first: before, now };
          // Of an hour that comes twice the first pass is meant when both would keep the order.
          const readings = instantsOf(local, zone).filter((value) => value >= before);
          const want = storedInstant(readings[0] ?? NaN);
          for (const typed of [
            local.time,
            `${Number(local.date.slice(8))} ${MONTHS[Number(local.date.slice(5, 7)) - 1]} ${local.time}`,
          ]) {
            const answer = resolveMoment(typed, around, zone);
            assert.equal(
              "iso" in answer ? answer.iso : answer.problem,
              want,
              `${zone}: ${typed} below ${storedInstant(before)}`,
            );
            // Between two rows there is no other, however far apart they are.
            const close = resolveMoment(typed, { ...around, after: at + 60_000 }, zone);
            assert.equal("iso" in close ? close.iso : close.problem, want);
          }
          tried += 1;
        }
      }
    }
  }
  assert.ok(tried > 10_000);
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
});

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
