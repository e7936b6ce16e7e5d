// Days counted on and back, within reason, as core/domain/dates/arithmetic.py counts them. A day is a number: days
// since 1 January 1970. Not here: words, the present moment.

/** A sentence about a date that cannot be. */
export class DueDateError extends Error {}

export type Day = number;

const MS = 86_400_000;
const FIRST_YEAR = 1970;
const FURTHEST_YEAR = 2200;
const pad = (value: number): string => String(value).padStart(2, "0");
const utc = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / MS;
const dateOf = (day: Day): Date => new Date(day * MS);

export const dayFrom = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / MS;
export const isoOf = (day: Day): string => dateOf(day).toISOString().slice(0, 10);
export const yearOf = (day: Day): number => dateOf(day).getUTCFullYear();
/** 1 to 12 */
export const monthOf = (day: Day): number => dateOf(day).getUTCMonth() + 1;
export const dayOfMonth = (day: Day): number => dateOf(day).getUTCDate();
/** 0 is Monday */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;
export const firstOfMonth = (day: Day): Day => day - dayOfMonth(day) + 1;
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
export const lastOfMonth = (day: Day): Day => firstOfMonth(day) + daysInMonth(yearOf(day), monthOf(day)) - 1;

export function dayOf(year: number, month: number, day: number): Day {
  if (year < FIRST_YEAR || year > FURTHEST_YEAR)
    throw new DueDateError(`The year ${year} is out of reach. Choose a nearer date.`);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new DueDateError(`${year}-${pad(month)}-${pad(day)} is not in the calendar. Check day and month.`);
  }
  return utc(year, month, day);
}

/** The same day some months on, or the last day of a month that is too short for it. */
export function monthsLater(today: Day, months: number): Day {
  const count = monthOf(today) - 1 + months;
  const year = yearOf(today) + Math.floor(count / 12);
  if (year > FURTHEST_YEAR) throw new DueDateError("That is too far away. Choose a nearer date.");
  const month = (((count % 12) + 12) % 12) + 1;
  return utc(year, month, Math.min(dayOfMonth(today), daysInMonth(year, month)));
}

export function workingDaysLater(today: Day, amount: number): Day {
  let day = today;
  for (let left = amount; left > 0; ) {
    day += 1;
    if (weekdayOf(day) < 5) left -= 1;
  }
  return day;
}

/** In how many days that weekday comes; never today itself. */
export const daysUntilWeekday = (today: Day, weekday: number): number =>
  ((((weekday - weekdayOf(today) - 1) % 7) + 7) % 7) + 1;

/** That weekday within three days of `day`; not one that is over when `day` is still to come. */
export function nearestWeekday(day: Day, weekday: number, today: Day): Day {
  const near = day + ((((weekday - weekdayOf(day) + 3) % 7) + 7) % 7) - 3;
  return near < today && today <= day ? near + 7 : near;
}

/** The next day with that number in its month. */
export function nextDayWithNumber(today: Day, number: number): Day {
  if (number < 1 || number > 31) throw new DueDateError(`No month has a day ${number}. Check the day.`);
  let month = firstOfMonth(today);
  while (dayOfMonth(lastOfMonth(month)) < number || month + number - 1 < today) month = monthsLater(month, 1);
  return month + number - 1;
}
