// When a quiet minute is revealed, the server has put what it had into the document. What stands here and it had not yet
// (a word typed in that moment, a line of somebody who was offline) goes the same way, into its own row or point. Nothing
// is there twice: a line has one id, in the browser and in the document.
import type * as Y from "yjs";
import { lineKeys } from "../document/line_text";
import { addRow, type Row, rankAtEnd, rowAt, rowsRoot, setRemoved } from "../document/rows_model";
import { difference } from "../shared/text_difference";
import { mergeTexts } from "../shared/text_merge";
import { type DraftLine, isUnsent } from "./draft_store";

/** Where a line stands in the document. */
export interface Place {
  text: Y.Text;
  /** where its words begin in the text */
  from: number;
}

/** A draft as a point of a list, its further lines indented. The server has the same (core/document/drafts.py). */
export function point(text: string): string {
  return indented(text.trim());
}

const indented = (text: string): string => `- ${text.replaceAll("\n", "\n  ")}`;

/** Whether the document has got what the server revealed of this line. */
export function hasArrived(doc: Y.Doc, line: DraftLine, prose: boolean): boolean {
  return prose ? findPoint(doc.getText(`text:${line.field}`), line) !== null : rowOf(doc, line) !== null;
}

export interface SettleHow {
  prose: boolean;
  /** somebody is typing in it: the space before the next word stays */
  typing: boolean;
}

/**
 * Makes the document say what the line says here. Null for a line that is gone. What the server had is never added: it
 * is there, whatever somebody has made of it since.
 */
export function settle(doc: Y.Doc, origin: object, line: DraftLine, { prose, typing }: SettleHow): Place | null {
  const text = typing ? line.text.trimStart() : line.text.trim();
  return prose ? settlePoint(doc, origin, line, text) : settleRow(doc, origin, line, text);
}

function rowOf(doc: Y.Doc, line: DraftLine): Row | null {
  return rowAt(rowsRoot(doc, line.field), line.id);
}

function settleRow(doc: Y.Doc, origin: object, line: DraftLine, text: string): Place | null {
  const row = rowOf(doc, line);
  const blank = text.trim() === "";
  if (row && blank) setRemoved(doc, row, origin, true);
  if (blank) return null;
  if (!row && !isUnsent(line)) return null;
  if (!row) {
    const root = rowsRoot(doc, line.field);
    return placeOf(
      addRow(doc, root, origin, { id: line.id, rank: rankAtEnd(root), text, lines: lineKeys(line.field) }),
    );
  }
  write(doc, origin, row.text, merged(line, text, row.text.toString()));
  return placeOf(row);
}

const placeOf = (row: Row): Place => ({ text: row.text, from: 0 });

/** What somebody wrote into the row since it was revealed stays as well. */
function merged(line: DraftLine, text: string, now: string): string {
  const before = now === line.sent.trim() ? line.sent.trim() : line.stored.trim();
  return mergeTexts(before, text, now);
}

function settlePoint(doc: Y.Doc, origin: object, line: DraftLine, words: string): Place | null {
  if (words.trim() === "") return null;
  const text = doc.getText(`text:${line.field}`);
  const found = findPoint(text, line);
  if (!found && !isUnsent(line)) return null;
  const wanted = indented(words);
  doc.transact(() => {
    if (found) replace(text, found.from, found.words, wanted);
    else text.insert(text.length, `${gapBehind(text.toString())}${wanted}`);
  }, origin);
  return { text, from: text.toString().lastIndexOf(wanted) + 2 };
}

function findPoint(text: Y.Text, line: DraftLine): { from: number; words: string } | null {
  const now = `\n${text.toString()}\n`;
  for (const words of [line.text, line.sent, line.stored].filter((item) => item.trim() !== "").map(point)) {
    const at = now.lastIndexOf(`\n${words}\n`);
    if (at >= 0) return { from: at, words };
  }
  return null;
}

function gapBehind(text: string): string {
  if (text === "") return "";
  const trimmed = text.replace(/\n+$/, "");
  const last = trimmed.slice(trimmed.lastIndexOf("\n\n") + 1).trimStart();
  return "\n".repeat(Math.max(0, (last.startsWith("- ") ? 1 : 2) - (text.length - trimmed.length)));
}

function write(doc: Y.Doc, origin: object, text: Y.Text, wanted: string): void {
  doc.transact(() => replace(text, 0, text.toString(), wanted), origin);
}

function replace(text: Y.Text, from: number, before: string, after: string): void {
  const change = difference(before, after, after.length);
  if (change === null) return;
  if (change.to > change.from) text.delete(from + change.from, change.to - change.from);
  if (change.insert !== "") text.insert(from + change.from, change.insert);
}
