// The vote on the shared screen: a count while it is open, dots and a line once it is revealed, and no name.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Vote } from "../../connection/protocol";
import { addRow, rowAt, rowsRoot } from "../../document/rows_model";
import { meetingMessage, testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import { voteView } from "../vote_view";

const FRAME_MS = 60;
const frame = (): Promise<void> => new Promise((done) => setTimeout(done, FRAME_MS));

function setUp() {
  const bench = testBoard();
  const { doc, board } = bench;
  for (const [place, text] of ["one", "two", "three", "four"].entries())
    addRow(doc, rowsRoot(doc, "actions"), board.connection.localOrigin, { id: `a${place}`, rank: `V${place}`, text });
  bench.meeting.set(meetingMessage({ section: "actions" }));
  const hidden: boolean[] = [];
  const host = freshHost();
  const view = voteView(host, board.connection, (now) => void hidden.push(now));
  host.append(view.element);
  const choose = (id: string): void => void rowAt(rowsRoot(doc, "actions"), id)?.map.set("chosen", true);
  const lines = (): string[] => [...view.element.querySelectorAll("li")].map((line) => line.textContent ?? "");
  return { ...bench, view, hidden, choose, lines };
}

const revealed = (more: Partial<Vote> = {}): Vote => ({
  number: 1,
  status: "revealed",
  people: 4,
  counts: { a0: 1, a1: 4, a2: 2, a3: 0 },
  tied: [],
  places: 0,
  ...more,
});

test("without a vote, and in another section, there is nothing", async () => {
  const bench = setUp();
  await frame();
  assert.equal(bench.view.element.hidden, true);
  bench.vote.set(revealed());
  bench.meeting.set(meetingMessage({ section: "lessons" }));
  await frame();
  assert.equal(bench.view.element.hidden, true);
  assert.equal(bench.hidden.at(-1), false, "the section's own content is there");
  bench.view.stop();
});

test("an open vote is a count in dots and in words", async () => {
  const bench = setUp();
  bench.vote.set({ number: 1, status: "open", people: 2, mine: [] });
  await frame();
  assert.match(bench.view.element.textContent ?? "", /2 have voted/);
  assert.equal(bench.view.element.querySelectorAll("i[data-on]").length, 2);
  assert.equal(bench.hidden.at(-1), false);
  bench.view.stop();
});

test("a revealed vote lists all by their dots, with a line under the chosen", async () => {
  const bench = setUp();
  for (const id of ["a0", "a1", "a2"]) bench.choose(id);
  bench.vote.set(revealed());
  await frame();
  assert.deepEqual(bench.lines(), ["1two4 dots", "2three2 dots", "3one1 dot", "four0 dots"]);
  assert.equal(bench.view.element.querySelector("li[data-last] .words")?.textContent, "one");
  assert.equal(bench.hidden.at(-1), true);
  bench.view.stop();
});

test("a tie is marked until the facilitator has picked", async () => {
  const bench = setUp();
  for (const id of ["a1", "a2"]) bench.choose(id);
  bench.vote.set(revealed({ counts: { a0: 1, a1: 4, a2: 2, a3: 1 }, tied: ["a0", "a3"], places: 1 }));
  await frame();
  assert.deepEqual(bench.lines(), ["1two4 dots", "2three2 dots", "onetie1 dot", "fourtie1 dot"]);
  bench.choose("a3");
  await frame();
  assert.deepEqual(bench.lines(), ["1two4 dots", "2three2 dots", "3four1 dot", "one1 dot"]);
  bench.view.stop();
});
