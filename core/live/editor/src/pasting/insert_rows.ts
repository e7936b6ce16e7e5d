// Rows that were chosen in a preview, put into the timeline as one change to undo. Not here: the preview.
import type { Board } from "../board/board_context";
import { lineKeys } from "../document/line_text";
import { addRows, type NewRow, newRowId, type PlainValue, ranksAtEnd, rowsRoot } from "../document/rows_model";
import { asOneUndoStep } from "../document/undo_step";
import { markTypedHere } from "../hints/typed_ranges";
import { replaceLoneSurrogates } from "../shared/lone_surrogates";
import { storedInstant } from "../time/datetime";

export interface ChosenRow {
  /** null for a line without a time */
  at: string | null;
  who: string;
  text: string;
  kind: string;
}

/** So many characters fit into one update with room to spare. */
const CHARACTERS_AT_ONCE = 30_000;
const ROWS_AT_ONCE = 100;

/** Returns the id of the last row. */
export function insertRows(board: Board, field: string, chosen: readonly ChosenRow[]): string {
  const root = rowsRoot(board.doc, field);
  const ranks = ranksAtEnd(root, chosen.length);
  const rows = chosen.map((row, i) => newRow(field, row, ranks[i] as string));
  asOneUndoStep(board.undo, () => {
    for (const part of portions(rows))
      for (const made of addRows(board.doc, root, board.connection.localOrigin, part)) markTypedHere(made.text);
  });
  return rows.at(-1)?.id ?? "";
}

function newRow(field: string, row: ChosenRow, rank: string): NewRow {
  const values: Record<string, PlainValue> = { kind: row.kind || "other" };
  const ms = row.at === null ? Number.NaN : Date.parse(row.at);
  if (Number.isFinite(ms)) values.at = storedInstant(ms);
  if (row.who) values.who = storable(row.who);
  return { id: newRowId(), rank, text: storable(row.text), values, lines: lineKeys(field) };
}

const storable = (text: string): string => replaceLoneSurrogates(text.replaceAll("\0", ""));

// An update has a largest size; undo takes all of them back together.
function portions(rows: readonly NewRow[]): NewRow[][] {
  const found: NewRow[][] = [];
  let characters = CHARACTERS_AT_ONCE;
  for (const row of rows) {
    const last = found.at(-1);
    const length = row.text?.length ?? 0;
    if (!last || characters + length > CHARACTERS_AT_ONCE || last.length >= ROWS_AT_ONCE) {
      found.push([row]);
      characters = length;
    } else {
      last.push(row);
      characters += length;
    }
  }
  return found;
}
