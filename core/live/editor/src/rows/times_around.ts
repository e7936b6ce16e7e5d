// The times between which a row of the timeline stands as it is drawn, for a time whose day nobody typed.
import type * as Y from "yjs";
import { byTime, type RowMap, rowsIn } from "../document/rows_model";
import { instantOf } from "../time/datetime";
import type { RowView, SurroundingTimes } from "./row_interfaces";

/** `views` are all rows in the order of the screen. */
export function timesAround(
  views: readonly RowView[],
  view: RowView,
  root: Y.Map<RowMap>,
  now: number,
): SurroundingTimes {
  const at = views.indexOf(view);
  const firstTime = (some: readonly RowView[]): number | null =>
    some.map((other) => instantOf(other.row?.map.get("at"))).find((ms) => ms !== null) ?? null;
  const earliest = rowsIn(root, byTime).find((row) => row.id !== view.row?.id);
  return {
    before: firstTime(views.slice(0, Math.max(at, 0)).reverse()),
    after: firstTime(views.slice(at + 1)),
    first: instantOf(earliest?.map.get("at")),
    now,
  };
}
