// The button under the section: for participants, in the section the group is in, kept over a reload.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { MeetingMessage } from "../../connection/protocol";
import { NOW, testBoard } from "../../testing/board";
import { freshHost, one } from "../../testing/dom";
import type { SectionSchema } from "../board_context";
import { doneToggle } from "../done_toggle";

const SECTION = { id: "timeline" } as SectionSchema;

function setUp(status: MeetingMessage["status"] = "running") {
  const bench = testBoard();
  const you = { id: "me", name: "Mina", color: "#0f6b6b", role: "participant" as const };
  bench.me.set(you);
  bench.members.set([you]);
  // The real one writes into the presence, which this part reads back.
  const { awareness } = bench.board.connection;
  awareness.setLocalState({ user: you, typing: false });
  const connection = bench.board.connection as { setPresence(field: string, value: unknown): void };
  connection.setPresence = (field, value) => awareness.setLocalStateField(field, value);
  const meet = (section: string, at: number): void =>
    bench.meeting.set({ kind: "sync", status, section, section_started_at: at, plan: [], facilitators: [] } as never);
  meet("timeline", 1_000);
  const host = freshHost();
  const part = doneToggle(bench.board, SECTION);
  host.append(part.dom);
  const button = one<HTMLButtonElement>(host, "button.done");
  const text = (): string => one(host, ".done-row").textContent ?? "";
  return { ...bench, host, part, button, text, meet, awareness };
}

test("a press says it, a second one takes it back", () => {
  sessionStorage.clear();
  const { button, text, part } = setUp();
  assert.equal(button.getAttribute("aria-pressed"), "false");
  assert.equal(text(), "I’m done here");
  button.click();
  assert.equal(button.getAttribute("aria-pressed"), "true");
  assert.equal(text(), "Not done after all", "the count stands in the bar alone");
  button.click();
  assert.equal(button.getAttribute("aria-pressed"), "false");
  part.destroy();
});

test("another section asks anew, and a reload remembers", () => {
  sessionStorage.clear();
  const first = setUp();
  first.button.click();
  first.part.destroy();
  const again = setUp();
  assert.equal(again.button.getAttribute("aria-pressed"), "true", "the tab was loaded again");
  again.meet("root_cause", 2_000);
  assert.equal(again.button.hidden, true, "the group is elsewhere");
  again.meet("timeline", 3_000);
  assert.equal(again.button.hidden, false);
  assert.equal(again.button.getAttribute("aria-pressed"), "false", "a second visit");
  again.part.destroy();
});

test("facilitators, viewers and meetings that have not begun have no button", () => {
  sessionStorage.clear();
  const { me, button, part } = setUp();
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "facilitator" });
  assert.equal(button.hidden, true);
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "viewer" });
  assert.equal(button.hidden, true);
  part.destroy();
  const lobby = setUp("lobby");
  assert.equal(lobby.button.hidden, true);
  lobby.part.destroy();
});

test("what others do has nothing read or drawn anew; what this person says elsewhere on the page has", () => {
  sessionStorage.clear();
  const { button, part, awareness, meeting } = setUp();
  let read = 0;
  const get = meeting.get.bind(meeting);
  meeting.get = () => {
    read += 1;
    return get();
  };
  awareness.getStates().set(7, { user: { id: "bo", name: "Bo" }, section: "timeline" });
  awareness.emit("change", [{ added: [7], updated: [], removed: [] }, "net"]);
  assert.equal(read, 0);
  awareness.setLocalStateField("done", "timeline@1000");
  assert.equal(button.getAttribute("aria-pressed"), "true");
  part.destroy();
});

test("a person says one thing, whichever of their tabs they say it in", () => {
  sessionStorage.clear();
  const { button, part, awareness } = setUp();
  const other = new Awareness(new Y.Doc());
  clearInterval(other._checkInterval as unknown as number);
  const says = (id: string, done: string | null, at: number): void => {
    other.setLocalState({ user: { id, name: id }, done, done_at: at });
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), "server");
  };
  const pressed = (): string | null => button.getAttribute("aria-pressed");
  says("me", "timeline@1000", NOW + 1);
  assert.equal(pressed(), "true", "said in the other tab");
  says("me", null, NOW + 2);
  assert.equal(pressed(), "false", "taken back there");
  says("me", "timeline@1000", NOW + 1);
  says("somebody", "timeline@1000", NOW + 3);
  assert.equal(pressed(), "false", "what is older, and what others say, changes nothing");
  part.destroy();
  other.destroy();
});
