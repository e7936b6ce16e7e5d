// The next section is drawn ahead, a little at a time and on no page: it stays what the document says, it is there when the
// group comes to it, and nothing of it is made where it would not be shown or might be somebody's own words.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import type { SectionId } from "../../connection/protocol";
import { addRow, rankAtEnd, rowAt, rowsRoot } from "../../document/rows_model";
import { field, meetingMessage, section, testBoard } from "../../testing/board";
import { all, freshHost } from "../../testing/dom";
import { laterParts } from "../late_parts";
import { nextFields } from "../next_fields";
import { sectionFields } from "../section_fields";
import { sectionView } from "../section_view";

const SECTIONS = [
  section("summary", [field("summary.impact", "prose")]),
  section("timeline", [field("timeline", "rows"), field("lessons.lucky", "prose")]),
];
const OTHERS = { other: "tab" };
/** Longer than it waits before the first step. */
const BEGUN_MS = 3500;
const STEP_MS = 50;

await laterParts.load();

type TestContext = Parameters<Parameters<typeof test>[1]>[0];

function setUp(t: TestContext, rows = 5) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const bench = testBoard(SECTIONS);
  const root = rowsRoot(bench.doc, "timeline");
  const add = (id: string, origin: object = OTHERS) =>
    addRow(bench.doc, root, origin, { id, rank: rankAtEnd(root), text: `Step ${id}` });
  for (let n = 0; n < rows; n += 1) add(`r${n}`);
  bench.meeting.set(meetingMessage());
  const made: string[] = [];
  const next = nextFields(
    bench.board,
    (item) => {
      made.push(item.id);
      return sectionFields(bench.board, item);
    },
    (fn) => fn(),
  );
  // One step after the other, as timers that begin in between are to be heard of in their turn.
  const tick = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += STEP_MS) t.mock.timers.tick(STEP_MS);
  };
  const take = (id: SectionId = "timeline") => next.take(id);
  return { ...bench, next, made, root, add, tick, take };
}

const rowsIn = (dom: HTMLElement | undefined): number => (dom ? all(dom, ".row[data-row]").length : 0);

test("it is drawn after a while, two rows in a step, and all of it in the end", (t) => {
  const { board, made, tick, take } = setUp(t);
  tick(1000);
  assert.deepEqual(made, []);
  const sizes = new Set<number>();
  for (let ms = 1000; ms < BEGUN_MS + 20 * STEP_MS; ms += STEP_MS) {
    tick(STEP_MS);
    sizes.add(board.editors.size);
  }
  assert.deepEqual([...sizes], [0, 2, 4, 5, 6]);
  assert.deepEqual(made, ["timeline"]);
  assert.equal(board.editors.size, 6, "five rows and the prose");
  const fields = take();
  assert.equal(rowsIn(fields?.dom), 5);
  assert.equal(fields?.drawSome(), false);
});

test("nothing of it is on the page until the section is shown", (t) => {
  const { board, tick, take } = setUp(t);
  tick(BEGUN_MS + 20 * STEP_MS);
  assert.equal(all(document.body, '[data-field="timeline"]').length, 0);
  const fields = take();
  assert.ok(fields);
  const host = freshHost();
  const view = sectionView(board, SECTIONS[1] as (typeof SECTIONS)[number], fields);
  host.append(view.dom);
  assert.equal(rowsIn(host), 5);
  assert.equal(all(host, "[data-field]").length, 2);
  view.destroy();
  assert.equal(board.editors.size, 0);
});

test("who comes in the middle of it finds the whole section, each row once", (t) => {
  const { board, tick, take } = setUp(t);
  while (board.editors.size === 0) tick(STEP_MS);
  const fields = take();
  assert.equal(rowsIn(fields?.dom), 2);
  const view = sectionView(board, SECTIONS[1] as (typeof SECTIONS)[number], fields ?? assert.fail());
  const shown = all(view.dom, ".row[data-row]").map((row) => row.dataset.row);
  assert.deepEqual(shown, ["r0", "r1", "r2", "r3", "r4"]);
  tick(1000);
  assert.equal(rowsIn(view.dom), 5);
});

test("what others write meanwhile stands in it, and rows that they add and remove come and go", (t) => {
  const { doc, root, tick, take } = setUp(t);
  tick(BEGUN_MS + 20 * STEP_MS);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const theirs = rowsRoot(other, "timeline");
  addRow(other, theirs, OTHERS, { id: "late", rank: rankAtEnd(theirs), text: "Found late" });
  rowAt(theirs, "r0")?.text.insert(0, "First: ");
  rowAt(theirs, "r1")?.map.set("removed", true);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)), "the server");
  assert.equal(root.size, 6);
  const { dom } = take() ?? assert.fail();
  const shown = all(dom, ".row[data-row]").map((row) => row.dataset.row);
  assert.deepEqual(shown, ["r0", "r2", "r3", "r4", "late"]);
  assert.match(dom.textContent ?? "", /First: Step r0/);
});

test("what this tab writes there has it made anew, as hints are about one's own words", (t) => {
  const { board, made, add, tick, take } = setUp(t);
  tick(BEGUN_MS + 20 * STEP_MS);
  board.doc.transact(() => board.facts.set("title", "Another"), board.connection.localOrigin);
  assert.ok(board.editors.size > 0, "elsewhere is not there");
  add("mine", board.connection.localOrigin);
  assert.equal(board.editors.size, 0);
  assert.equal(take(), null);
  tick(BEGUN_MS + 20 * STEP_MS);
  assert.deepEqual(made, ["timeline", "timeline"]);
  assert.equal(rowsIn(take()?.dom), 6);
});

test("nothing is drawn ahead before the meeting, after it, or for who looks at another section", (t) => {
  for (const [status, at, shown] of [
    ["lobby", null, "summary"],
    ["finished", null, "summary"],
    ["running", "summary", "factors"],
    ["running", "timeline", "timeline"],
  ] as const) {
    const { board, meeting, made, tick } = setUp(t);
    meeting.set(meetingMessage({ status, section: at }));
    board.connection.focusSection.set(shown);
    tick(BEGUN_MS);
    assert.deepEqual(made, [], `${status}, ${shown}`);
    t.mock.timers.reset();
  }
});

test("a section that is left out, or was shown here before, is not drawn ahead", (t) => {
  const left = setUp(t);
  const plan = meetingMessage().plan.map((item) => ({ ...item, skipped: item.section === "timeline" }));
  left.meeting.set(meetingMessage({ plan }));
  left.tick(BEGUN_MS);
  assert.deepEqual(left.made, []);
  t.mock.timers.reset();
  const back = setUp(t);
  back.board.connection.focusSection.set("timeline");
  back.board.connection.focusSection.set("summary");
  back.tick(BEGUN_MS);
  assert.deepEqual(back.made, []);
});

test("a group that goes elsewhere leaves nothing behind, and neither does a board that is gone", (t) => {
  const { board, meeting, next, tick, take } = setUp(t);
  tick(BEGUN_MS);
  assert.ok(board.editors.size > 0);
  meeting.set(meetingMessage({ section: "timeline" }));
  tick(BEGUN_MS);
  assert.equal(board.editors.size, 0, "who stays behind does not come to it by a Next");
  assert.equal(take(), null);
  meeting.set(meetingMessage());
  tick(BEGUN_MS);
  assert.ok(board.editors.size > 0);
  next.destroy();
  assert.equal(board.editors.size, 0);
  tick(BEGUN_MS);
  assert.equal(board.editors.size, 0);
});

test("a very long list is drawn ahead in part", (t) => {
  const { board, tick } = setUp(t, 200);
  tick(BEGUN_MS + 200 * STEP_MS);
  assert.ok(board.editors.size >= 100 && board.editors.size <= 120, String(board.editors.size));
});
