// Times of day and days of the calendar as they are written, and what is wrong with one that does not exist. Not here:
// in which order the parts of a moment stand (moment_grammar).
import { isDate } from "./datetime";

export const FORMAT_HELP = "Try 02:58, 0258, or 2026-11-23 02:58 for another day.";
export const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** A time of day as its parts were written; an empty string for one that was not. */
export interface Clock {
  hour: string;
  minute: string;
  second: string;
  half: string;
}

/** The place of a name that begins like this word, -1 for none. Shorter than three letters says nothing. */
export function named(word: string, names: readonly string[]): number {
  return word.length < 3
    ? -1
    : names.findIndex((name) => name.startsWith(word) || (name === "tuesday" && word === "tues"));
}

/** "26" is 2026; null when no year was written. */
export function writtenYear(written: string | undefined): number | null {
  return written === undefined ? null : written.length === 2 ? 2000 + Number(written) : Number(written);
}

/** 11 is "Nov". */
export const shortMonth = (month: number): string =>
  (MONTHS[month - 1] ?? "").slice(0, 3).replace(/^./, (first) => first.toUpperCase());
const longMonth = (month: number): string => (MONTHS[month - 1] ?? "").replace(/^./, (first) => first.toUpperCase());

/** A sentence about a day that is not in the calendar; null for one that is. */
export function noSuchDay({ year, month, day }: { year: number | null; month: number; day: number }): string | null {
  if (month < 1 || month > 12) return `There is no month ${month}. Write the day like 2026-11-23.`;
  const iso = (y: number): string =>
    `${String(y).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (year !== null && year < 1970) return `The year ${year} is too long ago. Check it.`;
  if (year !== null && year > 2200) return `The year ${year} is too far away. Check it.`;
  if (isDate(iso(year ?? 2024))) return null;
  return `There is no ${day} ${longMonth(month)}${year !== null && day <= 29 ? ` ${year}` : ""}. Check the day.`;
}

export function clock(hour = "", minute = "", second = "", half = ""): Clock {
  return { hour, minute, second, half };
}

/** From "0258", "025831" or "2", as MomentParser finds it. */
export function clockOfDigits(found: RegExpExecArray | null): Clock {
  return found?.[1]
    ? clock(found[1], found[2], found[3], found[7])
    : clock(found?.[4] ?? found?.[6], found?.[5], "", found?.[7]);
}

/** "02:58" or "02:58:31"; null for a time that no clock shows. */
export function timeOf({ hour, minute, second, half }: Clock): { time: string; midnight: boolean } | null {
  let hours = Number(hour);
  if (half !== "") {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half === "pm" ? 12 : 0);
  }
  const midnight = hours === 24 && Number(minute) === 0 && Number(second) === 0;
  if ((hours > 23 && !midnight) || Number(minute) > 59 || Number(second) > 59) return null;
  const two = (n: number): string => String(n).padStart(2, "0");
  const time = `${two(hours % 24)}:${two(Number(minute))}`;
  return { time: Number(second) ? `${time}:${two(Number(second))}` : time, midnight };
}

export function noSuchTime({ hour, minute, second, half }: Clock): string {
  if (second === "60") return "The clock here has no second 60. Write the second before it.";
  const message = [hour, minute, second].filter((part) => part !== "").join(":");
  return `No clock shows ${message}${half}. ${FORMAT_HELP}`;
}
