// A time of the timeline as it is typed: read with each key, kept as typed while it is no time, and honest about
// guesses.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlainValue } from "../../document/rows_model";
import { NOW, testBoard } from "../../testing/board";
import { all, freshHost, leave, one, press, type } from "../../testing/dom";
import { timeControl } from "../time_control";

let places = 0;

function setUp(around: { before?: string; after?: string } = {}) {
  const host = freshHost();
  const bench = testBoard();
  const sets: [PlainValue | null, string | undefined][] = [];
  let done = 0;
  places += 1;
  const place = `timeline/r${places}/at`;
  const ms = (iso: string | undefined): number | null => (iso === undefined ? null : Date.parse(iso));
  const control = timeControl({
    board: bench.board,
    key: "at",
    label: "Time",
    set: (value, text) => void sets.push([value, text]),
    place: () => place,
    around: () => ({ before: ms(around.before), after: ms(around.after), first: ms(around.before), now: NOW }),
    done() {
      done += 1;
    },
  });
  host.append(control.dom);
  const input = one<HTMLInputElement>(host, "input.time");
  const day = one<HTMLInputElement>(host, "input[type=date]");
  const problem = () => one(host, ".problem").textContent ?? "";
  const assumed = () => one(host, ".assumed").textContent ?? "";
  return { ...bench, host, control, input, day, sets, last: () => sets.at(-1), done: () => done, problem, assumed };
}

test("four digits are a time, on the day that keeps the order of the rows", () => {
  const { input, last, keystrokes } = setUp({ before: "2026-11-22T23:50:00Z" });
  type(input, "0012");
  assert.deepEqual(last(), ["2026-11-23T00:12:00Z", ""]);
  assert.equal(keystrokes.count, 1);
});

test("half a time is stored as it was typed, without a complaint", () => {
  const { input, last, problem } = setUp();
  type(input, "2:5");
  assert.deepEqual(last(), [null, "2:5"]);
  assert.equal(problem(), "");
  assert.equal(input.getAttribute("aria-invalid"), null);
});

test("what is no time is said once the field is left, and stays to be put right", () => {
  const { input, problem } = setUp();
  type(input, "around lunch");
  leave(input);
  assert.equal(input.value, "around lunch");
  assert.match(problem(), /“around lunch” is not a time yet/);
  assert.equal(input.getAttribute("aria-invalid"), "true");
  type(input, "12:30");
  assert.equal(problem(), "");
});

test("Enter goes on to the text when the time is in, and stays when it is none", () => {
  const { input, done } = setUp();
  type(input, "soon");
  assert.equal(press(input, "Enter"), true);
  assert.equal(done(), 0);
  type(input, "0258");
  assert.equal(press(input, "Enter"), false);
  assert.equal(done(), 1);
});

test("Escape brings back the time that stood there", () => {
  const { control, input, last } = setUp();
  control.show("2026-11-23T02:58:00Z", false);
  assert.equal(input.value, "02:58");
  type(input, "03");
  type(input, "0310");
  press(input, "Escape");
  assert.deepEqual(last(), ["2026-11-23T02:58:00Z", ""]);
  assert.equal(input.value, "02:58");
});

test("a day that nobody typed and the row above does not have is said to be assumed", () => {
  const { input, assumed, day } = setUp({ before: "2026-11-22T10:00:00Z" });
  type(input, "0258");
  assert.equal(assumed(), "");
  leave(input);
  assert.equal(assumed(), "assumed Mon 23 Nov");
  assert.equal(day.value, "2026-11-23");
});

test("the day of the row above needs no word", () => {
  const { input, assumed } = setUp({ before: "2026-11-23T02:00:00Z" });
  type(input, "0258");
  leave(input);
  assert.equal(assumed(), "");
});

test("a day of another year is shown with its year", () => {
  const { control, host } = setUp();
  control.show("2021-03-31T12:06:00Z", true);
  assert.equal(one(host, ".day-words").textContent, "Wed 31 Mar 2021");
  control.show("2026-03-31T12:06:00Z", true);
  assert.equal(one(host, ".day-words").textContent, "Tue 31 Mar");
});

test("a day picked beside a time moves the time to that day", () => {
  const { control, day, last } = setUp();
  control.show("2026-11-23T02:58:00Z", false);
  day.value = "2026-11-20";
  day.dispatchEvent(new Event("input"));
  assert.deepEqual(last(), ["2026-11-20T02:58:00Z", ""]);
});

test("a day picked before there is a time waits for it", () => {
  const { day, input, sets, last } = setUp();
  day.value = "2026-11-20";
  day.dispatchEvent(new Event("input"));
  assert.equal(sets.length, 0);
  type(input, "0258");
  assert.deepEqual(last(), ["2026-11-20T02:58:00Z", ""]);
});

test("a day on which clocks skip this time is refused with what to write", () => {
  const { board, control, day, problem, sets } = setUp();
  board.zone.set("Europe/Berlin");
  control.show("2026-03-28T01:30:00Z", false);
  day.value = "2026-03-29";
  day.dispatchEvent(new Event("input"));
  assert.match(problem(), /Clocks skip 02:30/);
  assert.equal(sets.length, 0);
});

test("an hour that comes twice shows its offset", () => {
  const { board, control, host } = setUp();
  board.zone.set("Europe/Berlin");
  control.show("2026-10-25T01:30:00Z", false);
  assert.equal(one(host, ".offset").textContent, "+01:00");
  control.show("2026-10-25T00:30:00Z", false);
  assert.equal(one(host, ".offset").textContent, "+02:00");
  control.show("2026-10-26T00:30:00Z", false);
  assert.equal(one(host, ".offset").hidden, true);
});

test("another zone shows the same instant by its own clock", () => {
  const { board, control, input, day } = setUp();
  control.show("2026-11-23T23:30:00Z", false);
  assert.deepEqual([input.value, day.value], ["23:30", "2026-11-23"]);
  board.zone.set("Europe/Berlin");
  assert.deepEqual([input.value, day.value], ["00:30", "2026-11-24"]);
});

test("somebody else's change waits while this person types, and is shown afterwards", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { control, input } = setUp();
  type(input, "03");
  control.show("2026-11-23T02:58:00Z", false);
  assert.equal(input.value, "03");
  t.mock.timers.tick(4000);
  assert.equal(input.value, "02:58");
});

test("what is stored as text by an older page is shown and read again with the next key", () => {
  const { control, input, problem } = setUp();
  control.show(null, false, "14:05");
  assert.equal(input.value, "14:05");
  assert.match(problem(), /was not taken/);
});

test("a locked board locks the time and its day", () => {
  const { board, input, day } = setUp();
  board.readonly.set(true);
  assert.deepEqual([input.readOnly, day.disabled], [true, true]);
});

test("emptying the time empties it in the document", () => {
  const { control, input, host, last } = setUp();
  control.show("2026-11-23T02:58:00Z", false);
  type(input, "");
  assert.deepEqual(last(), [null, ""]);
  assert.equal(all(host, ".when")[0]?.dataset.empty, "true");
});
