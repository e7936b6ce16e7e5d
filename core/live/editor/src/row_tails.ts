// What stands under an action, for the person who writes it: what it still needs to be a promise. And what stands
// under the list, once it is long. Kindly, in one line, and no longer than needed. Never here: the row itself.
import type { Board, Part } from "./board_context";
import { h, setText } from "./dom";
import { actionGaps, listOf, refusal } from "./filled";
import { rowsIn, rowsRoot, type Row } from "./rows_model";
import type { Seen } from "./row_view";

/** Only whoever writes the action sees it: nobody is reminded of another's work. */
export function commitment(row: Row | null, seen: Seen): HTMLElement | null {
  if (!row || !seen.mine) return null;
  const decided = refusal(row);
  if (decided === "with its reason") return h("p", { class: "row-tail whole" }, "Decided, with a reason. That is an answer.");
  if (decided) return h("p", { class: "row-tail" }, "Say why, and it is an answer: “Won’t do, because …”");
  const gaps = actionGaps(row);
  // The words themselves have an end, or the test beside them is one.
  const checked = typeof row.map.get("done_when") === "string" && !seen.vague("done_when");
  if (seen.vague("text") && !checked) gaps.unshift("an end one can check");
  return gaps.length === 0 ? null : h("p", { class: "row-tail" }, `Still needs ${listOf(gaps)}.`);
}

/** So many promises are kept; more are a wish list. */
const HANDFUL = 5;
const COUNTED = ["Six", "Seven", "Eight", "Nine", "Ten"];

/** A question, once there are more actions than a team keeps. */
export function tooMany(board: Pick<Board, "doc">): Part {
  const root = rowsRoot(board.doc, "actions");
  const dom = h("p", { class: "beside-note" });
  const draw = (): void => {
    const count = rowsIn(root).filter((row) => row.text.toString().trim() !== "" && refusal(row) !== "with its reason").length;
    dom.hidden = count <= HANDFUL;
    setText(dom, dom.hidden ? "" : `${COUNTED[count - HANDFUL - 1] ?? count} actions. Which three matter most? Move those to the top (Alt ↑): few that get done beat many that do not.`);
  };
  root.observeDeep(draw);
  draw();
  return { dom, destroy: () => root.unobserveDeep(draw) };
}
