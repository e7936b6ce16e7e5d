// A time in which something is due: "end of month", "mid January", "early next week", "Q1", "by March".
// As core/domain/dates/due_periods.py reads it. Not here: single days (due_dates).
import { type Day, dayOf, firstOfMonth, lastOfMonth, monthOf, monthsLater, weekdayOf, yearOf } from "./due_arithmetic";
import { EDGES, type Edge, MONTHS, type Phrase } from "./due_vocabulary";

const IN_MONTH: Partial<Record<Edge, number>> = { start: 1, early: 5, mid: 15, late: 25 };
const IN_WEEK: Record<Edge, number> = { start: 0, early: 0, mid: 2, late: 4, end: 4 };
const LENGTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const YEAR = /^[0-9]{4}$/;

/** The day in a period that was meant: its end, or the part of it that was named. Empty when none was. */
export function parsePeriod(phrase: Phrase, today: Day): Day[] {
  const words = phrase.text.split(" ").filter((word) => word !== "of" && word !== "the");
  const edge = EDGES.get(words[0] ?? "") ?? null;
  if (edge) words.shift();
  const qualifier = words[0] === "this" || words[0] === "next" ? (words.shift() as string) : "";
  if (words[0] === "in" && !edge && !qualifier) words.shift();
  const [only = ""] = words;
  if (words.length === 1 && ["day", "week", "month", "quarter", "year"].includes(only))
    return inUnit(edge, qualifier, only, today);
  if (qualifier || words.length === 0) return [];
  if (edge && words.length === 1 && YEAR.test(only)) return dayAtEdge(edge, dayOf(Number(only), 1, 1), 12);
  const year = yearIn(words);
  const [name = ""] = words;
  if (words.length !== 1) return [];
  const quarter = /^q([1-4])$/.exec(name);
  if (quarter) return inNamedPeriod(edge, phrase.by, 3 * Number(quarter[1]) - 2, 3, year, today);
  const month = MONTHS.get(name);
  return month === undefined ? [] : inNamedPeriod(edge, phrase.by, month, 1, year, today);
}

// The year beside another word, taken out.
function yearIn(words: string[]): number | null {
  if (words.length !== 2) return null;
  if (YEAR.test(words[1] ?? "")) return Number(words.pop());
  return YEAR.test(words[0] ?? "") ? Number(words.shift()) : null;
}

// In a month or quarter of the calendar. "by March" may be its first day or its last.
function inNamedPeriod(
  edge: Edge | null,
  by: boolean,
  month: number,
  months: number,
  year: number | null,
  today: Day,
): Day[] {
  let first = dayOf(year ?? yearOf(today), month, 1);
  let there = dayAtEdge(edge ?? "end", first, months);
  if (year === null && there[0] !== undefined && there[0] < today) {
    first = dayOf(yearOf(today) + 1, month, 1);
    there = dayAtEdge(edge ?? "end", first, months);
  }
  return by && !edge && (year !== null || first >= today) ? [first, ...there] : there;
}

function inUnit(edge: Edge | null, qualifier: string, name: string, today: Day): Day[] {
  const more = qualifier === "next" ? 1 : 0;
  if (!edge) {
    if (!qualifier || name === "day" || (more && name === "year")) return [];
    if (more && name === "month") return [monthsLater(today, 1)];
    if (more && name === "week") return [today + 7];
  }
  const at = edge ?? "end";
  if (name === "day") return at === "end" ? [today + more] : [];
  if (name === "week") return [inWeek(at, more, today)];
  const months = LENGTHS[name] ?? 1;
  const first = monthsLater(firstOfMonth(today), -((monthOf(today) - 1) % months));
  const there = dayAtEdge(at, monthsLater(first, more * months), months);
  return there[0] !== undefined && there[0] < today ? dayAtEdge(at, monthsLater(first, months), months) : there;
}

// A week ends on its Friday, or on Sunday once Friday is over.
function inWeek(edge: Edge, more: number, today: Day): Day {
  const monday = today + 7 * more - weekdayOf(today);
  const found = monday + IN_WEEK[edge];
  if (found >= today) return found;
  return edge === "end" ? monday + 6 : found + 7;
}

// The day at that edge of the months that begin with `first`; empty where the edge says too little.
function dayAtEdge(edge: Edge, first: Day, months: number): Day[] {
  if (edge === "end") return [lastOfMonth(monthsLater(first, months - 1))];
  if (edge === "start") return [first];
  if (months === 1) return [first + (IN_MONTH[edge] ?? 1) - 1];
  if (edge !== "mid") return [];
  return [monthsLater(first, Math.floor(months / 2)) + (months === 3 ? 14 : -1)];
}
