// Tables of action items as people paste them: out of Markdown, a wiki or a spreadsheet, with their head or without.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ColumnSchema } from "../../board/board_context";
import { type CellParser, parsePlainCell, pasteRows } from "../paste_parser";
import { splitLines } from "../pasted_lines";
import { withoutPipes } from "../pasted_table";

const column = (key: string, kind: string, label: string, options: string[] = []): ColumnSchema => ({
  key,
  kind,
  label,
  placeholder: "",
  options: options.map((value) => ({ value, label: `The ${value}`, help: "" })),
});
const ACTIONS = [
  column("owner", "line", "Owner"),
  column("due", "date", "Due"),
  column("kind", "choice", "Kind", ["prevent", "detect"]),
  column("done_when", "line", "Done when"),
  column("link", "link", "Issue"),
];
const read: CellParser = (item, text) =>
  item.kind === "date" ? (/^\d{4}-\d\d-\d\d$/.test(text) ? { due: text } : null) : parsePlainCell(item, text);
const rows = (text: string, columns = ACTIONS) => pasteRows(withoutPipes(splitLines(text)), columns, read);

test("a table of Markdown fills the columns that its head names, in any order", () => {
  const text = `| Owner | Action item | Due date | Ticket |
    |:------|-------------|---------:|--------|
    | Maya  | Add an alert \\| page | 2026-12-24 | https://issues.example/1 |
    | Tom   | **Test** it<br>twice | soon | |`;
  assert.deepEqual(rows(text), [
    { text: "Add an alert | page", values: { owner: "Maya", due: "2026-12-24", link: "https://issues.example/1" } },
    { text: "**Test** it twice soon", values: { owner: "Tom" } },
  ]);
});

test("the table of an export of our own comes back as it was", () => {
  const text = `| What changes | Owner | Due | Kind | Done when | Issue |
| --- | --- | --- | --- | --- | --- |
| Add an alert | Maya | 2026-12-24 | The detect | it rings |  |`;
  assert.deepEqual(rows(text), [
    { text: "Add an alert", values: { owner: "Maya", due: "2026-12-24", kind: "detect", done_when: "it rings" } },
  ]);
});

test("cells of a spreadsheet too, and those that nobody knows stay among the words", () => {
  assert.deepEqual(rows("#\tTask\tPriority\tAssignee\n1\tAdd an alert\thigh\tMaya\n2\t- Test it\t\t\n"), [
    { text: "Add an alert high", values: { owner: "Maya" } },
    { text: "Test it", values: {} },
  ]);
  assert.deepEqual(rows("Improvement\tOwner\tDeadline\nAdd an alert\tMaya\t2026-12-24"), [
    { text: "Add an alert", values: { owner: "Maya", due: "2026-12-24" } },
  ]);
});

test("a head of a wiki is one", () => {
  assert.deepEqual(rows("||Action||Owner||\n|Add an alert|Maya|\n|Test it|Tom|"), [
    { text: "Add an alert", values: { owner: "Maya" } },
    { text: "Test it", values: { owner: "Tom" } },
  ]);
});

test("a table without a head is read by its order", () => {
  assert.deepEqual(rows("| Add an alert | Maya | 2026-12-24 |\n| Test it | Tom | |"), [
    { text: "Add an alert", values: { owner: "Maya", due: "2026-12-24" } },
    { text: "Test it", values: { owner: "Tom" } },
  ]);
});

test("a first row of ordinary words is no head, and lines of which one has no pipe are no table", () => {
  assert.deepEqual(
    rows("Add an alert\tOwner\nTest it\tTom").map((row) => row.text),
    ["Add an alert", "Test it"],
  );
  assert.deepEqual(
    rows("| a | b |\nand words").map((row) => row.text),
    ["| a | b |", "and words"],
  );
  assert.deepEqual(rows("owner\tdue", ACTIONS).length, 1);
  assert.deepEqual(
    rows("What\tOwner\na\tb", []).map((row) => row.text),
    ["What Owner", "a b"],
  );
});

test("a very long line is read at once", () => {
  const started = performance.now();
  rows(`| ${"x|".repeat(40_000)}\n| ${" \\|".repeat(30_000)}`);
  assert.ok(performance.now() - started < 2_000);
});

test("cells with line breaks fill their own columns, as one row each", () => {
  assert.deepEqual(rows('Action\tOwner\r\n"Add an alert\nfor ""full"" disks"\tMaya\r\nTest it\tTom\r\n'), [
    { text: 'Add an alert for "full" disks', values: { owner: "Maya" } },
    { text: "Test it", values: { owner: "Tom" } },
  ]);
  assert.deepEqual(rows('"Add\nit"\tMaya'), [{ text: "Add it", values: { owner: "Maya" } }]);
});
