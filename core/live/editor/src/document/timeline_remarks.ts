// What is remarkable in the order of a timeline: long gaps between its rows, and kinds in an impossible order, as in
// core/domain/content/timeline_remarks.py. Not here: DOM.
import { instantOf } from "../time/datetime";
import { durationText } from "../time/durations";
import { firstOfKind } from "./metrics";
import { byTime, type Row } from "./rows_model";

export const LONG_GAP_MS = 30 * 60_000;

const LABELS: Readonly<Record<string, string>> = {
  started: "Started",
  detected: "Detected",
  responded: "Responded",
  mitigated: "Mitigated",
  resolved: "Resolved",
};

/** What cannot come before what. */
const BEFORE: readonly [string, readonly string[]][] = [
  ["detected", ["started"]],
  ["responded", ["started", "detected"]],
  ["mitigated", ["started"]],
  ["resolved", ["started", "mitigated"]],
];

const timeOf = (row: Row | null): number | null => instantOf(row?.map.get("at"));

/** How long nothing was written before a row, by its id; after the end of the incident that is no question. */
export function longGaps(rows: readonly Row[]): Map<string, string> {
  const end = timeOf(firstOfKind(rows, "resolved")) ?? Number.POSITIVE_INFINITY;
  const found = new Map<string, string>();
  let last: number | null = null;
  for (const row of [...rows].sort(byTime)) {
    const at = timeOf(row);
    if (at === null) continue;
    if (last !== null && at - last > LONG_GAP_MS && at <= end) found.set(row.id, durationText(at - last));
    last = at;
  }
  return found;
}

/** A sentence for each row whose kind is earlier than one that must come before it, by its id. */
export function impossibleOrders(rows: readonly Row[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [kind, earlier] of BEFORE) {
    const row = firstOfKind(rows, kind);
    const at = timeOf(row);
    for (const other of earlier) {
      const begin = timeOf(firstOfKind(rows, other));
      if (row && at !== null && begin !== null && at < begin && !found.has(row.id))
        found.set(row.id, `${LABELS[kind]} is earlier than ${LABELS[other]}. Check these two times.`);
    }
  }
  return found;
}
