// Two people change one short text at the same time: what both of them wrote, in one text. The server has the same
// rule in core/domain/content/text_merge.py, and the same table of cases tests both. Not here: DOM, network.

/** Stands between two sentences that were written at once, in a text of one line. */
export const INLINE_SEPARATOR = " / ";

interface Change {
  start: number;
  end: number;
  inserted: string;
}

/** `theirs` with my change in it; `before` is what both began with. */
export function mergeTexts(before: string, mine: string, theirs: string, separator: string = INLINE_SEPARATOR): string {
  if (mine === theirs || theirs === before) return mine;
  if (mine === before) return theirs;
  const my = changedRange(before, mine);
  const their = changedRange(before, theirs);
  if (my.end < their.start) return applyChange(applyChange(before, their), my);
  if (their.end < my.start) return applyChange(applyChange(before, my), their);
  // Also what was sent twice, and grew in between.
  if (mine.includes(theirs) || theirs.includes(mine)) return mine.length > theirs.length ? mine : theirs;
  if (my.start === my.end && their.start === their.end && before !== "") {
    const [item, other] = their.inserted.startsWith(separator) ? [my, their] : [their, my];
    return before.slice(0, my.start) + item.inserted + other.inserted + before.slice(my.start);
  }
  return `${theirs}${separator}${mine}`;
}

/** The one stretch in which the two texts differ, in UTF-16 units that cut no character in two. */
function changedRange(before: string, after: string): Change {
  const a = [...before];
  const b = [...after];
  const limit = Math.min(a.length, b.length);
  let start = 0;
  while (start < limit && a[start] === b[start]) start += 1;
  let same = 0;
  while (same < limit - start && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  const units = (list: string[]): number => list.join("").length;
  return {
    start: units(a.slice(0, start)),
    end: units(a.slice(0, a.length - same)),
    inserted: b.slice(start, b.length - same).join(""),
  };
}

function applyChange(text: string, { start, end, inserted: typedText }: Change): string {
  return text.slice(0, start) + typedText + text.slice(end);
}
