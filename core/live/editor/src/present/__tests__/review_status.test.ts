// A review's words on the shared screen, and its clock's last seconds.
import assert from "node:assert/strict";
import test from "node:test";
import { crossedThreshold, phaseOf, remainingText, spokenText, warnAt } from "../../clock/clock_math";
import { type MeetingMessage, type ReviewAction, sectionOf } from "../../connection/protocol";
import { makeSectionFollower } from "../../connection/section_follower";
import { currentOutcome, outcomeCounts, ownerAndDue } from "../review_status";

const item = (more: Partial<ReviewAction>): ReviewAction => ({
  step: "action.a",
  words: "Alert at 80 %",
  owner: "Kim",
  promised: "Tue 1 Dec 2026",
  due: "Tue 1 Dec 2026",
  done_when: "",
  state: "open",
  said: "",
  became: "",
  ...more,
});

const meeting = (kind: "sync" | "review"): MeetingMessage => ({
  type: "meeting",
  version: 3,
  kind,
  status: "running",
  section: "action.a",
  plan: [{ section: "action.a", title: "Alert at 80 %", planned: 45, seconds: 45, used: 0 }],
  deadline: 45_000,
  left: 45,
  server_time: 0,
  started_at: 0,
  section_started_at: 0,
  facilitators: [],
  behind: 0,
  skipped: [],
});

test("what became of the actions is counted in words, in an order of its own", () => {
  assert.equal(
    outcomeCounts([item({ state: "dropped" }), item({}), item({ state: "done" }), item({ state: "done" })]),
    "2 done, 1 dropped, 1 still open",
  );
  assert.equal(outcomeCounts([]), "");
});

test("an action tells whose it is and when it is due, or that nobody owns it", () => {
  assert.equal(ownerAndDue(item({})), "Kim · Tue 1 Dec 2026");
  assert.equal(ownerAndDue(item({ owner: " ", promised: "" })), "nobody owns it");
});

test("a step of a review is warned a quarter of a minute before its end, a section a minute before", () => {
  assert.equal(phaseOf(meeting("review"), 45), "calm");
  assert.equal(phaseOf(meeting("review"), 15), "last_minute");
  assert.equal(phaseOf(meeting("sync"), 45), "last_minute");
  assert.equal(crossedThreshold(15.2, 14.9, warnAt(meeting("review"))), "last_minute");
  assert.equal(crossedThreshold(60.2, 59.9, warnAt(meeting("review"))), null);
});

test("the words beside the colour tell the truth about what is left", () => {
  assert.equal(remainingText("last_minute", "Alert", 15), "last seconds for Alert");
  assert.equal(remainingText("last_minute", "Timeline"), "last minute for Timeline");
  assert.equal(spokenText("last_minute", "Alert", 15), "15 seconds left for Alert.");
});

test("a step of a review is no section: a board that is open somewhere stays where it is", () => {
  assert.equal(sectionOf("action.a"), null);
  assert.equal(sectionOf("timeline"), "timeline");
  const follow = makeSectionFollower({ now: () => 0, pending: () => 0 });
  follow.groupMoved("lessons");
  follow.groupMoved("action.a");
  assert.equal(follow.shown.get(), "lessons");
  assert.equal(follow.banner.get(), null);
});

test("the shared screen says what became of the action in view, and of no other", () => {
  const walk = [item({ became: "Done: seen on Tuesday", state: "done" }), item({ step: "action.b" })];
  const review = { walk, again: "Would it happen again today? No.", answer: "no", because: "", note: "" };
  assert.deepEqual(currentOutcome(meeting("review"), review), { text: "Done: seen on Tuesday", state: "done" });
  assert.deepEqual(currentOutcome({ ...meeting("review"), section: "action.b" }, review), {
    text: "No answer yet",
    state: "open",
  });
  assert.equal(currentOutcome({ ...meeting("review"), section: "review.again" }, review).text, review.again);
});
