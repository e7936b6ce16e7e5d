// The times of an incident: right, or honest about why there is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { firstOf, inWords, times } from "../metrics";
import { addRow, newRowId, rankAtEnd, rowsIn, rowsRoot, type Row } from "../rows_model";

type Told = [at: string | null, kind: string];

function timeline(...told: Told[]): Row[] {
  const doc = new Y.Doc();
  const root = rowsRoot(doc, "timeline");
  for (const [at, kind] of told) {
    const values: Record<string, string> = at === null ? { kind } : { kind, at: `2026-11-23T${at}:00Z` };
    addRow(doc, root, {}, { id: newRowId(), rank: rankAtEnd(root), text: kind, values });
  }
  return rowsIn(root);
}

test("to detect, to respond and to resolve are counted from the marked rows", () => {
  const found = times(timeline(["02:14", "started"], ["02:26", "detected"], ["02:31", "responded"], ["02:51", "resolved"]));
  assert.equal(inWords(found.detect.value ?? -1), "12 min");
  assert.equal(inWords(found.respond.value ?? -1), "5 min");
  assert.equal(inWords(found.resolve.value ?? -1), "37 min");
  assert.equal(found.resolve.problem, null);
});

test("the first row of a kind counts, by time and not by place", () => {
  const rows = timeline(["02:40", "detected"], ["02:14", "started"], ["02:26", "detected"], [null, "detected"]);
  assert.equal(firstOf(rows, "detected")?.map.get("at"), "2026-11-23T02:26:00Z");
  assert.equal(firstOf(rows, "resolved"), null);
});

test("what is missing is named, in the words of the summary", () => {
  const found = times(timeline(["02:14", "started"], [null, "resolved"]));
  assert.equal(found.resolve.value, null);
  assert.equal(found.resolve.problem, "No row with a time is marked Resolved yet. Mark one in the timeline.");
  assert.equal(found.resolve.short, "no “resolved” yet");
  assert.equal(times([]).respond.problem, "No row with a time is marked Detected or Responded yet. Mark one in the timeline.");
});

test("an end before its start is impossible and says so", () => {
  const found = times(timeline(["02:14", "started"], ["02:10", "detected"]));
  assert.equal(found.detect.value, null);
  assert.equal(found.detect.problem, "Detected is earlier than Started. Check these two times.");
});

test("a duration reads as people say it", () => {
  const minute = 60_000;
  const said: [number, string][] = [
    [0, "0 min"], [45_000, "45 s"], [90_000, "90 s"], [minute, "1 min"], [150_000, "2 min"],
    [37 * minute, "37 min"], [60 * minute, "1 h"], [125 * minute, "2 h 5 min"], [76 * 60 * minute, "3 d 4 h"],
  ];
  for (const [ms, words] of said) assert.equal(inWords(ms), words);
});
