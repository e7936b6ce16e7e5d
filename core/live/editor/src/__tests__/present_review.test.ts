// A review's words on the shared screen, and its clock's last seconds.
import assert from "node:assert/strict";
import test from "node:test";
import { crossing, leftWords, phase, spoken, warnAt } from "../clock_math";
import { makeFollow } from "../follow";
import { counted, promised } from "../present_review";
import { sectionOf, type MeetingMsg, type Walked } from "../wire";

const one = (more: Partial<Walked>): Walked => ({ step: "action.a", words: "Alert at 80 %", owner: "Kim", promised: "Tue 1 Dec 2026", state: "open", became: "", ...more });

const meeting = (kind: "sync" | "review"): MeetingMsg => ({
  type: "meeting", version: 3, kind, status: "running", section: "action.a", plan: [{ section: "action.a", title: "Alert at 80 %", seconds: 45, used: 0 }],
  deadline: 45_000, left: 45, server_time: 0, started_at: 0, section_started_at: 0, facilitators: [], behind: 0, skipped: [],
});

test("what became of the actions is counted in words, in an order of its own", () => {
  assert.equal(counted([one({ state: "dropped" }), one({}), one({ state: "done" }), one({ state: "done" })]), "2 done, 1 dropped, 1 still open");
  assert.equal(counted([]), "");
});

test("an action tells whose it is and when it was promised, or that nobody owns it", () => {
  assert.equal(promised(one({})), "Kim · Tue 1 Dec 2026");
  assert.equal(promised(one({ owner: " ", promised: "" })), "nobody owns it");
});

test("a step of a review is warned a quarter of a minute before its end, a section a minute before", () => {
  assert.equal(phase(meeting("review"), 45), "calm");
  assert.equal(phase(meeting("review"), 15), "last_minute");
  assert.equal(phase(meeting("sync"), 45), "last_minute");
  assert.equal(crossing(15.2, 14.9, warnAt(meeting("review"))), "last_minute");
  assert.equal(crossing(60.2, 59.9, warnAt(meeting("review"))), null);
});

test("the words beside the colour tell the truth about what is left", () => {
  assert.equal(leftWords("last_minute", "Alert", 15), "last seconds for Alert");
  assert.equal(leftWords("last_minute", "Timeline"), "last minute for Timeline");
  assert.equal(spoken("last_minute", "Alert", 15), "15 seconds left for Alert.");
});

test("a step of a review is no section: a board that is open somewhere stays where it is", () => {
  assert.equal(sectionOf("action.a"), null);
  assert.equal(sectionOf("timeline"), "timeline");
  const follow = makeFollow({ now: () => 0, pending: () => 0 });
  follow.group("lessons");
  follow.group("action.a");
  assert.equal(follow.shown.get(), "lessons");
  assert.equal(follow.banner.get(), null);
});
