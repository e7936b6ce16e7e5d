// A due date as it is typed: text and day stand in the document with every key, and nothing typed is thrown away.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlainValue } from "../../document/rows_model";
import { testBoard } from "../../testing/board";
import { all, freshHost, leave, one, press, type } from "../../testing/dom";
import { dueControl } from "../due_control";

function setUp(key = "due") {
  const host = freshHost();
  const bench = testBoard();
  const sets: [PlainValue | null, string | undefined][] = [];
  const control = dueControl({
    board: bench.board,
    key,
    label: "Due",
    set: (value, text) => void sets.push([value, text]),
  });
  host.append(control.dom);
  const input = one<HTMLInputElement>(host, "input.due");
  const note = () => one(host, ".due-note").textContent ?? "";
  return { ...bench, host, control, input, note, sets, last: () => sets.at(-1) };
}

test("a date that is understood is stored as a day, with the text it was read from", () => {
  const { input, last, keystrokes } = setUp();
  type(input, "Friday");
  assert.deepEqual(last(), ["2026-11-27", "Friday"]);
  assert.equal(keystrokes.count, 1);
});

test("an empty field in use offers the day that is usual for the severity, and sets nothing by itself", () => {
  const bench = setUp();
  bench.board.proposedDue = () => ({ days: 30, severity: "P2" });
  bench.control.show(null, true);
  assert.equal(one(bench.host, ".due-note").hidden, true, "nobody is in the field");
  bench.input.focus();
  assert.equal(bench.note(), "Wed 23 Dec (P2)");
  assert.deepEqual(bench.sets, []);
  one<HTMLButtonElement>(bench.host, ".due-choice").click();
  assert.deepEqual(bench.last(), ["2026-12-23", ""]);
  assert.equal(bench.input.value, "Wed 23 Dec 2026");
});

test("the offer goes with the first key and comes back when the field is emptied", () => {
  const bench = setUp();
  bench.board.proposedDue = () => ({ days: 7, severity: "P1" });
  bench.input.focus();
  assert.match(bench.note(), /Mon 30 Nov/);
  type(bench.input, "Fri");
  assert.equal(/\(P1\)/.test(bench.note()), false);
  type(bench.input, "");
  assert.match(bench.note(), /\(P1\)/);
  leave(bench.input);
  assert.equal(one(bench.host, ".due-note").hidden, true);
});

test("no severity, no offer; and none in a field that is no action's", () => {
  const bench = setUp();
  bench.input.focus();
  assert.equal(one(bench.host, ".due-note").hidden, true);
  const other = setUp("follow_up.review_on");
  other.board.proposedDue = () => ({ days: 7, severity: "P1" });
  other.input.focus();
  assert.equal(one(other.host, ".due-note").hidden, true);
});

test("a day written as it is stored needs no text beside it", () => {
  const { input, last } = setUp();
  type(input, "2026-12-01");
  assert.deepEqual(last(), ["2026-12-01", ""]);
});

test("half a date stays as it was typed, and nobody complains while it is being typed", () => {
  const { input, last, host } = setUp();
  type(input, "when it su");
  assert.deepEqual(last(), [null, "when it su"]);
  assert.equal(input.getAttribute("aria-invalid"), null);
  assert.equal(one(host, ".due-box").dataset.unread, undefined);
});

test("what is no date is marked once the field is left, and stays there to be put right", () => {
  const { input, note } = setUp();
  type(input, "when it suits");
  leave(input);
  assert.equal(input.value, "when it suits");
  assert.equal(input.getAttribute("aria-invalid"), "true");
  assert.match(note(), /is no date yet/);
});

test("Enter marks what is no date without leaving the field, and shows a day that was understood", () => {
  const { input } = setUp();
  type(input, "soon-ish");
  assert.equal(press(input, "Enter"), false);
  assert.equal(input.getAttribute("aria-invalid"), "true");
  type(input, "tomorrow");
  assert.equal(input.getAttribute("aria-invalid"), null);
  press(input, "Enter");
  assert.equal(input.value, "Tue 24 Nov 2026");
});

test("Enter that ends a composition is no Enter", () => {
  const { input } = setUp();
  type(input, "soon-ish");
  assert.equal(press(input, "Enter", { isComposing: true }), true);
  assert.equal(input.getAttribute("aria-invalid"), null);
});

test("Escape brings back what stood there before the first key", () => {
  const { control, input, last } = setUp();
  control.show("2026-12-01", false, "1 Dec");
  assert.equal(input.value, "Tue 1 Dec 2026");
  type(input, "Fri");
  type(input, "Frid");
  press(input, "Escape");
  assert.deepEqual(last(), ["2026-12-01", "1 Dec"]);
  assert.equal(input.value, "Tue 1 Dec 2026");
});

test("Escape empties a field that held only what could not be read", () => {
  const { control, input, last } = setUp();
  control.show(null, false, "whenever");
  assert.equal(input.value, "whenever");
  press(input, "Escape");
  assert.deepEqual(last(), [null, ""]);
  assert.equal(input.value, "");
});

test("a date that can be two days is asked about, and the answer is the team's order from then on", () => {
  const { board, host, input, last } = setUp();
  type(input, "4/12");
  assert.deepEqual(last(), [null, "4/12"]);
  const buttons = all<HTMLButtonElement>(host, ".due-choice");
  assert.deepEqual(
    buttons.map((button) => button.textContent),
    ["4 Dec", "12 Apr"],
  );
  buttons[0]?.click();
  assert.deepEqual(last(), ["2026-12-04", "4/12"]);
  assert.equal(board.dayOrder.get(), "dmy");
});

test("once the team's order is known, nobody is asked", () => {
  const { board, host, input, last } = setUp();
  board.chooseDayOrder("mdy");
  type(input, "4/12");
  assert.deepEqual(last(), ["2027-04-12", "4/12"]);
  assert.equal(all(host, ".due-choice").length, 0);
});

test("two readings that differ in more than the order say nothing about the order", () => {
  const { board, host, input, last } = setUp();
  type(input, "next Friday");
  const buttons = all<HTMLButtonElement>(host, ".due-choice");
  assert.equal(buttons.length, 2);
  buttons[1]?.click();
  assert.deepEqual(last(), ["2026-12-04", "next Friday"]);
  assert.equal(board.dayOrder.get(), null);
});

test("emptying the field empties the day and the text", () => {
  const { control, input, last } = setUp();
  control.show("2026-12-01", false, "1 Dec");
  type(input, "");
  assert.deepEqual(last(), [null, ""]);
});

test("somebody else's change is shown at rest and waits for the person who types", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { control, input } = setUp();
  control.show("2026-12-01", false);
  assert.equal(input.value, "Tue 1 Dec 2026");
  type(input, "Fri");
  control.show("2026-12-02", false);
  assert.equal(input.value, "Fri");
  t.mock.timers.tick(4000);
  assert.equal(input.value, "Wed 2 Dec 2026");
});

test("what undo brings back is shown at once, even while somebody types here", () => {
  const { control, input } = setUp();
  type(input, "Fri");
  control.show("2026-12-02", true);
  assert.equal(input.value, "Wed 2 Dec 2026");
});

test("a value that is no day is shown as none", () => {
  const { control, input } = setUp();
  for (const value of [7, "2026-13-01", "soon", null, { day: 1 }]) {
    control.show(value, false);
    assert.equal(input.value, "");
  }
});

test("what a day was read from stands beside it, and a day that is over says so", () => {
  const { control, note } = setUp();
  control.show("2026-11-20", false, "last Friday");
  assert.match(note(), /from “last Friday”/);
  assert.match(note(), /in the past/);
  control.show("2026-11-23", false);
  assert.equal(note(), "");
});

test("the browser's calendar stores a day and no text", () => {
  const { host, input, last } = setUp();
  type(input, "Fri");
  one<HTMLButtonElement>(host, ".due-pick").click();
  const day = one<HTMLInputElement>(host, "input[type=date]");
  day.value = "2026-12-24";
  day.dispatchEvent(new Event("input"));
  assert.deepEqual(last(), ["2026-12-24", ""]);
  assert.equal(input.value, "Thu 24 Dec 2026");
});

test("a locked board locks the text, the calendar and the choice between two days", () => {
  const { board, host, input, sets } = setUp();
  type(input, "4/12");
  board.readonly.set(true);
  assert.equal(input.readOnly, true);
  assert.equal(one<HTMLButtonElement>(host, ".due-pick").disabled, true);
  const before = sets.length;
  all<HTMLButtonElement>(host, ".due-choice")[0]?.click();
  assert.equal(sets.length, before);
});

test("today is the day where the postmortem is, not where the browser is", () => {
  const { board, input, last } = setUp();
  board.zone.set("Pacific/Auckland");
  type(input, "today");
  assert.deepEqual(last(), ["2026-11-23", "today"]);
  board.zone.set("Pacific/Kiritimati");
  type(input, "tomorrow");
  assert.deepEqual(last(), ["2026-11-25", "tomorrow"]);
});
