// When a hint may be shown: once its sentence is finished, or once the person has paused. Nobody is interrupted
// in the middle of a thought. Pure.

/** A pause after which an unfinished sentence is looked at, too. */
export const PAUSE_MS = 1200;
/** After a finished sentence: at once, but not at each key. */
export const FINISHED_MS = 250;

// A full stop ends a sentence before a space or the end; the wide ones of Chinese and Japanese need no space.
const END = /[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？｡]|\n/u;

/** Where the sentence that holds these words ends; null while it is still being written. */
export function sentenceEnd(text: string, to: number): number | null {
  const from = Math.max(0, to - 1);
  const found = END.exec(text.slice(from));
  return found ? from + found.index + found[0].trimEnd().length : null;
}

/** Whether what stands before the caret ends a sentence. */
export function endsSentence(before: string): boolean {
  return /(?:[.!?…]["'”’»)\]]*\s?|[。！？｡]|\n)$/u.test(before) && /\S/u.test(before);
}
