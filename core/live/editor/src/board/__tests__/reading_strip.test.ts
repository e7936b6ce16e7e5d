// Read first: a strip for everybody while it was asked for, a button for participants, and no trace once it has started.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeetingMessage } from "../../connection/protocol";
import { testBoard } from "../../testing/board";
import { freshHost, one } from "../../testing/dom";
import { readingStrip } from "../reading_strip";

function setUp(role: "participant" | "facilitator" | "viewer" = "participant") {
  sessionStorage.clear();
  const bench = testBoard();
  const you = { id: "me", name: "Mina", color: "#000", role };
  bench.me.set(you);
  bench.members.set([you]);
  const { awareness } = bench.board.connection;
  awareness.setLocalState({ user: you, typing: false });
  const connection = bench.board.connection as { setPresence(field: string, value: unknown): void };
  connection.setPresence = (field, value) => awareness.setLocalStateField(field, value);
  const lobby = (until: number | null, status: MeetingMessage["status"] = "lobby"): void =>
    bench.meeting.set({
      kind: "sync",
      status,
      section: null,
      reading_until: until,
      plan: [],
      facilitators: [],
    } as never);
  lobby(null);
  const part = readingStrip(bench.board);
  const host = freshHost();
  host.append(part.dom);
  const button = one<HTMLButtonElement>(host, "button");
  return { ...bench, part, dom: part.dom, button, lobby, done: () => awareness.getLocalState()?.done };
}

test("it comes when it was asked for and goes when the meeting starts", () => {
  const { dom, lobby, part } = setUp();
  assert.equal(dom.hidden, true);
  lobby(5_000);
  assert.equal(dom.hidden, false);
  lobby(5_000, "running");
  assert.equal(dom.hidden, true);
  lobby(9_000);
  lobby(null);
  assert.equal(dom.hidden, true, "called off");
  part.destroy();
});

test("who has read says so, sees how many, and may take it back", () => {
  const { button, dom, lobby, part, done } = setUp();
  lobby(5_000);
  button.click();
  assert.equal(done(), "reading@5000");
  assert.equal(button.getAttribute("aria-pressed"), "true");
  assert.match(dom.textContent ?? "", /1 of 1 has read/);
  button.click();
  assert.equal(done(), null);
  assert.equal(/has read/.test(dom.textContent ?? ""), false);
  part.destroy();
});

test("asked for a second time, it is read anew", () => {
  const { button, lobby, part } = setUp();
  lobby(5_000);
  button.click();
  lobby(9_000);
  assert.equal(button.getAttribute("aria-pressed"), "false");
  part.destroy();
});

for (const role of ["facilitator", "viewer"] as const)
  test(`a ${role} reads too and is not counted`, () => {
    const { button, dom, lobby, part } = setUp(role);
    lobby(5_000);
    assert.equal(dom.hidden, false);
    assert.equal(button.hidden, true);
    part.destroy();
  });
