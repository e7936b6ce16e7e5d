// Hands the caret from the card of a quiet minute to the list under it, when the lines are revealed: the next key goes on
// where the last one was. Not here: when that is.
import type * as Y from "yjs";
import type { Board } from "../board/board_context";
import { rowAt, rowsRoot } from "../document/rows_model";
import type { DraftFields } from "./draft_fields";
import type { DraftLine } from "./draft_store";
import type { CardFocus, QuietCardHandle } from "./quiet_minute";
import type { Place } from "./reveal";

export function caretHandle(board: Board, fields: DraftFields): QuietCardHandle {
  return {
    focus: fields.focus,
    composing: fields.composing,
    canHand: (line) => board.editors.has(textOf(board, line)),
    hand: (focus, place) => {
      if (place) toPlace(board, focus, place);
      else toEmptyField(board, focus.field);
    },
  };
}

function textOf(board: Board, line: DraftLine): Y.Text {
  return rowAt(rowsRoot(board.doc, line.field), line.id)?.text ?? board.doc.getText(`text:${line.field}`);
}

function toPlace(board: Board, { caret }: CardFocus, { text, from }: Place): void {
  const view = board.editors.get(text);
  if (!view) return;
  view.focus();
  const anchor = Math.min(from + caret, view.state.doc.length);
  view.dispatch({ selection: { anchor }, scrollIntoView: true });
}

/** They were about to begin a line: they begin it in the list. */
function toEmptyField(board: Board, field: string): void {
  const frame = board.root.querySelector(`[data-field="${CSS.escape(field)}"]`);
  const target = frame?.querySelector<HTMLElement>("[data-draft] .cm-content, .prose .cm-content");
  target?.focus();
}
