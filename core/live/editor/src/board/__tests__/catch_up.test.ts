// The card for whoever comes late or comes back, and for nobody else.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeetingMessage } from "../../connection/protocol";
import { NOW, testBoard } from "../../testing/board";
import { all, freshHost, one, type } from "../../testing/dom";
import { AWAY_MS, catchUp, isLate, whereSentence } from "../catch_up";

const meeting = (changes: Partial<MeetingMessage> = {}): MeetingMessage =>
  ({
    kind: "sync",
    status: "running",
    section: "timeline",
    plan: [
      { section: "summary", title: "Incident summary", planned: 120, seconds: 120, used: 0 },
      { section: "timeline", title: "Timeline", planned: 240, seconds: 240, used: 0 },
    ],
    deadline: NOW + 72_000,
    left: 72,
    started_at: NOW - 300_000,
    section_started_at: NOW - 100_000,
    facilitators: ["f"],
    ...changes,
  }) as MeetingMessage;

test("late is a minute after the start, back is two minutes away", () => {
  assert.equal(isLate(meeting(), NOW, AWAY_MS + 1), true);
  assert.equal(isLate(meeting(), NOW, AWAY_MS - 1), false, "a reload");
  assert.equal(isLate(meeting({ started_at: NOW - 59_000 }), NOW, 10 * AWAY_MS), false);
  assert.equal(isLate(meeting({ status: "paused" }), NOW, 10 * AWAY_MS), true);
  for (const other of [{ status: "lobby" }, { status: "finished" }, { kind: "review" }, { started_at: null }])
    assert.equal(isLate(meeting(other as Partial<MeetingMessage>), NOW, 10 * AWAY_MS), false);
});

test("where it is, how long it has, who facilitates", () => {
  assert.equal(whereSentence(meeting(), NOW, ["Mina"]), "Section 2 of 2: Timeline, 1:12 left. Mina facilitates.");
  assert.equal(
    whereSentence(meeting({ deadline: NOW - 5_000 }), NOW, ["Mina", "Bo"]),
    "Section 2 of 2: Timeline, 0:05 over its time. Mina and Bo facilitate.",
  );
  assert.match(whereSentence(meeting({ status: "paused" }), NOW, []), /Paused\. Nobody facilitates\.$/);
  assert.match(whereSentence(meeting(), NOW, ["you"]), / You facilitate\.$/);
  assert.match(whereSentence(meeting(), NOW, ["Mina", "Bo", "you"]), / Mina, Bo and you facilitate\.$/);
});

function setUp(started: number) {
  const host = freshHost();
  const bench = testBoard();
  bench.members.set([{ id: "f", name: "Fay", color: "#000", role: "facilitator" }]);
  const part = catchUp(bench.board);
  host.append(part.dom);
  bench.meeting.set(meeting({ started_at: NOW - started }));
  return { ...bench, host, part, cards: () => all(host, ".catch-up").length };
}

test("whoever comes late reads one card, and a reload shows none", () => {
  localStorage.clear();
  const late = setUp(300_000);
  assert.equal(late.cards(), 1);
  assert.match(one(late.host, ".catch-up").textContent ?? "", /Fay facilitates.*Nothing is written yet/);
  late.meeting.set(meeting({ deadline: NOW + 132_000 }));
  assert.equal(late.cards(), 1, "a minute more changes nothing but the time");
  assert.match(one(late.host, ".where").textContent ?? "", /2:12 left/);
  one<HTMLButtonElement>(late.host, ".close").click();
  assert.equal(late.cards(), 0);
  late.part.destroy();
  const again = setUp(300_000);
  assert.equal(again.cards(), 0);
  again.part.destroy();
});

test("it is gone when the group goes on or ends, and does not come back with them", () => {
  for (const next of [{ section: "summary" }, { status: "finished" }]) {
    localStorage.clear();
    const late = setUp(300_000);
    assert.equal(late.cards(), 1);
    late.meeting.set(meeting(next as Partial<MeetingMessage>));
    assert.equal(late.cards(), 0, JSON.stringify(next));
    late.meeting.set(meeting());
    assert.equal(late.cards(), 0);
    late.part.destroy();
  }
});

test("whoever begins to type needs it no more, and who was in time never sees it", () => {
  localStorage.clear();
  const late = setUp(300_000);
  const field = document.createElement("input");
  late.host.append(field);
  type(field, "x");
  assert.equal(late.cards(), 0);
  late.part.destroy();
  localStorage.clear();
  const inTime = setUp(10_000);
  assert.equal(inTime.cards(), 0);
  inTime.part.destroy();
});
