// Suggestions to leave a section out: who makes them, each person once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { meetingMessage, testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import type { SectionSchema } from "../board_context";
import { skipToggle, suggesters, suggestersText } from "../skip_toggle";

const tab = (id: string, skip: unknown, view = "room") => ({
  user: { id, name: id.toUpperCase(), color: "#0f6b6b" },
  skip,
  view,
});

test("each person suggests once, for one section, and a shared screen suggests nothing", () => {
  const states = [
    tab("ana", "lessons"),
    tab("ana", "lessons"),
    tab("bo", "factors"),
    tab("kim", "lessons", "present"),
    null,
    7,
  ];
  assert.deepEqual(suggesters(states, "lessons"), ["ANA"]);
  assert.deepEqual(suggesters(states, "actions"), []);
});

test("the words agree with the number", () => {
  assert.equal(suggestersText(["Ana"]), "Ana suggests");
  assert.equal(suggestersText(["Ana", "Bo"]), "Ana and Bo suggest");
  assert.equal(suggestersText(["Ana", "Bo", "Kim"]), "3 people suggest");
});

test("after the meeting nobody is asked to suggest it, and whoever decides still may", () => {
  freshHost();
  const { board, me, meeting } = testBoard();
  const toggle = skipToggle(board, { id: "lessons" } as SectionSchema);
  const facilitators = ["f"];
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "participant" });
  meeting.set(meetingMessage({ facilitators }));
  assert.equal(toggle.button.hidden, false);
  meeting.set(meetingMessage({ facilitators, status: "finished" }));
  assert.equal(toggle.button.hidden, true);
  me.set({ id: "f", name: "Fay", color: "#0f6b6b", role: "facilitator" });
  assert.equal(toggle.button.hidden, false);
  toggle.destroy();
});
