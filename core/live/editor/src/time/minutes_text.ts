// A length of time as people write it: "90", "90 min", "1h30", "1:30", "1.5 h", "2 hours 15 minutes", "half an hour".
// A bare number is minutes. Not here: DOM, how a duration is worded.

const MAX_MINUTES = 10_000_000;
const UNIT_MINUTES: Record<string, number> = {
  m: 1,
  min: 1,
  mins: 1,
  minute: 1,
  minutes: 1,
  h: 60,
  hr: 60,
  hrs: 60,
  hour: 60,
  hours: 60,
  d: 1440,
  day: 1440,
  days: 1440,
};
const FIXED: Record<string, number> = {
  "half an hour": 30,
  "an hour": 60,
  "a day": 1440,
  "an hour and a half": 90,
  "a quarter of an hour": 15,
};
const MAX_LENGTH = 60;

/** Whole minutes, or null when it is no length of time. */
export function parseMinutes(typed: string): number | null {
  if (typed.length > MAX_LENGTH) return null;
  const text = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ \t]+/g, " ")
    .trim();
  const fixed = FIXED[text];
  if (fixed !== undefined) return fixed;
  const clock = /^([0-9]{1,4}):([0-5][0-9])$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const short = /^([0-9]{1,4}) ?h ?([0-5]?[0-9])$/.exec(text);
  if (short) return Number(short[1]) * 60 + Number(short[2]);
  if (/^[0-9]{1,8}$/.test(text)) return inRange(Number(text));
  return inUnits(text);
}

function inUnits(text: string): number | null {
  let rest = text;
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  while (rest !== "") {
    const found =
      /^([0-9]{1,8}(?:[.,][0-9]{1,2})?) ?([a-z]+)(?:,? (?:and )?|$)/.exec(rest) ??
      /^([0-9]{1,8}(?:[.,][0-9]{1,2})?) ?([a-z]{1,7})(?=[0-9])/.exec(rest);
    const unit = UNIT_MINUTES[found?.[2] ?? ""];
    // Each unit once, the larger first: "1 h 30 min", never "30 min 1 h".
    if (!found || unit === undefined || unit >= last) return null;
    total += Number((found[1] ?? "").replace(",", ".")) * unit;
    last = unit;
    rest = rest.slice(found[0].length);
  }
  return total > 0 || /[0-9]/.test(text) ? inRange(total) : null;
}

function inRange(minutes: number): number | null {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= MAX_MINUTES ? minutes : null;
}
