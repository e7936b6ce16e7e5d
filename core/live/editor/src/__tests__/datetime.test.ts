// Times are typed fast and stored exactly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, dayLabel, instantOf, isDate, knownZone, likelyDay, parseTime, readMoment, toInstant, toLocal } from "../datetime";

test("a time of day may be typed in every way people type it", () => {
  const same: Record<string, string[]> = {
    "02:58": ["0258", "02:58", "2:58", "258", "2.58", "2h58", " 2:58 ", "2:58 am", "２:５８"],
    "14:05": ["1405", "14:05", "2:05pm", "2:05 PM", "205pm", "14.05"],
    "02:58:31": ["025831", "2:58:31", "02:58:31", "2:58:31.250"],
    "00:00": ["0000", "12am", "0", "00:00"],
    "14:00": ["14", "2pm", "14h"],
  };
  for (const [want, typed] of Object.entries(same)) {
    for (const one of typed) assert.equal(parseTime(one), want, one);
  }
});

test("what is no time of day is not guessed at", () => {
  for (const typed of ["", "25:00", "2:60", "2960", "99", "13pm", "0pm", "noon-ish", "2:5", "1:2:3", "12345", "-1:00", "2:58x"]) {
    assert.equal(parseTime(typed), null, typed);
  }
});

test("an instant is shown in the postmortem's zone, with its date", () => {
  assert.deepEqual(toLocal("2026-11-23T02:58:00Z", "UTC"), { date: "2026-11-23", time: "02:58" });
  assert.deepEqual(toLocal("2026-11-23T23:30:00Z", "Europe/Berlin"), { date: "2026-11-24", time: "00:30" });
  assert.deepEqual(toLocal("2026-11-23T02:58:31Z", "America/New_York"), { date: "2026-11-22", time: "21:58:31" });
  assert.deepEqual(toLocal("2026-11-23T02:58:00Z", "Asia/Kathmandu"), { date: "2026-11-23", time: "08:43" });
  assert.equal(toLocal("yesterday", "UTC"), null);
  assert.equal(toLocal(undefined, "UTC"), null);
});

test("a wall-clock time and its instant are two views of the same thing", () => {
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"];
  for (const zone of zones) {
    for (let hour = 0; hour < 24 * 365; hour += 13) {
      const iso = new Date(Date.UTC(2026, 0, 1, hour, 17)).toISOString().replace(".000Z", "Z");
      const local = toLocal(iso, zone);
      assert.ok(local);
      const back = toInstant(local, zone);
      assert.ok(back);
      assert.deepEqual(toLocal(back, zone), local);
      assert.ok((instantOf(iso) ?? 0) >= (instantOf(back) ?? 0), `${zone} ${iso}: of two, the earlier`);
    }
  }
});

test("the hour that comes twice is the earlier one, the hour that is skipped moves on", () => {
  assert.equal(toInstant({ date: "2026-10-25", time: "02:30" }, "Europe/Berlin"), "2026-10-25T00:30:00Z");
  const skipped = toInstant({ date: "2026-03-29", time: "02:30" }, "Europe/Berlin");
  assert.equal(skipped, "2026-03-29T01:30:00Z");
  assert.deepEqual(toLocal(skipped, "Europe/Berlin"), { date: "2026-03-29", time: "03:30" });
});

test("a moment may be pasted from a log, with its own date and zone", () => {
  const near = "2026-11-23";
  const read = (typed: string, zone = "Europe/Berlin"): string | null => readMoment(typed, near, zone);
  assert.equal(read("0258"), "2026-11-23T01:58:00Z");
  assert.equal(read("0258", "UTC"), "2026-11-23T02:58:00Z");
  assert.equal(read("02:58Z"), "2026-11-23T02:58:00Z");
  assert.equal(read("02:58 UTC"), "2026-11-23T02:58:00Z");
  assert.equal(read("2026-11-24 02:58"), "2026-11-24T01:58:00Z");
  assert.equal(read("2026-11-24T02:58"), "2026-11-24T01:58:00Z");
  assert.equal(read("2026-11-24T02:58:31Z"), "2026-11-24T02:58:31Z");
  assert.equal(read("2026-11-24 02:58:31+02:00"), "2026-11-24T00:58:31Z");
  assert.equal(read("2026-11-24 02:58 UTC"), "2026-11-24T02:58:00Z");
  assert.equal(read("Nov 24 02:58:31"), "2026-11-24T01:58:31Z");
  assert.equal(read("24 November 2025, 2:58"), "2025-11-24T01:58:00Z");
  for (const bad of ["", "soon", "2026-13-01 02:58", "31 Feb 02:58", "2026-11-24", "25:00 UTC", "T", "Nov 02:58"]) assert.equal(read(bad), null, bad);
});

test("an unknown zone falls back to UTC instead of hiding the time", () => {
  assert.equal(knownZone("Not/AZone"), "UTC");
  assert.equal(knownZone(7), "UTC");
  assert.equal(knownZone("Europe/Berlin"), "Europe/Berlin");
  assert.deepEqual(toLocal("2026-11-23T02:58:00Z", "Not/AZone"), { date: "2026-11-23", time: "02:58" });
});

test("half-typed and impossible dates are no dates", () => {
  for (const bad of ["0202-11-23", "2026-02-30", "2026-1-1", "", null, 20261123]) assert.ok(!isDate(bad));
  assert.ok(isDate("2026-02-28"));
});

test("a time after midnight belongs to the next day when the row before was late in the evening", () => {
  assert.equal(likelyDay("00:12", { date: "2026-12-31", time: "23:58" }), "2027-01-01");
  assert.equal(likelyDay("23:40", { date: "2026-12-31", time: "23:58" }), "2026-12-31");
  assert.equal(likelyDay("01:30", { date: "2026-12-31", time: "14:00" }), "2026-12-31");
  assert.equal(likelyDay("03:14", { date: "2026-11-23", time: "02:58" }), "2026-11-23");
});

test("a day has a short name, with the year only when it is another year", () => {
  assert.equal(dayLabel("2026-11-23"), "Mon 23 Nov");
  assert.equal(dayLabel("2026-11-23", "2025-01-01"), "Mon 23 Nov 2026");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
});
