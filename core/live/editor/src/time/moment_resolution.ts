// Which moment was meant by what was typed. A part that nobody wrote is the nearest that keeps the order of the rows
// around it, and never lies in the future; of the hour that comes twice it is the pass that keeps the order. What does
// not exist is refused with a sentence. Not here: how moments are written (moment_grammar), DOM.
import { addDays, dayLabel, instantsOf, isAmbiguous, isDate, storedInstant, toLocal } from "./datetime";
import { parseMoment, type WrittenDay, type WrittenMoment } from "./moment_grammar";

/** What stands around a row; milliseconds, null where there is nothing. */
export interface TimelineContext {
  /** the nearest time above and below the row */
  before: number | null;
  after: number | null;
  /** the earliest time of the whole timeline */
  first: number | null;
  /** the row's own time, when it is put right */
  own: number | null;
  /** the day that was chosen beside the time, before there was one */
  day: string | null;
  now: number;
}

export interface ResolvedMoment {
  iso: string;
  /** what nobody wrote and the row above does not say either */
  assumed: "" | "day" | "year";
  /** of the hour that comes twice, nobody wrote which */
  assumedPass: boolean;
}

export type MomentResult = ResolvedMoment | { problem: string };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Clocks of two people differ a little. */
const CLOCK_SLACK = 2 * MINUTE;
/** Somebody who adds a moment that was forgotten types it at the end, too. */
const FORGOTTEN_STEP = HOUR;
const FORGOTTEN_STEP_WITHIN = 6 * HOUR;
const EPOCH = /^(?:(\d{10})|(\d{13}))$/;

export function resolveMoment(typed: string, around: TimelineContext, zone: string): MomentResult {
  const epoch = EPOCH.exec(typed.trim());
  if (epoch)
    return { iso: storedInstant(Number(epoch[1] ?? 0) * 1000 || Number(epoch[2])), assumed: "", assumedPass: false };
  const parted = parseMoment(typed, zone);
  if ("problem" in parted) return parted;
  const { written } = parted;
  const place = zoneClockFor(written, zone);
  const days = [...new Set(candidateDays(written.day, around, place))].filter(isDate);
  const shift = (day: string): string =>
    written.midnight && (written.day ?? around.day) !== null ? addDays(day, 1) : day;
  const readings = days.flatMap((day) => place.readings(shift(day), written.time)).sort((a, b) => a.ms - b.ms);
  const chosen = chooseCandidate(readings, written.day, around, zone);
  if (chosen === null) return { problem: "This day is outside the calendar. Check the year." };
  if (!chosen.exists) return { problem: skippedIn(written.time, place.zone, chosen.ms) };
  const iso = storedInstant(chosen.ms);
  return {
    iso,
    assumed: assumptionOf(written.day, toLocal(iso, zone)?.date ?? "", inOrder(around)(chosen), around, zone),
    assumedPass: written.zone === null && around.own === null && isAmbiguous(chosen.ms, zone),
  };
}

/** The moment of a day that was picked beside a time that is there; null when clocks skip it on that day. */
export function momentOnDay(day: string, own: number, around: TimelineContext, zone: string): number | null {
  const time = toLocal(storedInstant(own), zone)?.time ?? "00:00";
  const found = instantsOf({ date: day, time }, zone).map((ms) => ({ ms, exists: true }));
  return pickPass(found, around, zone)?.ms ?? null;
}

/** Why a time cannot be taken on a day: clocks go forward over it. */
export function skippedMessage(day: string, time: string): string {
  return `Clocks skip ${time} on ${dayLabel(day)}. Write the time they showed, or add an offset such as +01:00.`;
}

/** An instant, or where it would be if clocks did not skip it. */
interface Candidate {
  ms: number;
  exists: boolean;
}

interface ZoneClock {
  /** the name of the zone whose days are counted */
  zone: string;
  dayAt(ms: number): string;
  readings(date: string, time: string): Candidate[];
}

function zoneClockFor(written: WrittenMoment, zone: string): ZoneClock {
  const { zone: writtenZone } = written;
  if (writtenZone && "offset" in writtenZone) {
    const ahead = writtenZone.offset * MINUTE;
    const readings = (date: string, time: string): Candidate[] =>
      instantsOf({ date, time }, "UTC").map((ms) => ({ ms: ms - ahead, exists: true }));
    return { zone, dayAt: (ms) => storedInstant(ms + ahead).slice(0, 10), readings };
  }
  const there = writtenZone && "zone" in writtenZone ? writtenZone.zone : zone;
  return {
    zone: there,
    dayAt: (ms) => toLocal(storedInstant(ms), there)?.date ?? "",
    readings(date, time) {
      const found = instantsOf({ date, time }, there);
      if (found.length > 0 || !isDate(date)) return found.map((ms) => ({ ms, exists: true }));
      // Skipped: the hour after it, to see whether it would have been the one.
      const guess = (instantsOf({ date, time }, "UTC")[0] ?? 0) - DAY;
      const wall = toLocal(storedInstant(guess), there);
      const ahead = wall ? (instantsOf(wall, "UTC")[0] ?? guess) - guess : 0;
      return [{ ms: guess + DAY - ahead, exists: false }];
    },
  };
}

function candidateDays(day: WrittenDay | null, around: TimelineContext, place: ZoneClock): string[] {
  const here = [around.own, around.before, around.after, around.now]
    .filter((ms) => ms !== null)
    .map((ms) => place.dayAt(ms));
  if (day === null)
    return around.own === null && around.day !== null
      ? [around.day]
      : here.flatMap((date) => [-1, 0, 1].map((n) => addDays(date, n)));
  if (day.kind === "near") return [addDays(place.dayAt(around.now), day.days)];
  if (day.kind === "weekday") {
    return here
      .flatMap((date) => Array.from({ length: 15 }, (_, i) => addDays(date, i - 7)))
      .filter((date) => weekdayOf(date) === day.weekday);
  }
  const rest = `${two(day.month)}-${two(day.day)}`;
  if (day.year !== null) return [`${String(day.year).padStart(4, "0")}-${rest}`];
  const years = here
    .flatMap((date) => Array.from({ length: 17 }, (_, i) => `${Number(date.slice(0, 4)) + i - 8}-${rest}`))
    .filter(isDate);
  const named = years.filter((date) => weekdayOf(date) === day.weekday);
  return named.length > 0 ? named : years;
}

const two = (n: number): string => String(n).padStart(2, "0");
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

function chooseCandidate(
  found: readonly Candidate[],
  day: WrittenDay | null,
  around: TimelineContext,
  zone: string,
): Candidate | null {
  const dayWritten =
    day !== null
      ? day.kind === "near" || (day.kind === "date" && day.year !== null)
      : around.own === null && around.day !== null;
  if (dayWritten) return pickPass(found, around, zone);
  if (day === null && around.own !== null) return correctedTime(found, around.own, around, zone);
  return nearestInOrder(found, around, day === null ? DAY / 2 : day.kind === "weekday" ? 7 * DAY : 183 * DAY);
}

const inOrder =
  (around: TimelineContext) =>
  ({ ms }: Candidate): boolean =>
    (around.before ?? -Infinity) <= ms && ms <= (around.after ?? Infinity);

/** Of two passes of one hour: that of the time it puts right, else the one that keeps the order. */
function pickPass(found: readonly Candidate[], around: TimelineContext, zone: string): Candidate | null {
  const { own } = around;
  const same =
    own === null || !isAmbiguous(own, zone)
      ? undefined
      : found.find(({ ms }) => offset(ms, zone) === offset(own, zone));
  return same ?? found.find(inOrder(around)) ?? nearestTo(found, around.before ?? around.after ?? around.now);
}

/** A time that is put right stays on its day, unless it only crossed midnight. */
function correctedTime(
  found: readonly Candidate[],
  own: number,
  around: TimelineContext,
  zone: string,
): Candidate | null {
  const today = toLocal(storedInstant(own), zone)?.date;
  const there = pickPass(
    found.filter(({ ms }) => toLocal(storedInstant(ms), zone)?.date === today),
    around,
    zone,
  );
  if (there && inOrder(around)(there)) return there;
  const crossed = found.filter(
    (candidate) =>
      inOrder(around)(candidate) &&
      Math.abs(candidate.ms - own) < DAY / 2 &&
      candidate.ms <= Math.max(own, around.now + CLOCK_SLACK),
  );
  return nearestTo(crossed, own) ?? there ?? nearestTo(found, own);
}

/** The nearest that keeps the order. `reach`: up to here nobody asks whether an earlier one was meant. */
function nearestInOrder(all: readonly Candidate[], around: TimelineContext, reach: number): Candidate | null {
  const { before, after, first, now } = around;
  const past = all.filter(({ ms }) => ms <= now + CLOCK_SLACK);
  const found = (before ?? after ?? 0) > now || past.length === 0 ? all : past;
  if (before === null)
    return after === null ? latestUntil(found, now + CLOCK_SLACK) : (latestUntil(found, after) ?? found[0] ?? null);
  const next = found.find(inOrder(around));
  const back = latestUntil(found, before - 1);
  if (next && (after !== null || next.ms - before <= reach || !back)) return next;
  const step = before - (back?.ms ?? 0);
  const forgotten =
    step <= FORGOTTEN_STEP || (step <= FORGOTTEN_STEP_WITHIN && first !== null && back !== null && back.ms >= first);
  if (next && (reach > DAY ? step > next.ms - before : !forgotten)) return next;
  return next ? back : nearestTo(found, before);
}

function latestUntil(found: readonly Candidate[], until: number): Candidate | null {
  return found.filter(({ ms }) => ms <= until).at(-1) ?? null;
}

function nearestTo(found: readonly Candidate[], to: number): Candidate | null {
  return found.reduce<Candidate | null>(
    (best, candidate) => (best === null || Math.abs(candidate.ms - to) < Math.abs(best.ms - to) ? candidate : best),
    null,
  );
}

function offset(ms: number, zone: string): number {
  const local = toLocal(storedInstant(ms), zone);
  return local ? (instantsOf(local, "UTC")[0] ?? ms) - ms : 0;
}

function assumptionOf(
  day: WrittenDay | null,
  date: string,
  ordered: boolean,
  around: TimelineContext,
  zone: string,
): ResolvedMoment["assumed"] {
  const of = (ms: number | null): string | undefined =>
    ms === null ? undefined : toLocal(storedInstant(ms), zone)?.date;
  const known = of(around.own) ?? of(around.before);
  if (day === null) return date === (around.own === null && around.day !== null ? date : known) ? "" : "day";
  return day.kind === "date" && day.year === null && (!ordered || date.slice(0, 4) !== known?.slice(0, 4))
    ? "year"
    : "";
}

function skippedIn(time: string, zone: string, ms: number): string {
  return skippedMessage(toLocal(storedInstant(ms), zone)?.date ?? "", time);
}
