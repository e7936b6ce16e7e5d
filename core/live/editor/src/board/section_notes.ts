// At the foot of every section, and the same whichever is shown: topics parked for later, and ideas for actions. An idea
// becomes an action with one click; two people who click at once make one action. Not here: how rows work.

import { isIdea, setIdea } from "../document/action_rows";
import { lineKeys } from "../document/line_text";
import { addRow, isRemoved, type Row, rankAtEnd, rowAt, rowsRoot, setRemoved } from "../document/rows_model";
import { closerLookOf } from "../hints/closer_look";
import { rowsList } from "../rows/rows_list";
import { h } from "../shared/dom";
import type { Board, FieldSchema, Part } from "./board_context";

const noteField = (id: string, label: string, help: string, placeholder: string): FieldSchema => ({
  id,
  label,
  help,
  placeholder,
  kind: "rows",
  options: [],
  columns: [],
  optional: true,
});

const PARKING = noteField("parking", "Parked for later", "Worth talking about, but not now.", "Park a topic");
const IDEAS = noteField("ideas", "Action ideas", "They wait here until the action items.", "Action idea");

/** What is written here is noted in the section that this tab shows at that moment. */
export function sectionNotes(board: Board): Part {
  const { focusSection } = board.connection;
  const values = (): Record<string, string> => ({ from: focusSection.get() });
  const parking = rowsList(board, PARKING, { section: focusSection.get, values });
  const ideas = rowsList(board, IDEAS, { section: focusSection.get, values, note: (row) => promoteButton(board, row) });
  const stop = focusSection.subscribe(() => closerLookOf(board).sectionShown());
  const box = (field: FieldSchema, list: HTMLElement): HTMLElement =>
    h(
      "section",
      { class: "note", "data-field": field.id, "aria-label": field.label },
      h("h3", null, field.label),
      h("p", { class: "field-help" }, field.help),
      list,
    );
  return {
    dom: h("aside", { class: "notes", "aria-label": "For later" }, box(PARKING, parking.dom), box(IDEAS, ideas.dom)),
    destroy() {
      stop();
      parking.destroy();
      ideas.destroy();
    },
  };
}

function promoteButton(board: Board, row: Row | null): HTMLElement | null {
  if (!row) return null;
  const action = actionMadeFrom(board, row);
  if (action) return h("p", { class: "row-tail whole" }, "✓ An action now");
  const make = (): void => {
    if (board.readonly.get() || row.text.toString().trim() === "") return;
    board.undo.stopCapturing();
    const made = makeAction(board, row);
    board.notify("It is an action now. It wants an owner and a date.", {
      label: "Go there",
      run: () => board.connection.follower.choose("actions"),
    });
    board.undo.stopCapturing();
    return void made;
  };
  return h(
    "p",
    { class: "row-tail" },
    h("button", { type: "button", class: "quiet", onclick: make }, "Make it an action"),
  );
}

/** The action an idea became, if it still stands. */
function actionMadeFrom(board: Board, idea: Row): Row | null {
  const id: unknown = idea.map.get("became");
  const action = typeof id === "string" ? rowAt(rowsRoot(board.doc, "actions"), id) : null;
  return action && !isRemoved(action) && !isIdea(action) ? action : null;
}

/** The action's name comes from the idea's, so that it exists once whoever makes it. */
export function makeAction(board: Pick<Board, "doc" | "connection">, idea: Row): Row {
  const actions = rowsRoot(board.doc, "actions");
  const origin = board.connection.localOrigin;
  const id = `i-${idea.id}`.slice(0, 64);
  const before = rowAt(actions, id);
  if (before) {
    setRemoved(board.doc, before, origin, false);
    setIdea(board.doc, [before], origin, false);
  }
  const action =
    before ??
    addRow(board.doc, actions, origin, {
      id,
      rank: rankAtEnd(actions),
      text: idea.text.toString().trim(),
      lines: lineKeys("actions"),
    });
  board.doc.transact(() => idea.map.set("became", action.id), origin);
  return action;
}
