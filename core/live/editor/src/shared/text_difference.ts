// What changed between two versions of one text. Not here: whose change it was, where the text lives.

export interface Splice {
  from: number;
  to: number;
  insert: string;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

// Whether a place is inside a character of two units.
const splits = (text: string, at: number): boolean => isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/**
 * The smallest change that makes one text of another; `near` is where the caret stands after it. No character is cut
 * in half.
 */
export function difference(before: string, after: string, caret: number): Splice | null {
  if (before === after) return null;
  // What stands behind the caret was not typed: "aa" with an "a" put first is not an "a" put last.
  let tail = 0;
  const behind = Math.min(after.length - caret, before.length);
  while (tail < behind && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (splits(before, before.length - tail) || splits(after, after.length - tail)) tail -= 1;
  let head = 0;
  const limit = Math.min(before.length, after.length) - tail;
  while (head < limit && before[head] === after[head]) head += 1;
  if (splits(before, head) || splits(after, head)) head -= 1;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}
