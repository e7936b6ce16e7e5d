// Long gaps and impossible orders: the cases that Python is tested with too.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import table from "../../../../../../tests/cases/timeline_remarks.json";
import { addRows, type PlainValue, rowsIn, rowsRoot } from "../rows_model";
import { impossibleOrders, LONG_GAP_MS, longGaps } from "../timeline_remarks";

interface Case {
  what: string;
  rows: [string, string, string][];
  gaps: Record<string, string>;
  orders: Record<string, string>;
}

for (const { what, rows, gaps, orders } of table.cases as unknown as Case[])
  test(what, () => {
    const doc = new Y.Doc();
    const root = rowsRoot(doc, "timeline");
    const fresh = rows.map(([id, at, kind], i) => {
      const values: Record<string, PlainValue> = at ? { at: `2026-11-02T${at}:00Z`, kind } : { kind };
      return { id, rank: String.fromCharCode(65 + i), text: id, values };
    });
    addRows(doc, root, {}, fresh);
    assert.deepEqual(Object.fromEntries(longGaps(rowsIn(root))), gaps);
    assert.deepEqual(Object.fromEntries(impossibleOrders(rowsIn(root))), orders);
  });

test("the threshold is the one of the picture", () => {
  assert.equal(LONG_GAP_MS, table.gap_minutes * 60_000);
});
