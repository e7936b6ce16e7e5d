// Where a row stands among its neighbours: a string key, compared by code point, ties broken by the row's id.
// Here lives the arithmetic between two keys, the same as core/domain/rank.py. Never here: Yjs, rows, DOM.

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

// Halfway between two digit strings; "" below and null above stand for the ends. The result never ends in
// "0", because nothing fits between "A" and "A0".
function midpoint(below: string, above: string | null): string {
  if (above !== null) {
    let shared = 0;
    while (shared < above.length && (below[shared] ?? "0") === above[shared]) shared += 1;
    if (shared > 0) return above.slice(0, shared) + midpoint(below.slice(shared), above.slice(shared));
  }
  const low = below === "" ? 0 : DIGITS.indexOf(below.charAt(0));
  const high = above === null ? DIGITS.length : DIGITS.indexOf(above.charAt(0));
  if (high - low > 1) return DIGITS.charAt((low + high) >> 1);
  if (above !== null && above.length > 1) return above.charAt(0);
  return DIGITS.charAt(low) + midpoint(below.slice(1), null);
}

/** A key strictly between two keys; null is the open end. Throws when there is no room (equal or reversed). */
export function between(a: string | null, b: string | null): string {
  if (a !== null && !isRank(a)) throw new RangeError(`not a rank: ${a}`);
  if (b !== null && !isRank(b)) throw new RangeError(`not a rank: ${b}`);
  if (a !== null && b !== null && a >= b) throw new RangeError(`no room between ${a} and ${b}`);
  return midpoint(a ?? "", b);
}

/** `count` keys in order between two keys, none of them longer than it must be. */
export function spread(a: string | null, b: string | null, count: number): string[] {
  if (count <= 0) return [];
  const middle = between(a, b);
  const left = Math.floor((count - 1) / 2);
  return [...spread(a, middle, left), middle, ...spread(middle, b, count - 1 - left)];
}
