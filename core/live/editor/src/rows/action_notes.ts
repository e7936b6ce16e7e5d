// The note under an action, only for the person who writes it: what it still needs to be a commitment. And the note
// under the list once it is long. One line each. Not here: the row itself.
import type { Board, Part } from "../board/board_context";
import { isChosen, votableRows } from "../document/action_rows";
import { actionGaps, joinList } from "../document/completeness";
import { declinedAs } from "../document/declined";
import { lineValue } from "../document/line_text";
import { type Row, rowsRoot } from "../document/rows_model";
import { h, setText } from "../shared/dom";
import type { RowContext } from "./row_interfaces";

/** Only whoever writes the action sees it: nobody is reminded of another's work. */
export function actionNote(row: Row | null, seen: RowContext): HTMLElement | null {
  if (!row || !seen.mine) return null;
  const decided = declinedAs(row);
  if (decided === "with its reason")
    return h("p", { class: "row-tail whole" }, "Decided, with a reason. That is an answer.");
  if (decided) return h("p", { class: "row-tail" }, "Say why, and it is an answer: “Won’t do, because …”");
  const gaps = actionGaps(row);
  // The words themselves have an end, or the test beside them is one.
  const checked = lineValue(row.map.get("done_when")) !== "" && !seen.vague("done_when");
  if (seen.vague("text") && !checked) gaps.unshift("an end one can check");
  return gaps.length === 0 ? null : h("p", { class: "row-tail" }, `Still needs ${joinList(gaps)}.`);
}

/** So many actions get done; more are a wish list. */
const MANY_ACTIONS = 5;
const COUNT_WORDS = ["Six", "Seven", "Eight", "Nine", "Ten"];

/** A question, once there are more actions than a team keeps. */
export function tooManyActionsNote(board: Pick<Board, "doc">): Part {
  const root = rowsRoot(board.doc, "actions");
  const dom = h("p", { class: "beside-note" });
  const draw = (): void => {
    const rows = votableRows(board.doc);
    const count = rows.length;
    dom.hidden = count <= MANY_ACTIONS || rows.some(isChosen);
    setText(
      dom,
      dom.hidden
        ? ""
        : `${COUNT_WORDS[count - MANY_ACTIONS - 1] ?? count} actions. Which three matter most? Few that get done beat many that do not.`,
    );
  };
  root.observeDeep(draw);
  draw();
  return { dom, destroy: () => root.unobserveDeep(draw) };
}
