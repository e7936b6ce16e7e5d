// What is noted for later stands under every section: the same editors, and what is written in them belongs to the section
// that is shown at that moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EditorView } from "@codemirror/view";
import { addRow, rankAtEnd, rowsIn, rowsRoot } from "../../document/rows_model";
import { closerLookOf } from "../../hints/closer_look";
import type { HintQuery } from "../../hints/hint_client";
import { section, testBoard } from "../../testing/board";
import { all, freshHost, one } from "../../testing/dom";
import { sectionNotes } from "../section_notes";

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function setUp() {
  const host = freshHost();
  const bench = testBoard([section("summary"), section("timeline")]);
  const asked: HintQuery[] = [];
  Object.assign(bench.board.hints, {
    async check(ask: () => HintQuery | null) {
      const query = ask();
      if (query) asked.push(query);
      return [];
    },
  });
  const notes = sectionNotes(bench.board);
  host.append(notes.dom);
  const parked = rowsRoot(bench.doc, "parking");
  const typeInDraft = (text: string): void => {
    const content = one(host, '[data-field="parking"] [data-draft] .cm-content') as HTMLElement & {
      cmTile?: { root: { view: EditorView } };
    };
    const view = content.cmTile?.root.view;
    assert.ok(view, "the draft has no editor");
    view.dispatch({ changes: { from: 0, insert: text }, userEvent: "input.type" });
  };
  const show = (id: "summary" | "timeline"): void => bench.board.connection.focusSection.set(id);
  return { ...bench, host, notes, parked, asked, typeInDraft, show };
}

test("a topic comes from the section that is shown when it is typed", () => {
  const { parked, typeInDraft, show } = setUp();
  typeInDraft("Two dashboards?");
  show("timeline");
  typeInDraft("Who owns the queue?");
  const found = rowsIn(parked).map((row) => [row.text.toString(), row.map.get("from")]);
  assert.deepEqual(found, [
    ["Two dashboards?", "summary"],
    ["Who owns the queue?", "timeline"],
  ]);
});

test("another section makes none of its editors anew", () => {
  const { doc, host, parked, show } = setUp();
  addRow(doc, parked, {}, { id: "p1", rank: rankAtEnd(parked), text: "Two dashboards?", values: { from: "summary" } });
  const before = all(host, ".cm-content");
  assert.equal(before.length, 3);
  show("timeline");
  const after = all(host, ".cm-content");
  assert.ok(after.length === 3 && after.every((content, at) => content === before[at]));
});

test("a closer look at one section asks about what was typed here only while that section is shown", async () => {
  const { board, asked, typeInDraft, show } = setUp();
  typeInDraft("It was carelessness.");
  const look = closerLookOf(board);
  look.toggle("timeline");
  await rest();
  assert.deepEqual(asked, []);
  show("timeline");
  await rest();
  assert.deepEqual(
    asked.map(({ section: where, closer }) => [where, closer]),
    [["timeline", true]],
  );
  show("summary");
  look.toggle("timeline");
  await rest();
  assert.equal(asked.length, 1);
});

test("notes that are gone hear of no other section", () => {
  const { board, notes, show } = setUp();
  let told = 0;
  const look = closerLookOf(board);
  look.changed.subscribe(() => {
    told += 1;
  });
  show("timeline");
  assert.equal(told, 1);
  notes.destroy();
  told = 0;
  show("summary");
  assert.equal(told, 0);
});
