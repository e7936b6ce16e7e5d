// The facilitator of a meeting that stands open reads how many wait; nobody else does, and not once it has started.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as Y from "yjs";
import type { MeetingMessage } from "../../connection/protocol";
import { testConnection } from "../../testing/board";
import { RENEWED_MS, waitingNote, waitingText } from "../waiting_note";

const lobby = { status: "lobby", kind: "sync" } as MeetingMessage;

test("how many, and whole minutes once there are some", () => {
  assert.equal(waitingText(3, 59_000), "3 are here. Start when you are ready.");
  assert.equal(waitingText(3, 125_000), "3 have waited 2 min. Start when you are ready.");
});

function setUp() {
  const bench = testConnection(new Y.Doc());
  const { awareness } = bench.connection;
  awareness.setLocalState({ user: { id: "me", name: "Mina" }, view: "room" });
  const note = waitingNote(bench.connection);
  const after = (ms: number): void => {
    bench.now.ms += ms;
    mock.timers.tick(ms);
  };
  // Somebody else's tab, as the server reports it.
  const come = (id: string): void => {
    awareness.states.set(id.length + 7, { user: { id, name: id }, view: "room" });
    awareness.emit("change", [{ added: [id.length + 7], updated: [], removed: [] }, "server"]);
  };
  return { ...bench, note, after, come, text: () => note.text.get() };
}

test("half a minute after a second person came the note is there, and it counts on", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const bench = setUp();
    bench.meeting.set(lobby);
    bench.after(RENEWED_MS * 3);
    assert.equal(bench.text(), "", "whoever is alone waits for the others");
    bench.come("ana");
    bench.after(RENEWED_MS);
    assert.equal(bench.text(), "2 are here. Start when you are ready.");
    bench.come("bob-two");
    bench.after(RENEWED_MS * 3);
    assert.equal(bench.text(), "3 have waited 2 min. Start when you are ready.");
    bench.meeting.set({ ...lobby, status: "running" } as MeetingMessage);
    assert.equal(bench.text(), "");
    bench.after(RENEWED_MS * 3);
    assert.equal(bench.text(), "");
    bench.note.stop();
  } finally {
    mock.timers.reset();
  }
});

test("a participant reads nothing, until the role is theirs", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    const bench = setUp();
    bench.me.set({ id: "me", name: "Mina", color: "#000", role: "participant" });
    bench.meeting.set(lobby);
    bench.come("ana");
    bench.after(RENEWED_MS * 2);
    assert.equal(bench.text(), "");
    bench.me.set({ id: "me", name: "Mina", color: "#000", role: "facilitator" });
    bench.after(RENEWED_MS);
    assert.match(bench.text(), /^2 are here/);
    bench.note.stop();
  } finally {
    mock.timers.reset();
  }
});
