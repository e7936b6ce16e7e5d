// Times are typed fast and stored exactly.
import assert from "node:assert/strict";
import { test } from "node:test";
import walls from "../../../../../../tests/cases/wall_times.json";
import {
  addDays,
  dayLabel,
  instantOf,
  instantsOf,
  isAmbiguous,
  isDate,
  knownZone,
  offsetIfAmbiguous,
  offsetOf,
  storedInstant,
  toInstant,
  toLocal,
} from "../datetime";

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

test("walls of zones read as the server reads them", () => {
  for (const { zone, at, date, time, offset, twice } of walls.cases) {
    const message = `${zone} ${at}`;
    assert.deepEqual(toLocal(at, zone), { date, time }, message);
    const ms = instantOf(at) ?? 0;
    assert.equal(offsetOf(ms, zone), offset, message);
    assert.equal(isAmbiguous(ms, zone), twice, message);
    assert.equal(offsetIfAmbiguous(at, zone), twice ? offset : "", message);
    const found = instantsOf({ date, time }, zone).map(storedInstant);
    assert.ok(found.includes(at), message);
    assert.equal(found.length, twice ? 2 : 1, message);
  }
  for (const { zone, date, time } of walls.skipped) {
    assert.deepEqual(instantsOf({ date, time }, zone), [], `${zone} ${date}`);
    assert.equal(toInstant({ date, time }, zone), null);
  }
});

// Offsets are kept by the hour; Intl itself is asked here for each moment around a change that falls inside an hour.
test("within an hour in which clocks change, each moment is on its own side of the change", () => {
  const changes = [
    { zone: "Africa/Monrovia", at: "1972-01-07T00:44:30Z" },
    { zone: "America/St_Johns", at: "2010-11-07T02:31:00Z" },
    { zone: "Asia/Kathmandu", at: "1985-12-31T18:30:00Z" },
    { zone: "Australia/Lord_Howe", at: "2026-04-04T15:00:00Z" },
    { zone: "Europe/Berlin", at: "2026-10-25T01:00:00Z" },
    { zone: "Europe/Amsterdam", at: "1937-06-30T22:40:28Z" },
  ];
  for (const { zone, at } of changes) {
    const change = instantOf(at) ?? 0;
    const wall = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: zone });
    for (let seconds = -7200; seconds <= 7200; seconds += 30) {
      for (const ms of [change + seconds * 1000, change + seconds * 1000 - 1]) {
        const local = toLocal(storedInstant(ms), zone);
        const time = local?.time.padEnd(8, ":00");
        assert.equal(`${local?.date} ${time}`, wall.format(Math.floor(ms / 1000) * 1000), `${zone} ${ms}`);
      }
    }
  }
});

test("the calendar has the days that it has, leap years too", () => {
  for (const year of [1970, 1999, 2000, 2024, 2026, 2100, 2200]) {
    for (let month = 1; month <= 12; month += 1) {
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      for (let day = 0; day <= 32; day += 1) {
        const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        assert.equal(isDate(date), day >= 1 && day <= last, date);
      }
    }
  }
  assert.equal(isDate("2026-00-10"), false);
  assert.equal(isDate("2026-13-10"), false);
});

test("an instant that does not exist is none, whatever Date.parse makes of it", () => {
  for (const bad of [
    "2026-11-31T02:58:00Z",
    "2027-02-29T00:00:00Z",
    "2026-11-23T24:00:00Z",
    "2026-11-23T02:58",
    "2026-11-23T02:60:00Z",
  ]) {
    assert.equal(instantOf(bad), null, bad);
  }
  assert.equal(instantOf("2028-02-29T00:00:00+01:00"), Date.UTC(2028, 1, 28, 23));
});

test("an unknown zone falls back to UTC instead of hiding the time", () => {
  assert.equal(knownZone("Not/AZone"), "UTC");
  assert.equal(knownZone(7), "UTC");
  assert.equal(knownZone("Europe/Berlin"), "Europe/Berlin");
  assert.equal(knownZone("America/New_York"), "America/New_York");
  for (const only of ["+01:00", "europe/berlin", "EUROPE/BERLIN", "-0500", ""])
    assert.equal(knownZone(only), "UTC", only);
  assert.deepEqual(toLocal("2026-11-23T02:58:00Z", "Not/AZone"), { date: "2026-11-23", time: "02:58" });
});

test("half-typed and impossible dates are no dates", () => {
  for (const bad of ["0202-11-23", "2026-02-30", "2026-1-1", "", null, 20261123]) assert.ok(!isDate(bad));
  assert.ok(isDate("2026-02-28"));
});

test("a day has a short name, with the year only when it is another year", () => {
  assert.equal(dayLabel("2026-11-23"), "Mon 23 Nov");
  assert.equal(dayLabel("2026-11-23", "2025-01-01"), "Mon 23 Nov 2026");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
});
