// Offsets from UTC as people and logs write them: "Z", "UTC+1", "-0500", "CEST". Some names mean several zones; the
// postmortem's own zone decides, or nobody does. Not here: days, times of day.

/** Minutes east of UTC, or the zone whose rules decide; `problem`: which zones it could be. */
export type WrittenZone = { offset: number } | { zone: string } | { problem: string };

const HOURS: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  ut: 0,
  wet: 0,
  west: 1,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  mez: 1,
  mesz: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  est: -5,
  edt: -4,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
  nst: -3.5,
  ndt: -2.5,
  adt: -3,
  brt: -3,
  art: -3,
  clt: -4,
  pet: -5,
  sast: 2,
  wat: 1,
  cat: 2,
  eat: 3,
  trt: 3,
  gst: 4,
  pkt: 5,
  npt: 5.75,
  ict: 7,
  wib: 7,
  sgt: 8,
  hkt: 8,
  pht: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  acdt: 10.5,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
};

/** Names of several zones: what they are in which postmortems; the last pattern may take all that are left. */
const AMBIGUOUS: Readonly<Record<string, readonly [RegExp, number][]>> = {
  ist: [
    [/^Asia\/(Kolkata|Calcutta)$/, 5.5],
    [/^(Asia\/(Jerusalem|Tel_Aviv)|Israel)$/, 2],
    [/^(Europe\/Dublin|Eire)$/, 1],
  ],
  cst: [
    [/^(Asia\/(Shanghai|Taipei|Macau|Chongqing|Harbin)|PRC|ROC)$/, 8],
    [/^(America\/Havana|Cuba)$/, -5],
    [/^/, -6],
  ],
  bst: [
    [/^Asia\/Dhaka$/, 6],
    [/^Pacific\/Bougainville$/, 11],
    [/^/, 1],
  ],
  ast: [
    [/^Asia\//, 3],
    [/^/, -4],
  ],
};

/** American for "whatever the clocks show there". */
const REGIONS: Readonly<Record<string, string>> = {
  et: "America/New_York",
  ct: "America/Chicago",
  mt: "America/Denver",
  pt: "America/Los_Angeles",
};

const SIGNED = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$/;

/** What a word of a typed time says about the zone, `own` being the postmortem's; null when it says nothing. */
export function parseZone(word: string, ownZone: string): WrittenZone | null {
  const signed = SIGNED.exec(word);
  if (signed) {
    const [hours, minutes] = [Number(signed[2]), Number(signed[3] ?? 0)];
    if (hours > 14 || minutes > 59) return { problem: `No zone is ${word} from UTC.` };
    return { offset: (signed[1] === "-" ? -1 : 1) * (hours * 60 + minutes) };
  }
  const hours = Object.hasOwn(HOURS, word) ? HOURS[word] : undefined;
  if (hours !== undefined) return { offset: hours * 60 };
  const zone = Object.hasOwn(REGIONS, word) ? REGIONS[word] : undefined;
  if (zone !== undefined) return { zone };
  const several = Object.hasOwn(AMBIGUOUS, word) ? AMBIGUOUS[word] : undefined;
  if (several === undefined) return null;
  const found = several.find(([there]) => there.test(ownZone));
  return found
    ? { offset: found[1] * 60 }
    : { problem: `${word.toUpperCase()} is the name of several zones. Write its offset, such as +05:30.` };
}
