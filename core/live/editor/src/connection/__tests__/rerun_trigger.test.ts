// A panel that was drawn before this browser could hear of changes is drawn again, once, and only when it is behind.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeetingMessage, You } from "../protocol";
import { type Drawn, isBehind } from "../rerun_trigger";

const drawn: Drawn = { kind: "sync", phase: "before", version: 3, role: "participant" };
const me = (role: string): You => ({ id: "a", name: "Ana", color: "#000", role }) as You;
const meeting = (changes: Partial<MeetingMessage>): MeetingMessage =>
  ({ kind: "sync", status: "lobby", version: 3, ...changes }) as MeetingMessage;

test("what the panel shows is what there is", () => {
  assert.equal(isBehind(drawn, meeting({}), me("participant")), false);
  assert.equal(isBehind(drawn, null, null), false, "nothing is known yet");
  assert.equal(isBehind(drawn, meeting({ version: 2 }), me("participant")), false, "the socket is older");
});

test("another plan in the lobby, a start, another role, a review", () => {
  assert.equal(isBehind(drawn, meeting({ version: 4 }), me("participant")), true);
  assert.equal(isBehind(drawn, meeting({ version: 4, status: "running" }), me("participant")), true);
  assert.equal(isBehind(drawn, meeting({}), me("facilitator")), true);
  assert.equal(isBehind(drawn, meeting({ kind: "review", version: 0 }), me("participant")), true);
});

test("a step of the clock is nothing for the panel, an end is", () => {
  const going: Drawn = { ...drawn, phase: "meeting", version: null };
  assert.equal(isBehind(going, meeting({ status: "running", version: 9 }), me("participant")), false);
  assert.equal(isBehind(going, meeting({ status: "paused", version: 10 }), me("participant")), false);
  assert.equal(isBehind(going, meeting({ status: "finished", version: 11 }), me("participant")), true);
});
