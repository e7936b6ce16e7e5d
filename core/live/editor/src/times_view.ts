// Under the timeline: to detect, to respond, to resolve, or what is in the way of knowing it.
// Never here: how they are computed (metrics.ts).
import type { Board, Part } from "./board_context";
import { h, setAttr, setText } from "./dom";
import { inWords, times, type Times } from "./metrics";
import { rowsIn, rowsRoot } from "./rows_model";

const BOXES: readonly [keyof Times, string, string][] = [
  ["detect", "To detect", "from started to detected"],
  ["respond", "To respond", "from detected to responded"],
  ["resolve", "To resolve", "from started to resolved"],
];

export function timesView(board: Board): Part {
  const root = rowsRoot(board.doc, "timeline");
  const boxes = BOXES.map(([measure, label, from]) => {
    const value = h("b", { class: "num" });
    const box = h("div", { class: "time-box", "data-measure": measure, title: from }, h("span", null, label), value);
    return { measure, value, box };
  });
  const draw = (): void => {
    const now = times(rowsIn(root));
    for (const { measure, value, box } of boxes) {
      const { value: ms, problem, short } = now[measure];
      setText(value, ms === null ? (short ?? "") : inWords(ms));
      setAttr(box, "data-problem", problem === null ? null : "true");
      setAttr(value, "title", problem);
    }
  };
  root.observeDeep(draw);
  draw();
  const dom = h("div", { class: "time-boxes", role: "group", "aria-label": "Computed times" }, ...boxes.map((one) => one.box));
  return { dom, destroy: () => root.unobserveDeep(draw) };
}
