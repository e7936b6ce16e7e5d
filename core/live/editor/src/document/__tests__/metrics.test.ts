// The times of an incident: right, or honest about why there is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import table from "../../../../../../tests/cases/metrics.json";
import { durationText } from "../../time/durations";
import { firstOfKind, incidentTimes } from "../metrics";
import { addRow, newRowId, type Row, rankAtEnd, rowsIn, rowsRoot } from "../rows_model";

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
  const found = incidentTimes(
    timeline(["02:14", "started"], ["02:26", "detected"], ["02:31", "responded"], ["02:51", "resolved"]),
  );
  assert.equal(durationText(found.detect.value ?? -1), "12 min");
  assert.equal(durationText(found.respond.value ?? -1), "5 min");
  assert.equal(durationText(found.resolve.value ?? -1), "37 min");
  assert.equal(found.resolve.problem, null);
});

test("the first row of a kind counts, by time and not by place", () => {
  const rows = timeline(["02:40", "detected"], ["02:14", "started"], ["02:26", "detected"], [null, "detected"]);
  assert.equal(firstOfKind(rows, "detected")?.map.get("at"), "2026-11-23T02:26:00Z");
  assert.equal(firstOfKind(rows, "resolved"), null);
});

test("what is missing is named, in the words of the summary", () => {
  const found = incidentTimes(timeline(["02:14", "started"], [null, "resolved"]));
  assert.equal(found.resolve.value, null);
  assert.equal(found.resolve.problem, "No row with a time is marked Resolved yet. Mark one in the timeline.");
  assert.equal(found.resolve.short, "no “resolved” yet");
  assert.equal(
    incidentTimes([]).respond.problem,
    "No row with a time is marked Detected or Responded yet. Mark one in the timeline.",
  );
});

test("an end before its start is impossible and says so", () => {
  const found = incidentTimes(timeline(["02:14", "started"], ["02:10", "detected"]));
  assert.equal(found.detect.value, null);
  assert.equal(found.detect.problem, "Detected is earlier than Started. Check these two times.");
});

test("the server computes the same: the table that both sides are held to", () => {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  for (const given of table.cases) {
    const doc = new Y.Doc();
    const root = rowsRoot(doc, "timeline");
    for (const [kind, minute] of given.rows as [string, number | null][]) {
      const day = minute === null ? "" : `2026-11-${23 + Math.floor(minute / 1440)}T${clock(minute % 1440)}:00Z`;
      const values: Record<string, string> = minute === null ? { kind } : { kind, at: day };
      addRow(doc, root, {}, { id: newRowId(), rank: rankAtEnd(root), text: kind, values });
    }
    const found = incidentTimes(rowsIn(root));
    for (const name of ["detect", "respond", "resolve"] as const) {
      const { value, problem } = found[name];
      assert.equal(value === null ? problem : value / 60_000, given[name], JSON.stringify(given.rows));
    }
  }
});
