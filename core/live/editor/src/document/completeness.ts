// How much of each section is filled, counted as core/domain/content/completeness.py counts it: needs met, needs open.
// Only counts, for the marks in the navigation; the sentences are the server's. Not here: DOM.
import type * as Y from "yjs";
import type { SectionId } from "../connection/connection";
import { instantOf, isDate } from "../time/datetime";
import { promisedRows } from "./action_rows";
import { CHECKLIST, checklistItem } from "./checklist";
import { declinedAs } from "./declined";
import { lineValue } from "./line_text";
import { firstOfKind, incidentTimes } from "./metrics";
import { type Row, rowsIn, rowsRoot } from "./rows_model";
import { typedTextOf } from "./typed_text";

export interface SectionCompleteness {
  met: number;
  open: number;
  skipped: boolean;
}

const hasText = (text: unknown): boolean => lineValue(text).trim() !== "";

export function sectionCompleteness(doc: Y.Doc, section: SectionId): SectionCompleteness {
  const facts = doc.getMap("facts");
  if (facts.get(`skipped.${section}`) === true) return { met: 0, open: 0, skipped: true };
  const requirements = REQUIREMENTS[section](doc, facts);
  const met = requirements.filter(Boolean).length;
  // What a new postmortem may bring along is by itself no beginning.
  const started = requirements.some((is, i) => is && !PREFILLED[section](doc).includes(i));
  return { met: started ? met : 0, open: requirements.length - met, skipped: false };
}

const proseFilled = (doc: Y.Doc, field: string): boolean => hasText(doc.getText(`text:${field}`).toString());
const allRows = (doc: Y.Doc, field: string): Row[] => rowsIn(rowsRoot(doc, field));
const withText = (doc: Y.Doc, field: string): Row[] =>
  allRows(doc, field).filter((row) => hasText(row.text.toString()));

/** Words that were typed for a value and could not be read. */
const unreadable = (map: Y.Map<unknown>, key: string, known: boolean): boolean =>
  !known && typedTextOf(map, key).trim() !== "";

type Requirements = (doc: Y.Doc, facts: Y.Map<unknown>) => boolean[];

const REQUIREMENTS: Record<SectionId, Requirements> = {
  summary: (doc, facts) => [
    proseFilled(doc, "summary.what_happened"),
    ["P1", "P2", "P3"].includes(String(facts.get("severity"))),
    proseFilled(doc, "summary.impact"),
    typeof facts.get("duration") === "number" || incidentTimes(allRows(doc, "timeline")).resolve.value !== null,
    ...(unreadable(facts, "duration", typeof facts.get("duration") === "number") ? [false] : []),
  ],
  timeline: (doc) => {
    const rows = allRows(doc, "timeline");
    const told = rows.filter((row) => hasText(row.text.toString()));
    const marks = ["started", "detected", "responded", "resolved"].map((kind) => firstOfKind(rows, kind) !== null);
    const untimed = told.some((row) => instantOf(row.map.get("at")) === null);
    const impossible = Object.values(incidentTimes(rows)).filter(
      (measure) => measure.short === "ends before it starts",
    );
    return [told.length > 0, ...marks, ...(untimed ? [false] : []), ...impossible.map(() => false)];
  },
  root_cause: (doc) =>
    ["technical", "monitoring", "process", "architecture", "culture"].map(
      (lens) => withText(doc, `root_cause.${lens}`).length > 0,
    ),
  factors: (doc) => {
    const rows = withText(doc, "factors");
    const unmarked = rows.some((row) => row.map.get("kind") !== "cause" && row.map.get("kind") !== "context");
    return [rows.length > 0, ...(unmarked ? [false] : [])];
  },
  actions: (doc) => {
    const rows = promisedRows(doc).filter(
      (row) =>
        hasText(row.text.toString()) ||
        hasText(row.map.get("owner")) ||
        hasText(row.map.get("done_when")) ||
        hasText(row.map.get("link")) ||
        isDate(row.map.get("due")) ||
        hasText(typedTextOf(row.map, "due")),
    );
    return [rows.length > 0, ...rows.map((row) => actionGaps(row).length === 0)];
  },
  lessons: (doc) => ["went_right", "went_wrong", "differently"].map((part) => proseFilled(doc, `lessons.${part}`)),
  follow_up: (doc, facts) => [
    hasText(facts.get("tracker")),
    isDate(facts.get("review_on")),
    typeof facts.get("meeting_needed") === "boolean",
    withText(doc, CHECKLIST).every((row) => checklistItem(doc, row).done),
  ],
};

const STARTED = "The incident started.";
const NOTHING = (): number[] => [];

// By place among the needs above: the severity, the row in which it started with its marks, the review's date and a
// checklist without lines.
const PREFILLED: Record<SectionId, (doc: Y.Doc) => number[]> = {
  summary: () => [1],
  timeline: (doc) => {
    const told = withText(doc, "timeline");
    return told.length === 1 && told[0]?.text.toString() === STARTED ? [0, 1, 2, 3, 4] : [];
  },
  root_cause: NOTHING,
  factors: NOTHING,
  actions: NOTHING,
  lessons: NOTHING,
  follow_up: (doc) => (allRows(doc, CHECKLIST).length === 0 ? [1, 3] : [1]),
};

/** What one action still needs to be a commitment, in words such as "an owner". */
export function actionGaps(row: Row): string[] {
  const gaps: string[] = [];
  if (declinedAs(row) === "with its reason") return gaps;
  if (!hasText(row.text.toString())) gaps.push("what changes");
  if (!hasText(row.map.get("owner"))) gaps.push("an owner");
  if (!isDate(row.map.get("due"))) gaps.push("a date");
  if (!hasText(row.map.get("done_when"))) gaps.push("how we know it is done");
  return gaps;
}

/** "an owner, a date and how we know it is done" */
export function joinList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
