// What the clock shows, second by second: no screen may stand still at zero or a second beside the others.
import assert from "node:assert/strict";
import test from "node:test";
import type { MeetingMessage, PlanItem, SectionId } from "../../connection/protocol";
import {
  amountText,
  behindNow,
  behindText,
  clockText,
  crossedThreshold,
  currentItem,
  endsAt,
  localTime,
  phaseOf,
  readingLeft,
  restingClock,
  ringShare,
  secondsLeft,
  segments,
  tabTitle,
  untilNextSecond,
  upcomingItems,
  wholeSeconds,
} from "../clock_math";

const PLAN: [SectionId, string, number][] = [
  ["summary", "Incident summary", 120],
  ["timeline", "Timeline", 240],
  ["root_cause", "Root cause", 300],
  ["factors", "Contributing factors", 120],
  ["actions", "Action items", 240],
  ["lessons", "Lessons learned", 120],
  ["follow_up", "Follow-up", 60],
];
const T = Date.UTC(2026, 10, 23, 14, 0, 0);

function meeting(changes: Partial<MeetingMessage> = {}, used: Partial<Record<SectionId, number>> = {}): MeetingMessage {
  const plan: PlanItem[] = PLAN.map(([section, title, seconds]) => ({
    section,
    title,
    planned: seconds,
    seconds,
    used: used[section] ?? 0,
  }));
  return {
    type: "meeting",
    version: 3,
    kind: "sync",
    status: "running",
    section: "timeline",
    plan,
    deadline: T + 240_000,
    left: 240,
    server_time: T,
    started_at: T - 120_000,
    section_started_at: T,
    facilitators: [],
    behind: 0,
    skipped: [],
    ...changes,
  };
}

test("running time is the distance to the deadline, and goes below zero", () => {
  assert.equal(secondsLeft(meeting(), T + 99_000), 141);
  assert.equal(secondsLeft(meeting(), T + 282_000), -42);
});

test("a paused clock stands still whatever the hour is", () => {
  const paused = meeting({ status: "paused", deadline: null, left: 88.2 });
  assert.equal(secondsLeft(paused, T + 10_000), 88.2);
  assert.equal(secondsLeft(paused, T + 9_999_000), 88.2);
  assert.equal((endsAt(paused, T + 1000) ?? 0) - (endsAt(paused, T) ?? 0), 1000);
});

test("nothing runs in the lobby and after the end", () => {
  for (const status of ["lobby", "finished"] as const) {
    const still = meeting({ status, section: null, deadline: null, left: null });
    assert.equal(secondsLeft(still, T), null);
    assert.equal(endsAt(still, T), null);
    assert.equal(tabTitle(still, null), null);
  }
});

test("digits are read at a glance: minutes, two seconds, a plus in overtime", () => {
  assert.equal(clockText(141), "2:21");
  assert.equal(clockText(5), "0:05");
  assert.equal(clockText(0), "0:00");
  assert.equal(clockText(-42), "+0:42");
  assert.equal(clockText(-741), "+12:21");
  assert.equal(clockText(1200), "20:00");
  assert.equal(clockText(-5999), "+99:59");
  assert.equal(clockText(-50179), "+13:56:19");
});

test("zero is shown when the time is over and overtime a second later, without a negative zero", () => {
  assert.equal(wholeSeconds(0.4), 1);
  assert.ok(Object.is(wholeSeconds(0), 0));
  assert.ok(Object.is(wholeSeconds(-0.4), 0));
  assert.equal(wholeSeconds(-1), -1);
  assert.equal(wholeSeconds(-1.5), -1);
});

test("the next tick comes just after the second turns over, never in a storm", () => {
  for (const left of [141.0, 140.999, 140.5, 0.25, 0, -0.3, -12.75]) {
    const wait = untilNextSecond(left);
    assert.ok(wait >= 15 && wait <= 1016, `${left} waits ${wait}`);
    if (wait > 15) assert.equal(wholeSeconds(left - wait / 1000), wholeSeconds(left) - 1, `after ${left}`);
  }
});

test("the last minute has its own phase, and overtime another", () => {
  assert.equal(phaseOf(meeting(), 61), "calm");
  assert.equal(phaseOf(meeting(), 60), "last_minute");
  assert.equal(phaseOf(meeting(), 0.2), "last_minute");
  assert.equal(phaseOf(meeting(), -1), "overtime");
  assert.equal(phaseOf(meeting({ status: "paused" }), 30), "paused");
  assert.equal(phaseOf(meeting({ status: "lobby" }), null), "idle");
  assert.equal(phaseOf(meeting({ status: "finished" }), null), "finished");
});

test("the sound comes when one minute or the end is passed, not when a section starts below it", () => {
  assert.equal(crossedThreshold(60.4, 59.9), "last_minute");
  assert.equal(crossedThreshold(null, 60), null);
  assert.equal(crossedThreshold(45, 44), null);
  assert.equal(crossedThreshold(0.3, -0.1), "overtime");
  assert.equal(crossedThreshold(90, -3), "overtime");
  assert.equal(crossedThreshold(-3, -4), null);
  assert.equal(crossedThreshold(20, 80), null);
});

test("the end is now, what is left here, and what is to come", () => {
  assert.equal(endsAt(meeting(), T), T + (240 + 300 + 120 + 240 + 120 + 60) * 1000);
  assert.equal(endsAt(meeting(), T + 300_000), T + 300_000 + 840_000);
  assert.equal(endsAt(meeting({}, { root_cause: 100 }), T), T + (240 + 740) * 1000);
  assert.deepEqual(
    upcomingItems(meeting({ section: "lessons" })).map((item) => item.section),
    ["follow_up"],
  );
});

test("being behind grows by itself in overtime and stands still before it and in a pause", () => {
  const running = meeting({ behind: 10 });
  assert.equal(behindNow(running, T + 200_000), 10);
  assert.equal(behindNow(running, T + 270_000), 40);
  assert.equal(behindNow(meeting({ behind: 10, status: "paused", deadline: null }), T + 270_000), 10);
  const late = meeting({ behind: 25, deadline: T - 20_000 });
  assert.equal(behindNow(late, T + 5000), 30);
});

test("the plan is what was planned, not what was given or taken since", () => {
  const over = meeting({ status: "finished", section: "follow_up" });
  const shorter = {
    ...over,
    plan: over.plan.map((item, i) => (i < 3 ? { ...item, seconds: item.seconds - 60 } : item)),
  };
  assert.equal(restingClock(shorter, T).label, "used of 20:00, finished");
});

test("ahead and behind are words with an amount, and a breath is on time", () => {
  assert.equal(behindText(40), "0:40 behind");
  assert.equal(behindText(-75), "1:15 ahead");
  assert.equal(behindText(14), "on time");
  assert.equal(behindText(-3), "on time");
  assert.equal(amountText(-62.4), "1:02");
});

test("the ring empties and fills again in overtime", () => {
  assert.equal(ringShare(240, 240), 1);
  assert.equal(ringShare(60, 240), 0.25);
  assert.equal(ringShare(0, 240), 0);
  assert.equal(ringShare(-60, 240), 0.25);
  assert.equal(ringShare(-9999, 240), 1);
  assert.equal(ringShare(null, 240), 1);
});

test("the strip knows what is done, where we are and what was skipped", () => {
  const strip = segments(meeting({ skipped: ["factors"] }, { summary: 130 }), T + 120_000);
  assert.deepEqual(
    strip.map((part) => part.state),
    ["done", "now", "next", "skipped", "next", "next", "next"],
  );
  assert.equal(strip[1]?.share, 0.5);
  assert.equal(strip[0]?.share, 1);
  assert.ok(segments(meeting({ status: "finished", section: null }), T).every((part) => part.state === "done"));
});

test("the browser tab tells the time left, the section and the name", () => {
  assert.equal(tabTitle(meeting(), 141), "2:21 Timeline – Debrief");
  assert.equal(tabTitle(meeting(), -42), "+0:42 Timeline – Debrief");
  assert.equal(tabTitle(meeting({ status: "paused" }), 141), "Paused 2:21 Timeline – Debrief");
});

test("before the start stands the plan, after the end the time used", () => {
  assert.equal(restingClock(meeting({ status: "lobby", section: null }), T).whole, 1200);
  const over = restingClock(meeting({ status: "finished", section: null }, { summary: 100, timeline: 200.4 }), T);
  assert.equal(over.whole, 300);
  assert.match(over.label, /20:00/);
});

test("in the lobby the time to read counts down to zero and no further, once it was asked for", () => {
  const lobby = meeting({ status: "lobby", section: null, reading_until: T + 90_000 });
  assert.deepEqual(restingClock(lobby, T), { whole: 90, label: "left to read" });
  assert.deepEqual(restingClock(lobby, T + 90_000), { whole: 0, label: "read, then start" });
  assert.equal(readingLeft(lobby, T + 900_000), 0);
  assert.equal(readingLeft(meeting({ status: "lobby", section: null }), T), null);
  assert.equal(readingLeft(meeting({ reading_until: T + 90_000 }), T), null, "the meeting has started");
});

test("the end is told in the reader's own time", () => {
  assert.equal(localTime(T, "UTC"), "14:00");
  assert.equal(localTime(T, "Asia/Kolkata"), "19:30");
  assert.equal(currentItem(meeting())?.title, "Timeline");
});
