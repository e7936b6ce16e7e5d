// Suggestions to leave a section out: who makes them, each person once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { suggesters, suggestersText } from "../skip_toggle";

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
