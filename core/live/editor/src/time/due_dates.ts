// Due dates as people say them: "2026-12-01", "4 Dec", "in two weeks", "by Friday", "mid January". Read here, at
// once, as core/domain/dates/due_dates.py reads them on the server; tests/cases/due_dates.json holds the two together.
// Not here: the present moment (it is a parameter), DOM, the document.
import {
  type Day,
  DueDateError,
  dayFrom,
  dayOf,
  daysInMonth,
  daysUntilWeekday,
  firstOfMonth,
  isoOf,
  monthOf,
  monthsLater,
  nearestWeekday,
  nextDayWithNumber,
  weekdayOf,
  workingDaysLater,
  yearOf,
} from "./due_arithmetic";
import { parsePeriod } from "./due_periods";
import { MONTHS, NUMBERS, type Phrase, toPhrase, UNITS, WEEKDAYS } from "./due_vocabulary";

/** How a team writes 4 December in numbers: 4/12 or 12/4. */
export type DayOrder = "dmy" | "mdy";

export interface DueReading {
  /** one day: that is what was said; two, the earlier first: either may be meant; none: no date */
  days: string[];
  /** the two differ in which number is the day, so that knowing the team's way decides */
  byOrder: boolean;
  /** what is wrong with it, when there is no day */
  sentence: string;
}

const EMPTY = "The date is empty. Type a day such as 2026-12-01, “Friday” or “in two weeks”.";
const UNCLEAR = "is no date yet. Try “4 Dec” or “in two weeks”.";

/** What the words can mean, seen from `today` ("2026-11-23"). */
export function parseDueDate(text: string, today: string, order: DayOrder | null): DueReading {
  const phrase = toPhrase(text);
  if (phrase?.text === "") return { days: [], byOrder: false, sentence: EMPTY };
  try {
    const found = phrase && parsePhrase(phrase, dayFrom(today), order);
    if (found && found.days.length > 0) return { days: found.days.map(isoOf), byOrder: found.byOrder, sentence: "" };
  } catch (error) {
    if (error instanceof DueDateError) return { days: [], byOrder: false, sentence: error.message };
    throw error;
  }
  return { days: [], byOrder: false, sentence: `“${[...text.trim()].slice(0, 30).join("")}” ${UNCLEAR}` };
}

type Parser = (phrase: Phrase, today: Day) => Day[];

function parsePhrase(phrase: Phrase, today: Day, order: DayOrder | null): { days: Day[]; byOrder: boolean } | null {
  const found = numeric(phrase.text, today, order);
  if (found) return found;
  for (const reader of PARSERS) {
    const days = reader(phrase, today);
    if (days.length > 0) return { days: sorted(days), byOrder: false };
  }
  return null;
}

const sorted = (days: Day[]): Day[] => [...new Set(days)].sort((a, b) => a - b);

// "4.12." is the fourth of December; with slashes or dashes the team's order decides, or what is possible.
function numeric(text: string, today: Day, order: DayOrder | null): { days: Day[]; byOrder: boolean } | null {
  const found = /^([0-9]{1,2})([-/]|\. ?)([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?$/.exec(text);
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[3])];
  const candidates = [
    { day: first, month: second, order: "dmy" },
    { day: second, month: first, order: "mdy" },
  ];
  const possible = candidates.filter((way) => way.month <= 12);
  let chosen = possible.length > 0 ? possible : candidates;
  if ((found[2] ?? "").startsWith(".") || possible.length < 2) chosen = chosen.slice(0, 1);
  else if (order) chosen = chosen.filter((way) => way.order === order);
  const days = sorted(chosen.map((way) => nextDate(today, way.month, way.day, found[4] ?? null)));
  return { days, byOrder: days.length > 1 };
}

const RELATIVE_DAYS: ReadonlyMap<string, number> = new Map([
  ["yesterday", -1],
  ["today", 0],
  ["now", 0],
  ["tonight", 0],
  ["end of day", 0],
  ["close of business", 0],
  ["tomorrow", 1],
  ["day after tomorrow", 2],
  ["fortnight", 14],
  ["a fortnight", 14],
  ["in a fortnight", 14],
  ["next week", 7],
]);

const relativeDay: Parser = (phrase, today) => {
  const days = RELATIVE_DAYS.get(phrase.text);
  return days === undefined ? [] : [today + days];
};

const yearFirst: Parser = ({ text: typedText }) => {
  const found =
    /^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$/.exec(typedText) ??
    /^([0-9]{4})()([0-9]{2})([0-9]{2})$/.exec(typedText);
  return found ? [dayOf(Number(found[1]), Number(found[3]), Number(found[4]))] : [];
};

// "4 Dec", "Dec 4th", "Fri 4 Dec 2026", "the 30th", "Friday 4th", "the 5th of next month".
const calendarDate: Parser = (phrase, today) => {
  const words = phrase.text
    .split(" ")
    .filter((word) => word !== "of" && word !== "the")
    .map((word) => word.replace(/\.+$/, ""));
  const [first, last] = words.length > 1 ? [WEEKDAYS.get(words[0] ?? ""), WEEKDAYS.get(words.at(-1) ?? "")] : [];
  if (first !== undefined) words.shift();
  else if (last !== undefined) words.pop();
  const weekdayNumber = first ?? last;
  const found = dayFromWords(words, today, weekdayNumber !== undefined);
  if (found === null) return [];
  return weekdayNumber === undefined || weekdayOf(found) === weekdayNumber
    ? [found]
    : [found, dayForWeekday(found, weekdayNumber, today, words.length === 3)];
};

const HALF_A_YEAR = 183;

// The day that the weekday speaks for: that date just gone by, or the weekday beside the date.
function dayForWeekday(found: Day, named: number, today: Day, withYear: boolean): Day {
  const yearAgo = monthsLater(found, -12);
  return !withYear && found - today > HALF_A_YEAR && weekdayOf(yearAgo) === named
    ? yearAgo
    : nearestWeekday(found, named, today);
}

const DAY = /^([0-9]{1,2})(st|nd|rd|th)?$/;

function dayFromWords(given: readonly string[], today: Day, counted: boolean): Day | null {
  let words = [...given];
  const glued = /^([0-9]{1,2})\.?([a-z]{3,})$/.exec(words[0] ?? "");
  if (glued?.[1] && glued[2] && MONTHS.has(glued[2])) words = [glued[1], glued[2], ...words.slice(1)];
  const alone = DAY.exec(words[0] ?? "");
  if (words.length === 1 && alone && (counted || alone[2])) return nextDayWithNumber(today, Number(alone[1]));
  if (words.length === 2 && alone && words[1] === "month") return nextDayWithNumber(today, Number(alone[1]));
  if (words.length === 3 && alone && (words[1] === "this" || words[1] === "next") && words[2] === "month") {
    const there = monthsLater(firstOfMonth(today), words[1] === "next" ? 1 : 0);
    return dayOf(yearOf(there), monthOf(there), Number(alone[1]));
  }
  const months = words.filter((word) => MONTHS.has(word));
  const rest = words.filter((word) => !MONTHS.has(word));
  const [month] = months;
  if (
    month === undefined ||
    months.length > 1 ||
    rest.length < 1 ||
    rest.length > 2 ||
    (words.at(-1) === month && words.length === 3)
  )
    return null;
  if (rest.length === 2 && /^[0-9]{4}$/.test(rest[0] ?? "")) rest.reverse(); // "24th" is as long
  const day = DAY.exec(rest[0] ?? "");
  if (!day || (rest.length === 2 && !/^(?:[0-9]{4}|[0-9]{2})$/.test(rest[1] ?? ""))) return null;
  return nextDate(today, MONTHS.get(month) ?? 0, Number(day[1]), rest[1] ?? null);
}

// "in 3 days", "two weeks", "2w", "in a couple of weeks", "5 business days", "a week from Friday".
const timeSpan: Parser = (phrase, today) => {
  const text = phrase.text.replaceAll("working day", "workday").replaceAll("business day", "workday");
  const found =
    /^(?:in |within )?(?:a (?=couple))?([0-9]{1,3} ?|[a-z]+ (?:of )?)([a-z]+)(?: time)?(?: (?:from|after) (.+))?$/.exec(
      text,
    );
  const unit = UNITS.get(found?.[2] ?? "");
  if (!found || !unit) return [];
  const number = (found[1] ?? "").replace(/of $/, "").trim();
  const amount = /^[0-9]+$/.test(number) ? Number(number) : NUMBERS.get(number);
  const start = spanStart(found[3], today);
  if (amount === undefined || start === null) return [];
  if (unit === "day") return [start + amount];
  if (unit === "week") return [start + 7 * amount];
  if (unit === "working day") return [workingDaysLater(start, amount)];
  return [monthsLater(start, unit === "year" ? 12 * amount : amount)];
};

// The day that a span is counted from.
function spanStart(typedText: string | undefined, today: Day): Day | null {
  if (typedText === undefined || typedText === "now" || typedText === "today") return today;
  for (const reader of [relativeDay, calendarDate, weekday]) {
    const days = sorted(reader({ text: typedText, by: false, timed: false }, today));
    if (days.length === 1) return days[0] ?? null;
  }
  return null;
}

// The next such day; "next Friday" may be the coming one or the one after it.
const weekday: Parser = (phrase, today) => {
  let words = phrase.text.split(" ");
  let lead = ["this", "next", "coming"].includes(words[0] ?? "") ? (words.shift() as string) : "";
  if (lead === "next" && words[0] === "week" && words.length === 2)
    [lead, words] = ["", [words[1] ?? "", "next", "week"]];
  const wanted = WEEKDAYS.get(words[0] ?? "");
  if (wanted === undefined) return [];
  const coming = today + daysUntilWeekday(today, wanted);
  const here = weekdayOf(today);
  const more = words.slice(1).join(" ");
  if (more === "next week") return [today + 7 - here + wanted];
  if (more === "this week") return wanted >= here ? [today + wanted - here] : [];
  if (more) return [];
  if (lead === "next") return wanted === here ? [coming] : [coming, coming + 7];
  if (wanted === here && lead === "this") return [today];
  return wanted === here && phrase.timed ? [today, coming] : [coming];
};

const PARSERS: readonly Parser[] = [relativeDay, yearFirst, calendarDate, weekday, parsePeriod, timeSpan];

// The day in that year (two digits: of this century), or the next time that it comes.
function nextDate(today: Day, month: number, day: number, year: string | null): Day {
  if (year !== null) return dayOf(Number(year) + (year.length === 2 ? 2000 : 0), month, day);
  let first = yearOf(today);
  if (month === 2 && day === 29) while (daysInMonth(first, 2) < 29 || dayOf(first, 2, 29) < today) first += 1;
  const found = dayOf(first, month, day);
  return found >= today ? found : dayOf(first + 1, month, day);
}
