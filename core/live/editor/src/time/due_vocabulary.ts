// The vocabulary of due dates, and how what was typed becomes one plain line of it. As
// core/domain/dates/due_vocabulary.py has it; tests/cases/due_dates.json holds the two together. Not here: which day is
// meant (due_dates).

export const MAX_LENGTH = 60;

const named = (names: readonly string[], first: number): [string, number][] =>
  names.flatMap((long, index) => [
    [long, index + first],
    [long.slice(0, 3), index + first],
  ]);

export const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["an", 1],
  ["one", 1],
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["five", 5],
  ["six", 6],
  ["seven", 7],
  ["eight", 8],
  ["nine", 9],
  ["ten", 10],
  ["eleven", 11],
  ["twelve", 12],
  ["couple", 2],
]);
export const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...named(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], 0),
  ["tues", 1],
  ["weds", 2],
  ["thur", 3],
  ["thurs", 3],
]);
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...named("january february march april may june july august september october november december".split(" "), 1),
  ["sept", 9],
]);
export type Unit = "day" | "week" | "month" | "year" | "working day";
const UNIT_NAMES: Record<Unit, string> = {
  day: "d day days",
  week: "w wk wks week weeks",
  month: "mo mos mth mths month months",
  year: "y yr yrs year years",
  "working day": "weekday weekdays workday workdays",
};
export const UNITS: ReadonlyMap<string, Unit> = new Map(
  (Object.entries(UNIT_NAMES) as [Unit, string][]).flatMap(([unit, names]) =>
    names.split(" ").map((name): [string, Unit] => [name, unit]),
  ),
);
export type Edge = "start" | "early" | "mid" | "late" | "end";
export const EDGES: ReadonlyMap<string, Edge> = new Map([
  ["start", "start"],
  ["beginning", "start"],
  ["early", "early"],
  ["mid", "mid"],
  ["middle", "mid"],
  ["late", "late"],
  ["end", "end"],
]);
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["eod", "end of day"],
  ["cob", "end of day"],
  ["eow", "end of week"],
  ["eom", "end of month"],
  ["eoq", "end of quarter"],
  ["eoy", "end of year"],
  ["tmrw", "tomorrow"],
  ["tmr", "tomorrow"],
]);

// "Dec '26" is a month of that year, and "Dec 26" a day.
const SHORT_YEAR = /(?<=[a-z0-9.,/-])( ?)['‘’]([0-9]{2})(?![a-z0-9'‘’])/g;
const QUOTES = /['"‘’“”„«»]/g;
const DASHES = /[‐‑‒–—−]/g;
const GAPS = /[ \t\n\r\f\v,()]+/g;
const PLAIN = /^[ -~]+$/;
const END = /[.!;: ]+$/;
const LEAD = /^(?:due:?|by|until|till|on|at|the|latest|(?:no|not) later than) /;
const BY = new Set(["by ", "until ", "till ", "no later than ", "not later than "]);
const OCLOCK = "[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm)|[0-9]{1,2}:[0-9]{2}";
const TIME = `(?:end of (?:the )?day|close of business|noon|midday|midnight|morning|afternoon|evening|night|${OCLOCK})`;
const TIME_LAST = new RegExp(`^([ -~]+?)(?: by| at| in the)? ${TIME}$`);
const TIME_FIRST = new RegExp(`^${TIME} (?:on |of |by )?([ -~]+)$`);

export interface Phrase {
  /** lower case, one space between two words, nothing that says no more than that it is a date */
  text: string;
  /** a day was named as the last one ("by January") */
  by: boolean;
  /** with a time of that day ("Friday EOD") */
  timed: boolean;
}

/** What was typed as a plain line, empty when nothing was; null for what no date is written like. */
export function toPhrase(text: string): Phrase | null {
  let line = text
    .slice(0, 4 * MAX_LENGTH)
    .normalize("NFKC")
    .toLowerCase();
  line = line.replace(SHORT_YEAR, "$120$2");
  line = line.replace(QUOTES, "").replace(DASHES, "-").replace(GAPS, " ").replace(/^ | $/g, "").replace(END, "");
  if (line === "") return { text: "", by: false, timed: false };
  if (line.length > MAX_LENGTH || !PLAIN.test(line)) return null;
  let by = false;
  for (let lead = LEAD.exec(line); lead; lead = LEAD.exec(line)) {
    by = by || BY.has(lead[0]);
    line = line.slice(lead[0].length);
  }
  line = line.replace(/([a-z])[-/]([a-z0-9])/g, "$1 $2").replace(/([0-9])[-/]([a-z])/g, "$1 $2");
  line = line
    .split(" ")
    .map((word) => LETTERS.get(word) ?? word)
    .join(" ");
  const found = TIME_LAST.exec(line) ?? TIME_FIRST.exec(line);
  const rest = found?.[1] ?? "";
  const timed = found !== null && rest !== "end of" && rest !== "the end of";
  return { text: timed ? rest.replace(/^the /, "") : line, by, timed };
}
