// In which order a list stands, and among which rows one of them can be moved. Not here: drawing, ranks.
import { byChosen, isChosen } from "../document/action_rows";
import { byRank, byTime, type Row } from "../document/rows_model";

/** "chosen": the chosen ones first, then by rank. */
export type ListOrder = "rank" | "time" | "chosen";

export const ORDERS: Record<ListOrder, (a: Row, b: Row) => number> = { rank: byRank, time: byTime, chosen: byChosen };

/** Those of the rows among which one can change its place by hand. */
export function movablePeers(rows: readonly Row[], row: Row, order: (a: Row, b: Row) => number): Row[] {
  if (order === byTime) return rows.filter((other) => other.map.get("at") === row.map.get("at"));
  return order === byChosen ? rows.filter((other) => isChosen(other) === isChosen(row)) : [...rows];
}

export const IN_ORDER_OF_TIME = "The timeline stands in the order of its times. To move a row, change its time.";
