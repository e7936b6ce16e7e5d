// The rows of a preview: nobody adds a timeline of another year without seeing it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { all, freshHost } from "../../testing/dom";
import { PreviewRows } from "../preview_rows";
import type { ReadRow } from "../timeline_reading";

test("a row of another year shows its year, in the zone of the room", () => {
  const rows = new PreviewRows([], () => undefined);
  freshHost().append(rows.dom);
  const read = (at: string, line: number): ReadRow => ({ at, who: "", text: "sign-in fails", line });
  const given = [read("2021-03-31T12:06:00Z", 1), read("2025-12-31T23:30:00Z", 2), read("2026-11-02T09:00:00Z", 3)];
  rows.show(given, "Europe/Berlin", "2026-11-23");
  const days = all(rows.dom, ".paste-when small").map((day) => day.textContent);
  assert.deepEqual(days, ["Wed 31 Mar 2021", "Thu 1 Jan", "Mon 2 Nov"]);
});
