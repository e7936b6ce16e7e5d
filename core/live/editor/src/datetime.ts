// Times as people type and read them: an instant in UTC is stored, the postmortem's zone is shown.
// Zone rules come from the browser (Intl). Never here: DOM, Yjs, the present moment (it is a parameter).

export interface Local {
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
      calendar: "gregory", numberingSystem: "latn", hourCycle: "h23",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
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

/** A zone name this browser knows, else UTC: a bad name must not hide a time. */
export function knownZone(zone: unknown): string {
  if (typeof zone !== "string" || zone === "") return "UTC";
  return formatFor(zone).resolvedOptions().timeZone === "UTC" ? "UTC" : zone;
}

const pad = (n: number, width = 2): string => String(n).padStart(width, "0");

/** Milliseconds of an instant as it is stored, or null when it is none. */
export function instantOf(iso: unknown): number | null {
  if (typeof iso !== "string" || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(iso)) return null;
  const ms = Date.parse(iso);
  return Number.isFinite(ms) ? ms : null;
}

/** An instant as it is stored: UTC, whole seconds, with a Z. */
export function storedInstant(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

// The wall clock of the zone at an instant, as if it were UTC.
function wall(ms: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(ms)) part[type] = Number(value);
  return Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"] ?? 1, part["hour"] ?? 0, part["minute"] ?? 0, part["second"] ?? 0);
}

export function toLocal(iso: unknown, zone: string): Local | null {
  const ms = instantOf(iso);
  if (ms === null) return null;
  const text = new Date(wall(ms, zone)).toISOString();
  const seconds = text.slice(17, 19);
  return { date: text.slice(0, 10), time: seconds === "00" ? text.slice(11, 16) : text.slice(11, 19) };
}

/** The instant of a wall-clock time. Twice in a year it is there twice (the earlier one counts) or not at all (then it moves on by the gap). */
export function toInstant(local: Local, zone: string): string | null {
  const guess = Date.parse(`${local.date}T${local.time.length === 5 ? `${local.time}:00` : local.time}Z`);
  if (!isDate(local.date) || !Number.isFinite(guess)) return null;
  const day = 86_400_000;
  const whole = Math.floor(guess / 1000) * 1000;
  const before = wall(whole - day, zone) - (whole - day);
  const after = wall(whole + day, zone) - (whole + day);
  const fitting = [before, after].map((offset) => whole - offset).filter((ms) => wall(ms, zone) === whole);
  return storedInstant(fitting.length > 0 ? Math.min(...fitting) : whole - before);
}

/** A date in the calendar between 1970 and 9999; half-typed years ("0202") are none. */
export function isDate(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "1970-01-01") return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** "0258", "02:58", "2:58", "2.58", "2h58", "02:58:31", "2:58 pm", "14" -> "02:58" and so on; null when it is no time of day. */
export function parseTime(typed: string): string | null {
  const text = typed.normalize("NFKC").trim().toLowerCase().replace(/\s+/g, " ");
  const found =
    /^(\d{1,2})(?:[:.h]|: )(\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)? ?(am|pm)?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{1,2})(\d{2})()? ?(am|pm)?$/.exec(text) ??
    /^(\d{1,2})()() ?(am|pm|h)?$/.exec(text);
  if (!found) return null;
  let hour = Number(found[1]);
  const minute = Number(found[2] || 0);
  const second = Number(found[3] || 0);
  const half = found[4];
  if (half === "am" || half === "pm") {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return null;
  return second ? `${pad(hour)}:${pad(minute)}:${pad(second)}` : `${pad(hour)}:${pad(minute)}`;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function parseDay(text: string, near: string): string | null {
  if (isDate(text)) return text;
  const found = /^(\d{1,2})\.? ([a-z]{3})[a-z]*(?: (\d{4}))?$/i.exec(text) ?? /^()([a-z]{3})[a-z]* (\d{1,2})$/i.exec(text);
  if (!found) return null;
  const month = MONTHS.indexOf((found[2] ?? "").toLowerCase()) + 1;
  const day = Number(found[1] || found[3]);
  const year = found[1] && found[3] ? Number(found[3]) : Number(near.slice(0, 4));
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return month > 0 && isDate(date) ? date : null;
}

/**
 * The moment somebody typed, as a stored instant: a time of day on the day `near` in `zone`, a date and a time
 * ("2026-11-23 02:58", "23 Nov 02:58", as logs write them "Nov 23 02:58:31"), or a whole ISO instant. Null when it is none of these.
 */
export function readMoment(typed: string, near: string, zone: string): string | null {
  const text = typed.normalize("NFKC").trim().replace(/\s+/g, " ");
  const iso = instantOf(text.replace(/^(\d{4}-\d{2}-\d{2}) /, "$1T").replace(/ ?(z|utc)$/i, "Z"));
  if (iso !== null) return isDate(storedInstant(iso).slice(0, 10)) ? storedInstant(iso) : null;
  const utc = /^(.*\d) ?(?:z|utc)$/i.exec(text);
  const rest = utc ? (utc[1] ?? "") : text;
  const where = utc ? "UTC" : zone;
  const time = parseTime(rest);
  if (time) return toInstant({ date: near, time }, where);
  const split = /^(.+?)(?:, ?| |T)(\d[\d:.h]*(?: ?[ap]m)?)$/i.exec(rest);
  if (!split) return null;
  const date = parseDay(split[1] ?? "", near);
  const clock = parseTime(split[2] ?? "");
  return date && clock ? toInstant({ date, time: clock }, where) : null;
}

/** The day a new time belongs to: that of the row before it, or the next one when an evening has turned into a night. */
export function likelyDay(time: string, before: Local): string {
  return before.time >= "18:00" && time < "06:00" ? addDays(before.date, 1) : before.date;
}

/** "Mon 23 Nov", with the year when it is not the one everybody has in mind. */
export function dayLabel(date: string, near?: string): string {
  if (!isDate(date)) return date;
  const options: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
  if (near && near.slice(0, 4) !== date.slice(0, 4)) options.year = "numeric";
  return new Intl.DateTimeFormat("en-GB", options).format(Date.parse(`${date}T00:00:00Z`)).replace(",", "");
}
