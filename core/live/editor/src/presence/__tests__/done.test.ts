// How many are done, and when the facilitator is asked: by person, by visit, without names.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as Y from "yjs";
import type { MeetingMessage, Member } from "../../connection/protocol";
import { testConnection } from "../../testing/board";
import { doneCount, doneText, isReading, mostAreDone, QUIET_MS, visitOf, watchDone } from "../done";

const member = (id: string, role: Member["role"] = "participant"): Member => ({ id, name: id, color: "#000", role });
const meeting = (changes: Partial<MeetingMessage> = {}): MeetingMessage => ({
  type: "meeting",
  version: 3,
  kind: "sync",
  status: "running",
  section: "timeline",
  plan: [],
  deadline: null,
  left: null,
  server_time: 0,
  started_at: 0,
  section_started_at: 1_000,
  facilitators: ["f"],
  behind: 0,
  skipped: [],
  ...changes,
});
const VISIT = "timeline@1000";
const tab = (id: string, done: string | null = null, more: object = {}) => ({ user: { id, name: id }, done, ...more });

test("before the meeting what was prepared can have been read, once the facilitator asked for it", () => {
  assert.equal(visitOf(meeting({ status: "lobby", section: null })), null);
  const reading = meeting({ status: "lobby", section: null, reading_until: 5_000 });
  assert.equal(visitOf(reading), "reading@5000");
  assert.equal(isReading(meeting({ reading_until: 5_000 })), false, "it has started");
  assert.equal(doneText({ done: 2, people: 5 }, true), "2 of 5 have read");
  assert.equal(doneText({ done: 1, people: 1 }, true), "1 of 1 has read");
  assert.equal(doneText({ done: 0, people: 5 }, true), "");
});

test("there is something to be done with while a meeting is in a section", () => {
  assert.equal(visitOf(meeting()), VISIT);
  assert.equal(visitOf(meeting({ status: "paused" })), VISIT);
  assert.equal(visitOf(meeting({ section_started_at: 2_000 })), "timeline@2000", "a second visit is another one");
  for (const none of [meeting({ status: "lobby" }), meeting({ status: "finished" }), meeting({ kind: "review" }), null])
    assert.equal(visitOf(none), null);
});

test("people are counted once, whatever their tabs; facilitators, viewers and screens are not", () => {
  const members = [member("a"), member("b"), member("f", "facilitator"), member("v", "viewer")];
  const states = [
    tab("a"),
    tab("a", VISIT),
    tab("b", "timeline@999"),
    tab("f", VISIT),
    tab("v", VISIT),
    tab("b", VISIT, { view: "present" }),
    tab("stranger", VISIT),
  ];
  assert.deepEqual(doneCount(states, members, VISIT), { done: 1, people: 2 });
  assert.deepEqual(doneCount(states, members, null), { done: 0, people: 2 });
});

test("states that are none count for nobody", () => {
  const odd = [null, 4, "x", [], {}, { user: null }, { user: { id: 7 } }, { user: "a", done: VISIT }];
  assert.deepEqual(doneCount(odd, [member("a")], VISIT), { done: 0, people: 0 });
});

test("the text is a count, and nothing while nobody is done", () => {
  assert.equal(doneText({ done: 0, people: 4 }), "");
  assert.equal(doneText({ done: 3, people: 4 }), "3 of 4 done");
});

test("most are two thirds", () => {
  assert.equal(mostAreDone({ done: 0, people: 0 }), false);
  assert.equal(mostAreDone({ done: 1, people: 2 }), false);
  assert.equal(mostAreDone({ done: 2, people: 3 }), true);
  assert.equal(mostAreDone({ done: 1, people: 1 }), true);
});

test("the facilitator is asked when most are done and nobody has typed for a while", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const bench = testConnection(new Y.Doc());
    bench.members.set([member("me")]);
    bench.meeting.set(meeting());
    const { awareness } = bench.connection;
    const watched = watchDone(bench.connection);
    awareness.setLocalState(tab("me", VISIT, { typing: true }));
    mock.timers.tick(QUIET_MS * 2);
    assert.deepEqual(watched.count.get(), { done: 1, people: 1 });
    assert.equal(watched.timeToMoveOn.get(), false, "somebody types");
    awareness.setLocalStateField("typing", false);
    mock.timers.tick(QUIET_MS - 1);
    assert.equal(watched.timeToMoveOn.get(), false);
    awareness.setLocalStateField("typing", true);
    awareness.setLocalStateField("typing", false);
    mock.timers.tick(QUIET_MS - 1);
    assert.equal(watched.timeToMoveOn.get(), false, "the wait begins anew after a key");
    mock.timers.tick(1);
    assert.equal(watched.timeToMoveOn.get(), true);
    bench.meeting.set(meeting({ section: "root_cause", section_started_at: 5_000 }));
    assert.equal(watched.timeToMoveOn.get(), false, "the next section begins anew");
    assert.deepEqual(watched.count.get(), { done: 0, people: 1 });
    watched.stop();
  } finally {
    mock.timers.reset();
  }
});

test("of two tabs of one person the one counts that spoke last", () => {
  const members = [member("a"), member("b")];
  const states = [
    tab("a", VISIT, { done_at: 5 }),
    tab("a", null, { done_at: 9 }),
    tab("b", null, { done_at: 5 }),
    tab("b", VISIT, { done_at: 9 }),
    tab("b"),
  ];
  assert.deepEqual(doneCount(states, members, VISIT), { done: 1, people: 2 });
  assert.deepEqual(doneCount(states.toReversed(), members, VISIT), { done: 1, people: 2 });
});
