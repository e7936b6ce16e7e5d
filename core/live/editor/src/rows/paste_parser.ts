// Pasted text in, rows out: one a line, without the signs of a list, cells to columns, a time in front to the time.
// What no column takes stays among the words: nothing pasted is lost. Pure: how a cell is read comes in as a function.
// Not here: the document, editors, undo.
import type { ColumnSchema } from "../board/board_context";
import { actionLink } from "../document/action_link";
import type { PlainValue } from "../document/rows_model";
import { withoutListMarker } from "./pasted_lines";
import { headOf, type Place } from "./pasted_table";

export interface PastedRow {
  text: string;
  values: Record<string, PlainValue>;
}

/** What a cell says under a column: the values to store, or null when the column cannot hold it. */
export type CellParser = (column: ColumnSchema, text: string) => Record<string, PlainValue> | null;

/** So many rows at once fit into what one update may carry. */
export const MAX_PASTED_ROWS = 500;

/** "02:58" or "2h58" somewhere in it: "14 users" is no time, though "14" alone may be typed as one. */
const CLOCK = /\d[:.h]\d\d/;
/** "Mon Nov 23 2026 02:58:31 UTC" and the like: a time is not longer than this. */
const MAX_TIME_WORDS = 7;
/** What a time may end with: "02:58 the" reads as a time too, and takes a word of the sentence with it. */
const ENDS_TIME = /\d(?:[apAP][mM]|h|[zZ])?$|^(?:[apAP]\.?[mM]\.?|[zZ]|[A-Z]{3,5})$/;

export function pasteRows(lines: readonly string[], columns: readonly ColumnSchema[], read: CellParser): PastedRow[] {
  const head = lines.length > 1 ? headOf(lines[0] ?? "", columns) : null;
  const made = head
    ? lines.slice(1).map((line) => rowUnder(head, line, read))
    : lines.map((line) => rowOf(line, columns, read));
  return made.filter((row) => row.text !== "" || Object.keys(row.values).length > 0);
}

// Under names of columns each cell is of its own; what cannot be read there stays among the words.
function rowUnder(head: readonly Place[], line: string, read: CellParser): PastedRow {
  const values: Record<string, PlainValue> = {};
  const texts: string[] = [];
  const leftOver: string[] = [];
  line.split("\t").forEach((typed, i) => {
    const cell = typed.trim();
    const place = head[i] ?? "other";
    if (cell === "" || (place === "number" && /^\d{1,4}\.?$/.test(cell))) return;
    if (place === "text") texts.push(withoutListMarker(cell).text);
    else if (typeof place === "string" || !mergeInto(values, read(place, cell))) leftOver.push(cell);
  });
  return { text: [...texts, ...leftOver].join(" "), values };
}

function rowOf(line: string, columns: readonly ColumnSchema[], read: CellParser): PastedRow {
  const { text: typedText, ticked } = withoutListMarker(line);
  const values: Record<string, PlainValue> = {};
  const time = columns.find((column) => column.kind === "datetime");
  const cells = typedText.split("\t").map((cell) => cell.trim());
  if (time) cells[0] = withoutTime(cells, (clock) => mergeInto(values, read(time, clock)));
  if (time && cells[0] === "" && Object.keys(values).length > 0) cells.shift();
  const box = columns.find((column) => column.key === "done");
  if (box && ticked) mergeInto(values, read(box, "x"));
  const [text = "", ...more] = cells;
  const rest = spread(
    more,
    columns.filter((column) => column !== time),
    values,
    read,
  );
  return { text: [text, ...rest].filter(Boolean).join(" "), values };
}

// Takes the time off the front of the first cell. Alone in its cell it may be as short as people type it.
function withoutTime(cells: readonly string[], take: (text: string) => boolean): string {
  const first = cells[0] ?? "";
  if (cells.length > 1 && take(stripPunctuation(first))) return "";
  const words = first.split(" ");
  for (let count = Math.min(words.length, MAX_TIME_WORDS); count > 0; count -= 1) {
    const front = stripPunctuation(words.slice(0, count).join(" "));
    const ends = ENDS_TIME.test(front.slice(front.lastIndexOf(" ") + 1));
    if (ends && CLOCK.test(front) && take(front))
      return words
        .slice(count)
        .join(" ")
        .replace(/^[-–—:|,]\s+/, "")
        .trim();
  }
  return first;
}

const stripPunctuation = (text: string): string =>
  text
    .replace(/^[[(]/, "")
    .replace(/[\])]?[:,;|]?$/, "")
    .trim();

// Each cell goes to the next column that can hold it; an empty one passes its column by. Returns what is left over.
function spread(
  cells: readonly string[],
  columns: readonly ColumnSchema[],
  values: Record<string, PlainValue>,
  read: CellParser,
): string[] {
  const leftOver: string[] = [];
  let next = 0;
  for (const cell of cells) {
    if (cell === "") {
      next += 1;
      continue;
    }
    const at = columns.findIndex((column, i) => i >= next && mergeInto(values, read(column, cell)));
    if (at < 0) leftOver.push(cell);
    else next = at + 1;
  }
  return leftOver;
}

function mergeInto(values: Record<string, PlainValue>, found: Record<string, PlainValue> | null): boolean {
  if (found) Object.assign(values, found);
  return found !== null;
}

/** How the cells of most columns are read; days and moments are read by whoever knows the calendar. */
export function parsePlainCell(column: ColumnSchema, text: string): Record<string, PlainValue> | null {
  const small = text.toLowerCase();
  switch (column.kind) {
    case "link":
      // Anything but an address stays among the words of the row.
      return actionLink(text) ? { [column.key]: text } : null;
    case "line":
      return { [column.key]: text };
    case "toggle":
      return /^(?:x|yes|true|done|1|✓|✔|★|\*)$/.test(small) ? { [column.key]: true } : null;
    case "choice": {
      const option = column.options.find(
        ({ value, label }) => value.toLowerCase() === small || label.toLowerCase() === small,
      );
      return option ? { [column.key]: option.value } : null;
    }
    default:
      return null;
  }
}
