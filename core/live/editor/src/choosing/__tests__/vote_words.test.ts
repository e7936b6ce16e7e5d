// What the vote says in words.
import assert from "node:assert/strict";
import test from "node:test";
import type { Member } from "../../connection/protocol";
import { leftText, resultText, votedText, votersHere } from "../vote_words";

const member = (id: string, role: Member["role"]): Member => ({ id, name: id, color: "#000000", role });
const tab = (id: string, view = "room") => ({ view, user: { id, name: id } });

test("whoever may vote and is here counts once, whatever their tabs", () => {
  const members = [member("ada", "facilitator"), member("ben", "participant"), member("cleo", "viewer")];
  const states = [tab("ada"), tab("ben"), tab("ben"), tab("cleo"), tab("stranger"), null, { view: "room" }];
  assert.equal(votersHere(states, members), 2);
  assert.equal(votersHere([tab("ada", "present")], members), 0);
});

test("how many have voted, also when somebody who did has left", () => {
  assert.equal(votedText(0, 4), "Nobody has voted yet");
  assert.equal(votedText(1, 4), "1 of 4 has voted");
  assert.equal(votedText(3, 4), "3 of 4 have voted");
  assert.equal(votedText(4, 4), "4 of 4 have voted");
  assert.equal(votedText(5, 4), "5 have voted");
  assert.equal(votedText(1, 0), "1 has voted");
});

test("what is left to give", () => {
  assert.equal(leftText(3), "You have three dots to give.");
  assert.equal(leftText(2), "You have two dots left.");
  assert.equal(leftText(1), "You have one dot left.");
  assert.equal(leftText(0), "Your three dots are given. You can take one back.");
});

test("a result names a tie, and who decides it", () => {
  const vote = { number: 1, status: "revealed" as const, people: 6, counts: {}, tied: [], places: 0 };
  assert.equal(resultText(vote), "6 people voted. Those with the most dots are chosen.");
  assert.equal(resultText({ ...vote, people: 0 }), "Nobody gave a dot, so nothing changed.");
  assert.match(resultText({ ...vote, people: 1, tied: ["a", "b"], places: 1 }), /^One person voted. Two have the same/);
  assert.match(resultText({ ...vote, tied: ["a", "b", "c"], places: 2 }), /Three have .* 2 places: pick with the star/);
});
