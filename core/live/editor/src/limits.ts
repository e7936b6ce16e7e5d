// What the browser refuses before the server has to. The numbers are those of core/live/limits.py, a little inside.

/** One paste, in bytes. */
export const PASTE_BYTES = 100_000;
/** One field, in bytes. */
export const FIELD_BYTES = 200_000;

const encoder = new TextEncoder();

/** Whether a text is longer than so many bytes, counted only when it could be. */
export function longerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}

export const PASTE_SENTENCE = "That is too much to paste at once (over 100 kB). Attach a link to it, or paste the part that matters.";
export const FIELD_SENTENCE = "This field is full (200 kB). Move a part of it somewhere else and link to it.";
