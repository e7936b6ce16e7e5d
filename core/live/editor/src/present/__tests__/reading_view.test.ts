// Reading first on the shared screen: the headline says so, with the time that is left and how many have read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "../../shared/signal";
import { meetingMessage, NOW, testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import { idleScreen } from "../idle_screen";

function setUp() {
  const bench = testBoard();
  const participant = { id: "p", name: "Pia", color: "#000", role: "participant" as const };
  bench.members.set([participant]);
  const until = NOW + 90_000;
  const { connection } = bench.board;
  connection.awareness.setLocalState({ user: participant, done: `reading@${until}` });
  const screen = idleScreen(connection, signal({ code: "K7QM-4XPD", rules: [] }));
  freshHost().append(screen.element);
  const lobby = (reading_until: number | null): void =>
    bench.meeting.set({ ...meetingMessage({ status: "lobby" } as never), reading_until } as never);
  return { ...bench, screen, until, lobby, text: () => screen.element.textContent ?? "" };
}

test("the lobby says that everybody reads, how long still, and how many have", () => {
  const { screen, lobby, until, text } = setUp();
  lobby(null);
  assert.match(text(), /We begin in a moment/);
  lobby(until);
  assert.match(text(), /We read first, in silence/);
  assert.match(text(), /1:30 left to read1 of 1 has read/);
  assert.equal(/We begin in a moment|Pia/.test(text()), false);
  assert.match(text(), /K7QM-4XPD/, "whoever comes now can still join");
  screen.stop();
});

test("when the time is over it says so, and stops when reading is called off", () => {
  const { screen, lobby, now, text, until } = setUp();
  now.ms = until + 1_000;
  lobby(until);
  assert.match(text(), /The time to read is over\./);
  lobby(null);
  assert.match(text(), /We begin in a moment/);
  assert.equal(/read/.test(text()), false);
  screen.stop();
});
