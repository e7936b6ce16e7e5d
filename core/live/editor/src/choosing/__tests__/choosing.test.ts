// Choosing among the actions as each person sees it: who has which button, what a dot and a star send, ideas and back.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { Role, Vote } from "../../connection/protocol";
import { isIdea, promisedRows } from "../../document/action_rows";
import { addRow, type Row, rowAt, rowsRoot } from "../../document/rows_model";
import { meetingMessage, testBoard } from "../../testing/board";
import { freshHost } from "../../testing/dom";
import { choosingBar } from "../choosing_bar";
import { ideasList } from "../ideas_list";
import { rowChoice } from "../row_choice";

interface Sent {
  path: string;
  body: Record<string, unknown>;
}

const DRAWN_MS = 200;
const sent: Sent[] = [];
const fetchBefore = globalThis.fetch;
let refusal = "";

function answer(address: unknown, request: { body: string }): Promise<Response> {
  sent.push({ path: new URL(String(address)).pathname, body: JSON.parse(request.body) as Sent["body"] });
  const status = refusal === "" ? 200 : 409;
  return Promise.resolve(new Response(JSON.stringify(refusal === "" ? {} : { sentence: refusal }), { status }));
}

afterEach(() => {
  globalThis.fetch = fetchBefore;
  sent.length = 0;
  refusal = "";
});

function setUp(role: Role = "facilitator", words: readonly string[] = ["one", "two", "three", "four"]) {
  globalThis.fetch = answer as unknown as typeof fetch;
  const bench = testBoard();
  const { doc, board } = bench;
  Object.defineProperty(document, "baseURI", { value: "http://debrief.example/room?pm=pm1", configurable: true });
  for (const [place, text] of words.entries())
    addRow(doc, rowsRoot(doc, "actions"), board.connection.localOrigin, { id: `a${place}`, rank: `V${place}`, text });
  bench.me.set({ id: "me", name: "Mina", color: "#0f6b6b", role });
  bench.members.set([{ id: "me", name: "Mina", color: "#0f6b6b", role }]);
  bench.meeting.set(meetingMessage({ section: "actions" }));
  if (role === "viewer") board.readonly.set(true);
  const host = freshHost();
  const bar = choosingBar(board);
  const ideas = ideasList(board);
  const row = (id: string): Row => rowAt(rowsRoot(doc, "actions"), id) as Row;
  const marks = words.map((_, place) => rowChoice(board)(() => row(`a${place}`)));
  host.append(bar.dom, ...marks.flatMap(({ before, beside }) => [before, beside]), ideas.dom);
  const shownButtons = (): string[] =>
    [...bar.dom.querySelectorAll("button")]
      .filter((button) => !button.hidden)
      .map((button) => button.textContent ?? "");
  const pressed = (label: string): void => {
    const found = [...host.querySelectorAll("button")].find(({ textContent }) => textContent === label);
    assert.ok(found, `a button ${label}`);
    found.click();
  };
  const dot = (place: number): HTMLButtonElement =>
    marks[place]?.beside.querySelector("button.dot") as HTMLButtonElement;
  const star = (place: number): HTMLButtonElement =>
    marks[place]?.before.querySelector("button.star") as HTMLButtonElement;
  const stop = (): void => {
    bar.destroy();
    ideas.destroy();
    for (const mark of marks) mark.destroy();
  };
  return { ...bench, host, bar, ideas, marks, row, shownButtons, pressed, dot, star, stop };
}

const open = (more: Partial<Vote> = {}): Vote => ({ number: 2, status: "open", people: 0, mine: [], ...more });
const later = (): Promise<void> => new Promise((done) => setTimeout(done, DRAWN_MS));

test("a facilitator starts a vote, reveals it and calls it off; nobody else has a button", async () => {
  const bench = setUp();
  assert.deepEqual(bench.shownButtons(), ["Start a silent vote"]);
  bench.pressed("Start a silent vote");
  bench.vote.set(open());
  assert.deepEqual(bench.shownButtons(), ["Reveal the dots", "Call the vote off"]);
  bench.pressed("Reveal the dots");
  bench.pressed("Call the vote off");
  bench.vote.set({ number: 2, status: "revealed", people: 1, counts: { a0: 1 }, tied: [], places: 0 });
  assert.deepEqual(bench.shownButtons(), ["Vote again", "Put the dots away"]);
  await later();
  assert.deepEqual(
    sent.map(({ body }) => body),
    [
      { what: "start", vote: 0 },
      { what: "reveal", vote: 2 },
      { what: "close", vote: 2 },
    ],
  );
  assert.equal(sent[0]?.path, "/live/vote/pm1");
  bench.stop();
  for (const role of ["participant", "viewer"] as const) {
    const other = setUp(role);
    assert.equal(other.bar.dom.hidden, true, "nothing to say before a vote");
    other.vote.set(open());
    assert.deepEqual(other.shownButtons(), []);
    assert.equal(other.bar.dom.hidden, false);
    other.stop();
  }
});

test("a participant gives a dot, takes it back, and reads how many are left", async () => {
  const bench = setUp("participant");
  assert.equal(bench.dot(0).hidden, true);
  bench.vote.set(open({ people: 1, mine: ["a1"] }));
  assert.equal(bench.dot(0).getAttribute("aria-pressed"), "false");
  assert.equal(bench.dot(0).getAttribute("aria-label"), "Your dot: one");
  assert.equal(bench.dot(1).getAttribute("aria-pressed"), "true");
  assert.match(bench.bar.dom.textContent ?? "", /You have two dots left\. Nobody sees/);
  bench.dot(0).click();
  bench.dot(1).click();
  await later();
  assert.deepEqual(
    sent.map(({ body }) => body),
    [
      { what: "give", vote: 2, action: "a0" },
      { what: "take", vote: 2, action: "a1" },
    ],
  );
  bench.vote.set(open({ mine: ["a0", "a1", "a2"] }));
  assert.equal(bench.dot(3).dataset.noneLeft, "true");
  assert.equal(bench.dot(2).dataset.noneLeft, undefined);
  bench.stop();
});

test("what the server refuses is said", async () => {
  const bench = setUp("participant");
  bench.vote.set(open());
  refusal = "Your three dots are given. Take one back first.";
  bench.dot(0).click();
  await later();
  assert.deepEqual(
    bench.told.map(({ sentence }) => sentence),
    [refusal],
  );
  bench.stop();
});

test("a viewer sees no dot to give, and the counts when they are revealed", () => {
  const bench = setUp("viewer");
  bench.vote.set(open());
  assert.equal(bench.dot(0).hidden, true);
  bench.vote.set({ number: 2, status: "revealed", people: 3, counts: { a0: 3, a1: 1 }, tied: ["a1"], places: 1 });
  const counts = bench.marks.map(({ beside }) => beside.querySelector(".dots-got")?.textContent);
  assert.deepEqual(counts, ["●●●3 dots", "●1 dot", "0 dots", "0 dots"]);
  assert.ok(bench.marks[1]?.beside.querySelector(".dots-got[data-tied]"), "a tie is marked");
  bench.stop();
});

test("an empty row and one that was decided against get no dot", () => {
  const bench = setUp("participant", ["one", "", "Won't do, because the queue goes away soon"]);
  bench.vote.set(open());
  assert.deepEqual(
    [0, 1, 2].map((place) => bench.dot(place).hidden),
    [false, true, true],
  );
  bench.stop();
});

test("a star is a facilitator's button and everybody's sign, and rests while others vote", async () => {
  const bench = setUp();
  assert.equal(bench.star(0).hidden, false);
  assert.equal(bench.star(0).getAttribute("aria-label"), "Chosen: one");
  bench.row("a1").map.set("chosen", true);
  for (const mark of bench.marks) mark.draw();
  assert.deepEqual(
    [0, 1].map((place) => bench.star(place).getAttribute("aria-pressed")),
    ["false", "true"],
  );
  bench.star(0).click();
  bench.star(1).click();
  await later();
  assert.deepEqual(
    sent.map(({ body }) => body),
    [
      { what: "choose", action: "a0" },
      { what: "let_go", action: "a1" },
    ],
  );
  bench.vote.set(open());
  assert.equal(bench.star(0).hidden, true);
  bench.vote.set(null);
  bench.me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "participant" });
  const signs = bench.marks.map(({ before }) => (before.querySelector(".chosen") as HTMLElement).hidden);
  assert.deepEqual(signs, [true, false, true, true]);
  assert.ok(bench.star(1).hidden);
  bench.stop();
});

test("the rest goes to the ideas with one click, comes back with one, and with one undo", async () => {
  const bench = setUp();
  bench.row("a1").map.set("chosen", true);
  await later();
  assert.deepEqual(bench.shownButtons(), ["Start a silent vote", "Move the other 3 to the ideas"]);
  bench.pressed("Move the other 3 to the ideas");
  await later();
  assert.deepEqual(
    promisedRows(bench.doc).map(({ id }) => id),
    ["a1"],
  );
  assert.match(bench.ideas.dom.textContent ?? "", /3 ideas/);
  bench.pressed("Bring back");
  assert.equal(isIdea(bench.row("a0")), false);
  assert.match(bench.ideas.dom.textContent ?? "", /2 ideas/);
  const [first] = bench.told;
  assert.equal(first?.sentence, "3 actions are ideas now. They stand under the list.");
  first?.act?.run();
  await later();
  assert.equal(promisedRows(bench.doc).length, 4);
  assert.equal((bench.ideas.dom as HTMLElement).hidden, true);
  bench.stop();
});

test("while dots tie for a place, the others are not moved away; once it is picked they may be", async () => {
  const bench = setUp();
  for (const id of ["a0", "a1"]) bench.board.edit(() => bench.row(id).map.set("chosen", true));
  bench.vote.set({ number: 2, status: "revealed", people: 2, counts: {}, tied: ["a2", "a3"], places: 1 });
  await later();
  assert.equal(
    bench.shownButtons().some((label) => label.startsWith("Move the other")),
    false,
  );
  bench.board.edit(() => bench.row("a3").map.set("chosen", true));
  await later();
  assert.equal(bench.shownButtons().includes("Move the other one to the ideas"), true);
  bench.stop();
});

test("before anything is chosen, and after the end, nothing can be moved", async () => {
  const bench = setUp();
  assert.equal(
    bench.shownButtons().some((label) => label.startsWith("Move")),
    false,
  );
  bench.row("a1").map.set("chosen", true);
  bench.meeting.set(meetingMessage({ status: "finished" }));
  await later();
  assert.deepEqual(bench.shownButtons(), []);
  assert.equal(bench.star(0).hidden, true);
  bench.stop();
});
