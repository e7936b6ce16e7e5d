// The box before a line of the checklist: ticked by hand, or computed and locked, with what is missing under the line.
// It follows the whole document, because its answer stands in other fields. Not here: the rules (checklist).
import { checklistItem } from "../document/checklist";
import type { Row } from "../document/rows_model";
import { type Control, type ControlProps, toggleControl } from "../fields/control";
import { h, setAttr } from "../shared/dom";

const DRAW_DELAY_MS = 200;

export function checklistControl(props: ControlProps, row: () => Row | null): Control {
  const { board } = props;
  const toggle = toggleControl(props);
  const input = toggle.dom as HTMLInputElement;
  const why = h("p", { class: "row-tail", "data-why": true });
  const draw = (): void => {
    const here = row();
    const item = here ? checklistItem(board.doc, here) : { done: false, computed: false, why: "" };
    input.checked = item.done;
    input.disabled = board.readonly.get() || item.computed || item.why !== "";
    input.title = item.computed ? "Computed: it is done as long as it is true." : props.label;
    why.textContent = item.why;
    const line = input.closest(".row");
    setAttr(line ?? input, "data-done", item.done ? "true" : null);
    if (item.why === "") why.remove();
    else if (line && why.parentElement !== line) line.append(why);
  };
  let drawTimer = 0;
  const scheduleDraw = (): void => {
    if (drawTimer !== 0) return;
    drawTimer = window.setTimeout(() => {
      drawTimer = 0;
      draw();
    }, DRAW_DELAY_MS);
  };
  board.doc.on("afterTransaction", scheduleDraw);
  // After the row has put its own parts in place.
  scheduleDraw();
  return {
    dom: input,
    show: scheduleDraw,
    focus: toggle.focus,
    destroy() {
      window.clearTimeout(drawTimer);
      board.doc.off("afterTransaction", scheduleDraw);
      why.remove();
      toggle.destroy();
    },
  };
}
