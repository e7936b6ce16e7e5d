// The line under a row of the timeline: how long nothing was written before it, or which order is impossible. For
// everybody, because it is about the incident. Not here: what counts as a gap (timeline_remarks).
import type { Board } from "../board/board_context";
import { type Row, rowsIn, rowsRoot } from "../document/rows_model";
import { impossibleOrders, longGaps } from "../document/timeline_remarks";
import { h } from "../shared/dom";
import type { Disposer } from "../shared/signal";

export interface TimelineNotes {
  note(row: Row | null): HTMLElement | null;
  destroy: Disposer;
}

/** Worked out once for each change of the list, however many rows ask. Made before the list, to hear of it first. */
export function timelineNotes(board: Pick<Board, "doc">): TimelineNotes {
  const root = rowsRoot(board.doc, "timeline");
  let known: { gaps: Map<string, string>; orders: Map<string, string> } | null = null;
  const forget = (): void => {
    known = null;
  };
  root.observeDeep(forget);
  return {
    note(row) {
      if (!row) return null;
      if (!known) {
        const rows = rowsIn(root);
        known = { gaps: longGaps(rows), orders: impossibleOrders(rows) };
      }
      const order = known.orders.get(row.id);
      if (order) return h("p", { class: "row-tail remark wrong" }, order);
      const gap = known.gaps.get(row.id);
      return gap ? h("p", { class: "row-tail remark" }, `No row for ${gap} before this one.`) : null;
    },
    destroy: () => root.unobserveDeep(forget),
  };
}
