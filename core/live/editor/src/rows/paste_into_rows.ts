// Lines that come in at once become rows of one's own behind the row they were put into, as one change to undo.
// The first line goes into that row, at the caret. Not here: how a line is read (paste_parser).
import type * as Y from "yjs";
import type { Board, ColumnSchema } from "../board/board_context";
import { lineKeys } from "../document/line_text";
import {
  addRows,
  fillRow,
  newRowId,
  type PlainValue,
  type RowMap,
  ranksAtEnd,
  ranksBehind,
} from "../document/rows_model";
import { valueWithText, withoutEmpty } from "../document/typed_text";
import { asOneUndoStep } from "../document/undo_step";
import { markTypedHere } from "../hints/typed_ranges";
import { longerThan, PASTE_BYTES, TOO_MANY_ROWS } from "../shared/limits";
import { instantOf, storedInstant, toLocal } from "../time/datetime";
import { parseDueDate } from "../time/due_dates";
import { resolveMoment, type TimelineContext } from "../time/moment_resolution";
import { type CellParser, MAX_PASTED_ROWS, type PastedRow, parsePlainCell, pasteRows } from "./paste_parser";
import { hasListMarker, splitLines, withoutListMarker } from "./pasted_lines";
import { headOf, withoutPipes } from "./pasted_table";
import type { RowView } from "./row_interfaces";

export interface PasteProps {
  board: Board;
  field: string;
  root: Y.Map<RowMap>;
  columns: readonly ColumnSchema[];
  /** the times around the row, for times without a day */
  around: () => Omit<TimelineContext, "own" | "day">;
  /** values that each new row gets */
  values: Record<string, PlainValue>;
  /** the rows are there: the last one gets the caret, if it is drawn */
  inserted(last: string): void;
}

/** Says whether the text was taken; what is one plain line, or too long, goes the way of all text. */
export function pasteInto(props: PasteProps, view: RowView, text: string): boolean {
  const { board } = props;
  if (board.readonly.get() || longerThan(text, PASTE_BYTES)) return false;
  const lines = withoutPipes(splitLines(text));
  const { state } = view.editor.view;
  const empty = state.selection.main.to - state.selection.main.from === state.doc.length;
  const only = lines[0] ?? "";
  if (lines.length < 2 && !(empty && only.includes("\t") && props.columns.length > 0)) {
    if (lines.length === 0 || !/[\n\r]/.test(text)) return false;
    insertText(view, text.replace(/[\n\r]+/g, ""));
    return true;
  }
  if (lines.length > MAX_PASTED_ROWS) {
    board.notify(TOO_MANY_ROWS);
    return true;
  }
  asOneUndoStep(board.undo, () => insertLines(props, view, lines, empty));
  return true;
}

function insertLines(props: PasteProps, view: RowView, lines: readonly string[], empty: boolean): void {
  const { board, root, field } = props;
  const origin = board.connection.localOrigin;
  const [first = "", ...others] = lines;
  const read = cellParser(props);
  // Into words that are there goes the first line alone; an empty row is filled with all that the line says.
  // The head of a table is no words: all of its rows come behind the row that has some.
  const table = others.length > 0 && headOf(first, props.columns) !== null;
  let rows: PastedRow[] = pasteRows(empty || table ? lines : others, props.columns, read);
  if (!empty && !table)
    insertText(view, (hasListMarker(first) ? withoutListMarker(first).text : first.trimEnd()).replace(/\t+/g, " "));
  else if (empty && rows[0]?.text) {
    insertText(view, rows[0].text);
    const { row } = view;
    if (row) board.edit(() => fillRow(row, rows[0]?.values ?? {}));
    rows = rows.slice(1);
  }
  const ranks = view.row ? ranksBehind(root, view.row, rows.length) : ranksAtEnd(root, rows.length);
  const fresh = rows.map(({ text, values }, i) => ({
    id: newRowId(),
    rank: ranks[i] as string,
    text,
    values: { ...props.values, ...values },
    lines: lineKeys(field),
  }));
  if (fresh.length === 0) return;
  for (const row of addRows(board.doc, root, origin, fresh)) markTypedHere(row.text);
  props.inserted(fresh.at(-1)?.id ?? "");
}

function insertText(view: RowView, text: string): void {
  const editor = view.editor.view;
  editor.dispatch(editor.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
}

// Times without a day follow each other, as they do when they are typed one after the other.
function cellParser({ board, around }: PasteProps): CellParser {
  let last: number | null = null;
  return (column, text) => {
    if (column.kind === "date") return parseDay(board, column.key, text);
    if (column.kind !== "datetime") return parsePlainCell(column, text);
    const there = around();
    const answer = resolveMoment(
      text,
      { ...there, before: last ?? there.before, own: null, day: null },
      board.zone.get(),
    );
    if ("problem" in answer) return null;
    last = instantOf(answer.iso);
    return { [column.key]: answer.iso };
  };
}

// Of two days that may be meant neither is taken: the words stand there and ask.
function parseDay(board: Board, key: string, text: string): Record<string, PlainValue> | null {
  const today = toLocal(storedInstant(board.connection.now()), board.zone.get())?.date ?? "";
  const { days } = parseDueDate(text, today, board.dayOrder.get());
  const [only = "", other] = days;
  if (only === "") return null;
  return withoutEmpty(valueWithText(key, other === undefined ? only : null, only === text ? "" : text));
}
