// Cells with line breaks as spreadsheets copy them, and texts with quotes that are none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { joinQuotedCells } from "../quoted_cells";

test("a cell with line breaks is one line, wherever it stands in its row", () => {
  assert.equal(
    joinQuotedCells('"Add an alert\non disks"\tMaya\r\nTest it\t"Tom\nAna"'),
    "Add an alert on disks\tMaya\r\nTest it\tTom Ana",
  );
  assert.equal(joinQuotedCells('"Add\r\nit"\tMaya'), "Add it\tMaya");
});

test("its doubled quotes are quotes, with a line break and without", () => {
  assert.equal(joinQuotedCells('"Say ""down""\nat once"\tMaya'), 'Say "down" at once\tMaya');
  assert.equal(joinQuotedCells('"Say ""down"""\tMaya'), 'Say "down"\tMaya');
});

test("a column alone is known by the ends of its rows", () => {
  assert.equal(joinQuotedCells('"one\nmore"\r\ntwo\r\n'), "one more\r\ntwo\r\n");
});

test("lines of a text with quotes stay lines", () => {
  for (const text of [
    '"It was slow\nand then down"',
    'He said "stop\nit"\tMaya',
    'a\t"b" c\nd',
    '"never closed\tb\nc',
    'a\t"b"\nc',
    '5" disk\tMaya\n6" disk\tTom',
  ])
    assert.equal(joinQuotedCells(text), text);
});

test("what never closes is read once", () => {
  for (const piece of ['\t"""a', '\t"', '""\t', '"\n', '\t""b']) {
    const long = `a\t${piece.repeat(60_000)}`;
    const began = performance.now();
    joinQuotedCells(long);
    assert.ok(performance.now() - began < 1500, piece);
  }
});
