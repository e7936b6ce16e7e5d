// The computed times under the timeline (to detect, to respond, to resolve), or why one cannot be computed. Not here:
// how they are computed (metrics).

import { type IncidentTimes, incidentTimes } from "../document/metrics";
import { rowsIn, rowsRoot } from "../document/rows_model";
import { h, setAttr, setText } from "../shared/dom";
import { durationText } from "../time/durations";
import type { Board, Part } from "./board_context";

const BOXES: readonly [keyof IncidentTimes, string, string][] = [
  ["detect", "To detect", "from started to detected"],
  ["respond", "To respond", "from detected to responded"],
  ["resolve", "To resolve", "from started to resolved"],
];

export function incidentTimesView(board: Board): Part {
  const root = rowsRoot(board.doc, "timeline");
  const boxes = BOXES.map(([measure, label, from]) => {
    const value = h("b", { class: "num" });
    const box = h("div", { class: "time-box", "data-measure": measure, title: from }, h("span", null, label), value);
    return { measure, value, box };
  });
  const draw = (): void => {
    const now = incidentTimes(rowsIn(root));
    for (const { measure, value, box } of boxes) {
      const { value: ms, problem, short } = now[measure];
      setText(value, ms === null ? (short ?? "") : durationText(ms));
      setAttr(box, "data-problem", problem === null ? null : "true");
      setAttr(value, "title", problem);
    }
  };
  root.observeDeep(draw);
  draw();
  const dom = h(
    "div",
    { class: "time-boxes", role: "group", "aria-label": "Computed times" },
    ...boxes.map((item) => item.box),
  );
  return { dom, destroy: () => root.unobserveDeep(draw) };
}
