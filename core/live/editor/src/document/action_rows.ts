// Which rows of the actions are promised, which are ideas that were set aside, which were chosen, and in what order they
// stand. Setting aside and taking up again only change a mark in the row, so nothing typed into it is ever lost. Not
// here: who may choose (the server writes that mark itself).
import type * as Y from "yjs";
import { declinedAs } from "./declined";
import { byRank, type Row, rowsIn, rowsRoot } from "./rows_model";

export function isChosen(row: Row): boolean {
  return row.map.get("chosen") === true;
}

export function isIdea(row: Row): boolean {
  return row.map.get("idea") === true;
}

/** The chosen ones first, then by rank. */
export function byChosen(a: Row, b: Row): number {
  return Number(isChosen(b)) - Number(isChosen(a)) || byRank(a, b);
}

/** What is not set aside, in the order in which it is read. */
export function promisedRows(doc: Y.Doc): Row[] {
  return rowsIn(rowsRoot(doc, "actions"), byChosen).filter((row) => !isIdea(row));
}

/** Those with words that were not decided against: what the meeting can choose among. */
export function votableRows(doc: Y.Doc): Row[] {
  return promisedRows(doc).filter((row) => row.text.toString().trim() !== "" && declinedAs(row) !== "with its reason");
}

/** The ideas that were actions, in the order in which they stood there. */
export function ideaRows(doc: Y.Doc): Row[] {
  return rowsIn(rowsRoot(doc, "actions"), byRank).filter(isIdea);
}

/** Makes these rows ideas, or actions again: one change, however many they are. */
export function setIdea(doc: Y.Doc, rows: readonly Row[], origin: object, idea: boolean): void {
  const other = rows.filter((row) => isIdea(row) !== idea);
  if (other.length === 0) return;
  doc.transact(() => {
    for (const row of other) {
      if (idea) row.map.set("idea", true);
      else row.map.delete("idea");
    }
  }, origin);
}
