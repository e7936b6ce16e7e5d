// The card of a quiet minute: who has which button, and a field in which a key never lands beside its line.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { QuietMinute, Role } from "../../connection/protocol";
import { addRow, rowsRoot } from "../../document/rows_model";
import { field, meetingMessage, section, testBoard } from "../../testing/board";
import { all, freshHost, one, press, type } from "../../testing/dom";
import { quietCard } from "../quiet_card";

const FACTORS = section("factors", [field("factors", "rows", { label: "Factors", placeholder: "What else?" })]);

const message = (more: Partial<QuietMinute> = {}): QuietMinute => ({
  type: "quiet",
  number: 1,
  status: "open",
  section: "factors",
  ends_at: null,
  left: 42,
  at_end: false,
  writers: 0,
  done: 0,
  people: 2,
  mine: false,
  shown: [],
  ...more,
});

// A timer that is left behind would keep the process of a failed test alive.
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

function setUp(role: Role = "participant", started = true) {
  const bench = testBoard([FACTORS]);
  bench.me.set({ id: "me", name: "Mina", color: "#0f6b6b", role });
  bench.board.readonly.set(role === "viewer");
  bench.meeting.set(meetingMessage({ section: "factors" }));
  const host = freshHost();
  const part = quietCard(bench.board, FACTORS, (open) => host.toggleAttribute("data-open", open));
  host.append(part.start, part.dom);
  if (started) bench.quietMessage.set(message());
  const lines = (): HTMLTextAreaElement[] => all(host, "textarea");
  const line = (at: number): HTMLTextAreaElement => lines()[at] as HTMLTextAreaElement;
  const buttons = (): string[] =>
    all<HTMLElement>(host, ".quiet-foot button, .quiet-foot label")
      .filter(({ hidden }) => !hidden)
      .map(({ textContent }) => textContent ?? "");
  endings.push(() => {
    part.destroy();
    bench.board.quiet.stop();
  });
  return { ...bench, host, part, lines, line, buttons };
}

test("each role has its own buttons, and a viewer reads counts only", () => {
  for (const [role, expected, count] of [
    ["participant", ["I’m done"], 1],
    ["facilitator", ["End it", "+30 s", "Reveal at 0:00"], 1],
    ["viewer", [], 0],
  ] as const) {
    const { buttons, lines, host } = setUp(role);
    assert.deepEqual(buttons(), expected);
    assert.equal(lines().length, count);
    assert.match(one(host, ".quiet-counts").textContent ?? "", /Nobody has written yet/);
    assert.equal(one(host, ".quiet-time").textContent, "0:42");
    assert.ok(host.hasAttribute("data-open"));
  }
});

test("what would show somebody's line is called Reveal, never Cancel", () => {
  const { buttons, quietMessage } = setUp("facilitator");
  quietMessage.set(message({ writers: 1 }));
  assert.equal(buttons()[0], "Reveal now");
});

test("the facilitator can start one where the group is, and nowhere else", () => {
  const { part, meeting, me, quietMessage } = setUp("facilitator", false);
  assert.equal(part.start.hidden, false);
  meeting.set(meetingMessage({ section: "timeline" }));
  assert.equal(part.start.hidden, true);
  meeting.set(meetingMessage({ section: "factors" }));
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "participant" });
  assert.equal(part.start.hidden, true);
  me.set({ id: "me", name: "Mina", color: "#0f6b6b", role: "facilitator" });
  quietMessage.set(message());
  assert.equal(part.start.hidden, true);
});

test("the first key makes a line without moving the field, and an empty one stands behind it", () => {
  const { line, lines, board } = setUp();
  const first = line(0);
  first.focus();
  type(first, "T");
  assert.equal(document.activeElement, first);
  assert.equal(lines()[0], first);
  assert.equal(lines().length, 2);
  press(first, "Enter");
  assert.equal(document.activeElement, line(1));
  press(line(1), "Enter");
  assert.equal(lines().length, 2, "an empty line makes no other");
  type(line(1), "Second");
  assert.deepEqual(
    board.quiet.store.lines("factors").map(({ text }) => text),
    ["T", "Second"],
  );
});

test("an emptied line goes with Backspace, a removed one with its button, and the focus stays in the card", () => {
  const { line, lines, board, host } = setUp();
  type(line(0), "One");
  type(line(1), "Two");
  type(line(1), "");
  press(line(1), "Backspace");
  assert.equal(document.activeElement, line(0));
  assert.deepEqual(
    lines().map(({ value }) => value),
    ["One", ""],
  );
  one<HTMLButtonElement>(host, ".row-remove").click();
  assert.deepEqual(
    lines().map(({ value }) => value),
    [""],
  );
  assert.deepEqual(
    board.quiet.store.lines().filter(({ text }) => text !== ""),
    [],
  );
});

test("undo and the keys of an input method are left to the field", () => {
  const { line, host } = setUp();
  let heard = 0;
  host.addEventListener("keydown", () => {
    heard += 1;
  });
  type(line(0), "One");
  press(line(0), "z", { ctrlKey: true });
  assert.equal(heard, 0, "the board would undo something of the shared document");
  press(line(0), "Enter", { isComposing: true });
  assert.equal(document.activeElement, line(0));
});

test("what is there already is shown, and every control has a name of its own", () => {
  const { doc, host, line } = setUp();
  addRow(doc, rowsRoot(doc, "factors"), {}, { id: "r1", rank: "a0", text: "<b>Prepared</b>" });
  assert.equal(one(host, ".quiet-there li").textContent, "<b>Prepared</b>");
  type(line(0), "One");
  assert.deepEqual(
    all(host, ".quiet-lines textarea, .quiet-lines button:not([hidden])").map((item) =>
      item.getAttribute("aria-label"),
    ),
    ["Factors, your line 1", "Remove your line 1", "Factors, your line 2"],
  );
});

test("when it is over nothing of the card is left", async () => {
  const { host, quietMessage, board } = setUp();
  await board.quiet.store.flush();
  quietMessage.set(message({ status: "revealed" }));
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.equal(host.querySelector(".quiet-card"), null);
  assert.ok(!host.hasAttribute("data-open"));
  assert.equal(board.quiet.card, null);
});

test("its time changes on the edge of each second, as the meeting's clock does, and is looked at no more often", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const { now, host, quietMessage } = setUp();
  quietMessage.set(message({ ends_at: now.ms + 42_300, left: null }));
  const time = one(host, ".quiet-time");
  let looks = 0;
  const asked = quietMessage.get;
  quietMessage.get = () => {
    looks += 1;
    return asked();
  };
  const pass = (ms: number): string => {
    now.ms += ms;
    t.mock.timers.tick(ms);
    return time.textContent ?? "";
  };
  assert.equal(time.textContent, "0:43");
  assert.equal(pass(297), "0:43");
  assert.equal(pass(6), "0:42");
  looks = 0;
  for (let second = 41; second > 31; second -= 1) assert.equal(pass(1000), `0:${second}`);
  assert.ok(looks <= 10, `looked at ${looks} times in ten seconds`);
});
