// A table that was pasted: the pipes of Markdown and wikis become cells, and a first row of names says which column is
// which, so that "Owner | Action | Due" fills the same columns. Pure. Not here: how a cell is read (paste_parser).
import type { ColumnSchema } from "../board/board_context";

/** What a cell is: of a column, the words of the row, or neither. */
export type Place = ColumnSchema | "text" | "number" | "other";

/** What people call them, beside their labels. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  text: ["action", "action item", "actions", "task", "what", "description", "item", "title", "todo", "to do", "change"],
  number: ["#", "no", "nr", "number", "id"],
  owner: ["owner", "owners", "assignee", "assigned to", "responsible", "who", "dri"],
  due: ["due", "due date", "due by", "deadline", "eta", "by when", "target date", "date"],
  kind: ["kind", "type", "category"],
  done_when: ["done when", "definition of done", "acceptance criteria", "test"],
  link: ["link", "issue", "ticket", "jira", "bug", "url"],
};
const PIPE = /(?<!\\)\|/;
const RULE = /^[\s|:+=-]*$/;

/** Lines between pipes as cells between tabs, without the rule under the head; all other lines as they are. */
export function withoutPipes(lines: readonly string[]): string[] {
  const piped = lines.map((line) => line.trim());
  if (piped.length < 2 || !piped.every((line) => line.startsWith("|") && line.split(PIPE).length > 2))
    return [...lines];
  return piped.filter((line) => !RULE.test(line)).map((line) => cellsOf(line).join("\t"));
}

function cellsOf(line: string): string[] {
  const between = line.startsWith("||") ? "||" : PIPE;
  const inner = line.replace(/^\|{1,2}/, "").replace(/(?<!\\)\|{1,2}$/, "");
  return inner.split(between).map((cell) =>
    cell
      .replaceAll("\\|", "|")
      .replace(/<br ?\/?>/g, " ")
      .trim(),
  );
}

/** What the cells of this first line say about those below; null when it is a row like them. */
export function headOf(line: string, columns: readonly ColumnSchema[]): Place[] | null {
  const cells = line.split("\t").map(plain);
  const places = cells.map((cell) => placeOf(cell, columns));
  const named = places.filter((place) => place !== "other" && place !== "number");
  if (named.length < 2 || new Set(named).size < named.length) return null;
  if (places.includes("text")) return places;
  const words = places.findIndex((place, i) => place === "other" && cells[i] !== "");
  return words < 0 ? null : places.with(words, "text");
}

function placeOf(cell: string, columns: readonly ColumnSchema[]): Place {
  const column = columns.find(({ key, label }) => label.toLowerCase() === cell || (NAMES[key] ?? []).includes(cell));
  if (column) return column;
  if (NAMES.text?.includes(cell) || cell === "what changes") return "text";
  return NAMES.number?.includes(cell) ? "number" : "other";
}

/** A name of a column is not longer than this. */
const LONGEST_NAME = 40;

const plain = (cell: string): string =>
  cell
    .trim()
    .slice(0, LONGEST_NAME + 1)
    .toLowerCase()
    .replace(/[*_`]/g, "")
    .replace(/[\s:.?]+$/, "")
    .replace(/\s+/g, " ")
    .trim();
