// What a meeting has written so far, in at most five short lines, for whoever comes late. Not here: where it is shown.
import type * as Y from "yjs";
import { durationText } from "../time/durations";
import { promisedRows } from "./action_rows";
import { textFact } from "./document_text";
import { lineValue } from "./line_text";
import { incidentTimes } from "./metrics";
import { rowsIn, rowsRoot } from "./rows_model";

const LENSES = ["technical", "monitoring", "process", "architecture", "culture"];
const LONGEST = 140;

/** "What happened: …", "Timeline: 9 rows, 56 min", "Why: … and 2 more", "Factors: 3", "Actions: 2, first …". */
export function decidedSoFar(doc: Y.Doc): string[] {
  return [happened(doc), timeline(doc), why(doc), factors(doc), actions(doc)].filter((line) => line !== "");
}

function happened(doc: Y.Doc): string {
  const text = short(doc.getText("text:summary.what_happened").toString());
  const severity = textFact(doc, "severity");
  if (text === "") return severity === "" ? "" : `Severity: ${severity}`;
  return severity === "" ? text : `${severity}: ${text}`;
}

function timeline(doc: Y.Doc): string {
  const rows = rowsIn(rowsRoot(doc, "timeline"));
  const count = rows.filter(({ text }) => text.toString().trim() !== "").length;
  const { value } = incidentTimes(rows).resolve;
  return count === 0
    ? ""
    : `Timeline: ${counted(count, "row")}${value === null ? "" : `, ${durationText(value)} long`}`;
}

function why(doc: Y.Doc): string {
  const answers = LENSES.flatMap((lens) => texts(doc, `root_cause.${lens}`));
  return listed("Why", answers);
}

function factors(doc: Y.Doc): string {
  return listed("Contributing", texts(doc, "factors"));
}

function actions(doc: Y.Doc): string {
  const rows = promisedRows(doc).filter(({ text }) => text.toString().trim() !== "");
  const owned = rows.filter(({ map }) => lineValue(map.get("owner")).trim() !== "").length;
  const line = listed(
    "To do",
    rows.map(({ text }) => text.toString()),
  );
  return line === "" ? "" : `${line} (${owned} with an owner)`;
}

function listed(label: string, found: readonly string[]): string {
  const [first] = found;
  if (first === undefined) return "";
  // The line goes on behind it, so its full stop would stand before a comma.
  const begins = short(first).replace(/[.。]$/, "");
  return `${label}: ${begins}${found.length > 1 ? `, and ${found.length - 1} more` : ""}`;
}

function texts(doc: Y.Doc, field: string): string[] {
  return rowsIn(rowsRoot(doc, field))
    .map(({ text }) => text.toString())
    .filter((text) => text.trim() !== "");
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** One line, cut between words where there is a space. */
function short(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  if (line.length <= LONGEST) return line;
  const cut = line.lastIndexOf(" ", LONGEST - 1);
  return `${line.slice(0, cut > LONGEST / 2 ? cut : LONGEST - 1)}…`;
}
