// How much of each section is filled, counted as core/domain/completeness.py counts it: needs met, needs open.
// Only counts, for the marks in the navigation; the sentences are the server's. Never here: DOM.
import * as Y from "yjs";
import { isDate } from "./datetime";
import type { SectionId } from "./connection";
import { firstOf, times } from "./metrics";
import { rowsIn, rowsRoot, type Row } from "./rows_model";

export interface SectionState {
  met: number;
  open: number;
  skipped: boolean;
}

const written = (text: unknown): boolean => typeof text === "string" && text.trim() !== "";

export function sectionState(doc: Y.Doc, section: SectionId): SectionState {
  const facts = doc.getMap("facts");
  if (facts.get(`skipped.${section}`) === true) return { met: 0, open: 0, skipped: true };
  const needs = NEEDS[section](doc, facts);
  const met = needs.filter(Boolean).length;
  return { met, open: needs.length - met, skipped: false };
}

const prose = (doc: Y.Doc, field: string): boolean => written(doc.getText(`text:${field}`).toString());
const all = (doc: Y.Doc, field: string): Row[] => rowsIn(rowsRoot(doc, field));
const withText = (doc: Y.Doc, field: string): Row[] => all(doc, field).filter((row) => written(row.text.toString()));

type Needs = (doc: Y.Doc, facts: Y.Map<unknown>) => boolean[];

const NEEDS: Record<SectionId, Needs> = {
  summary: (doc, facts) => [
    prose(doc, "summary.what_happened"),
    ["P1", "P2", "P3"].includes(String(facts.get("severity"))),
    prose(doc, "summary.impact"),
    typeof facts.get("duration") === "number" || times(all(doc, "timeline")).resolve.value !== null,
  ],
  timeline: (doc) => {
    const rows = all(doc, "timeline");
    const told = rows.filter((row) => written(row.text.toString()));
    const marks = ["started", "detected", "responded", "resolved"].map((kind) => firstOf(rows, kind) !== null);
    const untimed = told.some((row) => typeof row.map.get("at") !== "string");
    const impossible = Object.values(times(rows)).filter((measure) => measure.short === "ends before it starts");
    return [told.length > 0, ...marks, ...(untimed ? [false] : []), ...impossible.map(() => false)];
  },
  root_cause: (doc) =>
    ["technical", "monitoring", "process", "architecture", "culture"].map((lens) => withText(doc, `root_cause.${lens}`).length > 0),
  factors: (doc) => {
    const rows = withText(doc, "factors");
    const unmarked = rows.some((row) => row.map.get("kind") !== "cause" && row.map.get("kind") !== "context");
    return [rows.length > 0, ...(unmarked ? [false] : [])];
  },
  actions: (doc) => {
    const rows = all(doc, "actions").filter(
      (row) => written(row.text.toString()) || written(row.map.get("owner")) || written(row.map.get("done_when")),
    );
    return [rows.length > 0, ...rows.map((row) => actionGaps(row).length === 0)];
  },
  lessons: (doc) => ["went_right", "went_wrong", "differently"].map((part) => prose(doc, `lessons.${part}`)),
  follow_up: (doc, facts) => [
    written(facts.get("tracker")),
    isDate(facts.get("review_on")),
    typeof facts.get("meeting_needed") === "boolean",
    withText(doc, "follow_up.checklist").every((row) => row.map.get("done") === true),
  ],
};

// "Won't do, because it pays for itself never": with its reason that is an answer too. As core/domain/declined.py reads it.
const WONT = /\b(?:(?:wo(?:n['’]?t| not)|will not|not going to) (?:do|fix|be done|be fixed)|wont-?fix|decided against)\b/i;
const WHY = new RegExp(`${WONT.source}[^.!?\\n]{0,120}?(?:\\b(?:because|since|as)\\b|[:–—])([^\\n]*)`, "i");
const SHORTEST_REASON = 2; // words

export type Refusal = "with its reason" | "without";

/** Whether an action was decided against, in its own words or where its test would stand. */
export function refusal(row: Row): Refusal | null {
  const said = [row.text.toString(), String(row.map.get("done_when") ?? "")];
  const reasons = said.map((words) => WHY.exec(words)?.[1]?.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0);
  if (reasons.some((count) => count >= SHORTEST_REASON)) return "with its reason";
  return said.some((words) => WONT.test(words)) ? "without" : null;
}

/** What one action still needs to be a promise, in words such as "an owner". */
export function actionGaps(row: Row): string[] {
  const gaps: string[] = [];
  if (refusal(row) === "with its reason") return gaps;
  if (!written(row.text.toString())) gaps.push("what changes");
  if (!written(row.map.get("owner"))) gaps.push("an owner");
  if (!isDate(row.map.get("due"))) gaps.push("a date");
  if (!written(row.map.get("done_when"))) gaps.push("how we know it is done");
  return gaps;
}

/** "an owner, a date and how we know it is done" */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
