// The follow-up checklist as core/domain/content/checklist.py reads it: lines that the document itself answers are
// computed and say what is missing, all others are ticked by people; the server ticks the one about links. A line belongs to a rule by its words. Not here: DOM.
import type * as Y from "yjs";
import { isDate } from "../time/datetime";
import { promisedRows } from "./action_rows";
import { declinedAs } from "./declined";
import { lineValue } from "./line_text";
import type { Row } from "./rows_model";

export const CHECKLIST = "follow_up.checklist";

const OWNERS = "Every action has an owner and a date.";
const CALENDAR = "The review is in the calendars.";

export interface ChecklistItem {
  done: boolean;
  /** nobody ticks it */
  computed: boolean;
  /** what is missing; empty when it may be ticked */
  why: string;
}

const rowText = (row: Row): string => row.text.toString().trim();
const hasText = (value: unknown): boolean => lineValue(value).trim() !== "";

export function checklistItem(doc: Y.Doc, row: Row): ChecklistItem {
  const ticked = row.map.get("done") === true;
  const message = rowText(row);
  if (message === OWNERS) {
    const why = ownersAndDates(doc);
    return { done: why === "", computed: true, why };
  }
  if (message === CALENDAR && !isDate(doc.getMap("facts").get("review_on")))
    return { done: false, computed: false, why: "There is no review date yet." };
  return { done: ticked, computed: false, why: "" };
}

function ownersAndDates(doc: Y.Doc): string {
  const written = promisedRows(doc).filter(
    (row) => rowText(row) !== "" || hasText(row.map.get("owner")) || hasText(row.map.get("done_when")),
  );
  if (written.length === 0) return "There is no action yet.";
  const relevant = written.filter((row) => declinedAs(row) !== "with its reason");
  const noOwner = relevant.filter((row) => !hasText(row.map.get("owner")));
  const noDate = relevant.filter((row) => !isDate(row.map.get("due")));
  return [missingSentence("No owner", noOwner), missingSentence("No date", noDate)].filter(Boolean).join(" ");
}

const MAX_NAMED = 3;
const MAX_QUOTE_LENGTH = 40;

function missingSentence(what: string, rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const more = rows.length - MAX_NAMED;
  return `${what}: ${rows.slice(0, MAX_NAMED).map(quoted).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

function quoted(row: Row): string {
  const line = [...rowText(row).replace(/\s+/g, " ")];
  if (line.length === 0) return "an action without words";
  return `“${
    line.length <= MAX_QUOTE_LENGTH
      ? line.join("")
      : `${line
          .slice(0, MAX_QUOTE_LENGTH - 1)
          .join("")
          .trimEnd()}…`
  }”`;
}
