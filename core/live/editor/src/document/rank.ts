// Where a row stands among its neighbours: a string key, compared by code point, ties broken by the row's id.
// Here lives the arithmetic between two keys, the same as core/domain/content/rank.py. Not here: Yjs, rows, DOM.

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const WELL_FORMED = /^[0-9A-Za-z]*[1-9A-Za-z]$/;

/** The order of two keys. Keys are ASCII, so JavaScript's own comparison is by code point. */
export function compareRanks(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A key fit to count with; what a stranger wrote into a row may not be. */
export function isRank(value: unknown): value is string {
  return typeof value === "string" && value.length <= 4096 && WELL_FORMED.test(value);
}

// The next key at the open end: raise the first digit that can be raised, drop the rest. So a list that is
// typed from top to bottom keeps its keys short.
function keyAfter(a: string): string {
  for (let i = 0; i < a.length; i += 1) {
    const place = DIGITS.indexOf(a.charAt(i));
    if (place < DIGITS.length - 1) return a.slice(0, i) + DIGITS.charAt(place + 1);
  }
  return a === "" ? DIGITS.charAt(DIGITS.length >> 1) : a + DIGITS.charAt(1);
}

// The shortest key strictly between two fractions, the lower one padded with zeros.
function keyBetween(a: string, b: string): string {
  for (let i = 0; ; i += 1) {
    const low = i < a.length ? DIGITS.indexOf(a.charAt(i)) : 0;
    const high = i < b.length ? DIGITS.indexOf(b.charAt(i)) : 0;
    if (low === high) continue;
    const shared = b.slice(0, i);
    if (high - low > 1) return shared + DIGITS.charAt((low + high) >> 1);
    return shared + DIGITS.charAt(low) + keyAfter(a.slice(i + 1));
  }
}

/** A key strictly between two keys; null is the open end. Throws when there is no room (equal or reversed). */
export function between(a: string | null, b: string | null): string {
  if (a !== null && !isRank(a)) throw new RangeError(`not a rank: ${a}`);
  if (b !== null && !isRank(b)) throw new RangeError(`not a rank: ${b}`);
  if (a !== null && b !== null && a >= b) throw new RangeError(`no room between ${a} and ${b}`);
  return b === null ? keyAfter(a ?? "") : keyBetween(a ?? "", b);
}

/** `count` keys in order between two keys. */
export function spread(a: string | null, b: string | null, count: number): string[] {
  const keys: string[] = [];
  for (let low = a; keys.length < count; low = keys.at(-1) ?? null) keys.push(between(low, b));
  return keys;
}
