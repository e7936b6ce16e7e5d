// Pasted lists become rows: one a line, without their signs, cells in their columns, and no word lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ColumnSchema } from "../../board/board_context";
import { resolveMoment } from "../../time/moment_resolution";
import { type CellParser, MAX_PASTED_ROWS, parsePlainCell, pasteRows } from "../paste_parser";
import { splitLines, withoutListMarker } from "../pasted_lines";

const column = (key: string, kind: string, options: string[] = []): ColumnSchema => ({
  key,
  kind,
  label: key,
  placeholder: "",
  options: options.map((value) => ({ value, label: `The ${value}`, help: "" })),
});
const ACTIONS = [
  column("owner", "line"),
  column("due", "date"),
  column("kind", "choice", ["prevent", "detect"]),
  column("done_when", "line"),
];
const TIMELINE = [
  column("at", "datetime"),
  column("kind", "choice", ["started", "detected"]),
  column("who", "line"),
  column("star", "toggle"),
];
const CHECKLIST = [column("done", "toggle")];

const read: CellParser = (item, text) => {
  if (item.kind === "date") return /^\d{4}-\d\d-\d\d$/.test(text) ? { [item.key]: text } : null;
  if (item.kind === "datetime")
    return /^(?:\d{4}-\d\d-\d\d |[A-Z][a-z]{2} \d\d )?\d\d?[:.]?\d\d(?::\d\d)?$/.test(text)
      ? { [item.key]: text }
      : null;
  return parsePlainCell(item, text);
};
const rows = (text: string, columns: ColumnSchema[] = []) => pasteRows(splitLines(text), columns, read);
const texts = (text: string, columns: ColumnSchema[] = []): string[] => rows(text, columns).map((row) => row.text);

test("each line is a row; empty lines and every kind of line end are none", () => {
  assert.deepEqual(texts("one\ntwo\r\n\r\n  three  \rfour\u2028five\n\n"), ["one", "two", "three", "four", "five"]);
  assert.deepEqual(texts("\n \t\n"), []);
});

test("signs of lists and boxes are taken off, once", () => {
  for (const sign of [
    "- ",
    "* ",
    "• ",
    "– ",
    "1. ",
    "12) ",
    "(3) ",
    "a) ",
    "- [ ] ",
    "* [x] ",
    "[ ] ",
    "☐ ",
    "1. [ ] ",
    "  -  ",
  ]) {
    assert.equal(withoutListMarker(`${sign}Alert at 90 %`).text, "Alert at 90 %", sign);
  }
  for (const plain of [
    "-5 degrees",
    "1.5 TB free",
    "10.0.0.1 went away",
    "e.g. this",
    "[link](a)",
    "*bold* words",
    "a - b",
    "—",
    "2026. A year",
  ]) {
    assert.equal(withoutListMarker(plain).text, plain);
  }
  assert.equal(withoutListMarker("- - twice").text, "- twice");
});

test("a ticked box is done in a list that has boxes, and only there", () => {
  assert.deepEqual(rows("- [x] Told support\n- [ ] Wrote it up\n☑ Third", CHECKLIST), [
    { text: "Told support", values: { done: true } },
    { text: "Wrote it up", values: {} },
    { text: "Third", values: { done: true } },
  ]);
  assert.deepEqual(rows("[x] a\n[x] b"), [
    { text: "a", values: {} },
    { text: "b", values: {} },
  ]);
});

test("cells go to the columns in their order, and an empty cell leaves its column free", () => {
  assert.deepEqual(rows("Alert\tKim\t2026-12-01\tprevent\tIt rings\nRunbook\t\t2026-12-02", ACTIONS), [
    { text: "Alert", values: { owner: "Kim", due: "2026-12-01", kind: "prevent", done_when: "It rings" } },
    { text: "Runbook", values: { due: "2026-12-02" } },
  ]);
});

test("a cell that its column cannot hold goes to the next that can, and what no column takes stays among the words", () => {
  assert.deepEqual(rows("Alert\tKim\tThe detect\nA\tB\tsoon\tC\tD", ACTIONS), [
    { text: "Alert", values: { owner: "Kim", kind: "detect" } },
    { text: "A C D", values: { owner: "B", done_when: "soon" } },
  ]);
  assert.deepEqual(texts("one\ttwo\tthree\nfour"), ["one two three", "four"]);
});

test("a time in front goes to the time, however it is set off from the words", () => {
  for (const line of [
    "02:58 Disk full",
    "02:58\tDisk full",
    "- 02:58 Disk full",
    "[02:58] Disk full",
    "02:58: Disk full",
    "02:58 - Disk full",
    "02:58 – Disk full",
    "(02:58) | Disk full",
  ]) {
    assert.deepEqual(rows(line, TIMELINE), [{ text: "Disk full", values: { at: "02:58" } }], line);
  }
  assert.deepEqual(rows("2026-11-23 02:58 Disk full\nNov 23 02:58:31 Reboot\n0312\tBack", TIMELINE), [
    { text: "Disk full", values: { at: "2026-11-23 02:58" } },
    { text: "Reboot", values: { at: "Nov 23 02:58:31" } },
    { text: "Back", values: { at: "0312" } },
  ]);
});

test("the words behind a time stay whole, as the timeline itself reads times", () => {
  const around = {
    before: null,
    after: null,
    first: null,
    own: null,
    day: null,
    now: Date.parse("2026-11-24T12:00:00Z"),
  };
  const really: CellParser = (item, typedText) => {
    if (item.kind !== "datetime") return parsePlainCell(item, typedText);
    const answer = resolveMoment(typedText, around, "UTC");
    return "problem" in answer ? null : { [item.key]: answer.iso };
  };
  const words = [
    "the disk was full",
    "on call paged",
    "of all things",
    "Monday crew left",
    "DNS failed",
    "2 disks gone",
    "5 min later back",
    "a customer wrote",
    "today it stopped",
    "May be the cause",
  ];
  for (const text of words) {
    for (const time of ["02:58", "2026-11-23 02:58", "Nov 23 02:58:31", "02:58 UTC", "2:58 AM", "[02:58:31]"]) {
      const [row] = pasteRows([`${time} ${text}`], TIMELINE, really);
      assert.equal(row?.text, text, `${time} ${text}`);
      assert.match(String(row?.values.at), /^2026-11-2[34]T02:58/);
    }
  }
});

test("a number in front of words is no time, and words before a time stay words", () => {
  assert.deepEqual(texts("14 users wrote\n2026 was the year\nAt 02:58 it broke", TIMELINE), [
    "14 users wrote",
    "2026 was the year",
    "At 02:58 it broke",
  ]);
});

test("a timeline's further cells find their columns", () => {
  assert.deepEqual(rows("02:58\tDisk full\tdetected\tOrla\tx\n03:10\tReboot\tOrla", TIMELINE), [
    { text: "Disk full", values: { at: "02:58", kind: "detected", who: "Orla", star: true } },
    { text: "Reboot", values: { at: "03:10", who: "Orla" } },
  ]);
  assert.deepEqual(rows("02:58\n03:10 x", TIMELINE), [
    { text: "", values: { at: "02:58" } },
    { text: "x", values: { at: "03:10" } },
  ]);
});

test("no word is lost, whatever is pasted", () => {
  const marks = ["alpha", "βeta", "02:58", "2026-12-01", "x", "日本", "🚨", "[ ]", "prevent", "-", "1."];
  for (let i = 0; i < 400; i += 1) {
    const cells = Array.from({ length: 1 + (i % 6) }, (_, j) => marks[(i * 7 + j * 3) % marks.length] as string);
    const line = `w${i} ${cells.join("\t")}`;
    for (const columns of [ACTIONS, TIMELINE, CHECKLIST, []]) {
      const [row] = rows(line, columns);
      const kept = `${row?.text} ${Object.entries(row?.values ?? {})
        .map(([key, value]) => (value === true ? key : value))
        .join(" ")}`;
      for (const cell of cells.filter((text) => text.length > 1 && text !== "[ ]" && text !== "1."))
        assert.ok(kept.includes(cell), `${line} -> ${kept}`);
    }
  }
});

test("half characters and zeros become what can be stored, and long lines are read in time", () => {
  assert.deepEqual(texts("a\0b\ud83d\nc"), ["ab\uFFFD", "c"]);
  const started = performance.now();
  for (const run of [
    "- ".repeat(40_000),
    "1. ".repeat(30_000),
    "[x] ".repeat(20_000),
    `${" ".repeat(90_000)}x`,
    "02:58 ".repeat(15_000),
    "a\t".repeat(40_000),
  ]) {
    rows(`${run}\nsecond`, TIMELINE);
  }
  assert.ok(performance.now() - started < 3000);
  assert.ok(MAX_PASTED_ROWS <= 500);
});

test("the bullets of word processors are no words, and their gap is no cell", () => {
  const bullets = [
    "•\u00a0",
    "·\u00a0\u00a0\u00a0 ",
    "o\t",
    "§\t",
    "Ø\t",
    "o\u00a0\u00a0 ",
    "∙ ",
    "► ",
    "■\t",
    "☑\ufe0f ",
    "⬜ ",
    "\uf0b7\t",
  ];
  assert.deepEqual(
    rows(bullets.map((bullet) => `${bullet}Add an alert`).join("\n"), ACTIONS),
    bullets.map(() => ({ text: "Add an alert", values: {} })),
  );
});

test("a word of one letter is a word, and a column of letters is one", () => {
  assert.deepEqual(texts("o restart it\nx\ty"), ["o restart it", "x y"]);
  assert.deepEqual(rows("o\tAdd an alert\tMaya\nv\tTest\tTom", ACTIONS)[0]?.text.startsWith("o"), true);
});
