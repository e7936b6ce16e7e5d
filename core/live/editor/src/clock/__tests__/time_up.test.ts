// When a section's time is over, whoever facilitates gets two more choices; parking a topic moves the group on once.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as Y from "yjs";
import type { MeetingMessage } from "../../connection/protocol";
import { rowsIn, rowsRoot } from "../../document/rows_model";
import { testConnection } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import { timeUp } from "../time_up";
import { timeUpChoices } from "../time_up_choices";

const PLAN = [
  { section: "summary", title: "Incident summary", seconds: 60 },
  { section: "timeline", title: "Timeline", seconds: 60 },
];

function running(now: number, left: number, section = "summary", more: object = {}): MeetingMessage {
  const message = { status: "running", kind: "sync", version: 3, plan: PLAN, section, deadline: now + left * 1000 };
  return { ...message, left: null, ...more } as unknown as MeetingMessage;
}

function leading() {
  const bench = testConnection(new Y.Doc());
  bench.me.set({ id: "me", name: "Mina", color: "#000", role: "facilitator" });
  const pressed: string[] = [];
  bench.connection.commands.subscribe((command) => pressed.push(command));
  return { ...bench, pressed };
}

test("the choices come at the moment itself, and go when a minute is given", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const bench = leading();
    const time = timeUp(bench.connection);
    bench.meeting.set(running(bench.now.ms, 30));
    assert.equal(time.up.get(), false);
    bench.now.ms += 29_000;
    mock.timers.tick(29_000);
    assert.equal(time.up.get(), false);
    bench.now.ms += 1_000;
    mock.timers.tick(1_000);
    assert.equal(time.up.get(), true);
    bench.meeting.set(running(bench.now.ms, 60));
    assert.equal(time.up.get(), false);
    time.stop();
  } finally {
    mock.timers.reset();
  }
});

for (const [name, change] of [
  ["a participant", { role: "participant" }],
  ["a review", { kind: "review" }],
  ["the lobby", { status: "lobby", deadline: null }],
  ["a finished meeting", { status: "finished", deadline: null }],
] as const) {
  test(`${name} has no such choices`, () => {
    const bench = leading();
    if ("role" in change) bench.me.set({ id: "me", name: "Mina", color: "#000", role: change.role });
    const time = timeUp(bench.connection);
    bench.meeting.set(running(bench.now.ms, -5, "summary", "role" in change ? {} : change));
    assert.equal(time.up.get(), false);
    time.stop();
  });
}

test("a pause in overtime still offers them", () => {
  const bench = leading();
  const time = timeUp(bench.connection);
  bench.meeting.set(running(bench.now.ms, 0, "summary", { status: "paused", deadline: null, left: -12 }));
  assert.equal(time.up.get(), true);
  time.stop();
});

function opened(section = "summary") {
  const bench = leading();
  const choices = timeUpChoices(bench.connection);
  freshHost().append(choices.buttons, choices.panel);
  bench.meeting.set(running(bench.now.ms, -5, section));
  const input = choices.panel.querySelector("input") as HTMLInputElement;
  const park = choices.buttons.querySelector<HTMLButtonElement>(".park") as HTMLButtonElement;
  const submit = (text: string): void => {
    input.value = text;
    choices.panel.dispatchEvent(new Event("submit", { cancelable: true }));
  };
  const parked = () =>
    rowsIn(rowsRoot(bench.connection.doc, "parking")).map((row) => [row.text.toString(), row.map.get("from")]);
  return { ...bench, choices, input, park, submit, parked };
}

test("two minutes more are one press", () => {
  const bench = opened();
  assert.equal(bench.choices.buttons.hidden, false);
  bench.choices.buttons.querySelector<HTMLButtonElement>(".two")?.click();
  assert.deepEqual(bench.pressed, ["more2"]);
  bench.choices.destroy();
});

test("a parked topic stands among the parked ones of its section, and the group moves on", () => {
  const bench = opened();
  bench.park.click();
  assert.equal(bench.choices.panel.hidden, false);
  assert.match(bench.choices.panel.textContent ?? "", /open in “Incident summary”.*go on to Timeline/s);
  bench.submit("  Who owns the runbook?  ");
  assert.deepEqual(bench.parked(), [["Who owns the runbook?", "summary"]]);
  assert.deepEqual(bench.pressed, ["next"]);
  assert.equal(bench.choices.panel.hidden, true);
  assert.equal(bench.input.value, "");
  bench.choices.destroy();
});

test("nothing is parked without words", () => {
  const bench = opened();
  bench.park.click();
  bench.submit("   ");
  assert.deepEqual([bench.parked(), bench.pressed], [[], []]);
  assert.equal(bench.choices.panel.hidden, false);
  bench.choices.destroy();
});

test("when somebody else has moved the group on, parking does not move it once more", () => {
  const bench = opened();
  bench.park.click();
  bench.input.value = "Typed so far";
  bench.meeting.set(running(bench.now.ms, 60, "timeline"));
  assert.equal(bench.choices.panel.hidden, false, "what is being typed is not thrown away");
  bench.submit("Typed so far, and on");
  assert.deepEqual(bench.parked(), [["Typed so far, and on", "summary"]]);
  assert.deepEqual(bench.pressed, []);
  bench.choices.destroy();
});

test("in the last section a topic is parked and nothing follows", () => {
  const bench = opened("timeline");
  bench.park.click();
  assert.equal(bench.choices.panel.querySelector(".confirm")?.textContent, "Park it");
  bench.submit("For next week");
  assert.deepEqual([bench.parked().length, bench.pressed.length], [1, 0]);
  bench.choices.destroy();
});

test("Escape closes the panel and keeps the words", () => {
  const bench = opened();
  bench.park.click();
  bench.input.value = "Half a thought";
  bench.choices.panel.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  assert.equal(bench.choices.panel.hidden, true);
  bench.park.click();
  assert.equal(bench.input.value, "Half a thought");
  bench.choices.destroy();
});
