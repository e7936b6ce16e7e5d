// What the room's bar says about where the meeting is.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeetingMessage } from "../../connection/protocol";
import { shortStatus, whereText } from "../clock_math";

const meeting = (more: Partial<MeetingMessage> = {}): MeetingMessage => ({
  type: "meeting",
  version: 3,
  kind: "sync",
  status: "running",
  section: "timeline",
  plan: [
    { section: "summary", title: "Incident summary", seconds: 120, planned: 120, used: 120 },
    { section: "timeline", title: "Timeline", seconds: 240, planned: 240, used: 0 },
    { section: "actions", title: "Action items", seconds: 240, planned: 240, used: 0 },
  ],
  deadline: 0,
  left: 240,
  server_time: 0,
  started_at: 0,
  section_started_at: 0,
  facilitators: [],
  behind: 0,
  skipped: [],
  ...more,
});

test("the place and who leads, for those who do not lead themselves", () => {
  assert.equal(whereText(meeting(), []), "Timeline · 2 of 3");
  assert.equal(whereText(meeting(), ["Mina"]), "Timeline · 2 of 3 · Mina leads");
  assert.equal(whereText(meeting(), ["Mina", "Bo"]), "Timeline · 2 of 3 · Mina and Bo lead");
  assert.equal(whereText(meeting(), ["Mina", "Bo", "Li"]), "Timeline · 2 of 3 · 3 people lead");
});

test("before the start and after the end there is no section", () => {
  assert.equal(whereText(meeting({ status: "lobby", section: null }), []), "not started");
  assert.equal(whereText(meeting({ status: "lobby", section: null }), ["Mina"]), "not started · Mina leads");
  assert.equal(whereText(meeting({ status: "finished", section: null }), ["Mina"]), "the meeting is over");
  assert.equal(whereText(meeting({ status: "finished", kind: "review", section: null }), []), "the review is over");
});

test("a word beside the colour in each state that needs one", () => {
  assert.equal(shortStatus("calm"), "");
  assert.equal(shortStatus("last_minute"), "last minute");
  assert.equal(shortStatus("last_minute", 15), "last seconds");
  assert.equal(shortStatus("overtime"), "over time");
  assert.equal(shortStatus("paused"), "paused");
});
