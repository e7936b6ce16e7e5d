// Times as people type and read them: an instant in UTC is stored, the postmortem's zone is shown. Zone rules come from
// the browser (Intl); core/domain/dates/zones.py is the same for the server. Not here: DOM, Yjs, how people write a
// time (moment_grammar), the present moment (it is a parameter).

export interface LocalTime {
  /** "2026-11-23" */
  date: string;
  /** "02:58", or "02:58:31" when the seconds are known. */
  time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    const options: Intl.DateTimeFormatOptions = {
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    };
    try {
      found = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
      found = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    formats.set(zone, found);
  }
  return found;
}

/** A zone name that this browser and the server know, else UTC: a bad name must not hide a time. */
export function knownZone(zone: unknown): string {
  // Browsers take "+01:00" and "europe/berlin" for zones too; the server has neither.
  if (typeof zone !== "string" || !/^[A-Z]/.test(zone)) return "UTC";
  const found = formatFor(zone).resolvedOptions().timeZone;
  return found === "UTC" || (found !== zone && found.toLowerCase() === zone.toLowerCase()) ? "UTC" : zone;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pad = (n: number, width = 2): string => String(n).padStart(width, "0");

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds of an instant as it is stored, or null when it is none: a day that does not exist is none. */
export function instantOf(iso: unknown): number | null {
  const found = typeof iso === "string" ? INSTANT.exec(iso) : null;
  if (!found || ((found[1] ?? "").slice(8) > "28" && !inCalendar(found[1] ?? ""))) return null;
  const ms = Date.parse(found[0]);
  return Number.isFinite(ms) ? ms : null;
}

// Date.parse takes 31 November for 1 December. Of the form "2026-11-23".
function inCalendar(date: string): boolean {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** An instant as it is stored: UTC, whole seconds, with a Z. */
export function storedInstant(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

// The wall clock of the zone at an instant, as if it were UTC.
function wallClock(ms: number, zone: string): number {
  const whole = Math.floor(ms / 1000) * 1000;
  return whole + offsetAt(whole, zone);
}

// How far the wall is ahead of UTC at a whole second, in milliseconds. No zone ever changed its clocks twice within an
// hour, so an hour that ends with the offset it began with has that offset all along. Reading one moment of a timeline
// asks for the same few hours a dozen times, and Intl needs microseconds for each.
function offsetAt(ms: number, zone: string): number {
  const hour = Math.floor(ms / HOUR) * HOUR;
  const begun = hourOffset(hour, zone);
  return begun === hourOffset(hour + HOUR, zone) ? begun : measuredOffset(ms, zone);
}

const MAX_CACHED_HOURS = 5_000;
const hourOffsets = new Map<string, number>();

function hourOffset(hour: number, zone: string): number {
  const key = `${hour} ${zone}`;
  let found = hourOffsets.get(key);
  if (found === undefined) {
    found = measuredOffset(hour, zone);
    if (hourOffsets.size >= MAX_CACHED_HOURS) hourOffsets.clear();
    hourOffsets.set(key, found);
  }
  return found;
}

function measuredOffset(ms: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
}

export function toLocal(iso: unknown, zone: string): LocalTime | null {
  const ms = instantOf(iso);
  if (ms === null) return null;
  const text = new Date(wallClock(ms, zone)).toISOString();
  const seconds = text.slice(17, 19);
  return { date: text.slice(0, 10), time: seconds === "00" ? text.slice(11, 16) : text.slice(11, 19) };
}

/**
 * When the wall shows this, the earlier first: twice in the hour that comes twice, never in the one that is skipped.
 */
export function instantsOf(local: LocalTime, zone: string): number[] {
  const guess = Date.parse(`${local.date}T${local.time.length === 5 ? `${local.time}:00` : local.time}Z`);
  if (!isDate(local.date) || !Number.isFinite(guess)) return [];
  const offsets = new Set([guess - DAY, guess + DAY].map((ms) => wallClock(ms, zone) - ms));
  return [...offsets]
    .map((offset) => guess - offset)
    .filter((ms) => wallClock(ms, zone) === guess)
    .sort((a, b) => a - b);
}

/** The instant of a wall-clock time, the earlier of two; null when clocks skip it. */
export function toInstant(local: LocalTime, zone: string): string | null {
  const [first] = instantsOf(local, zone);
  return first === undefined ? null : storedInstant(first);
}

/** Whether the wall shows the same time at another moment too, because clocks went back. */
export function isAmbiguous(ms: number, zone: string): boolean {
  const local = toLocal(storedInstant(ms), zone);
  return local !== null && instantsOf(local, zone).length > 1;
}

/** "+01:00": how far the wall is from UTC at this moment. */
export function offsetOf(ms: number, zone: string): string {
  const minutes = Math.round((wallClock(ms, zone) - Math.floor(ms / 1000) * 1000) / 60_000);
  const away = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(away / 60))}:${pad(away % 60)}`;
}

/** The offset of an instant where its wall-clock time alone would not say which of two hours is meant, else "". */
export function offsetIfAmbiguous(iso: unknown, zone: string): string {
  if (typeof iso !== "string" || iso === "") return "";
  const key = `${zone} ${iso}`;
  let found = offsets.get(key);
  if (found === undefined) {
    const ms = instantOf(iso);
    found = ms !== null && isAmbiguous(ms, zone) ? offsetOf(ms, zone) : "";
    if (offsets.size >= MAX_CACHED_OFFSETS) offsets.clear();
    offsets.set(key, found);
  }
  return found;
}

// Every drawing of every row asks, and the answer takes six readings of the zone's rules.
const offsets = new Map<string, string>();
const MAX_CACHED_OFFSETS = 5_000;

/**
 * A date in the calendar between 1970 and 2200, which is all that the server takes; half-typed years ("0202") are
 * none.
 */
export function isDate(text: unknown): text is string {
  return (
    typeof text === "string" &&
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    text >= "1970-01-01" &&
    text <= "2200-12-31" &&
    inCalendar(text)
  );
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The date in a zone at an instant in milliseconds; empty for no instant. */
export function todayIn(zone: string, now: number): string {
  return toLocal(storedInstant(now), zone)?.date ?? "";
}

// Made once: each row of a timeline asks.
const DAY_OPTIONS: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
const DAY_FORMAT = new Intl.DateTimeFormat("en-GB", DAY_OPTIONS);
const DAY_YEAR_FORMAT = new Intl.DateTimeFormat("en-GB", { ...DAY_OPTIONS, year: "numeric" });

/** "Mon 23 Nov", with the year when it is not the one everybody has in mind. */
export function dayLabel(date: string, near?: string): string {
  if (!isDate(date)) return date;
  const format = near && near.slice(0, 4) !== date.slice(0, 4) ? DAY_YEAR_FORMAT : DAY_FORMAT;
  return format.format(Date.parse(`${date}T00:00:00Z`)).replace(",", "");
}
