// What stands under a row in some lists: what an action still needs.
// Never here: the row itself.
import { h } from "./dom";
import { actionGaps, listOf } from "./filled";
import type { Row } from "./rows_model";

/** Kindly, until the action has everything a promise needs. */
export function commitment(row: Row | null): HTMLElement | null {
  if (!row) return null;
  const gaps = actionGaps(row);
  return gaps.length === 0 ? null : h("p", { class: "row-tail" }, `Still needs ${listOf(gaps)}.`);
}
