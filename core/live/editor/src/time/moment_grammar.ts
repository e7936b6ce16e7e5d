// A moment as people and logs write it, taken apart: a day, or a part of one, a time of day, an offset. Words may stand
// in any order ("2:58 PM, Nov 23", "Mon Nov 23 02:58:31 UTC 2026"). What does not exist is named, not moved.
// Not here: which day is meant when none is written (moment_resolution), zone rules (datetime), DOM.
import {
  type Clock,
  clock,
  clockOfDigits,
  FORMAT_HELP,
  MONTHS,
  named,
  noSuchDay,
  noSuchTime,
  shortMonth,
  timeOf,
  WEEKDAYS,
  writtenYear,
} from "./wall_clock_text";
import { parseZone, type WrittenZone } from "./zone_offsets";

export type WrittenDay =
  | { kind: "date"; year: number | null; month: number; day: number; weekday?: number | null }
  | { kind: "weekday"; weekday: number }
  /** so many days from today */
  | { kind: "near"; days: number };

export interface WrittenMoment {
  day: WrittenDay | null;
  /** "02:58" or "02:58:31" */
  time: string;
  /** "24:00": the midnight that ends the day */
  midnight: boolean;
  zone: WrittenZone | null;
}

export type GrammarResult = { written: WrittenMoment } | { problem: string };

const NEAR: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 };
const FILLERS = new Set(["", "-", "at", "on", "um", "the", "of", "uhr", "h", "hrs", "o'clock"]);
const MAX_LENGTH = 80;

const TIME =
  /^(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d{1,9})?)?([ap]m)?(z|[a-z]{2,4}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?$/;
const DIGITS =
  /^(?:(\d{2})(\d{2})(\d{2})(?:\.\d{1,9})?|(\d{1,2})(\d{2})|(\d{1,2}))([ap]m)?(z|h|uhr|utc|gmt|[+-]\d{4})?$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const ZONE_BEFORE = /(?:[+-]\d[\d:]{1,4}|\b(?:z|utc|gmt)) ?$/;
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})|\.)?$/;
const NAMED = /^(\d{1,2})[-/.]?([a-z]{3,9})(?:[-/.]?(\d{4}|\d{2}))?$/;
const NAME_FIRST = /^([a-z]{3,9})[-/.]?(\d{1,2})$/;

/** What was typed, taken apart; `ownZone` is the postmortem's zone. A problem is a whole sentence. */
export function parseMoment(typed: string, ownZone: string): GrammarResult {
  const found = new MomentParser(ownZone);
  for (const word of normalize(typed).split(" ")) {
    const problem = found.accept(word);
    if (problem !== null) return { problem: problem || notATime(typed) };
  }
  return found.result(typed);
}

const notATime = (typed: string): string => `“${typed.trim()}” is not a time yet. ${FORMAT_HELP}`;

// One spelling for the same thing: spaces between words, dots in fractions, am and pm at their number.
function normalize(typed: string): string {
  return typed
    .slice(0, MAX_LENGTH)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, "")
    .replace(/\(([a-z ]{0,40})\)/g, (_, words: string, at: number, all: string) =>
      zoneInBrackets(words, all.slice(0, at)),
    )
    .replace(/\((?=(?:utc|gmt)?[+-]\d)|(?<=[+-]\d[\d:]{0,4})\)/g, " ")
    .replace(/\[[a-z_]+\/[a-z_/+-]+\]/g, " ")
    .replace(/(:\d{2}:\d{2}),(\d)/g, "$1.$2")
    .replace(/[[\]{}"“”|·@,;]/g, " ")
    .replace(/(\d{4}-?\d{2}-?\d{2})[t_](?=\d)/g, "$1 ")
    .replace(/(\/\d{4}):(?=\d{2}:)/g, "$1 ")
    .replace(/(\d): (?=\d{2})/g, "$1:")
    .replace(/(\d) ?([ap])\.?m\b\.?/g, "$1$2m")
    .replace(/\s+/g, " ")
    .trim();
}

// "22:02 (PST)" names the zone; behind "-0800" the letters in brackets only repeat it, and longer words explain it.
function zoneInBrackets(words: string, before: string): string {
  const letters = words.trim();
  return parseZone(letters, "UTC") === null || ZONE_BEFORE.test(before) ? " " : ` ${letters} `;
}

class MomentParser {
  #day: WrittenDay | null = null;
  #weekday: number | null = null;
  #month = 0;
  #time: Clock | null = null;
  #zone: WrittenZone | null = null;
  /** "4.12" and "23.11.26": a day when there is a time beside it, else a time */
  #either: string | null = null;
  readonly #numbers: string[] = [];

  readonly #ownZone: string;

  constructor(ownZone: string) {
    this.#ownZone = ownZone;
  }

  /** Takes one word; a sentence when it cannot be, or "" when nobody knows what it is. */
  accept(word: string): string | null {
    if (FILLERS.has(word)) return null;
    if (/^\d{1,6}$/.test(word)) {
      this.#numbers.push(word);
      return null;
    }
    if (/^\d{1,2}\.\d{2}(\.\d{2})?$/.test(word) && this.#either === null) {
      this.#either = word;
      return null;
    }
    const name = this.#takeName(word);
    if (name !== undefined) return name;
    const time = this.#takeClock(word);
    return time !== undefined ? time : this.#takeDate(word);
  }

  // Of these three, undefined is the answer to a word that is something else.
  #takeName(word: string): string | null | undefined {
    const bare = word.replace(/\.$/, "");
    const near = Object.hasOwn(NEAR, bare) ? NEAR[bare] : undefined;
    if (near !== undefined) return this.#setDay({ kind: "near", days: near });
    const weekday = named(bare, WEEKDAYS);
    if (weekday >= 0) return this.#setWeekday(weekday);
    const month = named(bare, MONTHS);
    if (month >= 0) return this.#setMonth(month + 1);
    const ordinal = /^(\d{1,2})(?:st|nd|rd|th|\.)$/.exec(word);
    if (ordinal) {
      this.#numbers.unshift(ordinal[1] ?? "");
      return null;
    }
    return this.#takeWhere(word);
  }

  #takeWhere(word: string): string | null | undefined {
    const zone = parseZone(word, this.#ownZone);
    if (zone === null) return undefined;
    if ("problem" in zone) return zone.problem;
    // "GMT +0100" and "+0100 CET" say one thing in two words.
    const known = this.#zone;
    const name = known !== null && "offset" in known && known.offset === 0;
    if (known === null || name) this.#zone = zone;
    return known === null || name || JSON.stringify(known) === JSON.stringify(zone) ? null : "";
  }

  #takeClock(word: string): string | null | undefined {
    const found = TIME.exec(word);
    const digits = found ? null : DIGITS.exec(word);
    if (!found && !digits) return undefined;
    const writtenZone = found?.[5] ?? digits?.[8] ?? "";
    if (this.#time) return "";
    if (writtenZone !== "" && !FILLERS.has(writtenZone)) {
      const problem = this.#takeWhere(writtenZone);
      if (problem !== null) return problem ?? "";
    }
    this.#time = found ? clock(found[1], found[2], found[3], found[4]) : clockOfDigits(digits);
    return null;
  }

  #takeDate(word: string): string | null {
    const first = YEAR_FIRST.exec(word) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(word);
    if (first)
      return this.#setDay({ kind: "date", year: Number(first[1]), month: Number(first[3]), day: Number(first[4]) });
    const numbers = NUMBERS.exec(word);
    if (numbers) return this.#takeNumbers(word, numbers);
    const byName = NAMED.exec(word) ?? swapped(NAME_FIRST.exec(word));
    const month = byName ? named(byName[2] ?? "", MONTHS) + 1 : 0;
    if (!byName || month === 0) return "";
    return this.#setDay({ kind: "date", year: writtenYear(byName[3]), month, day: Number(byName[1]) });
  }

  #takeNumbers(word: string, found: RegExpExecArray): string | null {
    const [a, b] = [Number(found[1]), Number(found[3])];
    const dayFirst = found[2] === "." || a > 12 || a === b;
    if (!dayFirst && b <= 12) return `“${word}” can be two days. Write ${a} ${shortMonth(b)} or ${b} ${shortMonth(a)}.`;
    return this.#setDay({ kind: "date", year: writtenYear(found[4]), month: dayFirst ? b : a, day: dayFirst ? a : b });
  }

  #setWeekday(weekday: number): string | null {
    if (this.#weekday !== null) return "";
    this.#weekday = weekday;
    return null;
  }

  #setMonth(month: number): string | null {
    if (this.#month !== 0) return "";
    this.#month = month;
    return null;
  }

  #setDay(day: WrittenDay): string | null {
    if (this.#day) return "";
    this.#day = day;
    return null;
  }

  result(typed: string): GrammarResult {
    const problem = this.#namedMonth() ?? this.#loose();
    if (problem !== null) return { problem: problem || notATime(typed) };
    if (this.#weekday !== null && !this.#day) this.#day = { kind: "weekday", weekday: this.#weekday };
    else if (this.#day?.kind === "date") this.#day.weekday = this.#weekday;
    const wrong = this.#day?.kind === "date" ? noSuchDay(this.#day) : null;
    if (wrong) return { problem: wrong };
    if (!this.#time)
      return {
        problem: this.#day
          ? `“${typed.trim()}” is a day without a time. Write both, such as 2026-11-23 02:58.`
          : notATime(typed),
      };
    const time = timeOf(this.#time);
    if (time === null) return { problem: noSuchTime(this.#time) };
    return { written: { day: this.#day, ...time, zone: this.#zone } };
  }

  // "Nov 23 2026": the numbers beside the name of a month are its day and its year; what is left is a time.
  #namedMonth(): string | null {
    if (this.#month === 0) return null;
    const at = this.#numbers.findIndex((number) => number.length <= 2);
    if (at < 0) return "";
    const [day] = this.#numbers.splice(at, 1);
    const isYear = (number: string): boolean => /^(19[7-9]|2[01])\d\d$/.test(number);
    const years = this.#numbers.findIndex((number) => isYear(number) && (this.#time || this.#numbers.length > 1));
    const [written] = years < 0 ? [] : this.#numbers.splice(years, 1);
    return this.#setDay({ kind: "date", year: writtenYear(written), month: this.#month, day: Number(day) });
  }

  #loose(): string | null {
    if (this.#either !== null) {
      if (!this.#time && this.#numbers.length === 0) return this.#takeClock(this.#either) ?? null;
      const found = NUMBERS.exec(this.#either);
      const problem = found ? this.#takeNumbers(this.#either, found) : "";
      if (problem !== null) return problem;
    }
    const [number, more] = this.#numbers;
    if (number === undefined) return null;
    if (more !== undefined || this.#time) return "";
    return this.#takeClock(number) ?? null;
  }
}

function swapped(found: RegExpExecArray | null): RegExpExecArray | null {
  if (found) [found[1], found[2]] = [found[2] ?? "", found[1] ?? ""];
  return found;
}
