// A list of rows in the document: a Y.Map of id -> row, each row {rank, removed, text, ...typed values}.
// Here live making, moving, removing and ordering rows. A row is never deleted, only marked as removed, so that
// the words of somebody who is writing in it survive. Not here: DOM, editors.
import * as Y from "yjs";
import { instantOf } from "../time/datetime";
import { between, compareRanks, isRank, spread } from "./rank";
import { isLeftCaption } from "./row_evidence";
import { withoutUndo } from "./undo";

export type RowMap = Y.Map<unknown>;
export type PlainValue = string | number | boolean;

export interface Row {
  id: string;
  map: RowMap;
  text: Y.Text;
  rank: string;
}

const ROW_ID = /^[A-Za-z0-9_-]{1,64}$/;

export function rowsRoot(doc: Y.Doc, field: string): Y.Map<RowMap> {
  return doc.getMap(`rows:${field}`) as Y.Map<RowMap>;
}

/** What stands under an id, if it is a row at all; what strangers put there is left alone. */
export function rowAt(root: Y.Map<RowMap>, id: string): Row | null {
  const map: unknown = root.get(id);
  if (!(map instanceof Y.Map) || !ROW_ID.test(id)) return null;
  const text: unknown = map.get("text");
  if (!(text instanceof Y.Text)) return null;
  const rank: unknown = map.get("rank");
  return { id, map: map as RowMap, text, rank: isRank(rank) ? rank : "" };
}

export function isRemoved(row: Row): boolean {
  return row.map.get("removed") === true;
}

/** By rank, ties by id. */
export function byRank(a: Row, b: Row): number {
  return compareRanks(a.rank, b.rank) || (a.id < b.id ? -1 : 1);
}

/** By time, then rank; rows whose time nobody knows yet come last. */
export function byTime(a: Row, b: Row): number {
  const first = instantOf(a.map.get("at")) ?? Number.POSITIVE_INFINITY;
  const second = instantOf(b.map.get("at")) ?? Number.POSITIVE_INFINITY;
  return first === second ? byRank(a, b) : first - second;
}

/** The rows that are there, in order. `keep` stays in the list although it was removed: somebody is in it. */
export function rowsIn(
  root: Y.Map<RowMap>,
  order: (a: Row, b: Row) => number = byRank,
  keep: string | null = null,
): Row[] {
  const rows: Row[] = [];
  for (const id of root.keys()) {
    const row = rowAt(root, id);
    if (row && (id === keep || !isRemoved(row))) rows.push(row);
  }
  return rows.sort(order);
}

/** Keeps `held` (the row somebody is in) behind the same neighbour as before, whatever the order says now. */
export function keepHeldInPlace(rows: Row[], held: string | null, shown: readonly string[]): Row[] {
  const at = held === null ? -1 : shown.indexOf(held);
  const row = rows.find((item) => item.id === held);
  if (at < 0 || !row) return rows;
  const others = rows.filter((entry) => entry !== row);
  for (let i = at - 1; i >= 0; i -= 1) {
    const before = others.findIndex((candidate) => candidate.id === shown[i]);
    if (before >= 0) return [...others.slice(0, before + 1), row, ...others.slice(before + 1)];
  }
  return [row, ...others];
}

export function newRowId(): string {
  const symbols = "0123456789abcdefghijklmnopqrstuvwxyz";
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => symbols.charAt(byte % 36)).join("");
}

export interface NewRow {
  id: string;
  rank: string;
  text?: string;
  values?: Record<string, PlainValue>;
  /** the values that are lines of shared text; they are there from the beginning, so that nobody makes them twice */
  lines?: readonly string[];
}

/**
 * Makes a row. It is born removed, quietly, and then brought in with its words: so undo takes it out again
 * without deleting the words that others have put into it since.
 */
export function addRow(doc: Y.Doc, root: Y.Map<RowMap>, origin: object, row: NewRow): Row {
  return addRows(doc, root, origin, [row])[0] as Row;
}

/** Makes several rows as one change: one to undo, and two updates to send however many they are. */
export function addRows(doc: Y.Doc, root: Y.Map<RowMap>, origin: object, rows: readonly NewRow[]): Row[] {
  const fresh = new Set(rows.filter((row) => !rowAt(root, row.id)).map((row) => row.id));
  if (fresh.size > 0) {
    withoutUndo(doc, origin, () => {
      for (const row of rows) if (fresh.has(row.id)) root.set(row.id, newRowMap(row));
    });
  }
  return doc.transact(() => rows.map((row) => insertRow(root, row, fresh.has(row.id))), origin);
}

function newRowMap({ rank, lines = [] }: NewRow): RowMap {
  const texts = lines.map((key): [string, unknown] => [key, new Y.Text()]);
  return new Y.Map<unknown>([["rank", rank], ["removed", true], ["text", new Y.Text()], ...texts]);
}

function insertRow(root: Y.Map<RowMap>, row: NewRow, fresh: boolean): Row {
  const made = rowAt(root, row.id);
  if (!made) throw new RangeError(`not a row id: ${row.id}`);
  made.map.set("removed", false);
  if (row.text && fresh) made.text.insert(0, row.text);
  for (const [key, value] of Object.entries(row.values ?? {})) setValue(made.map, key, value);
  return made;
}

function setValue(map: RowMap, key: string, value: PlainValue): void {
  const line = map.get(key);
  if (!(line instanceof Y.Text)) map.set(key, value);
  else if (line.length === 0) line.insert(0, String(value));
}

/** Gives a row the values that it has not got yet. */
export function fillRow(row: Row, values: Record<string, PlainValue>): void {
  for (const [key, value] of Object.entries(values)) {
    if (!says(row.map.get(key) ?? "")) setValue(row.map, key, value);
  }
}

export function setRemoved(doc: Y.Doc, row: Row, origin: object, removed: boolean): void {
  if (isRemoved(row) !== removed) doc.transact(() => row.map.set("removed", removed), origin);
}

const says = (value: unknown): boolean => (value instanceof Y.Text ? value.length > 0 : value !== "");

/** Keys of a row that nobody fills. */
const WITHOUT_WORDS: ReadonlySet<string> = new Set(["rank", "removed", "text", "from"]);

/** Whether nobody has put anything into the row. */
export function isEmpty(row: Row): boolean {
  if (row.text.length > 0) return false;
  for (const key of row.map.keys()) {
    if (WITHOUT_WORDS.has(key) || isLeftCaption(row.map, key)) continue;
    if (says(row.map.get(key))) return false;
  }
  return true;
}

/** A rank behind all rows. */
export function rankAtEnd(root: Y.Map<RowMap>): string {
  return ranksAtEnd(root, 1)[0] as string;
}

/** So many ranks in order, directly behind a row, in front of all that stand behind it now. */
export function ranksBehind(root: Y.Map<RowMap>, row: Row, count: number): string[] {
  if (row.rank === "") return ranksAtEnd(root, count);
  let next: string | null = null;
  for (const id of root.keys()) {
    const rank = rowAt(root, id)?.rank;
    if (rank && rank > row.rank && (next === null || rank < next)) next = rank;
  }
  return ownRanks(row.rank, next, count);
}

/** So many ranks in order behind all rows, those that were removed too: one of them may come back. */
export function ranksAtEnd(root: Y.Map<RowMap>, count: number): string[] {
  let last: string | null = null;
  for (const id of root.keys()) {
    const rank = rowAt(root, id)?.rank;
    if (rank && (last === null || rank > last)) last = rank;
  }
  return ownRanks(last, null, count);
}

// Two people make rows at one place at one moment: with a tail of chance their ranks differ, so that there is room
// between the two, and each one's next row stands behind their own.
function ownRanks(low: string | null, high: string | null, count: number): string[] {
  const tail = newRowId().slice(0, 3).replace(/0$/, "1");
  const ranks: string[] = [];
  for (let last = low; ranks.length < count; last = ranks.at(-1) ?? null) ranks.push(between(last, high) + tail);
  return ranks;
}

/** Moves a row one place up (-1) or down (1) among its peers, which stand in rank order. Says whether it moved. */
export function moveRow(
  doc: Y.Doc,
  root: Y.Map<RowMap>,
  origin: object,
  id: string,
  by: -1 | 1,
  peers?: Row[],
): boolean {
  const rows = peers ?? rowsIn(root, byRank);
  const from = rows.findIndex((row) => row.id === id);
  const to = from + by;
  const moving = rows[from];
  if (!moving || to < 0 || to >= rows.length) return false;
  const others = rows.filter((row) => row !== moving);
  const before = others[to - 1]?.rank || null;
  const behind = others.slice(to);
  const next = behind[0]?.rank || null;
  doc.transact(() => {
    if (next === null || before === null || before < next) {
      moving.map.set("rank", between(before, next));
      return;
    }
    // Neighbours made at the same moment share a rank, and nothing fits between: those behind make room.
    const crowd = behind.filter((row) => row.rank <= before);
    const open = behind.find((row) => row.rank > before)?.rank ?? null;
    const ranks = spread(before, open, crowd.length + 1);
    for (const [i, row] of [moving, ...crowd].entries()) row.map.set("rank", ranks[i] ?? row.rank);
  }, origin);
  return true;
}
